import type { ModelSpec } from '../spec/model-spec.js';
import { levelsOf } from '../spec/predictor-levels.js';

/** The level of a categorical predictor or of named points, otherwise the number. */
export function shownValue({ predictors }: ModelSpec, name: string, value: number): number | string {
    const predictor = predictors.find(other => (other.kind === 'random' ? other.names.includes(name) : other.name === name));
    return (predictor && levelsOf(predictor)?.[value]) ?? value;
}

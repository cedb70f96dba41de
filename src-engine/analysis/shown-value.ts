import type { ModelSpec } from '../spec/model-spec.js';

/** The level of a categorical predictor, otherwise the number. */
export function shownValue({ predictors }: ModelSpec, name: string, value: number): number | string {
    const predictor = predictors.find(other => other.kind === 'random' && other.names.includes(name));
    return predictor?.kind === 'random' && predictor.law.law === 'categorical' ? predictor.law.levels[value] : value;
}

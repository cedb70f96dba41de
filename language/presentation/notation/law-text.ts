/** Laws as formulas: `Normal(mean 0, sd 1)`, `Uniform(−1, 1)`. */
import type { Law, PredictorSpec } from '../../../src-engine/spec/model-spec.js';
import { lawKnowledge } from '../../knowledge/laws.js';
import { formatValue } from './numbers.js';
import { levelText } from '../../parsing/level-text.js';

/** More than this many values or levels are not written out. */
const mostListed = 8;

function listed<T>(items: readonly T[], write: (item: T) => string): string {
    const shown = items.slice(0, mostListed).map(write).join(', ');
    return items.length > mostListed ? `${shown}, … (${items.length} in all)` : shown;
}

/** Rows separated by semicolons: `[1 0.3; 0.3 1]`. */
export function matrixText(matrix: readonly (readonly number[])[]): string {
    return `[${matrix.map(row => row.map(value => formatValue(value)).join(' ')).join('; ')}]`;
}

export function lawText(law: Law): string {
    return lawKnowledge[law.law].text(law, {
        number: value => formatValue(value),
        level: levelText,
        listed: items => listed(items, item => item),
        matrix: matrixText,
        law: lawText
    });
}

/** A predictor with its law, without where it varies: `x ~ Uniform(−1, 1)`, `year: 0, 2, 5`. Derived ones are terms. */
export function randomPredictorText(predictor: Extract<PredictorSpec, { kind: 'random' }>): string {
    const names = predictor.names.length === 1 ? predictor.names.join() : `(${predictor.names.join(', ')})`;
    return `${names} ~ ${lawText(predictor.law)}`;
}

/** `0, 2, 5`, or the names of levels. */
export function pointsText({ points, levels }: Extract<PredictorSpec, { kind: 'each' }>): string {
    return listed(points, point => (levels ? levelText(levels[point] ?? '') : formatValue(point)));
}

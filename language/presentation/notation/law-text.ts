/** Laws as formulas: `Normal(mean 0, sd 1)`, `Uniform(−1, 1)`. */
import type { Law, PredictorSpec } from '../../../src-engine/spec/model-spec.js';
import { lawKnowledge } from '../../knowledge/laws.js';
import { formatValue } from './numbers.js';
import { levelText } from './term-text.js';

/** More than this many values or levels are not written out. */
const mostListed = 8;

function listed<T>(items: T[], write: (item: T) => string): string {
    const shown = items.slice(0, mostListed).map(write).join(', ');
    return items.length > mostListed ? `${shown}, … (${items.length} in all)` : shown;
}

function vector(values: number[]): string {
    return `(${listed(values, value => formatValue(value))})`;
}

/** Rows separated by semicolons: `[1 0.3; 0.3 1]`. */
export function matrixText(matrix: number[][]): string {
    return `[${matrix.map(row => row.map(value => formatValue(value)).join(' ')).join('; ')}]`;
}

function columnLawText({ data, column }: { data: string; column: string }): string {
    return `Empirical(${data}.${levelText(column)})`;
}

export function lawText(law: Law): string {
    const { name, arguments: lawArguments } = lawKnowledge[law.law];
    switch (law.law) {
        case 'uniform':
            return `Uniform(${formatValue(law.min)}, ${formatValue(law.max)})`;
        case 'discrete': {
            if (law.source) {
                return columnLawText(law.source);
            }
            const points = law.values.map((value, index) => ({ value, probability: law.probabilities[index] ?? 0 }));
            const equal = law.probabilities.every(probability => Math.abs(probability - 1 / law.values.length) < 1e-12);
            return equal
                ? `Discrete(${listed(points, ({ value }) => formatValue(value))})`
                : `Discrete(${listed(points, ({ value, probability }) => `${formatValue(value)}: ${formatValue(probability)}`)})`;
        }
        case 'categorical': {
            const levels = law.levels.map((level, index) => `${levelText(level)}: ${formatValue(law.probabilities[index] ?? 0)}`);
            return `Categorical(${listed(levels, level => level)})`;
        }
        case 'mixture':
            return `Mixture(${listed(law.components, ({ probability, law: component }) => `${formatValue(probability)}: ${lawText(component)}`)})`;
        case 'mvNormal':
            return `Normal(${vector(law.mean)}, ${matrixText(law.covariance)})`;
        case 'empirical':
            return columnLawText(law);
        default: {
            const values: Record<string, unknown> = { ...law };
            return `${name}(${lawArguments.map(argument => `${argument.name} ${formatValue(values[argument.name] as number)}`).join(', ')})`;
        }
    }
}

/** A predictor with its law, without where it varies: `x ~ Uniform(−1, 1)`, `year: 0, 2, 5`. Derived ones are terms. */
export function randomPredictorText(predictor: Extract<PredictorSpec, { kind: 'random' }>): string {
    const names = predictor.names.length === 1 ? predictor.names.join() : `(${predictor.names.join(', ')})`;
    return `${names} ~ ${lawText(predictor.law)}`;
}

export function pointsText(points: number[]): string {
    return listed(points, point => formatValue(point));
}

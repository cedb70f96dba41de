/** Predictors as functions of uniform numbers, for averages over a few points that every keystroke can afford. */
import { isScalarLaw, lawQuantile } from '../laws/index.js';
import type { Law, PredictorSpec } from '../spec/model-spec.js';

export interface Column {
    name: string;
    /** The value at a probability. */
    at: (p: number) => number;
}

/** Null in place of a law that is not known. */
type PossibleColumn = Pick<Column, 'name'> & { at: Column['at'] | null };

export const isKnown = (column: PossibleColumn): column is Column => column.at !== null;

export function columnsOf(predictor: PredictorSpec): PossibleColumn[] {
    if (predictor.kind === 'derived') {
        return [];
    }
    if (predictor.kind === 'each') {
        const { name, points } = predictor;
        return [{ name, at: p => points[Math.min(points.length - 1, Math.floor(p * points.length))] }];
    }
    return predictor.names.map((name, i) => ({ name, at: quantileOf(predictor.law, i) }));
}

/** Correlations between predictors are left out. */
function quantileOf(law: Law, component: number): Column['at'] | null {
    if (law.law === 'mvNormal') {
        const scalar = { law: 'normal' as const, mean: law.mean[component], sd: Math.sqrt(law.covariance[component][component]) };
        return p => lawQuantile(scalar, p);
    }
    return isScalarLaw(law) ? p => lawQuantile(law, p) : null;
}

/** A Weyl sequence in every dimension: the fractional parts of multiples of √p, p prime. */
export function irrational(dimension: number): number {
    let found = -1;
    for (let n = 2; ; n++) {
        let divisor = 2;
        while (divisor * divisor <= n && n % divisor !== 0) {
            divisor++;
        }
        if (n < divisor * divisor && ++found === dimension) {
            return Math.sqrt(n) % 1;
        }
    }
}

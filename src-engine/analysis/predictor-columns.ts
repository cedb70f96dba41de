/** Predictors as functions of uniform numbers, for averages over a few points that every keystroke can afford. */
import { isScalarLaw, lawQuantile } from '../laws/index.js';
import type { Law, PredictorSpec } from '../spec/model-spec.js';

export interface PredictorColumn {
    name: string;
    /** The value at a probability. */
    at: (p: number) => number;
}

/** Null in place of a law that is not known. */
type PossibleColumn = Pick<PredictorColumn, 'name'> & { at: PredictorColumn['at'] | null };

export const isKnown = (column: PossibleColumn): column is PredictorColumn => column.at !== null;

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
function quantileOf(law: Law, component: number): PredictorColumn['at'] | null {
    if (law.law === 'mvNormal') {
        const scalar = { law: 'normal' as const, mean: law.mean[component], sd: Math.sqrt(law.covariance[component][component]) };
        return p => lawQuantile(scalar, p);
    }
    return isScalarLaw(law) ? p => lawQuantile(law, p) : null;
}

/** Sets the columns to the points of a Weyl sequence in turn, the fractional parts of multiples of √p, p prime, and visits each. */
export function visitPoints(
    columns: readonly PredictorColumn[],
    points: number,
    set: (name: string, value: number) => void,
    visit: (point: number) => void
): void {
    const rates = columns.map((_, dimension) => rootOfPrime(dimension) % 1);
    for (let i = 0; i < points; i++) {
        columns.forEach(({ name, at }, d) => set(name, at(((i + 1) * rates[d]) % 1)));
        visit(i);
    }
}

function rootOfPrime(dimension: number): number {
    let found = -1;
    for (let n = 2; ; n++) {
        let divisor = 2;
        while (divisor * divisor <= n && n % divisor !== 0) {
            divisor++;
        }
        if (n < divisor * divisor && ++found === dimension) {
            return Math.sqrt(n);
        }
    }
}

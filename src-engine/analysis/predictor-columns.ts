/** Predictors as functions of uniform numbers, for averages over a few points that every keystroke can afford. */
import { isScalarLaw, lawQuantile } from '../laws/index.js';
import type { Law, PredictorSpec } from '../spec/model-spec.js';

/** The slots of all predictors in `values`. */
type Slots = ReadonlyMap<string, number>;

export interface PredictorColumn {
    name: string;
    slot: number;
    /** The value at a probability. */
    at: (p: number) => number;
}

/** Of all predictors that are not derived; null where a law is not known. @param slots of their values */
export function columnsOf(predictors: readonly PredictorSpec[], slots: Slots): PredictorColumn[] | null {
    const columns: PredictorColumn[] = [];
    for (const predictor of predictors) {
        if (predictor.kind === 'derived') {
            continue;
        }
        const names = predictor.kind === 'each' ? [predictor.name] : predictor.names;
        for (const [i, name] of names.entries()) {
            const at = predictor.kind === 'each' ? pointAt(predictor.points) : quantileOf(predictor.law, i);
            if (at === null) {
                return null;
            }
            columns.push({ name, slot: slots.get(name)!, at });
        }
    }
    return columns;
}

const pointAt =
    (points: readonly number[]): PredictorColumn['at'] =>
    p =>
        points[Math.min(points.length - 1, Math.floor(p * points.length))];

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
    values: Float64Array,
    visit: (point: number) => void
): void {
    findPoint(columns, points, values, point => {
        visit(point);
        return false;
    });
}

/** The same until a visit says that it has seen enough. @returns whether one has */
export function findPoint(
    columns: readonly PredictorColumn[],
    points: number,
    values: Float64Array,
    visit: (point: number) => boolean
): boolean {
    const rates = columns.map((_, dimension) => rootOfPrime(dimension) % 1);
    for (let i = 0; i < points; i++) {
        for (let d = 0; d < columns.length; d++) {
            const x = (i + 1) * rates[d];
            values[columns[d].slot] = columns[d].at(x - Math.floor(x));
        }
        if (visit(i)) {
            return true;
        }
    }
    return false;
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

/** Predictors as functions of uniform numbers, for averages over a few points that every keystroke can afford. */
import { isScalarLaw, lawQuantile, lawValues } from '../laws/index.js';
import type { Law, PredictorSpec } from '../spec/model-spec.js';
import { typicalPoints } from './limits.js';

/** The slots of all predictors in `values`. */
type Slots = ReadonlyMap<string, number>;

export interface PredictorColumn {
    name: string;
    slot: number;
    /** The value at a probability. */
    at: (p: number) => number;
    /** All values; null where there are many. */
    listed: readonly ListedValue[] | null;
}

interface ListedValue {
    value: number;
    probability: number;
}

/** A column with more values than this is never one of few combinations. */
const mostListed = typicalPoints;

/** Of all predictors that are not derived; null where a law is not known. @param slots of their values */
export function columnsOf(predictors: readonly PredictorSpec[], slots: Slots): PredictorColumn[] | null {
    const columns: PredictorColumn[] = [];
    for (const predictor of predictors) {
        if (predictor.kind === 'derived') {
            continue;
        }
        const names = predictor.kind === 'each' ? [predictor.name] : predictor.names;
        for (const [i, name] of names.entries()) {
            const column = predictor.kind === 'each' ? columnOfPoints(predictor.points) : columnOfLaw(predictor.law, i);
            if (column === null) {
                return null;
            }
            columns.push({ name, slot: slots.get(name)!, ...column });
        }
    }
    return columns;
}

type Column = Pick<PredictorColumn, 'at' | 'listed'>;

function columnOfPoints(points: readonly number[]): Column {
    const at: Column['at'] = p => points[Math.min(points.length - 1, Math.floor(p * points.length))];
    const listed = mostListed < points.length ? null : points.map(value => ({ value, probability: 1 / points.length }));
    return { at, listed };
}

/** Correlations between predictors are left out. */
function columnOfLaw(law: Law, component: number): Column | null {
    if (law.law === 'mvNormal') {
        const scalar = { law: 'normal' as const, mean: law.mean[component], sd: Math.sqrt(law.covariance[component][component]) };
        return { at: p => lawQuantile(scalar, p), listed: null };
    }
    return isScalarLaw(law) ? { at: p => lawQuantile(law, p), listed: lawValues(law, mostListed) } : null;
}

/**
 * Sets the columns to points in turn and visits each with its share, until a visit says that it has seen enough: to all combinations of their values where these are no more
 * than `points`, otherwise to that many points of the sequence, which are equally likely. @returns whether a visit has
 */
export function findShare(
    columns: readonly PredictorColumn[],
    points: number,
    values: Float64Array,
    visit: (share: number) => boolean
): boolean {
    const combinations = columns.reduce((product, { listed }) => product * (listed?.length ?? Infinity), 1);
    return combinations <= points
        ? findCombination(columns, 0, 1, values, visit)
        : findPoint(columns, points, values, () => visit(1 / points));
}

function findCombination(
    columns: readonly PredictorColumn[],
    first: number,
    share: number,
    values: Float64Array,
    visit: (share: number) => boolean
): boolean {
    if (first === columns.length) {
        return visit(share);
    }
    const { slot, listed } = columns[first];
    return listed!.some(({ value, probability }) => {
        values[slot] = value;
        return probability > 0 && findCombination(columns, first + 1, share * probability, values, visit);
    });
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
function findPoint(columns: readonly PredictorColumn[], points: number, values: Float64Array, visit: (point: number) => boolean): boolean {
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

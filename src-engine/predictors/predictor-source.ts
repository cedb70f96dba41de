/** How one predictor gets its values: from points, from a law with few values, or from a law that is drawn from. */
import { indexAbove } from '../numeric/index-above.js';
import type { SeededGenerator } from '../laws/seeded-generator.js';
import type { Matrix } from '../numeric/linear-algebra.js';
import { cholesky } from '../numeric/cholesky.js';
import { normalQuantile } from '../numeric/special/normal-distribution.js';
import { drawLaw, isScalarLaw, lawQuantile, lawValues, type ScalarLaw } from '../laws/index.js';
import { tabulatedQuantile } from '../laws/tabulated-quantile.js';
import type { PredictorSpec } from '../spec/model-spec.js';
import { NotAvailable } from '../result/not-available.js';
import { InvalidSpec } from '../spec/term.js';
import { mostListedValues } from './limits.js';

interface Atom {
    value: number;
    probability: number;
}
export type PredictorSource =
    /** The same points in every group, or in equal shares of the groups. */
    | { kind: 'points'; slots: number[]; points: readonly Atom[] }
    | { kind: 'few'; slots: number[]; atoms: readonly Atom[] }
    | { kind: 'law'; slots: number[]; law: ScalarLaw }
    | { kind: 'normal'; slots: number[]; mean: number[]; lower: Matrix };

/** The number of values of a predictor; Infinity if they are not listed. */
export function numberOfValues(source: PredictorSource): number {
    return source.kind === 'points' ? source.points.length : source.kind === 'few' ? source.atoms.length : Infinity;
}

/** @throws NotAvailable where the law is known by data only; InvalidSpec where a covariance is not positive definite */
export function sourceOf(predictor: Exclude<PredictorSpec, { kind: 'derived' }>, slots: number[]): PredictorSource {
    if (predictor.kind === 'each') {
        const { points } = predictor;
        return { kind: 'points', slots, points: [...new Set(points)].map(value => ({ value, probability: points.filter(x => x === value).length / points.length })) }; // prettier-ignore
    }
    const { law } = predictor;
    if (law.law === 'mvNormal') {
        const factor = cholesky(law.covariance);
        if (!factor.ok) {
            throw new InvalidSpec(`the covariance of ${predictor.names.join(', ')} is not positive definite`);
        }
        return { kind: 'normal', slots, mean: law.mean, lower: factor.lower };
    }
    if (!isScalarLaw(law)) {
        throw new NotAvailable({ code: 'structure', structure: 'empirical' });
    }
    const few = lawValues(law, mostListedValues);
    return few ? { kind: 'few', slots, atoms: few } : { kind: 'law', slots, law };
}

/** Draws a predictor's values. @param generator for laws that are not drawn by inversion; without it all are */
export function placeDrawn(source: PredictorSource, values: Float64Array, uniform: () => number, generator?: SeededGenerator): void {
    const { slots } = source;
    switch (source.kind) {
        case 'points':
            values[slots[0]] = pick(source.points, uniform());
            return;
        case 'few':
            values[slots[0]] = pick(source.atoms, uniform());
            return;
        case 'law':
            values[slots[0]] = generator ? drawLaw(source.law, generator) : lawQuantile(source.law, uniform());
            return;
        case 'normal': {
            const nu = slots.map(() => lawQuantile({ law: 'normal', mean: 0, sd: 1 }, uniform()));
            slots.forEach((slot, i) => (values[slot] = source.mean[i] + source.lower[i].reduce((sum, l, k) => sum + l * nu[k], 0)));
        }
    }
}

/**
 * A predictor's values, by inversion, for many draws at once.
 * @param uniforms for each slot a column of numbers in (0, 1), which receive the values
 */
export function placeDrawnColumns(source: PredictorSource, uniforms: readonly Float64Array[]): void {
    const invert = (column: Float64Array, quantile: (u: number) => number): void => {
        for (let k = 0; k < column.length; k++) {
            column[k] = quantile(column[k]);
        }
    };
    switch (source.kind) {
        case 'points':
            return invert(uniforms[0], u => pick(source.points, u));
        case 'few':
            return invert(uniforms[0], u => pick(source.atoms, u));
        case 'law': {
            const quantile = tabulatedQuantile(source.law);
            return invert(uniforms[0], u => quantile.at(u));
        }
        case 'normal': {
            uniforms.forEach(column => invert(column, normalQuantile));
            // From the last slot on, because each value needs the normals of the slots before it.
            for (let i = uniforms.length - 1; i >= 0; i--) {
                uniforms[i].forEach((_, k) => {
                    uniforms[i][k] = source.mean[i] + source.lower[i].reduce((sum, l, j) => (l === 0 ? sum : sum + l * uniforms[j][k]), 0);
                });
            }
        }
    }
}

/** The value at which the cumulated probability passes u. */
const pick = (listed: readonly Atom[], u: number): number => listed[indexAbove(cumulated(listed), u)].value;

const known = new WeakMap<readonly Atom[], Float64Array>();

function cumulated(listed: readonly Atom[]): Float64Array {
    let sums = known.get(listed);
    if (!sums) {
        let sum = 0;
        sums = Float64Array.from(listed, ({ probability }) => (sum += probability));
        known.set(listed, sums);
    }
    return sums;
}

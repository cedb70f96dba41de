/**
 * The scales on which authors write numbers: an odds ratio rather than its logarithm, a standard deviation rather than a variance. A number moves on
 * the scale on which it was written.
 */
import { adjustableKey, type Adjustable } from '../../../src-engine/design/adjustments.js';
import { expit, logit } from '../../../src-engine/numeric/special/logistic.js';

export type AuthorScale = 'OR' | 'RR' | 'pct' | 'log' | 'logit' | 'sd' | 'icc';

/** The scales on which the author wrote the numbers of a model, by `adjustableKey`. Numbers on the scale of the model are left out. */
export type AuthorScales = Readonly<Record<string, AuthorScale>>;

export interface ScaleRecord {
    /** What the number is called beside its name: `effect (odds ratio)`. Empty where the name says it. */
    unit: string;
    /** The number that the author wrote for a value of the model. `residual`: the residual variance, which an intraclass correlation refers to. */
    written(value: number, residual: number): number;
    /** The value of the model for a number that the author might have written; the inverse of `written`. */
    meant(written: number, residual: number): number;
    /** The numbers that can be written lie between these, excluding the ends. */
    between: readonly [number, number];
}

const ratio = (unit: string): ScaleRecord => ({ unit, written: Math.exp, meant: Math.log, between: [0, Infinity] });

/** The scale on which a fixed effect was written. */
export function scaleOfEffect(scales: AuthorScales, name: string): AuthorScale | null {
    return scaleAt(scales, { kind: 'effect', name });
}

/** The scale on which the variance of a random effect was written. */
export function scaleOfVariance(scales: AuthorScales, effect: string, group: string): AuthorScale | null {
    return scaleAt(scales, { kind: 'variance', effect, group });
}

function scaleAt(scales: AuthorScales, of: Adjustable): AuthorScale | null {
    const key = adjustableKey(of);
    return Object.hasOwn(scales, key) ? (scales[key] ?? null) : null;
}

export const authorScales: Readonly<Record<AuthorScale, ScaleRecord>> = {
    OR: ratio('odds ratio'),
    RR: ratio('rate ratio'),
    log: ratio('written as log(…)'),
    pct: {
        unit: 'change in %',
        written: value => 100 * Math.expm1(value),
        meant: written => Math.log1p(written / 100),
        between: [-100, Infinity]
    },
    logit: { unit: 'written as logit(…)', written: expit, meant: logit, between: [0, 1] },
    sd: { unit: '', written: Math.sqrt, meant: written => written * written, between: [0, Infinity] },
    icc: {
        unit: '',
        written: (value, residual) => value / (value + residual),
        meant: (written, residual) => (residual * written) / (1 - written),
        between: [0, 1]
    }
};

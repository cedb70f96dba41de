/**
 * Quantiles of a law for many draws. In the middle of the law u is rounded to the centre of one of some thousand equal intervals, whose quantile is
 * computed once. The tails, where an interval would be wide, are exact.
 */
import { lawQuantile } from './laws.js';
import type { ScalarLaw } from './scalar-law.js';
import { tabulatedIntervals, tabulatedTail } from './limits.js';

/** Errors: the sd within an interval, below 1e-3 standard deviations for laws with a smooth density; the probability of an atom changes by less than 2.5e-4. */
export class TabulatedQuantile {
    private readonly table = new Float64Array(tabulatedIntervals).fill(NaN);

    constructor(private readonly law: ScalarLaw) {}

    at(u: number): number {
        if (u < tabulatedTail || 1 - tabulatedTail < u) {
            return lawQuantile(this.law, u);
        }
        const { table } = this;
        const interval = Math.floor(u * tabulatedIntervals);
        if (Number.isNaN(table[interval])) {
            table[interval] = lawQuantile(this.law, (interval + 0.5) / tabulatedIntervals);
        }
        return table[interval];
    }
}

const known = new WeakMap<ScalarLaw, TabulatedQuantile>();

/** The table of a law, made once for each law of a spec. */
export function tabulatedQuantile(law: ScalarLaw): TabulatedQuantile {
    const found = known.get(law) ?? new TabulatedQuantile(law);
    known.set(law, found);
    return found;
}

import type { Tails } from '../numeric/special/incomplete-gamma.js';
import { increasingRoot } from '../numeric/special/monotone-root.js';

/** The tails of a law at e^u, and log of its density on the scale of u. */
export interface LogScaleLaw {
    tails: (x: number) => Tails;
    logKernel: (x: number) => number;
}

/** The x > 0 that is exceeded with probability q, 0 < q < 1: Newton's method for the logarithm of the smaller tail in u = log x. */
export function upperQuantile(law: LogScaleLaw, q: number): number {
    const beyond = (u: number): { value: number; slope: number } => {
        const x = Math.exp(u);
        const { lower, upper } = law.tails(x);
        const tail = q <= 0.5 ? upper : lower;
        const slope = Math.exp(law.logKernel(x) - Math.log(tail));
        return { value: q <= 0.5 ? Math.log(q) - Math.log(upper) : Math.log(lower) - Math.log1p(-q), slope };
    };
    return Math.exp(increasingRoot(beyond, 0, 1));
}

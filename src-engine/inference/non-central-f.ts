/** The non-central F law: a non-central χ² over k, divided by an independent χ² over its degrees of freedom ν. */
import { incompleteBeta } from '../numeric/special/incomplete-beta.js';
import { shares } from './f-law.js';
import { nonCentralChiSquaredCdf, nonCentralChiSquaredUpper } from './non-central-chi-squared.js';
import { nonCentralTCdf, nonCentralTUpper } from './non-central-t.js';
import { poissonMixture } from './poisson-mixture.js';
import { nearlyNormal } from './limits.js';

/** P(F ≤ f) for k, ν > 0, ν possibly infinite, and noncentrality λ ≥ 0. For its accuracy see `nonCentralFUpper`. */
export function nonCentralFCdf(f: number, k: number, df: number, ncp: number): number {
    if (df === Infinity) {
        return nonCentralChiSquaredCdf(k * f, k, ncp);
    }
    if (f <= 0 || ncp === Infinity) {
        return 0;
    }
    if (f === Infinity) {
        return 1;
    }
    if (nearlyNormal < ncp) {
        return nonCentralTCdf(Math.sqrt(k * f), df, Math.sqrt(ncp + k - 1));
    }
    const { within, beyond } = shares(f, k, df);
    const mean = 0.5 * ncp;
    const start = Math.floor(Math.min(mean, tiltedMode(mean, 0.5 * k, 0.5 * df, within)));
    return poissonMixture(mean, start, j => incompleteBeta(0.5 * k + j, 0.5 * df, within, beyond).lower);
}

/** P(F > f), as `nonCentralFCdf`, without cancellation. Relative error below 5e-14 down to 1e-300 for k up to 20, ν from 1 to 5000 and λ up to 600; that of `incompleteBeta` beyond. */
export function nonCentralFUpper(f: number, k: number, df: number, ncp: number): number {
    if (df === Infinity) {
        return nonCentralChiSquaredUpper(k * f, k, ncp);
    }
    if (f <= 0 || ncp === Infinity) {
        return 1;
    }
    if (f === Infinity) {
        return 0;
    }
    if (nearlyNormal < ncp) {
        return nonCentralTUpper(Math.sqrt(k * f), df, Math.sqrt(ncp + k - 1));
    }
    const { within, beyond } = shares(f, k, df);
    const mean = 0.5 * ncp;
    const start = Math.floor(Math.max(mean, tiltedMode(mean, 0.5 * k, 0.5 * df, within)));
    return poissonMixture(mean, start, j => incompleteBeta(0.5 * k + j, 0.5 * df, within, beyond).upper);
}

/** Where w_j y^{a+j}/B(a + j, b) is greatest: j(a + j) = μy(a + b + j). Far in a tail the terms of the mixture are proportional to it. */
function tiltedMode(mean: number, a: number, b: number, y: number): number {
    const product = mean * y;
    const linear = a - product;
    const root = Math.sqrt(linear * linear + 4 * product * (a + b));
    return linear > 0 ? (2 * product * (a + b)) / (linear + root) : 0.5 * (root - linear);
}

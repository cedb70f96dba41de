/** The mean of a response: the inverse link μ(η), and its expectation over a normal part of η. */
import type { LinkName } from '../spec/model-spec.js';
import { expit } from '../numeric/special/logistic.js';
import { normalCdf, normalPdf } from '../numeric/special/normal-distribution.js';
import { logErrorOfMean, reachOfMean } from './limits.js';

/** A number and its derivative by η. */
export interface WithSlope {
    value: number;
    slope: number;
}

/** A link whose mean response is bounded, so that a normal part of η is integrated numerically. */
export type BoundedLink = 'logit' | 'probit' | 'cloglog';
/** A link for η > 0 only, so that η has no normal part. */
export type PositiveLink = 'sqrt' | 'inverse' | 'inverseSquare';

export function isBoundedLink(link: LinkName): link is BoundedLink {
    return link === 'logit' || link === 'probit' || link === 'cloglog';
}

/** μ(η) on η > 0. */
export function positiveMean(link: PositiveLink, eta: number): WithSlope {
    switch (link) {
        case 'sqrt':
            return { value: eta * eta, slope: 2 * eta };
        case 'inverse':
            return { value: 1 / eta, slope: -1 / (eta * eta) };
        case 'inverseSquare':
            return { value: 1 / Math.sqrt(eta), slope: -0.5 * eta ** -1.5 };
    }
}

/** Half the width of the strip around the real line in which μ is analytic and bounded: logit up to its poles, cloglog while exp(−e^η) stays below 1. */
const strip = { logit: Math.PI, cloglog: Math.PI / 2 };

/**
 * E μ(a + sZ), Z standard normal, or with `upper` E{1 − μ(a + sZ)}: each with its own relative accuracy of 1e-13 while it is above 1e-12. Probit in
 * closed form: Φ(a/√(1 + s²)).
 */
export function boundedMean(link: BoundedLink, a: number, s: number, upper: boolean): WithSlope {
    if (link === 'probit') {
        const scale = 1 / Math.sqrt(1 + s * s);
        const slope = scale * normalPdf(a * scale);
        return upper ? { value: normalCdf(-a * scale), slope: -slope } : { value: normalCdf(a * scale), slope };
    }
    if (s === 0) {
        return meanAt(link, a, upper);
    }
    const h = spacing(link, s);
    const steps = Math.ceil(reachOfMean / h);
    let value = 0;
    let slope = 0;
    for (let k = -steps; k <= steps; k++) {
        const z = k * h;
        const weight = h * normalPdf(z);
        const mean = meanAt(link, a + s * z, upper);
        value += weight * mean.value;
        slope += weight * mean.slope;
    }
    return { value, slope };
}

/** E μ and E(1 − μ), each as precise as by itself. */
export interface MeanOnBothSides {
    mean: number;
    rest: number;
}

/** The two means of `boundedMean`, of the same digits, without their slopes. */
export function boundedMeans(link: BoundedLink, a: number, s: number): MeanOnBothSides {
    if (link === 'probit' || s === 0) {
        return { mean: boundedMean(link, a, s, false).value, rest: boundedMean(link, a, s, true).value };
    }
    const h = spacing(link, s);
    const steps = Math.ceil(reachOfMean / h);
    let mean = 0;
    let rest = 0;
    for (let k = -steps; k <= steps; k++) {
        const z = k * h;
        const weight = h * normalPdf(z);
        const eta = a + s * z;
        if (link === 'logit') {
            mean += weight * expit(eta);
            rest += weight * expit(-eta);
        } else {
            const e = Math.exp(eta);
            mean += weight * -Math.expm1(-e);
            rest += weight * Math.exp(-e);
        }
    }
    return { mean, rest };
}

/**
 * The intraclass correlation of responses of 0 or 1 whose probability is μ(a + sZ), Z standard normal: Var μ/{E μ · E(1 − μ)}, by the trapezoidal rule.
 * Relative accuracy 1e-10 for s in 0.01 … 10 and a in −8 … 8.
 */
export function correlationOfResponses(link: BoundedLink, a: number, s: number): number {
    const { mean, rest } = boundedMeans(link, a, s);
    // The square of μ has the poles of μ. Φ² has none, and grows as e^{s²y²} along the imaginary axis.
    const h = link === 'probit' ? Math.PI / Math.sqrt((1 + 2 * s * s) * logErrorOfMean) : spacing(link, s);
    const steps = Math.ceil(reachOfMean / h);
    let variance = 0;
    for (let k = -steps; k <= steps; k++) {
        const z = k * h;
        const eta = a + s * z;
        variance += h * normalPdf(z) * ((link === 'probit' ? normalCdf(eta) : meanAt(link, eta, false).value) - mean) ** 2;
    }
    return variance / (mean * rest);
}

/** Between the points of the trapezoidal rule. Its error is e^{y²/2 − 2πy/h}, y the distance of the nearest pole, or of the best path before it, 2π/h. */
function spacing(link: keyof typeof strip, s: number): number {
    const y = Math.min(strip[link] / s, Math.sqrt(2 * logErrorOfMean));
    return (2 * Math.PI * y) / (logErrorOfMean + 0.5 * y * y);
}

/** How often `boundedMean` looks at the mean: more often the larger s is. */
export function pointsOfBoundedMean(link: BoundedLink, s: number): number {
    return link === 'probit' || s === 0 ? 1 : 2 * Math.ceil(reachOfMean / spacing(link, s)) + 1;
}

function meanAt(link: 'logit' | 'cloglog', eta: number, upper: boolean): WithSlope {
    if (link === 'logit') {
        const p = expit(upper ? -eta : eta);
        const slope = p * expit(upper ? eta : -eta);
        return { value: p, slope: upper ? -slope : slope };
    }
    const e = Math.exp(eta);
    const density = e > 740 ? 0 : e * Math.exp(-e);
    return upper ? { value: Math.exp(-e), slope: -density } : { value: -Math.expm1(-e), slope: density };
}

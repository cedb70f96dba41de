/** The intercept that gives the mean response asked for by `marginal(p)`. */
import { LinearPredictorLaw, type EtaLaw } from './linear-predictor-law.js';
import type { EtaPart } from './linear-predictor-part.js';
import { families } from '../family/families.js';
import { links } from '../family/links.js';
import {
    boundedMean,
    isBoundedLink,
    pointsOfBoundedMean,
    positiveMean,
    type BoundedLink,
    type PositiveLink,
    type WithSlope
} from '../family/mean-response.js';
import type { FamilySpec, FixedEffectSpec, LinkName, ModelSpec } from '../spec/model-spec.js';
import { NotAvailable } from '../result/not-available.js';
import { condensed, type Rule } from '../numeric/quadrature/condensed-rule.js';
import {
    accuracyOfIntercept,
    cautionOfIntercept,
    farthestCondensed,
    finestMeanLevel,
    leftOutByRules,
    mostMeanEvaluations,
    mostMeanPoints,
    pointsOfSum,
    usualRootSteps,
    leastWidthOfEta,
    nearestToEnd,
    roundingOfIntercept
} from './limits.js';

/**
 * The model with the value of its intercept for which E μ(η) = p, p as in `marginal(p)`. The expectation is over all predictors and random effects, with the other
 * effects at their values. `marginal` stays in the spec, to say where the value comes from. For a binomial response p is the mean probability of success
 * of an observation's trials, whatever their number. A model without `marginal` is returned unchanged.
 *
 * Accuracy: 1e-10, or what is asked for, certified by rules of different fineness. Closed forms: identity and log links (given E η and E e^η), and normal parts of η
 * under a probit link.
 *
 * @throws NotAvailable where no intercept gives this mean, the mean is infinite, or another effect's value is asked for
 */
export function solveMarginal(spec: ModelSpec, shouldStop: () => boolean = () => false, accuracy = accuracyOfIntercept): ModelSpec {
    const intercept = spec.fixed.find(effect => effect.marginal !== null);
    if (!intercept) {
        return spec;
    }
    const value = solve(spec, intercept, shouldStop, accuracy);
    return { ...spec, fixed: spec.fixed.map(effect => (effect === intercept ? { ...effect, value } : effect)) };
}

function solve(spec: ModelSpec, { name, term, marginal: p }: FixedEffectSpec, shouldStop: () => boolean, accuracy: number): number {
    if (p === null || term.op !== 'number' || term.value === 0) {
        throw new NotAvailable({ code: 'invalid', detail: `the mean response can only be given for an intercept; ${name} is none` });
    }
    mustBeAMean(spec.family, p);
    const { link } = spec.family;
    const law = new LinearPredictorLaw(spec, name, links[link].growth);
    let previous: number | undefined;
    for (let level = 0; ; level++) {
        const points = Math.round(pointsOfSum * 1.5 ** level);
        const solution = constantFor(link, law, level, p, name, points);
        const value = solution.constant / term.value;
        if (!Number.isFinite(value)) {
            throw new NotAvailable({ code: 'not-finite', detail: `the value of ${name}` });
        }
        const error = solution.exact ? 0 : previous === undefined ? Infinity : Math.abs(value - previous) / Math.max(1, Math.abs(value));
        if (error <= accuracy / cautionOfIntercept) {
            return value;
        }
        if (level === finestMeanLevel) {
            throw new NotAvailable({ code: 'accuracy', reached: error });
        }
        if (shouldStop()) {
            throw new NotAvailable({ code: 'stopped' });
        }
        previous = value;
    }
}

function mustBeAMean({ name, link }: FamilySpec, p: number): void {
    const { mean } = families[name];
    if (mean === 'probability' && !(0 < p && p < 1)) {
        throw new NotAvailable({ code: 'invalid', detail: `a mean response of ${p} is no probability` });
    }
    if (mean === 'positive' && !(p > 0)) {
        throw new NotAvailable({ code: 'invalid', detail: `a mean response of ${p} is not greater than 0` });
    }
    if (link === 'log' && !(p > 0)) {
        throw new NotAvailable({ code: 'invalid', detail: `a mean response of ${p} has no logarithm` });
    }
    if (isBoundedLink(link) && Math.min(p, 1 - p) < leftOutByRules / accuracyOfIntercept) {
        throw new NotAvailable({ code: 'invalid', detail: `a mean response of ${p} is too near to ${p < 0.5 ? 0 : 1}` });
    }
}

/** The constant in η. `exact`: nothing was approximated. */
function constantFor(
    link: LinkName,
    predictor: LinearPredictorLaw,
    level: number,
    p: number,
    name: string,
    points: number
): { constant: number; exact: boolean } {
    const law = predictor.at(level);
    switch (link) {
        case 'identity':
            return { constant: p - law.parts.reduce((sum, part) => sum + expectation(part, mean => mean), 0), exact: law.exact };
        case 'log':
            return { constant: Math.log(p) - law.parts.reduce((sum, part) => sum + logExpExpectation(part), 0), exact: law.exact };
        case 'logit':
        case 'probit':
        case 'cloglog': {
            const { rule, varying, exact } = combined(law, points);
            return { constant: boundedConstant(link, rule, varying, p), exact: exact && law.exact };
        }
        case 'sqrt':
        case 'inverse':
        case 'inverseSquare': {
            if (law.parts.some(({ variance }) => variance.some(v => v !== 0))) {
                throw new NotAvailable({ code: 'link-domain', link, detail: 'a normal predictor or random effect gives η every value' });
            }
            const { rule, exact } = combined(law, points);
            return { constant: positiveConstant(link, rule, predictor.least(), p, name), exact: exact && law.exact };
        }
    }
}

function expectation({ weight, mean, variance }: EtaPart, f: (mean: number, variance: number) => number): number {
    let sum = 0;
    for (let q = 0; q < weight.length; q++) {
        sum += weight[q] * f(mean[q], variance[q]);
    }
    return sum;
}

/** log E e^η of one part. */
function logExpExpectation(part: EtaPart): number {
    const greatest = part.mean.reduce((most, x, q) => Math.max(most, x + 0.5 * part.variance[q]), -Infinity);
    return greatest + Math.log(expectation(part, (mean, variance) => Math.exp(mean + 0.5 * variance - greatest)));
}

function isHeavy({ weight, mean }: EtaPart): boolean {
    let [centre, square, farthest] = [0, 0, 0];
    for (let q = 0; q < weight.length; q++) {
        centre += weight[q] * mean[q];
    }
    for (let q = 0; q < weight.length; q++) {
        square += weight[q] * (mean[q] - centre) ** 2;
        farthest = Math.max(farthest, Math.abs(mean[q] - centre));
    }
    return !(farthest / Math.sqrt(square) <= farthestCondensed);
}

/** The sum of independent parts: points of η, and points of mean and variance where the variance of the normal part depends on the point. */
function combined({ parts }: EtaLaw, points: number): { rule: Rule; varying: EtaPart; exact: boolean } {
    let rule: Rule = { nodes: Float64Array.of(0), weights: Float64Array.of(1) };
    let varying: EtaPart = { weight: Float64Array.of(1), mean: Float64Array.of(0), variance: Float64Array.of(0) };
    let exact = true;
    for (const part of parts) {
        if (part.variance.every(v => v === part.variance[0]) && !(points < part.weight.length && isHeavy(part))) {
            const own = condensed({ nodes: part.mean, weights: part.weight }, points);
            const sum = pairs(rule.nodes, own.nodes, (a, b) => a + b);
            const both = { nodes: sum, weights: pairs(rule.weights, own.weights, (a, b) => a * b) };
            rule = condensed(both, points);
            exact &&= own.nodes.length === part.mean.length && rule.nodes.length === sum.length;
            varying = { ...varying, variance: varying.variance.map(v => v + part.variance[0]) };
        } else {
            if (mostMeanEvaluations < varying.weight.length * part.weight.length) {
                throw new NotAvailable({ code: 'accuracy', reached: null });
            }
            varying = {
                weight: pairs(varying.weight, part.weight, (a, b) => a * b),
                mean: pairs(varying.mean, part.mean, (a, b) => a + b),
                variance: pairs(varying.variance, part.variance, (a, b) => a + b)
            };
        }
    }
    return { rule, varying, exact };
}

function pairs(left: Float64Array, right: Float64Array, combine: (a: number, b: number) => number): Float64Array {
    const out = new Float64Array(left.length * right.length);
    for (let i = 0; i < left.length; i++) {
        for (let j = 0; j < right.length; j++) {
            out[i * right.length + j] = combine(left[i], right[j]);
        }
    }
    return out;
}

/** Solves log E μ = log p, or the same for 1 − μ where p is above ½. The logarithm is nearly linear in the tail. */
function boundedConstant(link: BoundedLink, rule: Rule, varying: EtaPart, p: number): number {
    const upper = p > 0.5;
    // With a singular Σ, rounding can leave a variance below 0.
    const spreads = varying.variance.map(v => Math.sqrt(Math.max(0, v)));
    const points = spreads.reduce((sum, spread) => sum + pointsOfBoundedMean(link, spread), 0);
    const times = rule.nodes.length * usualRootSteps;
    if (mostMeanEvaluations < spreads.length * times || mostMeanPoints < points * times) {
        throw new NotAvailable({ code: 'accuracy', reached: null });
    }
    const meanAt = (constant: number): WithSlope => {
        let value = 0;
        let slope = 0;
        for (let i = 0; i < rule.nodes.length; i++) {
            for (let q = 0; q < varying.weight.length; q++) {
                const weight = rule.weights[i] * varying.weight[q];
                const mean = boundedMean(link, constant + rule.nodes[i] + varying.mean[q], spreads[q], upper);
                value += weight * mean.value;
                slope += weight * mean.slope;
            }
        }
        return { value, slope };
    };
    const centre = rule.nodes.reduce((sum, x, i) => sum + x * rule.weights[i], 0) + expectation(varying, mean => mean);
    return increasingRoot(-centre, constant => logarithm(meanAt(constant), upper ? 1 - p : p, upper ? -1 : 1), -Infinity);
}

/** Solves log E μ = log p on the constants that keep η positive. @throws NotAvailable where none of them gives this mean */
function positiveConstant(link: PositiveLink, rule: Rule, least: number, p: number, name: string): number {
    const sign = link === 'sqrt' ? 1 : -1;
    const meanAt = (constant: number): WithSlope => {
        let value = 0;
        let slope = 0;
        for (let i = 0; i < rule.nodes.length; i++) {
            const mean = positiveMean(link, constant + rule.nodes[i]);
            value += rule.weights[i] * mean.value;
            slope += rule.weights[i] * mean.slope;
        }
        return { value, slope };
    };
    const greatest = rule.nodes.reduce((most, x) => Math.max(most, x), -Infinity);
    const width = Math.max(leastWidthOfEta, greatest - least, Math.abs(least) * leastWidthOfEta);
    const nearest = -least + nearestToEnd * width;
    if (sign * (meanAt(nearest).value - p) > 0) {
        throw new NotAvailable({
            code: 'invalid',
            detail: `no value of ${name} gives the mean response ${p} while the linear predictor is above 0 wherever the predictors lie`
        });
    }
    return increasingRoot(-least + width, constant => logarithm(meanAt(constant), p, sign), nearest);
}

/** sign·(log value − log target), with its slope. */
function logarithm({ value, slope }: WithSlope, target: number, sign: 1 | -1): WithSlope {
    return { value: sign * (Math.log(value) - Math.log(target)), slope: (sign * slope) / value };
}

/** The zero of an increasing function on x ≥ least, by Newton's method inside a bracket, up to rounding. */
function increasingRoot(start: number, f: (x: number) => WithSlope, least: number): number {
    let low = least;
    let high = Infinity;
    let x = start;
    let reach = 1;
    for (let step = 0; step < 200; step++) {
        const { value, slope } = f(x);
        if (value === 0) {
            return x;
        }
        if (value < 0) {
            low = x;
        } else {
            high = x;
        }
        let next = x - value / slope;
        if (!(low < next && next < high) || !(Math.abs(next - x) < reach)) {
            // Newton's step leaves the bracket, or the function is flat here. Take growing steps, or halve the bracket.
            next = low > -Infinity && high < Infinity ? low + (high - low) / 2 : value < 0 ? x + reach : x - reach;
            reach *= 2;
        }
        if (Math.abs(next - x) <= roundingOfIntercept * Math.max(1, Math.abs(x)) || next === x) {
            return next;
        }
        x = next;
    }
    throw new NotAvailable({ code: 'accuracy', reached: null });
}

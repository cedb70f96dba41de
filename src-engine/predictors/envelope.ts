/** How large the integrand of Ω is along one dimension of the predictors. It decides how far out the rule of the dimension goes. */
import type { Dimension, GroupModel } from './group-model.js';
import { placeNormals } from './normal-block.js';
import { logWeight } from '../family/weight.js';
import { lawLogDensity, lawQuantile, lawSupport, type ScalarLaw } from '../laws/index.js';
import type { Evaluator } from '../spec/term.js';

export const standardNormal: ScalarLaw = { law: 'normal', mean: 0, sd: 1 };

/** The quantiles at which the maximum of an integrand is looked for. */
const probes = [1e-300, 1e-100, 1e-30, 1e-12, 1e-6, 1e-3, 0.03, 0.1, 0.25, 0.5, 0.75, 0.9, 0.97, 0.999, 1 - 1e-6, 1 - 1e-9, 1 - 1e-12];

/** The powers of w by which the integrands of a dimension are larger or smaller: of w f² (1), f² (0), f²/w (−1) and w² r² f² (2), r being the random effects' terms. */
export type WeightPower = -1 | 0 | 1 | 2;

/**
 * log of the size of the integrands along one dimension, with the others at low, middle and high quantiles and U = 0. A bounded w counts as 1 in w f² unless
 * `weighted`, because random effects can move the place where it is large. Effects of unknown value count as 0. Of several integrands each is taken relative
 * to its maximum under the law.
 */
export function envelope(
    model: GroupModel,
    dimension: Dimension,
    weighted: boolean,
    powers: readonly WeightPower[] = [1],
    law: ScalarLaw = standardNormal
): (x: number) => number {
    const sizes = powers.map(power => sizeAlong(model, dimension, weighted, power));
    if (sizes.length === 1) {
        return sizes[0];
    }
    const support = lawSupport(law);
    const points = probes.map(p => lawQuantile(law, p)).filter(x => support.min <= x && x <= support.max && Number.isFinite(x));
    const greatest = sizes.map(size =>
        points.reduce((largest, x) => {
            const value = lawLogDensity(law, x) + size(x);
            return Number.isFinite(value) ? Math.max(largest, value) : largest;
        }, -1e300)
    );
    return x => sizes.reduce((largest, size, i) => Math.max(largest, size(x) - greatest[i]), -Infinity);
}

/** log of wᵏ times squared features: r² f² for k = 2, else f². */
function sizeAlong(model: GroupModel, dimension: Dimension, weighted: boolean, power: WeightPower): (x: number) => number {
    const { weight, values, blocks, collapsed } = model;
    const others = model.dimensions.filter(d => d !== dimension);
    const settings = [0.5, 0.02, 0.98].map(p => others.map(d => quantileOf(d, p)));
    const evaluators = [...model.randomTerms, ...model.termsA, ...model.termsB];
    const bounded = weight.kind === 'general' && weight.domain.max === Infinity && weight.domain.min === -Infinity;
    const settle = (): void => {
        for (const block of blocks) {
            placeNormals(block, values);
        }
        model.derive();
    };
    const largestOf = (terms: readonly Evaluator[]): number => {
        let logSize = -70;
        for (const f of terms) {
            const log = 2 * Math.log(Math.min(Math.abs(f(values)), Number.MAX_VALUE));
            logSize = Math.max(logSize, orOne(log));
        }
        return logSize;
    };
    return x => {
        let largest = -Infinity;
        for (const setting of settings) {
            for (const block of blocks) {
                block.nu.fill(0);
            }
            others.forEach((d, i) => place(model, d, setting[i]));
            place(model, dimension, x);
            settle();
            let logSize = largestOf(evaluators) + (power === 2 ? largestOf(model.randomTerms) : 0);
            if (weight.kind === 'exponential') {
                const eta = linearPredictor(model);
                let variance = 0;
                for (const { block, component } of collapsed) {
                    block.nu[component] = 1;
                    settle();
                    variance += (linearPredictor(model) - eta) ** 2;
                    block.nu[component] = 0;
                }
                const rate = power * weight.rate;
                logSize += orOne(rate * eta + 0.5 * rate ** 2 * variance);
            } else if (power < 0 || weighted || (weight.kind === 'general' && !bounded)) {
                logSize += power * orOne(logWeight(weight, linearPredictor(model)));
            }
            if (largest < logSize) {
                largest = logSize;
            }
        }
        return largest;
    };
}

/** NaN counts as log 1. So its points stay in the rule, where the NaN is noticed and refused. */
function orOne(log: number): number {
    return Number.isNaN(log) ? 0 : log;
}

/** η at U = 0 and the present values. */
export function linearPredictor({ values, offset, effectsA, effectsB, termsA, termsB }: GroupModel): number {
    let eta = offset ? offset(values) : 0;
    effectsA.forEach(({ value }, i) => (eta += value ? value * termsA[i](values) : 0));
    effectsB.forEach(({ value }, i) => (eta += value ? value * termsB[i](values) : 0));
    return eta;
}

/** Sets the variable of a dimension: a predictor's value, or a component of ν and with it the predictors of its block. */
export function place(model: GroupModel, { source }: Dimension, x: number): void {
    if (source.kind === 'normal') {
        source.block.nu[source.component] = x;
        placeNormals(source.block, model.values);
    } else {
        model.values[source.slot] = x;
    }
}

/** The p-quantile of a dimension's variable. */
export function quantileOf({ source }: Dimension, p: number): number {
    if (source.kind !== 'points') {
        return lawQuantile(source.kind === 'law' ? source.law : standardNormal, p);
    }
    const points = [...source.points].sort((a, b) => a - b);
    return points[Math.min(points.length - 1, Math.floor(p * points.length))];
}

/** The score of a group's marginal likelihood against differences of the likelihood, which is integrated here by another rule. */
import { SeededGenerator } from '../../../src-engine/laws/seeded-generator.js';
import { describe, expect, test } from 'vitest';
import { GroupDesigns } from '../../../src-engine/exact/group-design.js';
import type { GroupStatistic } from '../../../src-engine/exact/complete-likelihood.js';
import { GroupScore } from '../../../src-engine/exact/group-score.js';
import { louisInformation } from '../../../src-engine/exact/louis-information.js';
import { responseOf } from '../../../src-engine/family/families.js';
import type { DrawnResponse } from '../../../src-engine/family/response.js';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { gaussHermite } from '../../../src-engine/numeric/quadrature/gauss-hermite.js';
import { logGamma } from '../../../src-engine/numeric/special/log-gamma.js';
import { modelSpec, one, x, type Sketch } from '../specs.js';

const points = [-0.7, 0.2, 0.9, 1.4];
/** Name, model, and how far Gauss–Hermite with 40 nodes is from the trapezoidal rule: likelihoods that are not log-concave take more nodes. */
const families: [string, Sketch, number][] = [
    ['logit', { family: 'bernoulli' }, 1e-9],
    ['binomial', { family: 'binomial', trials: { op: 'number', value: 6 } }, 1e-9],
    ['probit', { family: 'bernoulli', link: 'probit' }, 1e-9],
    ['cloglog', { family: 'bernoulli', link: 'cloglog' }, 1e-9],
    ['poisson', { family: 'poisson' }, 1e-9],
    ['negative binomial', { family: 'negativeBinomial', size: 1.7 }, 1e-9],
    ['gamma', { family: 'gamma', phi: 0.4 }, 1e-9],
    ['inverse Gaussian', { family: 'inverseGaussian', phi: 0.3 }, 1e-4],
    ['gaussian, log link', { family: 'gaussian', link: 'log', phi: 0.6 }, 1e-8],
    ['gaussian', { family: 'gaussian', phi: 0.6 }, 1e-9]
];

/** θ = (β0, β1, β2, σ11, σ22, σ21, φ). */
function spec(sketch: Sketch, theta: number[]): ModelSpec {
    return modelSpec({
        ...sketch,
        phi: theta[6]!,
        predictors: [
            { kind: 'each', name: 'x1', points, per: null },
            { kind: 'each', name: 'x2', points: [0, 1], per: null }
        ],
        a: [
            ['b0', one, theta[0]!],
            ['b1', x('x1'), theta[1]!]
        ],
        b: [['b2', x('x2'), theta[2]!]],
        sigma: [
            [theta[3]!, theta[5]!],
            [theta[5]!, theta[4]!]
        ],
        n: 8
    });
}

const group = (model: ModelSpec): GroupScore => {
    const score = new GroupScore(model.random[0]!, 3, responseOf(model.family));
    score.prepare(new GroupDesigns(model).list(8)[0]!.design);
    return score;
};

function drawn(model: ModelSpec): GroupStatistic {
    const { design } = new GroupDesigns(model).list(8)[0]!;
    const response = responseOf(model.family);
    const generator = new SeededGenerator(11);
    const draw: DrawnResponse = { y: 0, second: 0 };
    const y = new Float64Array(design.rows);
    const second = new Float64Array(design.rows);
    design.eta.forEach((eta, k) => {
        response.draw(generator, eta + 0.4 - 0.5 * design.r[2 * k + 1]!, model.family.trials ? 6 : 1, draw);
        y[k] = draw.y;
        second[k] = draw.second;
    });
    return { logConstant: 0, y, second, beside: null };
}

/** What `logMarginal` leaves out and depends on φ. */
function logTerms(model: ModelSpec, { y, second }: GroupStatistic): number {
    const { name, phi } = model.family;
    const total = (f: (y: number, second: number) => number): number => y.reduce((sum, value, k) => sum + f(value, second[k]!), 0);
    const shape = 1 / phi;
    if (name === 'gamma') {
        return total((_, logY) => (shape - 1) * logY + shape * Math.log(shape) - logGamma(shape));
    }
    if (name === 'inverseGaussian') {
        return total((_, inverse) => -0.5 * Math.log(phi) - inverse / (2 * phi));
    }
    if (name === 'gaussian') {
        return total((_, square) => -0.5 * Math.log(phi) - square / (2 * phi));
    }
    return 0;
}

describe.each(families)('%s', (_, sketch, tolerance) => {
    const theta = [0.3, -0.4, 0.5, 0.8, 0.5, -0.2, sketch.phi ?? 1];
    const model = spec(sketch, theta);
    const statistic = drawn(model);
    const score = group(model);
    score.lattice(statistic, 0.5);
    const found = score.score.slice();
    const count = found.length;
    const rule = gaussHermite(40);
    const logLikelihood = (at: number[]): number => {
        const moved = spec(sketch, at);
        const other = group(moved);
        other.lattice(statistic, 0.37);
        return other.logMarginal + logTerms(moved, statistic);
    };

    test('both rules integrate to the same', () => {
        const other = group(model);
        other.hermite(statistic, rule);
        expect(Math.abs(other.logMarginal - score.logMarginal)).toBeLessThan(tolerance);
    });

    test('the score is the gradient of the log-likelihood', () => {
        const h = 1e-3;
        for (let i = 0; i < count; i++) {
            const along = (step: number): number => logLikelihood(theta.map((value, k) => value + (k === i ? step : 0)));
            const difference = (8 * (along(h) - along(-h)) - (along(2 * h) - along(-2 * h))) / (12 * h);
            expect(Math.abs(found[i]! - difference)).toBeLessThan(1e-7);
        }
    });
});

describe.each(families.filter(([, { family, link }]) => link === undefined && ['bernoulli', 'binomial', 'poisson'].includes(family!)))(
    "Louis' information of %s",
    (_, sketch) => {
        test('is minus the second derivative in the fixed effects', () => {
            const theta = [0.3, -0.4, 0.5, 0.8, 0.5, -0.2, 1];
            const model = spec(sketch, theta);
            const statistic = drawn(model);
            const rule = gaussHermite(40);
            const score = group(model);
            score.hermite(statistic, rule);
            const count = score.likelihood.parameters;
            const louis = new Float64Array(count * count);
            louisInformation(score, louis);
            const h = 1e-2;
            for (let i = 0; i < 3; i++) {
                const gradient = (step: number): Float64Array => {
                    const moved = group(spec(sketch, theta.map((value, k) => value + (k === i ? step : 0)))); // prettier-ignore
                    moved.hermite(statistic, rule);
                    return moved.score.slice(0, 3);
                };
                const [a, b, c, d] = [gradient(h), gradient(-h), gradient(2 * h), gradient(-2 * h)];
                for (let j = 0; j < 3; j++) {
                    const second = (8 * (a[j]! - b[j]!) - (c[j]! - d[j]!)) / (12 * h);
                    expect(Math.abs(louis[i * count + j]! + second)).toBeLessThan(1e-6);
                }
            }
        });
    }
);

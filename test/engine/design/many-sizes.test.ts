/** Many sizes of one design: the covariance between those n at which it is known, and how few sizes a search evaluates. */
import { describe, expect, it } from 'vitest';
import type { JointCovariance } from '../../../src-engine/structure/structure-result.js';
import { CovarianceAlongN, pointsAlongN } from '../../../src-engine/design/covariance-along-n.js';
import type { DesignVariances } from '../../../src-engine/design/design-variances.js';
import { VarianceStore } from '../../../src-engine/design/variance-store.js';
import { leastSize } from '../../../src-engine/design/least-size.js';
import { sizesOfDesign, withSize } from '../../../src-engine/structure/sizes.js';
import type { ModelSpec } from '../../../src-engine/index.js';
import { isReason } from '../../../src-engine/result/reason.js';
import { drawn, modelSpec, one, x, type Sketch } from '../specs.js';

const slopes = (more: Sketch): ModelSpec =>
    modelSpec({
        family: 'bernoulli',
        predictors: [drawn('x', { law: 'normal', mean: 0, sd: 1 })],
        a: [
            ['b0', one, -0.5],
            ['b1', x('x'), 0.4]
        ],
        sigma: [
            [0.64, -0.08],
            [-0.08, 0.25]
        ],
        m: 50,
        ...more
    });
const models: [string, ModelSpec][] = [
    ['logit', slopes({})],
    ['complementary log-log', slopes({ link: 'cloglog' })],
    [
        'small variances',
        slopes({
            sigma: [
                [0.03, 0],
                [0, 0.01]
            ]
        })
    ],
    ['probit', slopes({ link: 'probit' })]
];
const variancesOf = (spec: ModelSpec, accuracy: number): DesignVariances =>
    new VarianceStore({ shouldStop: () => false, exact: 'none', seed: 1, accuracy }).of(spec);
const asked = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 16, 18, 20, 25, 30, 35, 40, 50, 60, 70, 80, 100, 120, 140];

describe('variances at many n', () => {
    it.each(models)('%s: follow from a few within the errors that are told', (_, spec) => {
        const prepared = variancesOf(spec, 1e-5);
        prepared.prepare(asked);
        for (const n of [3, 9, 11, 30, 120]) {
            const sizes = withSize(sizesOfDesign(spec), 'n', n);
            const found = prepared.covarianceOfFixed('refined', sizes) as JointCovariance;
            const alone = variancesOf(spec, 1e-10).covarianceOfFixed('refined', sizes) as JointCovariance;
            found.covariance.forEach((row, i) => {
                expect(found.errors[i]).toBeLessThan(2e-3 * row[i]);
                // What a variance may be off by is told; a correlation may be by the same.
                const relative = (k: number): number => (found.errors[k] + alone.errors[k]) / alone.covariance[k][k];
                row.forEach((value, j) => {
                    const scale = Math.sqrt(alone.covariance[i][i] * alone.covariance[j][j]);
                    expect(Math.abs(value - alone.covariance[i][j])).toBeLessThanOrEqual(
                        (i === j ? 1 : 2) * Math.max(relative(i), relative(j)) * scale
                    );
                });
            });
        }
    });

    const poisson = slopes({
        family: 'poisson',
        sigma: [
            [0.03, 0],
            [0, 0.01]
        ]
    });
    it.each([...models, ['Poisson', poisson] as [string, ModelSpec]])('%s: are at one n what they are without another', (_, spec) => {
        const after = variancesOf(spec, 1e-8);
        after.covariance('refined', withSize(sizesOfDesign(spec), 'n', 12));
        for (const accuracy of ['leading', 'twoTerm', 'refined'] as const) {
            const sizes = withSize(sizesOfDesign(spec), 'n', 30);
            const [found, alone] = [after.covariance(accuracy, sizes), variancesOf(spec, 1e-8).covariance(accuracy, sizes)];
            if (isReason(alone)) {
                // The complementary log-log has no second term.
                expect(found).toEqual(alone);
                continue;
            }
            expect(found).toMatchObject({ members: alone.members, standing: alone.standing });
            const { covariance, errors } = found as JointCovariance;
            covariance.forEach((row, i) => {
                expect(Math.abs(row[i] - alone.covariance[i][i])).toBeLessThanOrEqual(errors[i] + alone.errors[i]);
                // The refined variances of components are means over drawn studies.
                const drawn = accuracy === 'refined' && spec.fixed.length <= i;
                expect(errors[i]).toBeLessThan((drawn ? 5e-2 : 1e-5) * row[i]);
            });
        }
    });

    it('are computed at fewer n than are asked for, or at these', () => {
        expect(pointsAlongN(asked, 1e-5).length).toBeLessThan(asked.length * 0.7);
        expect(pointsAlongN([10, 11, 12, 13], 1e-5)).toEqual([]);
        expect(pointsAlongN([], 1e-5)).toEqual([]);
    });

    it('of variance components, which change quickly where groups are small, are computed at this very n', () => {
        const spec = slopes({});
        const prepared = variancesOf(spec, 1e-5);
        prepared.prepare(asked);
        const sizes = withSize(sizesOfDesign(spec), 'n', 11);
        const found = prepared.covariance('refined', sizes) as JointCovariance;
        const alone = variancesOf(spec, 1e-9).covariance('refined', sizes) as JointCovariance;
        found.covariance.forEach((row, i) => {
            expect(Math.abs(row[i] - alone.covariance[i][i])).toBeLessThanOrEqual(found.errors[i] + alone.errors[i]);
        });
        expect(found.members.length).toBe(5);
    });
});

describe('a covariance between known ones', () => {
    /** σ² + φ/(w n), averaged over two w: the inverse of a sum of κ/(1 + κ b). */
    const variance = (n: number): number => 1 / (0.3 * (n / (1 + 0.2 * n)) + 0.7 * (n / (1 + 2 * n)));
    const joint = (n: number): JointCovariance => ({
        members: [0, 1],
        covariance: [
            [variance(n), 0.1],
            [0.1, 1 + 1 / n]
        ],
        errors: [0, 0],
        simulated: false,
        standing: 'derived'
    });
    const known = (ns: readonly number[]): CovarianceAlongN => {
        const along = new CovarianceAlongN(1);
        for (const n of ns) {
            along.add(n, joint(n));
        }
        return along;
    };

    it('has the fixed effects alone, with an error that holds', () => {
        const along = known([2, 3, 5, 8, 13, 21, 34, 55]);
        for (const n of [2.5, 4, 11, 29, 50]) {
            const found = along.at(n, 1e-2)!;
            expect(found.members).toEqual([0]);
            expect(Math.abs(found.covariance[0][0] - variance(n))).toBeLessThan(found.errors[0]);
            expect(found.errors[0]).toBeLessThan(1e-2 * variance(n));
        }
    });

    it('is not had beyond what is known, from too few, or to more digits than they tell', () => {
        expect(known([2, 3, 5, 8, 13]).at(14, 1)).toBeUndefined();
        expect(known([2, 3, 5, 8, 13]).at(1.9, 1)).toBeUndefined();
        expect(known([2, 3, 5]).at(4, 1)).toBeUndefined();
        expect(known([2, 3, 5, 8, 13]).at(4, 1e-9)).toBeUndefined();
        expect(known([2, 3, 1e12, 1e13]).at(2.5, 1)).toBeUndefined();
    });
});

describe('a search for the least size', () => {
    /** A variance a + b/size that is to become 1. */
    const searching = (a: number, b: number, guess: number | null = null): { size: number | null; real: number | null; looks: number } => {
        const sizes = new Set<number>();
        const { size, real } = leastSize(
            size => {
                sizes.add(size);
                return 1 / Math.sqrt(a + b / size + 0.1 / size ** 2);
            },
            1,
            { guess }
        );
        return { size, real, looks: sizes.size };
    };
    const exact = (a: number, b: number): number => (b + Math.sqrt(b * b + 0.4 * (1 - a))) / (2 * (1 - a));

    it.each([
        [0, 3],
        [0, 87.7],
        [0, 54321.9],
        [0.5, 20],
        [0.95, 3],
        [0.2, 1e6]
    ])('for %f + %f/size looks at few sizes', (a, b) => {
        const { size, real, looks } = searching(a, b);
        expect(size).toBe(Math.ceil(exact(a, b)));
        expect(Math.abs(real! / exact(a, b) - 1)).toBeLessThan(1e-10);
        expect(looks).toBeLessThanOrEqual(12);
        expect(searching(a, b, size).looks).toBeLessThanOrEqual(8);
    });

    it('of what no size reaches ends at the limit', () => {
        expect(searching(1.1, 5)).toMatchObject({ size: null, real: null });
    });
});

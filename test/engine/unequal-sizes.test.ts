import { describe, expect, it } from 'vitest';
import { groupSizes, meanInverseSize, meanSize } from '../../src-engine/structure/group-size-law.js';
import { analyze, type Analysis } from '../../src-engine/index.js';
import type { Matrix } from '../../src-engine/numeric/linear-algebra.js';
import { inverseSpd } from '../../src-engine/numeric/cholesky.js';
import type { GroupSize, ModelSpec } from '../../src-engine/spec/model-spec.js';
import { drawn, modelSpec, one, x, type Sketch } from './specs.js';

const withSizes = (spec: ModelSpec, n: GroupSize): ModelSpec => ({ ...spec, design: { ...spec.design, n } });
const poisson: GroupSize = { kind: 'poisson', mean: 40 };
const sizes: GroupSize = { kind: 'sizes', mean: 30, cv: 0.2 };
const laws: [string, GroupSize][] = [
    ['Poisson(40)', poisson],
    ['Sizes(30, 0.2)', sizes]
];

const interceptAndCovariate: Sketch = {
    predictors: [drawn('x', { law: 'uniform', min: -1, max: 2 })],
    a: [['b0', one, -0.4]],
    b: [['b1', x('x'), 0.6]],
    sigma: [[0.7]]
};
const models: [string, ModelSpec][] = [
    ['gaussian', modelSpec({ ...interceptAndCovariate, phi: 2 })],
    ['bernoulli', modelSpec({ ...interceptAndCovariate, family: 'bernoulli' })],
    ['poisson', modelSpec({ ...interceptAndCovariate, family: 'poisson', sigma: [[0.05]] })],
    [
        'bernoulli with a random slope and an arm',
        modelSpec({
            family: 'bernoulli',
            predictors: [drawn('x', { law: 'uniform', min: -1, max: 1 }), drawn('z', { law: 'bernoulli', p: 0.5 }, 'g')],
            a: [
                ['b0', one, -0.4],
                ['b1', x('x'), 0.6],
                ['b2', x('z'), 0.3]
            ],
            effects: ['b0', 'b1'],
            sigma: [
                [0.7, 0.1],
                [0.1, 0.4]
            ]
        })
    ]
];

function inverse(matrix: Matrix): Matrix {
    const result = inverseSpd(matrix);
    if (!result.ok) {
        throw new Error('singular');
    }
    return result.inverse;
}

function combination(terms: { weight: number; matrix: Matrix }[]): Matrix {
    return terms[0].matrix.map((row, i) => row.map((_, j) => terms.reduce((sum, { weight, matrix }) => sum + weight * matrix[i][j], 0)));
}

function close(actual: Matrix | null, expected: Matrix, tolerance: number): void {
    const scale = (i: number, j: number) => Math.sqrt(expected[i][i] * expected[j][j]);
    expected.forEach((row, i) => row.forEach((value, j) => expect(Math.abs(actual![i][j] - value) / scale(i, j)).toBeLessThan(tolerance)));
}

describe.each(models)('groups of unequal sizes, %s', (_, spec) => {
    const at = (n: GroupSize): Analysis => analyze(withSizes(spec, n), { exact: 'none' });
    const fixed = (n: number): Analysis => at({ kind: 'fixed', n });

    it.each(laws)('refined: the information averaged over the sizes, %s', (_, law) => {
        // The sizes whose share is below rounding add nothing. Among them is 1, at which groups of yes and no tell nothing.
        const shares = groupSizes(law).filter(({ probability }) => probability > 1e-12);
        const information = combination(
            shares.map(({ n, probability }) => ({ weight: probability, matrix: inverse(fixed(n).covariance.refined!) }))
        );
        close(at(law).covariance.refined, inverse(information), 1e-8);
    });

    it.each(laws)('leading and two terms: E n for n, and E 1/n for 1/n in the part that does not pass through block B, %s', (_, law) => {
        const [two, four] = [fixed(2), fixed(4)];
        const analysis = at(law);
        // Two terms at n are first + second/n, and so are leading ones; block B's share of the second is all but E{Ω_RR⁻¹}.
        const effects = spec.fixed.map(({ block }) => block);
        const leading = two.covariance.leading!.map((row, i) =>
            row.map((value, j) => value! / (effects[i] === 'B' && effects[j] === 'B' ? meanSize(law) / 2 : 1))
        );
        close(analysis.covariance.leading as Matrix, leading, 1e-9);
        const second = combination([
            { weight: 4, matrix: two.covariance.twoTerm! },
            { weight: -4, matrix: four.covariance.twoTerm! }
        ]);
        const mean = meanSize(law);
        effects.forEach((block, i) => {
            if (block === 'B') {
                expect(analysis.covariance.twoTerm![i][i] / (second[i][i] / mean)).toBeCloseTo(1, 8);
            } else {
                const first = two.covariance.twoTerm![i][i] - second[i][i] / 2;
                const share = (analysis.covariance.twoTerm![i][i] - first) / second[i][i];
                expect(share).toBeGreaterThan((1 - 1e-9) / mean);
                expect(share).toBeLessThan(meanInverseSize(law) * (1 + 1e-9));
            }
        });
    });

    it('sizes that hardly vary are those of a fixed n', () => {
        const law = at({ kind: 'sizes', mean: 12, cv: 1e-4 });
        close(law.covariance.refined, fixed(12).covariance.refined!, 1e-9);
        close(law.covariance.twoTerm, fixed(12).covariance.twoTerm!, 1e-9);
        expect(law.nLaw).toBe('Sizes(mean = 12, cv = 0.0001)');
    });
});

it('exact, Gaussian: the information averaged over the sizes', () => {
    const spec = modelSpec({ ...interceptAndCovariate, phi: 2 });
    const exact = (n: GroupSize): Matrix => analyze(withSizes(spec, n)).covariance.exact!;
    const shares = groupSizes(poisson).filter(({ probability }) => probability > 1e-12);
    const information = combination(
        shares.map(({ n, probability }) => ({ weight: probability, matrix: inverse(exact({ kind: 'fixed', n })) }))
    );
    close(exact(poisson), inverse(information), 1e-9);
});

it('exact, logistic: the information averaged over the sizes, jointly with the variance', () => {
    const spec = modelSpec({ family: 'bernoulli', a: [['b0', one, -0.4]], sigma: [[0.7]] });
    const law: GroupSize = { kind: 'poisson', mean: 3 };
    const variances = (n: GroupSize) => analyze(withSizes(spec, n)).parameters.map(({ exact }) => exact.asyVar!);
    const [b0, variance] = variances(law);
    expect(b0).toBeGreaterThan(0);
    // More information than at the harmonic mean's size would have, less than at the mean's.
    const [low, high] = [variances({ kind: 'fixed', n: 4 }), variances({ kind: 'fixed', n: 2 })];
    expect(low[0]).toBeLessThan(b0);
    expect(b0).toBeLessThan(high[0]);
    expect(low[1]).toBeLessThan(variance);
    expect(variance).toBeLessThan(high[1]);
});

import { describe, expect, it } from 'vitest';
import { inverseSpd } from '../../../src-engine/numeric/cholesky.js';
import { multiply, type Matrix } from '../../../src-engine/numeric/linear-algebra.js';
import type { CovarianceSpec, RandomEffectsSpec } from '../../../src-engine/spec/model-spec.js';
import { fullMatrix, leadingCovariance } from '../../../src-engine/structure/covariance/leading-covariance.js';
import {
    blockCovariance,
    covarianceOfPairs,
    isCovarianceParameter,
    sigmaOf,
    withSigmaTimes,
    withVariance
} from '../../../src-engine/structure/covariance/structures.js';

const matrix = [
    [0.9, 0.2, -0.1],
    [0.2, 0.5, 0.15],
    [-0.1, 0.15, 0.7]
];
const block = (covariance: CovarianceSpec): RandomEffectsSpec => ({ group: 'g', within: null, effects: ['a', 'b', 'c'], covariance });
const structures: [string, CovarianceSpec][] = [
    ['unstructured', { structure: 'unstructured', matrix }],
    ['diagonal', { structure: 'diagonal', variances: [0.9, 0.5, 0.7] }],
    [
        'partlyNamed',
        {
            structure: 'partlyNamed',
            matrix: [
                [0.9, 0.2, 0],
                [0.2, 0.5, 0.15],
                [0, 0.15, 0.7]
            ],
            pairs: [
                [1, 0],
                [2, 1]
            ]
        }
    ]
];

describe.each(structures)('%s', (_, covariance) => {
    const random = block(covariance);
    const { parameters, sigma } = blockCovariance(random);

    it('has Σ = Σ_a θ_a ∂Σ/∂θ_a, as it is linear in its parameters', () => {
        const sum = sigma.map(row => row.map(() => 0));
        for (const { value, derivative } of parameters) {
            fullMatrix(derivative, 3).forEach((row, i) => row.forEach((x, j) => (sum[i]![j]! += value * x)));
        }
        expect(sum).toEqual(sigma);
    });

    it('has the leading covariance [½ tr(Σ⁻¹ Σ_a Σ⁻¹ Σ_b)]⁻¹', () => {
        const inverse = inverseSpd(sigma);
        const scaled = parameters.map(({ derivative }) => multiply(inverse.ok ? inverse.inverse : [], fullMatrix(derivative, 3)));
        const trace = (a: Matrix) => a.reduce((sum, row, i) => sum + row[i]!, 0);
        const information = scaled.map(a => scaled.map(b => 0.5 * trace(multiply(a, b))));
        const product = multiply(information, leadingCovariance(random));
        product.forEach((row, i) => row.forEach((x, j) => expect(x).toBeCloseTo(i === j ? 1 : 0, 12)));
    });

    it('keeps correlations when a variance changes, and all of them when Σ is scaled', () => {
        const correlation = (of: RandomEffectsSpec) => {
            const s = sigmaOf(of);
            return s.flatMap((row, i) => row.map((x, j) => x / Math.sqrt(s[i]![i]! * s[j]![j]!)));
        };
        const changed = withVariance(random, 'b', 2);
        expect(sigmaOf(changed)[1]![1]).toBe(2);
        expect(sigmaOf(changed)[0]![0]).toBe(sigma[0]![0]);
        correlation(changed).forEach((x, k) => expect(x).toBeCloseTo(correlation(random)[k]!, 14));
        const scaled = withSigmaTimes(random, 4);
        sigmaOf(scaled).forEach((row, i) => row.forEach((x, j) => expect(x).toBe(4 * sigma[i]![j]!)));
        expect(blockCovariance(scaled).parameters.map(({ name }) => name)).toEqual(parameters.map(({ name }) => name));
    });

    it('leaves a block alone that has no such effect', () => {
        expect(withVariance(random, 'd', 2)).toBe(random);
    });
});

it('names variances first, then covariances row by row', () => {
    expect(blockCovariance(block(structures[0]![1])).parameters.map(({ name, kind, value }) => [name, kind, value])).toEqual([
        ['var(a | g)', 'variance', 0.9],
        ['var(b | g)', 'variance', 0.5],
        ['var(c | g)', 'variance', 0.7],
        ['cov(a, b | g)', 'covariance', 0.2],
        ['cov(a, c | g)', 'covariance', -0.1],
        ['cov(b, c | g)', 'covariance', 0.15]
    ]);
});

it('takes the least general structure in which the named pairs have a covariance', () => {
    expect(covarianceOfPairs(matrix, () => true)).toEqual(structures[0]![1]);
    expect(covarianceOfPairs(matrix, () => false)).toEqual(structures[1]![1]);
    expect(covarianceOfPairs(structures[2]![1].structure === 'partlyNamed' ? structures[2]![1].matrix : [], (i, j) => i - j === 1)).toEqual(
        structures[2]![1]
    );
    expect(covarianceOfPairs([[0.4]], () => false)).toEqual({ structure: 'unstructured', matrix: [[0.4]] });
});

it('says which pairs have a covariance', () => {
    const random = block(structures[2]![1]);
    expect([isCovarianceParameter(random, 0, 1), isCovarianceParameter(random, 2, 1), isCovarianceParameter(random, 0, 2)]).toEqual([
        true,
        true,
        false
    ]);
});

import { SeededGenerator } from '../../../src-engine/laws/seeded-generator.js';
import { describe, expect, test } from 'vitest';

const count = 40_000;
const generator = new SeededGenerator(2024);

function moments(draw: () => number): { mean: number; variance: number; fourth: number } {
    const values = Array.from({ length: count }, draw);
    const mean = values.reduce((sum, x) => sum + x, 0) / count;
    const central = (k: number): number => values.reduce((sum, x) => sum + (x - mean) ** k, 0) / count;
    return { mean, variance: central(2), fourth: central(4) };
}

describe('mean and variance within four standard errors', () => {
    test.each<[string, () => number, number, number]>([
        ['uniform', () => generator.uniform(), 0.5, 1 / 12],
        ['normal', () => generator.normal(), 0, 1],
        ['exponential', () => generator.exponential(), 1, 1],
        ['gamma(0.3)', () => generator.gamma(0.3), 0.3, 0.3],
        ['gamma(7)', () => generator.gamma(7), 7, 7],
        ['poisson(0.2)', () => generator.poisson(0.2), 0.2, 0.2],
        ['poisson(39)', () => generator.poisson(39), 39, 39],
        ['poisson(2e9)', () => (generator.poisson(2e9) - 2e9) / Math.sqrt(2e9), 0, 1],
        ['binomial(12, 0.3)', () => generator.binomial(12, 0.3), 3.6, 2.52],
        ['binomial(4001, 0.3)', () => (generator.binomial(4001, 0.3) - 1200.3) / Math.sqrt(840.21), 0, 1],
        ['binomial(1e12, 0.01)', () => (generator.binomial(1e12, 0.01) - 1e10) / Math.sqrt(9.9e9), 0, 1],
        ['inverse Gaussian of mean 2, φ = 0.4', () => generator.inverseGaussian(2, 0.4), 2, 3.2]
    ])('%s', (_, draw, mean, variance) => {
        const found = moments(draw);
        expect(Math.abs(found.mean - mean)).toBeLessThan(4 * Math.sqrt(variance / count));
        expect(Math.abs(found.variance - variance)).toBeLessThan(4 * Math.sqrt((found.fourth - variance ** 2) / count));
    });
});

test.each([
    ['poisson', (g: SeededGenerator) => g.poisson(60), 60],
    ['binomial', (g: SeededGenerator) => g.binomial(200, 0.3), 60]
])('%s numbers of large mean', (_, draw, mean) => {
    const own = new SeededGenerator(5);
    const values = Array.from({ length: 2000 }, () => draw(own));
    expect(Math.abs(values.reduce((sum, x) => sum + x, 0) / 2000 - mean)).toBeLessThan(4 * Math.sqrt(mean / 2000));
    expect(values.every(Number.isInteger)).toBe(true);
});

describe('the seed', () => {
    const numbers = (seed: number): number[] => {
        const own = new SeededGenerator(seed);
        return Array.from({ length: 5 }, () => own.uniform());
    };
    test('the same numbers on every machine: those of another implementation of the generator', () => {
        expect(numbers(1)).toEqual([0.21514707932818744, 0.2305395161366538, 0.5535857288042262, 0.7748893555049655, 0.7704094406069034]);
    });
    test('others with another seed, also where they differ in their fraction only', () => {
        expect(new Set([1, 2, 1.5, -1, 2 ** 40, 2 ** 40 + 1].map(seed => numbers(seed)[0])).size).toBe(6);
    });
});

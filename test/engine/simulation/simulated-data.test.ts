import { describe, expect, it } from 'vitest';
import { simulateData } from '../../../src-engine/index.js';
import type { FamilyName, LinkName, ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { drawn, each, modelSpec, one, x } from '../specs.js';

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

function variance(values: ArrayLike<number>): number {
    const centre = mean(values);
    return mean(Array.from(values, value => (value - centre) ** 2));
}

const nested = (): ModelSpec => {
    const spec = modelSpec({
        predictors: [
            each('t', [0, 1, 2]),
            each('s', [5, 6]),
            each('arm', [0, 1], 'class'),
            drawn('z', { law: 'normal', mean: 0, sd: 1 }, 'school')
        ],
        a: [['b0', one, 1]],
        b: [['b1', x('t'), 1]],
        sigma: [[1]],
        n: 6
    });
    const [block] = spec.random;
    return {
        ...spec,
        random: [
            { ...block, group: 'class', within: 'school' },
            { ...block, group: 'school', within: null }
        ],
        design: { ...spec.design, counts: [{ group: 'school', count: 3 }, { group: 'class', count: 4 }] } // prettier-ignore
    };
};

describe('the design', () => {
    const data = simulateData(nested(), 7);
    const column = (name: string) => data.predictors.find(predictor => predictor.name === name)!.values;

    it('numbers inner units through all outer ones', () => {
        expect(data.rows).toBe(3 * 4 * 6);
        const [classes, schools] = data.groups;
        expect([classes.units, schools.units]).toEqual([12, 3]);
        classes.unit.forEach((unit, row) => expect(schools.unit[row]).toBe(Math.floor(unit / 4)));
        for (let unit = 0; unit < 12; unit++) {
            expect(classes.unit.filter(own => own === unit)).toHaveLength(6);
        }
    });

    it('has every combination of points equally often', () => {
        const perClass = (unit: number) =>
            Array.from(data.groups[0].unit, (own, row) => (own === unit ? `${column('t')[row]} ${column('s')[row]}` : ''));
        for (let unit = 0; unit < 12; unit++) {
            expect(perClass(unit).filter(Boolean).sort()).toEqual(['0 5', '0 6', '1 5', '1 6', '2 5', '2 6']);
        }
        const arms = Array.from({ length: 12 }, (_, unit) => column('arm')[data.groups[0].unit.indexOf(unit)]);
        for (let school = 0; school < 3; school++) {
            expect(mean(arms.slice(4 * school, 4 * school + 4))).toBe(0.5);
        }
    });

    it('draws once for each unit what is constant in it', () => {
        const [, schools] = data.groups;
        expect(new Set(Array.from(schools.unit, (unit, row) => `${unit} ${column('z')[row]}`)).size).toBe(3);
        expect(new Set(column('z')).size).toBe(3);
    });

    it('crosses groups that are not nested', () => {
        const spec = nested();
        const crossed = simulateData({ ...spec, random: spec.random.map(block => ({ ...block, within: null })) }, 1);
        expect(crossed.rows).toBe(72);
        expect(crossed.groups.map(({ units }) => units)).toEqual([4, 3]);
        expect(new Set(Array.from({ length: 72 }, (_, row) => crossed.groups.map(({ unit }) => unit[row]).join())).size).toBe(12);
    });
});

it('is the same for the same seed, and another for another', () => {
    const of = (seed: number) => Array.from(simulateData(nested(), seed).response);
    expect(of(3)).toEqual(of(3));
    expect(of(3)).not.toEqual(of(4));
});

describe('sizes with a law', () => {
    const base = modelSpec({ a: [['b0', one, 0]], sigma: [[1]], m: 20_000, n: 1 });
    const sizesOf = (n: ModelSpec['design']['n']) => {
        const { groups } = simulateData({ ...base, design: { ...base.design, n } }, 5);
        const sizes = new Array<number>(groups[0].units).fill(0);
        groups[0].unit.forEach(unit => sizes[unit]++);
        return sizes;
    };

    it('Poisson, given at least one', () => {
        const sizes = sizesOf({ kind: 'poisson', mean: 1.5 });
        expect(Math.min(...sizes)).toBe(1);
        // E n | n >= 1 = mean/(1 - e^-mean), and the share of 1.
        const positive = -Math.expm1(-1.5);
        expect(Math.abs(mean(sizes) - 1.5 / positive)).toBeLessThan((4.5 * 1.1) / Math.sqrt(20_000));
        const ones = (1.5 * Math.exp(-1.5)) / positive;
        expect(Math.abs(sizes.filter(size => size === 1).length / 20_000 - ones)).toBeLessThan(
            4.5 * Math.sqrt((ones * (1 - ones)) / 20_000)
        );
    });

    it('gamma, rounded', () => {
        const sizes = sizesOf({ kind: 'sizes', mean: 20, cv: 0.4 });
        expect(Math.abs(mean(sizes) - 20)).toBeLessThan((4.5 * 8) / Math.sqrt(20_000));
        expect(Math.abs(Math.sqrt(variance(sizes)) - Math.sqrt(64 + 1 / 12))).toBeLessThan(((4.5 * 8) / Math.sqrt(2 * 20_000)) * 1.3);
    });
});

describe('responses have the mean and variance of their family', () => {
    const rows = 40_000;
    const cases: [FamilyName, LinkName, number, { phi?: number; size?: number; trials?: number }, number, number][] = [
        ['gaussian', 'identity', -2, { phi: 4 }, -2, 4],
        ['gaussian', 'log', 0.5, { phi: 4 }, Math.exp(0.5), 4],
        ['gaussian', 'inverse', 0.5, { phi: 4 }, 2, 4],
        ['bernoulli', 'logit', Math.log(3 / 7), {}, 0.3, 0.21],
        ['bernoulli', 'probit', 0, {}, 0.5, 0.25],
        ['bernoulli', 'cloglog', Math.log(Math.log(2)), {}, 0.5, 0.25],
        ['bernoulli', 'log', Math.log(0.2), {}, 0.2, 0.16],
        ['binomial', 'logit', Math.log(3 / 7), { trials: 12 }, 3.6, 2.52],
        ['poisson', 'log', 1, {}, Math.E, Math.E],
        ['poisson', 'sqrt', 2, {}, 4, 4],
        ['poisson', 'identity', 3, {}, 3, 3],
        ['gamma', 'log', 1, { phi: 0.5 }, Math.E, 0.5 * Math.E ** 2],
        ['gamma', 'inverse', 0.25, { phi: 0.5 }, 4, 8],
        ['inverseGaussian', 'log', 0, { phi: 0.5 }, 1, 0.5],
        ['inverseGaussian', 'inverseSquare', 0.25, { phi: 0.1 }, 2, 0.8],
        ['negativeBinomial', 'log', 1, { size: 2 }, Math.E, Math.E + Math.E ** 2 / 2]
    ];
    it.each(cases)('%s, %s link', (family, link, eta, { phi, size, trials }, expectedMean, expectedVariance) => {
        const term = trials === undefined ? undefined : ({ op: 'number', value: trials } as const);
        const spec = modelSpec({ family, link, phi, size, trials: term, b: [['b0', one, eta]], n: rows });
        const { response } = simulateData({ ...spec, random: [], design: { ...spec.design, counts: [] } }, 11);
        expect(response).toHaveLength(rows);
        expect(Math.abs(mean(response) - expectedMean)).toBeLessThan(4.5 * Math.sqrt(expectedVariance / rows));
        // The variance of the sample variance, from the sample's fourth moment.
        const centre = mean(response);
        const fourth = mean(response.map(y => (y - centre) ** 4));
        expect(Math.abs(variance(response) - expectedVariance)).toBeLessThan(5 * Math.sqrt((fourth - expectedVariance ** 2) / rows));
    });
});

it('random effects have their covariance', () => {
    const sigma = [
        [2, -0.6],
        [-0.6, 0.5]
    ];
    const spec = modelSpec({
        predictors: [drawn('w', { law: 'uniform', min: 0, max: 1 })],
        a: [
            ['b0', one, 0],
            ['b1', x('w'), 0]
        ],
        sigma,
        m: 20_000,
        n: 1
    });
    const [effects] = simulateData(spec, 2).randomEffects;
    const moment = (i: number, j: number) =>
        mean(Array.from({ length: 20_000 }, (_, unit) => effects[2 * unit + i] * effects[2 * unit + j]));
    for (const [i, j] of [
        [0, 0],
        [0, 1],
        [1, 1]
    ])
    // prettier-ignore
    {expect(Math.abs(moment(i, j) - sigma[i][j])).toBeLessThan(4.5 * Math.sqrt((sigma[i][i] * sigma[j][j] + sigma[i][j] ** 2) / 20_000));}
});

describe('what can not be drawn says why', () => {
    const reason = (spec: ModelSpec): unknown => {
        try {
            simulateData(spec, 1);
        } catch (error) {
            return (error as { reason: unknown }).reason;
        }
        return null;
    };
    const spec = modelSpec({ a: [['b0', one, 0]], sigma: [[1]], m: 5, n: 5 });
    it.each<[string, ModelSpec, unknown]>([
        ['a count', { ...spec, design: { ...spec.design, counts: [{ group: 'g', count: null }] } }, { code: 'unknown-value' }],
        ['n', { ...spec, design: { ...spec.design, n: { kind: 'unknown' } } }, { code: 'unknown-value', what: 'n' }],
        ['a value', { ...spec, fixed: spec.fixed.map(effect => ({ ...effect, value: null })) }, { code: 'unknown-value', what: 'b0' }],
        ['too many rows', { ...spec, design: { ...spec.design, n: { kind: 'fixed', n: 2_000_000 } } }, { code: 'invalid' }],
        [
            'a mean outside of the family',
            { ...spec, family: { ...spec.family, name: 'poisson', link: 'identity' } },
            { code: 'link-domain' }
        ]
    ])('%s', (_, model, expected) => expect(reason(model)).toMatchObject(expected as object));
});

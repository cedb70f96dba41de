import { describe, expect, it } from 'vitest';
import { analyze, answer } from '../../src-engine/index.js';
import { openText } from '../open-text.js';

async function onlyModel(text: string) {
    const { models } = await openText(text);
    return models[0]!;
}

/** The numbers of a model, with positions in place of the names of its effects. */
async function numbersOf(text: string): Promise<unknown> {
    const { spec, issues } = await onlyModel(text);
    expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    const { parameters, covariance } = analyze(spec!, { exact: 'closed' });
    const { tests, precisions } = answer(spec!, { exact: 'closed', around: false, allocation: false });
    const names = new Map(spec!.fixed.map(({ name }, i) => [JSON.stringify(name), `effect ${i}`]));
    const numbers = {
        parameters: parameters.map(({ kind, block, value, leading, twoTerm, refined, exact, standardError }) => [
            kind,
            block,
            value,
            leading,
            twoTerm,
            refined,
            exact,
            standardError
        ]),
        covariance: { ...covariance, names: null },
        tests: tests.map(({ power, required }) => [power, required && { ...required, quantity: null }]),
        precisions: precisions.map(({ required }) => required && { ...required, quantity: null })
    };
    return JSON.parse(JSON.stringify(numbers), (_, value: unknown) => names.get(JSON.stringify(value)) ?? value);
}

/** A model with its predictors, fixed effects and goals. */
const model = (predictors: string, fixed: string, rest = '', { family = 'poisson', random = 'random clinic { b0 sd 0.4 }' } = {}): string =>
    `model m {\n  family ${family}\n  ${predictors}\n  ${fixed}\n  ${random}\n  design { ${random === '' ? '' : 'clinic = 24, '}n = 12 }\n  ${rest}\n}\n`;

const arms = 'predictor arm each control, low, high per clinic';
const numbered = 'predictor arm each 0, 1, 2 per clinic';
const times = 'predictor t each 0, 1, 2';
const bothTests = (first: string, second: string, joint: string): string =>
    `test ${joint}\n  test ${first} = 0 greater power 0.8\n  precision ${second} halfwidth 0.2`;

/** Two texts of the same model. */
const pairs: { name: string; one: string; other: string }[] = [
    {
        name: 'levels of numbered points',
        one: model(times, 'fixed { b0: 1 = 0.2; e: levels(t) = [0.1, 0.3] }', bothTests('e[1]', 'e[2]', 'e = 0')),
        other: model(
            times,
            'fixed A { b0: 1 = 0.2 } fixed B { e1: t == 1 = 0.1; e2: t == 2 = 0.3 }',
            bothTests('e1', 'e2', 'e1 = 0 and e2 = 0')
        )
    },
    {
        name: 'levels of named points over groups',
        one: model(arms, 'fixed { b0: 1 = 0.2; e: levels(arm) = [0.1, 0.3] }', bothTests('e[high]', 'e[low]', 'e = 0')),
        other: model(
            arms,
            'fixed A { b0: 1 = 0.2; low: arm[low] = 0.1; high: arm[high] = 0.3 }',
            bothTests('high', 'low', 'low = 0 and high = 0')
        )
    },
    {
        name: 'named points against numbered ones',
        one: model(arms, 'fixed { b0: 1 = 0.2; e: levels(arm) = [0.1, 0.3] }', 'test e = 0'),
        other: model(numbered, 'fixed { b0: 1 = 0.2; e: levels(arm) = [0.1, 0.3] }', 'test e = 0')
    },
    {
        name: 'one value for all levels',
        one: model(times, 'fixed { b0: 1 = 0.2; e: levels(t) = 0.1 }', 'test e = 0'),
        other: model(times, 'fixed { b0: 1 = 0.2; e1: t == 1 = 0.1; e2: t == 2 = 0.1 }', 'test e1 = 0 and e2 = 0')
    },
    {
        name: 'sum contrasts',
        one: model(times, 'fixed { b0: 1 = 0.2; e: levels(t) = [0.1, 0.3] contrasts sum }', bothTests('e[1]', 'e[2]', 'e = 0')),
        other: model(
            times,
            'fixed { b0: 1 = 0.2; e1: (t == 1) - (t == 0) = 0.1; e2: (t == 2) - (t == 0) = 0.3 }',
            bothTests('e1', 'e2', 'e1 = 0 and e2 = 0')
        )
    },
    {
        name: 'an interaction',
        one: model(
            `${arms}\n  ${times}`,
            'fixed { b0: 1 = 0.2; a: levels(arm) = [0, 0]; t: levels(t) = [0, 0.1]; i: levels(arm) * levels(t) = [[0.1, 0.2], [0.3, 0.4]] }',
            bothTests('i[high, 1]', 'i[low, 2]', 'i = 0')
        ),
        other: model(
            `${arms}\n  ${times}`,
            `fixed A { b0: 1 = 0.2; a1: arm[low] = 0; a2: arm[high] = 0 }
  fixed B { t1: t == 1 = 0; t2: t == 2 = 0.1
    i1: arm[low] * (t == 1) = 0.1; i2: arm[low] * (t == 2) = 0.2; i3: arm[high] * (t == 1) = 0.3; i4: arm[high] * (t == 2) = 0.4 }`,
            bothTests('i3', 'i2', 'i1 = 0 and i2 = 0 and i3 = 0 and i4 = 0')
        )
    },
    {
        name: 'a product with a term, with a random slope',
        one: model(
            `${arms}\n  predictor x ~ Normal(0, 1)`,
            'fixed { b0: 1 = 0.2; x: x = 0.1; s: levels(arm) * x = [0.1, 0.2] }',
            bothTests('s[high]', 's[low]', 's = 0'),
            { random: 'random clinic { b0 sd 0.4; x sd 0.2 }' }
        ),
        other: model(
            `${arms}\n  predictor x ~ Normal(0, 1)`,
            'fixed A { b0: 1 = 0.2; x: x = 0.1; low: arm[low] * x = 0.1; high: arm[high] * x = 0.2 }',
            bothTests('high', 'low', 'low = 0 and high = 0'),
            { random: 'random clinic { b0 sd 0.4; x sd 0.2 }' }
        )
    },
    {
        name: 'a categorical law, without random effects',
        one: model(
            'predictor site ~ Categorical(a: 0.5, b: 0.3, "96": 0.2)',
            'fixed { b0: 1 = 0.2; s: levels(site) = [0.1, 0.3] }',
            bothTests('s["96"]', 's[b]', 's = 0'),
            { family: 'bernoulli', random: '' }
        ),
        other: model(
            'predictor site ~ Categorical(a: 0.5, b: 0.3, "96": 0.2)',
            'fixed B { b0: 1 = 0.2; sb: site[b] = 0.1; s96: site["96"] = 0.3 }',
            bothTests('s96', 'sb', 'sb = 0 and s96 = 0'),
            { family: 'bernoulli', random: '' }
        )
    },
    {
        name: 'a random effect of a level',
        one: model(times, 'fixed { b0: 1 = 0.2; e: levels(t) = [0.1, 0.3] }', 'test e[2] = 0\n  precision sd(e[2] | clinic) factor 1.5', {
            family: 'gaussian(phi = 1)',
            random: 'random clinic { b0 sd 0.4; e[2] sd 0.3; correlation(b0, e[2]) = 0.2 }'
        }),
        other: model(
            times,
            'fixed A { b0: 1 = 0.2; e2: t == 2 = 0.3 } fixed B { e1: t == 1 = 0.1 }',
            'test e2 = 0\n  precision sd(e2 | clinic) factor 1.5',
            { family: 'gaussian(phi = 1)', random: 'random clinic { b0 sd 0.4; e2 sd 0.3; correlation(b0, e2) = 0.2 }' }
        )
    },
    {
        name: 'a computed predictor',
        one: model(
            'predictor wave each 1, 2, 3 per clinic\n  predictor t each 0, 1, 2, 3\n  predictor since = (t >= wave) * (t - wave + 1)',
            'fixed { b0: 1 = 0.2; t: levels(t) = 0; e: levels(since) = [0.1, 0.2, 0.3] }',
            'test e = 0'
        ),
        other: model(
            'predictor wave each 1, 2, 3 per clinic\n  predictor t each 0, 1, 2, 3\n  predictor since = (t >= wave) * (t - wave + 1)',
            `fixed A { b0: 1 = 0.2 }
  fixed B { t1: t == 1 = 0; t2: t == 2 = 0; t3: t == 3 = 0; e1: since == 1 = 0.1; e2: since == 2 = 0.2; e3: since == 3 = 0.3 }`,
            'test e1 = 0 and e2 = 0 and e3 = 0'
        )
    },
    {
        name: 'a value that is asked for',
        one: model(times, 'fixed { b0: 1 = 0.2; e: levels(t) = [0.1, ?] }', 'test e[2] = 0 power 0.8'),
        other: model(times, 'fixed { b0: 1 = 0.2; e1: t == 1 = 0.1; e2: t == 2 = ? }', 'test e2 = 0 power 0.8')
    },
    {
        name: 'plain fixed and named blocks, crossed',
        one: model('predictor x ~ Normal(0, 1)', 'fixed { b0: 1 = 0.2; b1: x = 0.1 }', 'test b1 = 0 power 0.8', {
            family: 'gaussian(phi = 1)',
            random: 'random clinic { b0 sd 0.4 } random rater { b0 sd 0.2; b1 sd 0.1 }'
        }).replace('n = 12', 'rater = 20, n = 2'),
        other: model('predictor x ~ Normal(0, 1)', 'fixed A { b0: 1 = 0.2; b1: x = 0.1 }', 'test b1 = 0 power 0.8', {
            family: 'gaussian(phi = 1)',
            random: 'random clinic { b0 sd 0.4 } random rater { b0 sd 0.2; b1 sd 0.1 }'
        }).replace('n = 12', 'rater = 20, n = 2')
    }
];

describe('two texts of one model have the same numbers, digit for digit', () => {
    it.each(pairs)('$name', async ({ one, other }) => {
        expect(await numbersOf(one)).toEqual(await numbersOf(other));
    });
});

describe('factors', () => {
    it('name their parameters by levels', async () => {
        const { spec } = await onlyModel(pairs[5]!.one);
        expect(spec!.fixed.map(({ name, block }) => `${block} ${name}`)).toEqual([
            'A b0',
            'A a[low]',
            'A a[high]',
            'B t[1]',
            'B t[2]',
            'B i[low, 1]',
            'B i[low, 2]',
            'B i[high, 1]',
            'B i[high, 2]'
        ]);
        expect(spec!.tests[0]!.contrasts).toHaveLength(4);
        expect(spec!.tests[0]!.hypothesis).toBe('i = 0');
    });

    it('name a value that is no short decimal as a fraction, in texts and results alike', async () => {
        const { spec, issues } = await onlyModel(
            model(
                'predictor x each 0, -1/3, 2/3, 0.25',
                'fixed { b0: 1 = 0.2; e: levels(x) = [0.1, 0.2, 0.3] }',
                'test e[-1/3] - e[2/3] = 0\n  sweep e[2/3] = 1, 2'
            )
        );
        expect(issues).toEqual([]);
        expect(spec!.fixed.map(({ name }) => name)).toEqual(['b0', 'e[-1/3]', 'e[2/3]', 'e[0.25]']);
        expect(spec!.tests[0]!.hypothesis).toBe('e[-1/3] - e[2/3] = 0');
    });

    it('are swept by a level', async () => {
        const { spec, issues } = await onlyModel(
            model(times, 'fixed { b0: 1 = 0.2; e: levels(t) = [0.1, 0.3] }', 'sweep e[2] = 0.2, 0.3\n  test e[2] = 0')
        );
        expect(issues).toEqual([]);
        expect(spec!.sweeps).toEqual([{ quantity: 'effect', name: 'e[2]', values: [0.2, 0.3] }]);
    });

    it('keep the shares of repeated named points', async () => {
        const { spec } = await onlyModel(
            model('predictor arm each control, control, drug per clinic', 'fixed { b0: 1 = 0.2; e: levels(arm) = 0.1 }', 'test e = 0 less')
        );
        expect(spec!.predictors).toEqual([{ kind: 'each', name: 'arm', points: [0, 0, 1], levels: ['control', 'drug'], per: 'clinic' }]);
        expect(spec!.tests.map(({ alternative, contrasts }) => [alternative, contrasts.length])).toEqual([['less', 1]]);
    });
});

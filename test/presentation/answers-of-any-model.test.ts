/** For any model and any question: the texts consist of words and numbers, and fit their place. */
import { describe, expect, it } from 'vitest';
import { answerIssues } from '../../language/index.js';
import {
    askedLens,
    costLens,
    elementHover,
    modelText,
    plainStyle,
    precisionLens,
    protocolText,
    testLens
} from '../../language/presentation/index.js';
import { optimalSentence } from '../../language/presentation/tables/answer-rows.js';
import { firstModel, viewOfText } from './rendered-model.js';

const poisson = 'family poisson  predictor x ~ Uniform(-1, 1)  fixed A { b0: 1 = 1 }';
const gaussian = 'family gaussian(phi = 4)  predictor x ~ Normal(0, 1)';

const models: [string, string][] = [
    [
        'crossed groups',
        `${gaussian} fixed A { b0: 1 = 22 } fixed B { bx: x = 0.1 } random plate { b0 sd 0.8 } random sample { b0 sd 1.9 }
         design { plate = ?, sample = 6, n = 1 } test b0 = 21 power 0.9  test bx = 0 power 0.9 reference t`
    ],
    [
        'no groups',
        `${gaussian} fixed B { b0: 1 = 1; bx: x = 0.3 } design { n = ? } test bx = 0 power 0.9  precision bx halfwidth 0.1
         cost { per observation 3, budget 100 }`
    ],
    [
        'a law of n',
        `${poisson} fixed B { bx: x = 0.1 } random g { b0 sd 0.4 } design { g = ?, n ~ Sizes(mean = 12, cv = 0.5) } test bx = 0 power 0.9`
    ],
    [
        'functions of parameters',
        `${poisson} fixed B { bx: x = 0.1 } random site { b0 sd 0.4 } design { site = 20, n = 10 } derive r = exp(bx)
         precision r factor 1.2  precision sd(b0 | site) factor 1.5 level 0.9  test b0 - bx = 0.95 power 0.8`
    ],
    [
        'several contrasts',
        `${poisson} fixed B { bx: x = 0.1; bq: x^2 = 0.1 } random clinic { b0 sd 0.4 } design { clinic = ?, n = 10 }
         test bx = 0 and bq = 0 power 0.9 alpha 0.01`
    ],
    [
        'an effect under a solved intercept',
        `family bernoulli predictor arm each 0, 1 per clinic fixed A { b0: 1 = marginal(0.3); e: arm = ? } random clinic { b0 icc 0.05 }
         design { clinic = 24, n = 30, attrition 0.2 } test e = 0 less power 0.8 using exact`
    ],
    [
        'sizes that nobody has',
        `family gaussian(phi = 1e12) predictor x ~ Normal(0, 1) fixed A { b0: 1 = 1e-9 } fixed B { bx: x = 1e-12 } random g { b0 sd 1e5 }
         design { g = ?, n = 3 } test b0 = 0 power 0.9  test bx = 0 power 0.9  cost { per g 1, per observation 0.001, budget 1e9 }`
    ],
    [
        'numbers near nothing',
        `family gaussian(phi = 1e-8) predictor x ~ Normal(0, 1e-6) fixed A { b0: 1 = 1e-9 } fixed B { bx: x = 1e12 } random g { b0 sd 1e-5 }
         design { g = ?, n = 3 } test b0 = 0 power 0.999999 alpha 1e-12  test bx = 0 power 0.5`
    ],
    [
        'an infinite variance',
        `family poisson predictor x ~ Exponential(2) fixed A { b0: 1 = 1 } fixed B { bx: x = 2.11 } random g { b0 sd 0.5 } design { g = ?, n = 3 }
         test b0 = 0 power 0.9  test bx = 0 power 0.9  precision bx halfwidth 0.1`
    ],
    [
        'several levels',
        `${poisson} random school { b0 sd 0.5 } random class in school { b0 sd 0.3 } design { school = 20, class = ?, n = 20 } test b0 = 0.8 power 0.9
         precision b0 halfwidth 0.1`
    ],
    [
        'no goal but a budget',
        `${poisson} random site { b0 sd 0.4 } design { site = ?, n = 10 } test b0 = 0 cost { per site 10, budget 500 }`
    ],
    [
        'names that every object has',
        `family poisson predictor constructor ~ Bernoulli(0.5) fixed A { toString: 1 = 1 } fixed B { valueOf: constructor = 0.4 }
         random __proto__ { toString sd 0.4 } design { __proto__ = 20, n = 10 } test valueOf = 0 power 0.9 derive hasOwnProperty = exp(valueOf)
         precision hasOwnProperty halfwidth 0.1 cost { per __proto__ 10, per observation 1, budget 500 }`
    ],
    ['costs without a goal', `${poisson} random site { b0 sd 0.4 } design { site = 20, n = 10 } cost { per site 10, budget 500 }`]
];

function expectReadable(text: string): void {
    expect(text).not.toMatch(/NaN|undefined|Infinity|\[object|\bnull\b|\bfalse\b|native code/);
}

describe.each(models)('%s', (_, elements) => {
    it('reads as words and numbers', async () => {
        const model = await firstModel(`model m { ${elements} }`);
        const view = viewOfText(model);
        const { spec, analysis, answers } = view;
        const lenses = [
            ...spec.tests.map((_test, index) => testLens(view, index)),
            ...spec.precisions.map((_precision, index) => precisionLens(view, index)),
            ...(spec.cost ? [costLens(view)] : []),
            ...model.places.filter(({ kind }) => kind === 'asked').map(() => askedLens(view))
        ];
        for (const lens of lenses) {
            expect(lens).toMatch(/^[^\n]+$/);
            expectReadable(lens);
        }
        model.places.forEach(place => expectReadable(elementHover(view, place, place.doc)));
        spec.tests.forEach((_test, index) => expectReadable(protocolText(view, index) ?? ''));
        answerIssues(model, spec, answers!).forEach(({ message }) => {
            expectReadable(message);
            expect(message).toMatch(/^[^\n]+\.$/);
        });
        for (const width of [80, 40]) {
            const text = modelText(
                { file: 'm.glmm', title: null, spec, scales: view.scales, analysis: analysis!, answers },
                width,
                plainStyle
            );
            expectReadable(text);
            text.split('\n').forEach(line => expect([...line.normalize('NFC')].length).toBeLessThanOrEqual(width));
        }
    });
});

it.each(['budget 20000', ''])('the best design keeps the law of n: cost with %j', async budget => {
    const model = await firstModel(
        `model m { ${poisson} fixed B { bx: x = 0.3 } random g { b0 sd 0.4 } design { g = 20, n ~ Poisson(12) } test bx = 0 power 0.9
         cost { per g 100, per observation 5 ${budget} } }`
    );
    const view = viewOfText(model);
    const [best] = view.answers!.optimal;
    expect(best!.failure).toBeNull();
    const design = `${best!.groups.g} g × Poisson(12)`;
    expect(best!.groups.g).toBeGreaterThan(1);
    expect(costLens(view)).toContain(`best: ${design}`);
    expect(optimalSentence(view.spec, best!)).toContain(`: ${design}, cost `);
});

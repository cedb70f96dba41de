/** Formulas, calls and printed fits of other software become models that are valid and hold the printed numbers. */
import { EmptyFileSystem, URI } from 'langium';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createGlmmServices, layoutEdits, modelOfText, withEdits } from '../../language/index.js';
import { analyze, type ModelSpec } from '../../library/index.js';
import { openText } from '../open-text.js';
import { mended } from '../quick-fixes/mended.js';
import { modelOfPart, partOfPrint } from '../printed-part.js';
import { issuesOf } from './fixture.js';

const { shared, Glmm } = createGlmmServices(EmptyFileSystem);
const folder = path.join(import.meta.dirname, 'printed-fits');
const prints = readdirSync(folder)
    .filter(file => file.endsWith('.txt'))
    .map(file => ({ file, print: readFileSync(path.join(folder, file), 'utf8') }));

async function specOf(text: string): Promise<ModelSpec> {
    const { models } = await openText(modelOfText(text)!.text);
    return models[0]!.spec!;
}

const fit = (name: string) => prints.find(({ file }) => file === `${name}.txt`)!.print;

describe.each(prints)('$file', ({ print }) => {
    it('becomes a model in the layout of the formatter, with numbers and without errors', async () => {
        const { text, stops } = modelOfText(print)!;
        const file = await openText(text);
        const problems = issuesOf(file).filter(({ severity }) => severity === 'error' || severity === 'warning');
        expect(problems.map(({ message }) => message)).toEqual([]);
        const { parameters, reason } = analyze(file.models[0]!.spec!);
        expect(reason).toBeNull();
        expect(parameters.length).toBeGreaterThan(1);
        const document = shared.workspace.LangiumDocumentFactory.fromString(`${text}\n`, URI.file('/fit.glmm'));
        expect(withEdits(`${text}\n`, layoutEdits(document, Glmm))).toBe(`${text}\n`);
        // The places to fill in stand in the order of the text.
        let from = 0;
        for (const stop of stops) {
            from = text.indexOf(stop, from) + stop.length;
            expect(from).toBeGreaterThanOrEqual(stop.length);
        }
    });

    it('is offered as a quick fix in an empty file', async () => {
        const { text, titles, errors } = await mended(`\n> summary(fit)\n${print}`, 1);
        expect({ titles, errors }).toEqual({ titles: ['Write the fit as a model'], errors: [] });
        expect(text.trim()).toBe(modelOfText(print)!.text);
    });
});

/** What a print says, as the numbers of the model. */
function numbersOf({ family, fixed, random, design }: ModelSpec): object {
    return {
        phi: family.phi,
        values: fixed.map(({ value }) => value),
        random: random.map(({ group, effects, covariance }) => ({ group, effects, covariance })),
        counts: design.counts.map(({ group, count }) => `${count} ${group}`).join(', '),
        n: design.n
    };
}

describe('the model of a print', () => {
    const slopes = { sds: [24.741, 5.922], correlation: 0.07 };
    const covariance = slopes.correlation * slopes.sds[0]! * slopes.sds[1]!;
    const matrix = [
        [slopes.sds[0]! ** 2, covariance],
        [covariance, slopes.sds[1]! ** 2]
    ];

    it.each([
        { print: 'lmer-slopes.summary', values: [251.405, 10.467] },
        { print: 'lmer-slopes.print', values: [251.41, 10.47] }
    ])('has the estimates, variances and sizes of $print', async ({ print, values }) => {
        expect(numbersOf(await specOf(fit(print)))).toEqual({
            phi: 25.592 ** 2,
            values,
            random: [{ group: 'Subject', effects: ['beta0', 'beta1'], covariance: { structure: 'unstructured', matrix } }],
            counts: '18 Subject',
            n: { kind: 'fixed', n: 10 }
        });
    });

    it('has uncorrelated effects where the fit has', async () => {
        const { random } = await specOf(fit('lmer-uncorrelated.summary'));
        expect(random).toMatchObject([{ effects: ['beta0', 'beta1'], covariance: { variances: [24.172 ** 2, 5.799 ** 2] } }]);
        const inJulia = await specOf(fit('mixedmodels-answers'));
        expect(inJulia.random).toMatchObject([
            { group: 'item', covariance: { structure: 'diagonal', variances: [0.496833 ** 2, 0.2 ** 2] } },
            { group: 'subj', covariance: { matrix: [[0.891308 ** 2]] } }
        ]);
        expect(inJulia.family).toMatchObject({ name: 'bernoulli', link: 'probit' });
        expect(inJulia.design).toMatchObject({ counts: [{ count: 24 }, { count: 150 }], n: { n: 1 } });
    });

    it('has the counts of nested groups per outer unit, and says that sizes are unequal', async () => {
        const { text } = modelOfText(fit('lmer-nested.summary'))!;
        const { random, design, fixed, predictors } = await specOf(fit('lmer-nested.summary'));
        expect(random.map(({ group, within }) => [group, within])).toEqual([
            ['school', null],
            ['class', 'school']
        ]);
        expect(random.map(({ covariance }) => covariance)).toMatchObject([{ matrix: [[0.4677 ** 2]] }, { matrix: [[0.354 ** 2]] }]);
        expect(design).toMatchObject({ counts: [{ count: 20 }, { count: 3 }], n: { n: 11 } });
        expect(text).toContain('// The data have 10.8 observations in a class on average.');
        // In text order, but block A first: the intercept alone.
        expect(fixed.map(({ value }) => value)).toEqual([
            -0.245076, 0.632506, 0.209704, 0.067836, 0.232009, 0.054984, -0.006335, -0.001672
        ]);
        expect(predictors[0]).toMatchObject({ law: { law: 'bernoulli', p: 0.5 } });
    });

    it('has levels of factors, and leaves out what was estimated as 0', async () => {
        const { text } = modelOfText(fit('glmer-herds.summary'))!;
        expect(text).toContain('beta1: levels(period) = [-0.9919, -1.1282, -1.5797]');
        expect(text).toContain('binomial(trials = 12)');
        expect(modelOfText(fit('lmer-singular.summary'))!.text).toMatch(/left out: the variance of \(Intercept\)[^]*random group { }/);
        expect(modelOfText(fit('lmer-crossed.summary'))!.text).toContain('correlation(beta0, beta1[mismatch]) = 0.99');
        expect(modelOfText(fit('glmer-probit.summary'))!.text).toContain('levels(arm) * age_c = -0.14225');
    });

    it('has the dispersion or size of its family, and says where the family is not printed', async () => {
        const families = ['glm-gamma.summary', 'glmer-nb.summary', 'glmmTMB-counts.summary', 'lm.summary', 'glmmTMB-slopes.summary'];
        const specs = await Promise.all(families.map(async name => (await specOf(fit(name))).family));
        expect(specs).toMatchObject([{ phi: 0.02380875 }, { size: 2.5318 }, { size: 2.53 }, { phi: 47.71 ** 2 }, { phi: 25.592 ** 2 }]);
        expect((await specOf(fit('lm.summary'))).design.n).toEqual({ kind: 'fixed', n: 180 });
        expect(modelOfText(fit('glmmTMB-counts.print'))!.text).toContain('// The print does not show the family.');
    });
});

describe('a formula or a call', () => {
    it.each([
        ['y ~ x1 + x2 + (1 + x1 | subject)', ['levels'], 'random subject {'],
        ['y ~ x + (1 + x || g)', ['correlation'], 'beta1 sd 0.5'],
        ['y ~ arm / time + (1 | ward/clinic)', ['levels'], 'random clinic in ward'],
        ['y ~ x + (1 | clinic:ward) + (1 | ward)', ['in clinic'], 'random clinic in ward { beta0 sd 0.5 }'],
        ['y ~ x + offset(log(years)) + (1 | g)', ['family poisson'], 'offset log(years)'],
        ['y ~ factor(visit) * x + (1 | g)', ['Discrete'], 'levels(visit) * x = 0.3'],
        ['m = glm(y ~ x, family = binomial(link = "probit"))', ['random'], 'family bernoulli link probit'],
        ['glmer(cbind(s, f) ~ x + (1 | g), family = binomial)', ['bernoulli'], 'family binomial(trials = 12)'],
        ['glmmTMB(y ~ x + (1 | g), d, family = nbinom2)', ['phi'], 'family negativeBinomial(size = 2)'],
        ['lm(y ~ x.1 + scale(z), d)', ['scale', 'x.1'], 'predictor z   ~ Normal(0, 1)'],
        ['glm(y ~ x, binomial, data = d)', ['gaussian'], 'family bernoulli'],
        ['glmer(y ~ x + (1 | g), d, poisson)', ['gaussian'], 'family poisson'],
        ['glm(y ~ x, family = stats::binomial())', ['gaussian'], 'family bernoulli'],
        ['glm(y ~ x, family = inverse.gaussian(link = "log"))', ['link inverse'], 'family inverseGaussian'],
        ['glm(p ~ x, family = binomial, weights = n, data = d)', ['bernoulli'], 'family binomial(trials = 12)'],
        ['lme(y ~ x, random = ~ 1 + x | g, data = d)', ['sd 0.5 }'], 'correlation(beta0, beta1) = 0'],
        ['glmmPQL(y ~ x, random = ~ 1 | school/class, family = binomial, data = d)', ['gaussian'], 'random class in school'],
        ['lm(y ~ I(my.x^2), d)', ['my.x'], 'my_x^2'],
        ['glmer(y ~ 0 + x + (1 | g), d, poisson)', ['beta0: 1 = 0.3', 'beta2'], '// Only random in the formula: the intercept.'],
        ['lmer(y ~ x + (1 + z | g), d)', ['z = 0.3', 'test beta2'], 'beta2: z = 0\n'],
        ['glmmTMB(y ~ x + (1 | g), d, family = poisson, ziformula = ~ 1)', [], '// Only the conditional model of the fit is here'],
        ['glmmTMB(y ~ x + (1 | g), d, ziformula = ~ 0, dispformula = ~ 1)', ['//'], 'family gaussian'],
        ['glmmTMB(y ~ x + (1 | g), d, dispformula = ~ x)', [], '// Only the conditional model of the fit is here'],
        ['lmer(y ~ x + (1 | g), d, weights = w)', [], '// The fit has weights. Here all observations have the same weight.'],
        ['glmer(p ~ x + (1 | g), d, binomial, weights = n)', ['same'], '// The weights of the fit are taken as its numbers of trials.'],
        ['lme(y ~ x, random = ~ 1 | g, correlation = corAR1())', [], '// The fit has correlated residuals. Here they are independent.'],
        ['glm(y ~ x, poisson, offset = log(years))', ['0.3 years'], 'offset log(years)'],
        ['fit(MixedModel, @formula(y ~ 1 + a & b + zerocorr(1 + a | g)), d, Poisson())', ['correlation'], 'family poisson']
    ])('%s', async (text, absent, present) => {
        const { text: model } = modelOfText(text)!;
        expect(model).toContain(present);
        for (const word of absent) {
            expect(model).not.toContain(word);
        }
        const { models, issues } = await openText(model);
        expect([...issues, ...models[0]!.issues].filter(({ severity }) => severity === 'error')).toEqual([]);
    });

    it('is not seen in other texts', () => {
        for (const text of ['', 'y', 'y ~', 'y ~ poly(x, 2)', 'model m { family poisson }', 'lmer(', '~ x']) {
            expect(modelOfText(text)).toBeUndefined();
        }
    });

    it.each([
        'glmmTMB(y ~ x + (1 | g), d, family = beta_family())',
        'glmmTMB(y ~ x + (1 | g), d, family = nbinom1)',
        'glm(y ~ x, quasipoisson, data = d)',
        'glm(y ~ x, family = binomial(link = "cauchit"))',
        'glmmPQL(y ~ x, random = list(g = ~ 1), family = binomial)',
        'lme(y ~ x, data = d)'
    ])('is no model where another one would be meant: %s', text => {
        expect(modelOfText(text)).toBeUndefined();
    });

    it('of a part of a print without its data has all that stands there', () => {
        expect(modelOfText(partOfPrint)!.text).toMatch(modelOfPart);
    });

    it('of a print says which rows and weights of it the model lacks', () => {
        const print = fit('lmer-slopes.summary')
            .replace(/^( +)Days /m, '$1Hours')
            .replace(/^Formula:.*$/m, '$&\nWeights: w');
        expect(print).toMatch(/ Hours[^]*/);
        const { text } = modelOfText(print)!;
        expect(text).toContain('// Left out, as the formula shows no such random effect: the variance of Hours between units of Subject.');
        expect(text).toContain('// The fit has weights.');
        expect(text).toMatch(/random Subject \{ beta0 +sd 24\.741 \}/);
    });

    it('of a print is none where the family is not one of the language', () => {
        for (const family of ['beta', 'tweedie', 'truncated_poisson', 'nbinom1']) {
            const text = fit('glmmTMB-counts.summary').replace(/Family:\s*\S+/, `Family: ${family}`);
            expect(text).toContain(`Family: ${family}`);
            expect(modelOfText(text)).toBeUndefined();
        }
    });

    it('is not seen in texts that are none', () => {
        for (const text of ['y ~', '~ x']) {
            expect(modelOfText(text)).toBeUndefined();
        }
    });
});

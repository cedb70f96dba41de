import { describe, expect, it } from 'vitest';
import { accuracyIssues, type LoweredModel } from '../../language/index.js';
import {
    accuracyHover,
    covarianceParameterHover,
    fixedEffectHover,
    fixedEffectLens,
    modelLens,
    modelText,
    plainStyle,
    type ModelView
} from '../../language/presentation/index.js';
import { formatSimulated } from '../../language/presentation/notation/numbers.js';
import { differenceText } from '../../language/presentation/tables/variance-comparison.js';
import type { Accuracy } from '../../src-engine/spec/model-spec.js';
import { analysisWith, missing, variance, type GivenVariances } from './analysis-with-accuracies.js';
import { firstModel } from './rendered-model.js';

const text = (using: string) => `model clinics {
  family bernoulli
  predictor x ~ Normal(0, 1)
  fixed A { beta0: 1 = 0 }
  fixed B { beta1: x = 0.5 }
  random clinic { beta0 variance 1 }
  design { clinic = 50, n = 20 }
  ${using}
}`;

// var(beta0) is 1/50 by its leading term.
const intercept: GivenVariances = { twoTerm: variance(0.0252), refined: variance(0.0248), exact: variance(0.025, 0.0001, true) };

async function viewWith(given: Record<string, GivenVariances>, using = ''): Promise<ModelView & { model: LoweredModel }> {
    const model = await firstModel(text(using));
    const spec = model.spec!;
    return {
        model,
        spec,
        analysis: analysisWith(spec, given),
        state: 'fresh',
        exactIsUnderWay: false,
        answers: null,
        answersAreUnderWay: false,
        sweep: null,
        examination: null,
        scales: {},
        title: null,
        doc: null
    };
}

const rowOf = (hover: string, name: string) => hover.split('\n').find(line => new RegExp(`^\\| (\\*\\*)?${name}`).test(line));

describe('a hover has the variances side by side', () => {
    it('each with its standard error, how far it is from the finest, and its source', async () => {
        const hover = fixedEffectHover(await viewWith({ beta0: intercept }), 'beta0', null);
        expect(hover).toContain('|  | variance | SE | vs exact |  |');
        expect(rowOf(hover, 'leading')).toBe('| leading term | 0.02 | 0.141 | −20.0 ± 0.3 % | Jiang, Wand & Bhaskaran 2022 |');
        expect(rowOf(hover, 'two')).toMatch(/^\| two terms \| 0\.0252 \| 0\.159 \| within 0\.8 % \| Maestrini, Bhaskaran & Wand 2024/);
        expect(rowOf(hover, 'refined')).toMatch(
            /^\| \*\*refined\*\* \| 0\.0248 \| 0\.157 \| −0\.8 ± 0\.4 % \| approximate information, averaged over the random effects, an extension/
        );
        expect(rowOf(hover, 'exact')).toMatch(
            /^\| exact for many groups \| 0\.02500 ± 0\.00010 \| 0\.1581 ± 0\.0003 \| {2}\| .*simulated \(± Monte-Carlo standard error\) \|$/
        );
    });

    it('what the second term adds, or that it is larger than the first', async () => {
        const adds = fixedEffectHover(await viewWith({ beta0: intercept }), 'beta0', null);
        expect(adds).toContain('The second term adds 26 % to the first.');
        const dominates = fixedEffectHover(await viewWith({ beta0: { twoTerm: variance(0.082) } }), 'beta0', null);
        expect(dominates).toContain(
            'The second term is 3.1 times the first, so the leading term is at most half of the two-term variance.'
        );
        const nothing = fixedEffectHover(await viewWith({ beta0: { twoTerm: variance(0.02) } }), 'beta0', null);
        expect(nothing).not.toContain('second term');
    });

    it('an exact variance is on its way, or needs a simulation', async () => {
        const view = await viewWith({ beta0: { refined: variance(0.0248) } });
        expect(rowOf(fixedEffectHover({ ...view, exactIsUnderWay: true }, 'beta0', null), 'exact')).toBe(
            '| exact for many groups | … | … |  | being computed |'
        );
        expect(rowOf(fixedEffectHover(view, 'beta0', null), 'exact')).toBe('| exact for many groups | — | — |  | needs a simulation |');
    });

    it('no more digits than are certain', async () => {
        const hover = fixedEffectHover(await viewWith({ beta0: { refined: variance(0.0248123456, 4e-5) } }), 'beta0', null);
        expect(rowOf(hover, 'refined')).toContain('| 0.0248 |');
        expect(rowOf(hover, 'leading')).toContain('| −19 % |');
    });

    it('how far variances of random effects can be off, where there is no exact one', async () => {
        const name = 'var(beta0 | clinic)';
        const hover = async (given: GivenVariances) => covarianceParameterHover(await viewWith({ [name]: given }), name, null);
        expect(await hover({})).toContain('covered 81 to 87 %');
        expect(await hover({ twoTerm: variance(0.06), using: 'twoTerm' })).toContain('two terms can be tens of per cent away');
        expect(await hover({ refined: variance(0.06) })).toContain('more than 10 % away from the exact variance');
        expect(await hover({ exact: variance(0.06), using: 'exact' })).not.toContain('%_');
    });

    it('all parameters over `using`', async () => {
        const view = await viewWith({ beta0: intercept }, 'using refined');
        expect(accuracyHover(view, null)).toContain('| `beta0` | 0.02 | 0.0252 | **0.0248** | 0.02500 ± 0.00010 |');
    });
});

describe('a lens says which accuracy it is', () => {
    /** Without the interval, and without what the value means. */
    const interceptLens = (view: ModelView) =>
        fixedEffectLens(view, 'beta0')
            .replace(/ · 95 % CI [^·]*(?= · |$)/, '')
            .replace(/ · probability 0\.5(?= · |$)/, '');

    it('not where it is the usual one', async () => {
        const view = await viewWith({ beta0: intercept, beta1: { refined: variance(0.006) } });
        expect(interceptLens(view)).toBe('SE 0.157');
        expect(modelLens(view)).toBe('Bernoulli · 50 clinics × 20 · 2 fixed effects');
    });

    it.each<[string, Accuracy, string, string]>([
        ['using leading', 'leading', 'SE 0.141', 'leading term'],
        ['using two-term', 'twoTerm', 'SE 0.159', 'two terms'],
        ['using refined', 'refined', 'SE 0.157', ''],
        // With its Monte-Carlo error, as in the hover.
        ['using exact', 'exact', 'SE 0.1581 ± 0.0003', 'exact for many groups']
    ])('%s', async (using, accuracy, standardError, tag) => {
        const view = await viewWith({ beta0: { ...intercept, using: accuracy } }, using);
        expect(interceptLens(view)).toBe(tag === '' ? standardError : `${standardError} · ${tag}`);
    });

    it('where another one takes its place', async () => {
        const without = { beta0: { twoTerm: variance(0.0252) }, beta1: { twoTerm: variance(0.006) } };
        expect(interceptLens(await viewWith(without))).toBe('SE 0.159 · two terms');
        expect(modelLens(await viewWith(without))).toMatch(/ · two terms$/);
        const mixed = await viewWith({ ...without, beta1: { refined: variance(0.006) } });
        expect(modelLens(mixed)).toMatch(/ · two terms, refined$/);
    });

    it('while an exact one is awaited', async () => {
        const view = await viewWith({ beta0: { refined: variance(0.0248) } }, 'using exact');
        expect(interceptLens(view)).toBe('SE 0.157 · refined');
        expect(interceptLens({ ...view, exactIsUnderWay: true })).toBe('SE 0.157 · refined; exact …');
    });
});

describe('the terminal', () => {
    const lines = (view: ModelView, width: number) =>
        modelText({ file: 'f.glmm', title: null, spec: view.spec, scales: view.scales, analysis: view.analysis! }, width, plainStyle).split(
            '\n'
        );

    it('has all variances below the table, those in use with a star, in a list where the width allows no table', async () => {
        const view = await viewWith({ beta0: intercept });
        const wide = lines(view, 80);
        expect(wide.find(line => line.startsWith('variance'))).toMatch(/^variance +leading term +two terms +refined +exact$/);
        expect(wide.slice(wide.findIndex(line => line.startsWith('variance'))).find(line => line.startsWith('beta0'))).toMatch(
            /^beta0 +0\.02 +0\.0252 +0\.0248 \* +0\.02500 ± 0\.00010$/
        );
        expect(lines(view, 40)).toEqual(expect.arrayContaining(['variances', 'beta0', '  leading term  0.02', '  refined       0.0248 *']));
        for (const width of [80, 60, 40]) {
            expect(Math.max(...lines(view, width).map(line => [...line].length))).toBeLessThanOrEqual(width);
        }
    });

    it('says which standard errors have which accuracy', async () => {
        const view = await viewWith({
            beta0: intercept,
            beta1: { refined: variance(0.006) },
            'var(beta0 | clinic)': { twoTerm: variance(0.06) }
        });
        expect(lines(view, 120).join(' ')).toContain('Standard errors: refined; two terms for var(beta0 | clinic)');
    });
});

describe('messages at `using`', () => {
    const issues = async (using: string, given: Record<string, GivenVariances>) => {
        const { model, spec, analysis } = await viewWith(given, using);
        return accuracyIssues(model, spec, analysis!);
    };

    it('the leading term is too small: by how much at worst', async () => {
        const given = { beta0: { twoTerm: variance(0.03), refined: variance(0.024) }, beta1: { refined: variance(0.05) } };
        const [issue, ...more] = await issues('using leading', given);
        expect(more).toEqual([]);
        expect(issue).toMatchObject({
            severity: 'warning',
            code: 'leading-too-small',
            fixes: [{ kind: 'replace', text: 'using refined' }]
        });
        expect(issue.range).toEqual({ start: { line: 7, character: 2 }, end: { line: 7, character: 15 } });
        expect(issue.message).toMatch(
            /^The leading term underestimates the variance of `beta1` and 1 other parameter: the refined variance is \d+(\.\d)? times as large \(SE 0\.224, not 0\.0\d+\)\. Write `using refined`\.$/
        );
        const [less] = await issues('using leading', { beta0: { refined: variance(0.024) } });
        expect(less.message).toContain('of `beta0`: the refined variance is 20 % larger (SE 0.155, not 0.141). Write');
    });

    it('nothing up to 10 %, nothing where it is not asked for', async () => {
        expect(await issues('using leading', { beta0: { refined: variance(0.02199) } })).toEqual([]);
        expect(await issues('', { beta0: { refined: variance(0.05) } })).toEqual([]);
        expect(await issues('using refined', { beta0: { refined: variance(0.05) } })).toEqual([]);
    });

    it('an accuracy that does not exist', async () => {
        const none = (accuracy: Accuracy) => missing({ code: 'no-formula', accuracy, structure: 'crossed' });
        const given = (accuracy: Accuracy) => ({
            twoTerm: none('twoTerm'),
            refined: none('refined'),
            exact: none('exact'),
            using: accuracy
        });
        const everywhere = Object.fromEntries(['beta0', 'beta1', 'var(beta0 | clinic)'].map(name => [name, given('leading')]));
        expect(await issues('using refined', everywhere)).toEqual([
            expect.objectContaining({
                severity: 'information',
                code: 'no-such-accuracy',
                message:
                    'There are no refined variances for crossed random effects, unless the response is Gaussian with identity link. The leading term is used instead.'
            })
        ]);
        const components = missing({ code: 'no-formula', accuracy: 'refined', structure: 'variance-components' });
        const [partly] = await issues('using refined', {
            beta0: { refined: variance(0.024) },
            beta1: { refined: variance(0.006) },
            'var(beta0 | clinic)': { refined: components, twoTerm: variance(0.06) }
        });
        expect(partly.message).toBe(
            'There are no refined variances for variances of random effects in this structure. Two terms are used for `var(beta0 | clinic)` instead.'
        );
    });
});

describe('numbers', () => {
    it.each([
        [0.14372, 0.00061, '0.1437 ± 0.0006'],
        [0.14372, 0.00143, '0.1437 ± 0.0014'],
        [0.14372, 0.00196, '0.144 ± 0.002'],
        [0.14372, 0.00961, '0.14 ± 0.01'],
        [12.34, 0.5, '12.3 ± 0.5'],
        [123.4, 15, '123 ± 15'],
        [1.4372e-7, 6e-10, '(1.437 ± 0.006) × 10⁻⁷'],
        [0, 0.01, '0.000 ± 0.010'],
        [null, null, '—']
    ])('%s ± %s', (value, error, expected) => expect(formatSimulated(value, error)).toBe(expected));

    it.each([
        [1.19, 1, 0, '+19 %'],
        [0.992, 1, 0, '−0.8 %'],
        [3.14159, 1, 0, '3.1 times'],
        [0.29, 1, 0, '−71 %'],
        [1.0001, 1, 0, 'same'],
        [1.01, 1, 0.02, 'within 2 %'],
        [1.026, 1, 0.004, '+2.6 ± 0.2 %']
    ])('%s beside %s', (a, b, error, expected) => expect(differenceText({ value: a, error }, { value: b, error: 0 })).toBe(expected));
});

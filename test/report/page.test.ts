/** A report is a valid, self-contained page for any file; the examples are in `examples.test.ts`. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { madeReport, tablesOf } from './made-report.js';
import { mustBeGood } from './valid-page.js';

const model = (name: string, body: string): string => `model ${name} {\n${body}\n}`;
const simple = (clinics: string | number, effect: string | number = 0.3): string => `
    family poisson
    predictor x ~ Uniform(-1, 1)
    fixed A { b0: 1 = -1 }
    fixed B { b1: x = ${effect} }
    random clinic { b0 variance 0.4 }
    design { clinic = ${clinics}, n = 10 }
    test b1 = 0 power 0.8`;

const kinds: [string, string][] = [
    ['an effect that is asked for', model('m', simple(40, '?'))],
    ['n that is asked for', model('m', simple(40).replace('n = 10', 'n = ?'))],
    ['a goal out of reach', model('m', simple('?', 0))],
    ['a goal that n can not reach', model('m', `family gaussian(phi = 1)
        predictor arm each 0, 1 per g
        fixed A { b0: 1 = 0; b1: arm = 0.1 }
        random g { b0 variance 1 }
        design { g = 10, n = ? }
        test b1 = 0 power 0.9`)],
    ['no groups', model('m', 'family bernoulli\npredictor x ~ Normal(0, 1)\nfixed B { b0: 1 = 0; b1: x = 0.4 }\ndesign { n = 200 }\ntest b1 = 0 power 0.9')],
    ['a linear model', model('m', 'family gaussian(phi = 2)\npredictor x ~ Gamma(2, 1)\nfixed B { b0: 1 = 0; b1: x = 0.4 }\ndesign { n = 60 }')],
    ['crossed groups', model('m', `family gaussian(phi = 1)
        predictor c each -0.5, 0.5 per item
        fixed A { b0: 1 = 0; b1: c = 0.4 }
        random subject { b0 sd 0.5; b1 sd 0.3 }
        random item { b0 sd 0.4 }
        design { subject = 30, item = 20, n = 1 }
        test b1 = 0 reference t power 0.8`)],
    ['crossed groups, counts', model('m', `family poisson
        predictor x ~ Normal(0, 1)
        fixed A { b0: 1 = 0 }
        fixed B { b1: x = 0.1 }
        random subject { b0 sd 0.3 }
        random item { b0 sd 0.2 }
        design { subject = 30, item = 10, n = 2 }
        test b1 = 0`)],
    ['three levels, prices, precisions', model('m', `family gaussian(phi = 4)
        predictor arm each 0, 1 per school
        fixed A { b0: 1 = 0; b1: arm = 0.5 }
        random school { b0 variance 0.2 }
        random class in school { b0 variance 0.1 }
        design { school = 20, class = 3, n = 10 }
        test b1 = 0 power 0.8
        precision b1 halfwidth 0.4
        precision var(b0 | class) factor 2
        cost { per school 300, per class 50, per observation 5, budget 20000 }`)],
    ['sweeps', model('m', `let s = 1\nsweep s = 0.5, 1\nsweep clinic = 10..40 step 10${simple(40).replace('0.4 }', '0.4 * s }')}`)],
    ['a law of n, attrition, a mean response', model('m', `family bernoulli
        predictor arm each 0, 1 per clinic
        fixed A { b0: 1 = marginal(0.3); b1: arm = 0.5 }
        random clinic { b0 sd 0.4 }
        design { clinic = 40, n ~ Sizes(mean = 20, cv = 0.5), attrition 0.1 }
        test b1 = 0 power 0.9`)],
    ['numbers that do not exist', model('m', `family poisson
        predictor x ~ LogNormal(0, 1)
        fixed A { b0: 1 = 0 }
        fixed B { b1: x = 0.4 }
        random clinic { b0 sd 0.5 }
        design { clinic = 40, n = 12 }
        test b1 = 0`)],
    ['nothing', ''],
    ['no model, but an error', 'family poisson'],
    ['half a model', 'model m { family pois']
]; // prettier-ignore

describe('valid, alone, small', () => {
    it.each(kinds)('%s', async (_, text) => {
        const { html, markdown } = await madeReport(text);
        await mustBeGood(html);
        expect(markdown).not.toMatch(/\b(NaN|undefined|Infinity)\b/);
    });

    it('ten models, one with an error', { timeout: 60_000 }, async () => {
        const models = Array.from({ length: 10 }, (_, i) =>
            model(`m${i}`, i === 3 ? simple(20).replace('b1 = 0', 'b9 = 0') : simple(20 + 10 * i))
        );
        const { html, page } = await madeReport(models.join('\n'));
        await mustBeGood(html);
        expect([...page.querySelectorAll('h2')].map(({ textContent }) => textContent).slice(0, 10)).toEqual(models.map((_, i) => `m${i}`));
        const broken = page.getElementById('model-4')!;
        expect(broken.textContent).toContain('has errors');
        expect(broken.textContent).toContain('design.glmm, line');
        expect(tablesOf(broken, '')).toEqual([]);
        expect(tablesOf(page.getElementById('model-5')!, 'Variances').length).toBe(1);
        // Each of the others beside the first.
        expect(page.getElementById('comparison')!.querySelectorAll('h3').length).toBe(8);
    });
});

describe('two models side by side', () => {
    it('twice the clinics are twice as efficient, and both answers stand beside each other', async () => {
        const { page } = await madeReport(`${model('few', simple(20))}\n${model('many', simple(40))}`);
        const comparison = page.getElementById('comparison')!;
        const [[header, ...rows]] = tablesOf(comparison, 'Standard errors');
        expect(header.slice(1, 3)).toEqual(['standard error in few', 'standard error in many']);
        for (const row of rows) {
            expect(Number(row[3])).toBeCloseTo(2, 3);
        }
        const [[, ...answers]] = tablesOf(comparison, 'The answers in use');
        expect(answers.map(row => row[1])).toContain('power');
        expect(comparison.textContent).toContain('20 clinics × 10');
    });

    it('is not there for models on different scales', async () => {
        const gaussian = model('other', simple(40).replace('poisson', 'gaussian(phi = 1)'));
        const { page } = await madeReport(`${model('one', simple(20))}\n${gaussian}`);
        expect(page.getElementById('comparison')).toBeNull();
    });

    it('is not there for models that have nothing in common', async () => {
        const { page } = await madeReport(
            `${model('one', simple(20))}\n${model('other', simple(40).replaceAll('b0', 'c0').replaceAll('b1', 'c1'))}`
        );
        expect(page.getElementById('comparison')).toBeNull();
    });
});

describe('the author’s text stays text', () => {
    const hostile = readFileSync(new URL('../presentation/models/malicious.glmm', import.meta.url), 'utf8');

    it('in a page', async () => {
        const { html, page } = await madeReport(hostile, '<script>alert(1)</script>.glmm');
        await mustBeGood(html);
        expect(page.querySelectorAll('img, b, i, a[href^="javascript"]').length).toBe(0);
        expect(page.querySelector('h1')!.textContent).toContain('<script>alert(1)</script>');
        // Nothing turns the direction of writing round.
        expect(html).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    });

    it('in Markdown', async () => {
        const { markdown } = await madeReport(hostile);
        const outside = markdown.replace(/^(`{3,}|~{3,})[\s\S]*?^\1/gm, '').replace(/(`+)[\s\S]*?\1/g, '');
        expect(outside).not.toMatch(/(?<!\\)<(script|img|b|i)\b/);
        expect(outside).not.toMatch(/(?<!\\)\]\((javascript|command):/);
        expect(markdown).toContain('alert(1)');
    });
});

it('the same file gives the same report', async () => {
    const text = model('m', simple('?'));
    const [one, other] = [await madeReport(text), await madeReport(text)];
    expect(one.html === other.html).toBe(true);
});

it('a page about several models begins with their answers, and no section is empty', async () => {
    const { page, markdown } = await madeReport(`${model('one', simple('?'))}\n${model('two', simple(40))}`);
    expect(page.querySelector('header')!.textContent).toMatch(/one: With \d+ clinics .*two: With 40 clinics/s);
    expect(markdown).not.toMatch(/^(#+) [^\n]*\n\n#{1,2} /m);
    expect(markdown).not.toContain('How observations vary together');
    expect(page.body.textContent).toContain('How observations vary together');
});

it('a page about one model begins with its answer', async () => {
    const { page, markdown } = await madeReport(model('m "A title"', simple('?')));
    const answer = page.querySelector('header')!.textContent;
    expect(answer).toContain('A title (m)');
    expect(answer).toMatch(/With \d+ clinics of 10 observations each, .* has at least 80 % power/);
    expect(markdown.split('\n').slice(0, 3).join('\n')).toMatch(/^# A title \(m\)\n\n\*\*With \d+ clinics/);
});

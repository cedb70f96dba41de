/** Numbers that are written back into a text: nothing else changes, and the text means what the engine makes of them. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { notWritable, writtenAdjustments } from '../../language/index.js';
import { adjustables, type Adjustable, type Adjustment } from '../../src-engine/design/adjustments.js';
import { openDocument, openText } from '../open-text.js';
import { model, written, type Parts } from './written-text.js';

/** That a part of the text becomes another one, and nothing else changes. */
async function expectWritten(
    part: keyof Parts,
    before: string,
    after: string,
    of: Adjustable,
    value: number,
    others: Parts = {}
): Promise<void> {
    expect(await written(model({ ...others, [part]: before }), [{ of, value }])).toBe(model({ ...others, [part]: after }));
}

const effect = (name: string): Adjustable => ({ kind: 'effect', name });
const variance = (name: string): Adjustable => ({ kind: 'variance', effect: name, group: 'clinic' });

describe('a number that is written back', () => {
    it.each([
        ['2.11', 1.5, '1.5'],
        ['2.11', -0.25, '-0.25'],
        ['-1.46', 0.3, '0.3'],
        ['2.11', 0.1 + 0.2, '0.3'],
        ['2.11', 1 / 3, '0.333333'],
        ['2.11', 1e-9, '1e-9'],
        ['2.11', 0, '0'],
        ['?', 0.7, '0.7'],
        ['(2.11)', 1, '(1)'],
        ['2 * 3', 1, '1'],
        ['k / 2', 1, '1'],
        ['log(1.5)', Math.log(2), 'log(2)'],
        ['log( 1.5 )', 0, 'log( 1 )'],
        ['-log(1.5)', -Math.log(2), '-log(2)'],
        ['-log(1.5)', Math.log(2), '-log(0.5)'],
        ['(log(1.5))', Math.log(2), '(log(2))'],
        ['log(3 / 2)', 0.5, '0.5'],
        ['log(k)', 0.5, '0.5'],
        ['log(1.5) + 1', 0.5, '0.5'],
        ['OR(1.5)', Math.log(0.75), 'OR(0.75)'],
        ['RR(1.3)', Math.log(2), 'RR(2)'],
        ['pct(30)', Math.log(0.8), 'pct(-20)'],
        ['pct(-20)', Math.log(1.3), 'pct(30)'],
        ['logit(0.3)', Math.log(0.2 / 0.8), 'logit(0.2)'],
        ['expit(1)', 0.5, 'expit(0)'],
        ['probit(0.3)', -0.6744897501960817, 'probit(0.25)'],
        ['normcdf(1)', 0.9750021048517795, 'normcdf(1.96)'],
        ['exp(-1)', Math.exp(0.5), 'exp(0.5)'],
        ['exp(1)', -2, '-2'],
        ['sqrt(2)', 3, 'sqrt(9)'],
        ['sqrt(2)', -3, '-3'],
        ['abs(-2)', 3, '3']
    ])('as an effect: %s at %d is %s', (before, value, after) =>
        expectWritten('b1', before, after, effect('b1'), value, { lets: 'let k = 3', test: 'test b1 = 0 power 0.9' })
    );

    it.each([
        ['clinic = 50, n = 20', { kind: 'count', group: 'clinic' }, 64, 'clinic = 64, n = 20'],
        ['clinic = ?, n = 20', { kind: 'count', group: 'clinic' }, 64, 'clinic = 64, n = 20'],
        ['clinic = 50, n = 20', { kind: 'n' }, 1234567891, 'clinic = 50, n = 1234567891'],
        ['clinic = 5 * 10, n = ?', { kind: 'n' }, 8, 'clinic = 5 * 10, n = 8'],
        ['clinic = (5 * 10), n = 4', { kind: 'count', group: 'clinic' }, 8, 'clinic = (8), n = 4']
    ] as [string, Adjustable, number, string][])('as a size: %s, %o at %d', (before, of, value, after) =>
        expectWritten('design', before, after, of, value, { test: 'test b1 = 0 power 0.9' })
    );

    it.each([
        ['b0 sd 0.8', 0.81, 'b0 sd 0.9'],
        ['b0 sd 0.8', 0.5, 'b0 sd 0.7071068'],
        ['b0 sd(0.8)', 0.81, 'b0 sd(0.9)'],
        ['b0 sd(2)*0.4', 0.81, 'b0 sd 0.9'],
        ['b0 sd sqrt(2)', 4, 'b0 sd sqrt(4)'],
        ['b0 variance 0.64', 0.5, 'b0 variance 0.5'],
        ['b0 variance 0.8^2', 0.5, 'b0 variance 0.5'],
        ['b0 variance 0.64; b1 sd 0.5; correlation(b0, b1) = -0.2', 0.5, 'b0 variance 0.5; b1 sd 0.5; correlation(b0, b1) = -0.2'],
        ['b0 sd 0.8; b1 sd 0.5; covariance(b0, b1) = 0.1', 2.56, 'b0 sd 1.6; b1 sd 0.5; covariance(b0, b1) = 0.2'],
        ['b0 sd 0.8; b1 sd 0.5; covariance(b1, b0) = -(0.1)', 2.56, 'b0 sd 1.6; b1 sd 0.5; covariance(b1, b0) = -0.2'],
        ['b0 sd 0.8; b1 sd 0.5; covariance(b0, b1) = 0', 2.56, 'b0 sd 1.6; b1 sd 0.5; covariance(b0, b1) = 0'],
        ['covariance (b0, b1) = [[0.64, 0.1], [0.1, 0.25]]', 2.56, 'covariance (b0, b1) = [[2.56, 0.2], [0.2, 0.25]]'],
        ['covariance (b1, b0) = [[0.25, 0.1], [0.2/2, (0.64)]]', 2.56, 'covariance (b1, b0) = [[0.25, 0.2], [0.2, (2.56)]]']
    ])('as a variance: %s at %d is %s', (before, value, after) => expectWritten('random', before, after, variance('b0'), value));

    it.each([
        ['bernoulli', 'b0 icc 0.05', Math.PI ** 2 / 3, 'b0 icc 0.5'],
        ['bernoulli link probit', 'b0 icc 0.05', 0.25, 'b0 icc 0.2'],
        ['bernoulli link cloglog', 'b0 icc 1/20', Math.PI ** 2 / 6, 'b0 icc 0.5'],
        ['gaussian(phi = 3)', 'b0 icc 0.05', 1, 'b0 icc 0.25']
    ])('as an intraclass correlation: %s, %s at %d is %s', (family, before, value, after) =>
        expectWritten('random', before, after, variance('b0'), value, { family })
    );

    it.each([
        ['gaussian(phi = 3)', 2.5, 'gaussian(phi = 2.5)'],
        ['gaussian(3)', 2.5, 'gaussian(2.5)'],
        ['gaussian(k)', 2.5, 'gaussian(2.5)'],
        ['gamma(phi = 0.5) link log', 0.25, 'gamma(phi = 0.25) link log']
    ])('as a dispersion: %s at %d is %s', (before, value, after) =>
        expectWritten('family', before, after, { kind: 'dispersion' }, value, { lets: 'let k = 3' })
    );

    it('as a dispersion that an intraclass correlation refers to: the variance stays, as it does in the engine', async () => {
        const text = model({ family: 'gaussian(phi = 3)', random: 'b0 icc 0.25' });
        const after = await written(text, [{ of: { kind: 'dispersion' }, value: 1 }]);
        expect(after).toBe(model({ family: 'gaussian(phi = 1)', random: 'b0 icc 0.5' }));
    });

    it.each([
        ['alpha', 'test b1 = 0 alpha 0.05', 0.01, 'test b1 = 0 alpha 0.01'],
        ['alpha', 'test b1 = 0', 0.01, 'test b1 = 0 alpha 0.01'],
        ['alpha', 'test main: b0 = 0 and b1 = 0', 0.01, 'test main: b0 = 0 and b1 = 0 alpha 0.01'],
        ['alpha', 'test b1 = 0 greater power 0.9', 0.01, 'test b1 = 0 greater alpha 0.01 power 0.9'],
        ['alpha', 'test b1 = 0 power 0.9 less', 0.01, 'test b1 = 0 power 0.9 less alpha 0.01'],
        ['alpha', 'test b1 = 0, two-sided, power 0.9', 0.01, 'test b1 = 0, two-sided alpha 0.01, power 0.9'],
        ['alpha', 'test b1 = 0 reference t', 0.01, 'test b1 = 0 alpha 0.01 reference t'],
        ['alpha', 'test b1 = 0 alpha 1/20', 0.025, 'test b1 = 0 alpha 0.025'],
        ['alpha', 'test b1 = 0 alpha(1/20)*1power 0.8', 0.025, 'test b1 = 0 alpha 0.025 power 0.8'],
        ['power', 'test b1 = 0 power 0.9', 0.8, 'test b1 = 0 power 0.8'],
        ['power', 'test b1 = 0 power 0.9', 0.9999999, 'test b1 = 0 power 0.9999999']
    ] as const)('as %s of a test: %s at %d is %s', (kind, before, value, after) =>
        expectWritten('test', before, after, { kind, test: 0 }, value)
    );

    it('as a power that the test did not name', async () => {
        const document = await openDocument(model({ test: 'test b1 = 0 greater' }));
        const power = (adjustments: Adjustment[]) =>
            TextDocument.applyEdits(document.textDocument, writtenAdjustments(document, 0, adjustments).replacements);
        const named: Adjustment = { of: { kind: 'power', test: 0 }, value: 0.9 };
        expect(power([named])).toBe(model({ test: 'test b1 = 0 greater power 0.9' }));
        expect(power([named, { of: { kind: 'alpha', test: 0 }, value: 0.01 }])).toBe(
            model({ test: 'test b1 = 0 greater alpha 0.01 power 0.9' })
        );
    });

    it('as several at once, beside numbers that stay as they were written', async () => {
        const text = model({
            family: 'gaussian(phi = 3.0)',
            b0: '-(1.460)',
            b1: 'log(1.5)',
            random: 'b0 sd 0.80; b1 variance 0.25; covariance(b0, b1) = 0.1',
            test: 'test b1 = 0 power 0.9'
        });
        const adjustments: Adjustment[] = [
            { of: effect('b0'), value: -1.46 },
            { of: effect('b1'), value: Math.log(3) },
            { of: variance('b0'), value: 2.56 },
            { of: variance('b1'), value: 1 },
            { of: { kind: 'count', group: 'clinic' }, value: 10 },
            { of: { kind: 'power', test: 0 }, value: 0.95 }
        ];
        expect(await written(text, adjustments)).toBe(
            model({
                family: 'gaussian(phi = 3.0)',
                b0: '-(1.460)',
                b1: 'log(3)',
                random: 'b0 sd 1.6; b1 variance 1; covariance(b0, b1) = 0.4',
                design: 'clinic = 10, n = 20',
                test: 'test b1 = 0 power 0.95'
            })
        );
    });

    it('in the model that is meant, of several in a file', async () => {
        const text = `let k = 1\n${model()}/* between */ ${model({ b1: 'k' })}${model()}`;
        const after = await written(text, [{ of: effect('b1'), value: 3 }], 1);
        expect(after).toBe(`let k = 1\n${model()}/* between */ ${model({ b1: '3' })}${model()}`);
    });

    it('in the group and the test that are meant', async () => {
        const nested = (outer: string, inner: string, second: string) => `model m {
    family gaussian(1)
    predictor x ~ Normal(0, 1)
    fixed A { b0: 1 = 1 } fixed B { b1: x = 0.5 }
    random school { b0 sd ${outer} }
    random class in school { b0 sd ${inner} }
    design { school = 10, class = 4, n = 5 }
    test b9 = 0
    test b1 = 0 alpha 0.02
    test b0 = 0 alpha ${second}
}`;
        // The test of an effect that there is not is none of the model's.
        const adjustments: Adjustment[] = [
            { of: { kind: 'variance', effect: 'b0', group: 'class' }, value: 4 },
            { of: { kind: 'alpha', test: 1 }, value: 0.1 }
        ];
        expect(await written(nested('0.5', '0.6', '0.05'), adjustments)).toBe(nested('0.5', '2', '0.1'));
    });
});

describe('every number of the examples', () => {
    const another = ({ kind }: Adjustable, value: number | null): number => {
        switch (kind) {
            case 'count':
            case 'n':
                return 2 * (value ?? 24);
            case 'effect':
                return 1.1 * (value ?? 0.5) + 0.07;
            case 'alpha':
                return 0.011;
            case 'power':
                return 0.83;
            default:
                return 1.3 * (value ?? 1);
        }
    };
    it.each(readdirSync('examples').filter(name => name.endsWith('.glmm')))('%s', async name => {
        const text = readFileSync(`examples/${name}`, 'utf8');
        for (const [index, { spec }] of (await openText(text)).models.entries()) {
            const adjustments = adjustables(spec!).map(({ of, value }) => ({ of, value: another(of, value) }));
            expect(adjustments.length).toBeGreaterThan(0);
            for (const adjustment of adjustments) {
                expect(await written(text, [adjustment], index)).not.toBe(text);
            }
            await written(text, adjustments, index);
        }
    });
});

describe('what can not be written', () => {
    it('is a size that the file does not have', async () => {
        const document = await openDocument(model({ design: 'n = 20' }));
        const reason = 'The file has no number there.';
        expect(notWritable(document, 0)).toEqual({ 'count clinic': reason });
        expect(writtenAdjustments(document, 0, [{ of: { kind: 'count', group: 'clinic' }, value: 5 }])).toEqual({
            replacements: [],
            problem: `Nothing was written: clinic cannot be changed here. ${reason}`
        });
    });

    it('is nothing in a model with every number', async () => {
        expect(notWritable(await openDocument(model()), 0)).toEqual({});
    });

    it('is anything in a model with errors', async () => {
        const document = await openDocument(model({ b1: '' }));
        expect(notWritable(document, 0)).toEqual({});
        expect(writtenAdjustments(document, 0, [{ of: { kind: 'n' }, value: 5 }])).toEqual({
            replacements: [],
            problem: 'Nothing was written: the model has errors. Correct them first.'
        });
    });

    it('is what is no number', async () => {
        const document = await openDocument(model());
        expect(writtenAdjustments(document, 0, [{ of: { kind: 'n' }, value: NaN }])).toEqual({
            replacements: [],
            problem: 'Nothing was written: a value is not a number.'
        });
    });
});

import { sigmaOf } from '../../src-engine/structure/covariance/structures.js';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { lowerDocument, notWritable, writtenAdjustments } from '../../language/index.js';
import { authorScales } from '../../language/presentation/notation/author-scale.js';
import { residualVariance } from '../../src-engine/family/families.js';
import { adjustableKey, adjustables, adjusted, type Adjustable, type Adjustment } from '../../src-engine/design/adjustments.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import { openDocument, openText } from '../open-text.js';

/** The text after the model at an index was given other numbers; it has to mean what the engine makes of them. */
async function written(text: string, adjustments: readonly Adjustment[], index = 0): Promise<string> {
    const document = await openDocument(text);
    const spec = lowerDocument(document).models[index].spec!;
    const { replacements, problem } = writtenAdjustments(document, index, adjustments);
    expect(problem).toBeNull();
    const after = TextDocument.applyEdits(document.textDocument, replacements);
    expectSame(numbersOf((await openText(after)).models[index].spec!), numbersOf(adjusted(spec, adjustments)));
    return after;
}

/** What of a model can be moved, and what follows from it. */
function numbersOf(spec: ModelSpec): number[] {
    const moved = adjustables(spec).map(({ value }) => value ?? NaN);
    return [...moved, ...spec.random.flatMap(block => sigmaOf(block).flat())];
}

function expectSame(found: number[], expected: number[]): void {
    expect(found).toHaveLength(expected.length);
    found.forEach((value, i) => {
        if (Number.isNaN(expected[i])) {
            expect(value).toBeNaN();
        } else {
            expect(Math.abs(value - expected[i])).toBeLessThanOrEqual(1e-6 * Math.abs(expected[i]));
        }
    });
}

interface Parts {
    family?: string;
    b0?: string;
    b1?: string;
    random?: string;
    design?: string;
    test?: string;
    lets?: string;
}

const model = ({
    family = 'poisson',
    b0 = '-1.46',
    b1 = '2.11',
    random = 'b0 sd 0.8; b1 sd 0.5',
    design = 'clinic = 50, n = 20',
    test = 'test b1 = 0',
    lets = ''
}: Parts = {}) => `model m {
    ${lets}
    family ${family}
    predictor x ~ Normal(0, 1)
    fixed A { b0: 1 = ${b0}; b1: x = ${b1} } // two
    random clinic { ${random} }
    design { ${design} }
    ${test} // the goal
}
`;

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

describe('numbers on the scale of the author', () => {
    it.each([
        ['b1', { b1: 'OR(1.5)' }, 'effect b1', 'OR', 2.1, 'b1: x = OR(2.1)'],
        ['b1', { b1: 'RR(1.5)' }, 'effect b1', 'RR', 0.7, 'b1: x = RR(0.7)'],
        ['b1', { b1: 'pct(30)' }, 'effect b1', 'pct', 45, 'b1: x = pct(45)'],
        ['b1', { b1: 'log(1.5)' }, 'effect b1', 'log', 1.75, 'b1: x = log(1.75)'],
        ['b0', { b0: 'logit(0.3)' }, 'effect b0', 'logit', 0.05, 'b0: 1 = logit(0.05)'],
        ['b0', { random: 'b0 sd 0.8' }, 'variance b0 clinic', 'sd', 0.65, 'b0 sd 0.65'],
        ['b0', { family: 'bernoulli', random: 'b0 icc 0.05' }, 'variance b0 clinic', 'icc', 0.12, 'b0 icc 0.12']
    ] as const)('%s of %j', async (_, parts, key, scale, wanted, text) => {
        const document = await openDocument(model(parts));
        const { scales, ...lowered } = lowerDocument(document).models[0];
        const spec = lowered.spec!;
        expect(scales[key]).toBe(scale);
        const { of } = adjustables(spec).find(entry => adjustableKey(entry.of) === key)!;
        const residual = residualVariance(spec.family) ?? 1;
        expect(await written(model(parts), [{ of, value: authorScales[scale].meant(wanted, residual) }])).toContain(text);
    });

    it('not where the number is an expression', async () => {
        const [{ scales }] = (await openText(model({ b1: '2 * log(1.5)', random: 'b0 variance 0.64' }))).models;
        expect(scales).toEqual({});
    });
});

describe('one number for all levels of a factor', () => {
    const factors = (value: string, effect = 'levels(arm)') => `model m {
    family bernoulli
    predictor arm each control, low, high per clinic
    predictor t each 0, 1, 2
    fixed { b0: 1 = 0; e: ${effect} = ${value} }
    random clinic { b0 sd 0.5 }
    design { clinic = 30, n = 12 }
}`;
    const effect = (name: string, value: number): Adjustment => ({ of: { kind: 'effect', name }, value });

    it.each([
        ['0.2', 'levels(arm)', [effect('e[high]', 0.5)], 'e: levels(arm) = [0.2, 0.5] }'],
        ['OR(1.5)', 'levels(arm)', [effect('e[high]', Math.log(2))], 'e: levels(arm) = [OR(1.5), OR(2)] }'],
        ['0.2', 'levels(arm)', [effect('e[low]', 0.1), effect('e[high]', 0.5)], 'e: levels(arm) = [0.1, 0.5] }'],
        ['0', 'levels(arm) * levels(t)', [effect('e[low, 2]', 0.3)], '= [[0, 0.3], [0, 0]] }']
    ] as const)('%s of %s', async (value, term, adjustments, expected) => {
        expect(await written(factors(value, term), adjustments)).toContain(expected);
    });
});

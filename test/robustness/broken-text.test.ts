import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src-engine/index.js';
import { openText } from '../open-text.js';
import { model } from './models.js';
import { processorTime } from './processor-time.js';
import { seededBytes } from './seeded-bytes.js';
import { expectSoundAnalysis, expectSoundFile } from './soundness.js';

async function open(text: string) {
    const file = await openText(text);
    return { file, issues: expectSoundFile(text, file) };
}

const sound = model({});
const talk = readFileSync(new URL('../../examples/talk.glmm', import.meta.url), 'utf8');
const errorsOf = (issues: { severity: string }[]) => issues.filter(issue => issue.severity === 'error').length;

describe('texts that are no models', () => {
    it.each(['', ' ', '\n\n\n', '\uFEFF', '// nothing yet', '/** to be written */'])('%j: no models, no errors', async text => {
        const { file, issues } = await open(text);
        expect(file.models).toEqual([]);
        expect(errorsOf(issues)).toBe(0);
    });

    it.each([
        '\0',
        '}',
        '{',
        ')',
        '"',
        '/*',
        '/**',
        '%',
        '\\',
        '\uD800',
        '\uDC00x',
        '😀',
        'model',
        'model {',
        'model m',
        'let',
        'let a =',
        '..',
        '?',
        '~'
    ])('%j: errors, no models that pass for whole', async text => {
        const { file, issues } = await open(text);
        expect(errorsOf(issues)).toBeGreaterThan(0);
        for (const { spec } of file.models) {
            expect(spec).toBeNull();
        }
    });

    it.each([1, 2, 3])('a megabyte of random bytes, seed %d', { timeout: 120_000 }, async seed => {
        const { issues } = await open(new TextDecoder('latin1').decode(seededBytes(1_000_000, seed)));
        expect(errorsOf(issues)).toBeGreaterThan(0);
        expect(issues.length).toBeLessThanOrEqual(1001);
    });

    it('a third of a megabyte of signs that each need a look at the text before them', { timeout: 60_000 }, async () => {
        const signs = [...'0123 %&test({[)]};\n"#/'];
        const text = Array.from(seededBytes(300_000, 5), byte => signs[byte % signs.length]).join('');
        const start = processorTime();
        const { issues } = await open(text);
        // Looking back to the start of the text for each sign took half a minute.
        expect(processorTime() - start).toBeLessThan(10_000);
        expect(errorsOf(issues)).toBeGreaterThan(0);
        expect(issues.length).toBeLessThanOrEqual(1001);
    });

    it('a megabyte of random words of the language', { timeout: 120_000 }, async () => {
        const words = talk.split(/\s+/);
        const text = Array.from(seededBytes(200_000, 7), byte => words[byte % words.length]).join(' ');
        const { issues } = await open(text);
        expect(errorsOf(issues)).toBeGreaterThan(0);
        expect(issues.length).toBeLessThanOrEqual(1001);
    });
});

describe('half-typed text', () => {
    const analyzed = new Set<string>();

    it.each([0, 2, 5])('talk.glmm, cut off everywhere: every seventh place from %d', { timeout: 120_000 }, async start => {
        for (let end = start; end < talk.length; end += 7) {
            const text = talk.slice(0, end);
            const { file } = await open(text);
            for (const { spec } of file.models) {
                // Cuts in a comment leave the model as it was.
                const key = JSON.stringify(spec);
                if (spec && !analyzed.has(key)) {
                    analyzed.add(key);
                    expectSoundAnalysis(analyze(spec));
                }
            }
        }
    });

    it('leaves the other models of the file their numbers', async () => {
        const other = sound.replace('model m', 'model other');
        for (const damage of [
            'model m { family',
            sound.replace('=', ''),
            sound.replace('}', '{'),
            sound.slice(0, -2),
            'model m { fixed A { beta0: 1 = ( }'
        ]) {
            const { file, issues } = await open(`${damage}\n${other}`);
            const whole = file.models.find(candidate => candidate.name === 'other');
            expect(whole?.hasSyntaxErrors, damage).toBe(false);
            expect(
                whole?.issues.filter(issue => issue.severity === 'error'),
                damage
            ).toEqual([]);
            expect(analyze(whole!.spec!).parameters.every(parameter => parameter.leading.asyVar !== null)).toBe(true);
            expect(errorsOf(issues)).toBeGreaterThan(0);
        }
    });

    it('reads the same from Windows, old Macs, and with a byte-order mark', async () => {
        const expected = (await open(sound)).file.models[0]!.hash;
        for (const text of [
            sound.replaceAll('\n', '\r\n'),
            sound.replaceAll('\n', '\r'),
            `\uFEFF${sound}`,
            sound.replaceAll('    ', '\t'),
            sound.replaceAll(/\s+/g, ' ')
        ]) {
            const { file } = await open(text);
            expect(file.models[0]!.hash).toBe(expected);
        }
    });
});

describe('text that nobody would write by hand', () => {
    const nested = (open: string, close: string, depth: number, inside: string) => open.repeat(depth) + inside + close.repeat(depth);

    it.each<[string, string]>([
        ['100,000 parentheses', model({ beta0: nested('(', ')', 100_000, '1') })],
        ['100,000 open parentheses', model({ beta0: '('.repeat(100_000) })],
        ['100,000 closing parentheses', model({ beta0: ')'.repeat(100_000) })],
        ['100,000 brackets', model({ beta0: nested('[', ']', 100_000, '1') })],
        ['100,000 braces', '{'.repeat(100_000)],
        ['100,000 function calls', model({ beta0: nested('exp(', ')', 100_000, '0') })],
        ['100,000 minus signs before a parenthesis each', model({ beta0: nested('-(', ')', 100_000, '1') })],
        ['10,000 mixtures of mixtures', model({ predictors: `predictor x ~ ${nested('Mixture(1: ', ')', 10_000, 'Normal(0, 1)')}` })]
    ])('%s: an error, and the next model is read', async (_, text) => {
        const { file, issues } = await open(`${text}\n\n${sound.replace('model m', 'model next')}`);
        expect(errorsOf(issues)).toBeGreaterThan(0);
        expect(file.models.find(candidate => candidate.name === 'next')?.hasSyntaxErrors).toBe(false);
    });

    it.each<[string, string]>([
        ['100,000 minus signs', model({ beta0: '-'.repeat(100_000) + '1' })],
        ['a tower of 10,000 powers', model({ beta0: Array(10_000).fill('1').join('^') })],
        ['a sum of 10,000 numbers', model({ beta0: Array(10_000).fill('1e-9').join(' + ') })],
        ['a sum of 10,000 terms', model({ fixedB: `beta1: ${Array(10_000).fill('x').join(' + ')} = 1e-5` })],
        ['a number of 100,000 digits', model({ beta0: `0.${'1'.repeat(100_000)}` })],
        ['a name of 100,000 letters', model({ fixedB: `${'b'.repeat(100_000)}: x = 1` })],
        ['a comment of a megabyte', `/** ${'x'.repeat(1_000_000)} */\n${sound}`],
        ['a megabyte of line ends', '\n'.repeat(1_000_000) + sound],
        [
            '10,000 constants, each of the last',
            model({ more: `let c0 = 1\n${Array.from({ length: 10_000 }, (_, i) => `let c${i + 1} = c${i}`).join('\n')}` })
        ],
        [
            '1,000 constants in a circle',
            model({ more: Array.from({ length: 1000 }, (_, i) => `let c${i} = c${(i + 1) % 1000}`).join('\n') })
        ],
        [
            '1,000 derived predictors in a circle',
            model({ more: Array.from({ length: 1000 }, (_, i) => `predictor d${i} = d${(i + 1) % 1000}`).join('\n') })
        ],
        ['1,000 tests', model({ more: Array.from({ length: 1000 }, (_, i) => `test t${i}: beta1 = 0`).join('\n') })],
        ['a name that is in every object', model({ fixedB: 'constructor: x = 0.5', more: 'test __proto__: constructor = 0' })],
        ['groups named as parts of objects', sound.replaceAll('subject', '__proto__')]
    ])('%s: an answer', { timeout: 120_000 }, async (_, text) => {
        const { file, issues } = await open(text);
        const spec = file.models[0]?.spec;
        if (spec) {
            expectSoundAnalysis(analyze(spec));
        } else {
            expect(errorsOf(issues)).toBeGreaterThan(0);
        }
    });

    it('10,000 models in a file', { timeout: 60_000 }, async () => {
        const { file, issues } = await open(Array.from({ length: 10_000 }, (_, i) => sound.replace('model m', `model m${i}`)).join('\n'));
        expect(file.models.length).toBe(10_000);
        expect(errorsOf(issues)).toBe(0);
        expect(file.models.at(-1)!.spec).not.toBeNull();
    });

    it('10,000 models of one name: errors, but not 10,000 of them', { timeout: 60_000 }, async () => {
        const { file, issues } = await open(sound.repeat(10_000));
        expect(file.models.length).toBe(10_000);
        expect(errorsOf(issues)).toBeGreaterThan(0);
        expect(issues.length).toBeLessThanOrEqual(1001);
    });
});

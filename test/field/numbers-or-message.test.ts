/** Every model gives numbers, or a message says why it does not. */
import { describe, expect, it } from 'vitest';
import { SeededGenerator } from '../../src-engine/laws/seeded-generator.js';
import { analyze } from '../../src-engine/index.js';
import { openText } from '../open-text.js';
import { randomModels } from '../statements/drawn-models.js';
import { fieldText, modelOf } from './opened.js';

/** What a model that is still being typed lacks is no error yet. */
const errorsOf = (issues: readonly { severity: string; code: string }[]) =>
    issues.filter(({ severity, code }) => severity === 'error' || code === 'unfinished').length;

it('names the predictor on which the dispersion depends', async () => {
    const { spec, issues } = await modelOf(fieldText('09-nothing-said.glmm'));
    expect(spec).toBeNull();
    expect(issues.map(({ code, message }) => `${code}: ${message}`)).toEqual([
        'number-expected: This must be a number, but `arm` is a predictor. Write one number that holds for all observations.'
    ]);
});

describe.each(['gaussian(phi = X)', 'gamma(phi = X)', 'negativeBinomial(size = X)', 'binomial(trials = X)'])('%s', family => {
    it.each(['arm', '1 + arm', '(arm)', 'exp(arm)', 'arm == 1', '-arm', 'arm ^ 2', '[arm]', 'arm[1]', 'e', 'g', 'n', 'pi', 'log(0)', '?'])(
        '%s',
        async x => {
            const text = fieldText('09-nothing-said.glmm').replace('gaussian(phi = 1 + arm)', family.replace('X', x));
            const file = await openText(text);
            const [{ spec, issues }] = file.models;
            expect(file.issues).toEqual([]);
            if (spec === null) {
                expect(errorsOf(issues)).toBeGreaterThan(0);
            } else if (errorsOf(issues) === 0) {
                expect(analyze(spec, { exact: 'none' }).parameters.some(({ leading }) => leading.asyVar !== null)).toBe(true);
            }
        }
    );
});

/** Tokens of texts, so that one can stand in the place of another. */
const tokensOf = (text: string) => text.match(/[A-Za-z_][A-Za-z0-9_]*|[0-9.]+(e-?[0-9]+)?|\s+|[<>=!]=|[^\s]/g)!;

/** A few random tokens in the places of others: most texts stay well-formed and become senseless. */
function broken(text: string, generator: SeededGenerator): string {
    const tokens = tokensOf(text);
    const pool = tokens.filter(token => token.trim() !== '');
    const names = pool.filter(token => /^[A-Za-z_0-9]/.test(token));
    const pick = <T>(from: readonly T[]): T => from[Math.floor(from.length * generator.uniform())];
    for (let change = 0; change <= 2 * generator.uniform(); change++) {
        const place = Math.floor(tokens.length * generator.uniform());
        if (/^[A-Za-z_0-9]/.test(tokens[place])) {
            tokens[place] = pick(names);
        } else if (tokens[place].trim() !== '') {
            tokens[place] = pick(pool);
        }
    }
    return tokens.join('');
}

describe('random models, broken at random', () => {
    const texts = randomModels(2).map(({ text }) => text);

    it.each([1, 2, 3, 4, 5, 6, 7, 8])('seed %d', async seed => {
        const generator = new SeededGenerator(seed);
        let silent = 0;
        let senseless = 0;
        for (let i = 0; i < 150; i++) {
            const text = broken(texts[i % texts.length], generator);
            const file = await openText(text);
            const said = errorsOf([...file.issues, ...file.models.flatMap(({ issues }) => issues)]);
            expect(
                file.issues.concat(file.models.flatMap(({ issues }) => issues)).map(({ code }) => code),
                text
            ).not.toContain('internal-error');
            for (const { spec, hasSyntaxErrors } of file.models) {
                senseless += spec === null && !hasSyntaxErrors ? 1 : 0;
                silent += spec === null && said === 0 ? 1 : 0;
            }
            expect(silent, text).toBe(0);
        }
        expect(senseless, 'well-formed texts without a meaning').toBeGreaterThan(10);
    });
});

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { EmptyFileSystem, URI } from 'langium';
import { describe, expect, it } from 'vitest';
import { createGlmmServices, lowerDocument, type LoweredFile } from '../../language/index.js';
import { issuesOf } from './fixture.js';

const { shared } = createGlmmServices(EmptyFileSystem);
const folder = path.join(import.meta.dirname, '../../examples');
const examples = readdirSync(folder)
    .filter(name => name.endsWith('.glmm'))
    .map(name => ({ name, text: readFileSync(path.join(folder, name), 'utf8') }));

function lower(text: string): LoweredFile {
    return lowerDocument(shared.workspace.LangiumDocumentFactory.fromString(text, URI.file('/half-typed.glmm')));
}

/** What holds of every text, whatever it is. */
function expectTotal(text: string): void {
    const file = lower(text);
    const lines = text.split(/\r\n|\n|\r/).length;
    for (const { message, range } of issuesOf(file)) {
        expect(message).not.toMatch(/undefined|NaN|\[object|Expecting/);
        expect(range.start.line).toBeGreaterThanOrEqual(0);
        expect(range.end.line).toBeLessThan(lines);
    }
    for (const { spec, hash, hasSyntaxErrors } of file.models) {
        expect(hash === null).toBe(spec === null);
        expect(hasSyntaxErrors && spec !== null).toBe(false);
        expect(spec).toEqual(JSON.parse(JSON.stringify(spec)));
    }
}

describe('half-typed text is read without a fault', () => {
    it.each(examples)('$name, cut off everywhere', { timeout: 120_000 }, ({ text }) => {
        const body = text.indexOf('model');
        for (let end = body; end <= text.length; end++) {
            expectTotal(text.slice(0, end));
        }
    });

    it.each(examples)('$name, each token left out in turn', { timeout: 120_000 }, ({ text }) => {
        const body = text.indexOf('model');
        for (const token of text.slice(body).matchAll(/[\p{L}\d_.]+|[^\s]/gu)) {
            const start = body + token.index;
            expectTotal(text.slice(0, start) + text.slice(start + token[0].length));
        }
    });
});

describe('a syntax error stays where it is', () => {
    const good = (name: string): string =>
        `model ${name} {\n    family poisson\n    predictor x ~ Normal(0, 1)\n    fixed A { beta0: 1 = 0.5 }\n    fixed B { beta1: x = 0.1 }\n    random g { beta0 sd 0.5 }\n    design { g = 50, n = 20 }\n}\n`;

    it.each([
        ['an unclosed block', good('bad').replace('0.1 }', '0.1')],
        ['an unclosed model', good('bad').replace(/}\s*$/, '')],
        ['an unclosed parenthesis', good('bad').replace('(0, 1)', '(0, 1')],
        ['a brace too many', good('bad').replace('0.1 }', '0.1 } }')],
        ['an unclosed text', good('bad').replace('bad {', 'bad "title {')],
        ['an unclosed comment', good('bad').replace('family', '/* family')],
        ['a line that ends early', good('bad').replace('= 0.1 }', '=')],
        ['only a name', 'model bad\n'],
        ['only the word', 'model\n'],
        ['only a brace', '{\n'],
        ['words', 'this is no model\n'],
        ['constants', 'let a = \n']
    ])('%s', (_, bad) => {
        const file = lower(`${good('before')}${bad}${good('after')}`);
        for (const name of ['before', 'after']) {
            const model = file.models.find(one => one.name === name);
            expect(model?.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
            expect(model?.spec).not.toBeNull();
        }
        expect(issuesOf(file).filter(({ code }) => code === 'syntax')).toHaveLength(1);
    });

    it('takes models without indentation', () => {
        const flat = good('flat').replace(/^ +/gm, '').replace('family', 'let a = 1\nfamily');
        const file = lower(flat + good('after'));
        expect(file.models.map(({ name, hasSyntaxErrors }) => [name, hasSyntaxErrors])).toEqual([
            ['flat', false],
            ['after', false]
        ]);
    });
});

/** Documents as pdfLaTeX makes them: every letter is printed, and nothing runs off the page. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportModel } from '../../language/export/index.js';
import { openText } from '../open-text.js';
import { ensureInstalled, succeeds } from './debian.js';

const folder = mkdtempSync(path.join(tmpdir(), 'glmm-latex-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Points that a line may be too wide by: less than a letter. */
const mostOver = 5;

const folders = ['../../examples/', 'models/'].map(name => new URL(name, import.meta.url));
const files = folders.flatMap(from =>
    readdirSync(from)
        .filter(file => file.endsWith('.glmm'))
        .map(file => ({ file, text: readFileSync(new URL(file, from), 'utf8') }))
);

/** All that the language takes as letters of a name, and signs of titles, in titles of some lines each. */
function letters(): string[] {
    const ranges = [[0xa1, 0x24f], [0x300, 0x333], [0x370, 0x3ff], [0x400, 0x45f], [0x490, 0x491], [0x1e00, 0x1eff], [0x1f00, 0x1fff], [0x2010, 0x2044], [0x2190, 0x22ff]]; // prettier-ignore
    const all = ranges
        .flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, at) => String.fromCodePoint(first + at)))
        .filter(letter => !/\p{C}|\p{Z}/u.test(letter));
    return Array.from({ length: Math.ceil(all.length / 100) }, (_, at) => all.slice(100 * at, 100 * (at + 1)).join(' x'));
}

const titled = letters()
    .map((title, at) => `model titled${at} "${title}" { family poisson fixed B { b0: 1 = 0 } design { n = 60 } }`)
    .join('\n');

const columns = 12;
/** A model whose tables are as wide and as long as they come: more rows than a page has, every accuracy, long names. */
const wide = `model wide { family gaussian(phi = 1)
    ${Array.from({ length: columns }, (_, at) => `predictor predictor_number_${at} ~ Normal(0.123456, 1.234567)`).join('\n')}
    fixed A { ${Array.from({ length: columns }, (_, at) => `effect_of_the_predictor_number_${at}: predictor_number_${at} = -0.00123456`).join('; ')} }
    random a_group_with_a_long_name { ${Array.from({ length: columns }, (_, at) => `effect_of_the_predictor_number_${at} sd 0.0123456`).join('; ')} }
    design { a_group_with_a_long_name = 123456, n = 37 }
    test effect_of_the_predictor_number_0 = 0 }`;

/** What pdfLaTeX says, in lines that it doesn't break. */
const logs = new Map<string, string>();

/** @param fonts where the run keeps the fonts that it makes: two runs that make the same font at once disturb each other */
async function compiled(name: string, fonts: string): Promise<void> {
    // METAFONT takes `MODE`, which the test runner sets, for the printer that a font is made for.
    const env = { ...process.env, MODE: undefined, max_print_line: '1000', TEXMFVAR: path.join(folder, fonts) };
    await new Promise(resolve => {
        spawn('pdflatex', ['-interaction=nonstopmode', '-halt-on-error', `${name}.tex`], { cwd: folder, env, stdio: 'ignore' }).on(
            'close',
            resolve
        );
    });
    logs.set(name, readFileSync(path.join(folder, `${name}.log`), 'latin1'));
}

const documents: string[] = [];

beforeAll(async () => {
    ensureInstalled(
        'pdfLaTeX',
        ['texlive-latex-base', 'texlive-latex-recommended', 'texlive-lang-cyrillic', 'lmodern'],
        () => succeeds('pdflatex', '--version') && succeeds('kpsewhich', 'lmodern.sty') && succeeds('kpsewhich', 't2aenc.def')
    );
    for (const { file, text } of [...files, { file: 'wide.glmm', text: wide }, { file: 'titled.glmm', text: titled }]) {
        for (const { name, spec, title } of (await openText(text)).models) {
            const document = `${path.basename(file, '.glmm')}-${documents.length}`;
            expect(spec, name).not.toBeNull();
            writeFileSync(path.join(folder, `${document}.tex`), exportModel(spec!, { target: 'latex', title, seed: 1 }));
            documents.push(document);
        }
    }
    const waiting = [...documents];
    await Promise.all(
        ['fonts-1', 'fonts-2'].map(async fonts => {
            for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
                await compiled(next, fonts);
            }
        })
    );
}, 600_000);

const logsOf = (file: string): [string, string][] => [...logs].filter(([name]) => name.replace(/-\d+$/, '.glmm') === file);

describe('all letters, on the page', () => {
    it.each([...files.map(({ file }) => file), 'wide.glmm', 'titled.glmm'])('%s', file => {
        const own = logsOf(file);
        expect(own.length).toBeGreaterThan(0);
        for (const [name, log] of own) {
            expect(log, name).toMatch(/Output written on .*\.pdf \(\d+ pages?/);
            const complaints = log.split('\n').filter(line => /^! |Missing character|LaTeX Error|[Uu]ndefined|inputenc Error/.test(line));
            expect(complaints, name).toEqual([]);
            const over = [...log.matchAll(/Overfull \\[hv]box \(([\d.]+)pt too (?:wide|high)\)[^\n]*/g)].filter(
                ([, points]) => Number(points) > mostOver
            );
            expect(over.map(([line]) => line), name).toEqual([]); // prettier-ignore
        }
    });
});

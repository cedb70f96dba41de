/** The layout of a text, which leaves its meaning and its comments. */
import { EmptyFileSystem, URI } from 'langium';
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createGlmmServices, layoutEdits, withEdits } from '../../language/index.js';
import { openText } from '../open-text.js';
import { seededBytes } from '../robustness/seeded-bytes.js';
import { issuesOf, withoutMarks } from './fixture.js';

const { shared, Glmm } = createGlmmServices(EmptyFileSystem);

function formatted(text: string): string {
    const document = shared.workspace.LangiumDocumentFactory.fromString(text, URI.file('/formatted.glmm'));
    return withEdits(text, layoutEdits(document, Glmm));
}

/** What the models of a text mean and what its messages say, apart from the spaces in terms that they quote. */
async function meaningOf(text: string): Promise<unknown> {
    const file = await openText(text);
    const messages = issuesOf(file).map(({ code, message }) => `${code} ${message}`.replace(/\s/g, ''));
    const models = file.models.map(({ name, title, doc, spec }) => ({ name, title, doc, spec: JSON.stringify(spec).replaceAll(' ', '') }));
    return { models, messages: messages.sort() };
}

const commentsOf = (text: string): string[] => Glmm.parser.Lexer.tokenize(text).hidden.map(({ image }) => image.replace(/^[ \t]+/gm, ''));

const files = globSync('{examples,test}/**/*.glmm').sort();
const textOf = (file: string): string => withoutMarks(readFileSync(file, 'utf8')).text;

describe('every file of the examples and tests', () => {
    it.each(files)('%s keeps its meaning and comments, and stays as it then is', async file => {
        const text = textOf(file);
        const once = formatted(text);
        expect(formatted(once)).toBe(once);
        expect(commentsOf(once)).toEqual(commentsOf(text));
        expect(await meaningOf(once)).toEqual(await meaningOf(text));
    });
});

describe('any spacing', () => {
    /** The words and signs of a text, with other white space between them, where they may touch without it. */
    function respaced(text: string, bytes: Uint8Array): string {
        const { tokens, hidden } = Glmm.parser.Lexer.tokenize(text);
        const all = [...tokens, ...hidden].sort((a, b) => a.startOffset - b.startOffset);
        const spaces = [' ', '  ', '\t', '\n', '\n\n\n', ' \n ', '\r\n'];
        return all.reduce((result, { image }, i) => {
            const next = spaces[bytes[i]! % spaces.length]!;
            return result + image + (image.startsWith('//') ? '\n' : next);
        }, '');
    }

    it.each(globSync('examples/*.glmm').sort())('of %s keeps its meaning, and stays as it then is', async file => {
        const text = textOf(file);
        for (let seed = 1; seed <= 20; seed++) {
            const other = respaced(text, seededBytes(text.length, seed));
            const once = formatted(other);
            expect(formatted(once), other).toBe(once);
            expect(commentsOf(once)).toEqual(commentsOf(other));
            expect(await meaningOf(once)).toEqual(await meaningOf(other));
        }
    });
});

describe('the layout', () => {
    const layout = (before: string, after: string) => expect(formatted(before)).toBe(after);

    it('puts every element on a line, indented by two spaces', () =>
        layout(
            'model m "A title"{family poisson;  predictor x~Uniform( - 1,1)design{n=20}}',
            'model m "A title" {\n  family poisson\n  predictor x ~ Uniform(-1, 1)\n  design { n = 20 }\n}\n'
        ));

    it('aligns the terms and values of effects, and the comments behind them', () =>
        layout(
            'model m {\n fixed A {\n  a:1=log(2)  // one\n\n  b : 1 = 2\n  longer:x*2^-1 = -3 // two\n  c: x-1=5// three\n } }',
            [
                'model m {',
                '  fixed A {',
                '    a: 1 = log(2)  // one',
                '',
                '    b:      1        = 2',
                '    longer: x * 2^-1 = -3  // two',
                '    c:      x - 1    = 5   // three',
                '  }',
                '}',
                ''
            ].join('\n')
        ));

    it('aligns neighbouring predictors and groups', () =>
        layout(
            'model m {\npredictor wave each 1, 2 per g\npredictor x each 0\npredictor z ~ Normal(0,1)\nrandom g { a sd 1 }\nrandom item in g{}\n}',
            [
                'model m {',
                '  predictor wave each 1, 2 per g',
                '  predictor x    each 0',
                '  predictor z ~ Normal(0, 1)',
                '  random g         { a sd 1 }',
                '  random item in g { }',
                '}',
                ''
            ].join('\n')
        ));

    it('joins the levels of factors to the names of their effects', () =>
        layout(
            'model m {\nrandom g {\n b sd 1\n change [ 2 ] sd 1\ncorrelation(b, change [2]) = 0 }\ntest change [2] - change ["x", 3]=0\nsweep change [2]=1,2 }',
            [
                'model m {',
                '  random g {',
                '    b         sd 1',
                '    change[2] sd 1',
                '    correlation(b, change[2]) = 0',
                '  }',
                '  test change[2] - change["x", 3] = 0',
                '  sweep change[2] = 1, 2',
                '}',
                ''
            ].join('\n')
        ));

    it('keeps a block on one line as long as it fits', () => {
        const effects = (count: number) => Array.from({ length: count }, (_, i) => `effect${i}: x${i} = ${i}`);
        layout(`model m { fixed B { ${effects(4).join('  ')} } }`, `model m {\n  fixed B { ${effects(4).join('; ')} }\n}\n`);
        layout(
            `model m { fixed B { ${effects(8).join('; ')} } }`,
            `model m {\n  fixed B {\n${effects(8)
                .map(effect => `    ${effect}\n`)
                .join('')}  }\n}\n`
        );
    });

    it('separates entries on a line and none at its end', () =>
        layout(
            'model m { design { g = 2 n = 3 } fixed A {\n a: 1 = 2, b: x = 3;\n c: y = 4;; } }',
            'model m {\n  design { g = 2, n = 3 }\n  fixed A {\n    a: 1 = 2, b: x = 3\n    c: y = 4\n  }\n}\n'
        ));

    it('keeps line breaks inside an element, and aligns what is in brackets', () =>
        layout(
            'model m { random g { covariance (a, b) = [[1, 0.2],\n[0.2, 1]] }\ntest a = 0\npower 0.9 }',
            [
                'model m {',
                '  random g {',
                '    covariance(a, b) = [[1, 0.2],',
                '                        [0.2, 1]]',
                '  }',
                '  test a = 0',
                '      power 0.9',
                '}',
                ''
            ].join('\n')
        ));

    it('keeps one empty line, and none at the ends of a block', () =>
        layout(
            '\n\nlet a = 1\n\n\n\nmodel m {\n\n  family poisson\n\n\n  design { n = 3 }\n\n}\n\n\n',
            'let a = 1\n\nmodel m {\n  family poisson\n\n  design { n = 3 }\n}\n'
        ));

    it('keeps every comment beside what it is beside', () =>
        layout(
            '/** One.\n      * Two.\n   */\nmodel m {// first\n/* own */\nfamily/* which */poisson;// last\n      // inside\n fixed A{/* none */}\n// end\n}// after',
            [
                '/** One.',
                ' * Two.',
                ' */',
                'model m {  // first',
                '  /* own */',
                '  family /* which */ poisson  // last',
                '  // inside',
                '  fixed A { /* none */ }',
                '  // end',
                '}  // after',
                ''
            ].join('\n')
        ));

    it('keeps the kind of the line ends', () => layout('model m {\r\nfamily poisson }', 'model m {\r\n  family poisson\r\n}\r\n'));

    it('leaves an empty text and a text of comments', () => {
        layout('', '');
        layout('\n\n', '');
        layout('  // alone  \n\n\n/* two */', '// alone  \n\n/* two */\n');
    });

    it('leaves a model with a syntax error as it is, and lays out the others', () =>
        layout(
            'model a {family poisson}\nmodel b {  family  ; fixed A { x 1 = 2 } }\nmodel c {family poisson}',
            'model a {\n  family poisson\n}\nmodel b {  family  ; fixed A { x 1 = 2 } }\nmodel c {family poisson}'.replace(
                'model c {family poisson}',
                'model c {\n  family poisson\n}\n'
            )
        ));
});

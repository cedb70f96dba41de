import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import oniguruma from 'vscode-oniguruma';
import textMate from 'vscode-textmate';
import { beforeAll, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
let grammar: textMate.IGrammar;

beforeAll(async () => {
    const wasm = readFileSync(createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm'));
    await oniguruma.loadWASM(wasm);
    const file = path.join(root, 'syntaxes/glmm.tmLanguage.json');
    const registry = new textMate.Registry({
        onigLib: Promise.resolve({
            createOnigScanner: patterns => new oniguruma.OnigScanner(patterns),
            createOnigString: text => new oniguruma.OnigString(text)
        }),
        loadGrammar: async () => textMate.parseRawGrammar(readFileSync(file, 'utf8'), file)
    });
    grammar = (await registry.loadGrammar('source.glmm'))!;
});

interface Token {
    text: string;
    scope: string;
}

/** All that is not white space, each with its narrowest scope (without `.glmm`). */
function tokens(text: string): Token[] {
    const result: Token[] = [];
    let state = textMate.INITIAL;
    for (const line of text.split('\n')) {
        const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
        state = ruleStack;
        for (const token of tokens) {
            const part = line.slice(token.startIndex, token.endIndex).trim();
            if (part) {
                result.push({ text: part, scope: token.scopes.at(-1)!.replace(/\.glmm$/, '') });
            }
        }
    }
    return result;
}

const scopesOf = (text: string, word: string): string[] =>
    tokens(text)
        .filter(token => token.text === word)
        .map(token => token.scope);

const inModel = (text: string): string => `model m {\n${text}\n}`;

describe('keywords stand out where they are keywords', () => {
    it.each([
        ['model', 'model talk "A talk" { }', 'keyword.control.model'],
        ['let', inModel('let a = 1'), 'keyword.control.let'],
        ['family', inModel('family poisson'), 'keyword.control.family'],
        ['link', inModel('family gamma(phi = 0.5) link log'), 'keyword.control.link'],
        ['predictor', inModel('predictor x ~ Normal(0, 1)'), 'keyword.control.predictor'],
        ['predictor', inModel('predictor (x1, x2) ~ MvNormal([0, 0], [[1, 0.3], [0.3, 1]])'), 'keyword.control.predictor'],
        ['each', inModel('predictor t each 0, 2, 5'), 'keyword.control.each'],
        ['per', inModel('predictor arm each 0, 1 per patient'), 'keyword.control.per'],
        ['fixed', inModel('fixed A { beta0: 1 = 0 }'), 'keyword.control.fixed'],
        ['offset', inModel('offset log(time)'), 'keyword.control.offset'],
        ['random', inModel('random pupil in school { beta0 sd 1 }'), 'keyword.control.random'],
        ['in', inModel('random pupil in school { beta0 sd 1 }'), 'keyword.control.in'],
        ['variance', inModel('random s { beta0 variance 6.66 }'), 'constant.language.measure'],
        ['correlation', inModel('random s { correlation(beta0, beta1) = -0.2 }'), 'constant.language.measure'],
        ['design', inModel('design { n = 20 }'), 'keyword.control.design'],
        ['attrition', inModel('design { s = 5, n = 20, attrition 0.15 }'), 'constant.language.attrition'],
        ['sweep', inModel('sweep rho = 0.2, 0.5'), 'keyword.control.sweep'],
        ['step', inModel('sweep s = 100..300 step 100'), 'keyword.control.step'],
        ['test', inModel('test main: beta1 = 0 two-sided alpha 0.05 power 0.9'), 'keyword.control.test'],
        ['two-sided', inModel('test main: beta1 = 0 two-sided alpha 0.05 power 0.9'), 'constant.language.alternative'],
        ['power', inModel('test main: beta1 = 0 two-sided alpha 0.05 power 0.9'), 'constant.language.option'],
        ['and', inModel('test beta1 = 0 and beta2 = 0'), 'keyword.operator.logical'],
        ['reference', inModel('test beta1 = 0 reference t'), 'constant.language.option'],
        ['precision', inModel('precision beta1 halfwidth 0.1 level 0.95'), 'keyword.control.precision'],
        ['halfwidth', inModel('precision beta1 halfwidth 0.1 level 0.95'), 'constant.language.option'],
        ['budget', inModel('cost { per clinic 100, per observation 5, budget 20000 }'), 'constant.language.budget'],
        ['observation', inModel('cost { per clinic 100, per observation 5 }'), 'constant.language.observation'],
        ['derive', inModel('derive theta = exp(beta0)'), 'keyword.control.derive'],
        ['data', inModel('data d from "d.csv" { response y, g id }'), 'keyword.control.data'],
        ['response', inModel('data d from "d.csv" { response y, g id }'), 'constant.language.response'],
        ['method', inModel('simulate { replicates 1000, seed 42, method laplace }'), 'constant.language.simulate'],
        ['two-term', inModel('using two-term'), 'constant.language.accuracy'],
        ['family', 'model m {\n  family', 'keyword.control'],
        ['fixed', 'model m {\n  fixed {', 'keyword.control.fixed']
    ])('%s in %j', (word, text, scope) => {
        expect(scopesOf(text, word)).toContain(scope);
    });
});

describe('keywords that are names are coloured as names', () => {
    it.each([
        ['level', inModel('fixed B { level: level * 2 = 0.15 }'), ['variable.parameter.effect', 'variable.other']],
        ['power', inModel('predictor power ~ Normal(0, 1)'), ['variable.other.predictor']],
        ['power', inModel('predictor q = power + 1'), ['variable.other']],
        ['family', inModel('fixed B { family: x = 1 }'), ['variable.parameter.effect']],
        ['alpha', inModel('let alpha = 2'), ['variable.other.constant']],
        ['each', inModel('fixed B { b: each * 2 = 1 }'), ['variable.other']],
        ['sd', inModel('random s { sd sd 0.8 }'), ['variable.parameter.effect', 'constant.language.measure']],
        ['test', inModel('let test = 1'), ['variable.other.constant']],
        ['model', inModel('random model { beta0 sd 1 }'), ['keyword.control.model', 'entity.name.class.group']]
    ])('%s in %j', (word, text, scopes) => {
        expect(scopesOf(text, word)).toEqual(scopes);
    });

    it('a word within a word is no keyword', () => {
        expect(scopesOf(inModel('fixed A { family2: random_x = 1 }'), 'random_x')).toEqual(['variable.other']);
    });
});

describe('names, numbers, laws and functions', () => {
    it('takes Greek letters and subscript digits as names', () => {
        expect(scopesOf(inModel('fixed A { β₀: 1 = 0.5 }'), 'β₀')).toEqual(['variable.parameter.effect']);
    });
    it('knows laws and functions before a parenthesis alone', () => {
        const text = inModel('predictor x ~ Normal(log(2), 1)\nfixed B { log: Normal = 1 }');
        expect(scopesOf(text, 'Normal')).toEqual(['support.class.law', 'variable.other']);
        expect(scopesOf(text, 'log')).toEqual(['support.function', 'variable.parameter.effect']);
    });
    it('reads a range as two numbers', () => {
        expect(tokens(inModel('sweep s = 5..50 step 5')).filter(({ scope }) => scope.startsWith('constant.numeric'))).toHaveLength(3);
    });
    it.each(['0.5', '.5', '1e-3', '2.', '12'])('%s is a number', number => {
        expect(scopesOf(inModel(`let a = ${number}`), number)).toEqual(['constant.numeric']);
    });
    it('shows what the file asks for', () => {
        expect(scopesOf(inModel('design { clinic = ?, n = 20 }'), '?')).toEqual(['constant.language.unknown']);
    });
    it('names a level', () => {
        expect(scopesOf(inModel('fixed B { b: site[north] = 1 }'), 'north')).toEqual(['constant.other.level']);
    });
});

describe('comments and strings', () => {
    it('tells documentation from comments', () => {
        expect(scopesOf('/** doc */\n/* block */\n// line', 'doc')).toEqual(['comment.block.documentation']);
        expect(scopesOf('/** doc */\n/* block */\n// line', 'block')).toEqual(['comment.block']);
        expect(scopesOf('/** doc */\n/* block */\n// line', 'line')).toEqual(['comment.line.double-slash']);
    });
    it('ends a string that is not closed with its line', () => {
        expect(scopesOf('model m "title {\n  family poisson\n}', 'family')).toEqual(['keyword.control.family']);
    });
});

describe('text that is being written', () => {
    it('begins a new model where one is not closed', () => {
        const text = 'model a {\n  fixed A { beta0: (1 = 2\n\nmodel b {\n  family poisson\n}';
        expect(scopesOf(text, 'model')).toEqual(['keyword.control.model', 'keyword.control.model']);
        expect(scopesOf(text, 'family')).toEqual(['keyword.control.family']);
    });
});

describe('the examples', () => {
    const folder = path.join(root, 'examples');
    const files = readdirSync(folder).filter(file => file.endsWith('.glmm'));
    it.each(files)('%s: every token has a scope, and the last brace closes the file', file => {
        const text = readFileSync(path.join(folder, file), 'utf8');
        expect(tokens(text).filter(({ scope }) => scope === 'source' || scope.startsWith('meta.'))).toEqual([]);
        expect(scopesOf(`${text}\nmodel after { }`, 'after')).toEqual(['entity.name.type.model']);
    });
});

/** Completion in the order in which people write. */
import { AstUtils, CstUtils, GrammarAST, type LeafCstNode } from 'langium';
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CompletionItem, InsertReplaceEdit } from 'vscode-languageserver';
import { GlmmGrammar } from '../../language/generated/grammar.js';
import { laws } from '../../language/knowledge/laws.js';
import type { CompletionData } from '../../server/protocol.js';
import { openDocument } from '../open-text.js';
import { completionsAt, completionTime, cursorMark } from './offered-completions.js';
import { manyModels } from './many-models.js';
import { withoutComments } from './talk-session.js';

const labels = (items: CompletionItem[]): string[] => items.map(({ label }) => label);
const inserted = (items: CompletionItem[], label: string): string | undefined =>
    (items.find(item => item.label === label)?.textEdit as InsertReplaceEdit | undefined)?.newText;

const head = 'model m { family bernoulli predictor x ~ Normal(0, 1) predictor arm each 0, 1 per clinic ';
const effects = `${head} fixed A { beta0: 1 = 0; b1: arm = 1 } fixed B { b2: x = 1 } `;
const groups = `${effects} random clinic { beta0 sd 1 } `;
const sized = `${groups} design { clinic = ?, n = 20 } `;

const trial = 'model m { family gaussian(1) predictor x ~ Normal(0, 1) predictor arm each control, low, high predictor visit each 0, 1 ';
const arms = `${trial} fixed { beta0: 1 = 0; b: levels(arm) = 1 } `;

describe('the first suggestions', () => {
    it.each([
        ['an empty file', '▮', ['model', 'let', 'Cluster trial', 'Longitudinal study with random slopes', 'Stepped wedge']],
        ['after a model', `${sized}}\n\n▮`, ['model', 'let', 'Cluster trial']],
        ['an empty model', 'model m {\n  ▮\n}', ['family', 'let', 'predictor', 'fixed', 'random', 'design', 'test']],
        ['after the family', 'model m {\n  family poisson\n  ▮\n}', ['predictor', 'fixed']],
        ['after a predictor', `${head}\n  ▮\n}`, ['fixed', 'predictor']],
        ['after the effects', `${effects}\n▮}`, ['random', 'design']],
        ['after the groups', `${groups}\n▮}`, ['design', 'random']],
        ['after the design', `${sized}\n▮}`, ['test', 'precision', 'cost']],
        ['a family', 'model m { family ▮', ['bernoulli', 'gaussian', 'poisson']],
        ['a link of the family', 'model m { family poisson link ▮', ['log', 'sqrt', 'identity']],
        ['what a predictor is', 'model m { predictor x ▮', ['~', 'each', '=']],
        ['several predictors', 'model m { predictor (x, z) ▮', ['~']],
        ['a law', 'model m { predictor x ~ ▮', ['Normal', 'Bernoulli', 'Uniform']],
        ['a law of several', 'model m { predictor (x, z) ~ ▮', ['MvNormal']],
        ['points', 'model m { predictor x each ▮', ['0, 1']],
        ['the group of a predictor', `${groups} predictor z ~ Normal(0, 1) per ▮`, ['clinic']],
        ['a block of effects', 'model m { fixed ▮', ['{', 'A', 'B']],
        ['the first effect', 'model m { fixed A { ▮', ['beta0:']],
        ['the next effect', `${effects.slice(0, effects.indexOf('} fixed B'))}; ▮`, ['b2:']],
        ['the sign after the name of an effect', 'model m { fixed A { beta0 ▮', [':']],
        ['the first term', `${head} fixed A { beta0: ▮`, ['1', 'x', 'arm']],
        ['a term that no effect has', `${effects} fixed B { b3: ▮`, ['x', 'arm', '1']],
        ['the sign after a term', `${head} fixed A { beta0: 1 ▮`, ['=', '*']],
        ['an intercept with a logit link', `${head} fixed A { beta0: 1 = ▮`, ['logit', '0']],
        ['an effect with a logit link', `${head} fixed B { b: x = ▮`, ['OR', 'log', '0', '?']],
        ['an effect with a log link', 'model m { family poisson fixed B { b: x = ▮', ['RR', 'pct', 'log', '0']],
        ['a group that is spoken of', `${effects} random ▮`, ['clinic']],
        ['after the group', `${effects} random clinic ▮`, ['{', 'in']],
        ['the outer group', `${groups} random ward in ▮`, ['clinic']],
        ['a random effect', `${effects} random clinic { ▮`, ['beta0', 'b1', 'correlation', 'covariance']],
        ['an effect that has no entry yet', `${effects} random clinic { beta0 sd 1; ▮`, ['b1']],
        ['when all have one', `${effects} random clinic { beta0 sd 1; b1 sd 1; ▮`, ['correlation', 'covariance']],
        ['the measure of an intercept', `${effects} random clinic { beta0 ▮`, ['sd', 'variance', 'icc']],
        ['the measure of a slope', `${effects} random clinic { b1 ▮`, ['sd', 'variance']],
        ['the pair of a correlation', `${effects} random clinic { beta0 sd 1; b1 sd 1; correlation(▮`, ['beta0', 'b1']],
        ['the other of the pair', `${effects} random clinic { beta0 sd 1; b1 sd 1; correlation(beta0, ▮`, ['b1']],
        ['a count', `${groups} design { ▮`, ['clinic', 'n', 'attrition']],
        ['the count that is left', `${groups} design { clinic = 40, ▮`, ['n', 'attrition']],
        ['a number of groups', `${groups} design { clinic = ▮`, ['?', '40']],
        ['a number beside a `?`', `${groups} design { clinic = ?, n = ▮`, ['20', '10']],
        ['unequal sizes', `${groups} design { clinic = 40, n ~ ▮`, ['Sizes', 'Poisson']],
        ['a contrast', `${sized} test ▮`, ['b2', 'b1', 'beta0']],
        ['the rest of a hypothesis', `${sized} test b1 ▮`, ['= 0']],
        ['the value of a hypothesis', `${sized} test b1 = ▮`, ['0']],
        ['the options of a test', `${sized} test b1 = 0 ▮`, ['power', 'two-sided', 'greater', 'less', 'alpha', 'reference']],
        ['an option that is not there yet', `${sized} test b1 = 0 power 0.9 less ▮`, ['alpha', 'reference', 'and']],
        ['a power', `${sized} test b1 = 0 power ▮`, ['0.80', '0.90']],
        ['a level', `${sized} test b1 = 0 alpha ▮`, ['0.05']],
        ['a reference', `${sized} test b1 = 0 reference ▮`, ['t', 'z', 'satterthwaite', 'kr']],
        ['a precision', `${sized} precision b1 ▮`, ['halfwidth', 'factor', 'level']],
        ['the precision of a variance', `${sized} precision var(beta0 | clinic) ▮`, ['factor', 'halfwidth']],
        ['the group of a variance', `${sized} precision var(beta0 | ▮`, ['clinic']],
        ['a price', `${sized} cost { per ▮`, ['clinic', 'observation']],
        ['a method', `${sized} simulate { method ▮`, ['laplace', 'aghq', 'gva']],
        ['a function of effects', `${sized} derive ratio = ▮`, ['exp', 'expit', 'b2', 'b1', 'beta0', 'var', 'sd']],
        ['an accuracy', `${sized} using ▮`, ['refined', 'exact', 'two-term', 'leading']],
        ['what is swept', `${sized} let rho = 0.2\n sweep ▮`, ['rho', 'n', 'clinic']],
        ['the file of data', `${sized} data pilot ▮`, ['from']],
        ['data for a law', `${sized} data pilot from "pilot.csv"\n predictor d ~ Empirical(▮`, ['pilot']],
        ['a column for a law', `${sized} data pilot from "pilot.csv"\n predictor d ~ Empirical(pilot.▮`, ['dose', '"odd name"']],
        ['a column of data', `${sized} data pilot from "pilot.csv" { response ▮`, ['dose', '"odd name"']],
        ['a factor', `${trial} fixed { b: ▮`, ['1', 'x', 'levels(arm)', 'visit']],
        ['a factor in a product', `${trial} fixed { b: x * ▮`, ['levels(arm)', 'visit', 'x']],
        ['predictors with levels', `${trial} fixed { b: levels(▮`, ['arm', 'visit']],
        ['a level of a factor', `${trial} fixed { b: arm[▮`, ['control', 'low', 'high']],
        ['a factor outside of effects', `${trial} offset ▮`, ['x', 'arm[low]', 'arm[high]', 'visit']],
        ['quoted levels', 'model m { predictor s ~ Categorical("96": 0.5, "97": 0.5) fixed { b: s[▮', ['"96"', '"97"']],
        ['the coding of a factor', `${trial} fixed { b: levels(arm) = 1 contrasts ▮`, ['sum']],
        ['an effect of a factor in a test', `${arms} test ▮`, ['b', 'beta0']],
        ['the level of an effect', `${arms} test b[▮`, ['low', 'high']],
        ['an effect of a factor in a precision', `${arms} precision ▮`, ['b[low]', 'b[high]', 'beta0']],
        ['random effects of a factor', `${arms} random clinic { beta0 sd 1; b[low] sd 1; ▮`, ['b[high]', 'correlation', 'covariance']],
        ['the pair of a correlation, without its bracket', `${arms} random clinic { correlation ▮`, ['(beta0, b[low])']],
        ['what a column is', `${sized} data pilot from "pilot.csv" { ▮`, ['response', 'clinic', 'x', 'arm']]
    ])('%s', async (_, text, expected) => {
        expect(labels(await completionsAt(text)).slice(0, expected.length)).toEqual(expected);
    });

    it('are those of the model at the cursor', async () => {
        const text = `${sized}}\nmodel other { family poisson\n fixed A { gamma: 1 = 0 }\n test ▮ }\n${sized.replace('model m', 'model k')}}`;
        expect(labels(await completionsAt(text)).slice(0, 1)).toEqual(['gamma']);
    });
});

describe('what is inserted', () => {
    it('is a whole element with the cursor inside', async () => {
        const items = await completionsAt(`${effects}\n▮`);
        expect(inserted(items, 'random')).toBe('random clinic {\n\tbeta0 sd $0\n}');
        expect(inserted(await completionsAt('model m { ▮'), 'random')).toBe('random ${1:subject} {\n\t$0\n}');
        expect(inserted(await completionsAt('model m { ▮'), 'predictor')).toBe('predictor ${1:x} $0');
        expect(inserted(items, 'design')).toBe('design { n = ${1:?} }$0');
        expect(inserted(await completionsAt(`${groups}\n▮`), 'design')).toBe('design { clinic = ${1:?}, n = ${2:20} }$0');
        expect(inserted(await completionsAt(`${sized}\n▮`), 'test')).toBe('test ${1:b2} = ${2:0} power ${3:0.80}$0');
    });

    it('goes straight to the value where everything before it is known', async () => {
        const two = `${effects} random clinic { beta0 sd 1; b1 sd 1; `;
        expect(inserted(await completionsAt(`${two}▮`), 'correlation')).toBe('correlation(beta0, b1) = $0');
        const three = `${two.replace('b1: arm', 'b3: x = 2; b1: arm')} b3 sd 1; `;
        expect(inserted(await completionsAt(`${three}▮`), 'correlation')).toBe('correlation(${1:beta0}, ${2:b1}) = $0');
    });

    it.each([
        ['an element', 'model m { ▮', ['family', 'offset', 'sweep', 'derive', 'using']],
        ['a link', 'model m { family poisson ▮', ['link']],
        ['a measure', `${effects} random clinic { beta0 ▮`, ['sd', 'variance', 'icc']],
        ['an option of a test', `${sized} test b1 = 0 ▮`, ['power', 'alpha', 'reference', 'and']],
        ['a precision', `${sized} precision b1 ▮`, ['halfwidth', 'factor', 'level']],
        ['a setting of a simulation', `${sized} simulate { ▮`, ['replicates', 'seed', 'method']]
    ])('ends with a space where something has to follow: %s', async (_, marked, words) => {
        const items = await completionsAt(marked);
        expect(words.map(word => inserted(items, word))).toEqual(words.map(word => `${word} $0`));
    });

    it('has no second pair of parentheses', async () => {
        expect(inserted(await completionsAt('model m { predictor x ~ Nor▮'), 'Normal')).toBe('Normal(${1:mean}, ${2:sd})$0');
        expect(inserted(await completionsAt('model m { predictor x ~ Nor▮(0, 1)'), 'Normal')).toBe('Normal');
        const [value] = (await completionsAt(`${head} fixed A { beta0: 1 = 0 + ▮(0.3)`)).filter(({ label }) => label === 'logit');
        expect(value?.textEdit?.newText ?? value?.insertText ?? value?.label).toBe('logit');
    });

    it('replaces the word at the cursor', async () => {
        const [item] = await completionsAt('model m { family ber▮x }');
        expect(item?.textEdit).toEqual({
            newText: 'bernoulli',
            insert: { start: { line: 0, character: 17 }, end: { line: 0, character: 20 } },
            replace: { start: { line: 0, character: 17 }, end: { line: 0, character: 21 } }
        });
    });
});

describe('a name that would be an error', () => {
    it.each([
        ['a factor alone in an effect', `${trial} fixed { b: ▮`, 'arm'],
        ['a factor alone in an offset', `${trial} offset ▮`, 'arm'],
        ['all parameters of a factor in a precision', `${arms} precision ▮`, 'b']
    ])('is not offered: %s', async (_, text, wrong) => expect(labels(await completionsAt(text))).not.toContain(wrong));
});

describe('after every keyword and a space', () => {
    /** The keywords of the grammar, each with a text that ends with it. */
    const texts: Record<string, string> = {
        ...{
            model: 'model',
            let: 'let',
            family: 'model m { family',
            link: 'model m { family poisson link',
            predictor: `${head} predictor`
        },
        ...{ each: `${head} predictor z each`, per: 'model m { predictor z each 0, 1 per', fixed: `${head} fixed`, A: `${head} fixed A` },
        ...{ B: `${head} fixed B`, contrasts: `${trial} fixed { b: levels(arm) = 1 contrasts`, offset: `${head} offset` },
        ...{ random: 'model m { random', in: `${effects} random clinic in`, sd: `${effects} random clinic { beta0 sd` },
        ...{ variance: `${effects} random clinic { beta0 variance`, icc: `${effects} random clinic { beta0 icc` },
        ...{ correlation: `${effects} random clinic { correlation`, covariance: `${effects} random clinic { covariance` },
        ...{ design: `${groups} design`, n: `${groups} design { n`, attrition: `${groups} design { attrition`, sweep: `${sized} sweep` },
        ...{
            step: `${sized} sweep n = 1..9 step`,
            test: `${sized} test`,
            and: `${sized} test b1 = 0 and`,
            precision: `${sized} precision`
        },
        ...{ 'two-sided': `${sized} test b1 = 0 two-sided`, greater: `${sized} test b1 = 0 greater`, less: `${sized} test b1 = 0 less` },
        ...{ alpha: `${sized} test b1 = 0 alpha`, power: `${sized} test b1 = 0 power`, reference: `${sized} test b1 = 0 reference` },
        ...{ z: `${sized} test b1 = 0 reference z`, t: `${sized} test b1 = 0 reference t`, kr: `${sized} test b1 = 0 reference kr` },
        ...{ satterthwaite: `${sized} test b1 = 0 reference satterthwaite`, halfwidth: `${sized} precision b1 halfwidth` },
        ...{
            factor: `${sized} precision b1 factor`,
            level: `${sized} precision b1 level`,
            cost: `${sized} cost`,
            budget: `${sized} cost { budget`
        },
        ...{
            observation: `${sized} cost { per observation`,
            derive: `${sized} derive`,
            data: `${sized} data`,
            from: `${sized} data p from`
        },
        ...{
            response: `${sized} data p from "p.csv" { response`,
            simulate: `${sized} simulate`,
            replicates: `${sized} simulate { replicates`
        },
        ...{
            seed: `${sized} simulate { seed`,
            method: `${sized} simulate { method`,
            using: `${sized} using`,
            leading: `${sized} using leading`
        },
        ...{ 'two-term': `${sized} using two-term`, refined: `${sized} using refined`, exact: `${sized} using exact` }
    };
    const keywords = [
        ...new Set(
            AstUtils.streamAllContents(GlmmGrammar())
                .filter(GrammarAST.isKeyword)
                .map(({ value }) => value)
        )
    ].filter(word => /^[a-z]/i.test(word) && !laws.has(word));
    /** The author thinks of a new name. */
    const newNames = ['model', 'let', 'predictor', 'derive', 'data'];
    /** The statement may end here, so a list opens only when the author asks for it. */
    const ends = ['two-sided', 'greater', 'less', 'z', 't', 'satterthwaite', 'kr', 'leading', 'two-term', 'refined', 'exact'];

    it.each(keywords)('%s', async keyword => {
        const text = `${texts[keyword]} ${cursorMark}`;
        expect(text).toContain(` ${keyword} ${cursorMark}`.trimStart());
        const [opened, asked] = [await completionsAt(text, ' '), await completionsAt(text)];
        expect(opened.length > 0).toBe(!newNames.includes(keyword) && !ends.includes(keyword));
        expect(asked.length > 0).toBe(!newNames.includes(keyword));
    });

    it.each<[string, string, CompletionData['next'] | undefined]>([
        ['family', 'model m { ▮', 'list'],
        ['link', 'model m { family poisson ▮', 'list'],
        ['sd', `${effects} random clinic { beta0 ▮`, 'list'],
        ['=', `${groups} design { clinic ▮`, 'list'],
        ['beta0:', `${head} fixed { ▮`, 'list'],
        ['fixed', `${head} ▮`, undefined],
        ['greater', `${sized} test b1 = 0 ▮`, undefined],
        ['gaussian', 'model m { family ▮', 'arguments'],
        ['Normal', 'model m { predictor x ~ ▮', 'arguments'],
        ['exp', `${sized} derive d = 1 + ▮`, 'arguments'],
        ['poisson', 'model m { family ▮', undefined],
        ['Normal', 'model m { predictor x ~ ▮(0, 1)', undefined]
    ])('an item asks for what follows it: %s', async (label, text, next) => {
        const item = (await completionsAt(text)).find(candidate => candidate.label === label)!;
        expect(item.data as CompletionData | undefined).toEqual(next && { next });
    });
});

describe('nothing is suggested', () => {
    it.each([
        ['in a comment', 'model m { // ▮'],
        ['in a block comment', 'model m { /* ▮ */ }'],
        ['in a title', 'model m "▮" {'],
        ['for a number that is being typed', `${groups} design { clinic = 5▮`],
        ['for a decimal number that is being typed', `${sized} test b1 = 0 power 0.▮`]
    ])('%s', async (_, text) => expect(await completionsAt(text)).toEqual([]));

    it.each([
        ['the indentation of a line', 'model m {\n  ▮\n}'],
        ['a new name', 'model m { predictor ▮'],
        ['a finished element', 'model m { family poisson ▮'],
        ['a finished test', `${sized} test b1 = 0 ▮`]
    ])('after the space of %s, by itself', async (_, text) => expect(await completionsAt(text, ' ')).toEqual([]));

    it('but after a space where the text needs a word', async () => {
        expect(labels(await completionsAt('model m { family ▮', ' ')).slice(0, 1)).toEqual(['bernoulli']);
    });
});

/** What a person writes next: none for names and numbers that they think of, and for brackets, operators and signs without a space. */
function expectedWord({ text, grammarSource, astNode }: LeafCstNode, before: string): string | null {
    const isMentioned = before.split(/[^\p{L}\d_]+/u).includes(text);
    if (
        /[\p{L}\d]$/u.test(before) ||
        (GrammarAST.isCrossReference(grammarSource) && !isMentioned) ||
        /^[,;()[\]}|.*/+^<>-]|^[<>=!]=$|^\.\.$/.test(text)
    ) {
        return null;
    }
    if (astNode.$type === 'NumberLiteral') {
        const isIntercept = text === '1' && astNode.$container?.$type === 'FixedEffect' && astNode.$containerProperty === 'term';
        return isIntercept || (text === '0' && astNode.$container?.$type === 'Hypothesis') ? text : null;
    }
    const rule = GrammarAST.isRuleCall(grammarSource) ? grammarSource.rule.$refText : '';
    const isNew = rule === 'NAME' && astNode.$type !== 'Call';
    return isNew || rule === 'STRING' || rule === 'LevelName' || rule === 'ColumnName' ? null : text;
}

describe('a model that is typed from top to bottom', () => {
    it.each(globSync('examples/*.glmm').sort())('finds its next word among the first five suggestions: %s', async file => {
        const text = withoutComments(readFileSync(file, 'utf8')).replace(/\/\/[^\n]*/g, comment => ' '.repeat(comment.length));
        const { value } = (await openDocument(text)).parseResult;
        const missed: string[] = [];
        let places = 0;
        for (const leaf of CstUtils.flattenCst(value.$cstNode!)) {
            const before = text.slice(0, leaf.offset);
            const word = expectedWord(leaf, before);
            if (word !== null) {
                places++;
                const first = labels(await completionsAt(before + cursorMark)).slice(0, 5);
                if (!first.some(label => label.split(/[ ([]/)[0] === word)) {
                    missed.push(`${before.trim().slice(-40).replace(/\s+/g, ' ')} ▮ ${word}: ${first.join(' | ')}`);
                }
            }
        }
        expect(places).toBeGreaterThan(15);
        expect(missed.length / places, missed.join('\n')).toBeLessThan(0.1);
    });

    it('has its suggestions within 30 ms in a file of 100 models, 19 times of 20', async () => {
        const models = manyModels(100);
        const times: number[] = [];
        for (let i = 0; i < 40; i++) {
            const at = models.indexOf(' = ', Math.floor((i / 40) * models.length));
            times.push(await completionTime(`${models.slice(0, at)} ${cursorMark}${models.slice(at)}`));
        }
        times.sort((a, b) => a - b);
        expect(times[Math.floor(0.95 * times.length)]).toBeLessThan(30);
    });
});

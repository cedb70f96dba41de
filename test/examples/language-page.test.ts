/** `docs/language.md`: its examples open without errors, and it leaves no element of the language out. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AstUtils, GrammarAST } from 'langium';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GlmmGrammar } from '../../language/generated/grammar.js';
import { families, offeredLinks } from '../../language/knowledge/families.js';
import { functions } from '../../language/knowledge/functions.js';
import { keywords } from '../../language/knowledge/keywords.js';
import { lawKnowledge } from '../../language/knowledge/laws.js';
import { links } from '../../language/knowledge/links.js';
import { hasShapeOfName } from '../../language/parsing/name-shape.js';
import { openTextIn } from '../open-text.js';

const page = readFileSync(new URL('../../docs/language.md', import.meta.url), 'utf8');
const blocks = [...page.matchAll(/```glmm\n([\s\S]*?)```/g)].map(([, text]) => text);
const isComplete = (block: string): boolean => /^model /m.test(block);
const base = blocks.find(isComplete)!;

/** What an element defines: an element of a fragment replaces the one of the base model that defines the same. */
function definedBy(line: string): string | undefined {
    const [element, second = ''] = /^\s*([a-z]+)\s+(\w+)?/.exec(line)?.slice(1) ?? [];
    return element === 'predictor' ? `predictor ${second}` : element === 'fixed' ? `fixed ${second}` : element;
}

/** The fragment among the lines of the first model of the page, as the page says that it is meant. */
function completed(fragment: string): string {
    const own = fragment.split('\n').filter(line => /^[a-z]/.test(line));
    const replaced = new Set(own.map(definedBy));
    // The base names its predictors one at a time; a fragment may name several in parentheses.
    own.flatMap(line => /^predictor \(([^)]*)\)/.exec(line)?.[1].split(',') ?? []).forEach(name =>
        replaced.add(`predictor ${name.trim()}`)
    );
    if (replaced.has('fixed ')) {
        // Plain `fixed` stands for both blocks.
        ['fixed A', 'fixed B'].forEach(block => replaced.add(block));
    }
    const kept = base
        .split('\n')
        .filter(line => /^ {4}\S/.test(line))
        .filter(line => !replaced.has(definedBy(line)))
        // A logit is not on the scale of other links.
        .map(line => (replaced.has('family') ? line.replace('logit(0.30)', '-0.85') : line));
    return `model fragment {\n${kept.join('\n')}\n${fragment}}`;
}

describe('the examples of docs/language.md', () => {
    let folder: string;
    beforeAll(() => {
        folder = mkdtempSync(path.join(tmpdir(), 'glmm-language-'));
        writeFileSync(path.join(folder, 'pilot.csv'), 'id,cured,mg,weight in kg\n1,0,0.5,70\n1,1,1,82\n2,1,2,65\n2,0,1,77\n');
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    it('are many, complete models and fragments', () => {
        expect(blocks.filter(isComplete).length).toBeGreaterThan(4);
        expect(blocks.filter(block => !isComplete(block)).length).toBeGreaterThan(15);
    });

    it.each(blocks)('%s', async block => {
        const file = await openTextIn(folder, isComplete(block) ? block : completed(block));
        const issues = [...file.issues, ...file.models.flatMap(model => model.issues)];
        expect(issues.filter(({ severity }) => severity === 'error' || severity === 'warning').map(({ message }) => message)).toEqual([]);
        expect(file.models.length).toBe(1);
        expect(file.models[0].spec).not.toBeNull();
    });
});

const grammarKeywords = AstUtils.streamAllContents(GlmmGrammar())
    .filter(GrammarAST.isKeyword)
    .map(({ value }) => value)
    .toArray();
const words = [...new Set([...grammarKeywords.filter(word => hasShapeOfName(word) || word.includes('-')), ...keywords.keys()])];

describe('docs/language.md explains', () => {
    const prose = page.replace(/```glmm\n[\s\S]*?```/g, '');
    const code = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, text]) => text);
    const isNamed = (word: string): boolean => {
        const alone = new RegExp(`(?<![\\w-])${word}(?![\\w-])`);
        return code.some(text => alone.test(text));
    };

    it.each([
        ['keyword', words],
        ['family', Object.keys(families)],
        ['link', Object.keys(links)],
        ['law', Object.values(lawKnowledge).map(({ name }) => name)],
        ['function', [...functions.keys()]],
        [
            'argument of a law',
            Object.values(lawKnowledge).flatMap(law => (law.form === 'numbers' ? law.arguments.map(({ name }) => name) : []))
        ],
        ['argument of a family', Object.values(families).flatMap(family => family.arguments.map(({ name }) => name))]
    ])('every %s', (_, names) => {
        expect(names.length).toBeGreaterThan(2);
        expect(names.filter(name => !isNamed(name))).toEqual([]);
    });

    it('every accuracy, in the words of its hover, as the README does', () => {
        const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
        for (const accuracy of ['leading', 'two-term', 'refined', 'exact']) {
            // The first sentence; an article apart, the rows of the tables begin with it.
            const [sentence] = keywords.get(accuracy)!.documentation.split(/\.(?= |$)/);
            const definition = sentence!.charAt(0).toLowerCase() + sentence!.slice(1);
            expect(page).toContain(`| \`${accuracy}\` | ${definition}`);
            expect(readme).toContain(`| ${accuracy} | ${definition}`);
        }
    });

    it('the links of every family, the default first', () => {
        for (const { name } of Object.values(families)) {
            const cells = new RegExp(`^\\| \`${name}[(\`].*$`, 'm').exec(prose)![0].split('|').slice(4, 6);
            expect([name, [...cells.join().matchAll(/`(\w+)`/g)].map(([, link]) => link)]).toEqual([name, offeredLinks(name)]);
        }
    });
});

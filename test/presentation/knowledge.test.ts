import { GrammarAST, AstUtils } from 'langium';
import { describe, expect, it } from 'vitest';
import { GlmmGrammar } from '../../language/generated/grammar.js';
import { families, familyLink, offeredLinks } from '../../language/knowledge/families.js';
import { functions } from '../../language/knowledge/functions.js';
import { keywords } from '../../language/knowledge/keywords.js';
import { laws } from '../../language/knowledge/laws.js';
import { links } from '../../language/knowledge/links.js';
import { analyze } from '../../src-engine/index.js';
import { firstModel } from './rendered-model.js';

const grammarWords = new Set(
    AstUtils.streamAst(GlmmGrammar())
        .filter(GrammarAST.isKeyword)
        .map(keyword => keyword.value)
        .filter(word => /^[A-Za-z]/.test(word))
);

describe('words', () => {
    it.each([...grammarWords])('%s is explained', word => {
        const known =
            keywords.has(word) || functions.has(word) || laws.has(word) || Object.hasOwn(families, word) || Object.hasOwn(links, word);
        expect(known).toBe(true);
    });
});

describe('laws', () => {
    const numeric = [...laws.values()].filter(law => law.form === 'numbers');

    it.each(numeric)('$name: arguments by name and by position mean the same, in this order', async law => {
        const values = law.example.slice(law.example.indexOf('(') + 1, -1).split(', ');
        const named = law.arguments.map((argument, i) => `${argument.name} = ${values[i]}`).reverse();
        const lawOf = async (written: string) => {
            const { spec, issues } = await firstModel(
                `model m { family gaussian(phi = 1) predictor x ~ ${written} fixed B { b: x = 0 } design { n = 9 } }`
            );
            const predictor = spec?.predictors[0] ?? expect.fail(JSON.stringify(issues));
            return predictor.kind === 'random' ? predictor.law : null;
        };
        const byPosition = await lawOf(law.example);
        expect(byPosition).toEqual({
            law: law.lowersTo,
            ...Object.fromEntries(law.arguments.map((argument, i) => [argument.name, Number(values[i])]))
        });
        expect(await lawOf(`${law.name}(${named.join(', ')})`)).toEqual(byPosition);
    });
});

describe('families', () => {
    const pairs = Object.values(families).flatMap(family => offeredLinks(family.name).map(link => ({ family, link })));

    it.each(pairs)('$family.name with $link is what the language and the engine take', async ({ family, link }) => {
        const written = family.arguments.length === 0 ? family.name : `${family.name}(${family.arguments[0].name} = 2)`;
        // Far from the ends of every link's domain: η is between −1.5 and −0.5, or between 0.5 and 1.5.
        const sign = familyLink(family.name, link)?.domain === 'η < 0' ? -1 : 1;
        const { spec, issues } = await firstModel(
            `model m { family ${written} link ${link} predictor x ~ Uniform(-0.5, 0.5) fixed B { b0: 1 = ${sign}; b1: x = 1 } design { n = 90 } }`
        );
        expect(issues.filter(issue => issue.severity === 'error')).toEqual([]);
        expect(spec?.family).toMatchObject({ name: family.name, link });
        const { parameters } = analyze(spec!);
        expect(parameters.find(parameter => parameter.name === 'b1')?.standardError).toBeGreaterThan(0);
        expect(parameters.some(parameter => parameter.kind === 'dispersion')).toBe(
            family.arguments.some(argument => argument.name === 'phi')
        );
    });

    it.each(Object.values(families))('$name without a link has its first one', async family => {
        const written = family.arguments.length === 0 ? family.name : `${family.name}(2)`;
        const { spec } = await firstModel(`model m { family ${written} fixed B { b0: 1 = 1 } design { n = 90 } }`);
        expect(spec?.family.link).toBe(offeredLinks(family.name)[0]);
    });
});

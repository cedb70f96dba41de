import { EmptyFileSystem, URI } from 'langium';
import { describe, expect, it } from 'vitest';
import { createGlmmServices } from '../../language/index.js';
import { isConstants, type Expression, type File } from '../../language/generated/ast.js';
import { openText } from '../open-text.js';

const { shared } = createGlmmServices(EmptyFileSystem);

/** The tree of an expression, every operation in parentheses. */
function shown(expression: Expression): string {
    switch (expression.$type) {
        case 'Binary':
            return `(${shown(expression.left)} ${expression.operator} ${shown(expression.right)})`;
        case 'Power':
            return `(${shown(expression.base)} ^ ${shown(expression.exponent)})`;
        case 'Sign':
            return `(${expression.sign}${shown(expression.operand)})`;
        case 'Parenthesis':
            return shown(expression.inner);
        case 'NumberLiteral':
            return String(expression.value);
        case 'Reference':
            return expression.target.$refText;
        case 'Call':
            return `${expression.function}(${expression.args.map(shown).join(', ')})`;
        case 'List':
            return `[${expression.items.map(shown).join(', ')}]`;
        case 'Unknown':
            return '?';
    }
}

function tree(text: string): string {
    const document = shared.workspace.LangiumDocumentFactory.fromString<File>(`let value = ${text}`, URI.file('/expression.glmm'));
    const [block] = document.parseResult.value.constants;
    return isConstants(block) ? shown(block.constants[0].value) : '';
}

async function value(text: string): Promise<number | null | undefined> {
    const file = await openText(
        `model m { family gaussian(1) predictor x ~ Normal(0, 1) fixed B { beta0: 1 = ${text}, beta1: x = 0 } design { n = 9 } }`
    );
    return file.models[0]?.spec?.fixed[0].value;
}

describe('precedence is that of R', () => {
    it.each([
        ['1 + 2 * 3', '(1 + (2 * 3))'],
        ['1 - 2 - 3', '((1 - 2) - 3)'],
        ['8 / 4 / 2', '((8 / 4) / 2)'],
        ['2 ^ 3 ^ 2 - 1 - 1', '(((2 ^ (3 ^ 2)) - 1) - 1)'],
        ['-x^2', '(-(x ^ 2))'],
        ['2^-1', '(2 ^ (-1))'],
        ['2^-x^2', '(2 ^ (-(x ^ 2)))'],
        ['-2 * 3', '((-2) * 3)'],
        ['2 * -3', '(2 * (-3))'],
        ['- - 1', '(-(-1))'],
        ['-a + b', '((-a) + b)'],
        ['a / b * c', '((a / b) * c)'],
        ['a + b == c * d', '((a + b) == (c * d))'],
        ['a < b + 1', '(a < (b + 1))'],
        ['(a < b) * c', '((a < b) * c)'],
        ['exp(-a)^2', '(exp((-a)) ^ 2)'],
        ['(1 + 2)^2', '((1 + 2) ^ 2)']
    ])('%s', (text, expected) => {
        expect(tree(text)).toBe(expected);
    });
});

describe('numbers', () => {
    it.each<[string, number]>([
        ['.5', 0.5],
        ['5.', 5],
        ['1e-3', 0.001],
        ['2.5E+2', 250],
        ['-2^2', -4],
        ['2^-1', 0.5],
        ['2^3^2', 512],
        ['1 - 2 - 3', -4],
        ['pi', Math.PI],
        ['OR(1.5)', Math.log(1.5)],
        ['RR(1.3)', Math.log(1.3)],
        ['pct(30)', Math.log(1.3)],
        ['logit(0.3)', Math.log(0.3 / 0.7)],
        ['expit(0)', 0.5],
        ['normcdf(0)', 0.5],
        ['probit(0.5)', 0],
        ['sqrt(abs(-4))', 2],
        ['log(exp(2))', 2]
    ])('%s', async (text, expected) => {
        expect(await value(text)).toBeCloseTo(expected, 14);
    });

    it.each<[string, number[]]>([
        ['5..9 step 2', [5, 7, 9]],
        ['5...7', [5]],
        ['-1..1 step 0.5', [-1, -0.5, 0, 0.5, 1]],
        ['1..3', [1, 2, 3]],
        ['0..0.3 step 0.1', [0, 0.1, 0.2, 0.3]],
        ['3..1 step -1', [3, 2, 1]],
        ['-2, 0, .5', [-2, 0, 0.5]]
    ])('sweep = %s', async (text, expected) => {
        const file = await openText(
            `model m { family gaussian(1) fixed B { beta0: 1 = 0 } design { n = 9 } sweep beta0 = ${text.replace('5...7', '5. .. 5.7')} }`
        );
        const values = file.models[0]?.spec?.sweeps[0]?.values ?? [];
        expect(values).toHaveLength(expected.length);
        values.forEach((swept, i) => expect(swept).toBeCloseTo(expected[i], 12));
    });
});

import { AstUtils, GrammarAST } from 'langium';
import { describe, expect, it } from 'vitest';
import { GlmmTerminals } from '../../language/generated/ast.js';
import { GlmmGrammar } from '../../language/generated/grammar.js';
import { hasShapeOfName } from '../../language/parsing/name-shape.js';
import { openText } from '../open-text.js';
import { issuesOf } from './fixture.js';

/** Every keyword of the grammar that could be a name: a new one is covered as soon as it is there. */
const keywords = [
    ...new Set(
        AstUtils.streamAllContents(GlmmGrammar())
            .filter(GrammarAST.isKeyword)
            .map(({ value }) => value)
    )
]
    .filter(hasShapeOfName)
    .sort();

interface Names {
    model?: string;
    constant?: string;
    predictor?: string;
    effect?: string;
    group?: string;
    test?: string;
    data?: string;
    level?: string;
    derived?: string;
    column?: string;
}

/** A model that uses each of its names wherever such a name can stand. */
function modelWith(names: Names): string {
    const {
        model = 'm',
        constant = 'k',
        predictor = 'x',
        effect = 'beta1',
        group = 'subject',
        test = 'main',
        data = 'pilot',
        level = 'a',
        derived = 'ratio',
        column = 'dose'
    } = names;
    return `
model ${model} "A title" {
    let ${constant} = 2, other = ${constant} + 1
    family gaussian(phi = ${constant})
    predictor ${predictor} ~ Normal(0, ${constant}) predictor w ~ Empirical(${data}.${column})
    predictor site ~ Categorical(${level}: 0.5, b2: 0.5)
    predictor q = ${predictor} ^ 2 + ${constant} * ${predictor}
    predictor arm each 0, 1 per ${group}
    fixed A { beta0: 1 = ${constant}, ${effect}: arm * ${predictor} = -${constant} }
    fixed B {
        square: q = other
        dummy: site[${level}] = ${constant}
        weight: w = 1
    }
    random ${group} { beta0 sd ${constant}; slope sd 0.2; correlation(beta0, slope) = 0.1 }
    fixed A { slope: ${predictor} = 1 }
    random inner in ${group} { beta0 sd 1 }
    design { ${group} = 50, inner = 4, n = 20, attrition 0.1 }
    sweep ${constant} = 1, 2
    sweep ${effect} = ${constant}..${constant} + 2 step ${constant}
    test ${test}: ${effect} - square = ${constant} alpha 0.05 power 0.9
    test ${effect} = 0 two-sided
    derive ${derived} = ${effect} / sd(beta0 | ${group})
    precision ${derived} halfwidth ${constant} level 0.9
    cost { per ${group} ${constant}, per observation ${constant} budget 2000 }
    data ${data} from "pilot.csv" { response y, ${group} id, ${predictor} ${column} }
}
`;
}

const roles: (keyof Names)[] = ['model', 'constant', 'predictor', 'effect', 'group', 'test', 'data', 'level', 'derived', 'column'];

it('tells names from other words as the grammar does', () => {
    const inGrammar = new RegExp(`^(?:${GlmmTerminals.NAME.source})$`, GlmmTerminals.NAME.flags);
    for (let code = 0; code <= 0xffff; code++) {
        const sign = String.fromCharCode(code);
        expect([sign, hasShapeOfName(sign), hasShapeOfName(`a${sign}`)]).toEqual([sign, inGrammar.test(sign), inGrammar.test(`a${sign}`)]);
    }
});

describe('keywords as names', () => {
    it('reads the model with ordinary names', async () => {
        const issues = issuesOf(await openText(modelWith({})));
        expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    });

    it('knows the keywords', () => {
        expect(keywords).toContain('predictor');
        expect(keywords.length).toBeGreaterThan(50);
    });

    describe.each(roles)('as the name of a %s', role => {
        it.each(keywords.filter(keyword => keyword !== 'n' || role === 'column'))('%s', async keyword => {
            const file = await openText(modelWith({ [role]: keyword }));
            const errors = issuesOf(file).filter(({ severity }) => severity === 'error');
            expect(errors).toEqual([]);
            expect(file.models[0]?.spec).not.toBeNull();
        });
    });

    it.each(roles.filter(role => role !== 'column'))('n is reserved: it is no name of a %s', async role => {
        const errors = issuesOf(await openText(modelWith({ [role]: 'n' }))).filter(({ severity }) => severity === 'error');
        expect(errors.some(({ code }) => code === 'name-reserved')).toBe(true);
        expect(errors.filter(({ code }) => code === 'syntax')).toEqual([]);
    });

    it('takes the second of two equal words for the name of a group or predictor', async () => {
        const text = modelWith({ group: 'observation', predictor: 'response' })
            .replace('response y, observation id, response dose', 'response y, observation id, response dose2')
            .replace('per observation k, per observation k', 'per observation 3, per observation 5');
        const spec = (await openText(text)).models[0]!.spec!;
        expect(spec.cost?.prices).toEqual([
            { unit: null, price: 3 },
            { unit: 'observation', price: 5 }
        ]);
        expect(spec.data[0]).toMatchObject({
            response: 'y',
            columns: [{ name: 'observation' }, { name: 'response', column: 'dose2', role: 'predictor' }]
        });
    });
});

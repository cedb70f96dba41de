import { describe, expect, it } from 'vitest';
import { lme4Call } from '../../language/presentation/notation/lme4.js';
import { languageNotation, writeTerm } from '../../language/presentation/notation/term-text.js';
import { firstModel } from './rendered-model.js';

async function callOf(body: string): Promise<string> {
    const { spec, issues } = await firstModel(`model m { ${body} }`);
    return lme4Call(spec ?? expect.fail(JSON.stringify(issues)));
}

const x = 'predictor x ~ Normal(0, 1)';

describe('as an R call', () => {
    it.each([
        [
            'one random effect',
            `family poisson ${x} fixed A { b0: 1 = 0 } fixed B { b1: x = 1 } random g { b0 sd 1 } design { g = 9, n = 9 }`,
            'glmer(y ~ 1 + x + (1 | g), family = poisson)'
        ],
        [
            'correlated',
            `family gaussian(phi = 1) ${x} fixed A { b0: 1 = 0; b1: x = 1 } random g { b0 sd 1; b1 sd 1; correlation(b0, b1) = 0 } design { g = 9, n = 9 }`,
            'lmer(y ~ 1 + x + (1 + x | g))'
        ],
        [
            'uncorrelated',
            `family gaussian(phi = 1) ${x} fixed A { b0: 1 = 0; b1: x = 1 } random g { b0 sd 1; b1 sd 1 } design { g = 9, n = 9 }`,
            'lmer(y ~ 1 + x + (1 + x || g))'
        ],
        [
            'in part correlated',
            `family gaussian(phi = 1) ${x} predictor z ~ Normal(0, 1) fixed A { b0: 1 = 0; b1: x = 1; b2: z = 1 } random g { b0 sd 1; b1 sd 1; b2 sd 1; correlation(b0, b2) = 0.1 } design { g = 9, n = 9 }`,
            'lmer(y ~ 1 + x + z + (1 + z | g) + (0 + x | g))'
        ],
        [
            'nested',
            `family gaussian(phi = 1) fixed A { b0: 1 = 0 } random school { b0 sd 1 } random class in school { b0 sd 1 } design { school = 9, class = 3, n = 9 }`,
            'lmer(y ~ 1 + (1 | school) + (1 | school:class))'
        ],
        [
            'another link',
            `family bernoulli link cloglog ${x} fixed B { b1: x = 1 } design { n = 9 }`,
            'glm(y ~ 0 + x, family = binomial("cloglog"))'
        ],
        [
            'trials',
            `family binomial(trials = 12) ${x} fixed B { b0: 1 = 0 } design { n = 9 }`,
            'glm(cbind(y, 12 - y) ~ 1, family = binomial)'
        ],
        [
            'a size',
            `family negativeBinomial(size = 2) ${x} fixed B { b0: 1 = 0; b1: x = 1 } design { n = 9 }`,
            'glm(y ~ 1 + x, family = MASS::negative.binomial(theta = 2))'
        ],
        [
            'a comparison, a power, an offset',
            `family poisson ${x} fixed B { b0: 1 = 0; b1: x > 0 = 1; b2: x^2 = 1 } offset log(2) * x design { n = 9 }`,
            /I\(1 \* \(x > 0\)\) \+ I\(x\^2\) \+ offset\(/
        ],
        [
            'a product',
            `family poisson ${x} predictor z ~ Normal(0, 1) fixed B { b0: 1 = 0; b1: x * z = 1; b2: x * x = 1 } design { n = 9 }`,
            /x:z \+ I\(x \* x\)/
        ],
        [
            'a subscript in a name',
            `family poisson predictor x₁ ~ Normal(0, 1) fixed B { b0: 1 = 0; b1: x₁ = 1 } design { n = 9 }`,
            'glm(y ~ 1 + `x₁`, family = poisson)'
        ]
    ])('%s', async (_, body, call) => {
        const written = (await callOf(body)).replace(/\s+/g, ' ');
        expect(written).toEqual(typeof call === 'string' ? call : expect.stringMatching(call));
    });
});

describe('terms as they would be written', () => {
    it.each([
        '-x^2',
        '(-x)^2',
        '2^-x',
        'x^2^x',
        '(x^2)^3',
        'x - (2 - x)',
        'x - 2 - x',
        'x / (2 * x)',
        '(x + 1) * x',
        '-(x + 1)',
        'log(abs(x) + 1)',
        '(x > 0) * (x < 1)',
        'x + 1 >= 2 * x'
    ])('%s', async text => {
        const { spec, issues } = await firstModel(
            `model m { family poisson ${x} fixed B { b0: 1 = 0; b1: ${text} = 1 } design { n = 9 } }`
        );
        const term = spec?.fixed[1]?.term ?? expect.fail(JSON.stringify(issues));
        expect(writeTerm(term, languageNotation)).toBe(text);
    });
});

/** A reason that many numbers share is told once. */
import { expect, it } from 'vitest';
import { modelText, plainStyle } from '../../language/presentation/index.js';
import { firstModel, viewOfText } from './rendered-model.js';

async function terminal(text: string): Promise<string> {
    const { spec, scales, analysis, answers } = viewOfText(await firstModel(text));
    return modelText({ file: 'm.glmm', title: null, spec, scales, analysis: analysis!, answers }, 1000, plainStyle);
}

it.each([
    ['with groups', 'fixed A { b0: 1 = 2 } fixed B { b1: x = 0.3 } random g { b0 sd 0.2 } design { g = 10, n = 100 }'],
    ['without groups', 'fixed B { b0: 1 = 0.2; b1: x = 0.3 } design { n = 100 }']
])('a gamma response with the inverse link, %s', async (_, elements) => {
    const text = await terminal(
        `model m { family gamma(phi = 0.5) link inverse predictor x ~ Uniform(-1, 1) ${elements} test b1 = 0 power 0.8 precision b1 halfwidth 0.2 }`
    );
    expect(text.match(/The inverse link has no mean there\./g)).toHaveLength(1);
    expect(text).toContain('b1 = 0 and b1: no answer, for the same reason.');
    expect(text).not.toContain('The power holds for many observations');
});

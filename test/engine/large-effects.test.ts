/** An effect that is so large that no response varies is no matter of its term. */
import { expect, it } from 'vitest';
import { openText } from '../open-text.js';
import { analyze } from '../../src-engine/index.js';

const bernoulli = (predictor: string, random: string) => `model m {
    family bernoulli
    predictor x ${predictor}
    ${random === '' ? 'fixed B { b0: 1 = 0; e: x = 1e10 }' : 'fixed A { b0: 1 = 0 } fixed B { e: x = 1e10 }'}
    ${random}
    design { ${random === '' ? '' : 'g = 10, '}n = 100 }
}`;

it.each([
    ['fixed points', 'each 0, 1', ''],
    ['a normal predictor', '~ Normal(0, 1)', 'random g { b0 sd 0.2 }'],
    ['a uniform predictor', '~ Uniform(1, 2)', '']
])('%s: out of range, not collinear', async (_, predictor, random) => {
    const [model] = (await openText(bernoulli(predictor, random))).models;
    expect(model!.issues.map(({ code }) => code)).not.toContain('collinear');
    const { leading } = analyze(model!.spec!).parameters[1]!;
    expect(leading.asyVar).toBeNull();
    expect(leading.reason?.code).not.toBe('collinear');
});

it('a term that is 0 stays collinear', async () => {
    const [model] = (await openText(bernoulli('each 0, 1', '').replace('e: x = 1e10', 'e: x - x = 1'))).models;
    expect(model!.issues.map(({ code }) => code)).toContain('collinear');
});

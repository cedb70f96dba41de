import { describe, expect, test } from 'vitest';
import { analyze, type ModelSpec } from '../../src-engine/index.js';
import { drawn, modelSpec, one, times, x } from './specs.js';

const gamma = { law: 'gamma', shape: 2, rate: 1 } as const;
const logNormal = { law: 'logNormal', meanlog: 0, sdlog: 0.5 } as const;

type Law = typeof gamma | typeof logNormal;

const model = (first: Law, second: Law): ModelSpec =>
    modelSpec({
        family: 'bernoulli',
        predictors: [drawn('x1', first), drawn('x2', second)],
        a: [['b0', one, 0.2], ['b1', x('x1'), 0.3]], // prettier-ignore
        b: [['b2', x('x2'), -0.4], ['b3', times(x('x1'), x('x2')), 0.2]], // prettier-ignore
        sigma: [[25, 0], [0, 25]], // prettier-ignore
        n: 20
    });

/** Values of independent/two_continuous.cpp. */
describe('two continuous predictors in one term, random effects of variance 25', () => {
    test.each([
        { laws: [gamma, logNormal], values: [186.27334254531, 55.633570593766] },
        { laws: [logNormal, gamma], values: [48.479102682038, 37.529393189079] }
    ] as const)('$laws.0.law, $laws.1.law', { timeout: 600_000 }, ({ laws, values }) => {
        const { parameters } = analyze(model(laws[0], laws[1]), { budget: 6e7, exact: 'none' });
        for (const [k, name] of ['b2', 'b3'].entries()) {
            const { constant, constantError } = parameters.find(parameter => parameter.name === name)!.leading;
            expect(Math.abs(constant! / values[k] - 1)).toBeLessThan(1e-11);
            expect(constantError! / constant!).toBeLessThan(1e-10);
        }
    });
});

import { expect, test } from 'vitest';
import { analyze, type Law } from '../../src-engine/index.js';
import { drawn, modelSpec, one, x } from './specs.js';

/** Each effect of a linear mixed model with independent predictors has C = 1/Var(X). */
test('six independent predictors of mixed laws', { timeout: 300_000 }, () => {
    const laws: [string, Law, number][] = [
        ['normal', { law: 'normal', mean: 0, sd: 1 }, 1],
        ['poisson', { law: 'poisson', rate: 2 }, 2],
        ['uniform', { law: 'uniform', min: 0, max: 1 }, 1 / 12],
        ['discrete', { law: 'discrete', values: [1, 2, 3], probabilities: [1 / 3, 1 / 3, 1 / 3] }, 2 / 3],
        ['exponential', { law: 'exponential', rate: 1 }, 1],
        ['logNormal', { law: 'logNormal', meanlog: 0, sdlog: 0.3 }, Math.exp(0.09) * Math.expm1(0.09)]
    ];
    const spec = modelSpec({
        predictors: laws.map(([name, law]) => drawn(name, law)),
        a: [['b0', one, 1]],
        b: laws.map(([name]) => [`of ${name}`, x(name), 0.3]),
        sigma: [[0.25]],
        n: 10
    });
    const { parameters } = analyze(spec, { exact: 'none' });
    for (const [name, , variance] of laws) {
        const { constant } = parameters.find(parameter => parameter.name === `of ${name}`)!.leading;
        expect(Math.abs(constant! * variance - 1)).toBeLessThan(1e-10);
    }
});

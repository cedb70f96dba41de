/** An expectation that is infinite is found and named, and one that is just finite is computed. */
import { describe, expect, test } from 'vitest';
import { examine, type Reason } from '../../../src-engine/index.js';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { drawn, modelSpec, one, times, x } from '../specs.js';
import { checked, reasonOf } from './checked-analysis.js';
import { normal, simple, sloped, uniform } from './models.js';

describe('an expectation that is infinite', () => {
    const infinite: [string, ModelSpec, string[]][] = [
        ['Poisson, exponential law of rate 2 and effect 2.11', simple('poisson', { law: 'exponential', rate: 2 }, 2.11), ['x']],
        ['Poisson, effect equal to the rate', simple('poisson', { law: 'exponential', rate: 2 }, 2), ['x']],
        ['Poisson, gamma law', simple('poisson', { law: 'gamma', shape: 0.5, rate: 1 }, 1.5), ['x']],
        ['Poisson, Student’s t', simple('poisson', { law: 'studentT', df: 10, location: 0, scale: 1 }, 0.3), ['x']],
        [
            'Poisson, Student’s t without effect and second moment',
            simple('poisson', { law: 'studentT', df: 2, location: 0, scale: 1 }, 0),
            ['x']
        ],
        ['Poisson, log-normal law and a positive effect', simple('poisson', { law: 'logNormal', meanlog: 0, sdlog: 0.5 }, 0.1), ['x']],
        [
            'Gaussian, Student’s t without second moment',
            simple('gaussian', { law: 'studentT', df: 1.5, location: 0, scale: 1 }, 0.1),
            ['x']
        ],
        ['Poisson, mixture with a heavy part', simple('poisson', { law: 'mixture', components: [{ probability: 0.9, law: uniform }, { probability: 0.1, law: { law: 'exponential', rate: 1 } }] }, 1), ['x']], // prettier-ignore
        ['Poisson, square of a normal', simple('poisson', normal, 0.5, { b: [['b1', times(x('x'), x('x')), 0.5]] }), ['x']],
        ['Poisson, random slope of a normal with variance 1', sloped('poisson', normal, 1), ['x']],
        ['Poisson, random slope of a normal with variance 4', sloped('poisson', normal, 4), ['x']],
        ['Poisson, random slope of a gamma law', sloped('poisson', { law: 'gamma', shape: 2, rate: 3 }, 0.01), ['x']],
        ['Poisson, random slope of a Poisson law', sloped('poisson', { law: 'poisson', rate: 1 }, 0.01), ['x']],
        ['inverse Gaussian, random slope of an exponential law', sloped('inverseGaussian', { law: 'exponential', rate: 3 }, 0.01), ['x']],
        ['Poisson without random effects', modelSpec({ family: 'poisson', predictors: [drawn('x', { law: 'exponential', rate: 1 })], b: [['b0', one, 0], ['b1', x('x'), 1.2]] }), ['x']] // prettier-ignore
    ];
    test.each(infinite)('%s', (_, spec, predictors) => {
        const analysis = checked(spec);
        const effect = spec.fixed.find(f => f.block === 'B')!.name;
        const reason = reasonOf(analysis, effect);
        expect(reason?.code).toBe('infinite-moment');
        expect((reason as Extract<Reason, { code: 'infinite-moment' }>).predictors).toEqual(predictors);
        expect(analysis.reason).toEqual(reason);
        expect(examine(spec).findings.map(finding => finding.code)).toContain('infinite-moment');
        if (spec.random.length > 0) {
            expect(analysis.parameters[0]!.leading.asyVar).not.toBeNull();
        }
    });

    const finite: [string, ModelSpec][] = [
        ['Poisson, effect just below the rate', simple('poisson', { law: 'exponential', rate: 2 }, 1.99)],
        ['Poisson, negative effect of an exponential law', simple('poisson', { law: 'exponential', rate: 2 }, -2.11)],
        ['Poisson, log-normal law and a negative effect', simple('poisson', { law: 'logNormal', meanlog: 0, sdlog: 0.5 }, -0.1)],
        ['Poisson, random slope of a normal with variance 0.99', sloped('poisson', normal, 0.99)],
        ['Poisson, random slope of a bounded law with variance 4', sloped('poisson', uniform, 4)],
        ['logistic, Student’s t without second moment', simple('bernoulli', { law: 'studentT', df: 1.5, location: 0, scale: 1 }, 0.8)],
        [
            'inverse Gaussian with log link, positive effect of an exponential law',
            simple('inverseGaussian', { law: 'exponential', rate: 2 }, 5)
        ]
    ];
    test.each(finite)('but finite: %s', (_, spec) => {
        const analysis = checked(spec);
        expect(analysis.reason).toBeNull();
        for (const parameter of analysis.parameters) {
            expect(parameter.leading.asyVar).toBeGreaterThan(0);
        }
        expect(examine(spec).findings.map(finding => finding.code)).not.toContain('infinite-moment');
    });
});

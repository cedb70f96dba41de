/** Sizes, tests, precisions, costs and sweeps. */
import { describe, expect, it } from 'vitest';
import { lower, spec } from './lowered-parts.js';

describe('designs, goals and the rest', () => {
    it('reads sizes', async () => {
        expect((await spec({ design: 'design { g = 50, n ~ Poisson(20), attrition 0.15 }' })).design).toEqual({
            counts: [{ group: 'g', count: 50 }],
            n: { kind: 'poisson', mean: 20 },
            attrition: 0.15
        });
        expect((await spec({ design: 'design { g = 50; n ~ Sizes(mean = 20, cv = 0.4) }' })).design.n).toEqual({
            kind: 'sizes',
            mean: 20,
            cv: 0.4
        });
    });

    it('treats a count that is missing as unknown, so that the constants are still told', async () => {
        const { spec: lowered, issues } = await lower({ design: 'design { n = 20 }' });
        expect(lowered?.design.counts).toEqual([{ group: 'g', count: null }]);
        expect(issues.map(({ code }) => code)).toEqual(['unfinished']);
    });

    it('reads tests as linear hypotheses', async () => {
        const { tests } = await spec({
            b: 'beta1: x = 0.1; beta2: x^3 = 0.2',
            more: `let w = 2
                derive d = w * (beta1 - beta2 / 4)
                test joint: d - 1 = 0 and -beta2 = w power 0.9 reference t alpha 0.01
                test beta1  =  /* nothing */ 0 greater`
        });
        expect(tests).toEqual([
            {
                name: 'joint',
                hypothesis: 'd - 1 = 0 and -beta2 = w',
                contrasts: [
                    {
                        coefficients: [
                            { effect: 'beta1', coefficient: 2 },
                            { effect: 'beta2', coefficient: -0.5 }
                        ],
                        value: 1
                    },
                    { coefficients: [{ effect: 'beta2', coefficient: -1 }], value: 2 }
                ],
                alternative: 'two-sided',
                alpha: 0.01,
                power: 0.9,
                reference: 't'
            },
            {
                name: null,
                hypothesis: 'beta1 = 0',
                contrasts: [{ coefficients: [{ effect: 'beta1', coefficient: 1 }], value: 0 }],
                alternative: 'greater',
                alpha: 0.05,
                power: null,
                reference: 'z'
            }
        ]);
    });

    it('writes sd and corr with covariances, and derived quantities out', async () => {
        const { derived, precisions } = await spec({
            more: 'derive s = sd(beta0 | g) derive r = exp(beta1) / (s + phi) precision r factor 1.5'
        });
        const sd = { op: 'call', function: 'sqrt', argument: { op: 'covariance', effects: ['beta0', 'beta0'], group: 'g' } };
        const ratio = {
            op: '/',
            left: { op: 'call', function: 'exp', argument: { op: 'effect', name: 'beta1' } },
            right: { op: '+', left: sd, right: { op: 'phi' } }
        };
        expect(derived).toEqual([
            { name: 's', quantity: sd, text: 'sd(beta0 | g)' },
            { name: 'r', quantity: ratio, text: 'exp(beta1) / (s + phi)' }
        ]);
        expect(precisions).toEqual([{ target: ratio, text: 'r', goal: { factor: 1.5 }, level: 0.95 }]);
    });

    it('carries costs, sweeps, data, simulations and accuracy', async () => {
        const lowered = await spec({
            more: `cost { per g 100, per observation 5, budget 20000 }
                sweep g = 10..30 step 10
                sweep n = 5, 10
                data d from "d.csv" { response y, g id, x "the dose" }
                simulate { replicates 500, method gva }
                using two-term`
        });
        expect(lowered.cost).toEqual({
            prices: [
                { unit: 'g', price: 100 },
                { unit: null, price: 5 }
            ],
            budget: 20000
        });
        expect(lowered.sweeps).toEqual([
            { quantity: 'count', name: 'g', values: [10, 20, 30] },
            { quantity: 'n', name: 'n', values: [5, 10] }
        ]);
        expect(lowered.data).toEqual([
            {
                name: 'd',
                file: 'd.csv',
                response: 'y',
                columns: [
                    { name: 'g', column: 'id', role: 'group' },
                    { name: 'x', column: 'the dose', role: 'predictor' }
                ]
            }
        ]);
        expect(lowered.simulation).toEqual({ replicates: 500, seed: 1, method: 'gva' });
        expect(lowered.using).toBe('twoTerm');
    });

    it('leaves out a goal without meaning, and keeps the numbers', async () => {
        const { spec: lowered } = await lower({ more: 'test beta9 = 0\ntest beta1 = 0\nderive d = exp(nothing)' });
        expect(lowered?.tests.map(({ hypothesis }) => hypothesis)).toEqual(['beta1 = 0']);
        expect(lowered?.derived).toEqual([]);
    });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { analysisJson } from '../../cli/analysis-json.js';
import { file, glmm } from './run-command.js';

type ModelObject = ReturnType<typeof analysisJson>['models'][number];

const example = (name: string) => readFileSync(new URL(`../../examples/${name}.glmm`, import.meta.url), 'utf8');

function analyzed(name: string, text: string, ...options: string[]): { status: number | null; model: ModelObject } {
    const { status, stdout } = glmm(['analyze', '--json', ...options, file(name, text)]);
    return { status, model: (JSON.parse(stdout) as { models: ModelObject[] }).models[0] };
}

const accuracies = ['leading', 'twoTerm', 'refined', 'exact'] as const;
const none = { leading: null, twoTerm: null, refined: null, exact: null };
const requiredFields = ['quantity', 'target', ...accuracies, 'continuous', 'recruit', 'least', 'using', 'caution'];

/** (z(1 − α/2) + z(1 − β))² for α = 0.05, β = 0.1. */
const twoSided90 = (1.959963984540054 + 1.2815515655446004) ** 2;

/** Two arms of clinics; treated has leading variance 4 · 0.25/m. */
const trial = (goals: string, { clinic = '30', n = '20', treated = '0.5' } = {}) => `model trial {
    family poisson
    predictor arm each 0, 1 per clinic
    predictor x ~ Bernoulli(0.5)
    fixed A { beta0: 1 = 1; treated: arm = ${treated} }
    fixed B { b: x = 0.2 }
    random clinic { beta0 sd 0.5 }
    design { clinic = ${clinic}, n = ${n}, attrition 0.15 }
    ${goals}
}
`;

describe('glmm analyze --json: tests', () => {
    it('of a count that is asked for: no power, the least count and the real solution, by accuracy', () => {
        const { status, model } = analyzed('slopes.glmm', example('slopes'));
        expect(status).toBe(0);
        const [main] = model.tests;
        expect(Object.keys(main)).toEqual(
            'name hypothesis alternative alpha reference degreesOfFreedom using power caution required'.split(' ')
        );
        expect(main).toMatchObject({
            name: 'main',
            hypothesis: 'beta1 = 0',
            alternative: 'two-sided',
            alpha: 0.05,
            reference: 'z',
            degreesOfFreedom: null,
            using: 'refined'
        });
        expect(main.power).toEqual(none);
        const required = main.required!;
        expect(Object.keys(required)).toEqual(requiredFields);
        expect(required).toMatchObject({ quantity: 'clinic', target: 0.9, leading: 16, exact: expect.closeTo(41, -0.5) as number });
        // The leading variance is 0.25/m; the power of the other tail, 1e-7, is in the answer alone.
        expect(required.continuous.leading).toBeCloseTo((twoSided90 * 0.25) / Math.log(1.5) ** 2, 4);
        for (const accuracy of accuracies.slice(0, 3)) {
            expect(required[accuracy]).toBe(Math.ceil(required.continuous[accuracy]!));
            expect(required.recruit[accuracy]).toBe(required[accuracy]);
        }
        expect(required.refined).toBeGreaterThan(required.leading!);
        expect(model.groups).toEqual([{ name: 'clinic', count: null, recruit: null, in: null }]);
    });

    it('of a whole design: the power, and the count that the goal takes; without a goal none', () => {
        const { model } = analyzed('trial.glmm', trial('test main: treated = 0 power 0.9\n    test b = 0 greater alpha 0.025'));
        const [main, unnamed] = model.tests;
        for (const accuracy of accuracies) {
            const count = main.required![accuracy]!;
            expect(main.power[accuracy]).toBeGreaterThan(0.5);
            expect(main.power[accuracy]).toBeLessThan(0.9);
            // Both arms are equally large, and 15 % of those who are recruited are lost.
            expect(count % 2).toBe(0);
            expect(count).toBeGreaterThan(30);
            expect(main.required!.recruit[accuracy]).toBe(Math.ceil(count / 0.85));
        }
        expect(unnamed).toMatchObject({ name: null, hypothesis: 'b = 0', alternative: 'greater', alpha: 0.025, required: null });
    });

    it('the count that is told reaches the goal, and the next smaller one does not', () => {
        const goal = 'test treated = 0 power 0.9';
        const count = analyzed('asked.glmm', trial(goal, { clinic: '?' })).model.tests[0].required!.refined!;
        const power = (clinic: number) => analyzed('told.glmm', trial(goal, { clinic: `${clinic}` })).model.tests[0].power.refined!;
        expect(power(count)).toBeGreaterThanOrEqual(0.9);
        expect(power(count - 2)).toBeLessThan(0.9);
    });

    it('of an effect that is asked for: the least that is detected', () => {
        const goal = 'test treated = 0 power 0.9';
        const { model } = analyzed('effect.glmm', trial(goal, { treated: '?' }));
        const required = model.tests[0].required!;
        expect(required).toMatchObject({ quantity: 'treated', target: 0.9, recruit: none });
        // The leading variance does not depend on the effect: 1/30.
        expect(required.leading).toBeCloseTo(Math.sqrt(twoSided90 / 30), 6);
        const reached = analyzed('reached.glmm', trial(goal, { treated: `${required.refined}` })).model.tests[0].power.refined!;
        expect(reached).toBeCloseTo(0.9, 6);
    });

    it('of n, and of a test with `reference t`', () => {
        const { model } = analyzed('n.glmm', trial('test b = 0 power 0.9 reference t', { n: '?' }));
        expect(model.n).toBeNull();
        expect(model.tests[0]).toMatchObject({ reference: 't', power: none });
        // Block B: observations at the answer, less one random effect for each clinic and one effect of B.
        expect(model.tests[0].degreesOfFreedom).toBe(30 * (model.tests[0].required!.refined! - 1) - 1);
        expect(model.tests[0].required!.quantity).toBe('n');
        expect(model.tests[0].required!.refined).toBeGreaterThan(1);
        expect(model.tests[0].required!.recruit).toEqual(none);
    });
});

describe('glmm analyze --json: precisions, the best design, allocation and sweeps', () => {
    it('precisions have their goal by its name', () => {
        const { model } = analyzed(
            'precise.glmm',
            trial('precision treated halfwidth 0.3\n    precision var(beta0 | clinic) factor 1.5 level 0.9')
        );
        const [effect, variance] = model.precisions;
        expect(Object.keys(effect)).toEqual(['parameter', 'halfwidth', 'level', 'using', 'reached', 'caution', 'withT', 'required']);
        expect(effect).toMatchObject({ parameter: 'treated', halfwidth: 0.3, level: 0.95, withT: { degreesOfFreedom: 28 } });
        expect(Object.keys(variance)).toEqual(['parameter', 'factor', 'level', 'using', 'reached', 'caution', 'required']);
        expect(variance).toMatchObject({ parameter: 'var(beta0 | clinic)', factor: 1.5, level: 0.9 });
        expect(Object.keys(effect.required!)).toEqual(requiredFields);
        // 1.96² · 1/m = 0.3².
        expect(effect.required!.continuous.leading).toBeCloseTo((1.959963984540054 / 0.3) ** 2, 6);
        expect(effect.required!.leading).toBe(44);
    });

    it('the best design for a budget keeps to it, and is best', () => {
        const prices = 'cost { per clinic 100, per observation 5, budget 9000 }';
        const goal = 'test main: treated = 0 power 0.9';
        const { model } = analyzed('best.glmm', trial(`${goal}\n    ${prices}`));
        const [best] = model.optimal;
        expect(Object.keys(best)).toEqual('for n groups cost power continuous efficiency atBound using caution'.split(' '));
        const { clinic } = best.groups;
        expect(best).toMatchObject({ for: 'main', cost: clinic * (100 + 5 * best.n!), atBound: null });
        expect(best.cost).toBeLessThanOrEqual(9000);
        expect(Math.abs(best.continuous.n! - best.n!)).toBeLessThan(2);
        const power = (n: number) => {
            const affordable = 2 * Math.floor(9000 / (100 + 5 * n) / 2);
            return analyzed('other.glmm', trial(goal, { clinic: `${affordable}`, n: `${n}` })).model.tests[0].power.refined!;
        };
        expect(power(best.n!)).toBeCloseTo(best.power!, 9);
        for (const n of [best.n! - 1, best.n! + 1]) {
            expect(power(n)).toBeLessThanOrEqual(best.power!);
        }
        expect(best.efficiency).toBeGreaterThan(0);
        expect(best.efficiency).toBeLessThan(1);
    });

    it('the allocation of two-valued predictors', () => {
        const { allocation } = analyzed('arms.glmm', trial('')).model;
        expect(Object.keys(allocation)).toEqual(['arm', 'x']);
        for (const share of Object.values(allocation)) {
            expect(share).toBeGreaterThan(0.3);
            expect(share).toBeLessThan(0.7);
        }
    });

    it("sweeps: the book's table, patients in both arms", () => {
        const { model } = analyzed('bp.glmm', example('blood-pressure'));
        expect(model.sweep.map(({ at }) => [at.rho, at.sigma2])).toEqual(
            [0.2, 0.5, 0.8].flatMap(rho => [100, 200, 300].map(sigma2 => [rho, sigma2]))
        );
        // Diggle, Heagerty, Liang & Zeger, table 2.1, in patients per arm.
        const perArm = [313, 625, 937, 195, 391, 586, 79, 157, 235];
        model.sweep.forEach((row, index) => {
            expect(Object.keys(row)).toEqual(['at', 'tests', 'precisions', 'standardError', 'inUse']);
            expect(Object.keys(row.tests[0])).toEqual(['name', 'power', 'using', 'caution', 'required']);
            const { leading, continuous } = row.tests[0].required!;
            expect(Math.abs(leading! / 2 - perArm[index])).toBeLessThanOrEqual(1);
            expect(leading).toBe(2 * Math.ceil(continuous.leading! / 2));
            expect(Object.keys(row.standardError)).toEqual(['beta0', 'betaArm', 'beta1', 'd']);
        });
    });

    it('sweeps of a size have standard errors and powers; a value without a meaning has nothing', () => {
        const text = trial('let s = 0.5\n    sweep s = -0.5, 0.5\n    sweep n = 10, 20\n    test treated = 0').replace('sd 0.5', 'sd s');
        const { model } = analyzed('sizes.glmm', text);
        const rows = model.sweep;
        expect(rows.map(({ at }) => at)).toEqual([
            { s: -0.5, n: 10 },
            { s: -0.5, n: 20 },
            { s: 0.5, n: 10 },
            { s: 0.5, n: 20 }
        ]);
        expect(rows[0]).toMatchObject({ tests: [], precisions: [], standardError: {} });
        // A quarter of a clinic's arm: 4 · 0.25/30.
        expect(rows[3].standardError.treated.leading).toBeCloseTo(Math.sqrt(1 / 30), 12);
        expect(rows[3].tests[0].power.refined).toBeGreaterThan(rows[2].tests[0].power.refined!);
        expect(rows[3].standardError.treated.refined).toBeCloseTo(model.parameters[1].standardError!, 9);
    });

    it('a model with errors has no answers, and one without goals and two-valued predictors empty lists', () => {
        const broken = analyzed('broken.glmm', trial('test nobody = 0 power 0.9'));
        expect(broken.status).toBe(1);
        expect(broken.model.sweep).toEqual([]);
        const { model } = analyzed('talk.glmm', example('talk'));
        expect(model).toMatchObject({ tests: [], precisions: [], optimal: [], sweep: [] });
        expect(model.allocation).toEqual({});
    });
});

describe('exact variances behind answers', () => {
    it('--exact simulates them, the same in every run', () => {
        const without = analyzed('slopes.glmm', example('slopes'), '--fast').model.tests[0].required!;
        const once = analyzed('slopes.glmm', example('slopes'), '--exact').model.tests[0].required!;
        expect(without.exact).toBeNull();
        // The refined size is close to the exact one: simulated to 1 % of the variance.
        expect(Math.abs(once.exact! / once.refined! - 1)).toBeLessThan(0.15);
        expect(analyzed('slopes.glmm', example('slopes'), '--exact').model.tests[0].required).toEqual(once);
    });
});

describe('what answers give rise to', () => {
    const outOfReach = trial('test treated = 0 power 0.9', { clinic: '4', n: '?' });

    it('a goal that no size reaches is an error, with its place, and exit code 1', () => {
        const { status, stdout } = glmm(['check', file('reach.glmm', outOfReach)]);
        expect(status).toBe(1);
        expect(stdout).toMatch(/^reach\.glmm:\d+:\d+: error: .*clinic.* \[goal-not-reached\]$/m);
        const analysis = analyzed('reach.glmm', outOfReach);
        expect(analysis.status).toBe(1);
        expect(analysis.model.diagnostics).toContainEqual(expect.objectContaining({ severity: 'error', code: 'goal-not-reached' }));
        expect(analysis.model.tests[0].required).toMatchObject({ ...none, quantity: 'n' });
        expect(glmm(['analyze', 'reach.glmm']).stderr).toContain('[goal-not-reached]');
    });

    it('a goal that is within reach is none', () => {
        const { status, stdout } = glmm(['check', file('within.glmm', trial('test treated = 0 power 0.9', { clinic: '?' }))]);
        expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    });
});

describe('glmm analyze', () => {
    it('prints powers, sizes, the best design and sweeps, in 80 columns', () => {
        const text = trial(
            'test main: treated = 0 power 0.9\n    cost { per clinic 100, per observation 5, budget 9000 }\n    sweep n = 10, 20'
        );
        const { status, stdout } = glmm(['analyze', file('text.glmm', text)]);
        const [test] = analyzed('text.glmm', text).model.tests;
        expect(status).toBe(0);
        expect(stdout).toContain(test.power.refined!.toFixed(3));
        expect(stdout).toMatch(new RegExp(`\\b${test.required!.refined}\\b`));
        expect(stdout).toMatch(/^ *10 +0\.\d{3}\b/m);
        expect(stdout).toContain('9,000');
        for (const line of stdout.split('\n')) {
            expect([...line].length).toBeLessThanOrEqual(80);
        }
    });
});

describe('a `?` in the object of --json', () => {
    it('has the fixed effects at its answer, as a file with the number in it', () => {
        const text = (count: string): string => `model asked {
            family bernoulli
            predictor arm each 0, 1 per g
            fixed A { b0: 1 = logit(0.3); e: arm = 0.6 }
            random g { b0 sd 0.5 }
            design { g = ${count}, n = 20 }
            test e = 0 power 0.8
        }`;
        type Model = {
            atAnswer?: { name: string; standardError: number }[];
            parameters: { name: string; standardError: number }[];
            tests: { required: { refined: number } }[];
        };
        const modelOf = (count: string): Model =>
            (JSON.parse(glmm(['analyze', '--json', '-'], text(count)).stdout) as { models: Model[] }).models[0]!;
        const asked = modelOf('?');
        const there = modelOf(String(asked.tests[0]!.required.refined));
        expect(there.atAnswer).toBeUndefined();
        for (const { name, standardError } of asked.atAnswer!) {
            expect(standardError / there.parameters.find(one => one.name === name)!.standardError).toBeCloseTo(1, 6);
        }
        expect(asked.atAnswer!.map(({ name }) => name)).toEqual(['b0', 'e']);
    });
});

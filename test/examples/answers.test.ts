/** The answers in the comments of the examples, each held against its own formula or quantity. `comments.test.ts` checks all other numbers. */
import { readFileSync } from 'node:fs';
import { EmptyFileSystem, URI } from 'langium';
import { describe, expect, it } from 'vitest';
import { createGlmmServices, lowerDocument, sweptModels } from '../../language/index.js';
import { analyze, answer, sweep, type Accuracy, type DesignAnswers, type ModelSpec, type SweepRow } from '../../src-engine/index.js';
import { normalCdf, normalQuantile } from '../../src-engine/numeric/special/normal-distribution.js'; // prettier-ignore
import { openText } from '../open-text.js';

const textOf = (example: string): string => readFileSync(new URL(`../../examples/${example}.glmm`, import.meta.url), 'utf8');
/** The example's comments without stars and line ends. */
const said = (example: string): string =>
    [...textOf(example).matchAll(/\/\*\*?([\s\S]*?)\*\//g)]
        .map(([, text]) => text.replace(/\s*\n \* ?/g, ' ').replace(/ +/g, ' '))
        .join(' ');

async function specOf(example: string, model?: string): Promise<ModelSpec> {
    const { models } = await openText(textOf(example));
    return (model === undefined ? models[0] : models.find(({ name }) => name === model)!).spec!;
}

const answersOf = async (example: string, model?: string): Promise<DesignAnswers> =>
    answer(await specOf(example, model), { around: false });

async function sweepOf(example: string): Promise<SweepRow[]> {
    const { shared } = createGlmmServices(EmptyFileSystem);
    const document = shared.workspace.LangiumDocumentFactory.fromString(textOf(example), URI.file('/test.glmm'));
    await shared.workspace.DocumentBuilder.build([document]);
    const points = sweptModels(document, lowerDocument(document).models.length - 1);
    return sweep(points.flatMap(point => (point.spec === null ? [] : [point])));
}

const varianceOf = (spec: ModelSpec, name: string, accuracy: Accuracy): number =>
    analyze(spec).parameters.find(parameter => parameter.name === name)![accuracy].asyVar!;
/** Three digits, not rounded up: as the tool prints a power. */
const shown = (power: number): string => String(power).slice(0, 5);
/** `1, 2 and 3`. */
const listed = ([first, second, third]: readonly unknown[]): string => `${String(first)}, ${String(second)} and ${String(third)}`;
const zSum = (alpha: number, power: number): number => normalQuantile(1 - alpha) + normalQuantile(power);

it('blood-pressure.glmm: the table, in both arms', async () => {
    const rows = await sweepOf('blood-pressure');
    const real = rows.map(({ tests }) => (tests[0].required!.continuous.refined! / 2).toFixed(2));
    const whole = rows.map(({ tests }) => tests[0].required!.value.refined);
    const lines = (values: readonly unknown[]): string => [0, 3, 6].map(k => values.slice(k, k + 3).join(' ')).join(', ');
    expect(rows.length).toBe(9);
    expect(said('blood-pressure')).toContain(lines(real));
    const [first, second, third] = [0, 3, 6].map(k => listed(whole.slice(k, k + 3)));
    expect(said('blood-pressure')).toContain(`For rho = 0.2 it gives ${first} patients; for 0.5 ${second}; for 0.8 ${third}.`);
});

it('liu-liang.glmm: the formula, and the least multiples of three', async () => {
    const rows = await sweepOf('liu-liang');
    const formula = rows.map(({ at }) => (zSum(0.025, 0.9) ** 2 * (1 + 3 * at.rho)) / ((1 / 3) * (2 / 3) * 0.25 * 4));
    rows.forEach(({ tests }, k) => {
        const { continuous, value } = tests[0].required!;
        // The formula leaves out the other tail.
        expect(continuous.refined! / formula[k]).toBeCloseTo(1, 6);
        expect(continuous.exact! / formula[k]).toBeCloseTo(1, 6);
        expect(value.refined).toBe(3 * Math.ceil(formula[k] / 3));
    });
    const [at1, at2, at3] = formula.map(m => m.toFixed(2));
    const [whole1, whole2, whole3] = rows.map(({ tests }) => tests[0].required!.value.refined);
    expect(rows.map(({ at }) => at.rho)).toEqual([0.1, 0.2, 0.4]);
    expect(said('liu-liang')).toContain(`${at1} patients for rho = 0.1, ${at2} for 0.2 and ${at3} for 0.4.`);
    expect(said('liu-liang')).toContain(`${whole1} patients for rho = 0.1, ${whole2} for 0.2 and ${whole3} for 0.4,`);
    expect(said('liu-liang')).toContain(`leading term alone, ${rows[2].tests[0].required!.value.leading} patients`);
});

describe('cluster-trial.glmm', () => {
    it('score: the design effect, and t', async () => {
        const [{ required, withT }] = (await answersOf('cluster-trial', 'score')).tests;
        const alone = (4 * zSum(0.025, 0.8) ** 2) / 0.3 ** 2;
        expect(said('cluster-trial')).toContain(`formula gives ${alone.toFixed(2)} patients`);
        expect(said('cluster-trial')).toContain(`${alone.toFixed(2)} * 1.95 / 20 = ${((alone * 1.95) / 20).toFixed(2)} practices`);
        expect(required!.continuous.refined! / ((alone * 1.95) / 20)).toBeCloseTo(1, 5);
        const { value } = required!;
        const end = `A t test needs ${withT!.required}: it has two degrees of freedom fewer than practices.`;
        expect(said('cluster-trial')).toContain(`Result: ${value.refined} practices, half of them in each arm. ${end} The leading term alone gives ${value.leading}.`);
    }); // prettier-ignore

    it.each(['cured', 'visits'])('%s', async model => {
        const { value } = (await answersOf('cluster-trial', model)).tests[0].required!;
        expect([value.twoTerm, value.exact]).toEqual([value.refined, value.refined]);
        const end = 'practices by two terms, the refined and the exact variance';
        expect(said('cluster-trial')).toContain(`Result: ${value.refined} ${end}. The leading term alone gives ${value.leading}.`);
    });
});

it('simr.glmm', async () => {
    const [{ power, required }] = (await answersOf('simr')).tests;
    expect(said('simr')).toContain(
        `power ${shown(power.refined!)} with 3 groups. ${required!.value.refined} groups are needed for 80 % power.`
    );
    const [mean0, mean1, mean2] = [0, 1, 2].map(k => Array.from({ length: 10 }, (_, i) => ((i + 1) ** k * Math.exp(-0.05 * (i + 1))) / 10).reduce((a, b) => a + b)); // prettier-ignore
    const variance = 1 / (Math.exp(1.5407931 + 0.08345081 / 2) * (mean2 - mean1 ** 2 / mean0) * 30);
    expect(varianceOf(await specOf('simr'), 'slope', 'leading') / variance).toBeCloseTo(1, 10);
});

it('stepped-wedge-gaussian.glmm', async () => {
    const spec = await specOf('stepped-wedge-gaussian');
    const [I, T, s2, tau2] = [24, 5, 1.5 / 30, 0.02];
    const [U, W, V] = [6 * (4 + 3 + 2 + 1), 36 * (1 + 4 + 9 + 16), 6 * (1 + 4 + 9 + 16)];
    const variance = (I * s2 * (s2 + T * tau2)) / ((I * U - W) * s2 + (U ** 2 + I * T * U - T * W - I * V) * tau2);
    expect(1 / variance).toBeCloseTo(220, 9);
    for (const accuracy of ['refined', 'exact'] as const) {
        expect(varianceOf(spec, 'effect', accuracy) / variance).toBeCloseTo(1, 10);
    }
    expect(1 / varianceOf(spec, 'effect', 'leading')).toBeCloseTo(180, 9);
    const [{ power, required }] = (await answersOf('stepped-wedge-gaussian')).tests;
    const text = said('stepped-wedge-gaussian');
    expect(text).toContain('The formula gives 1/220.');
    expect(text).toContain(`variance is ${variance.toFixed(7)}, the same as the formula, and the power is ${shown(power.refined!)}.`);
    expect(text).toContain(`${required!.value.refined} clinics are also the smallest number`);
    expect(text).toContain(`variance is ${(1 / 180).toFixed(7)} and its power ${shown(power.leading!)}.`);
    expect(power.exact).toBeCloseTo(normalCdf(0.2 / Math.sqrt(variance) - normalQuantile(0.975)), 5);
});

it('wedge.glmm', async () => {
    const spec = await specOf('wedge');
    const [{ power, required }] = answer(spec, { around: false }).tests;
    const error = Math.sqrt(varianceOf(spec, 'effect', 'refined'));
    const [low, high] = [-1, 1].map(side => Math.exp(Math.log(0.7) + side * normalQuantile(0.975) * error).toFixed(2));
    expect(said('wedge')).toContain(
        `standard error of ${error.toFixed(3)}, and the 95 % confidence interval of the odds ratio reaches from ${low} to ${high}.`
    );
    expect(said('wedge')).toContain(`The power is ${shown(power.refined!)}. ${required!.value.refined} clinics`);
});

describe('psycholinguistics.glmm', () => {
    it('the words, and the degrees of freedom', async () => {
        const [{ required, df }] = (await answersOf('psycholinguistics')).tests;
        expect(said('psycholinguistics')).toContain(`Result: ${required!.value.refined} words`);
        expect(said('psycholinguistics')).toContain(`a t test with ${Math.round(df!)} degrees of freedom`);
        // The two parts of the leading variance at the answer, and the residual that the mean squares of words and readers contain.
        const count = required!.value.refined!;
        const [words, readers, residual] = [(4 * 0.12 ** 2) / count, 0.04 ** 2 / 40, (4 * 0.09) / (count * 40)];
        const ofResidual = count * 40 - (count + 2 * 40 - 1);
        const meanSquares = (words + residual) ** 2 / (count - 2) + (readers + residual) ** 2 / 39 + residual ** 2 / ofResidual;
        expect(df).toBeCloseTo((words + readers + residual) ** 2 / meanSquares, 6);
    });

    it('more readers are no way out', async () => {
        const text = textOf('psycholinguistics').replace('word = ?, reader = 40', 'word = 40, reader = ?');
        const { failure } = answer((await openText(text)).models[0].spec!).tests[0].required!;
        expect(failure.refined).toMatchObject({ code: 'unreachable', stays: 'word' });
        expect(said('psycholinguistics')).toContain('with only 40 words, no number of readers would give 80 % power.');
    });
});

it('optimal-sizes.glmm', async () => {
    const { optimal, tests } = await answersOf('optimal-sizes');
    const [{ n, groups, cost, power, continuous, efficiency }] = optimal;
    const formula = Math.sqrt((10 * 0.95) / 0.05);
    expect(continuous.n! / formula).toBeCloseTo(1, 7);
    const text = said('optimal-sizes');
    expect(text).toContain(`Result: ${formula.toFixed(3)} pupils in each school are best.`);
    expect(text).toContain(`${groups.school} schools with ${n} pupils each, and its power is ${shown(power!)}.`);
    expect([cost, 40 * (100 + 40 * 10)]).toEqual([20000, 20000]);
    expect(text).toContain(`power ${shown(tests[0].power.refined!)}. Its efficiency is ${efficiency!.toFixed(3)}:`);
});

it('talk-sizes.glmm', async () => {
    const { value } = (await answersOf('talk-sizes')).tests[0].required!;
    const by = `${value.leading} groups by the leading term, ${value.twoTerm} by two terms`;
    expect(said('talk-sizes')).toContain(`Bhaskaran & Wand (2024), Biometrika: ${by}`);
    expect(said('talk-sizes')).toContain(`Result: ${by}, and ${value.refined} by the refined variance.`);
});

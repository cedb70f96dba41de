/** The examples whose numbers are known from elsewhere: from the text to the number, against `test/reference`. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ParameterAnalysis } from '../../src-engine/result/analysis.js';
import { analyze } from '../../src-engine/index.js';
import { openText } from '../open-text.js';

const root = new URL('../../', import.meta.url);
const textOf = (example: string) => readFileSync(new URL(`examples/${example}`, root), 'utf8');

interface GridRow {
    b0: string;
    b1: string;
    sigma2: string;
    coef_b1: string;
}

const talk = JSON.parse(readFileSync(new URL('test/reference/talk.json', root), 'utf8')) as {
    lm_gamma71: { coef: string };
    toy_lognormal: { rows: { theta0: number; n: number; asymptotic: string; exact: string }[] };
    poisson_glm: { coef: string };
    poisson_random_intercept: { coef_b0: string; coef_b1: string; DISAGREEMENT: { 'coef_b1_at_sigma2_3.79': string } };
    poisson_closed_form_grid: GridRow[];
    diggle: { variants: Record<string, { cells: Record<string, { value: string }> }>; 'z_0.95': string; 'z_0.80': string };
};

async function parameter(text: string, model: string, name: string): Promise<ParameterAnalysis> {
    const spec = (await openText(text)).models.find(candidate => candidate.name === model)?.spec;
    const found = spec && analyze(spec).parameters.find(candidate => candidate.name === name);
    if (!found) {
        throw new Error(`No numbers for ${name} of ${model}.`);
    }
    return found;
}

function expectRelative(actual: number | null | undefined, expected: number, tolerance: number) {
    expect(actual).toBeTypeOf('number');
    expect(Math.abs(actual! / expected - 1)).toBeLessThan(tolerance);
}

/** The constant meets the value, its certified error covers the difference, and the sizes are applied. */
async function expectConstant(text: string, model: string, name: string, constant: number, order: string, observations: number | null) {
    const { leading } = await parameter(text, model, name);
    expectRelative(leading.constant, constant, 1e-12);
    expect(Math.abs(leading.constant! - constant)).toBeLessThanOrEqual(leading.constantError! + 4e-16 * constant);
    expect(leading.order).toBe(order);
    if (observations === null) {
        expect(leading.asyVar).toBeNull();
    } else {
        expectRelative(leading.asyVar, constant / observations, 1e-12);
    }
}

const gridValue = (b1: string) =>
    Number(talk.poisson_closed_form_grid.find(row => Number(row.b1) === Number(b1) && row.sigma2 === '6.66')?.coef_b1);

const intercept = talk.poisson_random_intercept;

describe('the constants of the leading terms', () => {
    it.each<[example: string, model: string, parameter: string, constant: number, order: string, observations: number]>([
        ['linear-model.glmm', 'linearModel', 'beta1', Number(talk.lm_gamma71.coef), '1/n', 100],
        ['poisson-glm.glmm', 'poissonGlm', 'beta1', Number(talk.poisson_glm.coef), '1/n', 200],
        ['talk.glmm', 'talk', 'beta0', Number(intercept.coef_b0), '1/m', 50],
        ['talk.glmm', 'talk', 'beta1', Number(intercept.coef_b1), '1/(m n)', 1000],
        ['talk.glmm', 'talk', 'var(beta0 | subject)', 2 * 6.66 ** 2, '1/m', 50],
        ['talk.glmm', 'printed', 'beta1', Number(intercept.DISAGREEMENT['coef_b1_at_sigma2_3.79']), '1/(m n)', 1000],
        ['small-slope.glmm', 'noSlope', 'beta1', 3 * Math.exp(1.46 - 6.66 / 2), '1/(m n)', 1000],
        ['small-slope.glmm', 'tinySlope', 'beta1', gridValue('1e-8'), '1/(m n)', 1000],
        ['small-slope.glmm', 'smallSlope', 'beta1', gridValue('1e-2'), '1/(m n)', 1000],
        ['small-slope.glmm', 'unitSlope', 'beta1', gridValue('1'), '1/(m n)', 1000],
        ['small-slope.glmm', 'steepSlope', 'beta1', gridValue('20'), '1/(m n)', 1000],
        ['asthma.glmm', 'asthma', 'beta1', 1 / (0.8 * Math.exp(0.18 + Math.log(1.15) ** 2 / 2)), '1/(m n)', 720]
    ])('%s, %s: %s', async (example, model, name, constant, order, observations) => {
        await expectConstant(textOf(example), model, name, constant, order, observations);
    });

    it('slopes.glmm: effects with a random partner have the entries of Sigma, at an unknown number of clinics', async () => {
        await expectConstant(textOf('slopes.glmm'), 'slopes', 'beta0', 0.64, '1/m', null);
        await expectConstant(textOf('slopes.glmm'), 'slopes', 'beta1', 0.25, '1/m', null);
    });
});

describe('delta-method.glmm', () => {
    it.each([1, 5, 20, 100])('theta at n = %d, and by how much the exact variance is larger', async n => {
        const row = talk.toy_lognormal.rows.find(candidate => candidate.theta0 === 2 && candidate.n === n)!;
        const text = textOf('delta-method.glmm').replace('n = 20 }', `n = ${n} }`);
        const { leading, value } = await parameter(text, 'deltaMethod', 'theta');
        expectRelative(value, 2, 1e-15);
        expectRelative(leading.asyVar, Number(row.asymptotic), 1e-12);
        // The formula that the example's comment gives, so that the comment is right too.
        expectRelative(4 * (Math.exp(2 / n) - Math.exp(1 / n)), Number(row.exact), 1e-12);
    });
});

describe('the whole grid of the Poisson closed form, from beta1 = 1e-8 to 20', () => {
    it.each(talk.poisson_closed_form_grid)('beta0 = $b0, beta1 = $b1, sigma2 = $sigma2', async row => {
        const grouped = Number(row.sigma2) > 0;
        const text = `model g {
            family poisson
            predictor x ~ Uniform(-1, 1)
            fixed ${grouped ? 'A' : 'B'} { beta0: 1 = ${row.b0} }
            fixed B { beta1: x = ${row.b1} }
            ${grouped ? `random subject { beta0 variance ${row.sigma2} } design { subject = 50, n = 20 }` : 'design { n = 1000 }'}
        }`;
        await expectConstant(text, 'g', 'beta1', Number(row.coef_b1), grouped ? '1/(m n)' : '1/n', 1000);
    });
});

describe('blood-pressure.glmm: the nine cells of the table, before rounding', () => {
    const zSum = Number(talk.diggle['z_0.95']) + Number(talk.diggle['z_0.80']);

    it.each(Object.entries(talk.diggle.variants['exact_z_one_sided, sx2=38/9']!.cells))('rho, sigma^2 = %s', async (cell, { value }) => {
        const [rho, sigma2] = cell.split(',');
        const text = textOf('blood-pressure.glmm').replace('let sigma2 = 100, rho = 0.2', `let sigma2 = ${sigma2}, rho = ${rho}`);
        const { leading } = await parameter(text, 'bloodPressure', 'd');
        expect(leading.order).toBe('1/(m n)');
        // Patients per arm: half of the m at which the one-sided z test of d = 0.5, with n = 3 visits, has power 0.8.
        expectRelative(((leading.constant! / 3) * (zSum / 0.5) ** 2) / 2, Number(value), 1e-12);
    });
});

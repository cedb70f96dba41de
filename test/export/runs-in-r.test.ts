import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyze, examine } from '../../src-engine/index.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import { openModel, exportedText, modelText } from './exported.js';
import { ensureR, runR } from './r.js';

const folder = mkdtempSync(path.join(tmpdir(), 'glmm-export-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What once stopped in R, or came out wrong, by name. */
const texts: Record<string, string> = {
    'negative-responses': alone('gaussian(phi = 4) link log', 'log(1.2)'),
    'inverse-link': alone('gaussian(phi = 0.01) link inverse', '1'),
    'known-size': alone('negativeBinomial(size = 0.5)', '1'),
    'log-binomial': alone('binomial(trials = 3) link log', 'log(0.3)'),
    'identity-poisson': alone('poisson link identity', 'pct(170)'),
    'zero-trials': alone('binomial(trials = visits)', 'OR(0.5)').replace('predictor x', 'predictor visits ~ Poisson(0.5)  predictor x'),
    'zero-trials-in-groups': `model m { family binomial(trials = visits)  predictor visits ~ Poisson(0.5)  predictor x ~ Normal(0, 1)
        fixed A { b0: 1 = logit(0.4) }  fixed B { b1: x = 0.5 }  random g { b0 sd 0.5 }  design { g = 60, n = 20 }  test b1 = 0.5 }`,
    'base-functions': `model m { family gaussian(phi = 1)
        predictor c ~ Normal(0, 1)  predictor t ~ Normal(0, 1)  predictor exp ~ Normal(0, 1)  predictor data ~ Normal(0, 1)
        predictor n0 ~ Normal(0, 1)  predictor d ~ Normal(0, 1)  predictor formula ~ Normal(0, 1)  predictor mu ~ Normal(0, 1)
        predictor truth ~ Normal(0, 1)  predictor T ~ Normal(0, 1)  predictor pi0 ~ Normal(0, 1)  predictor factor ~ Categorical(c: 0.5, d: 0.5)
        fixed A { b0: 1 = 1 }  fixed B { b1: c = 1; b2: t = 1; b3: exp(0.1 * exp) = 1; b4: data = 1; b5: n0 = 1; b6: d = 1; b7: formula = 1
            b8: mu = 1; b9: truth = 1; b10: T = 1; b11: pi0 = 1; b12: factor[d] = 1 }
        random matrix { b0 sd 0.5 }  design { matrix = 60, n = 20 }  test b1 = 1  test b12 = 1 reference t }`,
    'factor-of-later-levels': `model m { family bernoulli  predictor site ~ Categorical(a: 0.3, b: 0.3, "c d": 0.4)
        fixed B { toA: site[a] = 0.5; toC: site["c d"] = -0.5; b0: 1 = 0.2 }  design { n = 3000 }  test toA - toC = 1 }`
};

/** What once stopped in glmmTMB, which lme4 does not take: responses below 0. */
const negativeResponsesInGroups = `model m { family gaussian(phi = 0.25) link log  predictor x ~ Uniform(0, 1)  fixed { b0: 1 = 0.3; b1: x = 0.3 }
    random g { b0 sd 0.3 }  design { g = 100, n = 20 }  test b1 = 0.3 }`;

function alone(family: string, value: string): string {
    return `model m { family ${family}  predictor x ~ Uniform(0, 1)  fixed B { b0: 1 = ${value}; b1: x = 0.3 }  design { n = 3000 }  test b1 = 0.3 }`;
}

const textOf = (model: string): string =>
    model === 'negative-responses-in-groups' ? negativeResponsesInGroups : (texts[model] ?? modelText(model));

/** `without`: what lme4 is known to get wrong, the variances of random effects beside a dispersion. */
const fits: { model: string; target: 'lme4' | 'glmmTMB'; without?: RegExp }[] = [
    { model: 'gaussian-arms', target: 'lme4' },
    { model: 'gaussian-arms', target: 'glmmTMB' },
    { model: 'poisson', target: 'lme4' },
    { model: 'poisson', target: 'glmmTMB' },
    { model: 'slopes', target: 'lme4' },
    { model: 'slopes', target: 'glmmTMB' },
    { model: 'binomial', target: 'lme4' },
    { model: 'binomial', target: 'glmmTMB' },
    { model: 'gamma', target: 'lme4', without: /^var/ },
    { model: 'gamma', target: 'glmmTMB' },
    { model: 'negative-binomial', target: 'lme4' },
    { model: 'negative-binomial', target: 'glmmTMB' },
    { model: 'nested', target: 'lme4' },
    { model: 'nested', target: 'glmmTMB' },
    { model: 'crossed', target: 'lme4' },
    { model: 'crossed', target: 'glmmTMB' },
    { model: 'uncorrelated', target: 'lme4' },
    { model: 'uncorrelated', target: 'glmmTMB' },
    { model: 'unequal', target: 'lme4' },
    { model: 'unequal', target: 'glmmTMB' },
    { model: 'inverse-gaussian', target: 'lme4' },
    { model: 'names', target: 'lme4' },
    { model: 'names', target: 'glmmTMB' },
    { model: 'nasty', target: 'lme4' },
    { model: 'nasty', target: 'glmmTMB' },
    ...Object.keys(texts).map(model => ({ model, target: 'lme4' as const })),
    { model: 'negative-responses-in-groups', target: 'glmmTMB' },
    { model: 'base-functions', target: 'glmmTMB' },
    { model: 'zero-trials-in-groups', target: 'glmmTMB' }
];

/** The same models' data sets of our own generator, and how lme4 fits them. */
const dataFits = [
    { model: 'poisson', fit: 'glmer(y ~ 1 + x + (1 | subject), d, poisson)', random: ['subject'] },
    { model: 'slopes', fit: 'glmer(y ~ 1 + x1 + x2 + (1 + x1 | clinic), d, binomial)', random: ['clinic'] },
    { model: 'nested', fit: 'lmer(y ~ 1 + method + x + q + (1 | school) + (1 + x | class), d, REML = FALSE)', random: ['school', 'class'] },
    { model: 'binomial', fit: 'glmer(cbind(y, trials - y) ~ 1 + I(site == "b") + I(site == "c d") + I(z > 0) + (1 | batch), d, binomial("probit"))', random: ['batch'] } // prettier-ignore
];

const designs = ['gaussian-arms', 'poisson', 'slopes', 'binomial', 'gamma', 'negative-binomial', 'nested', 'unequal'];

const fileOf = ({ model, target }: { model: string; target: string }) => `${model}-${target}`;

beforeAll(async () => {
    ensureR();
    const names: string[] = [];
    for (const fit of fits) {
        writeFileSync(path.join(folder, `${fileOf(fit)}.R`), await exportedText(textOf(fit.model), fit.target));
        names.push(fileOf(fit));
    }
    for (const { model } of dataFits) {
        writeFileSync(path.join(folder, `${model}.csv`), await exportedText(modelText(model), 'csv'));
    }
    const data = dataFits.map(
        ({ model, fit, random }) => `
d <- read.csv("${model}.csv")
fit <- ${fit}
v <- lapply(c(${random.map(group => `"${group}"`).join(', ')}), function(g) { V <- VarCorr(fit)[[g]]; V[lower.tri(V, diag = TRUE)] })
write.csv(data.frame(estimate = c(fixef(fit), unlist(v))), "${model}.data.csv", row.names = FALSE)`
    );
    runR(
        `
for (name in c(${names.map(name => `"${name}"`).join(', ')})) {
    own <- new.env()
    capture.output(suppressMessages(suppressWarnings(source(paste0(name, ".R"), local = own, encoding = "UTF-8"))))
    write.csv(own$estimates, paste0(name, ".estimates.csv"), row.names = FALSE)
    if (!is.null(own$tests)) write.csv(own$tests, paste0(name, ".tests.csv"), row.names = FALSE)
    numbers <- own$d[vapply(own$d, is.numeric, TRUE)]
    write.csv(data.frame(name = names(numbers), mean = colMeans(numbers)), paste0(name, ".means.csv"), row.names = FALSE)
    write.csv(data.frame(rows = nrow(own$d)), paste0(name, ".rows.csv"), row.names = FALSE)
}
suppressMessages(library(lme4))
${data.join('\n')}
`,
        folder
    );
}, 600_000);

function table(name: string): Record<string, string>[] {
    const [header = '', ...lines] = readFileSync(path.join(folder, name), 'utf8').trim().split('\n');
    const cells = (line: string) => [...line.matchAll(/"([^"]*)"|([^,"]+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
    const columns = cells(header);
    return lines.map(line => Object.fromEntries(cells(line).map((cell, at) => [columns[at], cell])));
}

/** The asymptotic standard errors at the design that was simulated: refined, or what there is. */
function standardErrors(spec: ModelSpec): Map<string, number> {
    return new Map(analyze(spec).parameters.flatMap(({ name, standardError }) => (standardError === null ? [] : [[name, standardError]])));
}

/** The model with the number that its export takes for `?`. */
async function known(model: string): Promise<ModelSpec> {
    const { spec } = await openModel(textOf(model));
    if (model !== 'slopes') {
        return spec;
    }
    const [, count = ''] = /clinic = seq_len\((\d+)\)/.exec(await exportedText(modelText(model), 'lme4')) ?? [];
    return { ...spec, design: { ...spec.design, counts: [{ group: 'clinic', count: Number(count) }] } };
}

const bound = 4.5;

describe('the code fits its own data, and finds the true values', () => {
    it.each(fits)('$model by $target', async ({ model, target, without }) => {
        const errors = standardErrors(await known(model));
        const estimates = table(`${fileOf({ model, target })}.estimates.csv`);
        expect(estimates.length).toBeGreaterThanOrEqual(2);
        for (const { parameter, truth, estimate } of estimates) {
            if (without?.test(parameter)) {
                continue;
            }
            const error = errors.get(parameter);
            expect(error, parameter).toBeGreaterThan(0);
            expect(Math.abs(Number(estimate) - Number(truth)), `${parameter}: ${estimate} for ${truth}`).toBeLessThan(bound * error!);
        }
    });
});

describe("the model's tests are those of the fit", () => {
    const tested = fits.filter(({ model }) => /\btest /.test(textOf(model)));
    it.each(tested)('$model by $target', async fit => {
        const spec = await known(fit.model);
        const tests = table(`${fileOf(fit)}.tests.csv`);
        expect(tests.map(({ test }) => test)).toEqual(
            spec.tests.map(({ name, hypothesis }) => (name === null ? hypothesis : `${name}: ${hypothesis}`))
        );
        const estimates = table(`${fileOf(fit)}.estimates.csv`);
        const analysis = analyze(spec);
        spec.tests.forEach(({ contrasts: [contrast, another], alternative }, at) => {
            const statistic = Number(tests[at].statistic);
            const p = Number(tests[at].p);
            expect(p >= 0 && p <= 1, `p = ${p}`).toBe(true);
            const [only, second] = contrast.coefficients;
            if (another || second) {
                return;
            }
            // The estimate is so many standard errors from the hypothesis as the test says; the errors are near the asymptotic ones.
            const estimate = Number(estimates.find(({ parameter }) => parameter === only.effect)!.estimate);
            const error = (estimate - contrast.value / only.coefficient) / statistic;
            const expected = analysis.parameters.find(({ name }) => name === only.effect)!.standardError!;
            expect(Math.abs(error) / expected).toBeGreaterThan(0.75);
            expect(Math.abs(error) / expected).toBeLessThan(1.33);
            const signed = alternative === 'less' ? -statistic : statistic;
            expect(p < 0.5).toBe(alternative === 'two-sided' ? Math.abs(statistic) > 0.6745 : signed > 0);
        });
    });
});

describe('values stay as they are written', () => {
    it.each([
        ['logit(0.05)', 'qlogis(0.05)'],
        ['OR(1.5)', 'log(1.5)'],
        ['RR(0.8)', 'log(0.8)'],
        ['pct(20)', 'log(1 + 20 / 100)'],
        ['-probit(0.1) / 2', '-qnorm(0.1) / 2'],
        ['p', 'log(0.25)'],
        ['0.5', '0.5'],
        ['1/3', '0.333333333333333']
    ])('%s is %s', async (written, code) => {
        const text = await exportedText(`let p = log(0.25) ${alone('poisson', written)}`, 'lme4');
        expect(text).toContain(`truth <- c("b0" = ${code}, "b1" = 0.3)`);
    });
});

describe('the predictors of the code have the means of their laws', () => {
    it.each(designs)('%s', async model => {
        const spec = await known(model);
        const means = table(`${model}-lme4.means.csv`);
        const [{ rows }] = table(`${model}-lme4.rows.csv`);
        let compared = 0;
        for (const { name, mean, sd, per } of examine(spec).predictors) {
            const found = means.find(column => column.name === name);
            if (!found || mean === null || sd === null) {
                continue;
            }
            const units = per === null ? Number(rows) : spec.design.counts.find(({ group }) => group === per)!.count!;
            expect(Math.abs(Number(found.mean) - mean), name).toBeLessThanOrEqual((bound * sd) / Math.sqrt(units));
            compared++;
        }
        expect(compared).toBeGreaterThan(0);
    });
});

describe('simulated data, fitted by lme4, give the true values', () => {
    it.each(dataFits)('$model', async ({ model, random }) => {
        const spec = await known(model);
        const analysis = analyze(spec);
        const entries = random.flatMap(group => {
            const block = spec.random.find(other => other.group === group)!;
            // Columns of the lower triangle, as R has them.
            return block.effects.flatMap((a, column) =>
                block.effects.slice(column).map((b, below) => (below === 0 ? `var(${a} | ${group})` : `cov(${a}, ${b} | ${group})`))
            );
        });
        const names = [...spec.fixed.map(({ name }) => name), ...entries];
        const estimates = table(`${model}.data.csv`).map(({ estimate }) => Number(estimate));
        expect(estimates).toHaveLength(names.length);
        names.forEach((name, at) => {
            const parameter = analysis.parameters.find(other => other.name === name)!;
            expect(parameter.standardError, name).toBeGreaterThan(0);
            expect(Math.abs(estimates[at] - parameter.value!), name).toBeLessThan(bound * parameter.standardError!);
        });
    });
});

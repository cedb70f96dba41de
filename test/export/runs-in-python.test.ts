/** Scripts for statsmodels run, fit their own data and find the true values. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyze } from '../../src-engine/index.js';
import { ensureInstalled, succeeds } from './debian.js';
import { exportedText, modelText, openModel } from './exported.js';

const folder = mkdtempSync(path.join(tmpdir(), 'glmm-python-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Debian's own, whatever else is on the path. */
const python = '/usr/bin/python3';

const alone = (family: string, value: string, more = ''): string =>
    `model m { family ${family}  predictor x ~ Uniform(0, 1)  fixed B { b0: 1 = ${value}; b1: x = 0.4 }  design { n = 2000 }  test b1 = 0.4 ${more} }`;

const models: Record<string, string> = {
    'gaussian-arms': modelText('gaussian-arms'),
    uncorrelated: modelText('uncorrelated'),
    names: modelText('names'),
    'inverse-gaussian': modelText('inverse-gaussian'),
    'gaussian, log link': alone('gaussian(phi = 4) link log', 'log(1.2)'),
    'gaussian, inverse link': alone('gaussian(phi = 0.01) link inverse', '1'),
    'reference t': alone('gaussian(phi = 1)', '0', 'reference t'),
    bernoulli: alone('bernoulli', 'logit(0.3)', 'greater'),
    probit: alone('bernoulli link probit', '-0.2'),
    cloglog: alone('bernoulli link cloglog', '-0.2'),
    'log-binomial': alone('binomial(trials = 3) link log', 'log(0.3)'),
    poisson: alone('poisson', 'log(2)'),
    'poisson, identity link': alone('poisson link identity', '1'),
    'poisson, square root': alone('poisson link sqrt', '1'),
    gamma: alone('gamma(phi = 0.5)', '1'),
    'gamma, inverse link': alone('gamma(phi = 0.5) link inverse', '1'),
    'negative binomial': alone('negativeBinomial(size = 2)', '1'),
    'zero trials': `model m { family binomial(trials = visits)  predictor visits ~ Discrete(0: 0.5, 4: 0.5)  predictor x ~ Normal(0, 1)
        fixed B { b0: 1 = OR(0.5); b1: x = 0.5 }  design { n = 1500 }  test both: b0 = 0 and b1 = 0.5 }`
};

/** Runs all scripts in one process, each with names of its own: what each prints, and its estimates or what stopped it. */
const driver = `
import contextlib, io, json, pathlib, sys, traceback, warnings
warnings.simplefilter("error", DeprecationWarning)
results = {}
for path in sorted(pathlib.Path(".").glob("*.py")):
    names, printed, failure = {"__name__": "script"}, io.StringIO(), None
    with contextlib.redirect_stdout(printed):
        try:
            exec(compile(path.read_text("utf-8"), str(path), "exec"), names)
        except Exception:
            failure = traceback.format_exc()
    estimates = [] if failure else [float(names["fit"].params[name]) for name in names["fit"].params.index]
    results[path.stem] = {"printed": printed.getvalue(), "failure": failure, "estimates": estimates}
json.dump(results, sys.stdout)
`;

interface Result {
    printed: string;
    failure: string | null;
    estimates: number[];
}

let results: Record<string, Result> = {};
const fileOf = (name: string): string => name.replace(/\W+/g, '-');

beforeAll(async () => {
    ensureInstalled('Python with statsmodels', ['python3-statsmodels'], () => succeeds(python, '-c', 'import statsmodels'));
    for (const [name, text] of Object.entries(models)) {
        writeFileSync(path.join(folder, `${fileOf(name)}.py`), await exportedText(text, 'statsmodels'));
    }
    const { stdout, stderr } = spawnSync(python, ['-'], {
        cwd: folder,
        input: driver,
        encoding: 'utf8',
        maxBuffer: 2 ** 26,
        env: { ...process.env, PYTHONUTF8: '1', OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' }
    });
    expect(stdout, stderr).toMatch(/^\{/);
    results = JSON.parse(stdout) as Record<string, Result>;
}, 600_000);

describe('the script fits its own data, and finds the true values', () => {
    it.each(Object.entries(models))('%s', async (name, text) => {
        const { spec } = await openModel(text);
        const { printed, failure, estimates } = results[fileOf(name)];
        expect(failure).toBeNull();
        const errors = new Map(analyze(spec).parameters.map(parameter => [parameter.name, parameter.standardError]));
        // patsy puts the intercept first, then the columns in their order.
        const ordered = [...spec.fixed].sort((a, b) => Number(b.term.op === 'number') - Number(a.term.op === 'number'));
        expect(estimates.length).toBeGreaterThanOrEqual(ordered.length);
        ordered.forEach((effect, at) => {
            const error = errors.get(effect.name);
            expect(error, effect.name).toBeGreaterThan(0);
            expect(Math.abs(estimates[at] - effect.value!), effect.name).toBeLessThan(4.5 * error!);
        });
        const tested = [...printed.matchAll(/: statistic (\S+), p = (\S+)$/gm)].map(([, ...numbers]) => numbers.map(Number));
        expect(tested).toHaveLength(spec.tests.length);
        for (const [statistic, p] of tested) {
            expect(Number.isFinite(statistic)).toBe(true);
            expect(p >= 0 && p <= 1, String(p)).toBe(true);
        }
    });
});

/**
 * Stan programs as Stan's own checker reads them, and the models of brms as brms writes them for Stan. Debian's checker is of Stan 2.21, whose
 * arrays are declared in the older way: the test translates these declarations and nothing else.
 */
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ExportProblem, exportModel, type ExportTarget } from '../../language/export/index.js';
import { openText } from '../open-text.js';
import { ensureInstalled, succeeds } from './debian.js';
import { runR } from './r.js';

const folder = mkdtempSync(path.join(tmpdir(), 'glmm-stan-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A family with a link and random effects or none. */
const alone = (family: string, value = '0.5', random = ''): string =>
    `model m { family ${family}  predictor x ~ Uniform(0, 1)  predictor visits ~ Discrete(1: 0.5, 4: 0.5)
     fixed ${random === '' ? 'B' : 'A'} { b0: 1 = ${value} }  fixed B { b1: x = logit(0.6) }  ${random}  design { ${random === '' ? '' : 'g = 20, '}n = 20 } }`;

const families = [
    'gaussian(phi = 4)', 'gaussian(phi = 4) link log', 'gaussian(phi = 4) link inverse', 'bernoulli', 'bernoulli link probit',
    'bernoulli link cloglog', 'binomial(trials = visits)', 'poisson', 'gamma(phi = 0.5)', 'gamma(phi = 0.5) link inverse',
    'inverseGaussian(phi = 0.3)', 'negativeBinomial(size = 2)'
]; // prettier-ignore

const models = new URL('models/', import.meta.url);
const texts: Record<string, string> = {
    ...Object.fromEntries(readdirSync(models).map(file => [file.replace('.glmm', ''), readFileSync(new URL(file, models), 'utf8')])),
    ...Object.fromEntries(families.map(family => [family, alone(family)])),
    'a random intercept': alone('poisson', '0.5', 'random g { b0 sd 0.4 }')
};

const fileOf = (name: string): string => name.replace(/\W+/g, '-');

/** As programs of Stan before 2.26 declare arrays. */
const older = (program: string): string =>
    program
        .replace(/array\[\] int (\w+)\(/g, 'int[] $1(')
        .replace(/array\[([^\]]*)\] int (\w+)/g, 'int $2[$1]')
        .replace(/array\[([^\]]*)\] vector\[([^\]]*)\] (\w+)/g, 'vector[$2] $3[$1]');

async function written(text: string, target: ExportTarget): Promise<string | null> {
    const [{ spec, title, written }] = (await openText(text)).models;
    try {
        return exportModel(spec!, { target, title, seed: 1, written });
    } catch (error) {
        if (error instanceof ExportProblem) {
            return null;
        }
        throw error;
    }
}

let found = new Map<string, string>();

beforeAll(async () => {
    ensureInstalled('R with brms and rstan', ['r-base-core', 'r-cran-rstan', 'r-cran-brms'], () =>
        succeeds('Rscript', '-e', 'stopifnot(requireNamespace("rstan"), requireNamespace("brms"))')
    );
    for (const [name, text] of Object.entries(texts)) {
        const program = await written(text, 'stan');
        writeFileSync(path.join(folder, `${fileOf(name)}.stan`), older(program!));
        const script = await written(text, 'brms');
        if (script !== null) {
            writeFileSync(path.join(folder, `${fileOf(name)}.R`), script);
        }
    }
    writeFileSync(path.join(folder, 'wrong.stan'), older((await written(texts.slopes, 'stan'))!.replace('inv_logit', 'inv_logitt')));
    runR(
        `
suppressMessages(library(rstan))
suppressMessages(library(brms))
checked <- function(check) tryCatch({ check(); "good" }, error = function(e) conditionMessage(e))
# In place of the fit: the program that brms would compile, checked.
brm <- function(..., chains, cores, seed) stanc(model_code = make_stancode(...))$status
files <- list.files(".", "[.](stan|R)$")
results <- vapply(files, function(file) checked(function() {
    if (grepl("stan$", file)) return(stanc(file))
    own <- new.env()
    own$brm <- brm
    capture.output(suppressMessages(suppressWarnings(source(file, local = own, encoding = "UTF-8"))))
    stopifnot(isTRUE(own$fit))
}), "")
writeLines(paste0(files, ": ", gsub("\\n", " ", results)), "results.txt")
`,
        folder
    );
    const lines = readFileSync(path.join(folder, 'results.txt'), 'utf8').trim().split('\n');
    found = new Map(lines.map(line => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]));
}, 600_000);

describe('programs that Stan takes', () => {
    it.each(Object.keys(texts))('%s', name => expect(found.get(`${fileOf(name)}.stan`)).toBe('good'));

    it('the checker finds a function that is not there', () => expect(found.get('wrong.stan')).toMatch(/failed to parse/));
});

describe('models that brms takes', () => {
    const taken = ['gaussian-arms', 'slopes', 'binomial', 'nested', 'unequal', 'negative-binomial', 'names', 'nasty', 'crossed', 'a random intercept', ...families]; // prettier-ignore
    it.each(taken)('%s', name => expect(found.get(`${fileOf(name)}.R`)).toBe('good'));
});

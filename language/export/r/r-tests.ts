/** R code for the model's tests: Wald tests of linear hypotheses. */
import { kenwardRogerRemark } from '../kenward-roger-remark.js';
import type { TestSpec } from '../../../src-engine/spec/model-spec.js';
import type { Study } from '../study.js';
import { coefficientName } from './r-simulation.js';
import { rString, rVector } from './r-text.js';

/** A test as the arguments of a function: a label, the rows of L, the values of the hypotheses, the alternative, degrees of freedom. */
export interface RTest {
    label: string;
    /** `rbind(c("x" = 1), c("z" = 1))`. */
    rows: string;
    values: string;
    alternative: string;
    df: string;
    alpha: number;
}

/** The model's tests; if it has none, a test of each effect against 0. */
export function rTests(study: Study): RTest[] {
    const { spec, effects, degreesOfFreedom } = study;
    if (spec.tests.length > 0) {
        return spec.tests.map((test, index) => rTest(study, test, degreesOfFreedom[index] ?? null));
    }
    return effects.map(effect => ({
        label: `${effect.effect.name} = 0`,
        rows: `rbind(c(${rString(coefficientName(effect))} = 1))`,
        values: '0',
        alternative: '"two-sided"',
        df: 'Inf',
        alpha: 0.05
    }));
}

function rTest({ effects }: Study, { name, hypothesis, contrasts, alternative, alpha, reference }: TestSpec, df: number | null): RTest {
    const involved = effects.filter(({ effect }) =>
        contrasts.some(({ coefficients }) => coefficients.some(other => other.effect === effect.name))
    );
    const rows = contrasts.map(({ coefficients }) => {
        const cells = involved.map(one => {
            const coefficient = coefficients.find(({ effect }) => effect === one.effect.name)?.coefficient ?? 0;
            return `${rString(coefficientName(one))} = ${coefficient}`;
        });
        return `c(${cells.join(', ')})`;
    });
    return {
        label: name === null ? hypothesis : `${name}: ${hypothesis}`,
        rows: `rbind(${rows.join(', ')})`,
        values: rVector(contrasts.map(({ value }) => String(value))),
        alternative: rString(alternative),
        df: reference !== 'z' && df !== null ? String(Number(df.toPrecision(6))) : 'Inf',
        alpha
    };
}

/** The p-value of a Wald test from estimates `b` and their covariance `V`: lines within a function of L, value, alternative and df. */
export const waldLines = [
    'difference <- drop(L %*% b[colnames(L)] - value)',
    'covariance <- L %*% V[colnames(L), colnames(L)] %*% t(L)',
    'if (nrow(L) > 1) {',
    '    statistic <- drop(difference %*% solve(covariance, difference)) / nrow(L)',
    '    p <- pf(statistic, nrow(L), df, lower.tail = FALSE)',
    '} else {',
    '    statistic <- difference / sqrt(drop(covariance))',
    '    p <- switch(alternative, greater = pt(-statistic, df), less = pt(statistic, df), 2 * pt(-abs(statistic), df))',
    '}'
];

/** A function that removes backticks from names; empty if no name has any. */
export const plainNames = [
    '# Without the backticks that R puts around names of other letters.',
    'plain <- function(names) gsub("`", "", names, fixed = TRUE)'
];

/** Tests of the fitted model, as a data frame. `estimates` and `covariance` are R code. */
export function fittedTests(study: Study, estimates: string, covariance: string): string[] {
    if (study.spec.tests.length === 0) {
        return [];
    }
    const tests = rTests(study).map(
        ({ label, rows, values, alternative, df, alpha }) =>
            `    wald(${[rString(label), rows, values, alternative, df, alpha].join(', ')})`
    );
    return [
        '',
        '# The tests of the model: Wald tests of L b = value. With df = Inf the reference is normal (several hypotheses: chi-squared).',
        ...kenwardRogerRemark(study.spec.tests, 'pbkrtest::KRmodcomp computes it for a fit of lmer'),
        `b <- ${estimates}`,
        `V <- ${covariance}`,
        'wald <- function(label, L, value, alternative, df, alpha) {',
        ...waldLines.map(line => `    ${line}`),
        '    data.frame(test = label, statistic = statistic, p = p, rejected = p < alpha)',
        '}',
        'tests <- rbind(',
        tests.join(',\n'),
        ')',
        'print(tests, digits = 4)'
    ];
}

/** R code that finds the power of the model's tests by simulation with simr. */
import type { TestSpec } from '../../../src-engine/spec/model-spec.js';
import { isLinear, type Study } from '../study.js';
import { wrappedList } from '../wrapped-list.js';
import { baseFamily, impliedCovarianceNotes, rFormula, twoColumnResponse } from './r-formula.js';
import { coefficientName, rDesign, rTruth, sigmaOf } from './r-simulation.js';
import { rString, rColumn, rVector } from './r-text.js';

/** A linear or generalized linear mixed model whose family lme4 simulates. */
export function simrPower(study: Study, seed: number): string[] {
    const { spec, effects, varying, columns } = study;
    const linear = isLinear(spec);
    const trials = spec.family.trials;
    const make = linear ? 'makeLmer' : 'makeGlmer';
    const sigma = linear ? ', sigma = sqrt(phi)' : '';
    const family = linear ? '' : `, family = ${baseFamily(spec.family)}`;
    return [
        `set.seed(${seed})`,
        '',
        ...rDesign(study),
        ...(trials ? [`d$${columns.trials} <- ${rColumn(study, trials)}`] : []),
        ...(spec.offset ? [`d$${columns.offset} <- ${rColumn(study, spec.offset)}`] : []),
        '# The response is drawn by simr; this one holds its place.',
        `d$${columns.response} <- rep_len(0:1, nrow(d))`,
        '',
        ...rTruth(study),
        '',
        'library(simr)',
        ...impliedCovarianceNotes(study),
        `formula <- ${rFormula(study, twoColumnResponse(study), 'double bar')}`,
        "# lme4 has its own order of terms: each takes its part of its group's matrix.",
        `Sigma <- list(${varying.map(({ group }) => `${group.column} = ${sigmaOf(group)}`).join(', ')})`,
        `terms <- ${linear ? 'lFormula(formula, d)' : `glFormula(formula, d${family})`}$reTrms$cnms`,
        'V <- lapply(seq_along(terms), function(i) Sigma[[names(terms)[i]]][terms[[i]], terms[[i]], drop = FALSE])',
        `coefficients <- ${wrappedList(
            'setNames(truth, c(',
            effects.map(effect => rString(coefficientName(effect))),
            '))'
        )}`,
        '# In the order of the formula.',
        `order <- colnames(model.matrix(${rFormula(study, '', 'double bar', false).trim()}, d))`,
        `model <- ${make}(formula${family}, fixef = coefficients[order], VarCorr = V${sigma}, data = d)`,
        '',
        '# Wald tests: p-values of linear hypotheses L b = value.',
        'wald <- function(L, value, alternative = "two-sided") {',
        '    function(fit) {',
        '        b <- L %*% fixef(fit)[colnames(L)] - value',
        '        V <- L %*% as.matrix(vcov(fit))[colnames(L), colnames(L)] %*% t(L)',
        '        if (nrow(L) > 1) return(pchisq(drop(t(b) %*% solve(V, b)), nrow(L), lower.tail = FALSE))',
        '        z <- drop(b / sqrt(V))',
        '        switch(alternative, greater = pnorm(-z), less = pnorm(z), 2 * pnorm(-abs(z)))',
        '    }',
        '}',
        ...(spec.tests.length === 0
            ? [
                  '# The model has no tests: the power against 0 of each effect.',
                  ...effects.flatMap(effect => oneEffect(effect.effect.name, coefficientName(effect)))
              ]
            : spec.tests.flatMap(test => oneTest(study, test)))
    ];
}

function oneEffect(name: string, coefficient: string): string[] {
    return [`L <- matrix(1, 1, 1, dimnames = list(NULL, ${rString(coefficient)}))`, ...power(`${name} = 0`, 'wald(L, 0)', 0.05)];
}

function oneTest({ effects }: Study, { contrasts, hypothesis, name, alternative, alpha, reference }: TestSpec): string[] {
    const involved = effects.filter(({ effect }) =>
        contrasts.some(({ coefficients }) => coefficients.some(({ effect: other }) => other === effect.name))
    );
    const rows = contrasts.map(({ coefficients }) =>
        involved.map(({ effect }) => coefficients.find(other => other.effect === effect.name)?.coefficient ?? 0)
    );
    const names = rVector(involved.map(effect => rString(coefficientName(effect))));
    const values = rVector(contrasts.map(({ value }) => String(value)));
    const cells = rVector(rows.flat().map(String));
    return [
        `L <- matrix(${cells}, ${rows.length}, byrow = TRUE, dimnames = list(NULL, ${names}))`,
        ...(reference === 't' ? ['# The model asks for reference t; this test is against the normal law.'] : []),
        ...power(name === null ? hypothesis : `${name}: ${hypothesis}`, `wald(L, ${values}, ${rString(alternative)})`, alpha)
    ];
}

function power(label: string, test: string, alpha: number): string[] {
    return [`cat(${rString(`\nPower of ${label}\n`)})`, `print(powerSim(model, test = ${test}, nsim = 200, alpha = ${alpha}, seed = 1))`];
}

/** R code that simulates the power of the model's tests with simr. */
import { isLinear } from '../../../src-engine/family/families.js';
import type { Study } from '../study.js';
import { impliedCovarianceNotes, baseFamily, rFormula, twoColumnResponse } from './r-formula.js';
import { coefficientName, rDesign, rResponse, rTruth, sigmaName } from './r-simulation.js';
import { plainNames, rTests, waldLines, type RTest } from './r-tests.js';
import { hasQuotedNames, rString } from './r-text.js';
import { wrappedList } from '../wrapped-list.js';

/** A linear or generalized linear mixed model whose family lme4 simulates. */
export function simrPower(study: Study, seed: number): string[] {
    const { spec, effects, varying } = study;
    const linear = isLinear(spec.family);
    const isQuoted = hasQuotedNames(study);
    const plain = (names: string) => (isQuoted ? `plain(${names})` : names);
    const fit = linear ? 'lmer(model_formula, data = d)' : `glmer(model_formula, data = d, family = ${baseFamily(spec.family)})`;
    return [
        `set.seed(${seed})`,
        '',
        ...rDesign(study),
        '',
        ...rTruth(study),
        '',
        ...rResponse(study),
        '',
        'library(simr)',
        ...impliedCovarianceNotes(study),
        '# A fitted model, which then gets the true values.',
        `model_formula <- ${rFormula(study, twoColumnResponse(study), 'double bar')}`,
        `model <- ${fit}`,
        ...(isQuoted ? plainNames : []),
        wrappedList('names(truth) <- c(', effects.map(effect => rString(coefficientName(effect))), ')'), // prettier-ignore
        `fixef(model) <- setNames(truth[${plain('names(fixef(model))')}], names(fixef(model)))`,
        ...(linear ? ['sigma(model) <- sqrt(phi)'] : []),
        "# lme4 has its own order of terms: each takes its part of its group's matrix.",
        `Sigma <- list(${varying.map(({ group }) => `${rString(group.column)} = ${sigmaName(group)}`).join(', ')})`,
        'random_terms <- getME(model, "cnms")',
        'VarCorr(model) <- lapply(seq_along(random_terms), function(i) {',
        `    effects <- ${plain('random_terms[[i]]')}`,
        `    Sigma[[${plain('names(random_terms)[i]')}]][effects, effects, drop = FALSE]`,
        '})',
        '',
        '# Wald tests: p-values of linear hypotheses L b = value. With df = Inf the reference is normal (several hypotheses: chi-squared).',
        'wald <- function(L, value, alternative, df) {',
        '    function(fit, ...) {',
        `        b <- fixef(fit)`,
        '        V <- as.matrix(vcov(fit))',
        ...(isQuoted ? ['        names(b) <- plain(names(b))', '        dimnames(V) <- list(names(b), names(b))'] : []),
        ...waldLines.map(line => `        ${line}`),
        '        p',
        '    }',
        '}',
        ...(spec.tests.length === 0 ? ['# The model has no tests: the power against 0 of each effect.'] : []),
        ...rTests(study).flatMap(test => power(test, seed))
    ];
}

function power({ label, rows, values, alternative, df, alpha }: RTest, seed: number): string[] {
    return [
        '',
        `test <- wald(${[rows, values, alternative, df].join(', ')})`,
        `cat(${rString(`\nPower of ${label}\n`)})`,
        `print(powerSim(model, test = test, nsim = 200, alpha = ${alpha}, seed = ${seed}, progress = FALSE))`
    ];
}

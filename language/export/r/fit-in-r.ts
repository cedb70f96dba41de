/** R code that fits the simulated data and prints the estimates beside the true values. */
import { families, hasDispersion, isLinear } from '../../../src-engine/family/families.js';
import { correlatedSets } from '../../presentation/notation/random-effect.js';
import type { Study, StudyEffect, StudyGroup } from '../study.js';
import { needsStartValues } from '../start-values.js';
import { baseFamily, impliedCovarianceNotes, rFormula, twoColumnResponse } from './r-formula.js';
import { rEstimates } from './r-simulation.js';
import { fittedTests, plainNames } from './r-tests.js';
import { hasQuotedNames, rName, rString, rVector } from './r-text.js';

/** Whether a group's random effects are several terms of a formula, whose matrices come one by one. */
const isSplit = ({ block }: StudyGroup): boolean => correlatedSets(block).length > 1;

/** Whether entries of a group's matrix are searched for by their names. */
const isSearched = (study: Study, group: StudyGroup): boolean => isSplit(group) || hasQuotedNames(study);

/** Entries of the covariance matrices in `matrices`, R code that has a list by group. */
function covarianceEntries(study: Study, matrices: string) {
    return (group: StudyGroup, row: string, column: string): string =>
        isSearched(study, group)
            ? `entry(${rString(group.column)}, ${rString(row)}, ${rString(column)})`
            : `${matrices}$${rName(group.column)}[${rString(row)}, ${rString(column)}]`;
}

/** The code between the fit and the estimates: functions that find estimates by name. */
function lookups(study: Study, matrices: string): string[] {
    const isQuoted = hasQuotedNames(study);
    const isNeeded = study.varying.some(({ group }) => isSearched(study, group));
    const plain = (names: string) => (isQuoted ? `plain(${names})` : names);
    return [
        ...(isQuoted ? [...plainNames, ''] : []),
        ...(isNeeded
            ? [
                  '# A covariance of random effects. The matrices of a group with several terms are called g, g.1, ...',
                  'entry <- function(group, row, column) {',
                  `    own <- ${matrices}[sub("[.][0-9]+$", "", ${plain(`names(${matrices})`)}) == group]`,
                  `    for (one in own) {`,
                  `        effects <- ${plain('rownames(one)')}`,
                  '        if (all(c(row, column) %in% effects)) return(one[match(row, effects), match(column, effects)])',
                  '    }',
                  '}',
                  ''
              ]
            : [])
    ];
}

/** Estimates by their plain names. */
const named = (study: Study, estimates: string): string =>
    hasQuotedNames(study) ? `setNames(${estimates}, plain(names(${estimates})))` : estimates;

/** The covariance matrix of the estimates by their plain names. */
const namedMatrix = (study: Study, matrix: string): string =>
    hasQuotedNames(study) ? `as.matrix(${matrix})\ndimnames(V) <- lapply(dimnames(V), plain)` : `as.matrix(${matrix})`;

/** The true values in the order of the coefficients: the intercept first, effects of a factor by its levels. */
function startValues({ effects, factors }: Study): string {
    const place = ({ column, level }: StudyEffect): [number, number] => {
        const first = effects.findIndex(other => other.column === column);
        const levels = factors.find(factor => factor.column === column)?.levels ?? [];
        return [column === null ? -1 : first, level === null ? 0 : levels.indexOf(level)];
    };
    const ordered = effects
        .map(effect => ({ name: effect.effect.name, place: place(effect) }))
        .sort(({ place: a }, { place: b }) => a[0] - b[0] || a[1] - b[1]);
    return `truth[${rVector(ordered.map(({ name }) => rString(name)))}]`;
}

/** By lme4, without random effects by base R; all by maximum likelihood. */
export function lme4Fit(study: Study): string[] {
    const { family } = study.spec;
    const linear = isLinear(study.spec.family);
    const isMixed = study.varying.length > 0;
    const familyCode = baseFamily(family);
    const formula = `model_formula <- ${rFormula(study, twoColumnResponse(study), 'double bar')}`;
    const familyArgument = linear ? '' : `, family = ${familyCode}`;
    const fitter = isMixed ? (linear ? 'lmer' : 'glmer') : linear ? 'lm' : 'glm';
    const maximumLikelihood = isMixed && linear ? ', REML = FALSE' : '';
    const phi = isMixed || linear ? 'sigma(fit)^2' : 'summary(fit)$dispersion';
    const start = !isMixed && !linear && needsStartValues(family) ? `, start = ${startValues(study)}` : '';
    // For a negative binomial response of known size glm still estimates a dispersion.
    const isKnownSize = !isMixed && families[family.name].hasSize;
    const summary = isKnownSize ? 'summary(fit, dispersion = 1)' : 'summary(fit)';
    const estimates = isMixed ? 'fixef(fit)' : 'coef(fit)';
    return [
        ...(isMixed ? ['library(lme4)'] : []),
        ...(isMixed && !linear && hasDispersion(study.spec.family)
            ? ['# Of a response with a dispersion glmer underestimates the variances of random effects; glmmTMB does not.']
            : []),
        ...impliedCovarianceNotes(study),
        formula,
        `fit <- ${fitter}(model_formula, data = d${familyArgument}${start}${maximumLikelihood})`,
        `print(${summary})`,
        '',
        ...lookups(study, 'VarCorr(fit)'),
        ...rEstimates(study, {
            fixed: named(study, estimates),
            entry: covarianceEntries(study, 'VarCorr(fit)'),
            phi: hasDispersion(study.spec.family) ? phi : null
        }),
        ...fittedTests(study, named(study, estimates), namedMatrix(study, isKnownSize ? `${summary}$cov.scaled` : 'vcov(fit)'))
    ];
}

/** A fit by glmmTMB, which must have the family. */
export function glmmTMBFit(study: Study): string[] {
    const { family } = study.spec;
    const start = !isLinear(family) && needsStartValues(family) ? `, start = list(beta = ${startValues(study)})` : '';
    const formula = `model_formula <- ${rFormula(study, twoColumnResponse(study), 'diag')}`;
    const fit = families[family.name].hasSize
        ? [
              '# The size is known: its logarithm, which has another name in older versions, is held at its value.',
              'parameters <- glmmTMB(model_formula, data = d, family = nbinom2, doFit = FALSE)$parameters',
              'log_size <- intersect(c("betadisp", "betad"), names(parameters))',
              'fit <- glmmTMB(',
              '    model_formula, data = d, family = nbinom2,',
              '    start = setNames(list(log(k)), log_size), map = setNames(list(factor(NA)), log_size)',
              ')'
          ]
        : [`fit <- glmmTMB(model_formula, data = d, family = ${baseFamily(family)}${start})`];
    return [
        'library(glmmTMB)',
        ...impliedCovarianceNotes(study),
        formula,
        ...fit,
        'print(summary(fit))',
        '',
        ...lookups(study, 'VarCorr(fit)$cond'),
        ...rEstimates(study, {
            fixed: named(study, 'fixef(fit)$cond'),
            entry: covarianceEntries(study, 'VarCorr(fit)$cond'),
            phi: hasDispersion(study.spec.family) ? 'sigma(fit)^2' : null
        }),
        ...fittedTests(study, named(study, 'fixef(fit)$cond'), namedMatrix(study, 'vcov(fit)$cond'))
    ];
}

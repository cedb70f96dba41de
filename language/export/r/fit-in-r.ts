/** R code that fits the simulated data and prints the estimates beside the true values. */
import { families } from '../../../src-engine/family/families.js';
import { correlatedSets } from '../../presentation/notation/random-effect.js';
import { hasDispersion, isLinear, type Study, type StudyGroup } from '../study.js';
import { baseFamily, impliedCovarianceNotes, rFormula, twoColumnResponse } from './r-formula.js';
import { rEstimates } from './r-simulation.js';
import { rString } from './r-text.js';

/** Whether a group's random effects are several terms of a formula, whose matrices come one by one. */
const isSplit = ({ block }: StudyGroup): boolean => correlatedSets(block).length > 1;

/** Entries of the covariance matrices in `matrices`, R code that has a list by group; those of split groups are searched by `entry`. */
function covarianceEntries(matrices: string) {
    return (group: StudyGroup, row: string, column: string): string =>
        isSplit(group)
            ? `entry(${rString(group.column)}, ${rString(row)}, ${rString(column)})`
            : `${matrices}$${group.column}[${rString(row)}, ${rString(column)}]`;
}

/** The function `entry`, where a group has more than one matrix: `g`, `g.1`, … */
function entryFunction({ varying }: Study, matrices: string): string[] {
    if (!varying.some(({ group }) => isSplit(group))) {
        return [];
    }
    return [
        '# The matrices of a group with several terms are called g, g.1, ...',
        'entry <- function(group, row, column) {',
        `    own <- ${matrices}[grepl(paste0("^", group, "([.][0-9]+)?$"), names(${matrices}))]`,
        '    for (matrix in own) if (all(c(row, column) %in% rownames(matrix))) return(matrix[row, column])',
        '}'
    ];
}

/** By lme4, without random effects by base R; all by maximum likelihood. */
export function lme4Fit(study: Study): string[] {
    const { family } = study.spec;
    const linear = isLinear(study.spec);
    const isMixed = study.varying.length > 0;
    const familyCode = baseFamily(family);
    const formula = `formula <- ${rFormula(study, twoColumnResponse(study), 'double bar')}`;
    const familyArgument = linear ? '' : `, family = ${familyCode}`;
    const fitter = isMixed ? (linear ? 'lmer' : 'glmer') : linear ? 'lm' : 'glm';
    const maximumLikelihood = isMixed && linear ? ', REML = FALSE' : '';
    const phi = isMixed || linear ? 'sigma(fit)^2' : 'summary(fit)$dispersion';
    return [
        ...(isMixed ? ['library(lme4)'] : []),
        ...(isMixed && !linear && hasDispersion(study)
            ? ['# Of a response with a dispersion glmer underestimates the variances of random effects; glmmTMB does not.']
            : []),
        ...impliedCovarianceNotes(study),
        formula,
        `fit <- ${fitter}(formula, data = d${familyArgument}${maximumLikelihood})`,
        'print(summary(fit))',
        '',
        ...entryFunction(study, 'VarCorr(fit)'),
        ...rEstimates(study, {
            fixed: isMixed ? 'fixef(fit)' : 'coef(fit)',
            entry: covarianceEntries('VarCorr(fit)'),
            phi: hasDispersion(study) ? phi : null
        })
    ];
}

/** By glmmTMB. The family is one that it has. */
export function glmmTMBFit(study: Study): string[] {
    const { family } = study.spec;
    const formula = `formula <- ${rFormula(study, twoColumnResponse(study), 'diag')}`;
    const fit = families[family.name].hasSize
        ? [
              '# The size is known: its logarithm, which has another name in older versions, is held at its value.',
              'start <- glmmTMB(formula, data = d, family = nbinom2, doFit = FALSE)$parameters',
              'size <- intersect(c("betadisp", "betad"), names(start))',
              'fit <- glmmTMB(',
              '    formula, data = d, family = nbinom2,',
              '    start = setNames(list(log(k)), size), map = setNames(list(factor(NA)), size)',
              ')'
          ]
        : [`fit <- glmmTMB(formula, data = d, family = ${baseFamily(family)})`];
    return [
        'library(glmmTMB)',
        ...impliedCovarianceNotes(study),
        formula,
        ...fit,
        'print(summary(fit))',
        '',
        ...entryFunction(study, 'VarCorr(fit)$cond'),
        ...rEstimates(study, {
            fixed: 'fixef(fit)$cond',
            entry: covarianceEntries('VarCorr(fit)$cond'),
            phi: hasDispersion(study) ? 'sigma(fit)^2' : null
        })
    ];
}

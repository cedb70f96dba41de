import type { Severity } from './lowered-model.js';

interface CodeKnowledge {
    severity: Severity;
    /** What the code says of a text, in a sentence. */
    summary: string;
}

function error(summary: string): CodeKnowledge {
    return { severity: 'error', summary };
}

function warning(summary: string): CodeKnowledge {
    return { severity: 'warning', summary };
}

function information(summary: string): CodeKnowledge {
    return { severity: 'information', summary };
}

function hint(summary: string): CodeKnowledge {
    return { severity: 'hint', summary };
}

/** The catalogue of diagnostics: every code, how severe it is, and what it means. */
export const diagnosticCodes = {
    syntax: error('The text does not parse here.'),
    'name-reserved': error('`n` is the number of observations and can name nothing else.'),
    'duplicate-name': error('A name is given twice in one name space.'),
    'unknown-name': error('A name stands for nothing here.'),
    'ambiguous-name': error('A name in `sweep` could mean several things.'),
    'cyclic-definition': error('A constant, predictor, derived quantity or nesting is defined by itself.'),
    'not-finite': error('A constant is infinite or has no value.'),
    'number-expected': error('Something else stands where a number is due.'),
    'list-expected': error('A list or a matrix is due.'),
    'effect-expected': error('The name of an effect is due.'),
    'unknown-value-misplaced': error('`?` stands where nothing can be asked for.'),
    'unknown-function': error('A function is unknown, or does not take what it is given.'),
    'unknown-argument': error('A law or family has no argument of that name.'),
    'duplicate-argument': error('An argument is given twice.'),
    'wrong-number-of-arguments': error('An argument is missing or one too many.'),
    'unknown-law': error('There is no such law.'),
    'law-argument-out-of-range': error("A law's argument is out of its range."),
    'probability-missing': error('Some values of a law have a probability, others none.'),
    'wrong-number-of-names': error('A law has another dimension than the names that it is given.'),
    'chained-comparison': error('Comparisons do not chain.'),
    'no-levels': error('Something without levels is written with brackets.'),
    'level-expected': error('A categorical predictor is used without a level.'),
    'unknown-level': error('A categorical predictor has no such level.'),
    'no-such-random-effect': error('An effect has no random effect in the group.'),
    'contrast-not-linear': error('A tested hypothesis is not linear in fixed effects.'),
    'stands-twice': error('Something stands twice that stands once in its block.'),
    'too-many-sweeps': error('A model has more than two sweeps.'),
    'family-missing': error('A model has no family.'),
    'unknown-family': error('There is no such family.'),
    'dispersion-not-positive': error('The dispersion is 0 or less.'),
    'family-argument-out-of-range': error('The trials or the size of a family are out of range.'),
    'unknown-link': error('The family has no such link.'),
    'link-not-valid': error('A link that is not valid for every η stands beside random effects.'),
    'link-domain': error('η leaves the domain of the link where the predictors lie.'),
    'fixed-effects-missing': error('A model has no fixed effects.'),
    'marginal-misplaced': error('`marginal` stands for the value of another effect than an intercept.'),
    'marginal-out-of-range': error('A mean response that the family cannot have.'),
    'variance-not-positive': error('A standard deviation or variance is 0 or less.'),
    'variance-out-of-range': error('A standard deviation or variance is too small or too large to compute with.'),
    'icc-out-of-range': error('An intraclass correlation is not between 0 and 1.'),
    'icc-misplaced': error('An intraclass correlation is not defined for this effect or family.'),
    'random-effect-twice': error('A random effect or a pair stands twice.'),
    'random-effect-not-in-a': error('A random effect belongs to a fixed effect of block B.'),
    'correlation-out-of-range': error('A correlation is not between -1 and 1.'),
    'matrix-does-not-fit': error('A covariance matrix has the wrong size or is not symmetric.'),
    'not-positive-definite': error('A covariance matrix is not positive definite.'),
    'too-many-crossed-groups': error('Three or more groups are crossed and the response is not Gaussian.'),
    'wrong-block': error('A fixed effect stands in the wrong block.'),
    collinear: error('Terms of fixed effects are linearly dependent.'),
    'constant-random-effect': error('A random effect has a term that is constant in its group.'),
    'infinite-moment': error('An expectation that the variances need is infinite.'),
    'design-incomplete': error('The design lacks a number.'),
    'count-not-whole': error('A count is below 1, not whole, or too large.'),
    'not-a-multiple': error('A count is no multiple of the points of `each` predictors.'),
    'attrition-out-of-range': error('Attrition is not a share from 0 to below 1.'),
    'size-has-a-law': error('`n` has a law where it must be a number.'),
    'asked-twice': error('Two numbers of a model are asked for.'),
    'asked-without-goal': error('A number is asked for without a goal.'),
    'asked-not-in-goal': error('An effect is asked for that no goal depends on.'),
    'goal-not-reached': error('No size, no value or no design reaches a goal.'),
    'too-few-degrees-of-freedom': error('A test with `reference t` has less than one degree of freedom.'),
    'effect-points-away': error('An effect points away from the alternative of a one-sided test.'),
    'power-below-level': error('The power that a test is to have is no larger than its level.'),
    'size-for-null': error('A size is asked for to detect an effect that is at its null value.'),
    'probability-out-of-range': error('A probability is not between 0 and 1.'),
    'alternative-not-possible': error('A test of several hypotheses has a direction.'),
    'precision-without-goal': error('A precision has no half-width and no factor.'),
    'precision-out-of-range': error('A half-width or a factor is out of range.'),
    'cost-out-of-range': error('A price or a budget is out of range.'),
    'sweep-out-of-range': error('A sweep has no values or too many.'),
    'path-not-allowed': error('The path of a data file is missing or not relative.'),
    'data-not-read': error('A data file is missing or can not be read.'),
    'unknown-column': error('A data file has no such column.'),
    'column-not-numeric': error('A column that a law is taken from holds something else than numbers.'),
    'simulation-out-of-range': error('A number of a simulation is out of range.'),
    'unknown-method': error('There is no such method of fitting.'),
    'few-units': warning('A group has fewer than 10 units.'),
    'unlike-crossed-counts': warning('The counts of crossed groups differ by more than a factor of 10.'),
    'nearly-singular': warning('A covariance matrix of random effects is nearly singular.'),
    'small-information': warning('A unit of a group tells too little about its random effect for the accuracy in use.'),
    'large-size': warning('A required size is above ten million.'),
    'leading-too-small': warning('The leading term is asked for, and the refined variance is more than 10 % larger.'),
    'test-at-null': warning('The tested hypothesis holds at the values of the model.'),
    'link-not-canonical': information('The link is not the canonical one.'),
    'no-such-accuracy': information('The accuracy that is asked for does not exist for this model or parameter.'),
    'goal-at-smallest': information('A goal is reached at the smallest size already.'),
    conjecture: information('The variances rest on a conjecture.'),
    'values-missing': information('Some values of a data column are missing and left out.'),
    'too-many-diagnostics': information('More messages were found than are shown.'),
    'measures-mixed': hint('A block mixes standard deviations and variances.'),
    unused: hint('A name is declared that nothing uses.')
} satisfies Record<string, CodeKnowledge>;

export type DiagnosticCode = keyof typeof diagnosticCodes;

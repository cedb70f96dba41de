/** R code that fits the simulated data by brms. */
import type { Study } from '../study.js';
import { baseFamily, impliedCovarianceNotes, rFormula } from './r-formula.js';

/** The family and link are ones that brms has. */
export function brmsFit(study: Study): string[] {
    const { family } = study.spec;
    const { response, trials } = study.columns;
    const formula = rFormula(study, trials === null ? response : `${response} | trials(${trials})`, 'double bar');
    const isKnownSize = family.name === 'negativeBinomial';
    return [
        'library(brms)',
        ...impliedCovarianceNotes(study),
        `formula <- ${formula}`,
        '# With the default priors of brms; the posterior means are near to the true values where the data say much more than the priors.',
        'fit <- brm(',
        isKnownSize
            ? '    bf(formula, shape = k), data = d, family = negbinomial("log"),'
            : `    formula, data = d, family = ${brmsFamily(study)},`,
        '    chains = 4, cores = 4, seed = 1',
        ')',
        'print(summary(fit))',
        'print(truth)'
    ];
}

function brmsFamily({ spec: { family } }: Study): string {
    return family.name === 'bernoulli' ? `bernoulli("${family.link}")` : baseFamily(family, '');
}

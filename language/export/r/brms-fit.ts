/** R code that fits the simulated data by brms. */
import { families as engineFamilies } from '../../../src-engine/family/families.js';
import { families } from '../../knowledge/families.js';
import { links } from '../../knowledge/links.js';
import type { Study } from '../study.js';
import { impliedCovarianceNotes, rFormula } from './r-formula.js';

/** brms must have the family and link. */
export function brmsFit(study: Study): string[] {
    const { family } = study.spec;
    const { response, trials } = study.columns;
    const formula = rFormula(study, trials === null ? response : `${response} | trials(${trials})`, 'double bar');
    const { name } = families[family.name].code.r.brms;
    const familyCode = `${name}("${links[family.link].code.r.name}")`;
    return [
        'library(brms)',
        ...impliedCovarianceNotes(study),
        `model_formula <- ${formula}`,
        '# With the default priors of brms; the posterior means are near to the true values where the data say much more than the priors.',
        'fit <- brm(',
        `    ${engineFamilies[family.name].hasSize ? 'bf(model_formula, shape = k)' : 'model_formula'}, data = d, family = ${familyCode},`,
        '    chains = 4, cores = 4, seed = 1',
        ')',
        'print(summary(fit))',
        'print(truth)'
    ];
}

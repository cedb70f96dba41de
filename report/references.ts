/** The sources of a report's formulas. */
import { families, hasDispersion } from '../src-engine/family/families.js';
import type { ModelSpec } from '../src-engine/spec/model-spec.js';

const nested =
    'Jiang, J., Wand, M. P. & Bhaskaran, A. (2022). Usable and precise asymptotics for generalized linear mixed model analysis and design. Journal of the Royal Statistical Society, Series B 84, 55–82.';
const secondTerm =
    'Maestrini, L., Bhaskaran, A. & Wand, M. P. (2024). Second term improvement to generalised linear mixed model asymptotics. Biometrika. arXiv:2303.17855.';
const dispersion =
    'Bhaskaran, A. & Wand, M. P. (2023). Dispersion parameter extension of precise generalized linear mixed model asymptotics. Statistics & Probability Letters.';
const crossed = 'Jiang, J. et al. (2024). Precise asymptotics for linear mixed models with crossed random effects. arXiv:2409.05066.';
const fixed = 'McCullagh, P. & Nelder, J. A. (1989). Generalized Linear Models, 2nd ed. Chapman and Hall.';
const louis =
    'Louis, T. A. (1982). Finding the observed information matrix when using the EM algorithm. Journal of the Royal Statistical Society, Series B 44, 226–233.';
const satterthwaite =
    'Satterthwaite, F. E. (1946). An approximate distribution of estimates of variance components. Biometrics Bulletin 2, 110–114.';
const joint =
    'Fai, A. H.-T. & Cornelius, P. L. (1996). Approximate F-tests of multiple degree of freedom hypotheses in generalized least squares analyses of unbalanced split-plot experiments. Journal of Statistical Computation and Simulation 54, 363–378.';
const kenwardRoger =
    'Kenward, M. G. & Roger, J. H. (1997). Small sample inference for fixed effects from restricted maximum likelihood. Biometrics 53, 983–997.';
const optimal =
    'Moerbeek, M., van Breukelen, G. J. P. & Berger, M. P. F. (2000). Design issues for experiments in multilevel populations. Journal of Educational and Behavioral Statistics 25, 271–284.';

/** The sources that the models of a report use, in alphabetical order. */
export function references(specs: readonly ModelSpec[]): string[] {
    const isRandom = ({ random }: ModelSpec): boolean => random.length > 0;
    const isCrossed = ({ random }: ModelSpec): boolean => random.filter(({ within }) => within === null).length > 1;
    const used = [
        specs.some(isRandom) && nested,
        specs.some(isRandom) && secondTerm,
        specs.some(spec => isRandom(spec) && hasDispersion(spec.family)) && dispersion,
        specs.some(isCrossed) && crossed,
        specs.some(spec => !isRandom(spec)) && fixed,
        specs.some(spec => isRandom(spec) && !families[spec.family.name].isNormal) && louis,
        specs.some(({ tests }) => tests.some(({ reference }) => reference === 't' || reference === 'satterthwaite')) && satterthwaite,
        specs.some(({ tests }) => tests.some(({ reference, contrasts }) => reference === 'satterthwaite' && contrasts.length > 1)) && joint,
        specs.some(({ tests }) => tests.some(({ reference }) => reference === 'kr')) && kenwardRoger,
        specs.some(({ cost }) => cost !== null) && optimal
    ];
    return used.filter(reference => reference !== false).sort();
}

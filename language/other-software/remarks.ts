/** What a fit has and its model here lacks, as comments of the model. */
export const conditionalModelOnly = 'Only the conditional model of the fit is here, without its models for zeros and dispersion.';

export const residualsAreIndependent = 'The fit has correlated residuals. Here they are independent.';

/** Weights of a binomial response are its numbers of trials. */
export function weightsRemark(family: string): string {
    return family.startsWith('binomial')
        ? 'The weights of the fit are taken as its numbers of trials.'
        : 'The fit has weights. Here all observations have the same weight.';
}

/** @param terms those of random effects that the formula has no fixed effect for */
export function onlyRandom(terms: readonly string[]): string[] {
    const names = terms.map(term => (term === '1' ? 'the intercept' : term));
    return names.length === 0
        ? []
        : [`Only random in the formula: ${names.join(', ')}. A random effect needs a fixed effect, here with the value 0.`];
}

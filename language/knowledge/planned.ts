/** Words of the language that are planned: a text that has them is not wrong, but nothing can be computed from it yet. */

/** What each word will be for, by the rule of the grammar that meets it. A message says `NAME (…) is planned, but not possible yet`. */
const bySyntax: Record<string, Record<string, string>> = {
    Model: {
        observed: 'designs in which some observations are not made',
        retention: 'dropout',
        assume: 'values that are not sure',
        assurance: 'the power averaged over values that are not sure',
        equivalence: 'tests of equivalence',
        adjust: 'levels adjusted for several tests',
        mean: 'mean responses averaged over the population'
    },
    RandomEffects: {
        over: 'random effects that change with a predictor',
        where: 'random effects of a part of the units'
    },
    RandomEffect: {
        decay: 'correlations that fall with the distance in time',
        cac: 'a correlation between periods',
        cv: 'a coefficient of variation of group means',
        on: 'a correlation on the scale of proportions'
    },
    Design: { from: 'designs from a table' },
    Count: { per: 'a number of observations for each value of a predictor', '~': 'a law for the number of units' },
    NamedLaw: { Discrete: 'listed group sizes', Mixture: 'mixed group sizes' }
};

/** Functions. */
const functions: Record<string, string> = {
    change: 'an effect as two means',
    cohen: 'an effect in standard deviations',
    mean: 'mean responses averaged over the population',
    mod: 'the remainder of a division',
    all: 'the power of several tests together',
    any: 'the power of at least one of several tests'
};

export interface Planned {
    word: string;
    purpose: string;
}

/** The built-in group of single observations. */
export const plannedObservation: Planned = { word: 'random observation', purpose: 'an effect for every single observation' };

/** Undefined for a word that is not planned where the rule meets it. */
export function plannedWord(rule: string, word: string): Planned | undefined {
    const known = Object.hasOwn(bySyntax, rule) ? bySyntax[rule]! : {};
    return Object.hasOwn(known, word) ? { word, purpose: known[word]! } : undefined;
}

export function plannedFunction(name: string): Planned | undefined {
    return Object.hasOwn(functions, name) ? { word: name, purpose: functions[name]! } : undefined;
}

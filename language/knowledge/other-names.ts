/** What other software and textbooks call the words of the language, so that a message can name the word that is meant. */
import { nearestName } from '../scoping/nearest-name.js';

/** The kinds of words. */
export type WordKind = 'family' | 'link' | 'law' | 'function' | 'argument' | 'measure' | 'option' | 'element' | 'accuracy';

/** By kind, the word of the language and its other names: in lower case, without points, hyphens, spaces and underscores. */
const otherNames: Record<WordKind, Record<string, string>> = {
    family: {
        gaussian: 'normal lm linear continuous gauss',
        bernoulli: 'logistic binary logit yesno dichotomous bern glm',
        poisson: 'count counts pois rate',
        negativeBinomial: 'nbinom negbin nb nbinom2 negbinomial negbinomial2 negativebinom',
        inverseGaussian: 'invgauss ig inversegauss'
    },
    link: {
        logit: 'logistic logodds',
        log: 'ln logarithm',
        probit: 'qnorm normal',
        cloglog: 'complementaryloglog',
        identity: 'linear id none',
        inverse: 'reciprocal',
        inverseSquare: '1/mu^2 inversesquared'
    },
    law: {
        Normal: 'n norm rnorm dnorm gaussian gauss stdnormal',
        Uniform: 'u unif runif dunif rectangular',
        Bernoulli: 'bern bernouilli rbern dbern coin binary',
        Binomial: 'b binom rbinom dbinom bin',
        Poisson: 'pois rpois dpois po',
        Gamma: 'rgamma dgamma g',
        Exponential: 'exp rexp dexp expon exponent',
        Beta: 'rbeta dbeta',
        LogNormal: 'lnorm rlnorm dlnorm lognorm ln',
        StudentT: 't rt dt student tdist studentst',
        Discrete: 'sample choice discreteuniform',
        Categorical: 'multinom rmultinom cat factor',
        MvNormal: 'mvn mvnorm rmvnorm mvrnorm multivariatenormal multinormal mvnormal'
    },
    function: {
        log: 'ln loge',
        logit: 'qlogis logodds',
        expit: 'plogis invlogit logistic sigmoid ilogit',
        probit: 'qnorm phiinv',
        normcdf: 'pnorm phi cdf',
        OR: 'oddsratio odds',
        RR: 'riskratio rateratio relativerisk irr hr hazardratio',
        pct: 'percent percentage',
        exp: 'e'
    },
    argument: {
        mean: 'mu μ µ m average location loc expectation',
        sd: 'sigma σ std stdev stddev standarddeviation s scale',
        min: 'lower low from a minimum',
        max: 'upper high to b maximum',
        p: 'prob probability pi theta',
        size: 'n trials number k',
        rate: 'lambda mean',
        shape: 'alpha k a',
        a: 'alpha shape1',
        b: 'beta shape2',
        meanlog: 'mu mean',
        sdlog: 'sigma sd',
        df: 'nu degreesoffreedom',
        location: 'mu mean loc',
        scale: 'sigma sd',
        covariance: 'sigma cov vcov',
        phi: 'variance var dispersion residualvariance sigma2 sigma^2',
        trials: 'n size weights',
        cv: 'coefficientofvariation'
    },
    measure: {
        sd: 'std stdev stddev sigma tau s standarddeviation sds',
        variance: 'var tau2 sigma2 v variances',
        icc: 'intraclasscorrelation rho intraclass'
    },
    option: {
        'two-sided': 'twosided 2sided twotailed 2tailed both',
        greater: 'larger upper right above',
        less: 'smaller lower left below',
        alpha: 'α siglevel significance significancelevel level sig typeierror',
        power: 'pow targetpower',
        reference: 'ref distribution df ddf'
    },
    element: {
        family: 'response distribution outcome dist',
        predictor: 'covariate variable var predictors covariates regressor independent factor',
        fixed: 'fixef effects fixedeffects coefficients',
        random: 'ranef group cluster randomeffects grouping level',
        design: 'sizes samplesize sample study',
        test: 'hypothesis contrast h0 testing',
        precision: 'ci confidence',
        derive: 'derived define quantity',
        let: 'const constant set def param',
        sweep: 'vary grid scan',
        simulate: 'simulation sim',
        using: 'use method accuracy'
    },
    accuracy: {
        leading: 'firstorder one-term oneterm asymptotic',
        'two-term': 'twoterm twoterms 2term secondorder',
        refined: 'default',
        exact: 'simulated full'
    }
};

function folded(word: string): string {
    return word.toLowerCase().replace(/[\s._-]/g, '');
}

const meanings = Object.fromEntries(
    Object.entries(otherNames).map(([kind, words]) => [
        kind,
        Object.entries(words).flatMap(([word, others]) => others.split(' ').map(other => [other, word] as const))
    ])
) as unknown as Record<WordKind, readonly (readonly [string, string])[]>;

/**
 * The known word that a word of a person means: the same one but for case and hyphens, another name of it, or the nearest one.
 * Undefined where none is near enough.
 */
export function meantWord(kind: WordKind, word: string, known: Iterable<string>): string | undefined {
    const all = [...known];
    return (
        knownWord(kind, word, all) ??
        nearestName(
            word,
            all.filter(one => one !== word)
        )
    );
}

/** The word, or the one that it is another name of; a word that is only similar is none. */
export function knownWord(kind: WordKind, word: string, known: Iterable<string>): string | undefined {
    const all = [...known];
    const plain = folded(word);
    const other = meanings[kind].filter(([name]) => name === plain).map(([, meant]) => meant);
    return all.find(one => folded(one) === plain) ?? other.find(meant => all.includes(meant));
}

/** Whether two words differ in case and hyphens alone, so that nothing else can be meant. */
export function isSameWord(word: string, other: string | undefined): boolean {
    return other !== undefined && folded(word) === folded(other);
}

/** Families that the language does not have, and what comes nearest. */
const missingFamilies: readonly { names: string; advice: string }[] = [
    {
        names: 'beta betaregression',
        advice: 'For shares of a known number of trials, write `binomial(trials = 12)`.'
    },
    {
        names: 'betabinomial quasibinomial',
        advice: 'Write `binomial(trials = 12)` with a random effect for what varies more.'
    },
    {
        names: 'ordinal cumulative proportionalodds clm clmm polr',
        advice: 'For one cut between the categories, write `bernoulli`.'
    },
    { names: 'multinomial categorical nominal', advice: 'For one category against the others, write `bernoulli`.' },
    {
        names: 'weibull cox survival exponential coxph timetoevent hazard',
        advice: 'For numbers of events, write `poisson`, with the time under risk in `offset log(time)`.'
    },
    {
        names: 'quasipoisson zeroinflated zip zinb hurdle tweedie compoisson',
        advice: 'For counts that vary more than Poisson counts, write `negativeBinomial(size = 2)`.'
    },
    { names: 'student t studentt lognormal laplace skewnormal', advice: 'For a transformed response, write `gaussian(phi = 1)`.' }
];

/** What to write for a family that the language does not have. Undefined for a word that is no such family. */
export function adviceOnFamily(name: string): string | undefined {
    return missingFamilies.find(({ names }) => names.split(' ').includes(folded(name)))?.advice;
}

/** Values that arguments often have, to begin with. */
const usualArguments: Record<string, string> = {
    mean: '0',
    sd: '1',
    min: '0',
    max: '1',
    p: '0.5',
    rate: '1',
    shape: '2',
    a: '2',
    b: '2',
    meanlog: '0',
    sdlog: '1',
    df: '5',
    location: '0',
    scale: '1',
    phi: '1',
    trials: '12',
    cv: '0.4'
};

/** A value to begin with for an argument of a law or a family. Undefined where none is usual. */
export function usualArgument(of: string, argument: string): string | undefined {
    if (argument === 'size') {
        return of === 'negativeBinomial' ? '2' : '10';
    }
    return of === 'Sizes' && argument === 'mean' ? '20' : usualArguments[argument];
}

/** Functions with which other software marks a predictor as a factor, and slips of `levels`. */
export const factorFunctions: ReadonlySet<string> = new Set([
    'levels',
    'level',
    'Levels',
    'factor',
    'as.factor',
    'as_factor',
    'C',
    'relevel',
    'categorical',
    'dummy',
    'i',
    'i.'
]);

/** Names of the coding that compares each level with the first one, which the language has without a word. */
const codingsByFirstLevel = new Set(
    'treatment treatments contrtreatment dummy reference ref baseline simple default none indicator first'.split(' ')
);
/** Names of the coding that compares with the mean of all levels. */
const codingsByMean = new Set('contrsum deviation deviations effect effects sums mean anova'.split(' '));

/** What a name of a coding means: nothing to be written, or `sum`. Undefined for others. */
export function meantCoding(name: string): 'first level' | 'sum' | undefined {
    const plain = folded(name);
    return codingsByFirstLevel.has(plain) ? 'first level' : plain === 'sum' || codingsByMean.has(plain) ? 'sum' : undefined;
}

/** Words for `attrition`, in lower case. */
export const attritionWords: ReadonlySet<string> = new Set(
    'dropout dropouts drop loss lost losses attritionrate attr withdrawal ltfu'.split(' ')
);

/** Numbers in words, as people write them for counts. */
const numberWords: Record<string, number> = {
    one: 1,
    two: 2,
    three: 3,
    four: 4,
    five: 5,
    six: 6,
    seven: 7,
    eight: 8,
    nine: 9,
    ten: 10,
    eleven: 11,
    twelve: 12,
    fifteen: 15,
    sixteen: 16,
    eighteen: 18,
    twenty: 20,
    thirty: 30,
    forty: 40,
    fifty: 50,
    sixty: 60,
    seventy: 70,
    eighty: 80,
    ninety: 90,
    hundred: 100
};

/** The number that a word is, such as 40 for `forty`. */
export function numberOfWord(word: string): number | undefined {
    const key = word.toLowerCase();
    return Object.hasOwn(numberWords, key) ? numberWords[key] : undefined;
}

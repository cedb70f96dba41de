import { analyze, type Analysis, type AnalysisOptions } from '../src-engine/index.js';
import { loweredModels } from './lowered-models.js';
import { quantiles } from './quantiles.js';

export interface AccuracyCost {
    model: string;
    /** The accuracy that is computed. */
    accuracy: string;
    /** Median time of the whole analysis, in milliseconds. */
    time: number;
    /** The smallest time: that of a machine without other load. */
    least: number;
    target: number;
    /** The largest relative error of a variance: certified, of the fixed effects; or the Monte-Carlo standard error, of all parameters; null if one is missing. */
    error: number | null;
}

/** Logistic regression with a random intercept and slope, and three predictors of one law. */
function interceptAndSlope(law: string): string {
    return `model m {
        family bernoulli
        predictor x1 ~ ${law}
        predictor x2 ~ ${law}
        predictor x3 ~ ${law}
        fixed A { b0: 1 = -0.5; b1: x1 = 0.4 }
        fixed B { b2: x2 = 0.3; b3: x3 = -0.2 }
        random clinic { b0 sd 0.8; b1 sd 0.5; correlation(b0, b1) = -0.2 }
        design { clinic = 50, n = 20 }
    }`;
}

const threeRandomEffects = `model m {
    family bernoulli
    predictor x1 ~ Normal(0, 1)
    predictor x2 ~ Uniform(-1, 1)
    predictor x3 ~ Bernoulli(0.4)
    predictor x4 ~ Gamma(4, 4)
    predictor t each 0, 1, 2, 3
    fixed A { b0: 1 = -0.5; b1: x1 = 0.4; b2: t = 0.1 }
    fixed B { b3: x2 = 0.3; b4: x3 = -0.2; b5: x4 = 0.1 }
    random clinic { b0 sd 0.8; b1 sd 0.5; b2 sd 0.3; correlation(b0, b1) = -0.2 }
    design { clinic = 50, n = 20 }
}`;

const crossed = (subjects: number, items: number) => `model m {
    family bernoulli
    predictor x each 0, 1 per item
    fixed A { b0: 1 = 0.4; b1: x = 0.6 }
    random subject { b0 sd 0.8 }
    random item { b0 sd 0.5 }
    design { subject = ${subjects}, item = ${items}, n = 1 }
}`;

const threeLevels = `model m {
    family bernoulli
    predictor arm each 0, 1 per class
    fixed A { b0: 1 = -0.5; e: arm = 0.5 }
    random school { b0 variance 0.3 }
    random class in school { b0 variance 0.2 }
    design { school = 12, class = 4, n = 10 }
}`;

/** Many observations in a group. `predictor`: with its law, or its points. */
const largeGroups = (family: string, predictor: string, slope = '') => `model m {
    family ${family}
    predictor ${predictor}
    fixed { b0: 1 = -1; b1: x = 0.5 }
    random g { b0 sd 1${slope} }
    design { g = 30, n = 5000 }
}`;

const asymptotic: AnalysisOptions = { exact: 'none' };
const simulated: AnalysisOptions = { exact: 'simulate', seed: 1 };

const cases: { model: string; text: string; options: AnalysisOptions; target: number }[] = [
    { model: 'intercept and slope, three normal predictors', text: interceptAndSlope('Normal(0, 1)'), options: asymptotic, target: 10 },
    { model: 'intercept and slope, three uniform predictors', text: interceptAndSlope('Uniform(-1, 1)'), options: asymptotic, target: 100 },
    { model: 'three random effects, five predictors of mixed laws', text: threeRandomEffects, options: asymptotic, target: 300 },
    { model: 'intercept and slope, three normal predictors', text: interceptAndSlope('Normal(0, 1)'), options: simulated, target: 2000 },
    { model: 'crossed, 30 subjects × 20 items', text: crossed(30, 20), options: simulated, target: 3000 },
    { model: 'crossed, 15 subjects × 10 items', text: crossed(15, 10), options: simulated, target: 1000 },
    { model: 'three levels, 12 schools × 4 classes × 10', text: threeLevels, options: simulated, target: 2000 },
    ...[
        { model: 'logit, x ~ Normal(0, 1)', text: largeGroups('bernoulli', 'x ~ Normal(0, 1)') },
        { model: 'Poisson, x ~ Normal(0, 1)', text: largeGroups('poisson', 'x ~ Normal(0, 1)') },
        { model: 'cloglog, arms', text: largeGroups('bernoulli link cloglog', 'x each 0, 1 per g') },
        { model: 'probit, x ~ Normal(0, 1)', text: largeGroups('bernoulli link probit', 'x ~ Normal(0, 1)') },
        { model: 'Poisson, random slope', text: largeGroups('poisson', 'x ~ Normal(0, 1)', '; b1 sd 0.3') }
    ].map(({ model, text }) => ({ model: `groups of 5,000: ${model}`, text, options: simulated, target: 2000 }))
];

/**
 * The largest number of repetitions of a case, and the time limit in milliseconds. The first half warms up the code, as edits warm
 * up the server's thread.
 */
const mostRepetitions = 400;
const patience = 5000;
/** The time limit of an analysis. */
const longest = 20_000;

/** Measures the accuracies of logistic models, in this process and with warm code. */
export async function measureAccuracies(): Promise<AccuracyCost[]> {
    const costs: AccuracyCost[] = [];
    for (const { model, text, options, target } of cases) {
        const [lowered] = await loweredModels(text);
        if (!lowered?.spec) {
            throw new Error(`The model with ${model} has no meaning.`);
        }
        const begin = performance.now();
        const times: number[] = [];
        let analysis: Analysis;
        do {
            const start = performance.now();
            analysis = analyze(lowered.spec, { ...options, shouldStop: () => performance.now() - start > longest });
            times.push(performance.now() - start);
        } while (times.length < mostRepetitions && performance.now() - begin < patience);
        const warm = times.slice(Math.floor(times.length / 2));
        const variances = options.exact === 'none' ? 'two-term and refined' : 'exact to 1 %';
        costs.push({
            model,
            accuracy: variances,
            time: quantiles(warm).median,
            least: Math.min(...warm),
            target,
            error: largestError(analysis, options)
        });
    }
    return costs;
}

function largestError({ parameters }: Analysis, { exact }: AnalysisOptions): number | null {
    const compared = exact === 'none' ? parameters.filter(({ kind }) => kind === 'fixed') : parameters;
    const errors = compared.flatMap(parameter =>
        (exact === 'none' ? [parameter.twoTerm, parameter.refined] : [parameter.exact]).map(({ asyVar, error }) =>
            asyVar === null || error === null ? null : error / asyVar
        )
    );
    return errors.reduce<number | null>((largest, error) => (largest === null || error === null ? null : Math.max(largest, error)), 0);
}

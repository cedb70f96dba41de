import { usualBudget } from '../src-engine/analysis/limits.js';
import { answer } from '../src-engine/index.js';
import type { ModelSpec } from '../src-engine/spec/model-spec.js';
import { refinedStudy } from '../src-engine/study/refined-study.js';
import { loweredModels } from './lowered-models.js';
import { quantiles } from './quantiles.js';

export interface StudyCost {
    study: string;
    /** Median time in milliseconds. */
    time: number;
    /** The smallest time: that of a machine without other load. */
    least: number;
    target: number;
    /** The largest relative error of the fixed effects' variances: three standard errors. Null for a size. */
    error: number | null;
    /** The size that the study asks for; null if it asks for none. */
    required: number | null;
}

/** What is measured: the refined variances of the fixed effects, or the smallest size. */
type Measured = Pick<StudyCost, 'error' | 'required'>;

const crossed = (subjects: string, items: string, goal = '') => `model m {
    family bernoulli
    predictor x each 0, 1 per item
    fixed A { b0: 1 = 0.4; b1: x = 0.6 }
    random subject { b0 sd 0.8 }
    random item { b0 sd 0.5 }
    design { subject = ${subjects}, item = ${items}, n = 1 }
    ${goal}
}`;

const threeLevels = `model m {
    family bernoulli
    predictor arm each 0, 1 per school
    predictor x each 0, 1
    fixed A { b0: 1 = -0.5; b1: arm = 0.5 }
    fixed B { b2: x = 0.3 }
    random school { b0 variance 0.3 }
    random class in school { b0 variance 0.2 }
    design { school = 20, class = 10, n = 25 }
}`;

const cohortWedge = `model m {
    family bernoulli
    predictor wave each 1, 2, 3, 4 per clinic
    predictor period each 0, 1, 2, 3, 4
    predictor treated = period >= wave
    fixed A { b0: 1 = -1 }
    fixed B {
        p1: period == 1 = 0.1; p2: period == 2 = 0.2; p3: period == 3 = 0.2; p4: period == 4 = 0.3
        effect: treated = -0.5
    }
    random clinic { b0 variance 0.1 }
    random person in clinic { b0 variance 1 }
    design { clinic = 24, person = 20, n = 5 }
}`;

const cases: { study: string; text: string; target: number; measure: (spec: ModelSpec) => Measured }[] = [
    { study: 'crossed logistic, 40 subjects × 40 items', text: crossed('40', '40'), target: 100, measure: variances },
    {
        study: 'its number of items for 80 % power',
        text: crossed('40', '?', 'test b1 = 0 power 0.8'),
        target: 500,
        measure: requiredSize
    },
    { study: 'three levels, 20 schools × 10 classes × 25', text: threeLevels, target: 100, measure: variances },
    { study: 'closed-cohort wedge, 24 clinics × 20 people × 5 periods', text: cohortWedge, target: 200, measure: variances },
    { study: 'crossed logistic, 200 subjects × 200 items', text: crossed('200', '200'), target: 1000, measure: variances }
];

function variances(spec: ModelSpec): Measured {
    const { covariance, errors } = refinedStudy(spec, { shouldStop: () => false, seed: 1, budget: usualBudget });
    return { error: Math.max(...errors.map((error, i) => error / covariance[i]![i]!)), required: null };
}

/** Without the sensitivities and curves, which follow later. */
function requiredSize(spec: ModelSpec): Measured {
    const { tests } = answer(spec, { exact: 'headline', allocation: false, around: false });
    return { error: null, required: tests[0]?.required?.value.refined ?? null };
}

/** The largest number of repetitions of a case, and the time limit in milliseconds. The first half warms up the code. */
const mostRepetitions = 40;
const patience = 5000;
const fewest = 4;

/** Measures the mean information over whole studies, in this process and with warm code. */
export async function measureStudies(): Promise<StudyCost[]> {
    const costs: StudyCost[] = [];
    for (const { study, text, target, measure } of cases) {
        const [lowered] = await loweredModels(text);
        if (!lowered?.spec) {
            throw new Error(`The study \`${study}\` has no meaning.`);
        }
        const begin = performance.now();
        const times: number[] = [];
        let measured: Measured;
        do {
            const start = performance.now();
            measured = measure(lowered.spec);
            times.push(performance.now() - start);
        } while (times.length < fewest || (times.length < mostRepetitions && performance.now() - begin < patience));
        const warm = times.slice(Math.floor(times.length / 2));
        costs.push({ study, time: quantiles(warm).median, least: Math.min(...warm), target, ...measured });
    }
    return costs;
}

import { withSigmaTimes } from '../src-engine/structure/covariance/structures.js';
import { analyze, answer, sweep, VarianceStore, type ModelSpec } from '../src-engine/index.js';
import { loweredModels } from './lowered-models.js';
import { quantiles } from './quantiles.js';

export interface AnswerCost {
    model: string;
    /**
     * Median times in milliseconds: of the analysis, of the answers alone, of the answers with sensitivities and curves, and of the
     * same with all variances known.
     */
    analysis: number;
    alone: number;
    around: number;
    known: number;
}

const warmUps = 3;
const repetitions = 15;

function median(run: () => void): number {
    const times: number[] = [];
    for (let i = -warmUps; i < repetitions; i++) {
        const start = performance.now();
        run();
        if (i >= 0) {
            times.push(performance.now() - start);
        }
    }
    return quantiles(times).median;
}

/** Measures the answers of every model of a text that has goals, in this process and with warm code. */
export async function measureAnswers(text: string): Promise<AnswerCost[]> {
    return (await loweredModels(text)).flatMap(({ name, spec }) => {
        if (!spec || spec.tests.length + spec.precisions.length === 0) {
            return [];
        }
        const variances = new VarianceStore({ shouldStop: () => false, exact: 'none', seed: 1 });
        return [
            {
                model: name,
                known: median(() => answer(spec, { exact: 'none', allocation: false, variances })),
                analysis: median(() => analyze(spec, { exact: 'none' })),
                alone: median(() => answer(spec, { exact: 'none', around: false, allocation: false })),
                around: median(() => answer(spec, { exact: 'none', allocation: false }))
            }
        ];
    });
}

const logistic = `model m {
    family bernoulli
    predictor x1 ~ Normal(0, 1)
    predictor x2 ~ Normal(0, 1)
    fixed A { b0: 1 = -0.5; b1: x1 = 0.4 }
    fixed B { b2: x2 = 0.3 }
    random clinic { b0 sd 0.8; b1 sd 0.5; correlation(b0, b1) = -0.2 }
    design { clinic = 50, n = 20 }
    test b1 = 0 power 0.9
}`;

/** The same model with a question that needs new variances. */
export const questions = `${logistic}
${logistic.replace('model m', 'model n').replace('n = 20', 'n = ?')}
${logistic.replace('model m', 'model effect').replace('b1: x1 = 0.4', 'b1: x1 = ?')}
${logistic.replace('model m', 'model budget').replace('test', 'cost { per clinic 60, per observation 2, budget 5000 }\n    test')}
${logistic.replace('model m', 'model leastCost').replace('test', 'cost { per clinic 60, per observation 2 }\n    test')}`;

/** A sweep over 20 counts and 20 n, and one over 20 variances and 20 values of φ of a Gaussian model. */
export async function measureSweeps(): Promise<{ sweep: string; time: number }[]> {
    const [model] = await loweredModels(logistic);
    const spec = model!.spec!;
    const twenty = Array.from({ length: 20 }, (_, i) => i + 1);
    const grid = (make: (i: number, j: number) => ModelSpec) => twenty.flatMap(i => twenty.map(j => ({ at: { i, j }, spec: make(i, j) })));
    const sizes = grid((i, j) => ({
        ...spec,
        design: { ...spec.design, counts: [{ group: 'clinic', count: 10 * i }], n: { kind: 'fixed', n: 2 * j } }
    }));
    const gaussian = grid((i, j) => ({
        ...spec,
        family: { ...spec.family, name: 'gaussian', link: 'identity', phi: j / 4 },
        random: spec.random.map(block => withSigmaTimes(block, i / 10))
    }));
    return [
        { sweep: 'logistic, intercept and slope: 20 counts × 20 n', time: median(() => sweep(sizes)) },
        { sweep: 'Gaussian, intercept and slope: 20 variances × 20 φ', time: median(() => sweep(gaussian)) }
    ];
}

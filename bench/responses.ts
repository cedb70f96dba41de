import { GroupDesigns } from '../src-engine/exact/group-design.js';
import { simulatedInformation } from '../src-engine/exact/simulated.js';
import { responseOf } from '../src-engine/family/families.js';
import { groupSizes } from '../src-engine/structure/group-size-law.js';
import { loweredModels } from './lowered-models.js';

export interface ResponseCost {
    response: string;
    /** Nanoseconds of an evaluation of log f, with all that follows at a node: the least of some simulations. */
    time: number;
    /** How many times that of the logit link it is. */
    ratio: number;
    /** The ratio that the engine counts: `Response.effort`. */
    counted: number;
}

const responses = [
    'bernoulli',
    'bernoulli link probit',
    'bernoulli link cloglog',
    'poisson',
    'negativeBinomial(size = 2)',
    'gamma(phi = 0.5)',
    'inverseGaussian(phi = 0.3)'
];

const model = (family: string): string => `model m {
    family ${family}
    predictor x ~ Normal(0, 1)
    fixed A { b0: 1 = -0.5; e: x = 0.4 }
    random clinic { b0 sd 0.6; e sd 0.3 }
    design { clinic = 40, n = 20 }
}`;

const repetitions = 4;

/** Measures how dear the responses are in a simulation of exact information, in this process. */
export async function measureResponses(): Promise<ResponseCost[]> {
    const times: Omit<ResponseCost, 'ratio'>[] = [];
    for (const response of responses) {
        const [lowered] = await loweredModels(model(response));
        const spec = lowered!.spec!;
        const law = responseOf(spec.family);
        let time = Infinity;
        for (let i = 0; i < repetitions; i++) {
            const problem = { spec, response: law, designs: new GroupDesigns(spec), sizes: groupSizes(spec.design.n!) };
            const start = process.cpuUsage();
            const { evaluations } = simulatedInformation(problem, {
                shouldStop: () => false,
                relativeError: 1e-3,
                tolerated: 1,
                seed: 1,
                budget: 4e6
            });
            time = Math.min(time, (process.cpuUsage(start).user * 1000 * law.effort) / evaluations);
        }
        times.push({ response, time, counted: law.effort });
    }
    return times.map(cost => ({ ...cost, ratio: cost.time / times[0]!.time }));
}

import { analyze } from '../src-engine/index.js';
import { loweredModels } from './lowered-models.js';
import { quantiles } from './quantiles.js';

const warmUps = 10;
const repetitions = 31;

export interface IntegralCost {
    model: string;
    /** Median time of the whole analysis, in milliseconds. */
    time: number;
    integral: string;
    method: string;
    evaluations: number;
    /** Certified, relative. */
    error: number | null;
}

/** Measures the integrals of every model of a text that can be computed, in this process and with warm code. */
export async function measureIntegrals(text: string): Promise<IntegralCost[]> {
    return (await loweredModels(text)).flatMap(({ name, spec }) => {
        if (!spec) {
            return [];
        }
        const times: number[] = [];
        for (let i = -warmUps; i < repetitions; i++) {
            const start = performance.now();
            analyze(spec, { exact: 'none' });
            if (i >= 0) {
                times.push(performance.now() - start);
            }
        }
        const time = quantiles(times).median;
        const { integrals } = analyze(spec, { exact: 'none' });
        return integrals.map(({ name: integral, method, evaluations, error }) => ({
            model: name,
            time,
            integral,
            method,
            evaluations,
            error
        }));
    });
}

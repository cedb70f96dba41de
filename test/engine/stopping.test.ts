import { expect, it } from 'vitest';
import { analyze, answer, VarianceStore } from '../../src-engine/index.js';
import { openText } from '../open-text.js';
import { processorTime } from '../robustness/processor-time.js';

const one = (family: string, rest: string): string => `model m { family ${family} ${rest} }`;
const wedge = `predictor wave each 1, 2, 3 per clinic predictor period each 0, 1, 2, 3 predictor treated = period >= wave
    fixed A { b0: 1 = -1 } fixed B { p: period = 0.1; e: treated = -0.5 } random clinic { b0 sd 0.3 } random person in clinic { b0 sd 1 }`;
const drawn = `predictor x ~ Normal(0, 1) fixed A { b0: 1 = -0.5; e: x = 0.4 } random clinic { b0 sd 0.6; e sd 0.3 }`;
const strata = 'predictor arm each 0, 1 predictor s each 0, 1 fixed B { b0: 1 = 1; e: arm = 0.4; es: s = 0.3 }';

/** Each takes seconds if it is not stopped. */
const slow: Record<string, string> = {
    'sums over outcomes with fits': one('poisson', `${strata.replace('1 = 1', '1 = 0')} design { n = 20 } test e = 0 power 0.8`),
    'sums over outcomes, no canonical link': one('bernoulli link probit', `${strata} design { n = 120 } test e = 0 power 0.8`),
    'sums over outcomes and drawn values': one(
        'poisson',
        'predictor x ~ Discrete(0, 1, 2) fixed B { b0: 1 = -0.5; e: x = 0.4 } design { n = 24 } test e = 0 power 0.8'
    ),
    'a search by sums over outcomes': one(
        'bernoulli',
        'predictor x each 0, 1, 2 fixed B { b0: 1 = -0.5; e: x = 0.4 } design { n = ? } test e = 0 power 0.8'
    ),
    'simulated groups': one('bernoulli link probit', `${drawn} design { clinic = 40, n = 10 } test e = 0 power 0.8`),
    'simulated groups with many observations': one('bernoulli', `${drawn} design { clinic = 40, n = 2000 } test e = 0 power 0.8`),
    'a search by simulated groups': one('negativeBinomial(size = 2)', `${drawn} design { clinic = ?, n = 10 } test e = 0 power 0.8`),
    'simulated studies': one('bernoulli', `${wedge} design { clinic = 12, person = 10, n = 4 } test e = 0 power 0.8`),
    'a mixture': one(
        'poisson',
        `predictor x ~ Mixture(0.3: Normal(0, 1), 0.7: Uniform(3, 5)) fixed A { b0: 1 = 0.5 } fixed B { e: x = 0.4 } random clinic { b0 sd 0.5 }
        design { clinic = ?, n = 10 } test e = 0 power 0.8`
    )
};

it.each(Object.entries(slow))('%s stops soon after it is asked to', async (_, text) => {
    const { spec } = (await openText(text)).models[0]!;
    const start = processorTime();
    let asked: number | null = null;
    const shouldStop = (): boolean => {
        const now = processorTime();
        if (asked === null && now - start > 60) {
            asked = now;
        }
        return asked !== null;
    };
    analyze(spec!, { exact: 'simulate', seed: 1, shouldStop });
    answer(spec!, { variances: new VarianceStore({ shouldStop, exact: 'simulate', seed: 1 }) });
    expect(asked).not.toBeNull();
    // From the beginning, because a loop without a look at the clock would ask late, too. The first calls also compile the code.
    expect(processorTime() - start).toBeLessThan(900);
});

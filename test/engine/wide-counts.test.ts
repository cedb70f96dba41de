import { expect, it } from 'vitest';
import { analyze } from '../../src-engine/index.js';
import { reliabilityOf } from '../../src-engine/analysis/reliability/reliability.js';
import { specOf } from '../field/opened.js';

/** With a log link and a wide random intercept few units hold most events, and the others say little about their random effects. */
it.each([
    [1, 3, 0.5],
    [1, 10, 0.5],
    [1.5, 10, -1],
    [1.5, 10, 0.5],
    [2, 3, -1],
    [2, 10, -1],
    [2, 10, 0.5],
    [2.5, 3, -1],
    [2.5, 3, 0.5],
    [2.5, 10, -1]
])('a refined variance of the spread of counts that is too large is marked: sd %s, n = %s, intercept %s', async (sd, n, intercept) => {
    const spec = await specOf(
        `model m { family poisson fixed A { b0: 1 = ${intercept} } random g { b0 sd ${sd} } design { g = 60, n = ${n} } }`
    );
    const { refined, exact } = analyze(spec, { exact: 'simulate' }).parameters.at(-1)!;
    const ratio = refined.asyVar! / exact.asyVar!;
    const found = reliabilityOf(spec).components[0];
    const expected = ratio < 1.04 ? ['good'] : ratio < 1.055 ? ['good', 'doubted'] : ratio < 1.2 ? ['doubted'] : ['rough'];
    expect(expected, `${ratio} times the exact variance`).toContain(found);
});

it.each(['poisson', 'negativeBinomial(size = 2)', 'gamma(phi = 1)', 'gaussian(phi = 1) link log', 'inverseGaussian(phi = 1)'])(
    'a mean count that no double holds does not make effects certain: %s',
    async family => {
        const spec = await specOf(
            `model m { family ${family} predictor arm each 0, 1 per g fixed { b0: 1 = -1; e: arm = 0.5 } random g { b0 sd 50 } design { g = 40, n = 20 } }`
        );
        const { parameters } = analyze(spec, { exact: 'closed' });
        for (const { name, exactMayDiffer, isRough, using } of parameters.slice(0, 2)) {
            // The weights of a gamma response do not depend on its random effects.
            const isCertain = family.startsWith('gamma');
            expect(using === 'exact' || isRough || exactMayDiffer !== null, name).toBe(!isCertain);
        }
    }
);

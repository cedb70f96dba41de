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

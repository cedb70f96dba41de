/** Two terms of nested levels against simulated exact information: see independent/exact_information.py. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { levelsResult } from '../../../src-engine/several-factors/levels/levels-result.js';
import { factor, options, withFactors } from '../several-factors.js';
import { isReason } from '../../../src-engine/result/reason.js';
import { one, x } from '../specs.js';

interface Case {
    beta: [number, number];
    schoolIntercept: number;
    schoolSlope: number;
    classIntercept: number;
    classes: number;
    n: number;
    /** Of β̂0 and β̂1, times the number of schools. */
    variances: [number, number];
    errors: [number, number];
}

const cases = JSON.parse(readFileSync(new URL('independent/exact-information.json', import.meta.url), 'utf8')) as Case[];

/** m·Var by two terms, and by the leading one. */
function variancesOf({ beta, schoolIntercept, schoolSlope, classIntercept, classes, n }: Case): { two: number[]; leading: number[] } {
    const school =
        schoolIntercept === 0
            ? factor('school', ['b1'], [[schoolSlope]])
            : factor('school', ['b0', 'b1'], [[schoolIntercept, 0], [0, schoolSlope]]); // prettier-ignore
    const spec = withFactors(
        {
            family: 'bernoulli',
            predictors: [{ kind: 'each', name: 'x', points: [-1, 1], per: null }],
            a: [['b0', one, beta[0]], ['b1', x('x'), beta[1]]] // prettier-ignore
        },
        [school, factor('class', ['b0'], [[classIntercept]], 'school')],
        [1, classes, n]
    );
    const { twoTerm } = levelsResult(spec, options);
    if (isReason(twoTerm)) {
        throw new Error(JSON.stringify(twoTerm));
    }
    return {
        two: twoTerm.covariance.map((row, j) => row[j]),
        leading: [schoolIntercept === 0 ? classIntercept / classes : schoolIntercept, schoolSlope]
    };
}

test.each(cases)('$classes classes of $n, school intercepts $schoolIntercept', example => {
    const { two, leading } = variancesOf(example);
    example.variances.forEach((exact, j) => {
        const noise = (3 * example.errors[j]) / exact;
        const off = two[j] / exact - 1;
        // The tolerance is that of the next order: 1/n of a class's own part.
        expect(Math.abs(off)).toBeLessThan(noise + 2 / example.n);
        expect(Math.abs(off)).toBeLessThan(Math.abs(leading[j] / exact - 1) + noise);
    });
});

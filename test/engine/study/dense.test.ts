/** The average over whole studies against dense matrices and plain Monte-Carlo; `reference.py` makes the values. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { refinedStudy } from '../../../src-engine/study/refined-study.js';
import { specOfStudy, studyOptions } from './studies.js';

interface Case {
    name: string;
    text: string;
    /** [variance, standard error] of each fixed effect. */
    variances: Record<string, [number, number]>;
}

const cases = JSON.parse(readFileSync(new URL('reference.json', import.meta.url), 'utf8')) as Case[];

test('there are many cases, computed to 0.1 %', () => {
    expect(cases.length).toBeGreaterThanOrEqual(25);
    expect(cases.flatMap(({ variances }) => Object.values(variances)).filter(([variance, error]) => error > 1e-3 * variance)).toEqual([]);
});

describe('the variances of dense matrices', () => {
    test.each(cases)('$name', async ({ text, variances }) => {
        const spec = await specOfStudy(text);
        const { covariance, errors } = refinedStudy(spec, studyOptions);
        expect(Object.keys(variances).toSorted()).toEqual(spec.fixed.map(({ name }) => name).toSorted());
        spec.fixed.forEach(({ name }, i) => {
            const [variance, error] = variances[name]!;
            const difference = Math.abs(covariance[i]![i]! - variance);
            // Where the integrand has a heavy tail, the average says that it is less precise.
            expect(difference, name).toBeLessThan(Math.max(5e-3 * variance, errors[i]!));
            expect(difference, name).toBeLessThan(errors[i]! + 3 * error);
        });
    });
});

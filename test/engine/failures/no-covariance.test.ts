/** Matrices of random effects that are no covariance. */
import { describe, expect, test } from 'vitest';
import { analyze, examine } from '../../../src-engine/index.js';
import { checked } from './checked-analysis.js';
import { sloped, uniform } from './models.js';

describe('Σ', () => {
    const bad: [string, number[][]][] = [
        ['indefinite', [[1, 2], [2, 1]]],
        ['negative', [[-1, 0], [0, 1]]],
        ['singular', [[1, 1], [1, 1]]]
    ]; // prettier-ignore
    test.each(bad)('%s is no covariance', (name, sigma) => {
        const spec = sloped('bernoulli', uniform, 1, { sigma });
        checked(spec);
        expect(examine(spec).findings.map(finding => finding.code)).toContain('not-positive-definite');
        if (name !== 'singular') {
            expect(analyze(spec).reason?.code).toBe('not-positive-definite');
        }
    });
});

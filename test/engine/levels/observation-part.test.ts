/** The observations' part of nested levels against one large sparse system over all nodes: see ../crossed/independent/additive_projection.py. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { levelsResult } from '../../../src-engine/several-factors/levels/levels-result.js';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { isReason } from '../../../src-engine/result/reason.js';
import { options } from '../several-factors.js';

interface Case {
    name: string;
    spec: ModelSpec;
    /** M of the summand φ M/N, in the order of the fixed effects. */
    observations: number[][];
    digits: number;
}

const cases = JSON.parse(readFileSync(new URL('independent/observation-part.json', import.meta.url), 'utf8')) as Case[];

/** With so many units that nothing but φ M/N is left of the difference of two sizes n. */
function observationsOf(spec: ModelSpec): { matrix: number[][]; error: number } {
    const covariances = [1, 2].map(n => {
        const { twoTerm } = levelsResult({ ...spec, design: { ...spec.design, n: { kind: 'fixed', n } } }, options);
        if (isReason(twoTerm)) {
            throw new Error(JSON.stringify(twoTerm));
        }
        return twoTerm;
    });
    const [once, twice] = covariances;
    const matrix = once.covariance.map((row, i) => row.map((x, j) => 2 * (x - twice.covariance[i][j])));
    return { matrix, error: Math.max(...once.errors.map((e, i) => e / matrix[i][i])) };
}

test.each(cases)('$name', ({ spec, observations, digits }) => {
    const { matrix, error } = observationsOf(spec);
    expect(error).toBeLessThan(2e-9);
    observations.forEach((row, i) =>
        row.forEach((expected, j) =>
            expect(Math.abs(matrix[i][j] - expected)).toBeLessThan(
                (2 * error + 3 * digits + 1e-12) * Math.sqrt(observations[i][i] * observations[j][j])
            )
        )
    );
});

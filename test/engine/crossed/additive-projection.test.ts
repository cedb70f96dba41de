/** C_B of crossed models against the same minimum found in another way: see independent/additive_projection.py. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { crossedResult } from '../../../src-engine/several-factors/crossed/crossed-result.js';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { options } from '../several-factors.js';

interface Case {
    name: string;
    spec: ModelSpec;
    cB: number[][];
    digits: number;
}

const cases = JSON.parse(readFileSync(new URL('independent/additive-projection.json', import.meta.url), 'utf8')) as Case[];

test.each(cases)('$name', ({ spec, cB, digits }) => {
    const result = crossedResult(spec, options);
    const block = result.blocks.find(({ members }) => members.every(j => spec.fixed[j]?.block === 'B'))!;
    const { covariance, error } = block;
    if (!Array.isArray(covariance)) {
        throw new Error(JSON.stringify(covariance));
    }
    expect(error).toBeLessThan(2e-10);
    cB.forEach((row, i) =>
        row.forEach((expected, j) =>
            expect(Math.abs(covariance[i][j] - expected)).toBeLessThan((error + 3 * digits + 1e-12) * Math.sqrt(cB[i][i] * cB[j][j]))
        )
    );
});

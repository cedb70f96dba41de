/** Powers as sums over outcomes, against glm() of R fitted to every outcome (enumerated-power.R). */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { answer, type TestAnswer } from '../../../../src-engine/index.js';
import { isFailure } from '../../../../src-engine/result/failure.js';
import { specOf } from '../../../field/opened.js';

interface Row {
    name: string;
    text: string;
    wald: number;
    likelihoodRatio: number;
}

const rows = JSON.parse(readFileSync(new URL('enumerated-power.json', import.meta.url), 'utf8')) as Row[];

async function testOf(text: string): Promise<TestAnswer> {
    return answer(await specOf(text)).tests[0];
}

function enumeratedOf({ enumerated }: TestAnswer): { wald: number; likelihoodRatio: number; error: number } {
    if (enumerated === null || isFailure(enumerated)) {
        throw new Error(`Expected powers. Instead found: ${JSON.stringify(enumerated)}`);
    }
    return enumerated;
}

describe('powers of small studies without groups', () => {
    it.each(rows)('agree with glm fitted to every outcome: $name', async ({ text, wald, likelihoodRatio }) => {
        const found = await testOf(text);
        const sums = enumeratedOf(found);
        // R leaves out outcomes of 1e-13 and totals of 1e-12.
        expect(sums.wald).toBeCloseTo(wald, 7);
        expect(sums.likelihoodRatio).toBeCloseTo(likelihoodRatio, 7);
        expect(sums.error).toBeLessThan(1e-8);
        expect(found.power.exact).toBe(sums.wald);
        expect(found.using).toBe('exact');
    });
});

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../../src-engine/index.js';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';

interface Case {
    name: string;
    spec: ModelSpec;
    /** Leading covariances of the effects of blocks A and B times m and mn, and of φ. */
    leadingA: number[][] | null;
    leadingB: number[][] | null;
    dispersion: number | null;
    /** How far two levels of the reference's quadrature differ, relative. */
    agreement: number;
}

const { cases } = JSON.parse(readFileSync(new URL('reference.json', import.meta.url), 'utf8')) as { cases: Case[] };

test('there are many cases, computed to twelve digits but for a few', () => {
    expect(cases.length).toBeGreaterThanOrEqual(250);
    expect(cases.filter(c => c.agreement > 1e-12).length).toBeLessThan(0.05 * cases.length);
});

describe('the leading constants are those of brute-force quadrature', () => {
    test.each(cases.map(c => [c.name, c] as const))('%s', (_, { spec, leadingA, leadingB, dispersion, agreement }) => {
        const analysis = analyze(spec, { exact: 'none', accuracy: 1e-10 });
        expect(analysis.reason).toBeNull();
        const m = spec.random.length === 0 ? 1 : 50;
        const n = 20;
        const blocks = [
            { reference: leadingA ?? [], start: 0, divisor: m },
            { reference: leadingB ?? [], start: leadingA?.length ?? 0, divisor: m * n }
        ];
        const compare = (value: number | null, certified: number | null, reference: number, scale: number): void => {
            expect(value).not.toBeNull();
            expect(certified).not.toBeNull();
            const difference = Math.abs(value! - reference);
            expect(difference / scale).toBeLessThanOrEqual(Math.max(1e-10, agreement));
            expect(difference).toBeLessThanOrEqual(certified! + Math.max(1e-13, agreement) * scale);
        };
        for (const { reference, start, divisor } of blocks) {
            reference.forEach((row, i) => {
                const { constant, constantError } = analysis.parameters[start + i]!.leading;
                compare(constant, constantError, row[i]!, row[i]!);
                row.forEach((entry, j) => {
                    const scale = Math.sqrt(row[i]! * reference[j]![j]!);
                    const value = analysis.covariance.leading![start + i]![start + j]! * divisor;
                    compare(value, (constantError! * scale) / row[i]!, entry, scale);
                });
            });
        }
        if (dispersion !== null) {
            const { constant, constantError } = analysis.parameters.find(p => p.kind === 'dispersion')!.leading;
            compare(constant, constantError, dispersion, dispersion);
        }
    });
});

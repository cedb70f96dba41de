/** Goals whose only variances are rough. */
import { expect } from 'vitest';
import type { Failure } from '../../../src-engine/result/failure.js';
import type { Statement } from '../printed.js';
import type { Study } from '../study.js';

/** No number follows from a rough variance, and no better one is there. A statement about the whole model is about one of its goals. */
export function expectRough(study: Study, of: Statement['of'], accuracy: 'leading' | 'twoTerm' | 'refined'): void {
    const { tests, precisions, optimal } = study.answers;
    const goals = [
        ...tests.map(({ failure, power, required }) => ({ failure, told: power, required })),
        ...precisions.map(({ failure, reached, required }) => ({ failure, told: reached, required }))
    ];
    const meant = of.kind === 'test' ? [goals[of.index!]!] : of.kind === 'precision' ? [goals[tests.length + of.index!]!] : goals;
    const isRough = (one: Failure | null | undefined): boolean => one?.code === 'rough' && one.accuracy === accuracy;
    const rough = meant.filter(({ failure, required }) => isRough(failure) || Object.values(required?.failure ?? {}).some(isRough));
    expect(rough.length > 0 || optimal.some(({ failure }) => isRough(failure))).toBe(true);
    for (const { told, required } of rough) {
        expect(Object.values(told).every(value => value === null)).toBe(true);
        expect(Object.values(required?.value ?? {}).every(value => value === null)).toBe(true);
    }
}

/** What stands beside a refined number that the exact one may be far from. */
import { expect } from 'vitest';
import type { ExactMayDiffer } from '../../../src-engine/result/analysis.js';

/** As a part of a pattern. */
export const doubts = '(?:; exact may differ by (?:over|far more than) 5 %)?';

export function expectDoubt(text: string, doubt: ExactMayDiffer | null): void {
    expect(text).toBe(doubt === null ? '' : `; exact may differ by ${doubt === 'far' ? 'far more than' : 'over'} 5 %`);
}

import { expect } from 'vitest';
import type { Study } from '../study.js';

/** Without groups, no more observations than effects. */
export function expectNoneLeft(study: Study): void {
    const { design, fixed, random } = study.design();
    const n = design.n?.kind === 'fixed' ? design.n.n : NaN;
    expect(random.reduce((all, { group }) => all * (design.counts.find(one => one.group === group)?.count ?? NaN), n)).toBeLessThanOrEqual(
        fixed.length
    );
}

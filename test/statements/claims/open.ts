/** Parameters that no data can tell. */
import { expect } from 'vitest';
import type { Statement } from '../printed.js';
import type { Study } from '../study.js';

/** The units of the group hold one observation, or one is in each unit around it, or they are no more than the effects; what the statement is about has no number because of it. */
export function expectOpen(study: Study, { group }: { group: string }, of: Statement['of']): void {
    const { counts, n } = study.spec.design;
    const count = counts.find(count => count.group === group)?.count ?? Infinity;
    const isOpen = count <= study.spec.fixed.length || (n?.kind === 'fixed' && n.n === 1);
    expect(isOpen, `${of.kind} ${of.name}`).toBe(true);
    const open = study.analysis.parameters.filter(({ reason }) => reason?.code === 'not-identified');
    expect(open.length).toBeGreaterThan(0);
    for (const { standardError, using } of open) {
        expect(standardError === null || using === 'exact').toBe(true);
    }
    if (of.kind === 'fixed') {
        expect(open.map(({ name }) => name)).toContain(of.name);
    }
}

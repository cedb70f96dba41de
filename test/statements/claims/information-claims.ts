/** Claims about studies with little information in a group. */
import { expect } from 'vitest';
import { examine } from '../../../src-engine/index.js';
import { expectPrinted, type Study } from '../study.js';
import { says, type Claim } from './claim.js';

export const informationClaims: Claim[] = [
    says(
        'The data of one <group:\\w+> say little about its own random effects: <share:[\\d.e× ⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+> % of what their distribution says.',
        ({ group, share }, _, study) => expectPrinted(share!, 100 * information(study, group!))
    ),
    says('Below <below:[\\d.]+> %, <what:.+>.', ({ below }, _, study) => {
        const least = Math.min(...study.spec.random.map(({ group }) => information(study, group)));
        expect(100 * least).toBeLessThan(Number(below));
    })
];

/** Where n or an effect is asked for it is found at the answer. */
function information(study: Study, group: string): number {
    const finding = examine(study.design()).findings.find(one => one.code === 'small-information' && one.group === group);
    return finding?.code === 'small-information' ? finding.information : Infinity;
}

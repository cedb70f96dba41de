/** Claims about studies with little information in a group. */
import { expect } from 'vitest';
import { examine } from '../../../src-engine/index.js';
import type { Claim } from './claim.js';

export const informationClaims: Claim[] = [
    { pattern: /^One unit of (?<group>\w+) holds only (?<share>[\d.e-]+) times the information in the distribution of its random effects, and below (?<below>[\d.]+) .+\.$/, check: ({ group, share, below }, _, study) => {
        // Where n or an effect is asked for it is found at the answer.
        const finding = examine(study.design()).findings.find(one => one.code === 'small-information' && one.group === group) as { information: number };
        expect(Number(share) / finding.information).toBeCloseTo(1, 1);
        expect(finding.information).toBeLessThan(Number(below));
    } } // prettier-ignore
];

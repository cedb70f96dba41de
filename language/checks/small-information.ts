/** When a group tells too little for the accuracy in use. */
import { isLinear } from '../../src-engine/family/families.js';
import type { Finding } from '../../src-engine/result/analysis.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import { requestedAccuracy } from '../presentation/prose/accuracy-text.js';

/**
 * Below which information I of a group, as a multiple of that of the random effects' own law, the accuracy in use is not to be relied on.
 * With one random effect and a constant weight, var is exactly σ²(1 + 1/I) for its fixed effect and 2σ⁴(1 + 1/I)² for its variance, over m:
 *
 * - leading terms leave 1/I of the first out, which at I = 1 is as much as they tell;
 * - two terms have all of the first, and leave 1/I² of the second out: at I = 1 a quarter of it;
 * - the refined form has all of both. Where the weight varies it was found good for fixed effects, and 17 % too large for a variance at I = 1/4,
 *   the smallest value at which it was compared.
 */
const leastInformation = { leading: 1, twoTerm: 1, refined: 0.25 };

interface Shortage {
    below: number;
    /** What it does to which numbers. */
    consequence: string;
    remedy: string;
}

function shortageFor(spec: ModelSpec): Shortage | null {
    const { family } = spec;
    switch (requestedAccuracy(spec)) {
        case 'leading':
            return {
                below: leastInformation.leading,
                consequence: 'the true variances can be more than twice the leading terms',
                remedy: 'Take a larger `n`, or leave `using leading` out.'
            };
        case 'twoTerm':
            return {
                below: leastInformation.twoTerm,
                consequence: 'two terms leave out a quarter and more of what the variances of the random effects vary by',
                remedy: 'Take a larger `n`, or write `using exact`.'
            };
        case 'refined':
            // For Gaussian responses it is exact.
            if (isLinear(family)) {
                return null;
            }
            return {
                below: leastInformation.refined,
                consequence: 'the standard errors of the variances of the random effects are not reliable; those of fixed effects are',
                remedy: 'Where the variances matter, take a larger `n`, or write `using exact`.'
            };
        case 'exact':
            return null;
    }
}

/** What is to be said of a group with little information; null where the accuracy in use stands it. */
export function smallInformationText(
    { group, information }: Extract<Finding, { code: 'small-information' }>,
    spec: ModelSpec
): string | null {
    const shortage = shortageFor(spec);
    if (!shortage || shortage.below <= information) {
        return null;
    }
    const { below, consequence, remedy } = shortage;
    return `Too little is observed in each unit of \`${group}\`: its information is ${Number(information.toPrecision(2))} times that of the random effects' own law, and below ${below} ${consequence}. ${remedy}`;
}

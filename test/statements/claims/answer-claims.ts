/** Claims about tests, precisions, sizes and best designs. */
import { approximationClaims } from './approximation-claims.js';
import type { Claim } from './claim.js';
import { costClaims } from './cost-claims.js';
import { goalClaims } from './goal-claims.js';
import { informationClaims } from './information-claims.js';
import { outcomeClaims } from './outcome-claims.js';
import { protocolClaims } from './protocol-claims.js';
import { referenceClaims } from './reference-claims.js';
import { unreachedClaims } from './unreached-claims.js';

export const answerClaims: Claim[] = [
    ...protocolClaims,
    ...outcomeClaims,
    ...goalClaims,
    ...unreachedClaims,
    ...approximationClaims,
    ...referenceClaims,
    ...costClaims,
    ...informationClaims
];

import type { Required } from '../../../src-engine/result/design-answers.js';

/** What a two-sided test can't detect on the other side of the null value. Plain text; null where both sides have a value, or none. */
export function otherSideText({ kind, quantity, using, value, otherSide }: Required): string | null {
    const isOneSided = using !== null && otherSide !== null && value[using] !== null && otherSide[using] === null;
    return kind === 'effect' && isOneSided ? `No value of ${quantity} on the other side of its null value reaches the power.` : null;
}

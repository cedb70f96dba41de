/** Corrections of numbers, which records of several subjects share. */
import { fillIn, replaceWith, type Fix, type Fixes } from './fix.js';
import { shareOf } from './wording.js';

/** Smaller numbers may be a slip of the decimal point. */
export const leastPercentage = 2;

function shareReplacement(value: number): Fix | null {
    const fix = replaceWith(shareOf(value));
    return fix && { ...fix, isSure: value >= leastPercentage };
}

/** A number that was meant in per cent as a share. */
export function shareFix(value: number, isIcc = false): Fixes {
    return shareReplacement(value) ?? (isIcc ? fillIn('0.05') : null);
}

/** Levels and powers as shares, or with their usual values. */
export function probabilityFixes(name: string, value: number): Fixes {
    const usual: Record<string, string> = { alpha: '0.05', power: '0.90', level: '0.95' };
    return shareReplacement(name === 'alpha' || value !== 1 ? value : NaN) ?? fillIn(usual[name] ?? '0.5');
}

/** The whole numbers on both sides, or one to begin with. */
export function wholeFixes(value: number, usual: number): Fixes {
    if (value < 0 && Number.isInteger(value)) {
        return replaceWith(String(-value));
    }
    const sides = [Math.ceil(value), Math.floor(value)].filter(one => one >= 1);
    return sides.length > 0 && !Number.isInteger(value) ? sides.flatMap(one => replaceWith(String(one)) ?? []) : fillIn(String(usual));
}

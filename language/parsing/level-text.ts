import { hasShapeOfName } from './name-shape.js';

/** A level as it is written in brackets: its name, in quotes where it is not one. */
export function levelText(level: string): string {
    return hasShapeOfName(level) ? level : `"${level}"`;
}

/** Longer numbers are looked at as fractions. */
const longestDecimals = 8;
const largestDenominator = 100;

/** A number as it is written in brackets: `2`, `0.25`, `1/3`. Different numbers have different texts. */
export function numberLevelText(value: number): string {
    const decimals = String(value);
    if (decimals.length <= longestDecimals) {
        return decimals;
    }
    for (let denominator = 2; denominator <= largestDenominator; denominator++) {
        const numerator = Math.round(value * denominator);
        if (numerator / denominator === value) {
            return `${numerator}/${denominator}`;
        }
    }
    return decimals;
}

/** The number in brackets; NaN where it is none. */
export function numberOfLevel(text: string): number {
    const [numerator, denominator] = text.split('/').map(part => (part.trim() === '' ? NaN : Number(part)));
    return denominator === undefined ? numerator! : numerator! / denominator;
}

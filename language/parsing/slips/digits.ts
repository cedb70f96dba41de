/** Numbers with commas, spaces or underscores between their digits. */
import type { ErrorPlace, Slip } from './slip.js';

/** `0,80` for 0.80, and `1,000` for 1000 where things are counted. */
export function decimalComma(place: ErrorPlace): Slip | undefined {
    const isJoined = place.isNumber(0) && place.image(-1) === ',' && place.isNumber(-2) && place.isJoined(0) && place.isJoined(-1);
    const [whole, rest] = [place.image(-2), place.image(0)];
    if (!isJoined || !/^\d+$/.test(whole) || !/^\d+$/.test(rest)) {
        return undefined;
    }
    const mayBeThousand = /^[1-9]\d{0,2}$/.test(whole) && rest.length === 3;
    const isCounted = place.rules.some(rule => ['Design', 'Cost', 'Simulation', 'Sweep'].includes(rule));
    const decimal = place.replaced(-2, 0, `${whole}.${rest}`, { isSure: !mayBeThousand && !isCounted });
    const thousand = place.replaced(-2, 0, `${whole}${rest}`);
    const repairs = !mayBeThousand ? [decimal] : isCounted ? [thousand] : [thousand, decimal];
    const why = mayBeThousand ? ungrouped : 'A number has a decimal point, not a comma.';
    return place.slip(-2, 0, { kind: 'other-form', instead: repairs[0]!.text, why }, ...repairs);
}

const ungrouped = 'The digits of a number are written without separators.';

/** `1_000` and, where things are counted, `1 000`. */
export function groupedDigits(place: ErrorPlace): Slip | undefined {
    const isUnderscored = (at: number): boolean =>
        place.isNumber(at - 1) && place.isJoined(at) && /^(?:_\d+)+$/.test(place.image(at)) && /^\d+$/.test(place.image(at - 1));
    const underscored = [0, -1].find(isUnderscored);
    if (underscored !== undefined) {
        const number = place.slice(underscored - 1, underscored).replaceAll('_', '');
        return place.otherForm(underscored - 1, underscored, number, { isSure: true, why: ungrouped });
    }
    const isCounted = place.rules.some(rule => ['Design', 'Cost', 'Simulation'].includes(rule));
    const isGroup = (at: number): boolean => place.isNumber(at) && /^\d{3}$/.test(place.image(at)) && !place.beginsLine(at);
    if (!isCounted || !isGroup(0) || !place.isNumber(-1) || !/^[1-9]\d{0,2}$/.test(place.image(-1))) {
        return undefined;
    }
    const last = isGroup(1) ? 1 : 0;
    return place.otherForm(-1, last, place.slice(-1, last).replace(/\s+/g, ''), { why: ungrouped });
}

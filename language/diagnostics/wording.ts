/** Pieces that several messages share. */
import type { Planned } from '../knowledge/planned.js';

/** A number as messages show it. */
export function shown(value: number): string {
    return String(Number(value.toPrecision(6)));
}

/** What to write for a number that was meant in per cent: ` Write 0.80 for 80 %.` Empty where none was. */
export function shareHint(value: number): string {
    const share = shareOf(value);
    return share === undefined ? '' : ` Write ${share} for ${shown(value)} %.`;
}

/** The share that a number in per cent means: 0.80 for 80. Undefined where the number can't be a percentage. */
export function shareOf(value: number): string | undefined {
    if (!(value >= 1 && value < 100)) {
        return undefined;
    }
    return Number.isInteger(value) ? (value / 100).toFixed(2) : String(Number((value / 100).toPrecision(6)));
}

/** A name or a piece of the language, as messages show it. */
export function quoted(text: string): string {
    return `\`${text}\``;
}

/** A piece of text that may be very long. */
export function shortened(text: string, most = 30): string {
    return text.length > most ? `${text.slice(0, most)}…` : text;
}

/** `` `a`, `b` and `c` ``. */
export function quotedList(texts: readonly string[]): string {
    const all = texts.map(quoted);
    return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}

/** What to write instead of an unknown word: the nearest known one, else all of them. */
export function knownWords(nearest: string | undefined, label: string, known: readonly string[]): string {
    return nearest === undefined ? `${label}: ${known.map(quoted).join(', ')}.` : `Did you mean ${quoted(nearest)}?`;
}

/** The longest way that a message writes out. */
const longestPath = 5;

/** A way from name to name: `a` → `b` → `a`. Leaves out the middle of a long one. */
export function pathText(names: readonly string[]): string {
    const steps = names.map(quoted);
    return (steps.length <= longestPath ? steps : [...steps.slice(0, 3), '…', ...steps.slice(-1)]).join(' → ');
}

/** A word that the language will have. */
export function notPossibleYet({ word, purpose }: Planned): string {
    return `${quoted(word)} (${purpose}) is planned, but not possible yet. Write the model without it.`;
}

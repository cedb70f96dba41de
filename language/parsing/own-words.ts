/** What a message shows as the right form: the author's own entry as a repair writes it, or else an example with the author's names. */
import { beginsElement } from './element-starts.js';
import { effectsIn, groupsIn, interceptIn, mainEffectIn, predictorsIn } from './slips/declared-names.js';
import type { SyntaxError } from './parsed-segment.js';
import type { ErrorPlace, Repair } from './slips/slip.js';

/** More of an entry is not written out. */
const longestEntry = 80;

/** Whether an element of a model can be read up to an offset in its text. */
type IsRead = (element: string, upTo: number) => boolean;

/** A syntax error whose message shows the author's own entry as the best repair writes it. */
export function inOwnWords(error: SyntaxError, place: ErrorPlace, isRead: IsRead): SyntaxError {
    const { problem, repairs = [] } = error;
    const [best] = repairs;
    if (problem.kind === 'expected') {
        const own = best && repairedEntry(place, best, isRead);
        const form = problem.form === null ? null : withOwnNames(problem.form, place);
        const forExample = (best?.stops ?? []).length > 0 ? ', for example' : '';
        return { ...error, problem: { ...problem, form: own === undefined ? form : `\`${own}\`${forExample}` } };
    }
    if (problem.kind === 'other-form' || problem.kind === 'unit') {
        return { ...error, problem: { ...problem, instead: (best && repairedEntry(place, best, isRead)) ?? problem.instead } };
    }
    return error;
}

/** The entry around the token that does not fit, as a repair makes it. Undefined where it is not read or too long to be shown. */
function repairedEntry(place: ErrorPlace, repair: Repair, isRead: IsRead): string | undefined {
    const { start, end, text } = repair;
    // A repair in another element shows no entry of this one.
    if (place.found && place.text.slice(start, place.found.startOffset).includes('}')) {
        return undefined;
    }
    // Where the repair is behind the beginning of a line, the entry before it is right.
    const isBehind = place.beginsLine() && place.found !== undefined && start >= place.found.startOffset;
    const firstOfEntry = isBehind ? 0 : place.firstOfEntry;
    const first = Math.min(place.token(firstOfEntry)?.startOffset ?? start, start);
    const last = Math.max(endOfEntry(place, firstOfEntry), end);
    const entry = place.text.slice(first, start) + text + place.text.slice(end, last);
    // The brace that the parser left out closes the block of the repaired text.
    const isOpen = entry.split('{').length > entry.split('}').length;
    const line = `${entry.replace(/\s+/g, ' ').trim()}${isOpen && text.includes('{') ? ' }' : ''}`;
    if (line.length > longestEntry || line.includes('`')) {
        return undefined;
    }
    const element = elementAround(place);
    const before = place.text.slice(element.start, first);
    const isWhole = element.start <= first && last <= element.end;
    return isWhole && isRead(before + entry + place.text.slice(last, element.end), before.length + entry.length) ? line : undefined;
}

/** The offset in the text behind the entry around a place. */
function endOfEntry(place: ErrorPlace, firstOfEntry: number): number {
    let depth = 0;
    const isInBlock = place.rules.some(rule => ['Design', 'RandomEffects', 'FixedEffects', 'Cost', 'Data', 'Simulation'].includes(rule));
    for (let i = firstOfEntry; place.token(i); i++) {
        const sign = place.image(i);
        const separates = sign === ';' || sign === '}' || (sign === ',' && isInBlock) || (place.beginsLine(i) && i > firstOfEntry);
        if (depth <= 0 && separates && i >= (firstOfEntry === 0 ? 1 : 0)) {
            return place.token(i - 1)!.endOffset! + 1;
        }
        depth += ['(', '[', '{'].includes(sign) ? 1 : [')', ']', '}'].includes(sign) ? -1 : 0;
    }
    return place.text.trimEnd().length;
}

/** From where to where the element around a place is; around the head of a model, the whole text. */
function elementAround({ tokens, at, text }: ErrorPlace): { start: number; end: number } {
    const begins = (i: number): boolean => beginsElement(tokens, i);
    const first = tokens.findLastIndex((_, i) => i <= at - 1 && begins(i));
    const next = tokens.findIndex((_, i) => i >= at && begins(i));
    const closing = tokens.findLastIndex(({ image }) => image === '}');
    const end = next >= 0 ? next : closing >= at ? closing : tokens.length;
    return first < 0 ? { start: 0, end: 0 } : { start: tokens[first]!.startOffset, end: tokens[end]?.startOffset ?? text.length };
}

/** An example with the names of the model in place of `beta1`, `x` and `GROUP`. */
function withOwnNames(form: string, { tokens, at }: ErrorPlace): string {
    const written = tokens.slice(0, at).findLast((_, i) => tokens[i - 1]?.image === 'predictor')?.image;
    const main = effectsIn(tokens).find(({ name }) => name === mainEffectIn(tokens));
    const own: Record<string, string | undefined> = {
        beta0: interceptIn(tokens),
        beta1: main?.name,
        x: form.startsWith('`predictor') ? written : main?.term.split(' ').find(word => predictorsIn(tokens).includes(word)),
        GROUP: groupsIn(tokens)[0]
    };
    return form.replace(/\b(?:beta0|beta1|x|GROUP)\b/g, name => own[name] ?? name);
}

/** Writes the numbers that a person has changed in the explorer back into the file. */
import { adjustableKey, adjustables, adjusted, type Adjustable, type Adjustment } from '../../src-engine/design/adjustments.js';
import type { DocumentWithData } from '../data/data-files.js';
import { isFile } from '../generated/ast.js';
import { lowerDocument } from '../lowering/file.js';
import { contextOf } from '../lowering/context.js';
import { numberPlaces, placedKeys, type NumberPlace } from './adjustable-places.js';
import type { TextReplacement } from './written-number.js';

const nowhere = 'The file has no number there.';

/** The keys of the adjustable numbers that can't be written into the text of a model, with the reason. */
export function notWritable(document: DocumentWithData, index: number): Record<string, string> {
    const spec = lowerDocument(document).models[index]?.spec;
    const known = placedKeys(placesIn(document, index));
    const keys = (spec ? adjustables(spec) : []).map(({ of }) => adjustableKey(of));
    return Object.fromEntries(keys.filter(key => !known.has(key)).map(key => [key, nowhere]));
}

/**
 * The replacements that give the model at an index these numbers, each in the form that the file has: a standard deviation stays a
 * standard deviation. Numbers that depend on them change too, so that the text then means `adjusted(spec, adjustments)` to one part
 * in a million. Unchanged numbers are not touched.
 *
 * @returns `problem`: what is wrong, where one of them can't be written; there are no replacements then
 */
export function writtenAdjustments(
    document: DocumentWithData,
    index: number,
    adjustments: readonly Adjustment[]
): { replacements: TextReplacement[]; problem: string | null } {
    const spec = lowerDocument(document).models[index]?.spec;
    if (!spec) {
        return { replacements: [], problem: 'Nothing was written: the model has errors. Correct them first.' };
    }
    const places = placesIn(document, index);
    const known = placedKeys(places);
    if (!adjustments.every(({ value }) => Number.isFinite(value))) {
        return { replacements: [], problem: 'Nothing was written: a value is not a number.' };
    }
    const missing = adjustments.find(({ of }) => !known.has(adjustableKey(of)));
    if (missing) {
        return { replacements: [], problem: `Nothing was written: ${nameOf(missing.of)} cannot be changed here. ${nowhere}` };
    }
    const target = adjusted(spec, adjustments);
    const text = document.textDocument.getText();
    const replacements = places.flatMap(({ valueIn, write }) => {
        const value = valueIn(target);
        return value === null || value === valueIn(spec) ? [] : [apart(write(value, target), document, text)];
    });
    // The numbers of one list change together.
    const distinct = new Map(replacements.map(one => [JSON.stringify(one), one]));
    return { replacements: [...distinct.values()], problem: null };
}

function nameOf(of: Adjustable): string {
    switch (of.kind) {
        case 'count':
            return of.group;
        case 'effect':
            return of.name;
        case 'variance':
            return `the variance of ${of.effect} in ${of.group}`;
        case 'dispersion':
            return 'phi';
        default:
            return of.kind;
    }
}

function placesIn(document: DocumentWithData, index: number): NumberPlace[] {
    const file = document.parseResult.value;
    const model = isFile(file) ? file.models[index] : undefined;
    return model ? numberPlaces(contextOf(model, document)) : [];
}

/** Adds a space where the number would join a word: `sd(2)*0.4` becomes `sd 0.9`. */
function apart({ range, newText }: TextReplacement, { textDocument }: DocumentWithData, text: string): TextReplacement {
    const isWord = (character: string) => /[\p{L}\p{N}_.]/u.test(character);
    const before = isWord(text.charAt(textDocument.offsetAt(range.start) - 1)) && isWord(newText.charAt(0)) ? ' ' : '';
    const after = isWord(text.charAt(textDocument.offsetAt(range.end))) && isWord(newText.slice(-1)) ? ' ' : '';
    return { range, newText: before + newText + after };
}

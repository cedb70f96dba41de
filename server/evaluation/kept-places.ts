import type { ElementPlace, LoweredModel, TextRange } from '../../language/lowered-model.js';
import type { LineShift } from './line-shift.js';
import { isNotReady } from './model-results.js';

/**
 * The places of a model's elements. Half-typed text hides elements that are still there: a brace that is not yet closed swallows the next block, and
 * a name that is being typed is another name. So while a text has errors, an entry that changes keeps its name; and while it does not
 * parse, elements that it no longer shows stay where their lines have moved to.
 *
 * @param before the places before the edit
 */
export function keptPlaces(model: LoweredModel, before: readonly ElementPlace[], shift: LineShift): ElementPlace[] {
    const { places, hasSyntaxErrors } = model;
    if (!isNotReady(model)) {
        return places;
    }
    const present = new Set(places.map(keyOf));
    const hidden = before.filter(place => !present.has(keyOf(place))).flatMap(place => movedPlace(place, shift));
    const known = new Set(before.map(keyOf));
    const renamed = new Set<ElementPlace>();
    const kept = places.map(place => {
        const [old, ...others] = known.has(keyOf(place)) ? [] : hidden.filter(candidate => lineOf(candidate) === lineOf(place));
        if (!old || others.length > 0) {
            return place;
        }
        renamed.add(old);
        return { ...place, name: old.name, index: old.index };
    });
    // What a text that can be read no longer has was taken away.
    return hasSyntaxErrors ? [...kept, ...hidden.filter(place => !renamed.has(place))] : kept;
}

const keyOf = ({ kind, name, index }: ElementPlace): string => `${kind} ${index ?? ''} ${name}`;
const lineOf = ({ kind, nameRange }: ElementPlace): string => `${kind} ${nameRange.start.line}`;

function movedPlace(place: ElementPlace, shift: LineShift): ElementPlace[] {
    const line = shift(place.nameRange.start.line);
    if (line === null) {
        return [];
    }
    const delta = line - place.nameRange.start.line;
    return [{ ...place, nameRange: movedRange(place.nameRange, delta), range: movedRange(place.range, delta) }];
}

function movedRange({ start, end }: TextRange, lines: number): TextRange {
    return { start: { ...start, line: start.line + lines }, end: { ...end, line: end.line + lines } };
}

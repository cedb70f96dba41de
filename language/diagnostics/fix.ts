/** Corrections as data. Records of the catalogue make them from facts; `language/fixes/` turns them into edits of the text. */
import type { TextRange } from './text-place.js';

/** The parts of a text that a correction can be about: an entry, an element, or a whole model. */
export type PartOfText =
    | 'Constant'
    | 'Family'
    | 'Predictor'
    | 'FixedEffect'
    | 'RandomEffects'
    | 'RandomEffect'
    | 'Dependence'
    | 'GroupSize'
    | 'Count'
    | 'Attrition'
    | 'Call'
    | 'Test'
    | 'Hypothesis'
    | 'Precision'
    | 'Derived'
    | 'Data'
    | 'Argument'
    | 'NamedLaw'
    | 'Discrete'
    | 'Sweep'
    | 'Using';

interface Titled {
    title: string;
    /** It says what was meant without any doubt and loses nothing, so that *Fix all* makes it unasked. */
    isSure?: boolean;
    /** Parts of the new text, in its order, that the author should fill in or confirm. */
    stops?: readonly string[];
}

export type Fix = Titled &
    /** Writes a text in place of the diagnostic's range, of the part of the text around it, or of another range. */
    /** `also`: further places that get the same text. */
    (
        | { kind: 'replace'; text: string; within?: PartOfText; at?: TextRange; also?: readonly TextRange[] }
        /** Removes the part around the diagnostic's place, with its separator. Without `within`, the entry or element there. */
        | { kind: 'remove'; within?: PartOfText }
        /** Writes a text behind the part around the diagnostic's place. */
        | { kind: 'append'; text: string; within: PartOfText }
        /** Adds a line to the model, where its author would write it. */
        | { kind: 'element'; text: string }
        /** Adds an entry to the design, or to the `random` block of a group. */
        | { kind: 'entry'; text: string; block: 'Design' | 'RandomEffects' }
        /** Moves an entry of the design to the effect of a group: `icc 0.05`. Without a group that has a block, a block is added. */
        | { kind: 'measure of design'; group: string; effect: string; text: string; isDeclared: boolean }
        /** Moves an entry of the design to the test of an effect: `power 0.80`. */
        | { kind: 'option of design'; effect: string; text: string }
        /** Writes the size of the design as a law, and removes the entry at the diagnostic's place, which is a part of it now. */
        | { kind: 'law of sizes'; text: string }
        /** Moves a fixed effect to the other block. */
        | { kind: 'move'; effect: string; block: 'A' | 'B' }
        /** Gives the declaration at the diagnostic's place, and its uses, another name. */
        | { kind: 'rename'; name: string }
        /** Gives the constant of this name another one, and the sweep that means it. */
        | { kind: 'rename constant'; of: string; name: string }
        /** Removes the correlations and covariances of an effect in the group at the diagnostic's place. */
        | { kind: 'independent'; effect: string }
        /** Writes another alternative for the test around the diagnostic's place. */
        | { kind: 'alternative'; text: string }
        /** Adds an option to the first test of the model. */
        | { kind: 'test option'; text: string }
        /** Moves the entries of a group's second block into its first one. */
        | { kind: 'merge' }
        /** Writes the nearest covariance matrix that is possible. */
        | { kind: 'possible covariance'; group: string }
        /** Writes a random effect by its standard deviation or its variance. */
        | { kind: 'measure'; measure: 'sd' | 'variance' }
        /** Writes the number behind a test's effect for a stop. */
        | { kind: 'value'; effect: string; text: string }
        /** Asks for the value of an effect, and writes 0 at the diagnostic's place in its test. */
        | { kind: 'detectable'; effect: string }
    );

type Replacement = Extract<Fix, { kind: 'replace' }>;

/** What a record's `fix` returns. */
export type Fixes = Fix | readonly Fix[] | null;

/** A fix that writes `text` in place of the diagnostic's range; none without a text. */
export function replaceWith(text: string | undefined): Replacement | null {
    return text === undefined ? null : { kind: 'replace', title: replaceTitle(text), text };
}

/** The same for a text that can only have been meant. */
export function surelyReplaceWith(text: string | undefined): Replacement | null {
    const fix = replaceWith(text);
    return fix && { ...fix, isSure: true };
}

/** The same with parts of the text that the author should confirm. */
export function fillIn(text: string, ...stops: string[]): Replacement {
    return { kind: 'replace', title: replaceTitle(text), text, stops: stops.length > 0 ? stops : [text] };
}

function replaceTitle(text: string): string {
    const line = text.replace(/\s+/g, ' ');
    return text === '' ? 'Remove it' : `Replace with "${line.length > 60 ? `${line.slice(0, 60)}…` : line}"`;
}

/** A fix that gives an effect the value that a test should detect. */
export function valueFix(effect: string | undefined, text: string): Fix | null {
    return effect === undefined ? null : { kind: 'value', title: `Give ${effect} the value ${text}`, effect, text, stops: [text] };
}

/** A fix that brings the correlations of a group to the nearest ones that are possible. */
export function possibleCovarianceFix(group: string): Fix {
    return { kind: 'possible covariance', title: 'Write the nearest covariances that are possible', group };
}

/** A fix that moves a fixed effect to the other block. */
export function moveTo(block: 'A' | 'B', effect: string): Fix {
    return { kind: 'move', title: `Move ${effect} to block ${block}`, effect, block, isSure: true };
}

/** A fix that adds a line to the model. */
export function addElement(text: string, ...stops: string[]): Fix {
    return { kind: 'element', title: `Add "${text.replace(/\s+/g, ' ')}"`, text, stops };
}

/** A fix that adds an entry to a block. */
export function addEntry(block: 'Design' | 'RandomEffects', text: string, ...stops: string[]): Fix {
    return { kind: 'entry', title: `Add "${text}"`, text, block, stops };
}

/** A fix that writes something behind a part of the text. */
export function append(within: PartOfText, text: string, ...stops: string[]): Fix {
    return { kind: 'append', title: `Add "${text.trim()}"`, text, within, stops };
}

/** A fix that removes a part of the text. */
export function remove(title: string, within?: PartOfText): Fix {
    return { kind: 'remove', title, ...(within && { within }) };
}

/** The information about a model that lacks parts. */
import { information } from './diagnostic.js';
import { exampleModel } from './example-model.js';
import { addElement, addEntry, type Fix } from './fix.js';
import type { DeclaringLine } from './names.js';
import { quoted } from './wording.js';

/** What a model still needs. */
export interface MissingParts {
    /** The family that fits what the model says; null where it has one. */
    family: DeclaringLine | null;
    /** The effects that the model names; null where it has some. */
    fixed: DeclaringLine | null;
    /** Groups that are named but have no `random` block. */
    groups: readonly string[];
    /** Lines that declare these groups. */
    declarations: readonly DeclaringLine[];
    hasDesign: boolean;
    /** Entries that the design lacks, with examples of numbers. */
    design: readonly string[];
}

/** The entries of a design that is missing as a whole. */
function entriesOf({ groups, design }: MissingParts): string[] {
    return [...groups.map(group => `${group} = 50`), ...design];
}

/** A fix for each part, in the order in which people write them. */
function fixes(missing: MissingParts): Fix[] {
    const { family, fixed, declarations, hasDesign, design } = missing;
    const entries = hasDesign ? design : entriesOf(missing);
    const numbers = entries.map(entry => entry.slice(entry.indexOf('= ') + 2));
    const text = entries.join(', ');
    return [
        ...[family, fixed].flatMap(line => (line ? [addElement(line.text, ...line.stops)] : [])),
        ...declarations.map(({ text, stops }) => addElement(text, ...stops)),
        ...(design.length === 0 ? [] : [hasDesign ? addEntry('Design', text, ...numbers) : addElement(`design { ${text} }`, ...numbers)])
    ];
}

function parts(missing: MissingParts): string[] {
    const { family, fixed, groups, hasDesign, design } = missing;
    return [
        ...(family ? [`a family, such as ${quoted(family.text)}`] : []),
        ...(fixed ? [`fixed effects, such as ${quoted(fixed.text)}`] : []),
        ...groups.map(group => `the group ${quoted(`random ${group} { … }`)}`),
        ...(design.length === 0
            ? []
            : [
                  hasDesign
                      ? `${quoted(design.join(', '))} in the design`
                      : `a design, such as ${quoted(`design { ${entriesOf(missing).join(', ')} }`)}`
              ])
    ];
}

function joined(items: readonly string[]): string {
    return items.length < 2 ? items.join('') : `${items.slice(0, -1).join('; ')}; and ${items.at(-1)!}`;
}

export const unfinished = {
    unfinished: information<MissingParts>({
        summary: 'A model is not finished: it has no family, no fixed effects, or no complete design.',
        message: missing => `The model is not finished. It still needs ${joined(parts(missing))}.`,
        needsWholeModel: true,
        fix: fixes,
        why: 'The family decides how the response varies, the fixed effects are what the study estimates, and standard errors and power depend on how many units and observations there are.',
        remedy: 'Write the parts that are missing. A `?` in the design asks for one of its numbers.',
        example: { text: exampleModel({ family: '' }), instead: exampleModel() }
    })
};

/** The information about a model that lacks parts. */
import { information } from './diagnostic.js';
import { exampleModel } from './example-model.js';
import { quoted } from './wording.js';

/** What a model still needs. */
export interface MissingParts {
    family: boolean;
    fixed: boolean;
    /** Groups that are named but have no `random` block. */
    groups: readonly string[];
    hasDesign: boolean;
    /** Entries that the design lacks, with examples of numbers. */
    design: readonly string[];
}

function parts({ family, fixed, groups, hasDesign, design }: MissingParts): string[] {
    const entries = [...groups.map(group => `${group} = 50`), ...design];
    return [
        ...(family ? ['a family, such as `family poisson`'] : []),
        ...(fixed ? ['fixed effects, such as `fixed { beta0: 1 = 0.5 }`'] : []),
        ...groups.map(group => `the group ${quoted(`random ${group} { … }`)}`),
        ...(design.length === 0
            ? []
            : [
                  hasDesign
                      ? `${quoted(design.join(', '))} in the design`
                      : `a design, such as ${quoted(`design { ${entries.join(', ')} }`)}`
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
        why: 'The family decides how the response varies, the fixed effects are what the study estimates, and standard errors and power depend on how many units and observations there are.',
        remedy: 'Write the parts that are missing. A `?` in the design asks for one of its numbers.',
        example: { text: exampleModel({ family: '' }), instead: exampleModel() }
    })
};

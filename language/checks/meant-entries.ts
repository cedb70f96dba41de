/** What entries of a design mean whose names are no groups: `clusters = 40, size = 25`, `icc = 0.05`. */
import type { Fix } from '../diagnostics/fix.js';
import type { Count } from '../generated/ast.js';
import { attritionWords, knownWord } from '../knowledge/other-names.js';
import type { ModelContext } from '../lowering/context.js';
import { designEntries } from '../lowering/design.js';
import { textOf } from '../parsing/text-range.js';
import { nearestName } from '../scoping/nearest-name.js';
import { interceptOf, mainEffect } from './proposals.js';

const sizeNames =
    /^(n_?\w*|\w*_?size|sizes?|per_?\w+|obs\w*|observations?|patients?|subjects?|participants?|people|persons?|individuals?|students?|pupils?|children|measure(?:ment)?s?|replicates?|records?)$/i;
const groupNames = /^(m|j|k|clusters?|n_?clusters?|groups?|units?|sites?|centers?|centres?|number)$/i;

function nameOf(count: Count): string {
    return count.group?.$refText ?? '';
}

/** The entries whose names are no groups, with what they count: the group or the `n` that the design lacks. */
export function meantEntries(context: ModelContext): ReadonlyMap<Count, string> {
    return context.once(findMeantEntries, context.model);
}

function findMeantEntries(_: unknown, context: ModelContext): ReadonlyMap<Count, string> {
    const { counts, sizes } = designEntries(context);
    const groups = [...context.names.groups.keys()];
    const isOpen = (count: Count): boolean =>
        nameOf(count) !== '' &&
        !groups.includes(nameOf(count)) &&
        !belongsElsewhere(count) &&
        !attritionWords.has(nameOf(count).toLowerCase());
    const counted = counts.map(nameOf);
    const missing = [...groups.filter(group => !counted.includes(group) && group !== 'observation'), ...(sizes.length === 0 ? ['n'] : [])];
    const open = counts.filter(isOpen);
    const meant = new Map<Count, string>();
    const take = (count: Count | undefined, name: string | undefined): void => {
        if (count && name !== undefined && missing.includes(name) && !meant.has(count)) {
            meant.set(count, name);
            missing.splice(missing.indexOf(name), 1);
        }
    };
    open.forEach(count => take(count, nearestName(nameOf(count), missing)));
    open.filter(count => groupNames.test(nameOf(count))).forEach(count =>
        take(
            count,
            missing.find(name => name !== 'n')
        )
    );
    open.filter(count => sizeNames.test(nameOf(count))).forEach(count => take(count, 'n'));
    open.forEach(count => take(count, missing[0]));
    return meant;
}

const measures = ['sd', 'variance', 'icc'];
const options = ['alpha', 'power'];

function belongsElsewhere(count: Count): boolean {
    const name = nameOf(count);
    return knownWord('measure', name, measures) !== undefined || options.includes(name) || name.toLowerCase() === 'cv';
}

/** An entry that belongs to a random effect or to a test, and how it is written there. Undefined for others. */
export function entryOfOtherElement(count: Count, context: ModelContext): { belongs: string; instead: string; fix: Fix } | undefined {
    if (!belongsElsewhere(count) || !count.value) {
        return undefined;
    }
    const name = nameOf(count);
    const value = textOf(count.value);
    if (name.toLowerCase() === 'cv') {
        return spreadOfSizes(count, context);
    }
    const measure = knownWord('measure', name, measures);
    const effect = (measure === undefined ? mainEffect(context) : interceptOf(context))?.name;
    if (effect === undefined) {
        return undefined;
    }
    if (measure === undefined) {
        const text = `${name} ${value}`;
        const fix: Fix = { kind: 'option of design', title: `Write "${text}" in the test`, effect, text };
        return { belongs: 'belongs to a test, not to the design', instead: `test ${effect} = 0 ${text}`, fix };
    }
    const [declared] = context.names.groups.keys();
    const counted = designEntries(context).counts.find(other => meantEntries(context).has(other) || !belongsElsewhere(other));
    const group = declared ?? (counted ? nameOf(counted) : 'clinic');
    const text = `${measure} ${value}`;
    const instead = `random ${group} { ${effect} ${text} }`;
    const isDeclared = declared !== undefined;
    const title = `Write "${effect} ${text}" in random ${group}`;
    return {
        belongs: 'belongs to a random effect, not to the design',
        instead,
        fix: { kind: 'measure of design', title, group, effect, text, isDeclared }
    };
}

/** The coefficient of variation of the sizes, which belongs into their law. */
function spreadOfSizes(count: Count, context: ModelContext): { belongs: string; instead: string; fix: Fix } | undefined {
    const [size] = designEntries(context).sizes;
    if (!size?.value || !count.value) {
        return undefined;
    }
    const instead = `n ~ Sizes(mean = ${textOf(size.value)}, cv = ${textOf(count.value)})`;
    const fix: Fix = { kind: 'law of sizes', title: `Write "${instead}"`, text: instead };
    return { belongs: 'belongs to the sizes of the groups', instead, fix };
}

/** The family of an input: its link, and the numbers that it needs. */
import { families, hasDispersion } from '../family/families.js';
import type { FamilyName, FamilySpec, LinkName } from '../spec/model-spec.js';
import { checkedTerm, type KnownNames } from './checked-term.js';
import { InvalidInput, type CheckedValue } from './checked-value.js';

const familyNames = Object.keys(families) as FamilyName[];

/** A family by its name, or by an object with its name. */
export function checkedFamily(input: CheckedValue, names: KnownNames): FamilySpec {
    if (typeof input.value === 'string') {
        const name = input.oneOf(familyNames);
        const { defaultLink, hasTrials, hasSize } = families[name];
        const missing = hasDispersion({ name }) ? 'phi' : hasTrials ? 'trials' : hasSize ? 'size' : null;
        if (missing !== null) {
            throw new InvalidInput(input.path, `needs a number as well: { name: "${name}", ${missing}: … }`);
        }
        return { name, link: defaultLink, phi: 1, trials: null, size: null };
    }
    if (typeof input.value !== 'object' || input.value === null) {
        input.mustBe('the name of a family, or an object with its name');
    }
    const at = input.fields(['name', 'link', 'phi', 'trials', 'size']);
    const name = at('name').oneOf(familyNames);
    const { defaultLink, hasTrials, hasSize, links } = families[name];
    return {
        name,
        link: at('link').or(defaultLink, link => link.oneOf(Object.keys(links) as LinkName[])),
        phi: dispersion(at('phi'), name),
        trials: hasTrials ? trials(at('trials'), names) : absent(at('trials'), name),
        size: hasSize ? at('size').positive() : absent(at('size'), name)
    };
}

function dispersion(phi: CheckedValue, name: FamilyName): number {
    return hasDispersion({ name })
        ? phi.positive()
        : phi.or(1, value => value.number(one => one === 1, `1 or left out: ${name} has no dispersion`));
}

function trials(input: CheckedValue, names: KnownNames): FamilySpec['trials'] {
    if (typeof input.value === 'number') {
        return { op: 'number', value: input.number(one => Number.isInteger(one) && one >= 1, 'a whole number, 1 or more') };
    }
    const term = checkedTerm(input, names);
    if (term.op === 'number' && !(Number.isInteger(term.value) && term.value >= 1)) {
        throw new InvalidInput(`${input.path}.value`, `must be a whole number, 1 or more; it is ${term.value}`);
    }
    return term;
}

function absent(input: CheckedValue, name: FamilyName): null {
    return input.isAbsent || input.value === null ? null : input.mustBe(`null or left out: ${name} has none`);
}

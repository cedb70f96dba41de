import type { FamilySpec, LinkName, Term } from '../../src-engine/spec/model-spec.js';
import { families } from '../../src-engine/family/families.js';
import { offeredLinks } from '../knowledge/families.js';
import type { Expression, Family } from '../generated/ast.js';
import { bindArguments } from './arguments.js';
import type { ModelContext } from './context.js';

/** The arguments of the model's family by name. Undefined where they do not fit. */
export function familyArguments(context: ModelContext): ReadonlyMap<string, Expression> | undefined {
    const element = context.familyElement;
    return element && context.once(boundArguments, element);
}

function boundArguments(element: Family, context: ModelContext): Map<string, Expression> | undefined {
    const { family } = context;
    if (!family) {
        return undefined;
    }
    const names = family.arguments.map(argument => argument.name);
    const signature = names.length > 0 ? `${family.name}(${names.join(', ')})` : family.name;
    return bindArguments(element.args, names, signature, { node: element, part: { property: 'name' } }, context.report);
}

/** The link in the text, or the family's default. Undefined where the family has no such link. */
export function linkOf(context: ModelContext): LinkName | undefined {
    const written = context.familyElement?.link;
    const family = context.family;
    if (!family) {
        return undefined;
    }
    const offered = offeredLinks(family.name);
    return written === undefined ? offered[0] : offered.find(link => link === written);
}

export function lowerFamily(context: ModelContext): FamilySpec | undefined {
    const family = context.family;
    const link = linkOf(context);
    const bound = familyArguments(context);
    if (!family || !link || !bound) {
        return undefined;
    }
    const { hasTrials, hasSize } = families[family.name];
    const phi = context.hasDispersion ? context.number(bound.get('phi')) : 1;
    const trials: Term | null | undefined = hasTrials ? context.terms.term(bound.get('trials')) : null;
    const size = hasSize ? context.number(bound.get('size')) : null;
    const isPositive = (value: number | null | undefined): boolean => value !== undefined && (value === null || value > 0);
    if (!isPositive(phi) || !isPositive(size) || trials === undefined || phi === undefined || size === undefined) {
        return undefined;
    }
    if (trials?.op === 'number' && !(trials.value >= 1 && Number.isInteger(trials.value))) {
        return undefined;
    }
    return { name: family.name, link, phi, trials, size };
}

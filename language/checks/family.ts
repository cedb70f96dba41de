import { families as engineFamilies } from '../../src-engine/family/families.js';
import { families, familyLink, familyOfLink, offeredLinks } from '../knowledge/families.js';
import { isCall, isRandomEffects, type Family } from '../generated/ast.js';
import { familyArguments, linkOf } from '../lowering/family.js';
import { adviceOnFamily, meantWord, usualArgument } from '../knowledge/other-names.js';
import { familyKnowledge, type ModelContext } from '../lowering/context.js';
import { walk } from '../parsing/walk.js';
import type { Check } from './check.js';
import { isPositive, numberMust } from './numbers.js';

const namePart = { property: 'name' } as const;

/** A family with arguments to begin with: `gaussian(phi = 1)`. */
function withUsualArguments(name: string): { text: string; stops: string[] } {
    const names = familyKnowledge(name)?.arguments.map(argument => argument.name) ?? [];
    const values = names.map(argument => usualArgument(name, argument) ?? '1');
    return { text: names.length === 0 ? name : `${name}(${names.map((one, i) => `${one} = ${values[i]!}`).join(', ')})`, stops: values };
}

export const familyMustBeKnown: Check<Family> = (family, { report }) => {
    if (family.name && !Object.hasOwn(families, family.name)) {
        const known = Object.keys(families);
        const advice = adviceOnFamily(family.name);
        const word = advice === undefined ? meantWord('family', family.name, known) : undefined;
        // `probit` alone is a link.
        const ofLink = word === undefined && family.link === undefined && family.args.length === 0 ? familyOfLink(family.name) : undefined;
        const nearest = word ?? ofLink;
        const meant = family.args.length === 0 && word !== undefined ? withUsualArguments(word) : {};
        report.add('unknown-family', { node: family, part: namePart }, { name: family.name, nearest, known, advice, ...meant });
    }
};

export const familyArgumentsMustBeInRange: Check<Family> = (node, context) => {
    if (node !== context.familyElement || !context.family) {
        return;
    }
    const bound = familyArguments(context);
    const phi = bound?.get('phi');
    const size = bound?.get('size');
    const trials = bound?.get('trials');
    numberMust(phi, isPositive, 'dispersion-not-positive', value => ({ value }), context);
    numberMust(size, isPositive, 'family-argument-out-of-range', value => ({ argument: 'size', value }), context);
    const term = context.terms.term(trials);
    if (trials && term?.op === 'number' && !(term.value >= 1 && Number.isSafeInteger(term.value))) {
        context.report.add('family-argument-out-of-range', trials, { argument: 'trials', value: term.value });
    }
};

/** Whether values of the model are written as logits or odds ratios. */
function hasLogits({ model }: ModelContext): boolean {
    return walk(model).nodes.some(node => isCall(node) && ['logit', 'OR'].includes(node.function));
}

export const linkMustBeValid: Check<Family> = (node, context) => {
    const { report, family } = context;
    if (node !== context.familyElement || !family) {
        return;
    }
    const { defaultLink, canonicalLink } = engineFamilies[family.name];
    const link = linkOf(context);
    const where = { node, part: { property: node.link === undefined ? 'name' : 'link' } };
    if (node.link !== undefined && !link) {
        const offered = offeredLinks(family.name);
        const isDefault = /^(default|canonical|natural|standard|usual)$/i.test(node.link);
        const isOfProbability =
            engineFamilies[family.name].mean === 'probability' && meantWord('link', node.link, ['identity']) !== undefined;
        const isOnLogits = isOfProbability && hasLogits(context);
        const nearest = isDefault || isOnLogits ? offered[0] : meantWord('link', node.link, offered);
        report.add('unknown-link', where, { family: family.name, link: node.link, nearest, known: offered, isOfProbability });
        return;
    }
    const domain = link && familyLink(family.name, link)?.domain;
    const [group] = context.elements(isRandomEffects).filter(({ entries }) => entries.length > 0);
    if (domain && group) {
        const isWritten = node.link !== undefined;
        report.add('link-not-valid', where, { link, domain, group: group.name, instead: defaultLink, isWritten });
    } else if (group && link && link !== canonicalLink) {
        report.add('link-not-canonical', where, { family: family.name, link, canonical: canonicalLink });
    }
};

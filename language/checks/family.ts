import { families as engineFamilies } from '../../src-engine/family/families.js';
import { families, familyLink, offeredLinks } from '../knowledge/families.js';
import { links } from '../knowledge/links.js';
import { isRandomEffects, type Family, type Model } from '../generated/ast.js';
import { familyArguments, linkOf } from '../lowering/family.js';
import { nearestName } from '../scoping/nearest-name.js';
import type { Check } from './check.js';
import { isPositive, numberMust } from './numbers.js';

const namePart = { property: 'name' } as const;

export const familyMustBeGiven: Check<Model> = (model, { report, familyElement }) => {
    if (!familyElement && model.name) {
        report.add(
            'family-missing',
            { node: model, part: namePart },
            'The family of the response is missing: add a line such as `family poisson`.'
        );
    }
};

export const familyMustBeKnown: Check<Family> = (family, { report }) => {
    if (family.name && !Object.hasOwn(families, family.name)) {
        const near = nearestName(family.name, Object.keys(families));
        report.add(
            'unknown-family',
            { node: family, part: namePart },
            near === undefined
                ? `There is no family \`${family.name}\`. Families: ${Object.keys(families).join(', ')}.`
                : `There is no family \`${family.name}\`. Did you mean \`${near}\`?`,
            near === undefined ? undefined : { replace: near }
        );
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
    numberMust(
        phi,
        isPositive,
        'dispersion-not-positive',
        value => `The dispersion \`phi\` must be greater than 0; it is ${value}.`,
        context
    );
    numberMust(size, isPositive, 'family-argument-out-of-range', value => `The size must be greater than 0; it is ${value}.`, context);
    const term = context.terms.term(trials);
    if (trials && term?.op === 'number' && !(term.value >= 1 && Number.isSafeInteger(term.value))) {
        context.report.add(
            'family-argument-out-of-range',
            trials,
            `The number of trials must be a whole number of 1 or more; it is ${term.value}.`
        );
    }
};

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
        const near = nearestName(node.link, offered);
        const known = Object.hasOwn(links, node.link)
            ? `\`${family.name}\` has no link \`${node.link}\``
            : `There is no link \`${node.link}\``;
        report.add(
            'unknown-link',
            where,
            `${known}. Its links: ${offered.join(', ')}.`,
            near === undefined ? undefined : { replace: near }
        );
        return;
    }
    const domain = link && familyLink(family.name, link)?.domain;
    const [group] = context.elements(isRandomEffects).filter(({ entries }) => entries.length > 0);
    if (domain && group) {
        report.add(
            'link-not-valid',
            where,
            `The link \`${link}\` needs ${domain}, which normal random effects of \`${group.name}\` do not keep. Use \`${defaultLink}\`.`,
            node.link === undefined ? undefined : { replace: defaultLink }
        );
    } else if (link && link !== canonicalLink) {
        report.add(
            'link-not-canonical',
            where,
            canonicalLink
                ? `The link \`${link}\` is not canonical for \`${family.name}\` (\`${canonicalLink}\` is): the variances are an extension of the published theorem.`
                : `The link \`${link}\` is not canonical for \`${family.name}\`: the variances are an extension of the published theorem.`
        );
    }
};

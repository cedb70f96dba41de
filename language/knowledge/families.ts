/** The response families by name: what checks, hovers, completion, documents and exports say of them. */
import { families as engineFamilies } from '../../src-engine/family/families.js';
import type { FamilyName, LinkName } from '../../src-engine/spec/model-spec.js';
import { bernoulli } from './families/bernoulli.js';
import { binomial } from './families/binomial.js';
import type { FamilyKnowledge, FamilyLinkKnowledge, FamilyKnowledgeOf } from './families/family-knowledge.js';
import { gamma } from './families/gamma.js';
import { gaussian } from './families/gaussian.js';
import { inverseGaussian } from './families/inverse-gaussian.js';
import { negativeBinomial } from './families/negative-binomial.js';
import { poisson } from './families/poisson.js';

export type { FamilyKnowledge } from './families/family-knowledge.js';

export const families: Record<FamilyName, FamilyKnowledge> = {
    gaussian,
    bernoulli,
    binomial,
    poisson,
    gamma,
    inverseGaussian,
    negativeBinomial
} satisfies { [Name in FamilyName]: FamilyKnowledgeOf<Name> };

/** What is known of `link` in `family`; null where the language does not offer this pair. */
export function familyLink(family: FamilyName, link: LinkName): FamilyLinkKnowledge | null {
    return families[family].links[link] ?? null;
}

/** The links that the language offers for a family, the default first. */
export function offeredLinks(family: FamilyName): [LinkName, ...LinkName[]] {
    const { defaultLink } = engineFamilies[family];
    const offered = Object.keys(families[family].links) as LinkName[];
    return [defaultLink, ...offered.filter(link => link !== defaultLink && familyLink(family, link) !== null)];
}

/** All links that the language offers. */
export const linkWords: readonly LinkName[] = [...new Set((Object.keys(families) as FamilyName[]).flatMap(offeredLinks))];

/** The link that a family has if none is written; undefined for an unknown name. */
export function usualLink(name: string): LinkName | undefined {
    return Object.hasOwn(engineFamilies, name) ? engineFamilies[name as FamilyName].defaultLink : undefined;
}

/** The family that a link alone most likely means, as the language writes both: `bernoulli` for the logit. */
export function familyOfLink(link: string): string | undefined {
    const ofLinks: Record<string, string> = {
        logit: 'bernoulli',
        probit: 'bernoulli link probit',
        cloglog: 'bernoulli link cloglog',
        log: 'poisson',
        identity: 'gaussian(phi = 1)'
    };
    return ofLinks[link];
}

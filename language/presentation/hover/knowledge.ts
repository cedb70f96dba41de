/** Hovers over words of the language, from the knowledge tables. The texts come from the project, not from the file. */
import { hasDispersion, isCanonical } from '../../../src-engine/family/families.js';
import type { FamilyName, FamilySpec, LinkName } from '../../../src-engine/spec/model-spec.js';
import { families, familyLink, offeredLinks } from '../../knowledge/families.js';
import { functions } from '../../knowledge/functions.js';
import { keywords } from '../../knowledge/keywords.js';
import { laws } from '../../knowledge/laws.js';
import { links } from '../../knowledge/links.js';
import { codeBlock, codeSpan, escapeMarkdown, lines, paragraphs } from '../notation/markdown.js';
import { formatValue } from '../notation/numbers.js';
import { languageNotation, writeTerm } from '../notation/term-text.js';

/** `spec`: the family as this model has it; null outside of one. Markdown. */
export function familyHover(name: FamilyName, spec: FamilySpec | null): string {
    const family = families[name];
    const signature = `family ${name}${family.arguments.length > 0 ? `(${family.arguments.map(argument => argument.name).join(', ')})` : ''}`;
    const canonical = (link: LinkName) => (isCanonical({ name, link }) ? ' (canonical)' : '');
    const [byDefault, ...others] = offeredLinks(name);
    return paragraphs(
        codeBlock('glmm', signature),
        escapeMarkdown(family.documentation),
        spec && spec.name === name && linkInUse(spec),
        lines(
            `Response: ${escapeMarkdown(family.response)}`,
            ...family.arguments.map(
                argument => `${codeSpan(argument.name)}: ${escapeMarkdown(argument.meaning)}, ${escapeMarkdown(argument.domain)}`
            ),
            `Variance function: V(μ) = ${escapeMarkdown(family.varianceFunction)}, dispersion ${hasDispersion({ name }) ? 'φ' : '1'}`,
            `Default link: ${codeSpan(byDefault)}${canonical(byDefault)}`,
            others.length > 0 && `Other links: ${others.map(link => codeSpan(link) + canonical(link)).join(', ')}`
        ),
        `_${escapeMarkdown(family.citation)}_`
    );
}

function linkInUse(spec: FamilySpec): string {
    const weight = familyLink(spec.name, spec.link)?.weight;
    const canonical = isCanonical(spec);
    return lines(
        `Here: ${escapeMarkdown(links[spec.link].definition)}, ${codeSpan(spec.link)} link${canonical ? ', canonical' : ', not canonical'}`,
        spec.trials && `Trials: ${codeSpan(writeTerm(spec.trials, languageNotation))}`,
        spec.size !== null && `Size: ${formatValue(spec.size)}`,
        weight &&
            (canonical ? `b″(η) = ${escapeMarkdown(weight)}` : `The Fisher weight (dμ/dη)²/V(μ) = ${escapeMarkdown(weight)} replaces b″`)
    );
}

/** Markdown. */
export function linkHover(name: LinkName): string {
    const link = links[name];
    const users = Object.values(families).filter(family => familyLink(family.name, name) !== null);
    return paragraphs(
        codeBlock('glmm', `link ${name}`),
        lines(
            `${escapeMarkdown(link.definition)}, so ${escapeMarkdown(link.inverse)}`,
            escapeMarkdown(link.documentation),
            `An effect is ${link.effect}.`
        ),
        `Families: ${users.map(family => codeSpan(family.name) + (isCanonical({ name: family.name, link: name }) ? ' (canonical)' : '')).join(', ')}`
    );
}

/** `name`: the constructor, `Normal`. Null where there is no such law. Markdown. */
export function lawHover(name: string): string | null {
    const law = laws.get(name);
    if (!law) {
        return null;
    }
    return paragraphs(
        codeBlock('glmm', law.signature),
        law.documentation,
        lines(
            ...law.arguments.map(
                argument => `${codeSpan(argument.name)}: ${escapeMarkdown(argument.meaning)}, ${escapeMarkdown(argument.domain)}`
            )
        ),
        lines(
            law.density && `${escapeMarkdown(law.density)}, on ${escapeMarkdown(law.support)}`,
            law.mean && `Mean: ${escapeMarkdown(law.mean)}, variance: ${escapeMarkdown(law.variance ?? '')}`,
            law.r && `In R: ${codeSpan(law.r)}`
        ),
        codeBlock('glmm', `predictor x ~ ${law.example}`)
    );
}

/** Null where there is no such function. Markdown. */
export function functionHover(name: string): string | null {
    const known = functions.get(name);
    if (!known) {
        return null;
    }
    return paragraphs(
        codeBlock('glmm', known.signature),
        `${known.documentation} ${escapeMarkdown(`${known.name}: ${known.formula}${known.domain === null ? '' : `, for ${known.domain}`}.`)}`,
        codeBlock('glmm', known.example)
    );
}

/** Null where there is no such keyword. Markdown. */
export function keywordHover(name: string): string | null {
    const keyword = keywords.get(name);
    return keyword ? paragraphs(keyword.documentation, codeBlock('glmm', keyword.example)) : null;
}

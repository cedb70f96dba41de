/** Why a fixed effect is in block A or B, and what that means for its precision. */
import type { Partner } from '../../../src-engine/result/analysis.js';
import type { FixedEffectSpec, ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { codeSpan } from '../notation/markdown.js';
import { plural } from './plural.js';
import { isConstantOne, languageNotation, writeTerm } from '../notation/term-text.js';

/** Markdown. `rate`: in symbols, where it is known. */
export function blockText(spec: ModelSpec, effect: FixedEffectSpec, partners: Partner[], rate: string | null): string {
    const term = codeSpan(writeTerm(effect.term, languageNotation));
    const known = rate ?? (spec.random.length > 1 ? null : effect.block === 'A' ? '1/m' : spec.random.length === 0 ? '1/n' : '1/(mn)');
    const atRate = known === null ? '' : ` at rate ${known}`;
    const partner = partners[0];
    if (effect.block === 'B' || partner === undefined) {
        return spec.random.length === 0
            ? `**Block B**: there are no random effects. Estimated${atRate}, with every observation.`
            : `**Block B**: ${term} has no random partner. Estimated${atRate}: every observation counts.`;
    }
    const groups = partners.map(({ group }) => group);
    const more = groups.map(group => plural(group, null)).join(' or ');
    const consequence = `Estimated${atRate}: only more ${more} help much.`;
    return `**Block A**: ${partners.map(one => partnerText(spec, effect, one, term)).join('; ')}. ${consequence}`;
}

function partnerText(spec: ModelSpec, effect: FixedEffectSpec, partner: Partner, term: string): string {
    const group = codeSpan(partner.group);
    const others = partner.effects.filter(name => name !== effect.name);
    if (partner.own || others.length === 0) {
        return `${codeSpan(effect.name)} has a random effect of its own in ${group}`;
    }
    const ridesOn = `it rides on the random effect${others.length > 1 ? 's' : ''} of ${others.map(codeSpan).join(' and ')}`;
    const isIntercept = (name: string) => spec.fixed.some(candidate => candidate.name === name && isConstantOne(candidate.term));
    if (others.every(isIntercept)) {
        return `${term} is constant in each ${group}, so ${ridesOn}`;
    }
    return `${term} is a random-effect term times what is constant in each ${group}, so ${ridesOn}`;
}

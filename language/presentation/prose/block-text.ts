/** Why a fixed effect is in block A or B, and what lowers its variance. */
import type { Partner } from '../../../src-engine/result/analysis.js';
import type { FixedEffectSpec } from '../../../src-engine/spec/model-spec.js';
import { shareLoweredByN } from '../choice/share-lowered-by-n.js';
import { findParameter, type ModelView } from '../model-view.js';
import { rateText } from '../notation/formula.js';
import { codeSpan, escapeMarkdown } from '../notation/markdown.js';
import { formatPercent } from '../notation/numbers.js';
import { isConstantOne, languageNotation, writeTerm } from '../notation/term-text.js';
import { list } from './enumeration.js';
import { unitsOf } from './plural.js';
import { nounOf } from './size-text.js';

/** The block that the rule gives, which is not the file's where that is wrong. Markdown. */
export function blockText(view: ModelView, effect: FixedEffectSpec): string {
    const { spec, examination } = view;
    const found = examination?.blocks.find(block => block.effect === effect.name);
    const parameter = findParameter(view, effect.name);
    const partners = found?.partners ?? parameter?.partners ?? [];
    const belongs = found?.belongs ?? (partners.length > 0 ? 'A' : effect.block);
    const isMisplaced = belongs !== effect.block;
    const rate = isMisplaced ? null : parameter && rateText(parameter.leading);
    const isInfinite = parameter?.reason?.code === 'infinite-moment';
    const place = isMisplaced ? `The file has it in block ${effect.block}.` : null;
    const term = codeSpan(writeTerm(effect.term, languageNotation));
    if (belongs === 'A') {
        const reasons = partners.map(partner => partnerText(view, effect, partner, term)).join('; ');
        return sentences(
            `**Block A**: ${reasons || `${term} has a random effect`}.`,
            place,
            isInfinite ? null : groupsConsequence(view, effect, partners, rate)
        );
    }
    const atRate = rate === null ? '' : ` at rate ${escapeMarkdown(rate)}`;
    return sentences(
        spec.random.length === 0
            ? '**Block B**: the model has no random effects.'
            : `**Block B**: ${term} is neither a random-effect term nor one times something constant in each group.`,
        place,
        isInfinite ? null : `Its variance falls${atRate} with the number of observations.`
    );
}

function sentences(...parts: (string | null)[]): string {
    return parts.filter(part => part !== null).join(' ');
}

/** The random effect from which the effect's estimate must be separated. */
function partnerText({ spec }: ModelView, effect: FixedEffectSpec, partner: Partner, term: string): string {
    const group = codeSpan(partner.group);
    const units = unitsOf(partner.group);
    const others = partner.effects.filter(name => name !== effect.name);
    if (partner.own || others.length === 0) {
        return `${codeSpan(effect.name)} also varies randomly between ${units}`;
    }
    const names = list(others.map(codeSpan));
    const vary = `${names} ${others.length > 1 ? 'vary' : 'varies'} randomly between ${units}`;
    const isIntercept = (name: string) => spec.fixed.some(candidate => candidate.name === name && isConstantOne(candidate.term));
    return others.every(isIntercept)
        ? `${term} is constant in each ${group}, and ${vary}`
        : `${term} is the term of ${names} times something constant in each ${group}, and ${vary}`;
}

/** How more groups, and more observations in each, change the variance. */
function groupsConsequence(view: ModelView, effect: FixedEffectSpec, partners: Partner[], rate: string | null): string {
    const numbers = `the number${partners.length > 1 ? 's' : ''} of ${list(partners.map(({ group }) => unitsOf(group)))}`;
    const falls = `Its variance falls${rate === null ? '' : ` at rate ${escapeMarkdown(rate)}`} with ${numbers}.`;
    const share = shareLoweredByN(view, effect.name);
    if (share === null) {
        return falls;
    }
    const more = `More ${escapeMarkdown(nounOf(view.spec, { quantity: 'n', kind: 'n' }))}`;
    return share < leastShare
        ? `${falls} ${more} lower it by less than ${formatPercent(leastShare)}.`
        : `${falls} ${more} can remove at most ${formatPercent(roundedUp(share))} of it.`;
}

const leastShare = 0.001;

/** Two digits, rounded so that the text does not promise too much. */
function roundedUp(share: number): number {
    const unit = 10 ** (Math.floor(Math.log10(share)) - 1);
    return Number((Math.ceil(share / unit - 1e-9) * unit).toPrecision(2));
}

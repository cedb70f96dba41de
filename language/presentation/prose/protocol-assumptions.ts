/** The second part of a protocol's paragraph: what has to be recruited, and the values and formulas behind the claim. */
import { hasDispersion, isLinear } from '../../../src-engine/family/families.js';
import { recruited } from '../../../src-engine/index.js';
import { sigmaOf } from '../../../src-engine/structure/covariance/structures.js';
import type { Accuracy, ModelSpec, RandomEffectsSpec } from '../../../src-engine/spec/model-spec.js';
import { families } from '../../knowledge/families.js';
import { findParameter, type ModelView } from '../model-view.js';
import { scaleOfEffect, scaleOfVariance, type AuthorScales } from '../notation/author-scale.js';
import { formatCorrelation, formatCount, formatPercent, formatValue } from '../notation/numbers.js';
import { languageNotation, writeTerm } from '../notation/term-text.js';
import { groupsOutsideIn } from './design-text.js';
import { list } from './enumeration.js';
import { writtenEffectNote, writtenVarianceText } from './on-author-scale.js';
import { unitsOf } from './plural.js';
import { powerText } from './power-text.js';

/**
 * Plain text.
 *
 * @param solved the model with the number in it that the claim is about
 * @param isExact whether the variances are exact ones of a Gaussian model
 * @param sums what the tests do summed over all outcomes, where the claim is such a sum
 */
export function protocolAssumptions(
    view: Pick<ModelView, 'analysis' | 'scales'>,
    { solved, using, isExact, sums }: { solved: ModelSpec; using: Accuracy; isExact: boolean; sums: { likelihoodRatio: number } | null }
): string {
    return [
        recruitSentence(solved),
        assumedValues(view, solved),
        isConditional(solved) && 'Effects are conditional on the random effects (cluster-specific), not averaged over them.',
        sums === null
            ? `The variances of the estimates come from ${varianceSource(solved, using, isExact)}.`
            : `The power is the sum of the probabilities of all outcomes in which the test rejects; the likelihood-ratio test rejects with probability ${powerText(sums.likelihoodRatio)}.`
    ]
        .filter(Boolean)
        .join(' ');
}

function isConditional({ family, random }: ModelSpec): boolean {
    return family.link !== 'identity' && random.some(({ effects }) => effects.length > 0);
}

function recruitSentence(spec: ModelSpec): string | null {
    const { design } = spec;
    const group = design.counts.find(entry => groupsOutsideIn(spec).some(one => one.group === entry.group && one.within === null));
    if (!group || group.count === null || design.attrition <= 0) {
        return null;
    }
    const recruit = recruited(group.count, design.attrition);
    return `With attrition of ${formatPercent(design.attrition)}, ${formatCount(recruit)} ${unitsOf(group.group, recruit)} must be recruited so that ${formatCount(group.count)} are analysed.`;
}

/** The family with its parameters, the effects and the variances of the random effects. */
function assumedValues(view: Pick<ModelView, 'analysis' | 'scales'>, spec: ModelSpec): string {
    const { family, fixed, random } = spec;
    const values = fixed.map(effect => {
        const { name, value, marginal } = effect;
        return marginal === null
            ? `${name} = ${formatValue(value, 4)}${writtenEffectNote(spec, effect, scaleOfEffect(view.scales, name))}`
            : solvedText(name, marginal, findParameter(view, name)?.value ?? null);
    });
    const parameters = [
        hasDispersion(family) ? `φ = ${formatValue(family.phi, 4)}` : null,
        family.size === null ? null : `size ${formatValue(family.size, 4)}`,
        family.trials === null ? null : `${writeTerm(family.trials, languageNotation)} trials`
    ].filter(part => part !== null);
    const groups = random.filter(({ effects }) => effects.length > 0).map(block => randomPhrase(spec, view.scales, block));
    return `The calculation assumes ${[`${withArticle(families[family.name].title)} response with ${family.link} link`, ...parameters].join(', ')}; ${list(values)}${groups.length === 0 ? '' : `; and random effects of ${groups.join(', and of ')}`}.`;
}

/** `b0 such that the mean response is 0.1 (b0 = −2.115)`. */
export function solvedText(name: string, mean: number, value: number | null): string {
    return `${name} such that the mean response is ${formatValue(mean)}${value === null ? '' : ` (${name} = ${formatValue(value, 4)})`}`;
}

/** `clinic with variances 0.64 (beta0) and 0.25 (beta1: standard deviation 0.5), correlation −0.2`. */
function randomPhrase(spec: ModelSpec, scales: AuthorScales, random: RandomEffectsSpec): string {
    const { group, effects } = random;
    const sigma = sigmaOf(random);
    const variance = (i: number) => sigma[i]?.[i] ?? NaN;
    const variances = effects.map((effect, i) => {
        const written = writtenVarianceText(spec, variance(i), scaleOfVariance(scales, effect, group));
        return `${formatValue(variance(i), 4)} (${[effect, written].filter(part => part !== null).join(': ')})`;
    });
    const correlations = effects.flatMap((first, i) =>
        effects.slice(i + 1).flatMap((second, offset) => {
            const entry = sigma[i]?.[i + 1 + offset] ?? 0;
            const correlation = entry / Math.sqrt(variance(i) * variance(i + 1 + offset));
            return entry === 0 ? [] : [`correlation ${formatCorrelation(correlation)} (${first}, ${second})`];
        })
    );
    return [`${group} with variance${effects.length === 1 ? '' : 's'} ${list(variances)}`, ...correlations].join(', ');
}

/** `an inverse Gaussian`. */
const withArticle = (title: string): string => `${/^[aeiou]/i.test(title) ? 'an' : 'a'} ${title}`;

/** Each accuracy by the words that define it everywhere (`using` in the table of keywords). */
function method({ family }: ModelSpec, using: Accuracy): string {
    switch (using) {
        case 'leading':
            return 'the leading term of their asymptotic expansion (Jiang, Wand and Bhaskaran 2022)';
        case 'twoTerm':
            return 'the first two terms of their asymptotic expansion (Maestrini, Bhaskaran and Wand 2024)';
        case 'refined': {
            const information = isLinear(family)
                ? 'that of the linear mixed model, averaged over what the design draws'
                : 'that of the working linear mixed model, averaged over the random effects';
            return `the inverse of an approximate information (${information}), which extends the two-term variances of Maestrini, Bhaskaran and Wand (2024)`;
        }
        case 'exact':
            return 'the inverse of the expected information of the likelihood, which holds for many groups of this size';
    }
}

/** Gaussian variances are exact where the refined form gives the same ones. */
function varianceSource(spec: ModelSpec, using: Accuracy, isExact: boolean): string {
    if (!spec.random.some(({ effects }) => effects.length > 0)) {
        return withoutRandomEffects(spec, using);
    }
    return isExact ? 'the information of the Gaussian model' : method(spec, using);
}

function withoutRandomEffects({ family, predictors }: ModelSpec, using: Accuracy): string {
    if (using !== 'exact' || !isLinear(family)) {
        return 'the inverse Fisher information, which holds for many observations';
    }
    return predictors.some(({ kind }) => kind === 'random') ? 'φ(XᵀX)⁻¹, and power is averaged over samples of the predictors' : 'φ(XᵀX)⁻¹';
}

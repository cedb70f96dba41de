/** The assumptions of a model, in sentences. */
import { isCovarianceParameter, sigmaOf } from '../src-engine/structure/covariance/structures.js';
import { families } from '../src-engine/family/families.js';
import { responseText } from '../language/export/header-lines.js';
import { conditionText, countOf, groupsOutsideIn, meanSizeText } from '../language/presentation/prose/design-text.js';
import { crossedText } from '../language/presentation/prose/design-phrase.js';
import { scaleOfEffect, scaleOfVariance, type AuthorScales } from '../language/presentation/notation/author-scale.js';
import { writtenEffectNote, writtenVarianceText } from '../language/presentation/prose/on-author-scale.js';
import { list } from '../language/presentation/prose/enumeration.js';
import { pointsText, randomPredictorText } from '../language/presentation/notation/law-text.js';
import { formatCorrelation, formatCount, formatPercent, formatValue } from '../language/presentation/notation/numbers.js';
import { unitsOf } from '../language/presentation/prose/plural.js';
import { observationUnit } from '../language/presentation/prose/size-text.js';
import { mathNotation, writeTerm } from '../language/presentation/notation/term-text.js';
import { solvedText } from '../language/presentation/prose/protocol-assumptions.js';
import type { Analysis } from '../src-engine/result/analysis.js';
import type { FixedEffectSpec, ModelSpec, PredictorSpec, RandomEffectsSpec } from '../src-engine/spec/model-spec.js';

/** Response, sizes, predictors, true values, random effects, and the meaning of effects. Plain text, a sentence each. */
export function assumptions(spec: ModelSpec, analysis: Pick<Analysis, 'parameters'>, scales: AuthorScales): string[] {
    const conditional = spec.random.some(({ effects }) => effects.length > 0) && spec.family.link !== 'identity';
    return [
        `${responseText(spec)}${families[spec.family.name].isNormal ? `, with residual variance φ = ${formatValue(spec.family.phi)}` : ''}.`,
        ...designSentences(spec),
        ...spec.predictors.map(predictor => `${predictorSentence(predictor, pointsPlace(spec))}.`),
        ...(spec.offset ? [`The linear predictor has the offset ${writeTerm(spec.offset, mathNotation)}.`] : []),
        `True values: ${list(spec.fixed.map(effect => trueValue(spec, effect, { analysis, scales })))}.`,
        ...spec.random.filter(({ effects }) => effects.length > 0).map(block => randomSentence(spec, block, scales)),
        ...(conditional ? ['Effects are conditional on the random effects of a group, not averaged over groups.'] : []),
        'Models are fitted by maximum likelihood; tests and intervals are of Wald type.'
    ];
}

function trueValue(
    spec: ModelSpec,
    effect: FixedEffectSpec,
    { analysis: { parameters }, scales }: { analysis: Pick<Analysis, 'parameters'>; scales: AuthorScales }
): string {
    const { name, value, marginal } = effect;
    if (marginal !== null) {
        return solvedText(name, marginal, parameters.find(parameter => parameter.name === name)?.value ?? null);
    }
    return `${name}${value === null ? ' not given' : ` = ${formatValue(value)}`}${writtenEffectNote(spec, effect, scaleOfEffect(scales, name))}`;
}

function designSentences(spec: ModelSpec): string[] {
    const { design } = spec;
    const groups = groupsOutsideIn(spec);
    const counts = groups.map(({ group, within }) => {
        const count = countOf(design, group);
        const amount = `${count === null ? 'an unknown number of' : formatCount(count)} ${unitsOf(group, count)}`;
        return within === null ? amount : `${amount} in every ${within}`;
    });
    const isCrossed = groups.filter(({ within }) => within === null).length > 1;
    const place = groups.length === 0 ? 'in all' : `in ${unitOfObservations(spec)}`;
    const size = ((): string => {
        switch (design.n?.kind) {
            case 'fixed':
                return `${formatCount(design.n.n)} observation${design.n.n === 1 ? '' : 's'} ${place}`;
            case 'poisson':
                return `a Poisson number of observations ${place}, ${meanSizeText(design.n)} on average`;
            case 'sizes':
                return `a number of observations ${place} that varies, with mean ${meanSizeText(design.n)} and coefficient of variation ${formatValue(design.n.cv)}${conditionText(design.n)}`;
            default:
                return `an unknown number of observations ${place}`;
        }
    })();
    return [
        `The design has ${[isCrossed ? crossedText(counts) : counts.join(', '), size].filter(Boolean).join(', with ')}.`,
        ...(design.attrition > 0
            ? [
                  `The outermost units have attrition: ${formatPercent(design.attrition)} are lost, and the numbers here are of units analysed.`
              ]
            : [])
    ];
}

function unitOfObservations(spec: ModelSpec): string | null {
    const unit = observationUnit(spec);
    return unit === 'cell' ? 'every combination of units' : unit && `every ${unit}`;
}

/** How the points of a predictor are spread. */
function pointsPlace(spec: ModelSpec): string {
    const unit = unitOfObservations(spec);
    return unit === null ? 'evenly over the observations' : `the same in ${unit}`;
}

/** `place`: how the points of a predictor are spread. */
function predictorSentence(predictor: PredictorSpec, place: string): string {
    switch (predictor.kind) {
        case 'derived':
            return `${predictor.name} is ${writeTerm(predictor.term, mathNotation)}`;
        case 'each':
            return `${predictor.name} takes the values ${pointsText(predictor)}, ${predictor.per === null ? place : `balanced over ${unitsOf(predictor.per)}`}`;
        case 'random':
            return `${randomPredictorText(predictor)}, drawn ${predictor.per === null ? 'for every observation' : `once for every ${predictor.per}`}`;
    }
}

function randomSentence(spec: ModelSpec, random: RandomEffectsSpec, scales: AuthorScales): string {
    const { group, effects } = random;
    const sigma = sigmaOf(random);
    const variances = effects.map((effect, i) => {
        const variance = sigma[i]?.[i] ?? NaN;
        const isCorrelation = scaleOfVariance(scales, effect, group) === 'icc';
        const written = isCorrelation ? writtenVarianceText(spec, variance, 'icc') : null;
        const parts = [`variance ${formatValue(variance)}`, `standard deviation ${formatValue(Math.sqrt(variance), 4)}`, written];
        return `${effect} (${parts.filter(part => part !== null).join(', ')})`;
    });
    const correlations = effects.flatMap((a, i) =>
        effects.slice(i + 1).flatMap((b, k) => {
            const j = i + 1 + k;
            const [x = 0, y = 0, xy = 0] = [sigma[i]?.[i], sigma[j]?.[j], sigma[i]?.[j]];
            return isCovarianceParameter(random, i, j) && x * y > 0
                ? [`correlation ${formatCorrelation(xy / Math.sqrt(x * y))} between ${a} and ${b}`]
                : [];
        })
    );
    return `Every ${group} has normal random effects on ${list(variances)}${correlations.length > 0 ? `, with ${list(correlations)}` : ''}.`;
}

/** A paragraph about a test, for a study's protocol or an application: the design, the power, and the assumptions. */
import { sigmaOf } from '../../../src-engine/structure/covariance/structures.js';
import { hasDispersion } from '../../../src-engine/family/families.js';
import { recruited } from '../../../src-engine/index.js';
import type { TestAnswer } from '../../../src-engine/result/design-answers.js';
import type { Accuracy, ModelSpec, RandomEffectsSpec, TestSpec } from '../../../src-engine/spec/model-spec.js';
import { families } from '../../knowledge/families.js';
import { accuracyName } from './accuracy-text.js';
import { unlikeAccuracies, valueInUse } from '../choice/answer-accuracy.js';
import { withNumber } from '../choice/answered-spec.js';
import { isExactGaussian } from '../choice/exact-gaussian.js';
import { situationOf } from '../choice/test-situation.js';
import { backTransformText } from './back-transform.js';
import { countOf, groupsOutsideIn, meanSizeText } from './design-text.js';
import { detectableValue } from '../choice/detectable-value.js';
import { list } from './enumeration.js';
import { findFixedEffect, findParameter, type ModelView } from '../model-view.js';
import { formatCount, formatPercent, formatValue } from '../notation/numbers.js';
import { unitsOf } from './plural.js';
import { powerText } from './power-text.js';
import { requiredText, type RequiredGoal } from './required-text.js';
import { tReferenceSentence } from './t-reference-text.js';
import { parameterSymbol } from '../notation/symbols.js';
import { isConstantOne, languageNotation, writeTerm } from '../notation/term-text.js';

export interface Protocol {
    /** The design and its power, and the results of other formulas. */
    claim: string;
    /** The values and formulas behind it. */
    assumptions: string;
}

/**
 * The paragraph about a test; `index`: in the spec's tests. Null where there is neither a power nor a number that reaches one.
 * Plain text, one paragraph.
 */
export function protocolText(view: Pick<ModelView, 'spec' | 'analysis' | 'answers'>, index: number): string | null {
    const protocol = protocolParts(view, index);
    return protocol && `${protocol.claim} ${protocol.assumptions}`;
}

/** The same in two parts: several tests may share their assumptions. */
export function protocolParts(view: Pick<ModelView, 'spec' | 'analysis' | 'answers'>, index: number): Protocol | null {
    const { spec } = view;
    const test = spec.tests[index];
    const answer = view.answers?.tests[index];
    if (!test || !answer) {
        return null;
    }
    const { required, using, power } = answer;
    const goal: RequiredGoal | null = required && { required, test, precision: null };
    const value = goal && valueInUse(goal.required);
    const now = using && power[using];
    const isAnswer = goal?.required.asked === true && value !== null;
    if (using === null || (now === null && !isAnswer)) {
        return null;
    }
    const solved = isAnswer ? withValue(spec, test, goal, value) : spec;
    const claim = [
        powerSentence(view, { spec: solved, test, answer, power: now }),
        goal &&
            !goal.required.asked &&
            value !== null &&
            `${formatPercent(goal.required.target)} power takes ${requiredText(spec, goal, value)}.`,
        situationOf(view, test) === 'alternative' && tReferenceSentence(spec, answer, goal),
        otherAccuracies(spec, goal, answer, using),
        sensitivitySentence(spec, goal)
    ];
    const assumptions = [
        recruitSentence(solved),
        assumedValues(solved),
        isConditional(spec) && 'Effects are conditional on the random effects (cluster-specific), not averaged over them.',
        `The variances of the estimates come from ${varianceSource(view, test, answer, using)}.`
    ];
    return { claim: claim.filter(Boolean).join(' '), assumptions: assumptions.filter(Boolean).join(' ') };
}

interface Claimed {
    spec: ModelSpec;
    test: TestSpec;
    answer: TestAnswer;
    /** Null where the design is the answer to its goal. */
    power: number | null;
}

/** The power; where the hypothesis holds at the model's values, or the effect lies on the other side, the probability of rejection. */
function powerSentence(view: Pick<ModelView, 'spec' | 'analysis'>, { spec, test, answer, power }: Claimed): string {
    const opening = `With ${designPhrase(spec)}, ${testPhrase(test, answer)}`;
    const values = effectValues(view, spec, test);
    const situation = power === null ? 'alternative' : situationOf(view, test);
    switch (situation) {
        case 'null':
            return `${opening} rejects with probability ${powerText(power!)} at ${values}, where the hypothesis holds.`;
        case 'other-side':
            return `${opening} rejects with probability ${powerText(power!)} at ${values}, which is not in the direction of the alternative.`;
        case 'alternative': {
            const reached =
                power === null ? `at least ${formatPercent(answer.required?.target ?? NaN)} power` : `power ${powerText(power)}`;
            return `${opening} has ${reached} to detect ${values}.`;
        }
    }
}

function withValue(spec: ModelSpec, test: TestSpec, { required }: RequiredGoal, value: number): ModelSpec {
    const { quantity: name, kind } = required;
    return withNumber(spec, { kind, name }, kind === 'effect' ? detectableValue(spec, test, required, value) : value);
}

/** `257 clinics of 20 observations each`, `24 plates crossed with 6 samples and 1 observation in each cell`, `200 observations`. */
function designPhrase(spec: ModelSpec): string {
    const observations = observationsPhrase(spec);
    const chains = chainsOf(spec).map(chain => chain.map(group => countPhrase(spec, group)).join(' of '));
    if (chains.length === 0) {
        return observations;
    }
    return chains.length > 1 ? `${chains.join(' crossed with ')} and ${observations} in each cell` : `${chains[0]} of ${observations} each`;
}

/** Crossed groups, each followed by the groups nested in it. */
function chainsOf(spec: ModelSpec): string[][] {
    return groupsOutsideIn(spec).reduce<string[][]>(
        (chains, { group, within }) =>
            within === null ? [...chains, [group]] : chains.map((chain, i) => (i === chains.length - 1 ? [...chain, group] : chain)),
        []
    );
}

function countPhrase({ design }: ModelSpec, group: string): string {
    const count = countOf(design, group);
    return `${count === null ? 'some' : formatCount(count)} ${unitsOf(group, count)}`;
}

function observationsPhrase({ design: { n } }: ModelSpec): string {
    switch (n?.kind) {
        case 'fixed':
            return `${formatCount(n.n)} observation${n.n === 1 ? '' : 's'}`;
        case 'poisson':
        case 'sizes':
            return `on average ${meanSizeText(n)} observations`;
        default:
            return 'some observations';
    }
}

function testPhrase({ alternative, contrasts, alpha, hypothesis, reference }: TestSpec, { df }: TestAnswer): string {
    const kind =
        contrasts.length > 1 ? 'a joint Wald test' : alternative === 'two-sided' ? 'a two-sided Wald test' : 'a one-sided Wald test';
    const law =
        reference === 't'
            ? ` (reference ${contrasts.length > 1 ? 'F' : 't'}${df === null ? '' : `, ${formatValue(df, 4)} degrees of freedom`})`
            : '';
    return `${kind}${law} of ${hypothesis} at level ${formatValue(alpha)}`;
}

/** `beta1 = 0.4055 (odds ratio exp(β₁) = 1.5, per unit of x)`. */
function effectValues(view: Pick<ModelView, 'spec' | 'analysis'>, spec: ModelSpec, { contrasts }: TestSpec): string {
    const names = [...new Set(contrasts.flatMap(({ coefficients }) => coefficients.map(({ effect }) => effect)))];
    const values = names.map(name => {
        const effect = findFixedEffect(spec, name);
        const value = effect?.value ?? findParameter(view, name)?.value ?? null;
        const scale =
            effect &&
            !isConstantOne(effect.term) &&
            backTransformText(spec.family, { ...effect, value }, null, {
                symbol: parameterSymbol(name),
                hasRandomEffects: hasRandomEffects(spec)
            });
        return `${name} = ${formatValue(value, 4)}${scale ? ` (${scale.charAt(0).toLowerCase()}${scale.slice(1)})` : ''}`;
    });
    return list(values);
}

function hasRandomEffects({ random }: ModelSpec): boolean {
    return random.some(({ effects }) => effects.length > 0);
}

function isConditional(spec: ModelSpec): boolean {
    return spec.family.link !== 'identity' && hasRandomEffects(spec);
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
function assumedValues(spec: ModelSpec): string {
    const { family, fixed, random } = spec;
    const values = fixed.map(({ name, value, marginal }) =>
        marginal === null ? `${name} = ${formatValue(value, 4)}` : `${name} such that the mean response is ${formatValue(marginal)}`
    );
    const parameters = [
        hasDispersion(family) ? `φ = ${formatValue(family.phi, 4)}` : null,
        family.size === null ? null : `size ${formatValue(family.size, 4)}`,
        family.trials === null ? null : `${writeTerm(family.trials, languageNotation)} trials`
    ].filter(part => part !== null);
    const groups = random.filter(({ effects }) => effects.length > 0).map(randomPhrase);
    return `The calculation assumes ${[`${withArticle(families[family.name].title)} response with ${family.link} link`, ...parameters].join(', ')}; ${list(values)}${groups.length === 0 ? '' : `; and random effects of ${list(groups)}`}.`;
}

/** `clinic with variances 0.64 (beta0) and 0.25 (beta1), correlation −0.2`. */
function randomPhrase(random: RandomEffectsSpec): string {
    const { group, effects } = random;
    const sigma = sigmaOf(random);
    const variance = (i: number) => sigma[i]?.[i] ?? NaN;
    const variances = effects.map((effect, i) => `${formatValue(variance(i), 4)} (${effect})`);
    const correlations = effects.flatMap((first, i) =>
        effects.slice(i + 1).flatMap((second, offset) => {
            const entry = sigma[i]?.[i + 1 + offset] ?? 0;
            const correlation = entry / Math.sqrt(variance(i) * variance(i + 1 + offset));
            return entry === 0 ? [] : [`correlation ${formatValue(Number(correlation.toPrecision(4)))} (${first}, ${second})`];
        })
    );
    return [`${group} with variance${effects.length === 1 ? '' : 's'} ${list(variances)}`, ...correlations].join(', ');
}

/** `an inverse Gaussian`. */
const withArticle = (title: string): string => `${/^[aeiou]/i.test(title) ? 'an' : 'a'} ${title}`;

const methods: Record<Accuracy, string> = {
    leading: 'the leading term of their asymptotic expansion',
    twoTerm: 'the first two terms of their asymptotic expansion',
    refined: 'a refined expansion: its first two terms for the information',
    exact: 'the expected information for many groups of this size'
};

function method({ random }: ModelSpec, using: Accuracy): string {
    return using === 'refined' && random.length > 1 ? 'the mean information of the study' : methods[using];
}

/** Gaussian variances are exact where the refined form gives the same ones. */
function varianceSource(view: Pick<ModelView, 'spec' | 'analysis'>, test: TestSpec, answer: TestAnswer, using: Accuracy): string {
    if (!hasRandomEffects(view.spec)) {
        return 'the inverse Fisher information';
    }
    return isExactGaussian(view, test, answer, using) ? 'the information of the Gaussian model, XᵀV⁻¹X' : method(view.spec, using);
}

/** The results of accuracies that are far from the one in use. */
function otherAccuracies(spec: ModelSpec, goal: RequiredGoal | null, { power }: TestAnswer, using: Accuracy): string | null {
    const isAnswered = goal?.required.asked === true;
    const values = isAnswered ? goal.required.value : power;
    const others = unlikeAccuracies(values, using).map(accuracy => {
        const value = values[accuracy]!;
        return `${isAnswered ? requiredText(spec, goal, value) : `power ${powerText(value)}`} (${accuracyName(accuracy)})`;
    });
    return others.length === 0 ? null : `Other formulas give ${list(others)}.`;
}

function sensitivitySentence(spec: ModelSpec, goal: RequiredGoal | null): string | null {
    const larger = goal?.required.sensitivity?.larger ?? null;
    return goal && goal.required.asked && larger !== null && larger !== valueInUse(goal.required)
        ? `If the variances of the random effects were a quarter larger, ${requiredText(spec, goal, larger)} would be needed.`
        : null;
}

/** A paragraph about a test for a study's protocol or an application: the design, what it can find, and what was assumed. */
import { sigmaOf } from '../../../src-engine/structure/covariance/structures.js';
import { recruited } from '../../../src-engine/index.js';
import type { TestAnswer } from '../../../src-engine/result/design-answers.js';
import type { Accuracy, ModelSpec, RandomEffectsSpec, TestSpec } from '../../../src-engine/spec/model-spec.js';
import { families } from '../../knowledge/families.js';
import { accuracyName } from './accuracy-text.js';
import { unlikeAccuracies, valueInUse } from '../choice/answer-accuracy.js';
import { withNumber } from '../choice/answered-spec.js';
import { backTransformText } from './back-transform.js';
import { countOf, groupsOutsideIn } from './design-text.js';
import { detectableValue } from '../choice/detectable-value.js';
import { list } from './enumeration.js';
import { findFixedEffect, findParameter, type ModelView } from '../model-view.js';
import { formatCount, formatPercent, formatValue } from '../notation/numbers.js';
import { unitsOf } from './plural.js';
import { powerText } from './power-text.js';
import { requiredText, type RequiredGoal } from './required-text.js';
import { parameterSymbol } from '../notation/symbols.js';
import { isConstantOne } from '../notation/term-text.js';

export interface Protocol {
    /** The design, what the test can find, and what else would have been said. */
    claim: string;
    /** What it rests on. */
    assumptions: string;
}

/**
 * What a protocol says of a test; `index`: in the spec's tests. Null where there is no answer: no power, and no number that reaches one.
 * Plain text, one paragraph.
 */
export function protocolText(view: Pick<ModelView, 'spec' | 'analysis' | 'answers'>, index: number): string | null {
    const protocol = protocolParts(view, index);
    return protocol && `${protocol.claim} ${protocol.assumptions}`;
}

/** The same in two parts: several tests may assume the same. */
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
    const solved = goal?.required.asked && value !== null ? withValue(spec, test, goal, value) : spec;
    const reached =
        now !== null ? `has power ${powerText(now)}` : goal && value !== null ? `has ${formatPercent(goal.required.target)} power` : null;
    if (reached === null || using === null) {
        return null;
    }
    const claim = [
        `With ${designPhrase(solved)}, ${testPhrase(test, answer)} ${reached} ${alternativePhrase(view, solved, test)}.`,
        goal &&
            !goal.required.asked &&
            value !== null &&
            `${formatPercent(goal.required.target)} power takes ${requiredText(spec, goal, value)}.`,
        otherAccuracies(spec, goal, answer, using),
        sensitivitySentence(spec, goal)
    ];
    const assumptions = [
        recruitSentence(solved),
        assumedValues(solved),
        isConditional(spec) && 'Effects are conditional on the random effects (cluster-specific), not averaged over them.',
        `Variances of the estimates are taken from ${hasRandomEffects(spec) ? methods[using] : 'the inverse Fisher information'}.`
    ];
    return { claim: claim.filter(Boolean).join(' '), assumptions: assumptions.filter(Boolean).join(' ') };
}

function withValue(spec: ModelSpec, test: TestSpec, { required }: RequiredGoal, value: number): ModelSpec {
    const { quantity: name, kind } = required;
    return withNumber(spec, { kind, name }, kind === 'effect' ? detectableValue(spec, test, required, value) : value);
}

/** `257 clinics of 20 observations each`, `24 plates crossed with 6 samples and 1 observation in each cell`, `200 observations`. */
function designPhrase(spec: ModelSpec): string {
    const groups = groupsOutsideIn(spec);
    const counted = groups.map(({ group }) => {
        const count = countOf(spec.design, group);
        return `${count === null ? 'some' : formatCount(count)} ${unitsOf(group, count)}`;
    });
    const observations = observationsPhrase(spec);
    if (groups.length === 0) {
        return observations;
    }
    const isCrossed = groups.filter(({ within }) => within === null).length > 1;
    return isCrossed
        ? `${counted.join(' crossed with ')} and ${observations} in each cell`
        : `${counted.join(' of ')} of ${observations} each`;
}

function observationsPhrase({ design: { n } }: ModelSpec): string {
    switch (n?.kind) {
        case 'fixed':
            return `${formatCount(n.n)} observation${n.n === 1 ? '' : 's'}`;
        case 'poisson':
        case 'sizes':
            return `on average ${formatValue(n.mean)} observations`;
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

/** `to detect beta1 = 0.4055 (odds ratio exp(β₁) = 1.5, per unit of x)`. */
function alternativePhrase(view: Pick<ModelView, 'spec' | 'analysis'>, spec: ModelSpec, { contrasts }: TestSpec): string {
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
    return `to detect ${list(values)}`;
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
    return `With attrition of ${formatPercent(design.attrition)}, ${formatCount(recruit)} ${unitsOf(group.group, recruit)} are to be recruited for ${formatCount(group.count)} to be analysed.`;
}

/** Everything that the file gives and the numbers rest on. */
function assumedValues(spec: ModelSpec): string {
    const { family, fixed, random } = spec;
    const values = fixed.map(({ name, value, marginal }) =>
        marginal === null ? `${name} = ${formatValue(value, 4)}` : `${name} such that the mean response is ${formatValue(marginal)}`
    );
    const dispersion = families[family.name].hasDispersion ? `, φ = ${formatValue(family.phi, 4)}` : '';
    const groups = random.filter(({ effects }) => effects.length > 0).map(randomPhrase);
    return `Assumed are a ${families[family.name].title} response with ${family.link} link${dispersion}; ${list(values)}${groups.length === 0 ? '' : `; and random effects of ${list(groups)}`}.`;
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

const methods: Record<Accuracy, string> = {
    leading: 'the leading term of their asymptotic expansion',
    twoTerm: 'the first two terms of their asymptotic expansion',
    refined: 'two terms of their expansion on the scale of the information',
    exact: 'the expected information at this size of group'
};

/** What the accuracies would have said that are far from the one in use. */
function otherAccuracies(spec: ModelSpec, goal: RequiredGoal | null, { power }: TestAnswer, using: Accuracy): string | null {
    const isAnswered = goal?.required.asked === true;
    const values = isAnswered ? goal.required.value : power;
    const others = unlikeAccuracies(values, using).map(accuracy => {
        const value = values[accuracy]!;
        return `${isAnswered ? requiredText(spec, goal, value) : `power ${powerText(value)}`} (${accuracyName(accuracy)})`;
    });
    return others.length === 0 ? null : `Other approximations would give ${list(others)}.`;
}

function sensitivitySentence(spec: ModelSpec, goal: RequiredGoal | null): string | null {
    const larger = goal?.required.sensitivity?.larger ?? null;
    return goal && goal.required.asked && larger !== null && larger !== valueInUse(goal.required)
        ? `If the variances of the random effects were a quarter larger, ${requiredText(spec, goal, larger)} would be needed.`
        : null;
}

/** A paragraph of a protocol about the width of an interval. */
import type { PrecisionSpec, TestSpec } from '../../../src-engine/spec/model-spec.js';
import { valueInUse } from '../choice/answer-accuracy.js';
import { withNumber } from '../choice/answered-spec.js';
import { isExactGaussian } from '../choice/uses-exact.js';
import { partsOfQuantity } from '../choice/parts-of-quantity.js';
import type { ModelView } from '../model-view.js';
import { formatPercent, formatValue } from '../notation/numbers.js';
import { designPhrase } from './design-phrase.js';
import { doubtSentence, largestDoubt } from './doubt-text.js';
import { protocolAssumptions } from './protocol-assumptions.js';
import { tellsNothing } from './power-text.js';
import type { Protocol } from './protocol-text.js';
import { requiredText } from './required-text.js';
import { isAtOwnAnswer, roughSentence, roughSizeSentence } from './rough-sentence.js';
import { sensitivitySentence } from './sensitivity-text.js';
import { tIntervalSentence } from './t-reference-text.js';

/** `index`: in the spec's precisions. Null where there is neither a width nor a number that reaches one. Plain text. */
export function precisionProtocol(view: Pick<ModelView, 'spec' | 'analysis' | 'answers' | 'scales'>, index: number): Protocol | null {
    const { spec } = view;
    const precision = spec.precisions[index];
    const answer = view.answers?.precisions[index];
    if (!precision || !answer) {
        return null;
    }
    const { required, reached } = answer;
    const value = valueInUse(required);
    const isAnswer = required.asked && value !== null;
    const using = isAnswer ? required.using : answer.using;
    const now = using && reached[using];
    if (using === null || (now === null && !isAnswer)) {
        return null;
    }
    const goal = { required, test: null, precision };
    const solved = isAnswer ? withNumber(spec, { kind: required.kind, name: required.quantity }, value) : spec;
    const claim = [
        `With ${designPhrase(solved)}, the ${formatPercent(precision.level)} Wald interval for ${precision.text} ${widthText(precision, isAnswer ? null : now)}.`,
        !isAtOwnAnswer(view, required) && roughSentence(view, partsOfQuantity(precision.target).effects),
        !required.asked && value !== null && `${goalText(precision.goal)} takes ${requiredText(spec, goal, value)}.`,
        roughSizeSentence(spec, required),
        tIntervalSentence(spec, answer, goal),
        doubtSentence(largestDoubt([isAnswer ? null : answer, required])),
        sensitivitySentence(spec, goal)
    ];
    const isExact = isExactGaussian(view, contrastOf(precision), { required }, using);
    return { claim: claim.filter(Boolean).join(' '), assumptions: protocolAssumptions(view, { solved, using, isExact, sums: null }) };
}

/** @param reached null where the design is the answer to the goal */
function widthText({ goal, text }: PrecisionSpec, reached: number | null): string {
    if (reached !== null && tellsNothing(goal, reached)) {
        return `tells nothing: the standard error is larger than ${text} itself, and the interval is expected to reach from less than a thousandth of the estimate to more than a thousand times of it`;
    }
    if ('halfwidth' in goal) {
        return reached === null
            ? `has an expected half-width of at most ${formatValue(goal.halfwidth)}`
            : `has an expected half-width of ${formatValue(reached, 3)}`;
    }
    const factor = reached === null ? formatValue(goal.factor) : formatValue(reached, 3);
    return `is expected to reach from the estimate / ${factor} to the estimate × ${factor}${reached === null ? ', or less far' : ''}`;
}

function goalText(goal: PrecisionSpec['goal']): string {
    return 'halfwidth' in goal ? `A half-width of ${formatValue(goal.halfwidth)}` : `A factor of ${formatValue(goal.factor)}`;
}

/** The fixed effects that the target is made of, for the question whether their variances are exact. */
function contrastOf({ target }: PrecisionSpec): Pick<TestSpec, 'contrasts'> {
    const effects = target.op === 'effect' ? [target.name] : [];
    return { contrasts: [{ coefficients: effects.map(effect => ({ effect, coefficient: 1 })), value: 0 }] };
}

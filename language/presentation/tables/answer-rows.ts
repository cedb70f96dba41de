/** The answers of a model as rows of texts and as sentences, for the terminal and the report. */
import type { ExactMayDiffer } from '../../../src-engine/result/analysis.js';
import { accuracies, type ByAccuracy } from '../../../src-engine/result/by-accuracy.js';
import type { DesignAnswers, OptimalAnswer, PrecisionAnswer, Required, TestAnswer } from '../../../src-engine/result/design-answers.js';
import type { Accuracy, ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { accuracyName } from '../prose/accuracy-text.js';
import { valueInUse } from '../choice/answer-accuracy.js';
import { failedGoal, failureOf, failureText, optimalFailureText, withoutPower } from '../prose/failure-text.js';
import { answerText } from '../prose/answer-text.js';
import { formatCost, formatCount, formatValue } from '../notation/numbers.js';
import type { ModelView } from '../model-view.js';
import { howFar, largestDoubt } from '../prose/doubt-text.js';
import { list } from '../prose/enumeration.js';
import { outcomeSumsSentences } from '../prose/outcome-sums.js';
import { otherSideText } from '../prose/other-side-text.js';
import { efficiencyText, limitText, optimalDesignText, recruitText } from '../prose/optimal-text.js';
import { powerGoalText, powerText, reachNumber, reachText } from '../prose/power-text.js';
import { precisionProtocol } from '../prose/precision-protocol.js';
import { protocolParts } from '../prose/protocol-text.js';
import { requiredText, type RequiredGoal } from '../prose/required-text.js';
import { roughSizeSentence } from '../prose/rough-sentence.js';
import { nounOf } from '../prose/size-text.js';
import { tIntervalText, tReferenceText } from '../prose/t-reference-text.js';
import { testLabel } from '../prose/test-label.js';

/** One number in every accuracy. */
export interface AnswerRow {
    of: string;
    what: string;
    values: ByAccuracy<number | null>;
    using: Accuracy | null;
    text: (value: number) => string;
}

/** Powers, sizes and precisions that have a number. */
export function answerRows(spec: ModelSpec, answers: DesignAnswers): AnswerRow[] {
    const { tests, precisions } = answers;
    const isKnown = ({ values }: AnswerRow) => accuracies.some(accuracy => values[accuracy] !== null);
    const requiredRows = (of: string, goal: RequiredGoal, aim: string): AnswerRow[] => {
        const { required } = goal;
        const text = (value: number) => requiredText(spec, goal, value, 'number');
        const noun = nounOf(spec, required);
        const isLossy = accuracies.some(accuracy => required.recruit[accuracy] !== required.value[accuracy]);
        return [
            { of, what: `${noun} for ${aim}`, values: required.value, using: required.using, text },
            ...(isLossy ? [{ of, what: `${noun} to recruit`, values: required.recruit, using: required.using, text: formatCount }] : []),
            ...(required.otherSide ? [{ of, what: 'other side', values: required.otherSide, using: required.using, text }] : [])
        ];
    };
    const amount = answerText(spec, answers)?.amount;
    const ofTests = tests.flatMap(({ power, using, required, atAnswer }, index): AnswerRow[] => {
        const of = testLabel(spec, index);
        const test = spec.tests[index] ?? null;
        return [
            { of, what: 'power', values: power, using, text: powerText },
            ...(atAnswer && amount
                ? [{ of, what: `power with ${amount}`, values: atAnswer.power, using: atAnswer.using, text: powerText }]
                : []),
            ...(required ? requiredRows(of, { required, test, precision: null }, powerGoalText(required)) : [])
        ];
    });
    const ofPrecisions = precisions.flatMap(({ parameter, goal, reached, using, required }, index): AnswerRow[] => {
        const of = parameter;
        const precision = spec.precisions[index] ?? null;
        const what = 'halfwidth' in goal ? 'half-width' : 'factor';
        return [
            { of, what, values: reached, using, text: value => reachNumber(goal, value) },
            ...requiredRows(of, { required, test: null, precision }, reachText(goal))
        ];
    });
    return [...ofTests, ...ofPrecisions].filter(isKnown);
}

/** Why goals have no number, each reason once. @param said reasons that stand above. Plain text. */
export function failedGoals(spec: ModelSpec, { tests, precisions }: DesignAnswers, said: readonly string[] = []): string[] {
    const text = (of: string, required: Required | null, ...found: (string | null)[]) =>
        found.flatMap(one => (one === null ? [] : [{ of, why: one, hasSize: required !== null && required.using !== null }]));
    const ofTests = tests.flatMap(({ failure, required, power, atAnswer }, index) => {
        const isKnown = [power, atAnswer?.power].some(values => values && accuracies.some(accuracy => values[accuracy] !== null));
        const unmet = required && failureOf(spec, required);
        return text(
            testLabel(spec, index),
            required,
            failure && failureText(spec, failedGoal(null, null), failure).long,
            unmet && !failure ? failureText(spec, failedGoal(required, null), unmet).long : null,
            required === null && failure === null && !isKnown ? withoutPower(spec, atAnswer) : null
        );
    });
    const ofPrecisions = precisions.flatMap(({ parameter, failure, required }, index) => {
        const precision = spec.precisions[index] ?? null;
        const unmet = failureOf(spec, required);
        return text(
            parameter,
            required,
            failure && failureText(spec, failedGoal(null, precision), failure).long,
            unmet && !failure ? failureText(spec, failedGoal(required, precision), unmet).long : null
        );
    });
    const failed = [...ofTests, ...ofPrecisions];
    return [...new Set(failed.map(({ why }) => why))].map(why => {
        const theirs = failed.filter(one => one.why === why);
        const whose = list([...new Set(theirs.map(({ of }) => of))]);
        const what = theirs.every(({ hasSize }) => hasSize) ? 'nothing at this design' : 'no answer';
        return `${whose}: ${said.some(one => one.endsWith(`: ${why}`)) ? `${what}, for the same reason.` : why}`;
    });
}

/** What sums over all outcomes say about tests, or why there are none, one text for each. Plain text. */
export function outcomeSumsOfTests(spec: ModelSpec, { tests }: DesignAnswers): string[] {
    return tests.flatMap((answer, index) => {
        const test = spec.tests[index];
        const sentences = test ? outcomeSumsSentences(test, answer) : [];
        return sentences.length === 0 ? [] : [`${testLabel(spec, index)}: ${sentences.join(' ')}`];
    });
}

/** What tests can't detect on one of the sides of their null values, one text for each. Plain text. */
export function missingSides(spec: ModelSpec, { tests }: DesignAnswers): string[] {
    return tests.flatMap(({ required }, index) => {
        const text = required && otherSideText(required);
        return text ? [`${testLabel(spec, index)}: ${text}`] : [];
    });
}

/** What goals with a normal reference and few units give with the t distribution, one text for each. Plain text. */
export function tReferences(spec: ModelSpec, { tests, precisions }: DesignAnswers): string[] {
    return [
        ...tests.flatMap((answer, index) => {
            const goal = answer.required && { required: answer.required, test: spec.tests[index] ?? null, precision: null };
            const text = tReferenceText(spec, answer, goal);
            return text ? [`${testLabel(spec, index)}, ${text}.`] : [];
        }),
        ...precisions.flatMap((answer, index) => {
            const goal = { required: answer.required, test: null, precision: spec.precisions[index] ?? null };
            const text = tIntervalText(spec, answer, goal);
            return text ? [`${answer.parameter}, ${text}.`] : [];
        })
    ];
}

/** What makes the sizes rough that goals need, one text for each. Plain text. */
export function roughSizes(spec: ModelSpec, { tests, precisions }: DesignAnswers): string[] {
    const text = (of: string, goal: RequiredGoal | null): string[] => {
        const value = goal && valueInUse(goal.required);
        const sentence = goal && roughSizeSentence(spec, goal.required);
        return value === null || !sentence ? [] : [`${of}, ${requiredText(spec, goal, value)}: ${sentence}`];
    };
    return [
        ...tests.flatMap(({ required }, index) =>
            text(testLabel(spec, index), required && { required, test: spec.tests[index] ?? null, precision: null })
        ),
        ...precisions.flatMap(({ parameter, required }, index) =>
            text(parameter, { required, test: null, precision: spec.precisions[index] ?? null })
        )
    ];
}

/** The goals whose answers rest on refined variances that may be off, in one sentence; none where there are none. Plain text. */
export function doubtedGoals(spec: ModelSpec, { tests, precisions, optimal }: DesignAnswers): string[] {
    const doubtOf = (answer: TestAnswer | PrecisionAnswer): ExactMayDiffer | null =>
        largestDoubt([answer, answer.required, 'atAnswer' in answer ? answer.atAnswer : null]);
    const doubted = [
        ...tests.map((test, index) => ({ name: testLabel(spec, index), exactMayDiffer: doubtOf(test) })),
        ...precisions.map(precision => ({ name: precision.parameter, exactMayDiffer: doubtOf(precision) })),
        ...optimal.map(best => ({ name: `the best design for ${best.for}`, exactMayDiffer: best.exactMayDiffer }))
    ].filter(({ exactMayDiffer }) => exactMayDiffer !== null);
    return doubted.length === 0
        ? []
        : [
              `Refined variances are in use for ${list(doubted.map(({ name }) => name))}, but exact ones ${howFar(doubted, names => `for ${names}`)}. Check the design by simulation.`
          ];
}

/** The exact powers that are means over drawn designs, in one sentence; none where there are none. Plain text. */
export function drawnPowers(spec: ModelSpec, { tests }: DesignAnswers): string[] {
    const drawn = tests.flatMap(({ powerError }, index) => (powerError === null ? [] : [{ label: testLabel(spec, index), powerError }]));
    if (drawn.length === 0) {
        return [];
    }
    const most = Math.ceil(1000 * Math.max(...drawn.map(({ powerError }) => powerError))) / 1000;
    const whose = list(drawn.map(({ label }) => label));
    return [
        `The exact power${drawn.length === 1 ? '' : 's'} of ${whose} ${drawn.length === 1 ? 'is a mean' : 'are means'} over drawn predictors, with a Monte-Carlo standard error of at most ${formatValue(most)}.`
    ];
}

/** The best design, or why there is none. Plain text. */
export function optimalSentence(spec: ModelSpec, answer: OptimalAnswer): string {
    const precision = spec.precisions.find(({ text }) => answer.kind === 'precision' && text === answer.for) ?? null;
    const design = optimalDesignText(spec, answer);
    const aim = answer.aim === 'budget' ? 'Best design within the budget' : 'Cheapest design for the goal';
    if (answer.failure || design === null) {
        return `${aim} (${answer.for}): none. ${answer.failure ? optimalFailureText(spec, answer, precision, answer.failure).long : ''}`;
    }
    const facts = [
        answer.cost !== null && `cost ${formatCost(answer.cost)}`,
        recruitText(spec, answer),
        answer.power !== null && `power ${powerText(answer.power)}`,
        answer.reached !== null && precision && reachText(precision.goal, answer.reached),
        efficiencyText(answer, "the file's design"),
        limitText(answer),
        answer.kept.length > 0 && `${list(answer.kept)} as in the file`,
        answer.using !== null && answer.using !== 'refined' && accuracyName(answer.using, spec)
    ].filter(Boolean);
    const rough = roughSizeSentence(spec, answer, 'design');
    return `${aim} (${answer.for}): ${design}, ${facts.join(', ')}.${rough === null ? '' : ` ${rough}`}`;
}

/**
 * A paragraph for each test and each precision; goals that share their assumptions state them once, after the last of them, or not at all with extent
 * `claims`. Plain text; empty where no goal has an answer.
 */
export function protocolParagraphs(
    model: Pick<ModelView, 'spec' | 'analysis' | 'answers' | 'scales'>,
    extent: 'all' | 'claims' = 'all'
): string[] {
    const parts = [
        ...model.spec.tests.flatMap((_, index) => protocolParts(model, index) ?? []),
        ...model.spec.precisions.flatMap((_, index) => precisionProtocol(model, index) ?? [])
    ];
    return parts.flatMap(({ claim, assumptions }, index) =>
        extent === 'claims' || parts[index + 1]?.assumptions === assumptions ? [claim] : [`${claim} ${assumptions}`]
    );
}

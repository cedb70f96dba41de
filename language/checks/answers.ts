/** Rules about goals that take the answers: they are checked when answers are there. */
import type { DesignAnswers, Failure, Required, TestAnswer } from '../../src-engine/result/design-answers.js';
import type { ModelSpec, PrecisionSpec } from '../../src-engine/spec/model-spec.js';
import { diagnosticCodes, type DiagnosticCode } from '../diagnostic-codes.js';
import type { ElementPlace, Issue, LoweredModel, TextRange } from '../lowered-model.js';
import { valueInUse } from '../presentation/choice/answer-accuracy.js';
import { answeredGoal, purposeText } from '../presentation/prose/answer-text.js';
import { countOf } from '../presentation/prose/design-text.js';
import { failedGoal, failureOf, failureText, optimalFailureText } from '../presentation/prose/failure-text.js';
import { formatCount } from '../presentation/notation/numbers.js';
import { amountText, nounOf } from '../presentation/prose/size-text.js';
import { fewUnits } from './design.js';

/** A larger size than this is more often a slip than a plan. */
const largeSize = 1e7;

/** What the answers of a model give rise to, at its goals and its `?`. */
export function answerIssues({ places, issues }: LoweredModel, spec: ModelSpec, answers: DesignAnswers): Issue[] {
    const rangeOf = (kind: ElementPlace['kind'], index: number | null = null): TextRange | undefined =>
        places.find(place => place.kind === kind && place.index === index)?.nameRange;
    const asked = rangeOf('asked');
    const tests = answers.tests.flatMap((test, index) => testIssues(spec, test, rangeOf('test', index), asked));
    const precisions = answers.precisions.flatMap(({ required }, index) =>
        requiredIssues(spec, required, rangeOf('precision', index), asked, spec.precisions[index] ?? null)
    );
    const found = [...tests, ...precisions, ...optimalIssues(spec, answers, rangeOf('cost')), ...askedIssues(spec, answers, asked)];
    // What the text alone tells has been said.
    return found.filter(one => !issues.some(({ code, range }) => code === one.code && isSame(range, one.range)));
}

function issue(code: DiagnosticCode, range: TextRange, message: string): Issue {
    return { severity: diagnosticCodes[code].severity, code, message, range };
}

function isSame(a: TextRange, b: TextRange): boolean {
    return JSON.stringify(a) === JSON.stringify(b);
}

function testIssues(
    spec: ModelSpec,
    { failure, required }: TestAnswer,
    range: TextRange | undefined,
    asked: TextRange | undefined
): Issue[] {
    if (!range) {
        return [];
    }
    const degrees = failure?.code === 'degrees-of-freedom' ? failureIssues(spec, failure, range, null, null) : [];
    return [...degrees, ...(required ? requiredIssues(spec, required, range, asked, null) : [])];
}

/** Whether a goal can be reached; by less than ten million. A goal that the file asks no number for may stay out of reach. */
function requiredIssues(
    spec: ModelSpec,
    required: Required,
    range: TextRange | undefined,
    asked: TextRange | undefined,
    precision: PrecisionSpec | null
): Issue[] {
    const failure = failureOf(spec, required);
    const value = valueInUse(required);
    if (!range) {
        return [];
    }
    if (failure) {
        return required.asked || failure.code === 'wrong-sign' ? failureIssues(spec, failure, range, required, precision) : [];
    }
    if (value !== null && required.kind !== 'effect' && value > largeSize) {
        return [
            issue(
                'large-size',
                required.asked && asked ? asked : range,
                `${formatCount(value)} ${nounOf(spec, required, value)} are more than most studies can have. Look at the size of the effect and at the goal.`
            )
        ];
    }
    return [];
}

/** What the checks of the text find without numbers is not told again: a power below the level, an effect at its null. */
const failureCodes: Partial<Record<Failure['code'], DiagnosticCode>> = {
    unreachable: 'goal-not-reached',
    'too-large': 'goal-not-reached',
    'degrees-of-freedom': 'too-few-degrees-of-freedom',
    'wrong-sign': 'effect-points-away'
};

/** A variance that can't be had is told with the numbers. */
function failureIssues(
    spec: ModelSpec,
    failure: Failure,
    range: TextRange,
    required: Required | null,
    precision: PrecisionSpec | null
): Issue[] {
    const code = failureCodes[failure.code];
    return code ? [issue(code, range, failureText(spec, failedGoal(required, precision), failure).long)] : [];
}

function optimalIssues(spec: ModelSpec, { optimal }: DesignAnswers, range: TextRange | undefined): Issue[] {
    return optimal.flatMap(answer => {
        const precision = spec.precisions.find(({ text }) => answer.kind === 'precision' && text === answer.for) ?? null;
        return range && (answer.failure?.code === 'unreachable' || answer.failure?.code === 'too-large')
            ? [issue('goal-not-reached', range, optimalFailureText(spec, answer, precision, answer.failure).long)]
            : [];
    });
}

/** The answer is so small that the formulas, which are for many units, hardly hold, or that nothing had to be solved. */
function askedIssues(spec: ModelSpec, answers: DesignAnswers, range: TextRange | undefined): Issue[] {
    const goal = answeredGoal(answers);
    if (!range || !goal || goal.kind === 'optimal' || !goal.required.asked) {
        return [];
    }
    const { required } = goal;
    const value = valueInUse(required);
    const units = required.kind === 'count' && value !== null ? unitsInAll(spec, required.quantity, value) : null;
    const isEmpty = spec.random.find(({ group }) => group === required.quantity)?.effects.length === 0;
    return [
        ...(units !== null && units < fewUnits && !isEmpty
            ? [
                  issue(
                      'few-units',
                      range,
                      `The formulas are for many units; ${formatCount(units)} of \`${required.quantity}\` are few, and the true variances may be much larger.`
                  )
              ]
            : []),
        ...(required.atSmallest
            ? [
                  issue(
                      'goal-at-smallest',
                      range,
                      `${amountText(spec, required, value ?? required.step)}, the least that there can be, reach${value === 1 ? 'es' : ''} the goal of ${purposeText(spec, goal)}. See whether the effect and the goal are meant so.`
                  )
              ]
            : [])
    ];
}

/** Units of a group in the whole design. */
function unitsInAll(spec: ModelSpec, group: string, count: number): number | null {
    const outer = spec.random.find(block => block.group === group)?.within ?? null;
    if (outer === null) {
        return count;
    }
    const above = countOf(spec.design, outer);
    const units = above === null ? null : unitsInAll(spec, outer, above);
    return units === null ? null : units * count;
}

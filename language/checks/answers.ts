/** Rules about goals that need answers: they are checked after the answers are computed. */
import { fewEventsOfEstimates } from '../../src-engine/analysis/few-events.js';
import { Responses } from '../../src-engine/analysis/typical-responses.js';
import type { DesignAnswers, Failure, FewEvents, Required, TestAnswer } from '../../src-engine/result/design-answers.js';
import type { ModelSpec, PrecisionSpec, TestSpec } from '../../src-engine/spec/model-spec.js';
import { issueOf, type Issue, type TextRange } from '../diagnostics/issue.js';
import type { ElementPlace, LoweredModel } from '../lowered-model.js';
import { valueInUse } from '../presentation/choice/answer-accuracy.js';
import { answeredGoal } from '../presentation/prose/answer-text.js';
import { failureOf } from '../presentation/prose/failure-text.js';
import { examine } from '../../src-engine/index.js';
import type { SmallInformation } from '../diagnostics/accuracy.js';
import { answeredSpec } from '../presentation/choice/answered-spec.js';
import { fewUnits } from './design.js';
import { smallSampleIssues } from './small-sample.js';
import { fewUnitsOfBest, unitsInAll } from './few-units.js';
import { smallInformation } from './small-information.js';

/** A larger size is more often a typing error than a plan. */
const largeSize = 1e7;

/** The issues that a model's answers give, at its goals and its `?`. */
export function answerIssues({ places, issues }: LoweredModel, spec: ModelSpec, answers: DesignAnswers): Issue[] {
    const rangeOf = (kind: ElementPlace['kind'], index: number | null = null): TextRange | undefined =>
        places.find(place => place.kind === kind && place.index === index)?.nameRange;
    const asked = rangeOf('asked');
    const solved = answeredSpec(spec, answers)?.spec ?? null;
    const told = new Set([
        cellKey(answers.atAnswer ? answers.fewEvents : fewEventsOfEstimates(spec, { code: 'not-computed' }, new Responses(spec)))
    ]);
    const tests = answers.tests.flatMap((answer, index) => {
        const goal = { test: spec.tests[index] ?? null, precision: null, range: rangeOf('test', index), asked };
        // Effects, or earlier tests, may have told of the same cell.
        const isNew = answer.fewEvents !== null && !told.has(cellKey(answer.fewEvents));
        const few = goal.range && isNew ? [issueOf('few-events', goal.range, { spec, concerns: 'test', ...answer.fewEvents! })] : [];
        told.add(cellKey(answer.fewEvents));
        return [...testIssues(spec, answer, goal), ...noUnitLeft(answer, 'test', goal.range), ...few];
    });
    const precisions = answers.precisions.flatMap((answer, index) => {
        const goal = { test: null, precision: spec.precisions[index] ?? null, range: rangeOf('precision', index), asked };
        return [...requiredIssues(spec, answer.required, goal), ...noUnitLeft(answer, 'interval', goal.range)];
    });
    const estimates = smallSampleIssues(places, spec, answers);
    const found = [
        ...askedIssues(spec, answers, solved, asked),
        ...estimates,
        ...tests,
        ...precisions,
        ...optimalIssues(spec, answers, rangeOf('cost'))
    ];
    // The checks of the text may have found the same without numbers.
    return found.filter(one => !issues.some(({ code, range }) => code === one.code && isSame(range, one.range)));
}

/** The goal compares units, and none is left to show how much they differ. */
function noUnitLeft(
    { withT, units }: Pick<TestAnswer, 'units'> & { withT: { df: number } | null },
    concerns: 'test' | 'interval',
    range: TextRange | undefined
): Issue[] {
    return range && withT !== null && withT.df < 1 && units !== null ? [issueOf('no-unit-left', range, { units, concerns })] : [];
}

function cellKey(found: FewEvents | null): string | null {
    return found && JSON.stringify([found.cell, found.of]);
}

function isSame(a: TextRange, b: TextRange): boolean {
    return JSON.stringify(a) === JSON.stringify(b);
}

/** A goal of the file, and where it and the `?` are in the text. */
interface PlacedGoal {
    test: TestSpec | null;
    precision: PrecisionSpec | null;
    range: TextRange | undefined;
    asked: TextRange | undefined;
}

function testIssues(spec: ModelSpec, { failure, required }: TestAnswer, goal: PlacedGoal): Issue[] {
    const degrees = failure?.code === 'degrees-of-freedom' ? failureIssues(spec, failure, null, goal) : [];
    return [...degrees, ...(required ? requiredIssues(spec, required, goal) : [])];
}

/** Whether a goal can be reached, and by less than ten million. A goal without a `?` may stay out of reach. */
function requiredIssues(spec: ModelSpec, required: Required, goal: PlacedGoal): Issue[] {
    const { range, asked } = goal;
    const failure = failureOf(spec, required);
    const value = valueInUse(required);
    if (!range) {
        return [];
    }
    if (failure) {
        return required.asked || failure.code === 'wrong-sign' ? failureIssues(spec, failure, required, goal) : [];
    }
    if (value !== null && required.kind !== 'effect' && value > largeSize) {
        return [issueOf('large-size', required.asked && asked ? asked : range, { spec, required, value })];
    }
    return [];
}

/** The checks of the text report a power below the level and an effect at its null. Numbers report a variance that is missing. */
function failureIssues(spec: ModelSpec, failure: Failure, required: Required | null, { range, test, precision }: PlacedGoal): Issue[] {
    if (!range) {
        return [];
    }
    switch (failure.code) {
        case 'unreachable':
        case 'too-large':
            return [issueOf('goal-not-reached', range, { spec, failure, precision, required })];
        case 'degrees-of-freedom':
            return [issueOf('too-few-degrees-of-freedom', range, failure)];
        case 'wrong-sign':
            return [issueOf('effect-points-away', range, { alternative: test?.alternative === 'less' ? 'less' : 'greater' })];
        default:
            return [];
    }
}

function optimalIssues(spec: ModelSpec, { optimal }: DesignAnswers, range: TextRange | undefined): Issue[] {
    if (!range) {
        return [];
    }
    const unmet = optimal.flatMap(answer => {
        const precision = spec.precisions.find(({ text }) => answer.kind === 'precision' && text === answer.for) ?? null;
        return answer.failure?.code === 'unreachable' || answer.failure?.code === 'too-large'
            ? [issueOf('goal-not-reached', range, { spec, failure: answer.failure, precision, optimal: answer })]
            : [];
    });
    const best = fewUnitsOfBest(spec, optimal);
    return [...unmet, ...(best.length > 0 ? [issueOf('few-units', range, { best })] : [])];
}

/** The answer is too small for formulas that hold for many units, or it is the smallest size that there is. @param solved the model with the answer in it */
function askedIssues(spec: ModelSpec, answers: DesignAnswers, solved: ModelSpec | null, range: TextRange | undefined): Issue[] {
    const goal = answeredGoal(answers);
    if (!range || !goal || goal.kind === 'optimal' || !goal.required.asked) {
        return [];
    }
    const { required } = goal;
    const value = valueInUse(required);
    const units = required.kind === 'count' && value !== null ? unitsInAll(spec, required.quantity, value) : null;
    const isEmpty = spec.random.find(({ group }) => group === required.quantity)?.effects.length === 0;
    return [
        ...(units !== null && units < fewUnits && !isEmpty ? [issueOf('few-units', range, { group: required.quantity, units })] : []),
        ...(solved === null || required.kind === 'count' || required.using === 'exact'
            ? []
            : littleInformation(solved).map(facts => issueOf('small-information', range, facts))),
        ...(required.atSmallest ? [issueOf('goal-at-smallest', range, { spec, required, value: value ?? required.step, goal })] : [])
    ];
}

/** The groups whose units have little information at the answer, which the checks of the text could not know. */
function littleInformation(solved: ModelSpec): SmallInformation[] {
    return examine(solved).findings.flatMap(finding =>
        finding.code === 'small-information' ? (smallInformation(finding, solved) ?? []) : []
    );
}

/** Diagnostics about `?`, goals and their answers. */
import type { Failure, OptimalAnswer, Required } from '../../src-engine/result/design-answers.js';
import type { ModelSpec, PrecisionSpec, Reference } from '../../src-engine/spec/model-spec.js';
import { formatCount, formatValue } from '../presentation/notation/numbers.js';
import { purposeText, type AnsweredGoal } from '../presentation/prose/answer-text.js';
import { failedGoal, failureText, optimalFailureText } from '../presentation/prose/failure-text.js';
import { amountText, nounOf } from '../presentation/prose/size-text.js';
import { error, information, warning } from './diagnostic.js';
import { addElement, fillIn, remove, replaceWith, type Fixes } from './fix.js';
import type { TextRange } from './text-place.js';
import { exampleModel } from './example-model.js';
import { quoted } from './wording.js';

/** A goal that is out of reach: of a test or a precision, or of the prices. */
export type GoalNotReached = { spec: ModelSpec; failure: Failure; precision: PrecisionSpec | null } & (
    { required: Required | null } | { optimal: OptimalAnswer }
);

function goalNotReached(fact: GoalNotReached): string {
    return 'optimal' in fact
        ? optimalFailureText(fact.spec, fact.optimal, fact.precision, fact.failure).long
        : failureText(fact.spec, failedGoal(fact.required, fact.precision), fact.failure).long;
}

/** Where a `?` is. `part`: in an expression that as a whole can be asked for; `null value`: on the right of a hypothesis about an effect. */
export type MisplacedQuestion =
    | { place: 'part'; at: TextRange; instead: string }
    | { place: 'option'; option: 'alpha' | 'power' | 'level' }
    | { place: 'null value'; effect: string }
    | { place: 'other' };

function misplacedQuestion(fact: MisplacedQuestion): string {
    switch (fact.place) {
        case 'part':
            return `\`?\` stands for a whole value, not for a part of one. Write ${quoted(fact.instead)}.`;
        case 'option':
            return fact.option === 'power'
                ? 'The power of a design is always shown. Remove `power ?`; to find a size or an effect, write the power that you want.'
                : `${quoted(fact.option)} cannot be asked for. Write a number, or remove it for the usual ${fact.option === 'alpha' ? '0.05' : '0.95'}.`;
        case 'null value':
            return `The null hypothesis needs a number, usually 0. For the smallest effect that the study detects, write \`?\` as the value of ${quoted(fact.effect)}.`;
        case 'other':
            return 'A number is needed here: write the value that you expect or want. `?` can ask for one count, for `n`, or for the value of one fixed effect.';
    }
}

function questionFixes(fact: MisplacedQuestion): Fixes {
    switch (fact.place) {
        case 'part':
            return { ...replaceWith('?')!, title: `Write "${fact.instead}"`, at: fact.at };
        case 'option':
            return remove(`Remove "${fact.option} ?"`);
        case 'null value':
            return [{ kind: 'detectable', title: `Ask for the value of ${fact.effect}`, effect: fact.effect }, fillIn('0')];
        case 'other':
            return null;
    }
}

const cluster = { predictor: 'predictor arm each 0, 1 per clinic', fixedA: 'fixed A { beta0: 1 = 0.5; effect: arm = 0.3 }', fixedB: '' };

/** As many effects between clinics as there are clinics. */
const regions = {
    predictor: 'predictor region each 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 per clinic',
    fixedA: `fixed A { beta0: 1 = 0; south: region == 2 = 0.5; ${[3, 4, 5, 6, 7, 8, 9, 10].map(region => `r${region}: region == ${region} = 0`).join('; ')} }`,
    fixedB: ''
};

export const answers = {
    'unknown-value-misplaced': error({
        summary: '`?` is written where nothing can be asked for.',
        message: misplacedQuestion,
        fix: questionFixes,
        why: 'The tool solves for the size of a study or for the smallest effect that it detects, not for other numbers.',
        remedy: 'Write a number. To see what other values give, sweep a constant: `sweep sigma = 0.5, 0.8`.',
        example: { text: exampleModel({ random: 'random clinic { beta0 sd ? }' }), instead: exampleModel() }
    }),
    'asked-twice': error({
        summary: 'A model asks for two numbers.',
        message: (_: { example: string }) => 'Only one `?` is allowed in a model. Write a number here.',
        related: () => 'The first `?`',
        fix: ({ example }) => fillIn(example),
        why: 'One goal determines one number. With two `?`, many pairs would reach it.',
        remedy: 'Write a number for one of them, or add a `cost` to find the best pair.',
        example: {
            text: exampleModel({ design: 'design { clinic = ?, n = ? }', goal: 'test beta1 = 0 power 0.9' }),
            instead: exampleModel({ design: 'design { clinic = ?, n = 20 }', goal: 'test beta1 = 0 power 0.9' })
        }
    }),
    'asked-without-goal': error({
        summary: 'A number is asked for, but the model has no goal.',
        message: ({ hasTest }: { hasTest: boolean; effect: string | undefined }) =>
            hasTest
                ? 'A `?` needs a goal. Give the test a power, such as `power 0.9`.'
                : 'A `?` needs a goal. Add `test … power 0.9`, a `precision`, or a test and a `cost` with a budget.',
        needsWholeModel: true,
        fix: ({ hasTest, effect }) =>
            effect === undefined
                ? null
                : hasTest
                  ? { kind: 'test option', title: 'Add "power 0.90"', text: ' power 0.90', stops: ['0.90'] }
                  : addElement(`test ${effect} = 0 power 0.90`, '0.90'),
        why: 'The number is found so that a test has its power, or an interval its width.',
        remedy: 'Add a test with a power, a precision, or a test and a cost with a budget.',
        example: {
            text: exampleModel({ design: 'design { clinic = ?, n = 20 }' }),
            instead: exampleModel({ design: 'design { clinic = ?, n = 20 }', goal: 'test beta1 = 0 power 0.9' })
        }
    }),
    'asked-not-in-goal': error({
        summary: 'The value of an effect is asked for, but no test contains the effect.',
        message: ({ effect }: { effect: string }) =>
            `No test with a power contains ${quoted(effect)}, so its value cannot be found. Add ${quoted(`test ${effect} = 0 power 0.9`)}, or write a number here.`,
        fix: ({ effect }) => addElement(`test ${effect} = 0 power 0.90`, '0.90'),
        why: 'The smallest detectable value of an effect is the one at which a test of it reaches its power.',
        remedy: 'Add a test of the effect with a power, or write its value.',
        example: {
            text: exampleModel({ fixedB: 'fixed B { beta1: x = 0.3; beta2: x^2 = ? }', goal: 'test beta1 = 0 power 0.9' }),
            instead: exampleModel({ fixedB: 'fixed B { beta1: x = 0.3; beta2: x^2 = ? }', goal: 'test beta2 = 0 power 0.9' })
        }
    }),
    'goal-not-reached': error({
        summary: 'No size, value or design reaches a goal.',
        message: goalNotReached,
        fix: null,
        why: 'More of what the file asks for shrinks only a part of the variance. The rest stays, and with it an upper limit of the power.',
        remedy: 'Add units at the level that the message names, choose a less demanding goal, or a larger budget.',
        example: {
            text: exampleModel({ ...cluster, design: 'design { clinic = 20, n = ? }', goal: 'test effect = 0 power 0.9' }),
            instead: exampleModel({ ...cluster, design: 'design { clinic = ?, n = 20 }', goal: 'test effect = 0 power 0.9' })
        }
    }),
    'too-few-degrees-of-freedom': error({
        summary: 'A test whose reference has degrees of freedom has less than one.',
        message: ({ df, reference }: { df: number; reference: Reference }) =>
            `With \`reference ${reference}\` a test needs at least 1 degree of freedom, but this design leaves ${formatValue(df, 3)}. Add units.`,
        fix: null,
        why: 'There are as many effects as there are units to estimate them from, so nothing is left to estimate their errors.',
        remedy: 'Add units, or leave out effects. `reference z` only hides the problem: it takes the errors as known.',
        example: {
            text: exampleModel({
                family: 'family gaussian(phi = 2)',
                fixedA: '',
                fixedB: 'fixed B { beta0: 1 = 0.5; beta1: x = 0.1 }',
                random: '',
                design: 'design { n = 2 }',
                goal: 'test beta1 = 0 reference t'
            }),
            instead: exampleModel({
                family: 'family gaussian(phi = 2)',
                fixedA: '',
                fixedB: 'fixed B { beta0: 1 = 0.5; beta1: x = 0.1 }',
                random: '',
                design: 'design { n = 20 }',
                goal: 'test beta1 = 0 reference t'
            })
        }
    }),
    'no-unit-left': warning({
        summary: 'A test or an interval compares units, but no unit is left to estimate how much they differ.',
        message: ({ units, concerns }: { units: number; concerns: 'test' | 'interval' }) =>
            `The ${concerns} compares units, but the effects between them take up all ${units}. Data can't tell such an effect from the differences between the units, and the ${concerns === 'test' ? 'power' : 'width'} takes the variance of these as known. Plan more units, at least two for each arm.`,
        fix: null,
        why: 'With one cluster in each arm, the difference of the arms is that of two clusters. A test with `reference z` has a power by the formula, but no study can carry out the test.',
        remedy: 'Plan more units of the group that the effect varies between. `reference t` has no degree of freedom here.',
        example: {
            text: exampleModel({ ...regions, design: 'design { clinic = 10, n = 20 }', goal: 'test south = 0' }),
            instead: exampleModel({ ...regions, design: 'design { clinic = 30, n = 20 }', goal: 'test south = 0' })
        }
    }),
    'large-size': warning({
        summary: 'A required size is above ten million.',
        message: ({ spec, required, value }: { spec: ModelSpec; required: Required; value: number }) =>
            `The goal needs ${formatCount(value)} ${nounOf(spec, required, value)}, more than most studies can have. Check the size of the effect and the goal.`,
        fix: null,
        why: 'Such a size is more often a misplaced decimal point than a plan.',
        remedy: 'Check the value of the effect, the standard deviations, and the goal.',
        example: {
            text: exampleModel({
                fixedB: 'fixed B { beta1: x = 1e-5 }',
                design: 'design { clinic = ?, n = 20 }',
                goal: 'test beta1 = 0 power 0.9'
            }),
            instead: exampleModel({
                fixedB: 'fixed B { beta1: x = 0.1 }',
                design: 'design { clinic = ?, n = 20 }',
                goal: 'test beta1 = 0 power 0.9'
            })
        }
    }),
    'goal-at-smallest': information({
        summary: 'A goal is already reached at the smallest size.',
        message: ({ spec, required, value, goal }: { spec: ModelSpec; required: Required; value: number; goal: AnsweredGoal }) =>
            `The smallest possible design, ${amountText(spec, required, value)}, already reaches ${purposeText(spec, goal)}. ${required.least === required.step ? '' : `With fewer, data can't tell all parameters of the model. `}Check the effect and the goal.`,
        fix: null,
        why: 'The number that is asked for hardly matters here, which is often a sign of a misplaced decimal point.',
        remedy: 'Check the value of the effect and the goal. If they are right, ask for another number.',
        example: {
            text: exampleModel({
                family: 'family gaussian(phi = 0.5)',
                fixedB: 'fixed B { beta1: x = 2 }',
                design: 'design { clinic = 40, n = ? }',
                goal: 'test beta1 = 0 power 0.9'
            }),
            instead: exampleModel({
                family: 'family gaussian(phi = 0.5)',
                fixedB: 'fixed B { beta1: x = 0.1 }',
                design: 'design { clinic = 40, n = ? }',
                goal: 'test beta1 = 0 power 0.9'
            })
        }
    })
};

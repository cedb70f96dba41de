/** Sweeps. */
import { error } from './diagnostic.js';
import { remove, replaceWith, surelyReplaceWith, type Fixes } from './fix.js';
import { exampleModel } from './example-model.js';
import { shown } from './wording.js';

export type SweepProblem =
    | { problem: 'step 0' }
    | { problem: 'wrong direction'; from: number; to: number; step: number; isStepWritten: boolean; threeDots: string | undefined }
    | { problem: 'too many listed'; most: number }
    | { problem: 'too many in range'; most: number }
    | { problem: 'too many combinations'; count: number; most: number };

function sweepProblem(fact: SweepProblem): string {
    switch (fact.problem) {
        case 'step 0':
            return 'The step of a sweep must not be 0. Write the distance between two values, such as `step 5`.';
        case 'wrong direction':
            return `No value lies between ${shown(fact.from)} and ${shown(fact.to)} in steps of ${shown(fact.step)}. Change the sign of the step.`;
        case 'too many listed':
            return `A sweep can have at most ${fact.most} values. Remove some.`;
        case 'too many in range':
            return `A sweep can have at most ${fact.most} values, and this one has more. Take a larger step.`;
        case 'too many combinations':
            return `The sweeps of this model have ${shown(fact.count)} combinations of values, but at most ${fact.most} are computed. Take fewer values.`;
    }
}

/** The other direction; for `10...50`, which has one point too many, the range without it. */
function sweepFix({ to, step, isStepWritten, threeDots }: Extract<SweepProblem, { problem: 'wrong direction' }>): Fixes {
    return threeDots === undefined ? replaceWith(isStepWritten ? shown(-step) : `${shown(to)} step -1`) : surelyReplaceWith(threeDots);
}

export const sweeps = {
    'too-many-sweeps': error({
        summary: 'A model has more than two sweeps.',
        message: () => 'A model can have one or two sweeps, the rows and columns of a table. Remove this one.',
        fix: () => remove('Remove this sweep', 'Sweep'),
        why: 'The results of a sweep are shown as a table, which has two directions.',
        remedy: 'Remove a sweep, or write a model for each of its values.',
        example: {
            text: exampleModel({
                let: 'let sigma = 0.8',
                random: 'random clinic { beta0 sd sigma }',
                goal: 'sweep n = 10, 20\nsweep clinic = 40, 60\nsweep sigma = 0.5, 0.8'
            }),
            instead: exampleModel({
                let: 'let sigma = 0.8',
                random: 'random clinic { beta0 sd sigma }',
                goal: 'sweep n = 10, 20\nsweep sigma = 0.5, 0.8'
            })
        }
    }),
    'sweep-out-of-range': error({
        summary: 'A sweep has no values, or too many.',
        message: sweepProblem,
        fix: fact => (fact.problem === 'wrong direction' ? sweepFix(fact) : null),
        why: 'Each value is a model that is computed.',
        remedy: 'Correct the ends and the step of the sweep.',
        example: { text: exampleModel({ goal: 'sweep n = 10..50 step -10' }), instead: exampleModel({ goal: 'sweep n = 10..50 step 10' }) }
    })
};

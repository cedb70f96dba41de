import { isRandomEffects, isSweep, type Model, type Sweep } from '../generated/ast.js';
import { isCountable } from '../lowering/design.js';
import { combinationsOf, lowerSweep, mostSweepValues, rangeLength, sweepValues } from '../lowering/sweeps.js';
import { sweepCandidates } from '../scoping/names.js';
import type { Check } from './check.js';
import { shown } from './numbers.js';

export const sweepMustHaveValues: Check<Sweep> = (sweep, context) => {
    const { report } = context;
    sweep.values.forEach(value => context.number(value));
    const from = context.number(sweep.values[0]);
    const to = context.number(sweep.last);
    const step = sweep.step ? context.number(sweep.step) : 1;
    if (sweep.values.length > mostSweepValues) {
        report.add('sweep-out-of-range', sweep, `A sweep has at most ${mostSweepValues} values.`);
    }
    if (!sweep.last || from === undefined || to === undefined || step === undefined) {
        return;
    }
    if (step === 0) {
        report.add('sweep-out-of-range', sweep.step ?? sweep, 'The step must not be 0.');
        return;
    }
    const length = rangeLength(from, to, step);
    if (length < 1) {
        report.add(
            'sweep-out-of-range',
            sweep.step ?? sweep.last,
            `The step leads away from the end: no value lies between ${shown(from)} and ${shown(to)} in steps of ${shown(step)}. Change its sign.`
        );
    } else if (length > mostSweepValues) {
        report.add(
            'sweep-out-of-range',
            sweep.step ?? sweep.last,
            `This sweep has more than ${mostSweepValues} values, which is the most that is computed. Take a larger step.`
        );
    }
};

export const sweepsMustHaveFewCombinations: Check<Model> = (_, context) => {
    const sweeps = context.meanings(isSweep, lowerSweep);
    const combinations = combinationsOf(sweeps.map(({ meaning }) => meaning));
    const last = sweeps.at(-1);
    if (last && combinations > mostSweepValues) {
        context.report.add(
            'sweep-out-of-range',
            last.element,
            `The sweeps of this model have ${shown(combinations)} combinations of values; at most ${mostSweepValues} are computed. Take fewer values.`
        );
    }
};

/** Counts that are swept are whole and positive. */
export const sweptCountsMustBeWhole: Check<Sweep> = (sweep, context) => {
    const [target] = sweepCandidates(sweep);
    if (!sweep.size && !isRandomEffects(target)) {
        return;
    }
    const wrong = sweepValues(sweep, context)?.find(value => !isCountable(value));
    if (wrong !== undefined) {
        const what = sweep.size ? 'The number of observations' : 'The number of units';
        context.report.add(
            'count-not-whole',
            { node: sweep, part: { property: 'values' } },
            `${what} must be a whole number of 1 or more; the sweep comes to ${shown(wrong)}.`
        );
    }
};

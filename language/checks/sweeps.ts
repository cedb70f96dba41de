import { isFixedEffect, isRandomEffects, isSweep, type Model, type Sweep } from '../generated/ast.js';
import { chosenParameter } from '../lowering/chosen-parameter.js';
import { effectParameters } from '../lowering/factor-effects.js';
import { isCountable, largestCount } from '../lowering/design.js';
import { combinationsOf, lowerSweep, rangeLength, sweepValues } from '../lowering/sweeps.js';
import { mostSweepValues } from '../../src-engine/input/limits.js';
import { sweepCandidates, tablesFor } from '../scoping/names.js';
import { textOf } from '../parsing/text-range.js';
import type { Check } from './check.js';

export const sweepMustHaveValues: Check<Sweep> = (sweep, context) => {
    const { report } = context;
    sweep.values.forEach(value => context.number(value));
    const from = context.number(sweep.values[0]);
    const to = context.number(sweep.last);
    const step = sweep.step ? context.number(sweep.step) : 1;
    if (sweep.values.length > mostSweepValues) {
        report.add('sweep-out-of-range', sweep, { problem: 'too many listed', most: mostSweepValues });
    }
    if (!sweep.last || from === undefined || to === undefined || step === undefined) {
        return;
    }
    if (step === 0) {
        report.add('sweep-out-of-range', sweep.step ?? sweep, { problem: 'step 0' });
        return;
    }
    const length = rangeLength(from, to, step);
    if (length < 1) {
        const threeDots = /^\.(\d+)$/.exec(textOf(sweep.last))?.[1];
        report.add('sweep-out-of-range', threeDots === undefined ? (sweep.step ?? sweep.last) : sweep.last, {
            problem: 'wrong direction',
            from,
            to,
            step,
            isStepWritten: sweep.step !== undefined,
            threeDots
        });
    } else if (length > mostSweepValues) {
        report.add('sweep-out-of-range', sweep.step ?? sweep.last, { problem: 'too many in range', most: mostSweepValues });
    }
};

/** The name of a factor means one of its parameters. */
export const sweptEffectMustBeChosen: Check<Sweep> = (sweep, context) => {
    const [target, other] = sweepCandidates(sweep);
    if (isFixedEffect(target) && !other) {
        chosenParameter(target, sweep, context.once(effectParameters, target), context.report);
    } else if (sweep.indexed && !target && tablesFor(sweep, 'target').some(table => table.has(sweep.target?.$refText ?? ''))) {
        context.report.add('no-levels', sweep, { name: sweep.target!.$refText, of: 'parameter' });
    }
};

export const sweepsMustHaveFewCombinations: Check<Model> = (_, context) => {
    const sweeps = context.meanings(isSweep, lowerSweep);
    const combinations = combinationsOf(sweeps.map(({ meaning }) => meaning));
    const last = sweeps.at(-1);
    if (last && combinations > mostSweepValues) {
        const facts = { problem: 'too many combinations', count: combinations, most: mostSweepValues } as const;
        context.report.add('sweep-out-of-range', last.element, facts);
    }
};

/** A sweep of a count goes through whole, positive numbers. */
export const sweptCountsMustBeWhole: Check<Sweep> = (sweep, context) => {
    const [target] = sweepCandidates(sweep);
    if (!sweep.size && !isRandomEffects(target)) {
        return;
    }
    const wrong = sweepValues(sweep, context)?.find(value => !isCountable(value));
    if (wrong !== undefined) {
        const group = sweep.size ? null : target!.name!;
        context.report.add(
            'count-not-whole',
            { node: sweep, part: { property: 'values' } },
            { group, value: wrong, isTooLarge: wrong > largestCount, isSwept: true, range: null }
        );
    }
};

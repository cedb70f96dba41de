import { mostSweepValues } from '../../src-engine/input/limits.js';
import type { SweepSpec } from '../../src-engine/spec/model-spec.js';
import { isConstant, isFixedEffect, isRandomEffects, type Sweep } from '../generated/ast.js';
import { sweepCandidates, type Named } from '../scoping/names.js';
import { chosenParameter } from './chosen-parameter.js';
import type { ModelContext } from './context.js';
import { effectParameters } from './factor-effects.js';

function kindOf(target: Named): SweepSpec['quantity'] | undefined {
    return isConstant(target) ? 'constant' : isFixedEffect(target) ? 'effect' : isRandomEffects(target) ? 'count' : undefined;
}

/** The number of values of a range with both ends. Rounding must not lose the last one. */
export function rangeLength(from: number, to: number, step: number): number {
    return Math.floor((to - from) / step + 1e-9) + 1;
}

/** The values of a sweep; undefined where they have no meaning. */
export function sweepValues(sweep: Sweep, context: ModelContext): number[] | undefined {
    const values = sweep.values.map(value => context.number(value));
    if (!values.every(value => value !== undefined)) {
        return undefined;
    }
    const [from] = values;
    if (!sweep.last || from === undefined) {
        return values.length <= mostSweepValues ? values : undefined;
    }
    const to = context.number(sweep.last);
    const step = sweep.step ? context.number(sweep.step) : 1;
    if (to === undefined || step === undefined || step === 0) {
        return undefined;
    }
    const length = rangeLength(from, to, step);
    return length >= 1 && length <= mostSweepValues ? Array.from({ length }, (_, i) => from + i * step) : undefined;
}

/** Lowers a sweep; undefined where it has no meaning. */
export function lowerSweep(sweep: Sweep, context: ModelContext): SweepSpec | undefined {
    const values = sweepValues(sweep, context);
    const [target, other] = sweepCandidates(sweep);
    if (!values || values.length === 0) {
        return undefined;
    }
    if (sweep.size) {
        return { quantity: 'n', name: 'n', values };
    }
    const quantity = target && !other ? kindOf(target) : undefined;
    const name = sweptName(sweep, context);
    return quantity && name ? { quantity, name, values } : undefined;
}

/** What is swept: a constant, a group, `n`, or a parameter such as `arm[low]`. Undefined where the name means nothing. */
export function sweptName(sweep: Sweep, context: ModelContext): string | undefined {
    if (sweep.size) {
        return 'n';
    }
    const [target] = sweepCandidates(sweep);
    return isFixedEffect(target)
        ? chosenParameter(target, sweep, context.once(effectParameters, target), null)?.name
        : (target?.name ?? sweep.target?.$refText);
}

/** How many models several sweeps give together. */
export function combinationsOf(sweeps: readonly Pick<SweepSpec, 'values'>[]): number {
    return sweeps.reduce((product, { values }) => product * values.length, 1);
}

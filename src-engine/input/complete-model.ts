/** Checks and completes models that come from outside the project. */
import { blockMembership } from '../predictors/blocks.js';
import { accuracies } from '../result/by-accuracy.js';
import { cholesky } from '../numeric/cholesky.js';
import { isReason, type Reason } from '../result/reason.js';
import { attempt, notPositiveDefinite } from '../result/not-available.js';
import type { FixedEffectSpec, ModelSpec, RandomEffectsSpec } from '../spec/model-spec.js';
import { sigmaOf } from '../structure/covariance/structures.js';
import { checkedCost, checkedData, checkedDesign, checkedSimulation, checkedSweep } from './checked-design.js';
import { checkedFixedEffects, checkedRandomEffects, groupNames, mustDiffer, type UnplacedEffect } from './checked-effects.js';
import { checkedFamily } from './checked-family.js';
import { checkedDerived, checkedPrecision, checkedTest } from './checked-goals.js';
import { checkedPredictors, knownPredictors } from './checked-predictors.js';
import { checkedTerm, type KnownNames } from './checked-term.js';
import { CheckedValue, InvalidInput } from './checked-value.js';

/** All properties of a model, as the message about an unknown one names them. */
const properties = [
    'name', 'family', 'predictors', 'fixed', 'offset', 'random', 'design', 'using', 'tests', 'precisions', 'cost',
    'sweeps', 'derived', 'data', 'simulation'
] as const; // prettier-ignore

/**
 * Checks an input and fills in its defaults (see `ModelInput`). Total: takes any value and throws nothing.
 *
 * - Every number is finite and in its range, every name is declared, every matrix is square and symmetric.
 * - The covariance of the random effects of each group is positive definite. A singular one gives the reason `not-positive-definite`.
 * - The block of an effect is found by the rule. If an effect is given in another block, the result is the reason `wrong-block`.
 * - The result shares no object with the input. A `ModelSpec` without faults comes back equal, with block A first.
 *
 * `analyze` checks what needs a computation: whether moments are finite, terms are independent.
 *
 * @returns the model; or a reason `invalid` with the path of the first fault, `not-positive-definite` or `wrong-block`
 */
export function completeModel(input: unknown): ModelSpec | Reason {
    try {
        const { fixed, ...model } = checkedModel(new CheckedValue(input, ''));
        const placed = attempt(() => {
            model.random.forEach(mustBePositiveDefinite);
            return placedEffects(fixed, model);
        });
        return isReason(placed) ? placed : { ...model, fixed: placed };
    } catch (error) {
        if (error instanceof InvalidInput) {
            const { path, message } = error;
            return { code: 'invalid', path, detail: `${path === '' ? 'the model' : path} ${message}` };
        }
        if (error instanceof RangeError) {
            return { code: 'invalid', path: '', detail: 'the model is nested too deeply' };
        }
        throw error;
    }
}

/** The same rule as for a text. @throws NotAvailable where a combination of a group's random effects has no variance, or a negative one */
function mustBePositiveDefinite(random: RandomEffectsSpec): void {
    const factor = cholesky(sigmaOf(random));
    if (!factor.ok) {
        throw notPositiveDefinite(random.group, factor);
    }
}

type Unplaced = Omit<ModelSpec, 'fixed'> & { fixed: UnplacedEffect[] };

function checkedModel(input: CheckedValue): Unplaced {
    const at = input.fields(properties);
    const random = at('random').isAbsent ? new CheckedValue([], 'random') : at('random');
    const groups = groupNames(random);
    const predictors = at('predictors').or([], list => checkedPredictors(list, groups));
    const known = knownPredictors(predictors);
    const family = checkedFamily(at('family'), known);
    const fixed = checkedFixedEffects(at('fixed'), known);
    const names: KnownNames = { ...known, groups, effects: new Set(fixed.map(({ name }) => name)) };
    const items = <T>(list: CheckedValue, read: (item: CheckedValue, names: KnownNames) => T): T[] =>
        list.or([], given => given.list().map(item => read(item, names)));
    const derived = items(at('derived'), checkedDerived);
    mustDiffer(at('derived'), derived.map(({ name }) => name)); // prettier-ignore
    return {
        name: at('name').or('model', name => name.name()),
        family,
        predictors,
        fixed,
        offset: at('offset').or(null, value => value.orNull(term => checkedTerm(term, names))),
        random: checkedRandomEffects(random, names),
        design: checkedDesign(at('design'), groups),
        using: at('using').or(null, value => value.orNull(accuracy => accuracy.oneOf(accuracies))),
        tests: items(at('tests'), (item, known) => checkedTest(item, known, family)),
        precisions: items(at('precisions'), checkedPrecision),
        cost: at('cost').or(null, value => value.orNull(cost => checkedCost(cost, groups))),
        sweeps: items(at('sweeps'), checkedSweep),
        derived,
        data: items(at('data'), checkedData),
        simulation: at('simulation').or(null, value => value.orNull(checkedSimulation))
    };
}

/** The effects with their blocks, those of block A first. */
function placedEffects(fixed: readonly UnplacedEffect[], model: Omit<ModelSpec, 'fixed'>): FixedEffectSpec[] | Reason {
    // The rule uses only the terms, so the block that they have here does not matter.
    const provisional = fixed.map(effect => ({ ...effect, block: 'B' as const }));
    const membership = blockMembership({ ...model, fixed: provisional });
    const misplaced = fixed.find(({ block }, i) => block !== null && block !== membership[i].belongs);
    if (misplaced) {
        return { code: 'wrong-block', effect: misplaced.name };
    }
    const placed = fixed.map((effect, i) => ({ ...effect, block: membership[i].belongs }));
    return [...placed.filter(({ block }) => block === 'A'), ...placed.filter(({ block }) => block === 'B')];
}

import type { Accuracy, ModelSpec, SweepSpec } from '../../src-engine/spec/model-spec.js';
import {
    isData,
    isDerived,
    isOffset,
    isPrecision,
    isPredictor,
    isRandomEffects,
    isSweep,
    isTest,
    isUsing,
    type Using
} from '../generated/ast.js';
import { textOf } from '../parsing/text-range.js';
import type { ModelContext } from './context.js';
import { quantitiesOf } from './quantities-of.js';
import { lowerData, lowerSimulation } from './data.js';
import { lowerCost, lowerDesign } from './design.js';
import { lowerFamily } from './family.js';
import { lowerFixedEffects } from './fixed-effects.js';
import { lowerPrecision, lowerTest } from './goals.js';
import { findPredictorCycle } from './predictor-cycle.js';
import { lowerPredictor } from './predictors.js';
import { lowerRandomEffects } from './random-effects.js';
import { sortedModel } from './sorted-effects.js';
import { lowerSweep } from './sweeps.js';

const accuracies: Record<Using['accuracy'], Accuracy> = {
    leading: 'leading',
    'two-term': 'twoTerm',
    refined: 'refined',
    exact: 'exact'
};

function present<T>(values: (T | undefined)[]): T[] {
    return values.filter(value => value !== undefined);
}

/** All values, or undefined where one is missing. */
function whole<T>(values: (T | undefined)[]): T[] | undefined {
    return values.every(value => value !== undefined) ? values : undefined;
}

/**
 * Lowers a model. Null where a part that its numbers depend on has no meaning. Tests, goals, sweeps and data without a meaning
 * are left out, because the numbers do not depend on them.
 *
 * @param sweeps the model's sweeps; none for the model at one of their points
 */
export function lowerModel(context: ModelContext, sweeps = sweepsOf(context)): ModelSpec | null {
    const family = lowerFamily(context);
    const predictorNodes = context.elements(isPredictor);
    const predictors = findPredictorCycle(predictorNodes)
        ? undefined
        : whole(predictorNodes.map(node => context.once(lowerPredictor, node)));
    const fixed = lowerFixedEffects(context);
    const [offsetElement] = context.elements(isOffset);
    const offset = offsetElement ? context.terms.term(offsetElement.term) : null;
    const random = whole(context.elements(isRandomEffects).map(group => lowerRandomEffects(group, context)));
    const design = lowerDesign(context);
    const tests = context.meanings(isTest, lowerTest).map(({ meaning }) => meaning);
    const precisions = context.meanings(isPrecision, lowerPrecision).map(({ meaning }) => meaning);
    const derived = present(
        context.elements(isDerived).map(node => {
            const quantity = quantitiesOf(context).definition(node);
            return quantity && node.name ? { name: node.name, quantity, text: textOf(node.value) } : undefined;
        })
    );
    const cost = lowerCost(context);
    const data = present(context.elements(isData).map(lowerData));
    const simulation = lowerSimulation(context);
    const accuracy = context.elements(isUsing)[0]?.accuracy;
    const isClear = context.names.duplicates.length === 0;
    if (!isClear || !family || !predictors || !fixed || offset === undefined || !random || !design || !context.model.name) {
        return null;
    }
    return sortedModel({
        name: context.model.name,
        family,
        predictors,
        fixed,
        offset,
        random,
        design,
        using: accuracy ? accuracies[accuracy] : null,
        tests,
        precisions,
        cost,
        sweeps,
        derived,
        data,
        simulation
    });
}

function sweepsOf(context: ModelContext): SweepSpec[] {
    return context.meanings(isSweep, lowerSweep).map(({ meaning }) => meaning);
}

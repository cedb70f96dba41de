import type { AstNode } from 'langium';
import {
    isCost,
    isDependence,
    isDerived,
    isFixedEffects,
    isList,
    isPrecision,
    isPredictor,
    isRandomEffects,
    isSweep,
    isTest,
    isUsing,
    type FixedEffect,
    type RandomEffects
} from '../generated/ast.js';
import type { ElementPlace, TextRange } from '../lowered-model.js';
import { rangeOf, rangeOfPart, textOf, type Part } from '../parsing/text-range.js';
import type { ModelContext } from './context.js';
import { askedNumbers } from './asked.js';
import { docComment } from './doc-comment.js';
import { writtenHypothesis, lowerPrecision, lowerTest } from './goals.js';
import { parametersIn, type ParametersOf } from './chosen-parameter.js';
import { effectParameters, isFactorEffect } from './factor-effects.js';
import { unwrapped } from './terms.js';
import { dependentEffects, isMatrixEntry, varianceEntries } from './variance-entries.js';
import { lowerSweep, sweptName } from './sweeps.js';

const name: Part = { property: 'name' };

function place(
    kind: ElementPlace['kind'],
    label: string | undefined,
    node: AstNode,
    where: Part | TextRange,
    whole: AstNode = node
): ElementPlace[] {
    return label === undefined
        ? []
        : [
              {
                  kind,
                  name: label,
                  index: null,
                  nameRange: 'start' in where ? where : rangeOfPart(node, where),
                  range: rangeOf(whole),
                  doc: docComment(whole)
              }
          ];
}

/** Where a model's named elements are in the text. */
export function placesOf(context: ModelContext): ElementPlace[] {
    const places: ElementPlace[] = [];
    const family = context.familyElement;
    const phi = context.hasDispersion ? (family?.args.find(argument => argument.name === 'phi') ?? family?.args[0]) : undefined;
    if (phi) {
        places.push({ kind: 'dispersion', name: 'phi', index: null, nameRange: rangeOf(phi), range: rangeOf(phi), doc: null });
    }
    const indices = indicesOf(context);
    const indexed = (found: ElementPlace[], element: AstNode) => found.map(one => ({ ...one, index: indices.get(element) ?? null }));
    for (const element of context.model.elements) {
        if (isPredictor(element)) {
            places.push(...element.names.flatMap(declared => place('predictor', declared.name, declared, name, element)));
        } else if (isFixedEffects(element)) {
            places.push(...element.effects.flatMap(effect => effectPlaces(effect, context)));
        } else if (isRandomEffects(element)) {
            places.push(...place('group', element.name, element, name), ...componentPlaces(element, parametersIn(context)));
        } else if (isDerived(element)) {
            places.push(...place('derived', element.name, element, name));
        } else if (isTest(element)) {
            const part: Part = element.name === undefined ? { property: 'hypotheses', index: 0 } : name;
            places.push(...indexed(place('test', element.name ?? writtenHypothesis(element), element, part), element));
        } else if (isPrecision(element) && element.target) {
            places.push(...indexed(place('precision', textOf(element.target), element, { property: 'target' }), element));
        } else if (isSweep(element)) {
            const part = { property: element.size ? 'size' : 'target' };
            places.push(...indexed(place('sweep', sweptName(element, context), element, part), element));
        } else if (isCost(element)) {
            places.push(...place('cost', 'cost', element, { keyword: 'cost' }));
        } else if (isUsing(element)) {
            places.push(...place('accuracy', 'using', element, { property: 'accuracy' }));
        }
    }
    const asked = askedNumbers(context).flatMap(({ mark, entry, name: what }) => place('asked', what, entry, rangeOf(mark)));
    return [...places, ...asked];
}

/** An effect at its name. The parameters of a factor are at their values, or at the name where they share one. */
function effectPlaces(effect: FixedEffect, context: ModelContext): ElementPlace[] {
    if (!isFactorEffect(effect)) {
        return place('fixed', effect.name, effect, name);
    }
    const parameters = context.once(effectParameters, effect) ?? [];
    const ownText = isList(unwrapped(effect.value));
    return parameters.flatMap(parameter =>
        place('fixed', parameter.name, effect, ownText && parameter.value ? rangeOf(parameter.value) : name)
    );
}

/** The index of an element among the spec's tests, precisions or sweeps. Elements without a meaning are not in the spec. */
function indicesOf(context: ModelContext): ReadonlyMap<AstNode, number> {
    const ofKinds = [
        context.meanings(isTest, lowerTest),
        context.meanings(isPrecision, lowerPrecision),
        context.meanings(isSweep, lowerSweep)
    ];
    return new Map(ofKinds.flatMap(ofKind => ofKind.map(({ element }, index): [AstNode, number] => [element, index])));
}

/** The variances and covariances of a group. The entries of a matrix are at the names of their effects. */
function componentPlaces(group: RandomEffects, parametersOf: ParametersOf): ElementPlace[] {
    const label = (a: string, b?: string): string => (b === undefined ? `var(${a} | ${group.name})` : `cov(${a}, ${b} | ${group.name})`);
    const variances = varianceEntries(group, parametersOf).flatMap(({ effect, entry, index }) =>
        place(
            'variance',
            effect?.name && label(effect.name),
            entry,
            isDependence(entry) ? { property: 'effects', index } : { property: 'effect' }
        )
    );
    const order = varianceEntries(group, parametersOf).map(({ effect }) => effect);
    const covariances = group.entries.filter(isDependence).flatMap(entry => {
        const effects = dependentEffects(entry, parametersOf);
        const pairs = effects.flatMap((second, j) => effects.slice(0, j).map(first => ({ first, second, index: j })));
        return (isMatrixEntry(entry) ? pairs : pairs.slice(0, 1)).flatMap(({ first, second, index }) => {
            const [a, b] = order.indexOf(first) <= order.indexOf(second) ? [first, second] : [second, first];
            return place('covariance', a && b && label(a.name, b.name), entry, { property: 'effects', index });
        });
    });
    return [...variances, ...covariances];
}

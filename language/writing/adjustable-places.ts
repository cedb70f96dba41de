/** The places of a model's adjustable numbers in the text, and how each is written. */
import { sigmaOf } from '../../src-engine/structure/covariance/structures.js';
import { residualVariance } from '../../src-engine/family/families.js';
import type { AstNode } from 'langium';
import { adjustableKey, type Adjustable } from '../../src-engine/design/adjustments.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import {
    isAlternative,
    isDependence,
    isList,
    isRandomEffect,
    isRandomEffects,
    isTest,
    isTestNumber,
    type Dependence,
    type Expression,
    type RandomEffect,
    type RandomEffects,
    type Test
} from '../generated/ast.js';
import type { ModelContext } from '../lowering/context.js';
import { parametersIn, type ParametersOf } from '../lowering/chosen-parameter.js';
import { designEntries } from '../lowering/design.js';
import { parametersOf, type EffectParameter } from '../lowering/factor-effects.js';
import { familyArguments } from '../lowering/family.js';
import { marginalCall } from '../lowering/fixed-effects.js';
import { lowerTest, testNumber } from '../lowering/goals.js';
import { dependentEffects, isMatrixEntry, namedParameter, varianceEntries } from '../lowering/variance-entries.js';
import { unwrapped } from '../lowering/terms.js';
import { rangeOf } from '../parsing/text-range.js';
import { authorScales, type AuthorScale, type AuthorScales } from '../presentation/notation/author-scale.js';
import { functionAround, plainText, writtenNumber, type TextReplacement } from './written-number.js';

/** A number in the text that must agree with the model. */
export interface NumberPlace {
    /** What the number belongs to. Null where it only follows from others, as a covariance follows from the variances. */
    of: Adjustable | null;
    /** The value at this place for a model. */
    valueIn: (spec: ModelSpec) => number | null;
    /** `target`: the model that the text is to mean. */
    write: (value: number, target: ModelSpec) => TextReplacement;
    /** The scale on which the author wrote the number; null for that of the model. */
    scale: AuthorScale | null;
}

/**
 * The relative error of a value that is read back from the text. A variance gives half of it to its own number, because an
 * intraclass correlation refers to φ, which is rounded, too.
 */
const tolerance = 1e-6;

/** The numbers of a model, in text order within each kind. */
export function numberPlaces(context: ModelContext): NumberPlace[] {
    return [
        ...designPlaces(context),
        ...effectPlaces(context),
        ...context.elements(isRandomEffects).flatMap(group => covariancePlaces(group, parametersIn(context))),
        ...dispersionPlaces(context),
        ...context.meanings(isTest, lowerTest).flatMap(({ element }, index) => testPlaces(element, index))
    ];
}

/** The scales on which the author wrote the effects and the variances of a model. Numbers on the scale of the model are left out. */
export function scalesIn(context: ModelContext): AuthorScales {
    const scales: Record<string, AuthorScale> = {};
    for (const { name, effect, value } of parametersOf(context)) {
        const scale = value ? scaleOf(value) : null;
        if (scale && !marginalCall(effect)) {
            scales[adjustableKey({ kind: 'effect', name })] = scale;
        }
    }
    for (const group of context.elements(isRandomEffects)) {
        for (const entry of group.entries) {
            const scale = isRandomEffect(entry) && entry.value ? scaleOfMeasure(entry.measure) : null;
            const effect = scale && namedParameter(entry as RandomEffect, parametersIn(context))?.name;
            if (scale && effect !== undefined && effect !== null) {
                scales[adjustableKey({ kind: 'variance', effect, group: group.name })] = scale;
            }
        }
    }
    return scales;
}

function scaleOfMeasure(measure: RandomEffect['measure']): AuthorScale | null {
    return measure === 'sd' || measure === 'icc' ? measure : null;
}

function designPlaces(context: ModelContext): NumberPlace[] {
    const { counts, sizes } = designEntries(context);
    const exactly = (expression: Expression) => (value: number) => writtenNumber(expression, value, 0);
    return [
        ...counts.flatMap(({ group, value }) => {
            const name = group?.$refText;
            const valueIn = ({ design }: ModelSpec) => design.counts.find(entry => entry.group === name)?.count ?? null;
            return name !== undefined && value
                ? [{ of: { kind: 'count' as const, group: name }, valueIn, write: exactly(value), scale: null }]
                : [];
        }),
        ...sizes.slice(0, 1).flatMap(({ value }) => {
            const valueIn = ({ design: { n } }: ModelSpec) => (n?.kind === 'fixed' ? n.n : null);
            return value ? [{ of: { kind: 'n' as const }, valueIn, write: exactly(value), scale: null }] : [];
        })
    ];
}

function effectPlaces(context: ModelContext): NumberPlace[] {
    return parametersOf(context).flatMap(({ name, effect, value, isShared }): NumberPlace[] => {
        if (!value || marginalCall(effect)) {
            return [];
        }
        const shared = isShared ? parametersOf(context).filter(other => other.effect === effect) : [];
        return [
            {
                of: { kind: 'effect', name },
                valueIn: spec => effectIn(spec, name),
                write: (wanted, target) => (isShared ? writtenList(value, shared, target) : writtenNumber(value, wanted, tolerance)),
                scale: scaleOf(value)
            }
        ];
    });
}

const effectIn = ({ fixed }: ModelSpec, name: string): number | null => fixed.find(entry => entry.name === name)?.value ?? null;

/** One number for all levels of a factor becomes a list, which contains a list for each level of the first factor if there are several. */
function writtenList(value: Expression, parameters: readonly EffectParameter[], target: ModelSpec): TextReplacement {
    const around = functionAround(value);
    const texts = parameters.map(({ name, at }) => {
        const wanted = effectIn(target, name) ?? NaN;
        return {
            at,
            text: around === undefined ? plainText(wanted, tolerance) : `${around}(${writtenNumber(value, wanted, tolerance).newText})`
        };
    });
    return { range: rangeOf(value), newText: nestedList(texts, 0) };
}

function nestedList(texts: readonly { at: EffectParameter['at']; text: string }[], factor: number): string {
    const levels = [...new Set(texts.map(({ at }) => at[factor]))];
    const items = levels.map(level => {
        const [first, ...others] = texts.filter(({ at }) => at[factor] === level);
        return others.length === 0 && factor === first!.at.length - 1 ? first!.text : nestedList([first!, ...others], factor + 1);
    });
    return `[${items.join(', ')}]`;
}

function dispersionPlaces(context: ModelContext): NumberPlace[] {
    const phi = context.hasDispersion ? familyArguments(context)?.get('phi') : undefined;
    const write = (value: number) => writtenNumber(phi!, value, tolerance / 2);
    return phi ? [{ of: { kind: 'dispersion' }, valueIn: ({ family }) => family.phi, write, scale: null }] : [];
}

function covariancePlaces(group: RandomEffects, parametersOf: ParametersOf): NumberPlace[] {
    const variances = varianceEntries(group, parametersOf).flatMap(({ effect, entry }): NumberPlace[] =>
        effect && isRandomEffect(entry) ? variancePlaces(entry, effect.name, group.name) : []
    );
    const dependences = group.entries.filter(isDependence).filter(({ measure }) => measure === 'covariance');
    return [...variances, ...dependences.flatMap(entry => dependencePlaces(entry, group.name, parametersOf))];
}

function variancePlaces({ measure, value }: RandomEffect, effect: string, group: string): NumberPlace[] {
    if (!value) {
        return [];
    }
    const of: Adjustable = { kind: 'variance', effect, group };
    const variance = (spec: ModelSpec) => entryOf(spec, group, effect, effect);
    switch (measure) {
        case 'sd': {
            const valueIn = (spec: ModelSpec) => mapped(variance(spec), Math.sqrt);
            return [{ of, valueIn, write: sd => writtenNumber(value, sd, tolerance / 4), scale: scaleOfMeasure(measure) }];
        }
        case 'icc': {
            const residual = ({ family }: ModelSpec) => residualVariance(family)!;
            const valueIn = (spec: ModelSpec) => mapped(variance(spec), between => between / (between + residual(spec)));
            return [{ of, valueIn, write: icc => writtenNumber(value, icc, (tolerance / 2) * (1 - icc)), scale: scaleOfMeasure(measure) }];
        }
        default:
            return [{ of, valueIn: variance, write: wanted => writtenNumber(value, wanted, tolerance), scale: null }];
    }
}

/** A covariance by itself, or the entries of a matrix. */
function dependencePlaces(entry: Dependence, group: string, parametersOf: ParametersOf): NumberPlace[] {
    const names = dependentEffects(entry, parametersOf).map(effect => effect?.name);
    const place = (expression: Expression, a: string | undefined, b: string | undefined): NumberPlace[] =>
        a === undefined || b === undefined
            ? []
            : [
                  {
                      of: a === b ? { kind: 'variance', effect: a, group } : null,
                      valueIn: spec => entryOf(spec, group, a, b),
                      // Both triangles of a matrix must have the same text, so a form that only one of them has is not kept.
                      write: value => ({ range: rangeOf(unwrapped(expression)!), newText: plainText(value, tolerance) }),
                      scale: null
                  }
              ];
    if (!isMatrixEntry(entry)) {
        return entry.value ? place(entry.value, names[0], names[1]) : [];
    }
    const rows = unwrapped(entry.value);
    return isList(rows)
        ? rows.items.flatMap((row, i) => {
              const entries = unwrapped(row);
              return isList(entries) ? entries.items.flatMap((expression, j) => place(expression, names[i], names[j])) : [];
          })
        : [];
}

function entryOf({ random }: ModelSpec, group: string, a: string, b: string): number | null {
    const block = random.find(entry => entry.group === group);
    return block ? (sigmaOf(block)[block.effects.indexOf(a)]?.[block.effects.indexOf(b)] ?? null) : null;
}

function mapped(value: number | null, change: (value: number) => number): number | null {
    return value === null ? null : change(value);
}

/** The level and the power of a test. Where a clause is missing, it is added: the level after the alternative, the power after the level. */
function testPlaces(test: Test, index: number): NumberPlace[] {
    const clauses = test.options.filter(isTestNumber);
    const alternative = test.options.find(isAlternative) ?? test.hypotheses.at(-1) ?? test;
    const alpha = clauses.find(({ name }) => name === 'alpha') ?? alternative;
    return [
        {
            of: { kind: 'alpha', test: index },
            valueIn: ({ tests }) => tests[index]?.alpha ?? null,
            write: value => writtenShare(test, 'alpha', alternative, value),
            scale: null
        },
        {
            of: { kind: 'power', test: index },
            valueIn: ({ tests }) => tests[index]?.power ?? null,
            write: value => writtenShare(test, 'power', alpha, value),
            scale: null
        }
    ];
}

function writtenShare(test: Test, name: 'alpha' | 'power', behind: AstNode, value: number): TextReplacement {
    const written = testNumber(test, name);
    // A share below 1 must stay below 1.
    const accuracy = tolerance * (1 - value);
    if (written) {
        return writtenNumber(written, value, accuracy);
    }
    const { end } = rangeOf(behind);
    return { range: { start: end, end }, newText: ` ${name} ${plainText(value, accuracy)}` };
}

function scaleOf(value: Expression): AuthorScale | null {
    const name = functionAround(value);
    return name !== undefined && name !== 'sd' && name !== 'icc' && Object.hasOwn(authorScales, name) ? (name as AuthorScale) : null;
}

/** The keys of the adjustable numbers that have a place in the text. */
export function placedKeys(places: readonly NumberPlace[]): ReadonlySet<string> {
    return new Set(places.flatMap(({ of }) => (of ? [adjustableKey(of)] : [])));
}

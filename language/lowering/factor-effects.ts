/** Effects of factors: one parameter for each value of a predictor but the first. */
import type { Term } from '../../src-engine/spec/model-spec.js';
import {
    isBinary,
    isCall,
    isFixedEffects,
    isList,
    isPredictorName,
    isReference,
    isUnknown,
    type Call,
    type Expression,
    type FixedEffect,
    type Model
} from '../generated/ast.js';
import { rangeOf, rangeOfPart, textOf } from '../parsing/text-range.js';
import { resolve } from '../scoping/names.js';
import type { ModelContext } from './context.js';
import { levelText, numberLevelText } from '../parsing/level-text.js';
import { mostLevels, type PredictorValue } from '../../src-engine/laws/index.js';
import { valuesOfPredictor } from './predictor-values.js';
import { unwrapped } from './terms.js';

/** A parameter that an entry of `fixed` declares: the entry's own, or one of the parameters of a factor. */
export interface EffectParameter {
    /** `beta1`; of a factor `arm[low]`, `period[2]`, `e[2, high]`. */
    name: string;
    effect: FixedEffect;
    /** The values that it belongs to, one for each factor. */
    at: readonly PredictorValue[];
    /** The first values, which have no parameters, one for each factor. */
    first: readonly PredictorValue[];
    /** Whether the parameters are deviations from the mean of all levels; otherwise differences from the first values. */
    isSum: boolean;
    term: Term;
    /** Where its value is written. */
    value: Expression | undefined;
    /** Whether other parameters of the effect have the same text for their values. */
    isShared: boolean;
}

/** The factor of a call `levels(PREDICTOR)`. */
interface Factor {
    predictor: string;
    values: readonly PredictorValue[];
    /** For each value but the first: what its parameter multiplies. */
    columns: readonly { value: PredictorValue; term: Term }[];
}

/** More parameters of one effect make no sense. */
export const mostFactorParameters = 400;

function isLevels(expression: Expression | undefined): expression is Call {
    return isCall(expression) && expression.function === 'levels';
}

/** The calls `levels(…)` among the factors of a product, in text order. */
export function levelsCalls(expression: Expression | undefined): Call[] {
    const inner = unwrapped(expression);
    if (isLevels(inner)) {
        return [inner];
    }
    return isBinary(inner) && inner.operator === '*' ? [...levelsCalls(inner.left), ...levelsCalls(inner.right)] : [];
}

/** Whether an effect is one of factors, so that it has a parameter for each of their values but the first. */
export function isFactorEffect(effect: FixedEffect): boolean {
    return levelsCalls(effect.term).length > 0;
}

/** The parameters of an entry of `fixed`. Undefined where it has no meaning, which is reported. */
export function effectParameters(effect: FixedEffect, context: ModelContext): EffectParameter[] | undefined {
    if (isFactorEffect(effect)) {
        return factorParameters(effect, context);
    }
    const term = context.terms.term(effect.term);
    const { name, value, contrasts } = effect;
    if (contrasts !== undefined) {
        reportContrasts(effect, null, context);
        return undefined;
    }
    return name && term ? [{ name, effect, at: [], first: [], isSum: false, term, value, isShared: false }] : undefined;
}

/** All parameters of a model that have a meaning, in text order. */
export function parametersOf(context: ModelContext): readonly EffectParameter[] {
    return context.once(allParameters, context.model);
}

function allParameters(_: Model, context: ModelContext): EffectParameter[] {
    return context
        .elements(isFixedEffects)
        .flatMap(({ effects }) => effects)
        .flatMap(effect => context.once(effectParameters, effect) ?? []);
}

/** The parameter of a name such as `beta1` or `arm[low]`. */
export function parameterNamed(name: string, context: ModelContext): EffectParameter | undefined {
    return parametersOf(context).find(parameter => parameter.name === name);
}

/** The name of a parameter of a factor as reports and tests have it. */
export function parameterName(effect: string, at: readonly PredictorValue[]): string {
    return `${effect}[${at.map(value => (typeof value === 'number' ? numberLevelText(value) : levelText(value))).join(', ')}]`;
}

/** The parameters of an effect of factors. Undefined where it has no meaning, which is reported. */
function factorParameters(effect: FixedEffect, context: ModelContext): EffectParameter[] | undefined {
    const calls = levelsCalls(effect.term);
    const isSum = contrastsOf(effect, context);
    const factors = calls.map(call => factorOf(call, isSum === true, context));
    if (isSum === undefined || !effect.name || !factors.every(factor => factor !== undefined)) {
        return undefined;
    }
    const twice = factors.findIndex(({ predictor }, at) => factors.findIndex(other => other.predictor === predictor) < at);
    if (twice >= 0) {
        context.report.add('no-levels-of', calls[twice]!, { problem: 'twice', name: factors[twice]!.predictor });
        return undefined;
    }
    const count = factors.reduce((product, { columns }) => product * columns.length, 1);
    if (mostFactorParameters < count) {
        context.report.add('no-levels-of', effect.term, { problem: 'parameters', count, most: mostFactorParameters });
        return undefined;
    }
    const values = valueExpressions(effect, factors, context);
    const isShared = count > 1 && !isList(unwrapped(effect.value));
    const parameters = combinations(factors).map((columns, i): EffectParameter | undefined => {
        const term = productTerm(effect.term, new Map(calls.map((call, k) => [call, columns[k]!.term])), context);
        const at = columns.map(({ value }) => value);
        const first = factors.map(({ values: all }) => all[0]!);
        return term && { name: parameterName(effect.name, at), effect, at, first, isSum, term, value: values?.[i], isShared };
    });
    return values && parameters.every(parameter => parameter !== undefined) ? parameters : undefined;
}

/** Whether the effect is coded as deviations. Undefined for a coding that the language does not have. */
function contrastsOf(effect: FixedEffect, context: ModelContext): boolean | undefined {
    const { contrasts } = effect;
    if (contrasts === undefined || contrasts === 'sum') {
        return contrasts === 'sum';
    }
    reportContrasts(effect, contrasts, context);
    return undefined;
}

function reportContrasts(effect: FixedEffect, contrasts: string | null, { report }: ModelContext): void {
    const part = { property: 'contrasts' };
    const at = { start: rangeOf(effect.value).end, end: rangeOfPart(effect, part).end };
    report.add('unknown-contrasts', { node: effect, part }, { contrasts, at });
}

/** What `levels(a, b)` and `levels(a * b)` mean; null where an argument is no name. */
function productOfLevels({ args }: Call): string | null {
    const names = args.length === 1 ? factorNames(args[0]) : args.flatMap(argument => factorNames(argument));
    return names.length > 1 && !names.includes(null) ? names.map(name => `levels(${name})`).join(' * ') : null;
}

function factorNames(term: Expression | undefined): (string | null)[] {
    const inner = unwrapped(term);
    if (isBinary(inner) && inner.operator === '*') {
        return [...factorNames(inner.left), ...factorNames(inner.right)];
    }
    return [isReference(inner) && !inner.indexed ? (inner.target?.$refText ?? null) : null];
}

function factorOf(call: Call, isSum: boolean, context: ModelContext): Factor | undefined {
    const { report } = context;
    const [argument] = call.args;
    const reference = unwrapped(argument);
    if (call.args.length !== 1 || call.group || !argument || !isReference(reference) || reference.indexed) {
        const product = productOfLevels(call);
        report.add('no-levels-of', call, product === null ? { problem: 'argument' } : { problem: 'several', product });
        return undefined;
    }
    const target = resolve(reference.target, reference, 'target');
    if (!isPredictorName(target)) {
        if (target) {
            report.add('no-levels-of', argument, { problem: 'argument' });
        }
        return undefined;
    }
    const values = valuesOfPredictor(target, context);
    if (values === undefined) {
        return undefined;
    }
    const { name } = target;
    if (values === null || values.length < 2) {
        const law = target.$container.law?.name ?? null;
        report.add('no-levels-of', argument, values === null ? { problem: 'many', name, law, most: mostLevels } : { problem: 'one', name });
        return undefined;
    }
    const indicator = (value: PredictorValue): Term =>
        typeof value === 'string'
            ? { op: 'level', predictor: name, level: value }
            : { op: '==', left: { op: 'predictor', name }, right: { op: 'number', value } };
    const first = indicator(values[0]!);
    const column = (value: PredictorValue) => (isSum ? { op: '-' as const, left: indicator(value), right: first } : indicator(value));
    return { predictor: name, values, columns: values.slice(1).map(value => ({ value, term: column(value) })) };
}

/** All combinations of one column of each factor; the last factor changes fastest. */
function combinations(factors: readonly Factor[]): Factor['columns'][number][][] {
    return factors.reduce<Factor['columns'][number][][]>(
        (before, { columns }) => before.flatMap(row => columns.map(column => [...row, column])),
        [[]]
    );
}

/** The term as it is written, with a column in place of each factor. */
function productTerm(expression: Expression | undefined, columns: ReadonlyMap<Call, Term>, context: ModelContext): Term | undefined {
    const inner = unwrapped(expression);
    if (isLevels(inner)) {
        return columns.get(inner);
    }
    if (isBinary(inner) && inner.operator === '*' && levelsCalls(inner).length > 0) {
        const left = productTerm(inner.left, columns, context);
        const right = productTerm(inner.right, columns, context);
        return left && right && { op: '*', left, right };
    }
    return context.terms.term(inner);
}

/** For each parameter the expression of its value: the items of a list, which has a list for each value of an earlier factor, or one value for all. */
function valueExpressions(effect: FixedEffect, factors: readonly Factor[], context: ModelContext): (Expression | undefined)[] | undefined {
    const sizes = factors.map(({ columns }) => columns.length);
    const count = sizes.reduce((product, size) => product * size, 1);
    const value = unwrapped(effect.value);
    if (!isList(value)) {
        if (isUnknown(value) && count > 1) {
            const example = listText(sizes, i => (i === 0 ? '?' : '0'));
            context.report.add('wrong-number-of-values', value, { problem: 'asked', effect: effect.name, count, example });
            return undefined;
        }
        return new Array<Expression | undefined>(count).fill(effect.value);
    }
    return itemsOf(value, effect, factors, 0, context);
}

function itemsOf(
    value: Expression,
    effect: FixedEffect,
    factors: readonly Factor[],
    depth: number,
    context: ModelContext
): Expression[] | undefined {
    const factor = factors[depth];
    if (!factor) {
        return [value];
    }
    const list = unwrapped(value);
    const { columns, values, predictor } = factor;
    if (!isList(list) || list.items.length !== columns.length) {
        const sizes = factors.map(one => one.columns.length);
        context.report.add('wrong-number-of-values', value, {
            problem: 'count',
            effect: effect.name,
            predictor,
            first: shownValue(values[0]!),
            isSum: effect.contrasts === 'sum',
            others: columns.map(one => shownValue(one.value)),
            found: isList(list) ? list.items.length : null,
            example: factors.length > 1 ? listText(sizes, () => '0') : null,
            written: depth === factors.length - 1 ? (isList(list) ? list.items : [value]).map(textOf) : null
        });
        return undefined;
    }
    const all: Expression[] = [];
    for (const item of list.items) {
        const items = itemsOf(item, effect, factors, depth + 1, context);
        if (!items) {
            return undefined;
        }
        all.push(...items);
    }
    return all;
}

function listText(sizes: readonly number[], at: (index: number) => string): string {
    let next = 0;
    const text = (depth: number): string =>
        depth === sizes.length ? at(next++) : `[${Array.from({ length: sizes[depth]! }, () => text(depth + 1)).join(', ')}]`;
    return text(0);
}

function shownValue(value: PredictorValue): string {
    return typeof value === 'number' ? numberLevelText(value) : levelText(value);
}

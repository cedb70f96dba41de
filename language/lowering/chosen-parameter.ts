/** Which parameter the name of a fixed effect means where one is needed. */
import type { AstNode } from 'langium';
import type { TextRange } from '../diagnostics/issue.js';
import type { FirstLevel } from '../diagnostics/factors.js';
import { isBinary, isReference, type FixedEffect } from '../generated/ast.js';
import { numberOfLevel } from '../parsing/level-text.js';
import { rangeOfPart } from '../parsing/text-range.js';
import type { ModelContext } from './context.js';
import { effectParameters, isFactorEffect, parameterName, type EffectParameter } from './factor-effects.js';
import type { IssueReport } from './issue-report.js';

/** The parameters of an entry of `fixed`. Undefined where it has no meaning. */
export type ParametersOf = (effect: FixedEffect) => readonly EffectParameter[] | undefined;

/** A use of an effect's name, with brackets where a level is chosen. */
export type EffectUse = AstNode & { indexed?: boolean; levels?: readonly (string | undefined)[] };

export function parametersIn(context: ModelContext): ParametersOf {
    return effect => context.once(effectParameters, effect);
}

/**
 * The parameter that a use of an effect means. A factor with one parameter needs no brackets. Undefined where the use means none.
 *
 * @param report gets the reason; null: nobody asks for it
 */
export function chosenParameter(
    effect: FixedEffect,
    use: EffectUse,
    parameters: readonly EffectParameter[] | undefined,
    report: IssueReport | null
): EffectParameter | undefined {
    const { name } = effect;
    if (use.indexed && !isFactorEffect(effect)) {
        report?.add('no-levels', placeOf(use), { name, of: 'parameter' });
        return undefined;
    }
    if (!parameters) {
        return undefined;
    }
    const known = parameters.map(parameter => parameter.name);
    if (!use.indexed) {
        if (parameters.length > 1) {
            report?.add('effect-needs-level', placeOf(use), { effect: name, known });
        }
        return parameters.length === 1 ? parameters[0] : undefined;
    }
    const given = (use.levels ?? []).map(level => String(level ?? ''));
    const found = parameters.find(({ at }) => at.length === given.length && at.every((value, i) => isSame(value, given[i]!)));
    if (!found && given.length > 0) {
        report?.add('unknown-effect-level', placeOf(use), { effect: name, given, known, ...firstLevel(parameters, given, use) });
    }
    return found;
}

/** What brackets with a first level mean, and the text that says it. */
function firstLevel(parameters: readonly EffectParameter[], given: readonly string[], use: EffectUse): FirstLevel {
    const [{ first, isSum } = { first: [], isSum: false }] = parameters;
    const isFirst = given.map((text, i) => first[i] !== undefined && isSame(first[i], text));
    const others = parameters.filter(
        ({ at }) => at.length === given.length && at.every((value, i) => isFirst[i] || isSame(value, given[i]!))
    );
    if (!isFirst.includes(true) || others.length === 0) {
        return { isFirst: false, isSummand: false, sum: null, others: [] };
    }
    const sign = isFirst.filter(Boolean).length % 2 === 1 ? '-' : '+';
    const names = others.map(({ name }) => name);
    const sum = `${sign === '-' ? '-' : ''}${names.join(` ${sign} `)}`;
    return {
        isFirst: true,
        isSummand: isBinary(use.$container),
        sum: isSum ? { text: sum, isUsable: isReference(use) } : null,
        others: names
    };
}

/** The name of the effect with its brackets. */
function placeOf(use: EffectUse): TextRange {
    const name = rangeOfPart(use, { property: 'effect' in use ? 'effect' : 'target' });
    return use.indexed ? { start: name.start, end: rangeOfPart(use, { keyword: ']' }).end } : name;
}

function isSame(value: number | string, given: string): boolean {
    return typeof value === 'number' ? numberOfLevel(given) === value : given === value;
}

/** The name of the parameter of a use, by its text alone: `e[low]`. */
export function writtenName(name: string, { indexed, levels = [] }: Pick<EffectUse, 'indexed' | 'levels'>): string {
    const texts = levels.map(level => String(level ?? ''));
    return indexed
        ? parameterName(
              name,
              texts.map(text => (/^-?[\d.]/.test(text) && !Number.isNaN(numberOfLevel(text)) ? numberOfLevel(text) : text))
          )
        : name;
}

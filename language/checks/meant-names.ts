/** What an unknown name most likely means, and lines that would declare it. */
import type { AstNode } from 'langium';
import type { DeclaringLine, TotalSize } from '../diagnostics/names.js';
import { isCall, isFixedEffect, isHypothesis, isList, isReference, isUnknown, type Count, type FixedEffect } from '../generated/ast.js';
import type { ModelContext } from '../lowering/context.js';
import { designEntries } from '../lowering/design.js';
import { parametersOf } from '../lowering/factor-effects.js';
import { unwrapped } from '../lowering/terms.js';
import { replaceWith, type Fix } from '../diagnostics/fix.js';
import { knownWord, numberOfWord } from '../knowledge/other-names.js';
import { rangeOf, textOf } from '../parsing/text-range.js';
import type { ExpressionRole } from '../scoping/names.js';
import { entryOfOtherElement, meantEntries } from './meant-entries.js';
import { effectDeclaration, effectOfPredictor, groupDeclaration, interceptOf, mainEffect, unusedPredictors } from './proposals.js';

/** Words for the effect of the term 1. */
const interceptNames = /^\(?(intercept|const|constant|_cons|int)\)?$/i;

/** What a name certainly means at a place although nothing there has it. */
export function meantName(name: string, node: AstNode, role: ExpressionRole | undefined, context: ModelContext): string | undefined {
    if (role === 'number' && numberOfWord(name) !== undefined) {
        return String(numberOfWord(name));
    }
    if (interceptNames.test(name) && role === 'term') {
        return '1';
    }
    if (node.$type === 'RandomEffect' || node.$type === 'Dependence' || role === 'quantity') {
        return interceptNames.test(name)
            ? interceptOf(context)?.name
            : (effectOfPredictor(name, context)?.name ?? parameterOfLevel(name, context));
    }
    if (role === 'term') {
        const [only, another] = unusedPredictors(context);
        return another === undefined && (context.names.effects.has(name) || levelsAround(node)) ? only : undefined;
    }
    if (node.$type === 'Count') {
        return meantEntries(context).get(node as Count);
    }
    return undefined;
}

/** A name without signs and case, as `doselow` of `dose[low]`. */
function plain(name: string): string {
    return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** The parameter of a factor that a name such as `doselow` means, or, as R names it, `armlow` by its predictor. */
function parameterOfLevel(name: string, context: ModelContext): string | undefined {
    const parameters = parametersOf(context).filter(({ at }) => at.length > 0);
    const [only, another] = parameters.filter(parameter => {
        const { term } = parameter.effect;
        const predictor = isCall(term) && isReference(term.args[0]) ? textOf(term.args[0]) : undefined;
        const level = parameter.name.slice(parameter.effect.name.length);
        return [parameter.name, `${predictor ?? parameter.effect.name}${level}`].some(one => plain(one) === plain(name));
    });
    return another === undefined ? only?.name : undefined;
}

/** The effect in whose term a name stands as `levels(name)`. */
function levelsAround(node: AstNode): FixedEffect | undefined {
    if (!isCall(node.$container) || node.$container.function !== 'levels') {
        return undefined;
    }
    let one: AstNode | undefined = node;
    while (one && !isFixedEffect(one)) {
        one = one.$container;
    }
    return one;
}

/** A predictor with as many points as the effect needs. */
function pointsDeclaration(name: string, { value }: FixedEffect): DeclaringLine {
    const count = isList(value) ? value.items.length + 1 : 2;
    const points = Array.from({ length: count }, (_, i) => String(i)).join(', ');
    return { text: `predictor ${name} each ${points}`, stops: [points] };
}

/** The name that stands for an unknown one where nothing is near: only if there is no choice. */
export function likelyName(
    node: AstNode,
    role: ExpressionRole | undefined,
    known: readonly string[],
    context: ModelContext
): string | undefined {
    if (role !== 'quantity') {
        return known[0];
    }
    const intercept = interceptOf(context)?.name;
    const [only, another] = known.filter(name => name !== intercept);
    const isWhole = isHypothesis(node.$container) || node.$container?.$type === 'Precision';
    return another === undefined ? (only ?? known[0]) : isWhole ? mainEffect(context)?.name : undefined;
}

/** A name that is no name at its place, such as `OR` in `beta1: OR = 1.5` or `icc` in a design, and what is meant. */
export function misplacedName(
    name: string,
    node: AstNode,
    role: ExpressionRole | undefined,
    context: ModelContext
): { belongs: string; instead: string; fix: Fix } | undefined {
    if (node.$type === 'Count') {
        return entryOfOtherElement(node as Count, context);
    }
    const effect = node.$container;
    const ratio = knownWord('function', name, ['OR', 'RR']);
    if (role !== 'term' || ratio === undefined || !isFixedEffect(effect) || effect.term !== node || !effect.value || !effect.name) {
        return undefined;
    }
    const [predictor] = unusedPredictors(context);
    const text = `${predictor!} = ${ratio}(${textOf(effect.value)})`;
    const at = { start: rangeOf(effect.term).start, end: rangeOf(effect.value).end };
    return predictor === undefined
        ? undefined
        : {
              belongs: 'is a ratio, not a predictor',
              instead: `${effect.name}: ${text}`,
              fix: { ...replaceWith(text)!, at, stops: [predictor] }
          };
}

const totalNames = /^(N|n?total|total_?n|observations|participants|samplesize)$/i;
/** Usual numbers of observations in a group, to divide a total by. */
const usualSizes = [20, 10, 25, 30, 24, 12, 15, 18, 16, 14, 21, 8, 6, 5, 4, 2];

/** The number of an entry; undefined also where the file asks for it. */
function plainNumber({ value }: Count, context: ModelContext): number | undefined {
    return isUnknown(unwrapped(value)) ? undefined : context.number(value);
}

/** What a total such as `N = 840` is for each group. Undefined for what is no total. */
export function totalSize(entry: Count, context: ModelContext): TotalSize | undefined {
    const { counts, sizes } = designEntries(context);
    const groups = [...context.names.groups.keys()];
    const name = entry.group?.$refText ?? '';
    const total = totalNames.test(name) ? plainNumber(entry, context) : undefined;
    if (!totalNames.test(name) || name === 'n' || total === undefined || groups.length === 0 || sizes.length > 0) {
        return undefined;
    }
    const units = new Map(counts.filter(count => count !== entry).map(count => [count.group?.$refText ?? '', plainNumber(count, context)]));
    const missing = groups.filter(group => units.get(group) === undefined);
    const product = [...units.values()].reduce<number>((all, count) => all * (count ?? 1), 1);
    const [group, another] = missing;
    if (total < 2 * product) {
        // So few are meant for each unit.
        return undefined;
    }
    const entries =
        group === undefined
            ? Number.isInteger(total / product)
                ? [`n = ${total / product}`]
                : []
            : another === undefined
              ? usualSizes
                    .filter(size => Number.isInteger(total / product / size) && total / product / size > 1)
                    .map(size => `${group} = ${total / product / size}, n = ${size}`)
              : [];
    return { total, groups, units: group === undefined ? product : null, entries: entries.slice(0, mostEntries) };
}

const mostEntries = 3;

/** The line that declares the fixed effect of a random slope that is named by its predictor. Null where it has one, or is none. */
export function slopeDeclaration(name: string, node: AstNode, context: ModelContext): DeclaringLine | null {
    const isRandom = node.$type === 'RandomEffect' || node.$type === 'EffectName';
    return isRandom && context.names.predictors.has(name) && effectOfPredictor(name, context) === undefined
        ? { text: `fixed { ${name}: ${name} = 0.3 }`, stops: ['0.3'] }
        : null;
}

/** A line that declares an unknown name. */
export function declarationOf(name: string, node: AstNode, role: ExpressionRole | undefined, context: ModelContext): DeclaringLine | null {
    switch (role) {
        case 'term': {
            const effect = levelsAround(node);
            if (effect) {
                return pointsDeclaration(name, effect);
            }
            return { text: `predictor ${name} ~ Normal(0, 1)`, stops: ['Normal(0, 1)'] };
        }
        case 'number':
            return { text: `let ${name} = 1`, stops: ['1'] };
        case 'quantity':
            return effectDeclaration(name, 'B', context);
    }
    switch (node.$type) {
        case 'RandomEffect':
        case 'Dependence':
            return effectDeclaration(name, 'A', context);
        case 'Sweep':
            return { text: `let ${name} = 1`, stops: ['1'] };
        case 'Column':
            return { text: `predictor ${name} ~ Normal(0, 1)`, stops: ['Normal(0, 1)'] };
        case 'Empirical':
            return { text: `data ${name} from "${name}.csv"`, stops: [`${name}.csv`] };
        default:
            return groupDeclaration(name, context);
    }
}

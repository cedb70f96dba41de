/** Other ways to write what is at a place, with the same meaning. */
import type { LangiumDocument } from 'langium';
import { sigmaOf } from '../../src-engine/structure/covariance/structures.js';
import type { DocumentWithData } from '../data/data-files.js';
import { isDependence, type Dependence, type FixedEffect, type RandomEffect } from '../generated/ast.js';
import { parametersIn } from '../lowering/chosen-parameter.js';
import { contextOf, type ModelContext } from '../lowering/context.js';
import { isAsked, isIntercept, marginalCall } from '../lowering/fixed-effects.js';
import { linkOf } from '../lowering/family.js';
import { lowerRandomEffects } from '../lowering/random-effects.js';
import { dependentEffects, isMatrixEntry } from '../lowering/variance-entries.js';
import type { TextRange } from '../lowered-model.js';
import { rangeOf, textOf } from '../parsing/text-range.js';
import { plainText } from '../writing/written-number.js';
import { extractedConstant } from './extracted-constant.js';
import { asMeasure } from './measures.js';
import { modelAt, partAt } from './parts.js';
import type { Rewriting } from './rewriting.js';
import type { TextEdit } from './text-edit.js';

/** The digits that a rewritten number keeps. */
const rounding = 1e-9;

/** The ways to rewrite what is at a range; none for a text with errors there. */
export function rewritingsAt(document: DocumentWithData & LangiumDocument, range: TextRange): Rewriting[] {
    const model = modelAt(document, range);
    if (!model) {
        return [];
    }
    const context = contextOf(model, document);
    return [
        ...measures(partAt<RandomEffect>(document, range, 'RandomEffect'), context),
        ...dependences(partAt<Dependence>(document, range, 'Dependence'), context),
        ...effects(partAt<FixedEffect>(document, range, 'FixedEffect'), context),
        ...extractedConstant(document, model, range)
    ];
}

function rewriting(title: string, edits: TextEdit | readonly TextEdit[] | undefined): Rewriting[] {
    return edits ? [{ title, kind: 'refactor.rewrite', edits: [...('range' in edits ? [edits] : edits)] }] : [];
}

function measures(entry: RandomEffect | undefined, context: ModelContext): Rewriting[] {
    return entry
        ? [
              ...rewriting('Write it as a variance', asMeasure(entry, 'variance', context)),
              ...rewriting('Write it as a standard deviation', asMeasure(entry, 'sd', context))
          ]
        : [];
}

/** A correlation as a covariance, or the other way round. */
function dependences(entry: Dependence | undefined, context: ModelContext): Rewriting[] {
    const [first, second] = entry?.effects ?? [];
    const random = entry && lowerRandomEffects(entry.$container, context);
    if (!entry || !first || !second || isMatrixEntry(entry) || !random) {
        return [];
    }
    const [i, j] = dependentEffects(entry, parametersIn(context)).map(effect => random.effects.indexOf(effect?.name ?? '')) as [
        number,
        number
    ];
    const sigma = sigmaOf(random);
    const scale = Math.sqrt((sigma[i]?.[i] ?? NaN) * (sigma[j]?.[j] ?? NaN));
    const value = context.number(entry.value);
    if (value === undefined || !(scale > 0) || !isDependence(entry)) {
        return [];
    }
    const [measure, number] = entry.measure === 'correlation' ? ['covariance', value * scale] : ['correlation', value / scale];
    const newText = `${measure}(${textOf(first)}, ${textOf(second)}) = ${plainText(number, rounding)}`;
    return rewriting(`Write it as a ${measure}`, { range: rangeOf(entry), newText });
}

/** The words for a ratio that a link has. */
const ratioWords: Partial<Record<string, string>> = { logit: 'OR', log: 'RR' };

/** An effect as a ratio, as the logarithm of one, or as a number on the scale of the link. */
function effects(effect: FixedEffect | undefined, context: ModelContext): Rewriting[] {
    const word = ratioWords[linkOf(context) ?? ''];
    const value = effect && !isAsked(effect) && !marginalCall(effect) ? context.number(effect.value) : undefined;
    if (!effect?.value || value === undefined || isIntercept(effect, context) || word === undefined) {
        return [];
    }
    const written = textOf(effect.value);
    const ratio = /^(?:OR|RR|log)\((.*)\)$/.exec(written)?.[1] ?? plainText(Math.exp(value), rounding);
    const at = rangeOf(effect.value);
    return [`${word}(${ratio})`, `log(${ratio})`, plainText(value, rounding)]
        .filter(text => text !== written)
        .flatMap(newText => rewriting(`Write it as ${newText}`, { range: at, newText }));
}

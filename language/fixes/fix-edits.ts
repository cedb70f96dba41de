/** Turns the corrections of diagnostics into edits of the text. */
import { GrammarUtils, type AstNode, type LangiumDocument } from 'langium';
import type { DocumentWithData } from '../data/data-files.js';
import type { Fix } from '../diagnostics/fix.js';
import {
    isAlternative,
    isDependence,
    isDesign,
    isGroupSize,
    isRandomEffects,
    isTest,
    type Count,
    type Dependence,
    type Design,
    type Model,
    type RandomEffect,
    type RandomEffects,
    type Test
} from '../generated/ast.js';
import { parametersIn } from '../lowering/chosen-parameter.js';
import { contextOf } from '../lowering/context.js';
import { parameterNamed } from '../lowering/factor-effects.js';
import type { TextRange } from '../lowered-model.js';
import { rangeOf } from '../parsing/text-range.js';
import { dependentEffects, isMatrixEntry } from '../lowering/variance-entries.js';
import { fileConstants, fileOf, modelOf, namesOf } from '../scoping/names.js';
import { newElement, newEntry } from './insertion.js';
import { asMeasure } from './measures.js';
import { moveEffect } from './move-effect.js';
import { modelAt, partAt } from './parts.js';
import { possibleCovarianceEdits } from './possible-covariance.js';
import { removableAround, removal } from './removal.js';
import { renaming } from './renaming.js';
import { fromDesign } from './from-design.js';
import { indentationAt, type TextEdit } from './text-edit.js';

/** The edits of a fix of a diagnostic at a range. Undefined where the text around it does not allow them. */
export function editsOf(document: DocumentWithData & LangiumDocument, range: TextRange, fix: Fix): TextEdit[] | undefined {
    const text = document.textDocument;
    const model = modelAt(document, range);
    const stops = fix.stops;
    switch (fix.kind) {
        case 'replace': {
            const part = fix.within && partAt(document, range, fix.within);
            const place = fix.at ?? (fix.within ? part && rangeOf(part) : range);
            const indent = place && indentationAt(text.getText(), text.offsetAt(place.start));
            const newText = fix.within ? fix.text.replaceAll('\n', `\n${indent ?? ''}`) : fix.text;
            return place && [place, ...(fix.also ?? [])].map(range => ({ range, newText, ...(stops && { stops }) }));
        }
        case 'remove': {
            const part = partAt(document, range, fix.within);
            const node = part && (fix.within ? part : removableAround(part));
            return node && [removal(text, node)];
        }
        case 'append': {
            const end = partAt(document, range, fix.within)?.$cstNode?.range.end;
            return end && [{ range: { start: end, end }, newText: fix.text, ...(stops && { stops }) }];
        }
        case 'element':
            return listed(model && newElement(text, model, fix.text, stops));
        case 'entry':
            return listed(entryEdit(document, range, fix));
        case 'law of sizes':
            return lawOfSizes(document, range, fix.text);
        case 'measure of design':
        case 'option of design':
            return model && fromDesign(document, range, fix, model);
        case 'move': {
            // The issue may be at a use of the effect.
            const effect = model && namesOf(model).effects.get(fix.effect);
            return effect && moveEffect(text, effect, fix.block);
        }
        case 'rename':
            return renamed(declarationAt(document, range), fix.name);
        case 'rename constant':
            return model && renamedConstant(model, fix.of, fix.name);
        case 'independent':
            return independent(document, partAt<RandomEffects>(document, range, 'RandomEffects'), fix.effect);
        case 'test option':
            return listed(model && testOption(model, fix.text, stops));
        case 'alternative':
            return listed(alternativeEdit(document, range, fix.text));
        case 'merge':
            return mergedGroup(document, partAt<RandomEffects>(document, range, 'RandomEffects'));
        case 'possible covariance': {
            const group = model && namesOf(model).groups.get(fix.group);
            return group && model && possibleCovarianceEdits(group, contextOf(model, document));
        }
        case 'measure': {
            const entry = partAt<RandomEffect>(document, range, 'RandomEffect');
            return listed(entry && model && asMeasure(entry, fix.measure, contextOf(model, document)));
        }
        case 'detectable':
            return model && valueEdits(document, model, fix.effect, '?')?.concat({ range, newText: '0' });
        case 'value':
            return model && valueEdits(document, model, fix.effect, fix.text, stops);
    }
}

/** The edit that gives an effect another value. */
function valueEdits(
    document: DocumentWithData & LangiumDocument,
    model: Model,
    effect: string,
    newText: string,
    stops?: readonly string[]
): TextEdit[] | undefined {
    const value = parameterNamed(effect, contextOf(model, document))?.value;
    return value && [{ range: rangeOf(value), newText, ...(stops && { stops }) }];
}

/** Writes the size of the design as a law, and removes the entry at a range. */
function lawOfSizes(document: LangiumDocument, range: TextRange, newText: string): TextEdit[] | undefined {
    const size = modelAt(document, range)?.elements.find(isDesign)?.entries.find(isGroupSize);
    const entry = partAt<Count>(document, range, 'Count');
    return size && entry && [{ range: rangeOf(size), newText }, removal(document.textDocument, entry)];
}

function listed(edit: TextEdit | undefined): TextEdit[] | undefined {
    return edit && [edit];
}

function entryEdit(document: LangiumDocument, range: TextRange, fix: Extract<Fix, { kind: 'entry' }>): TextEdit | undefined {
    const { text, stops } = fix;
    if (fix.block === 'RandomEffects') {
        const group = partAt<RandomEffects>(document, range, 'RandomEffects');
        return group && newEntry(document.textDocument, group, text, { isFirst: true, stops });
    }
    const design: Design | undefined = modelAt(document, range)?.elements.find(isDesign);
    return design && newEntry(document.textDocument, design, text, { separator: ',', stops });
}

/** The declaration whose name is at a range. */
function declarationAt(document: LangiumDocument, range: TextRange): AstNode | undefined {
    for (let node = partAt(document, range, undefined); node; node = node.$container) {
        const name = GrammarUtils.findNodeForProperty(node.$cstNode, 'name')?.range;
        if (name && 'name' in node && typeof node.name === 'string') {
            return node;
        }
    }
    return undefined;
}

function renamed(declaration: AstNode | undefined, name: string): TextEdit[] | undefined {
    return declaration && renaming(declaration, name);
}

/** The entries of the second block of a group go into the first one. */
function mergedGroup(document: LangiumDocument, second: RandomEffects | undefined): TextEdit[] | undefined {
    const model = second?.$container;
    const first = model?.elements.find((element): element is RandomEffects => isRandomEffects(element) && element.name === second?.name);
    if (!second || !first || first === second) {
        return undefined;
    }
    const text = document.textDocument;
    const entries = second.entries.map(({ $cstNode }) => $cstNode?.text ?? '').join('; ');
    const added = entries === '' ? undefined : newEntry(text, first, entries);
    return entries !== '' && !added ? undefined : [...(added ? [added] : []), removal(text, second)];
}

/** The edit that writes another alternative for the test at a range. */
function alternativeEdit(document: LangiumDocument, range: TextRange, text: string): TextEdit | undefined {
    const test = partAt<Test>(document, range, 'Test');
    const written = test?.options.find(isAlternative)?.$cstNode?.range;
    return written && { range: written, newText: text };
}

/** The edit that adds an option to the first test of a model. */
function testOption(model: Model, text: string, stops: readonly string[] | undefined): TextEdit | undefined {
    const end = model.elements.find(isTest)?.$cstNode?.range.end;
    return end && { range: { start: end, end }, newText: text, ...(stops && { stops }) };
}

/** Removes what ties an effect to the other effects of its group. */
function independent(
    document: DocumentWithData & LangiumDocument,
    group: RandomEffects | undefined,
    effect: string
): TextEdit[] | undefined {
    const model = group && modelOf(group);
    if (!model) {
        return undefined;
    }
    const parametersOf = parametersIn(contextOf(model, document));
    const ties = (entry: Dependence): boolean =>
        !isMatrixEntry(entry) && dependentEffects(entry, parametersOf).some(one => one?.name === effect);
    return group.entries
        .filter(isDependence)
        .filter(ties)
        .map(entry => removal(document.textDocument, entry));
}

/** Renames a constant that shares its name with what a sweep could mean, too. */
function renamedConstant(model: Model, of: string, name: string): TextEdit[] | undefined {
    const constant = namesOf(model).constants.get(of) ?? fileConstants(fileOf(model)).get(of);
    return constant && renaming(constant, name);
}

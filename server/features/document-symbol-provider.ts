import { writtenName } from '../../language/lowering/chosen-parameter.js';
import { type AstNode, GrammarUtils, type LangiumDocument } from 'langium';
import type { DocumentSymbolProvider } from 'langium/lsp';
import { SymbolKind, type DocumentSymbol } from 'vscode-languageserver';
import type { Constants, DesignEntry, Element, Model, Predictor, RandomEntry } from '../../language/generated/ast.js';

/** The outline: a model, its blocks, their entries. */
export class GlmmDocumentSymbolProvider implements DocumentSymbolProvider {
    getSymbols(document: LangiumDocument): DocumentSymbol[] {
        const { models = [], constants = [] } = document.parseResult.value as AstNode & { models?: Model[]; constants?: Constants[] };
        return [...constants.flatMap(constantSymbols), ...models.flatMap(modelSymbol)];
    }
}

function modelSymbol(model: Model): DocumentSymbol[] {
    return symbol(model, SymbolKind.Class, model.name, model.title ?? '', (model.elements ?? []).flatMap(elementSymbols));
}

function elementSymbols(element: Element): DocumentSymbol[] {
    switch (element.$type) {
        case 'Constants':
            return constantSymbols(element);
        case 'Family':
            return symbol(element, SymbolKind.Interface, 'family', element.name);
        case 'Predictor':
            return predictorSymbols(element);
        case 'FixedEffects':
            return symbol(
                element,
                SymbolKind.Namespace,
                `fixed ${element.block ?? ''}`.trim(),
                '',
                (element.effects ?? []).flatMap(effect =>
                    symbol(effect, SymbolKind.Field, effect.name, `${sourceOf(effect.term)} = ${sourceOf(effect.value)}`)
                )
            );
        case 'RandomEffects':
            return symbol(
                element,
                SymbolKind.Namespace,
                `random ${element.name ?? ''}`.trim(),
                element.outer ? `in ${element.outer.$refText}` : '',
                (element.entries ?? []).flatMap(randomEntrySymbol)
            );
        case 'Design':
            return symbol(element, SymbolKind.Object, 'design', '', (element.entries ?? []).flatMap(designEntrySymbol));
        case 'Sweep':
            return symbol(element, SymbolKind.Array, `sweep ${element.size ? 'n' : (element.target?.$refText ?? '')}`.trim());
        case 'Test':
            return symbol(element, SymbolKind.Event, element.name ?? 'test', (element.hypotheses ?? []).map(sourceOf).join(' and '));
        case 'Precision':
            return symbol(element, SymbolKind.Event, 'precision', sourceOf(element.target));
        case 'Derived':
            return symbol(element, SymbolKind.Function, element.name, sourceOf(element.value));
        case 'Data':
            return symbol(element, SymbolKind.File, element.name, element.file ?? '');
        case 'Cost':
            return symbol(element, SymbolKind.Object, 'cost');
        case 'Offset':
        case 'Simulation':
        case 'Using':
            return [];
    }
}

function predictorSymbols(predictor: Predictor): DocumentSymbol[] {
    const detail =
        sourceOf(predictor.law ?? predictor.term) || (predictor.each ? `each ${(predictor.points ?? []).map(sourceOf).join(', ')}` : '');
    return (predictor.names ?? []).flatMap(name => symbol(name, SymbolKind.Variable, name.name, detail, [], predictor));
}

function randomEntrySymbol(entry: RandomEntry): DocumentSymbol[] {
    if (entry.$type === 'RandomEffect') {
        return symbol(
            entry,
            SymbolKind.Property,
            entry.effect && writtenName(entry.effect.$refText, entry),
            `${entry.measure ?? ''} ${sourceOf(entry.value)}`
        );
    }
    const effects = (entry.effects ?? []).map(use => writtenName(use.effect?.$refText ?? '', use)).join(', ');
    return symbol(entry, SymbolKind.Property, `${entry.measure}(${effects})`, sourceOf(entry.value));
}

function designEntrySymbol(entry: DesignEntry): DocumentSymbol[] {
    switch (entry.$type) {
        case 'Count':
            return symbol(entry, SymbolKind.Number, entry.group?.$refText, sourceOf(entry.value));
        case 'GroupSize':
            return symbol(entry, SymbolKind.Number, 'n', sourceOf(entry.value ?? entry.law));
        case 'Attrition':
            return symbol(entry, SymbolKind.Number, 'attrition', sourceOf(entry.value));
    }
}

function constantSymbols(block: Constants): DocumentSymbol[] {
    return (block.constants ?? []).flatMap(constant => symbol(constant, SymbolKind.Constant, constant.name, sourceOf(constant.value)));
}

/** Half-typed text has nodes without a name or a position. They get no symbol, because clients reject such symbols. */
function symbol(
    node: AstNode,
    kind: SymbolKind,
    name: string | undefined,
    detail = '',
    children: DocumentSymbol[] = [],
    whole: AstNode = node
): DocumentSymbol[] {
    const range = whole.$cstNode?.range;
    if (!name || !range) {
        return [];
    }
    const selectionRange = GrammarUtils.findNodeForProperty(node.$cstNode, 'name')?.range ?? node.$cstNode?.range ?? range;
    return [{ name, detail, kind, range, selectionRange, children }];
}

/** The text of a node on one line. */
function sourceOf(node: AstNode | undefined): string {
    return (node?.$cstNode?.text ?? '').replace(/\s+/g, ' ');
}

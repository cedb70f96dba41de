import { type AstNode, type AstNodeDescription, isAstNodeDescription } from 'langium';
import type { NodeKindProvider } from 'langium/lsp';
import { CompletionItemKind, SymbolKind } from 'vscode-languageserver';

/** The icons of elements in completion and in the search for symbols. */
export class GlmmNodeKindProvider implements NodeKindProvider {
    getSymbolKind(node: AstNode | AstNodeDescription): SymbolKind {
        return kinds[typeOf(node)]?.[0] ?? SymbolKind.Field;
    }

    getCompletionItemKind(node: AstNode | AstNodeDescription): CompletionItemKind {
        return kinds[typeOf(node)]?.[1] ?? CompletionItemKind.Reference;
    }
}

const kinds: Partial<Record<string, [SymbolKind, CompletionItemKind]>> = {
    Model: [SymbolKind.Class, CompletionItemKind.Class],
    Constant: [SymbolKind.Constant, CompletionItemKind.Constant],
    PredictorName: [SymbolKind.Variable, CompletionItemKind.Variable],
    FixedEffect: [SymbolKind.Field, CompletionItemKind.Field],
    Derived: [SymbolKind.Function, CompletionItemKind.Property],
    RandomEffects: [SymbolKind.Namespace, CompletionItemKind.Module],
    Test: [SymbolKind.Event, CompletionItemKind.Event],
    Data: [SymbolKind.File, CompletionItemKind.File]
};

function typeOf(node: AstNode | AstNodeDescription): string {
    return isAstNodeDescription(node) ? node.type : node.$type;
}

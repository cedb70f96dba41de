import { GrammarUtils, type Cancellation, type LangiumDocument, type URI } from 'langium';
import type { FuzzyMatcher, LangiumSharedServices, NodeKindProvider, WorkspaceSymbolProvider } from 'langium/lsp';
import type { WorkspaceSymbol, WorkspaceSymbolParams } from 'vscode-languageserver';
import { walk } from '../../language/parsing/walk.js';
import { modelOf } from '../../language/scoping/names.js';
import type { ModelFiles } from '../documents/model-files.js';
import { isDeclaration } from './declarations.js';

/** An editor shows no more. */
const mostSymbols = 500;

/** Finds names in all model files of the workspace. The text of an open file is the editor's. */
export class GlmmWorkspaceSymbolProvider implements WorkspaceSymbolProvider {
    private readonly matcher: FuzzyMatcher;
    private readonly kinds: NodeKindProvider;
    private readonly open: LangiumSharedServices['workspace']['LangiumDocuments'];
    private readonly ofOpen = new WeakMap<object, WorkspaceSymbol[]>();

    constructor(
        services: LangiumSharedServices,
        private readonly files: ModelFiles<WorkspaceSymbol[]>
    ) {
        this.matcher = services.lsp.FuzzyMatcher;
        this.kinds = services.lsp.NodeKindProvider;
        this.open = services.workspace.LangiumDocuments;
    }

    async getSymbols({ query }: WorkspaceSymbolParams, token?: Cancellation.CancellationToken): Promise<WorkspaceSymbol[]> {
        const all = new Map(await this.files.contents());
        if (token?.isCancellationRequested) {
            return [];
        }
        this.open.all.forEach(document => all.set(document.uri.toString(), this.symbolsOfOpen(document)));
        const found: WorkspaceSymbol[] = [];
        for (const symbol of [...all.values()].flat()) {
            if (this.matcher.match(query, symbol.name) && found.push(symbol) === mostSymbols) {
                break;
            }
        }
        return found;
    }

    /** The names in a text. */
    symbolsOf({ parseResult, textDocument }: LangiumDocument): WorkspaceSymbol[] {
        return walk(parseResult.value).nodes.flatMap(node => {
            const range = isDeclaration(node) && node.name ? GrammarUtils.findNodeForProperty(node.$cstNode, 'name')?.range : undefined;
            if (!isDeclaration(node) || !node.name || !range) {
                return [];
            }
            const model = node.$type === 'Model' ? undefined : modelOf(node)?.name;
            const kind = this.kinds.getSymbolKind(node);
            return [{ name: node.name, kind, location: { uri: textDocument.uri, range }, ...(model && { containerName: model }) }];
        });
    }

    private symbolsOfOpen(document: LangiumDocument): WorkspaceSymbol[] {
        const { value } = document.parseResult;
        let symbols = this.ofOpen.get(value);
        if (!symbols) {
            symbols = this.symbolsOf(document);
            this.ofOpen.set(value, symbols);
        }
        return symbols;
    }
}

/** The symbols of a file that is not open. */
export function symbolsInFile(services: LangiumSharedServices, uri: URI, text: string): WorkspaceSymbol[] {
    const document = services.workspace.LangiumDocumentFactory.fromString(text, uri);
    return (services.lsp.WorkspaceSymbolProvider as GlmmWorkspaceSymbolProvider).symbolsOf(document);
}

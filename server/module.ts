/** The table of the server's parts: which class provides which feature. */
import type { URI } from 'langium';
import type { WorkspaceSymbol } from 'vscode-languageserver';
import type { GlmmExtension } from '../language/index.js';
import { GlmmCodeActionProvider } from './features/code-action-provider.js';
import { type GlmmCodeLensProvider } from './features/code-lens-provider.js';
import { GlmmCompletionProvider } from './features/completion-provider.js';
import { GlmmCommandHandler } from './features/command-handler.js';
import type { DataPlace } from './documents/data-file-reader.js';
import type { DiskDataFiles } from './documents/data-files.js';
import type { ModelFiles } from './documents/model-files.js';
import { GlmmDocumentLinkProvider } from './features/document-link-provider.js';
import { GlmmDocumentSymbolProvider } from './features/document-symbol-provider.js';
import { OpenDocumentUpdates } from './documents/document-updates.js';
import type { Editing } from './documents/editing.js';
import type { EvaluationService } from './evaluation/evaluation-service.js';
import { GlmmFoldingRangeProvider } from './features/folding-range-provider.js';
import { GlmmFormatter } from './features/formatter.js';
import { GlmmHoverProvider } from './features/hover-provider.js';
import { type GlmmInlayHintProvider } from './features/inlay-hint-provider.js';
import { GlmmLanguageServer } from './glmm-language-server.js';
import { GlmmNodeKindProvider } from './features/node-kind-provider.js';
import { type BuildListener, OpenDocumentBuilder } from './documents/open-document-builder.js';
import { GlmmRenameProvider } from './features/rename-provider.js';
import { GlmmSemanticTokenProvider } from './features/semantic-token-provider.js';
import { GlmmSignatureHelpProvider } from './features/signature-help-provider.js';
import { GlmmWorkspaceSymbolProvider } from './features/workspace-symbol-provider.js';

/** What providers need in addition to the services of the language. */
export interface ServerParts {
    builds: BuildListener;
    dataFiles: DiskDataFiles;
    /** Where the data of a document are; null for a document that is not on a disk. */
    dataPlace: (document: URI) => DataPlace | null;
    modelFiles: ModelFiles<WorkspaceSymbol[]>;
    editing: Editing;
    evaluation: EvaluationService;
    codeLenses: GlmmCodeLensProvider;
    inlayHints: GlmmInlayHintProvider;
}

export function serverModule({
    builds,
    dataFiles,
    dataPlace,
    modelFiles,
    editing,
    evaluation,
    codeLenses,
    inlayHints
}: ServerParts): GlmmExtension {
    return {
        dataFiles,
        shared: {
            lsp: {
                LanguageServer: services => new GlmmLanguageServer(services),
                ExecuteCommandHandler: services => new GlmmCommandHandler(services, evaluation, editing),
                DocumentUpdateHandler: services => new OpenDocumentUpdates(services, [dataFiles, modelFiles]),
                NodeKindProvider: () => new GlmmNodeKindProvider(),
                WorkspaceSymbolProvider: services => new GlmmWorkspaceSymbolProvider(services, modelFiles)
            },
            workspace: {
                DocumentBuilder: services => new OpenDocumentBuilder(services, builds)
            }
        },
        language: {
            lsp: {
                CodeActionProvider: services => new GlmmCodeActionProvider(services, evaluation, editing),
                CodeLensProvider: () => codeLenses,
                CompletionProvider: services => new GlmmCompletionProvider(services),
                DocumentLinkProvider: () => new GlmmDocumentLinkProvider(dataPlace),
                DocumentSymbolProvider: () => new GlmmDocumentSymbolProvider(),
                FoldingRangeProvider: services => new GlmmFoldingRangeProvider(services),
                Formatter: services => new GlmmFormatter(services),
                HoverProvider: services => new GlmmHoverProvider(services, evaluation),
                InlayHintProvider: () => inlayHints,
                RenameProvider: services => new GlmmRenameProvider(services),
                SemanticTokenProvider: services => new GlmmSemanticTokenProvider(services),
                SignatureHelp: services => new GlmmSignatureHelpProvider(services)
            }
        }
    };
}

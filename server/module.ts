/** The table of the server's parts: which class provides which feature. */
import type { GlmmExtension } from '../language/index.js';
import { GlmmCodeActionProvider } from './features/code-action-provider.js';
import { type GlmmCodeLensProvider } from './features/code-lens-provider.js';
import { GlmmCompletionProvider } from './features/completion-provider.js';
import { GlmmCommandHandler } from './features/command-handler.js';
import type { DiskDataFiles } from './documents/data-files.js';
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

/** What providers need in addition to the services of the language. */
export interface ServerParts {
    builds: BuildListener;
    dataFiles: DiskDataFiles;
    editing: Editing;
    evaluation: EvaluationService;
    codeLenses: GlmmCodeLensProvider;
    inlayHints: GlmmInlayHintProvider;
}

export function serverModule({ builds, dataFiles, editing, evaluation, codeLenses, inlayHints }: ServerParts): GlmmExtension {
    return {
        dataFiles,
        shared: {
            lsp: {
                LanguageServer: services => new GlmmLanguageServer(services),
                ExecuteCommandHandler: services => new GlmmCommandHandler(services, evaluation, editing),
                DocumentUpdateHandler: services => new OpenDocumentUpdates(services, dataFiles),
                NodeKindProvider: () => new GlmmNodeKindProvider()
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

import { DefaultLanguageServer } from 'langium/lsp';
import { CodeActionKind, type InitializeParams, type InitializeResult } from 'vscode-languageserver';
import { fixAllKind } from './features/code-action-provider.js';

/** Announces the capabilities of this server that the framework does not announce. */
export class GlmmLanguageServer extends DefaultLanguageServer {
    protected override buildInitializeResult(params: InitializeParams): InitializeResult {
        const result = super.buildInitializeResult(params);
        return {
            ...result,
            serverInfo: { name: 'GLMM Design' },
            capabilities: {
                ...result.capabilities,
                codeLensProvider: { resolveProvider: true },
                inlayHintProvider: { resolveProvider: true },
                selectionRangeProvider: true,
                codeActionProvider: {
                    codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, CodeActionKind.RefactorExtract, fixAllKind]
                }
            }
        };
    }
}

import { DefaultLanguageServer } from 'langium/lsp';
import type { InitializeParams, InitializeResult } from 'vscode-languageserver';

/** Announces the capabilities of this server that the framework does not announce. */
export class GlmmLanguageServer extends DefaultLanguageServer {
    protected override buildInitializeResult(params: InitializeParams): InitializeResult {
        const result = super.buildInitializeResult(params);
        return {
            ...result,
            serverInfo: { name: 'GLMM Design' },
            capabilities: { ...result.capabilities, codeLensProvider: { resolveProvider: true } }
        };
    }
}

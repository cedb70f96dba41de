import { DefaultLanguageServer } from 'langium/lsp';
import type { InitializeParams, InitializeResult } from 'vscode-languageserver';

/** Says what this server can do beyond what the framework announces. */
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

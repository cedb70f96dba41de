import type { LangiumDocument } from 'langium';
import type { HoverProvider, LangiumServices } from 'langium/lsp';
import type { Hover, HoverParams } from 'vscode-languageserver';
import type { EvaluationService } from './evaluation-service.js';

export class GlmmHoverProvider implements HoverProvider {
    constructor(services: LangiumServices, private readonly evaluation: EvaluationService) {}
    getHoverContent(_document: LangiumDocument, _params: HoverParams): Hover | undefined { return undefined; }
}

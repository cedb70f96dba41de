import type { LangiumDocument } from 'langium';
import type { Formatter, LangiumServices } from 'langium/lsp';
import type {
    DocumentFormattingParams,
    DocumentOnTypeFormattingOptions,
    DocumentOnTypeFormattingParams,
    DocumentRangeFormattingParams,
    TextEdit
} from 'vscode-languageserver';
import { isFile } from '../../language/generated/ast.js';
import { layoutEdits, type LayoutEdit } from '../../language/formatting/format.js';
import { innermostBlock } from '../../language/formatting/statements.js';

/** Lays out a document, a selection, or what was just typed. The width of an indentation is part of the format, so the editor's is not asked. */
export class GlmmFormatter implements Formatter {
    constructor(private readonly services: LangiumServices) {}

    get formatOnTypeOptions(): DocumentOnTypeFormattingOptions {
        return { firstTriggerCharacter: '}', moreTriggerCharacter: ['\n'] };
    }

    formatDocument(document: LangiumDocument, _params: DocumentFormattingParams): TextEdit[] {
        return this.edits(document, { start: 0, end: document.textDocument.getText().length }, () => true);
    }

    /** All lines that the range touches. */
    formatDocumentRange(document: LangiumDocument, { range }: DocumentRangeFormattingParams): TextEdit[] {
        const { textDocument: text } = document;
        const from = text.offsetAt({ line: range.start.line, character: 0 });
        const endsBeforeLine = range.end.character === 0 && range.start.line < range.end.line;
        const to = text.offsetAt(endsBeforeLine ? range.end : { line: range.end.line + 1, character: 0 });
        return this.edits(document, { start: from, end: to }, ({ start, end }) => from <= end && start < to);
    }

    /** After a brace its block, after the end of a line the block of the line; never the white space at the cursor. */
    formatDocumentOnType(document: LangiumDocument, { ch, position }: DocumentOnTypeFormattingParams): TextEdit[] {
        const { textDocument: text, parseResult } = document;
        const cursor = text.offsetAt(position);
        const lineBefore = text.offsetAt({ line: position.line - 1, character: 0 });
        const typed = ch === '}' ? cursor - 1 : lineBefore;
        const block = isFile(parseResult.value) ? innermostBlock(parseResult.value, typed) : undefined;
        const from = block ? text.offsetAt({ line: text.positionAt(block.open).line, character: 0 }) : lineBefore;
        return this.edits(document, { start: from, end: cursor }, ({ end }) => from <= end && end < cursor);
    }

    private edits(document: LangiumDocument, range: { start: number; end: number }, isWanted: (edit: LayoutEdit) => boolean): TextEdit[] {
        const { textDocument: text } = document;
        return layoutEdits(document, this.services, range)
            .filter(isWanted)
            .map(({ start, end, newText }) => ({ range: { start: text.positionAt(start), end: text.positionAt(end) }, newText }));
    }
}

import {
    type CompletionClientCapabilities,
    type CompletionItem,
    CompletionItemKind,
    InsertTextFormat,
    type TextEdit
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Cursor } from '../../language/completion/cursor.js';
import { withoutPlaces } from '../../language/completion/snippet.js';
import { suggestionsAt } from '../../language/completion/suggestions-at-cursor.js';
import type { Suggestion, SuggestionKind } from '../../language/completion/suggestion.js';
import { keywords } from '../../language/knowledge/keywords.js';
import type { CompletionData } from '../protocol.js';

const kinds: Record<SuggestionKind, CompletionItemKind> = {
    element: CompletionItemKind.Snippet,
    keyword: CompletionItemKind.Keyword,
    sign: CompletionItemKind.Operator,
    number: CompletionItemKind.Value,
    constant: CompletionItemKind.Constant,
    predictor: CompletionItemKind.Variable,
    effect: CompletionItemKind.Field,
    group: CompletionItemKind.Module,
    data: CompletionItemKind.File,
    column: CompletionItemKind.Property,
    law: CompletionItemKind.Function,
    family: CompletionItemKind.EnumMember,
    link: CompletionItemKind.EnumMember,
    function: CompletionItemKind.Function
};

/** Suggestions as an editor takes them, in their order before everything else. They replace the word at the cursor. */
export function suggestionItems(
    suggestions: readonly Suggestion[],
    cursor: Cursor,
    text: TextDocument,
    capabilities: CompletionClientCapabilities | undefined
): CompletionItem[] {
    const start = text.positionAt(cursor.wordStart);
    const typedEnd = text.positionAt(cursor.wordStart + cursor.word.length);
    const wordEnd = text.positionAt(cursor.wordEnd);
    const { snippetSupport, insertReplaceSupport } = capabilities?.completionItem ?? {};
    return suggestions.map((suggestion, index): CompletionItem => {
        const { label, kind, detail, snippet = label } = suggestion;
        const inserted = cursor.isBeforeParenthesis ? snippet.replace(/\(.*$/s, '') : snippet;
        const isSnippet = snippetSupport === true && inserted.includes('$');
        const newText = isSnippet ? inserted : withoutPlaces(inserted);
        const textEdit: CompletionItem['textEdit'] =
            insertReplaceSupport === true
                ? { newText, insert: { start, end: typedEnd }, replace: { start, end: wordEnd } }
                : ({ newText, range: { start, end: wordEnd } } satisfies TextEdit);
        return {
            label,
            kind: kinds[kind],
            detail,
            documentation: documentationOf(suggestion),
            sortText: String(index).padStart(3, '0'),
            // A sign that was typed by hand must not stay in the list, where Enter would take it.
            filterText: kind === 'sign' ? ' ' : label,
            textEdit,
            insertTextFormat: isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
            ...dataOf(newText, suggestion, cursor)
        };
    });
}

function dataOf(newText: string, suggestion: Suggestion, cursor: Cursor): { data?: CompletionData } {
    if (/^[\p{L}\d_]+\(\$/u.test(newText)) {
        return { data: { next: 'arguments' } };
    }
    return needsNext(suggestion, cursor) ? { data: { next: 'list' } } : {};
}

/** Whether the statement needs a word after this one, which ends with a space: `family `. */
function needsNext({ snippet = '' }: Suggestion, cursor: Cursor): boolean {
    const [, inserted] = /^([^${}]+ )\$0$/.exec(snippet) ?? [];
    const words = inserted?.match(/[\p{L}_][\p{L}\d_]*|[^\s\p{L}]/gu);
    return words != null && suggestionsAt({ ...cursor, word: '', statement: [...cursor.statement, ...words] }).isNeeded;
}

function documentationOf({ documentation, kind, label }: Suggestion): CompletionItem['documentation'] {
    const known = kind === 'keyword' ? keywords.get(label) : undefined;
    const value = documentation ?? (known && `${known.documentation}\n\n\`\`\`glmm\n${known.example}\n\`\`\``);
    return value === undefined ? undefined : { kind: 'markdown', value };
}

import type * as vscode from 'vscode';
import type { CompletionData } from '../server/protocol.js';

type Suggested = vscode.CompletionItem[] | vscode.CompletionList | null | undefined;

/** Items after which something has to follow open the next list, as a space that is typed by hand does. */
export function withNextSuggestions(result: Suggested): Suggested {
    const items = Array.isArray(result) ? result : (result?.items ?? []);
    for (const item of items) {
        // The language client keeps what the server sends beside the item.
        const { data } = item as vscode.CompletionItem & { data?: Partial<CompletionData> };
        if (data?.needsNext) {
            item.command = { command: 'editor.action.triggerSuggest', title: 'Suggest' };
        }
    }
    return result;
}

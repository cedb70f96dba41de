import type * as vscode from 'vscode';
import type { CompletionData } from '../server/protocol.js';

type Suggested = vscode.CompletionItem[] | vscode.CompletionList | null | undefined;

const commands: Record<CompletionData['next'], vscode.Command> = {
    list: { command: 'editor.action.triggerSuggest', title: 'Suggest' },
    arguments: { command: 'editor.action.triggerParameterHints', title: 'Show arguments' }
};

/** Items after which something has to follow open the next list, and calls show their arguments, as a space or a parenthesis does that is typed by hand. */
export function withNextSuggestions(result: Suggested): Suggested {
    const items = Array.isArray(result) ? result : (result?.items ?? []);
    for (const item of items) {
        // The language client keeps what the server sends beside the item.
        const { data } = item as vscode.CompletionItem & { data?: Partial<CompletionData> };
        if (data?.next) {
            item.command = commands[data.next];
        }
    }
    return result;
}

/** A session with the example of a talk open, whose numbers are known. */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Range, TextEdit } from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { positionOf } from './language-session.js';
import { session } from './shared-session.js';

export const uri = 'file:///studies/talk.glmm';
export const talk = readFileSync('examples/talk.glmm', 'utf8');
export const textDocument = { uri };

export const hasNumbers = (titles: string[]) =>
    titles.some(title => /\bSE \d/.test(title)) && !titles.some(title => /computing|exact …/.test(title));
export const isOld = (title: string) => title.includes('before the last edit');
export const errorsOf = (diagnostics: { severity?: number; code?: unknown }[]) => diagnostics.filter(({ severity }) => severity === 1);

export async function openTalk(text = talk): Promise<string[]> {
    await session.open(uri, text);
    expect(errorsOf(await session.diagnostics(uri))).toEqual([]);
    return session.lensesWhen(uri, hasNumbers);
}

/** The text after the edits, which must not overlap. */
export function edited(text: string, edits: TextEdit[] | undefined): string {
    return TextDocument.applyEdits(TextDocument.create(uri, 'glmm', 0, text), edits ?? []);
}

/** The text with blanks for its comments: every other word stays at its place. */
export function withoutComments(text: string): string {
    return text.replace(/\/\*[^]*?\*\//g, comment => comment.replace(/[^\n]/g, ' '));
}

export function rangeOf(text: string, words: string, occurrence = 0): Range {
    return { start: positionOf(text, words, occurrence), end: positionOf(text, words, occurrence, words.length) };
}

/** Models that ask for numbers, in the shared server, and the lenses and actions that answer. */
import { readFileSync } from 'node:fs';
import { CodeActionRequest, type CodeAction, type CodeLens } from 'vscode-languageserver-protocol/node';
import { positionOf } from './language-session.js';
import { session } from './shared-session.js';

export const uri = 'file:///studies/answers.glmm';
export const bloodPressure = readFileSync('examples/blood-pressure.glmm', 'utf8');

/** Two arms of clinics: what more patients in a clinic do not lower is 4 · 0.25 over the number of clinics. */
export const trial = (goals: string, { clinic = '40', n = '20', treated = '0.8' } = {}) => `model trial {
    family poisson
    predictor arm each 0, 1 per clinic
    fixed A { beta0: 1 = 1; treated: arm = ${treated} }
    random clinic { beta0 sd 0.5 }
    design { clinic = ${clinic}, n = ${n} }
    ${goals}
}
`;

const isOld = (title: string) => title.includes('before the last edit');
export const isFresh = (titles: string[]) => titles.length > 0 && titles.every(title => !isOld(title) && !/computing|exact …/.test(title));

/** The lens that stands over a place. */
export async function lensOver(text: string, words: string, within = 0): Promise<CodeLens | undefined> {
    const { line, character } = positionOf(text, words, 0, within);
    return (await session.lenses(uri)).find(({ range: { start } }) => start.line === line && start.character === character);
}

export async function openFresh(text: string): Promise<void> {
    await session.open(uri, text);
    await session.lensesWhen(uri, isFresh);
}

export const titleOver = async (text: string, words: string, within = 0) => (await lensOver(text, words, within))?.command?.title;

/** The actions that are offered at the beginning of some words. */
export async function actionsAt(text: string, words: string, only?: string[]): Promise<CodeAction[]> {
    const position = positionOf(text, words);
    const context = { diagnostics: [], ...(only && { only }) };
    const range = { start: position, end: position };
    return ((await session.connection.sendRequest(CodeActionRequest.type, { textDocument: { uri }, range, context })) ??
        []) as CodeAction[];
}

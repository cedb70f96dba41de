import { TextDocument } from 'vscode-languageserver-textdocument';
import { LanguageSession } from '../test/server/language-session.js';
import { quantiles, type Quantiles } from './quantiles.js';

/** After this many edits of a kind the code is warm, as after some seconds in an editor. */
const warmUps = 20;
const measured = 80;

export interface KeystrokeTimes {
    edit: string;
    count: number;
    diagnostics: Quantiles;
    /** Lenses of the model and its effects. */
    lenses: Quantiles;
    /** Lenses of its goals: power and sizes. */
    answers: Quantiles;
}

/** A kind of edit: its place in the text, and the i-th text that is written there. */
interface EditKind {
    edit: string;
    offset: number;
    length: number;
    write: (i: number) => string;
}

/** Types into a file in a session of its own. Times run from the change to the answer. */
export async function measureKeystrokes(name: string, text: string): Promise<KeystrokeTimes[]> {
    const session = await LanguageSession.start({ command: [process.execPath, 'dist/server/main.mjs', '--stdio'] });
    const uri = `file:///bench/${encodeURIComponent(name)}.glmm`;
    await session.open(uri, text);
    await session.diagnostics(uri);
    await freshLenses(session, uri);

    const results: KeystrokeTimes[] = [];
    for (const { edit, offset, length, write } of editKinds(text)) {
        let document = TextDocument.create(uri, 'glmm', 0, text);
        let written = length;
        const diagnostics: number[] = [];
        const lenses: number[] = [];
        const answers: number[] = [];
        for (let i = -warmUps; i < measured; i++) {
            const newText = write(i + warmUps);
            const range = { start: document.positionAt(offset), end: document.positionAt(offset + written) };
            document = TextDocument.update(document, [{ range, text: newText }], document.version + 1);
            written = newText.length;
            const start = performance.now();
            await session.change(uri, { range, text: newText });
            await session.diagnostics(uri);
            const toDiagnostics = performance.now() - start;
            await freshLenses(session, uri, isOfNumbers);
            const toLenses = performance.now() - start;
            await freshLenses(session, uri);
            if (i >= 0) {
                diagnostics.push(toDiagnostics);
                lenses.push(toLenses);
                answers.push(performance.now() - start);
            }
        }
        results.push({
            edit,
            count: measured,
            diagnostics: quantiles(diagnostics),
            lenses: quantiles(lenses),
            answers: quantiles(answers)
        });
        await session.change(uri, { text });
        await session.diagnostics(uri);
    }
    await session.stop();
    return results;
}

/** Requests the lenses until all of them, or those of one kind, belong to the present text. */
async function freshLenses(session: LanguageSession, uri: string, kind: (data: unknown) => boolean = () => true): Promise<void> {
    await session.lensesWhen(uri, (_, lenses) => lenses.every(({ data }) => !kind(data) || !isPending(data)));
}

function isOfNumbers(data: unknown): boolean {
    const { element } = data as { element?: string };
    return element === 'model' || element === 'fixed';
}

export function isPending(data: unknown): boolean {
    const { state } = data as { state?: string };
    return state === 'computing' || state === 'waiting';
}

/** In the model in the middle of the file: a value, its name, and the comment before it. */
function editKinds(text: string): EditKind[] {
    const models = [...text.matchAll(/^model (\w+)/gm)];
    const model = models[Math.floor(models.length / 2)];
    if (!model) {
        throw new Error('The file holds no model.');
    }
    const value = /fixed [AB] \{\s*\w+:[^=]*= *(?:\w+\()?-?[\d.]+/.exec(text.slice(model.index));
    const comment = text.lastIndexOf('*/', model.index);
    const kinds: EditKind[] = [];
    if (value) {
        const digits = text.slice(0, model.index + value.index + value[0].length);
        // Further decimals give a different number every time, so no result is reused.
        const point = /\.\d*$/.test(digits) ? '' : '.';
        kinds.push({ edit: 'value', offset: digits.length, length: 0, write: i => `${point}${String(i + 1).padStart(4, '0')}` });
    }
    kinds.push({ edit: 'name', offset: model.index + model[0].length, length: 0, write: i => `_${i}` });
    if (comment >= 0) {
        kinds.push({ edit: 'comment', offset: comment, length: 0, write: i => 'typing '.slice(0, (i % 7) + 1) });
    }
    return kinds;
}

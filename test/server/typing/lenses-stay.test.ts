/** Numbers stay where they are while a model is unfinished, in lenses and at the ends of lines: a wrong text does not wipe the screen. */
import { expect, test } from 'vitest';
import { EvaluationService } from '../../../server/evaluation/evaluation-service.js';
import { GlmmCodeLensProvider } from '../../../server/features/code-lens-provider.js';
import { GlmmInlayHintProvider } from '../../../server/features/inlay-hint-provider.js';
import { NumbersRefresh } from '../../../server/features/numbers-refresh.js';
import { Settings } from '../../../server/settings.js';
import type { EngineResult, EngineWork } from '../../../server/threads/engine-messages.js';
import { analyze, answer, KeptInformation, sweep } from '../../../src-engine/index.js';
import { lineShift } from '../../../server/evaluation/line-shift.js';
import { lowerDocument, type LoweredFile } from '../../../language/index.js';
import { openDocument } from '../../open-text.js';
import { labelOf } from '../language-session.js';
import { traces } from './traces.js';

const keptInformation = new KeptInformation();

/** An engine that has its results at once. */
const engine = {
    run(work: EngineWork) {
        const result: EngineResult =
            work.kind === 'analyze'
                ? { kind: 'analyze', analysis: analyze(work.spec, { exact: 'none' }, keptInformation) }
                : work.kind === 'answer'
                  ? { kind: 'answer', answers: answer(work.spec, { exact: 'none' }) }
                  : { kind: 'sweep', rows: sweep(work.points, {}) };
        return { outcome: Promise.resolve({ kind: 'done' as const, result, milliseconds: 1 }), cancel: () => undefined };
    }
};

const atLineEnds = new Settings();
atLineEnds.initialize({ capabilities: {}, initializationOptions: { numbers: { show: 'lineEnds' } } });
const everywhere = { start: { line: 0, character: 0 }, end: { line: Number.MAX_SAFE_INTEGER, character: 0 } };

function editor() {
    const service = new EvaluationService(engine, { simulatesExact: () => false, sweptModels: () => null });
    const refresh = new NumbersRefresh(
        service,
        () => true,
        () => undefined
    );
    const provider = new GlmmCodeLensProvider(service, new Settings(), refresh, { isPossible: true } as never);
    const hints = new GlmmInlayHintProvider(service, atLineEnds, refresh);
    /** Titles by line, after the numbers have come, or before. */
    return async (text: string) => {
        const document = await openDocument(text, 'typed.glmm');
        const file = lowerDocument(document);
        const lenses = () => {
            const lines = new Map<number, string>();
            for (const { range, command } of provider.provideCodeLens(document)) {
                if (command && command.title !== '') {
                    lines.set(range.start.line, `${lines.get(range.start.line) ?? ''}${command.title}\n`);
                }
            }
            const ends = new Map<number, string>();
            for (const { position, label } of hints.getInlayHints(document, { textDocument: { uri: '' }, range: everywhere })) {
                ends.set(position.line, `${ends.get(position.line) ?? ''}${labelOf(label).replace('double-click', 'click')}\n`);
            }
            expect([...ends].sort(byLine)).toEqual([...lines].sort(byLine));
            return lines;
        };
        service.update(document.uri.toString(), file, text);
        const before = lenses();
        for (let i = 0; i < 8; i++) {
            await new Promise(setImmediate);
        }
        return { file, before, after: lenses() };
    };
}

const byLine = ([a]: [number, string], [b]: [number, string]): number => a - b;

const isUnfinished = ({ models, issues }: LoweredFile): boolean =>
    [...issues, ...models.flatMap(model => model.issues)].some(({ severity }) => severity === 'error');

test.each(Object.entries(traces))('no line of lenses goes away while a model is unfinished: %s', async (_, { keys }) => {
    const type = editor();
    let shown = new Map<number, string>();
    let previous = '';
    let counted = 0;
    for (const { text, cursorLine } of keys) {
        const { file, before, after } = await type(text);
        const shift = lineShift(previous, text);
        // A whole text may have no effect where it had one. That concerns the line that is being typed.
        const mustStay = [...shown.keys()].flatMap(line => {
            const now = shift(line);
            return now === null || (now === cursorLine && !isUnfinished(file)) ? [] : [now];
        });
        for (const line of mustStay) {
            const lost = `line ${line + 1} of\n${text}\nhad: ${[...shown].map(([at, title]) => `${at + 1}: ${title}`).join('')}`;
            expect(before.has(line), `before the numbers, ${lost}`).toBe(true);
            expect(after.has(line), lost).toBe(true);
            counted++;
        }
        shown = after;
        previous = text;
    }
    expect(counted).toBeGreaterThan(50);
});

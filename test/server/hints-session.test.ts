/** Inlay hints: numbers at the ends of lines, and explanations between the words. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DidChangeConfigurationNotification, InlayHintResolveRequest, type InlayHint } from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { labelOf, LanguageSession, positionOf } from './language-session.js';
import { manyModels } from './many-models.js';
import { server, session, shareSession } from './shared-session.js';

const uri = 'file:///studies/hints.glmm';
/** A response whose exact variances need no simulation. */
const slopes = readFileSync('examples/slopes.glmm', 'utf8').replace('family bernoulli', 'family gaussian(1)');

shareSession(uri);

async function change(settings: unknown): Promise<void> {
    await session.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: { glmm: settings } });
}

/** The text as an editor shows it with the hints in it. */
function shown(text: string, hints: InlayHint[]): string {
    const document = TextDocument.create(uri, 'glmm', 0, text);
    const edits = hints.map(({ position, label, paddingLeft, paddingRight }) => ({
        range: { start: position, end: position },
        newText: `${paddingLeft ? ' ' : ''}‹${labelOf(label)}›${paddingRight ? ' ' : ''}`
    }));
    return TextDocument.applyEdits(document, edits);
}

async function read(text: string): Promise<string> {
    await session.open(uri, text);
    return shown(text, await session.hints(uri));
}

const state = ({ data }: InlayHint) => (data as { state: string }).state;
const areFresh = (hints: InlayHint[]) =>
    hints.length > 0 && hints.every(hint => state(hint) === 'fresh' && !/computing|exact …/.test(labelOf(hint.label)));

describe('explanations between the words', () => {
    const model = `let k = 2
model m {
    family gaussian(k^2)
    predictor x ~ Normal(0, sqrt(k))
    predictor z ~ Gamma(rate = 1, 3)
    predictor arm each 0, 1 per g
    fixed { beta0: 1 = logit(0.3); beta1: x = OR(2.1) * 2; beta2: arm = -0.5; beta3: z = (1) }
    random g { beta0 sd 2 }
    random h in g { beta0 variance 1 }
    design { g = 5 * k, h = 3, n = 20 }
    test beta1 = 0 power 0.9
}
`;
    const expected = `let k = 2
model m {
    family gaussian(‹phi:› k^2 ‹= 4›)
    predictor x ~ Normal(‹mean:› 0, ‹sd:› sqrt(k) ‹= 1.41›)
    predictor z ~ Gamma(rate = 1, ‹shape:› 3)
    predictor arm each 0, 1 per g
    fixed { beta0: 1 = logit(0.3) ‹= −0.847› ‹block A›; beta1: x = OR(2.1) * 2 ‹= 1.48› ‹block B›; beta2: arm = -0.5 ‹block A›; beta3: z = (1) ‹block B› }
    random g { beta0 sd 2 ‹icc 0.5› }
    random h in g { beta0 variance 1 ‹icc 0.2› }
    design { g = 5 * k ‹= 10›, h = 3, n = 20 }
    test beta1 = 0 power 0.9
}
`;

    test('Blocks, argument names, values and intraclass correlations', async () => {
        expect(await read(model)).toBe(expected);
        const [first] = await session.hints(uri);
        expect(first).toMatchObject({ kind: 2, tooltip: expect.stringContaining('residual variance') as string });
    });

    test('No hint repeats what is written, and none claims what is not so', async () => {
        const text = `model m {
    let mean = 1
    family poisson
    predictor x ~ Normal(mean, sd = 2)
    predictor arm each control, low, high per g
    fixed A { beta0: 1 = 0.5 }
    fixed { arm: levels(arm) = [log(2), 0.1]; b: x = 0 }
    random g { beta0 sd 1 }
    design { g = 50, n = 20 }
}
`;
        expect(await read(text)).toBe(
            text
                .replace('Normal(mean', 'Normal(mean ‹= 1›')
                .replace('[log(2), 0.1]', '[log(2) ‹= 0.693›, 0.1] ‹block A›')
                .replace('x = 0 }', 'x = 0 ‹block B› }')
        );
    });

    test('Each kind has its switch', async () => {
        await session.open(uri, model);
        const kinds = { blocks: /block/, argumentNames: /:$/, values: /^=/, icc: /icc/ };
        const all = (await session.hints(uri)).map(({ label }) => labelOf(label));
        for (const [kind, pattern] of Object.entries(kinds)) {
            await change({ hints: { [kind]: false } });
            expect((await session.hints(uri)).map(({ label }) => label)).toEqual(all.filter(label => !pattern.test(label)));
        }
        await change({});
        expect(await session.hints(uri)).toHaveLength(all.length);
    });

    test('Blocks stay while a model is unfinished', async () => {
        await session.open(uri, model);
        await session.lensesWhen(uri, titles => titles.some(title => /SE \d/.test(title)));
        const unfinished = model.replace('beta1: x = OR(2.1) * 2', 'beta1: x = ');
        await session.change(uri, { text: unfinished });
        const now = shown(unfinished, await session.hints(uri));
        expect(now).toContain('logit(0.3) ‹= −0.847› ‹block A›');
        expect(now).toContain('-0.5 ‹block A›');
    });

    test('Only for the lines that are asked for', async () => {
        await session.open(uri, model);
        const { line } = positionOf(model, 'predictor x');
        expect((await session.hints(uri, [line, line])).map(({ label }) => label)).toEqual(['mean:', 'sd:', '= 1.41']);
    });
});

describe('numbers at the ends of lines', () => {
    test('The texts of the lenses, each at its line, and no lenses; back again with another setting', async () => {
        await session.open(uri, slopes);
        const isFresh = (titles: string[]) => titles.length > 0 && !titles.some(title => /computing|exact …/.test(title));
        const titles = await session.lensesWhen(uri, isFresh);
        await change({ numbers: { show: 'lineEnds' } });
        const hints = await session.hintsWhen(uri, areFresh);
        expect(hints.map(({ label }) => labelOf(label).replace('double-click', 'click'))).toEqual(titles);
        expect(await session.lenses(uri)).toEqual([]);
        for (const { position, label } of hints) {
            // A number must not run into one at the end of its line.
            expect(label).toMatch(/^ {2}\S/);
            expect(position.character).toBe(slopes.split('\n')[position.line].length);
        }
        expect(shown(slopes, hints)).toMatch(/beta1: x1 = log\(1\.5\) +\/\/ an odds ratio of 1\.5 ‹SE 0\.1\d+ with \d+ clinics · /);
        await change({ numbers: { show: 'hovers' } });
        expect((await session.hints(uri)).some(({ data }) => data !== undefined)).toBe(false);
        expect(await session.lenses(uri)).toEqual([]);
        await change({});
        expect(await session.lensesWhen(uri, isFresh)).toEqual(titles);
    });

    test('An answer is written by accepting its hint, and the hover of an element explains its hint', async () => {
        await change({ numbers: { show: 'lineEnds' } });
        await session.open(uri, slopes);
        const hints = await session.hintsWhen(uri, areFresh);
        const asked = hints.find(({ textEdits }) => textEdits !== undefined)!;
        expect(labelOf(asked.label)).toMatch(/^(\d+) clinics for 90 % power · double-click to write \1$/);
        const text = TextDocument.applyEdits(TextDocument.create(uri, 'glmm', 0, slopes), asked.textEdits!);
        expect(text).toBe(slopes.replace('clinic = ?', `clinic = ${parseInt(labelOf(asked.label), 10)}`));
        const effect = hints.find(({ label }) => labelOf(label).startsWith('SE'))!;
        const { tooltip } = await session.connection.sendRequest(InlayHintResolveRequest.type, effect);
        expect(tooltip).toMatchObject({ value: await session.hover(uri, positionOf(slopes, 'beta0: 1')) });
        await change({});
    });

    test('A wrong text leaves the numbers at their lines, marked as older', async () => {
        await change({ numbers: { show: 'lineEnds' } });
        await session.open(uri, slopes);
        const before = await session.hintsWhen(uri, areFresh);
        await session.change(uri, { text: slopes.replace('fixed B { beta2', 'fixed B  beta2') });
        const now = await session.hints(uri);
        expect(now.map(({ position }) => position.line)).toEqual(before.map(({ position }) => position.line));
        expect(now.every(({ label }) => labelOf(label).includes('before the last edit'))).toBe(true);
        await session.change(uri, { text: slopes });
        expect(await session.hintsWhen(uri, areFresh)).toEqual(before);
        await change({});
    });

    test('Numbers far from the last edit are computed when their lines come into view', async () => {
        await change({ numbers: { show: 'lineEnds' } });
        const many = manyModels(250);
        await session.open(uri, many);
        await session.hintsWhen(uri, () => true);
        const lastLine = many.split('\n').length;
        await session.hints(uri, [lastLine - 16, lastLine]);
        const last = (hints: InlayHint[]) => hints.filter(({ position }) => position.line > lastLine - 16);
        await session.hintsWhen(uri, hints => last(hints).length > 0 && last(hints).every(hint => state(hint) === 'fresh'));
        await change({});
    });
});

test('A client without code lenses has its numbers at the ends of lines; initialization options choose, too', async () => {
    const inlayHint = { resolveSupport: { properties: ['tooltip'] } };
    const capabilities = { workspace: { inlayHint: { refreshSupport: true } }, textDocument: { inlayHint } };
    const text = slopes.replace('clinic = ?', 'clinic = 40');
    for (const [options, count] of [
        [undefined, 5],
        [{ glmm: { lenses: { tests: false } } }, 4],
        [{ numbers: { show: 'hovers' } }, 0]
    ] as const) {
        const other = await LanguageSession.start({ command: server, capabilities, initializationOptions: options });
        await other.open(uri, text);
        await other.diagnostics(uri);
        const numbers = (hints: InlayHint[]) => hints.filter(({ data }) => data !== undefined);
        const hints = await other.hintsWhen(uri, now => count === 0 || areFresh(numbers(now)));
        expect(numbers(hints)).toHaveLength(count);
        expect(await other.stop()).toBe(0);
    }
});

/** The examples as a user reads and changes them: lenses, hovers, errors and answers. */
import fs from 'node:fs';
import { drafts } from './writing.mjs';

/** Asy.Var(beta1) m n of the talk's example, from its closed form. */
const constant = '0.48783';

export async function readExample({ editor, step, shot, switchTheme }) {
    await step('an example opens from the explorer', () => editor.openFromExplorer('talk.glmm'));
    await step('keywords have another colour than names', async () => {
        await editor.until('keywords stay uncoloured', () => editor.coloursOf('family poisson'), hasSeveralColours);
    });
    await step('a lens above every fixed effect shows its standard error', async () => {
        await severalStandardErrors(editor);
    });
    await step('no error is underlined', () => noErrors(editor));
    await step('the hover over beta1 shows its asymptotic variance', async () => {
        await editor.hoverOver('beta1', 'beta1: x', constant);
        await shot('hover-dark');
        await editor.press('Escape');
    });
    await step('it is readable in a light theme, too', async () => {
        await switchTheme();
        await editor.hoverOver('beta1', 'beta1: x', constant);
        await shot('hover-light');
        await editor.press('Escape');
    });
    await step('no word has a colour of errors', async () => {
        for (const line of wordsOfEveryKind) {
            await editor.until(
                'a word is red',
                () => editor.coloursOf(line),
                words => words.length > 1 && !words.some(([, colour]) => isRed(colour))
            );
        }
    });
    await step('a click on a lens goes to the effect and opens its hover', async () => {
        await editor.page.mouse.move(5, 5);
        await editor.hover(constant).waitFor({ state: 'detached' });
        const lens = editor.lenses('SE').nth(1).locator('a').first();
        await editor.repeat('no hover opens', () => lens.click(), editor.hover(constant));
        await editor.press('Escape');
    });
}

export async function breakAndMend({ editor, step, shot }) {
    let lenses;
    await step('broken text is underlined, and the old numbers stay, marked as old', async () => {
        lenses = await editor.lensTexts();
        await editor.cursorToEndOf('beta1: x');
        await editor.type(' fixed {');
        await editor.errors.first().waitFor();
        await editor.until(
            'the old numbers are not marked',
            () => editor.lensTexts(),
            texts => texts.some(isStale) && texts.some(isStandardError)
        );
        await shot('broken');
    });
    await step('a click on the code of a message opens its explanation', async () => {
        await editor.repeat('no explanation opens', async () => (await editor.hoverOverError()).click(), editor.tab('syntax.md'));
        await editor.webview().getByText('Why it matters').waitFor();
        await shot('explanation');
        await editor.closePanel('syntax.md');
        await editor.cursorToEndOf('beta1: x');
    });
    await step('when the text is mended, the error goes and the numbers are fresh', async () => {
        await editor.press('Backspace', ' fixed {'.length);
        await noErrors(editor);
        await editor.until(
            'the numbers are not as before',
            () => editor.lensTexts(),
            texts => areSameNumbers(texts, lenses)
        );
        await shot('mended');
    });
    await step('another value gives other numbers', async () => {
        await editor.cursorToEndOf('beta0: 1');
        await editor.press('ArrowLeft', 2);
        await editor.press('Backspace', 2);
        await editor.type('99');
        const changed = texts => texts.length === lenses.length && texts.every(isFresh) && !areSameNumbers(texts, lenses);
        await editor.until('the numbers stay', () => editor.lensTexts(), changed);
        await editor.press('Backspace', 2);
        await editor.type('46');
        await editor.until(
            'the numbers do not come back',
            () => editor.lensTexts(),
            texts => areSameNumbers(texts, lenses)
        );
    });
}

export async function askForNumber({ editor, step, shot }) {
    await step('the lens above a `?` shows its answer', async () => {
        await editor.openByName('slopes.glmm');
        await editor.lenses('click to write').waitFor();
        await noErrors(editor);
        await shot('asked');
    });
    await step('the hovers over a test and over a `?` show their answers', async () => {
        await editor.hoverOver('test', 'test main', 'two terms');
        await shot('test-hover');
        await editor.press('Escape');
        await editor.hoverOver('?', 'clinic = ?', 'two terms');
        await shot('asked-hover');
        await editor.press('Escape');
    });
}

export async function writeAnswer({ editor, step, shot }) {
    await step('a click on it writes the number, and an undo takes it back', async () => {
        await editor.cursorToEndOf('family bernoulli');
        const isWritten = async () => (await editor.lines()).some(line => /clinic = \d+, n = 20/.test(line));
        await editor.clickLens('click to write', isWritten);
        await editor.until(
            'the number does not reach the goal',
            () => editor.lensTexts(),
            texts => texts.every(isFresh) && texts.some(text => text.startsWith('power 0.9')) && texts.filter(isStandardError).length === 3
        );
        await shot('written');
        await editor.undo();
        await editor.until(
            'one undo does not take it back',
            () => editor.lines(),
            lines => lines.some(line => line.includes('clinic = ?, n = 20'))
        );
        await editor.lenses('click to write').waitFor();
    });
}

export async function readSweep({ editor, step, shot }) {
    await step('the hover over a sweep shows its table', async () => {
        await editor.openByName('blood-pressure.glmm');
        await editor.hoverOver('sweep', 'sweep rho', '1876');
        await shot('sweep-hover');
        await editor.press('Escape');
    });
}

export async function openEveryExample({ editor, step, shot, workspace }) {
    for (const file of fs.readdirSync(workspace).filter(isUnseenExample)) {
        await step(`${file} opens without an error`, async () => {
            await editor.openByName(file);
            await editor.until(
                'there is no lens',
                () => editor.lensTexts(),
                texts => texts.length > 0 && texts.every(isFresh)
            );
            await noErrors(editor);
            await shot(file.replace('.glmm', ''));
        });
    }
}

const isUnseenExample = name => name.endsWith('.glmm') && !['talk.glmm', ...drafts].includes(name);
const isStandardError = text => /SE\s/.test(text);
const isStale = text => text.includes('before the last edit');
const isFresh = text => !isStale(text) && !/computing/i.test(text);
/** The exact variance, which comes a little later, may take the place of the refined one: standard errors agree to 3 %. */
const areSameNumbers = (texts, others) =>
    texts.length === others.length &&
    texts.every(isFresh) &&
    texts.every((text, i) => Math.abs(standardErrorOf(text) / standardErrorOf(others[i]) - 1) < 0.03);
const standardErrorOf = text => Number(/SE (\d[\d.]*)/.exec(text)?.[1] ?? 1);
/** Lines of the talk's example: keywords, a family, effects, measures, options. */
const wordsOfEveryKind = ['model talk', 'family poisson', 'beta1: x', 'variance', 'design'];
/** Whether red outweighs green and blue by far, as in messages of errors. */
const isRed = colour => {
    const [red, green, blue] = colour.match(/\d+/g).map(Number);
    return red > 150 && red > 2.5 * Math.max(green, blue);
};
const hasSeveralColours = words => new Set(words.map(([, colour]) => colour)).size > 1;

async function severalStandardErrors(editor) {
    await editor.until(
        'not every effect has a standard error',
        () => editor.lensTexts(),
        texts => texts.filter(isStandardError).length >= 4
    );
}

export async function noErrors(editor) {
    await editor.until(
        'something is underlined',
        () => editor.errors.count(),
        count => count === 0
    );
}

/** Exports, the design report and the explorer, as a user sees them. */
import fs from 'node:fs';
import path from 'node:path';

/** The content of a file is always shown as text. */
const hostile = '<script>document.body.id = 1</script><img src=x onerror=alert(1)>';
const hostileModel = `/** ${hostile} [more](javascript:alert(1)) */
model hostile "${hostile} [more](javascript:alert(1))" {
    family poisson
    predictor x ~ Uniform(-1, 1)
    fixed A { beta0: 1 = -1.46 }
    fixed B { beta1: x = 0.5 }
    random subject { beta0 sd 0.8 } // ${hostile}
    design { subject = 50, n = 20 }
    test main: beta1 = 0 power 0.9
}
`;

/** Adds a file whose title and comments look like HTML and Markdown. */
export function addHostileFile(workspace) {
    fs.writeFileSync(path.join(workspace, 'hostile.glmm'), hostileModel);
}

export async function useExports({ editor, step, shot }) {
    await step('the export asks for the model, that of the cursor first, and for the tool', async () => {
        await editor.openByName('talk.glmm');
        await editor.cursorToEndOf('model printed');
        await editor.command('GLMM: Export…', editor.choice('printed'));
        if ((await editor.choices())[0] !== 'printed') {
            throw new Error(`first is ${(await editor.choices())[0]}`);
        }
        await editor.choose('printed');
        await editor.choice('glmmTMB').waitFor();
        await shot('export');
        await editor.choose('glmmTMB');
    });
    await step('what is exported stands beside the file, in the language of the tool', async () => {
        await editor.until(
            'there is no code',
            () => editor.lines(),
            lines => lines.some(line => line.includes('library(glmmTMB)'))
        );
        await editor.page.locator('.statusbar-item', { hasText: /^R$/ }).waitFor();
        await shot('exported');
        await editor.command('View: Revert and Close Editor');
    });
}

export async function readReport({ editor, step, shot, workspace }) {
    const report = editor.webview();
    await step('the design report opens beside the file, with a heading and figures', async () => {
        await editor.openByName('slopes.glmm');
        const button = editor.page.getByRole('button', { name: 'Open design report' });
        await editor.repeat('no report opens', () => button.click(), editor.tab('Report slopes.glmm'));
        await report
            .getByRole('heading', { name: /slopes/ })
            .first()
            .waitFor();
        await shot('report');
        const figure = report.locator('svg[role="img"]').first();
        await figure.scrollIntoViewIfNeeded();
        if (!(await figure.getAttribute('aria-label'))) {
            throw new Error('a figure has no text for those who can not see it');
        }
        await shot('report-figure');
    });
    await step('its table of contents leads to its parts', async () => {
        const link = report.getByRole('link', { name: 'The specification' });
        await editor.repeat(
            'the specification does not come into sight',
            () => link.click(),
            async () => {
                const y = (await report.getByRole('heading', { name: 'The specification' }).boundingBox())?.y ?? -1;
                return y > 0 && y < 800;
            }
        );
    });
    await step('the report follows the file when it is saved', async () => {
        const file = path.join(workspace, 'slopes.glmm');
        await editor.cursorToEndOf('family bernoulli');
        await editor.type(' // seen');
        await editor.save(() => fs.readFileSync(file, 'utf8').includes(' // seen'));
        await report.getByText('// seen').first().waitFor();
        const seen = fs.readFileSync(file, 'utf8');
        await editor.press('Backspace', ' // seen'.length);
        await editor.save(() => fs.readFileSync(file, 'utf8') === seen.replace(' // seen', ''));
        await editor.closePanel('Report slopes.glmm');
    });
    await step('a title or comment that looks like HTML is text in the report', async () => {
        await editor.openByName('hostile.glmm');
        await editor.command('GLMM: Open design report', editor.tab('Report hostile.glmm'));
        await report.getByText('<script>').first().waitFor();
        await onlyText(report);
        await editor.closePanel('Report hostile.glmm');
    });
}

export async function exploreDesign({ editor, step, shot }) {
    const explorer = editor.webview();
    await step('a title that looks like HTML is text in the explorer', async () => {
        await editor.openByName('hostile.glmm');
        await editor.command('GLMM: Open explorer', editor.tab('Explorer hostile.glmm'));
        await explorer.getByText('<script>').first().waitFor();
        await onlyText(explorer);
    });
    await step('the explorer follows to another file, and says its answer', async () => {
        await editor.openByName('slopes.glmm');
        await explorer.getByText('slopes').first().waitFor();
        await editor.until(
            'there is no answer',
            () => answerOf(explorer),
            answer => answer.includes('40 clinics')
        );
        await shot('explorer');
    });
    await step('a slider that is dragged changes the answer', async () => {
        const before = await answerOf(explorer);
        await editor.drag(explorer.getByRole('slider', { name: 'beta1 (odds ratio)', exact: true }), 0.2);
        await editor.until(
            'the answer stays',
            () => answerOf(explorer),
            answer => answer !== before && /\d/.test(answer)
        );
        await shot('explorer-moved');
    });
    const isWritten = async () => (await editor.lines()).some(line => /beta1: x1 = log\((?!1\.5\))[\d.]+\)/.test(line));
    await step('the value goes into the text in the form that stands there', async () => {
        await editor.repeat('nothing is written', () => explorer.getByRole('button', { name: 'Write to file' }).click(), isWritten);
        // The explorer has the text with the value: nothing is moved against it.
        await explorer.getByText('No number has changed.').waitFor();
        await shot('explorer-written');
    });
    await step('one undo takes it back, and the explorer follows', async () => {
        await editor.cursorToEndOf('family bernoulli');
        await editor.undo();
        await editor.until(
            'it is not taken back',
            () => editor.lines(),
            lines => lines.some(line => line.includes('beta1: x1 = log(1.5)'))
        );
        await editor.until(
            'the answer is another one than before',
            () => answerOf(explorer),
            answer => answer.includes('40 clinics')
        );
        await editor.closePanel('Explorer slopes.glmm');
    });
}

/** The answer of the explorer, which it announces when it changes. */
const answerOf = explorer => explorer.locator('[aria-live="polite"]').first().innerText();

/** Checks that no part of the file became an HTML element. */
async function onlyText(frame) {
    const made = await frame.locator('img, a[href^="javascript:"], body[id="1"]').count();
    if (made > 0) {
        throw new Error('text of the file has become HTML');
    }
}

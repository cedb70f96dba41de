/** How a person begins who has a model elsewhere, or none. */
import fs from 'node:fs';
import path from 'node:path';

const prints = path.join(import.meta.dirname, '../language/printed-fits');

/** Adds a fit as R prints it. */
export function addPrintedFit(workspace) {
    fs.copyFileSync(path.join(prints, 'glmer-herds.summary.txt'), path.join(workspace, 'fit.txt'));
}

export async function beginFromR({ editor, step, shot, shots }) {
    const box = editor.page.locator('.quick-input-titlebar', { hasText: 'New model from an R formula' });
    await step('what is not a formula is refused, and a formula becomes a model', async () => {
        await editor.command('GLMM: New model from an R formula…', box);
        await editor.answer('recovery');
        await editor.page.locator('.quick-input-message', { hasText: 'Expected a formula' }).waitFor();
        await shots('formula-refused');
        await editor.answer('recovery ~ arm + week + (1 + week | patient)');
        await editor.untilLine('random patient {');
        await shots('formula');
        await editor.command('View: Revert and Close Editor');
    });
    await step('a selected print of a fit becomes a model with its values', async () => {
        await editor.openByName('fit.txt');
        await editor.cursorToEndOf('Generalized linear');
        await editor.press('Control+a');
        await editor.command('GLMM: New model from an R formula…', () => editor.hasLine('family binomial'));
        await editor.untilLine('-1.3983');
        await editor.untilLine('0.6421');
        await shot('printed-fit');
        await editor.command('View: Revert and Close Editor');
        await editor.command('View: Revert and Close Editor');
    });
}

/** The pages that VS Code shows to those who have just installed the extension. */
export async function walkThrough({ editor, step, shot, switchTheme }) {
    const title = 'Plan a study with GLMM Design';
    const page = editor.page;
    await step('the walkthrough shows a model, in wide and narrow windows', async () => {
        if ((await editor.theme()) !== 'dark') {
            await switchTheme();
        }
        await editor.command('Welcome: Open Walkthrough...', editor.choice(title));
        await editor.choose(title);
        await page.locator('.gettingStartedContainer', { hasText: 'Begin with a model' }).waitFor();
        // Pictures stand beside the steps in a wide window, and are left out in a narrow one.
        const picture = page.locator('.gettingStartedContainer .getting-started-media');
        const usual = page.viewportSize();
        await page.setViewportSize({ ...usual, width: 1700 });
        await picture.frameLocator('iframe').frameLocator('#active-frame').locator('svg').first().waitFor();
        await shot('walkthrough-wide');
        await page.setViewportSize({ ...usual, width: 700 });
        await picture.waitFor({ state: 'hidden' });
        await shot('walkthrough-narrow');
        await page.setViewportSize(usual);
        await editor.command('View: Revert and Close Editor');
    });
}

/** The editor for those who need strong contrast. */
export async function seeHighContrast({ editor, step, shot }) {
    await step('everything stays readable in a theme of high contrast', async () => {
        await editor.openByName('slopes.glmm');
        await editor.chooseTheme('Control+Alt+Shift+H', 'Dark High Contrast');
        await editor.page.locator('.monaco-workbench.hc-black').waitFor();
        await editor.hoverOver('beta2', 'beta2: x2', 'Block B');
        await shot('high-contrast');
        await editor.press('Escape');
    });
}

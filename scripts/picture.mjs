/** `npm run picture [-- NAME …]`: the pictures of `docs/images`, or those with these names, from the running editor. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { EmbeddedVscode, installEmbeddedVscode } from './embedded-vscode.mjs';
import { packageExtension } from './extension-package.mjs';
import { exitOnSignals } from './processes.mjs';
import { ensureDependencies, main, root } from './toolchain.mjs';

const pictureSettings = {
    'workbench.colorTheme': 'Default Dark Modern',
    'workbench.activityBar.location': 'hidden',
    'workbench.statusBar.visible': false,
    'breadcrumbs.enabled': false,
    'editor.hover.delay': 100,
    'editor.minimap.enabled': false,
    'window.commandCenter': false,
    'workbench.layoutControl.enabled': false,
    'window.title': '${activeEditorShort}',
    // Keeps the lenses visible.
    'editor.hover.above': false
};
const wholeWindow = { width: 1100, height: 560 };
const images = path.join(root, 'docs/images');
/** The models of the user guide, by name. */
const guide = new Map(
    [...fs.readFileSync(path.join(root, 'docs/user-guide.md'), 'utf8').matchAll(/```glmm\n([\s\S]*?model (\w+)[\s\S]*?)```/g)].map(
        ([, text, name]) => [name, text]
    )
);

/** Each makes one picture, in a window without anything beside the editor. */
const pictures = {
    async template(editor, take) {
        await editor.openByName('reminders.glmm');
        await editor.lenses('practices for 90 % power').first().waitFor();
        await take();
    },
    async hover(editor, take) {
        await editor.openByName('reminders.glmm');
        await editor.hoverOver('test', 'test effect', 'two terms');
        await take(wholeWindow);
        await editor.press('Escape');
    },
    async explorer(editor, take) {
        await editor.openByName('reminders.glmm');
        await editor.command('GLMM: Open explorer');
        const page = editor.webview();
        await page.getByText('54 practices').first().waitFor();
        // Until everything is there, the page says that it computes.
        await page.locator('.busy').waitFor({ state: 'detached' });
        await take(wholeWindow);
        await editor.command('View: Close All Editors');
    },
    async report(editor, take) {
        await editor.openByName('ldl.glmm');
        await editor.command('GLMM: Open design report');
        await editor.webview().getByRole('heading', { name: /ldl/ }).first().waitFor();
        await take({ ...wholeWindow, height: 440 });
        await editor.command('View: Close All Editors');
    },
    async completion(editor, take) {
        await editor.openByName('draft.glmm');
        await editor.type('model ldl {');
        await editor.press('Enter');
        await editor.type('family ');
        await editor.suggestion('bernoulli').waitFor();
        await take({ width: 800, height: 260 });
        await editor.press('Escape');
    },
    async 'quick-fix'(editor, take) {
        await editor.openByName('hasty.glmm');
        await editor.openFixes('logistic', 'family logistic', 'bernoulli');
        await take({ width: 800, height: 260 });
        await editor.press('Escape');
        await editor.command('View: Close All Editors');
    },
    async editor(editor, take) {
        await editor.openByName('talk.glmm');
        await editor.command('Fold All Block Comments');
        await editor.lenses('SE').nth(1).waitFor();
        // Until the exact numbers are there, the lenses say that they are on their way.
        await editor.lenses('exact …').first().waitFor({ state: 'detached' });
        await editor.hoverOver('beta1', 'beta1: x', 'Asy.Var');
        await take(wholeWindow);
    }
};

function workspaceIn(folder) {
    fs.cpSync(path.join(root, 'examples'), folder, { recursive: true });
    for (const [name, text] of guide) {
        fs.writeFileSync(path.join(folder, `${name}.glmm`), text);
    }
    fs.writeFileSync(path.join(folder, 'draft.glmm'), '');
    fs.writeFileSync(path.join(folder, 'hasty.glmm'), guide.get('reminders').replace('bernoulli', 'logistic'));
    return folder;
}

/** Takes a picture of the upper left part of the window. */
async function takePicture(editor, name, size = { width: 1000, height: 480 }) {
    const file = path.join(images, `${name}.png`);
    await editor.screenshot(file, { x: 0, y: 0, ...size });
    console.log(path.relative(root, file), `${Math.ceil(fs.statSync(file).size / 1000)} kB`);
}

await main(async () => {
    exitOnSignals();
    ensureDependencies();
    const executablePath = ensureChromium();
    installEmbeddedVscode();
    const { vsix } = await packageExtension();
    const { chromium } = await import('playwright-core');
    const { browserOptions } = await import('../test/e2e/browser.mjs');
    const { EditorPage } = await import('../test/e2e/editor-page.mjs');

    fs.mkdirSync(images, { recursive: true });
    const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'glmm-design-picture-'));
    const workspace = workspaceIn(path.join(temporary, 'examples'));
    const vscode = new EmbeddedVscode(pictureSettings);
    const browser = await chromium.launch(browserOptions(executablePath));
    try {
        vscode.install(vsix);
        const server = await vscode.start();
        const editor = await EditorPage.open(browser, server.origin, workspace, wholeWindow);
        await editor.command('View: Toggle Primary Side Bar Visibility');
        const wanted = process.argv.slice(2);
        for (const [name, make] of Object.entries(pictures).filter(([key]) => wanted.length === 0 || wanted.includes(key))) {
            await make(editor, size => takePicture(editor, name, size));
        }
    } finally {
        await browser.close();
        await vscode.dispose();
        fs.rmSync(temporary, { recursive: true, force: true });
    }
});

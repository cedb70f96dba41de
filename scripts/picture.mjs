/** `npm run picture`: `docs/images/editor.png`, an example in the editor with its lenses and a hover. */
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
    'editor.hover.delay': 100,
    'editor.minimap.enabled': false,
    'window.commandCenter': false,
    'workbench.layoutControl.enabled': false,
    'window.title': '${activeEditorShort}',
    // Keeps the lenses visible.
    'editor.hover.above': false
};

await main(async () => {
    exitOnSignals();
    ensureDependencies();
    const executablePath = ensureChromium();
    installEmbeddedVscode();
    const { vsix } = await packageExtension();
    const { chromium } = await import('playwright-core');
    const { browserOptions } = await import('../test/e2e/browser.mjs');
    const { EditorPage } = await import('../test/e2e/editor-page.mjs');

    const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'glmm-design-picture-'));
    const workspace = path.join(temporary, 'examples');
    fs.cpSync(path.join(root, 'examples'), workspace, { recursive: true });
    const vscode = new EmbeddedVscode(pictureSettings);
    const browser = await chromium.launch(browserOptions(executablePath));
    try {
        vscode.install(vsix);
        const server = await vscode.start();
        const editor = await EditorPage.open(browser, server.origin, workspace, { width: 1200, height: 660 });
        await editor.openByName('talk.glmm');
        await editor.command('View: Toggle Primary Side Bar Visibility');
        await editor.command('Fold All Block Comments');
        await editor.lenses('SE').nth(1).waitFor();
        await editor.hoverOver('beta1', 'beta1: x', 'Asy.Var');
        const file = path.join(root, 'docs/images/editor.png');
        fs.mkdirSync(path.dirname(file), { recursive: true });
        await editor.screenshot(file);
        console.log(path.relative(root, file));
    } finally {
        await browser.close();
        await vscode.dispose();
        fs.rmSync(temporary, { recursive: true, force: true });
    }
});

/** The packaged extension in a real VS Code in a browser. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { EmbeddedVscode } from '../../scripts/embedded-vscode.mjs';
import { browserOptions } from './browser.mjs';
import { runExtensionHostTests } from './extension-host.mjs';
import { actAsPerson } from './person.mjs';

const screenshots = path.join(import.meta.dirname, 'screenshots');

/** Returns the exit code. `tests`: the bundled tests of the extension host. They write to the examples, so these are copied. */
export async function runEndToEnd({ chromium: executablePath, vsix, tests, examples }) {
    fs.rmSync(screenshots, { recursive: true, force: true });
    fs.mkdirSync(screenshots, { recursive: true });
    const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'glmm-design-e2e-'));
    const workspace = name => {
        const folder = path.join(temporary, name);
        fs.cpSync(examples, folder, { recursive: true });
        return folder;
    };
    const vscode = new EmbeddedVscode({ 'editor.hover.delay': 100 });
    const browser = await chromium.launch(browserOptions(executablePath));
    try {
        vscode.install(vsix);
        console.log('As a person:');
        const person = await actAsPerson({ vscode, browser, workspace: workspace('person'), screenshots });
        console.log('\nIn the extension host:');
        const host = await runExtensionHostTests({ vscode, browser, workspace: workspace('extension-host'), tests });
        console.log(`${person.passed + host.passed} passed, ${person.failed + host.failed} failed`);
        return person.failed + host.failed === 0 ? 0 : 1;
    } finally {
        await browser.close();
        await vscode.dispose();
        fs.rmSync(temporary, { recursive: true, force: true });
    }
}

/** The tests of the extension host in a desktop VS Code. */
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Returns the exit code. VSCODE_EXECUTABLE: the program of an installed VS Code, in place of a download. */
export async function runDesktop({ extension, tests, examples }) {
    const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'glmm-design-desktop-'));
    try {
        const vscodeExecutablePath = process.env.VSCODE_EXECUTABLE ?? (await downloadAndUnzipVSCode('stable'));
        // The tests write to the examples.
        const workspace = path.join(temporary, 'workspace');
        fs.cpSync(examples, workspace, { recursive: true });
        return await runTests({
            vscodeExecutablePath,
            extensionDevelopmentPath: extension,
            extensionTestsPath: tests.entry,
            launchArgs: [workspace, '--disable-extensions', '--user-data-dir', path.join(temporary, 'user-data'), ...rootOptions()]
        });
    } catch (error) {
        console.error(
            `The tests in a desktop VS Code did not run, or failed: ${error.message}\nWithout a network, set VSCODE_EXECUTABLE to an installed VS Code; \`npm run test:e2e\` needs no desktop.`
        );
        return 1;
    } finally {
        fs.rmSync(temporary, { recursive: true, force: true });
    }
}

/** Electron has no sandbox for root, for instance in a container. */
function rootOptions() {
    return process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

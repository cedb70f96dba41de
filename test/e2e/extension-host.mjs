/** Runs the tests of the extension host in the VS Code of a browser. */
import { format } from 'node:util';

const timeLimit = 240_000;

export async function runExtensionHostTests({ vscode, browser, workspace, tests }) {
    // Without this option the page starts no tests. It also hides messages, so the tests of a person run without it.
    const server = await vscode.start({ options: ['--vscode-option', 'enable-smoke-test-driver'] });
    const page = await (await browser.newContext()).newPage();
    const counts = { passed: 0, failed: 0 };
    const ended = new Promise(resolve => {
        page.exposeFunction('codeAutomationExit', resolve);
    });
    await page.exposeFunction('codeAutomationLog', (_type, args) => {
        const line = format(...args);
        const [, count, what] = /^\s+(\d+) (passing|failing)/.exec(line) ?? [];
        if (what === 'passing') {
            counts.passed += Number(count);
        }
        if (what === 'failing') {
            counts.failed += Number(count);
        }
        if (/^\s/.test(line)) {
            console.log(line);
        }
    });
    const remote = file => `vscode-remote://${server.address}${file}`;
    const payload = JSON.stringify([
        ['extensionDevelopmentPath', remote(tests.folder)],
        ['extensionTestsPath', remote(tests.entry)],
        ['skipWelcome', 'true']
    ]);
    await page.goto(`${server.origin}/?folder=${encodeURIComponent(workspace)}&payload=${encodeURIComponent(payload)}`);
    let timer;
    const late = new Promise(resolve => {
        timer = setTimeout(resolve, timeLimit, `no end within ${timeLimit / 1000} s`);
    });
    const code = await Promise.race([ended, late]);
    clearTimeout(timer);
    if (code !== 0) {
        console.log(`The extension host's tests ended with: ${code}`);
        counts.failed ||= 1;
    } else if (counts.passed === 0) {
        console.log('The extension host ran no tests.');
        counts.failed = 1;
    }
    await page.context().close();
    await server.stop();
    return counts;
}

/**
 * `npm start`: builds the extension and opens the examples in VS Code with the extension. It uses the desktop VS Code if there is
 * one; otherwise, or with `--browser`, one for the browser, which runs until Ctrl-C. `--port N` sets its port.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { EmbeddedVscode, freePort, installEmbeddedVscode } from './embedded-vscode.mjs';
import { packageExtension } from './extension-package.mjs';
import { ensureDependencies, main, Problem, root } from './toolchain.mjs';

const examples = path.join(root, 'examples');
const usualPort = 8970;

await main(async () => {
    const { browser, port } = options();
    ensureDependencies();
    const { folder, vsix } = await packageExtension();
    const desktop = browser || port !== undefined ? undefined : findDesktopVscode();
    if (desktop) {
        openDesktop(desktop, folder);
    } else {
        await serveEmbedded(vsix, port ?? (await freePort(usualPort)));
    }
});

function options() {
    try {
        const { values } = parseArgs({ options: { browser: { type: 'boolean' }, port: { type: 'string' } } });
        const port = values.port === undefined ? undefined : Number(values.port);
        if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65535)) {
            throw new Error('a port is a number from 1 to 65535');
        }
        return { browser: values.browser, port };
    } catch (error) {
        throw new Problem(`${error.message}\nUsage: npm start [-- --browser] [-- --port NUMBER]`);
    }
}

/** The command of a VS Code that can open a window on this computer. */
function findDesktopVscode() {
    const hasScreen = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
    // In the terminal of a remote VS Code, its command can't open an extension under development. VS Code does not start as root.
    const isRemote = process.env.VSCODE_IPC_HOOK_CLI !== undefined;
    if (!hasScreen || isRemote || process.getuid?.() === 0) {
        return undefined;
    }
    const names = process.platform === 'win32' ? ['code.cmd'] : ['code'];
    const onPath = process.env.PATH.split(path.delimiter).flatMap(where => names.map(name => path.join(where, name)));
    return [...onPath, '/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code'].find(file => fs.existsSync(file));
}

function openDesktop(code, folder) {
    const args = ['--new-window', `--extensionDevelopmentPath=${folder}`, examples, path.join(examples, 'talk.glmm')];
    const { status, error } = spawnSync(code, args, { stdio: 'inherit', shell: process.platform === 'win32' });
    if (error || status !== 0) {
        throw new Problem(`${code} did not open. \`npm start -- --browser\` works without it.`);
    }
    console.log('VS Code opens the examples with the extension.');
}

async function serveEmbedded(vsix, port) {
    installEmbeddedVscode();
    const vscode = new EmbeddedVscode();
    const interrupted = interruption();
    try {
        vscode.install(vsix);
        const server = await vscode.start({ port });
        console.log(`\nVS Code with the examples: ${folderAddress(server.origin, examples)}\nEnd it with Ctrl-C.`);
        const exited = await Promise.race([interrupted.then(() => false), server.exited.then(() => true)]);
        if (exited) {
            throw new Problem('VS Code has ended unexpectedly.');
        }
    } finally {
        await vscode.dispose();
    }
}

/** Resolves on Ctrl-C, or when the parent npm ends, because npm does not forward every signal. */
function interruption() {
    return new Promise(resolve => {
        for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
            process.once(signal, resolve);
        }
        const parent = process.ppid;
        setInterval(() => process.ppid !== parent && resolve(), 500).unref();
    });
}

function folderAddress(origin, folder) {
    return `${origin}/?folder=${encodeURIComponent(folder)}`;
}

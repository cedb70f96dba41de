/**
 * `npm start`: builds the extension and opens a first model, which belongs to the user, and the index of the examples in VS Code. It
 * uses the desktop VS Code if there is one; otherwise, or with `--browser`, one for the browser, which runs until Ctrl-C. `--port N`
 * sets its port.
 */
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { EmbeddedVscode, freePort, installEmbeddedVscode, isEmbeddedVscodeInstalled } from './embedded-vscode.mjs';
import { packageExtension } from './extension-package.mjs';
import { ensureDependencies, isInstalled, main, Problem, root } from './toolchain.mjs';
import { spawnCommand } from './windows-shell.mjs';

const examples = path.join(root, 'examples');
/** The user's own folder, which Git ignores. */
const ownModel = path.join(root, 'my-models/first-model.glmm');
/** The extension reads it: the file to open beside the first model. */
const beside = { GLMM_DESIGN_BESIDE: path.join(examples, 'README.md') };
const usualPort = 8970;

await main(async () => {
    const { browser, port } = options();
    const desktop = browser || port !== undefined ? undefined : findDesktopVscode();
    sayHowLong(desktop !== undefined);
    ensureDependencies({ isQuiet: true });
    console.log('Building the extension ...');
    const { folder, vsix } = await packageExtension({ isQuiet: true });
    makeOwnModel();
    if (desktop) {
        openDesktop(desktop, folder);
    } else {
        await serveEmbedded(vsix, port ?? (await freePort(usualPort)));
    }
});

/** Once, before the first installation. */
function sayHowLong(isDesktop) {
    const [project, editor] = [!isInstalled(root), !isDesktop && !isEmbeddedVscodeInstalled()];
    if (project || editor) {
        const parts = [...(project ? ['the packages of the project'] : []), ...(editor ? ['VS Code for the browser (0.6 GB)'] : [])];
        console.log(
            `The first start installs ${parts.join(' and ')}: about ${editor ? 'five minutes' : 'one minute'}. Later ones take seconds.`
        );
    }
}

/** The first model is written once, and then it is the user's. */
function makeOwnModel() {
    if (!fs.existsSync(ownModel)) {
        fs.mkdirSync(path.dirname(ownModel), { recursive: true });
        fs.copyFileSync(path.join(root, 'scripts/start/first-model.glmm'), ownModel);
    }
}

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
    const args = ['--new-window', `--extensionDevelopmentPath=${folder}`, examples, ownModel];
    const env = { ...process.env, ...beside };
    const { status, error } = spawnCommand(code, args, { env, stdio: 'inherit' });
    if (error || status !== 0) {
        throw new Problem(`${code} did not open. \`npm start -- --browser\` works without it.`);
    }
    console.log('VS Code opens your first model and the examples.');
}

async function serveEmbedded(vsix, port) {
    installEmbeddedVscode({ isQuiet: true });
    const vscode = new EmbeddedVscode({}, beside);
    const interrupted = interruption();
    try {
        vscode.install(vsix);
        const server = await vscode.start({ port });
        console.log(`\nVS Code with your first model and the examples:\n${addressOf(server, examples, ownModel)}\nEnd it with Ctrl-C.`);
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

function addressOf({ origin, address }, folder, file) {
    const payload = JSON.stringify([['openFile', `vscode-remote://${address}${file}`]]);
    return `${origin}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(payload)}`;
}

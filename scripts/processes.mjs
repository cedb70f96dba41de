/** Running other programs. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { environment, Problem, root } from './toolchain.mjs';

/** On a signal this process ends by itself, so that what it has to clean up at its end is cleaned up. */
export function exitOnSignals() {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
        process.once(signal, () => process.exit(1));
    }
}

/** Runs a program with our own output; a failure of it is a problem. */
export async function run(command, args, { cwd = root, env = environment() } = {}) {
    const [code, signal] = await once(spawn(command, args, { cwd, env, stdio: 'inherit' }), 'exit');
    if (code !== 0) {
        throw new Problem(`\`${commandLine(command, args)}\` ended with ${signal ?? `exit code ${code}`}.`);
    }
}

/**
 * Runs a program, shows what it prints as it comes, and gives it back with the exit code. After `limit` minutes it is ended,
 * with all that it started.
 */
export async function runAndRead(command, args, { cwd = root, env = environment(), limit = 15 } = {}) {
    // A process group of its own, which can be ended as a whole.
    const detached = process.platform !== 'win32';
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached });
    const end = signal => process.kill(detached ? -child.pid : child.pid, signal);
    const interrupt = signal => {
        end(signal);
        process.exit(1);
    };
    process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
    let late = false;
    const timer = setTimeout(() => {
        late = true;
        end('SIGKILL');
    }, limit * 60_000);

    let output = '';
    for (const [from, to] of [
        [child.stdout, process.stdout],
        [child.stderr, process.stderr]
    ]) {
        from.setEncoding('utf8').on('data', text => {
            output += text;
            to.write(text);
        });
    }
    const [code] = await once(child, 'close');
    clearTimeout(timer);
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    if (late) {
        console.log(`Ended, since it took more than ${limit} minutes.`);
    }
    return { code: code ?? 1, output };
}

function commandLine(command, args) {
    return [path.basename(command), ...args.map(argument => path.relative(root, path.resolve(root, argument)) || argument)].join(' ');
}

/** Running other programs. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { environment, Problem, root } from './toolchain.mjs';

/** Ends this process on a signal in such a way that its cleanup runs. */
export function exitOnSignals() {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
        process.once(signal, () => process.exit(1));
    }
}

/** Runs a program with our own output, or with `isQuiet` without it unless it fails. Its failure is reported as a problem. */
export async function run(command, args, { cwd = root, env = environment(), isQuiet = false } = {}) {
    const child = spawn(command, args, { cwd, env, stdio: isQuiet ? ['ignore', 'pipe', 'pipe'] : 'inherit' });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
        stream?.setEncoding('utf8').on('data', text => (output += text));
    }
    const [code, signal] = await once(child, 'close');
    if (code !== 0) {
        process.stderr.write(output);
        throw new Problem(`\`${commandLine(command, args)}\` ended with ${signal ?? `exit code ${code}`}.`);
    }
}

/**
 * Runs a program, shows its output at once, and returns the output and the exit code. After `limit` minutes it ends the program and
 * all processes that the program started.
 */
export async function runAndRead(command, args, { cwd = root, env = environment(), limit = 25 } = {}) {
    // A separate process group, which can be ended as a whole.
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
        console.log(`Stopped after ${limit} minutes, the time limit.`);
    }
    return { code: code ?? 1, output };
}

function commandLine(command, args) {
    return [path.basename(command), ...args.map(argument => path.relative(root, path.resolve(root, argument)) || argument)].join(' ');
}

/** Running other programs. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { environment, Problem, root } from './toolchain.mjs';

/** Runs a program with our own output; a failure of it is a problem. */
export async function run(command, args, { cwd = root, env = environment() } = {}) {
    const [code, signal] = await once(spawn(command, args, { cwd, env, stdio: 'inherit' }), 'exit');
    if (code !== 0) throw new Problem(`\`${commandLine(command, args)}\` ended with ${signal ?? `exit code ${code}`}.`);
}

/** Runs a program, shows what it prints as it comes, and gives it back with the exit code. */
export async function runAndRead(command, args, { cwd = root, env = environment() } = {}) {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
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
    return { code: code ?? 1, output };
}

function commandLine(command, args) {
    return [path.basename(command), ...args.map(argument => path.relative(root, path.resolve(root, argument)) || argument)].join(' ');
}

/** A copy of the project, in which `npm run mutate` changes files and runs tests. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { environment, nodeBinary, program, root } from './toolchain.mjs';

/** A change can make a loop endless. A test file that takes longer has noticed the change. */
const mostMinutes = 10;

/** A copy of what git does not ignore and of what is generated or built, with a link to `node_modules`. */
export class TestedCopy {
    #folder = fs.mkdtempSync(path.join(os.tmpdir(), 'glmm-mutate-'));
    #unchanged = new Map();
    /** Whether `dist` is older than the sources. */
    #stale = true;

    constructor() {
        const { stdout } = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
            cwd: root,
            encoding: 'utf8'
        });
        for (const file of stdout.split('\0').filter(name => name !== '' && fs.existsSync(path.join(root, name)))) {
            fs.cpSync(path.join(root, file), path.join(this.#folder, file));
        }
        for (const made of ['language/generated', 'report/generated', 'dist']) {
            fs.cpSync(path.join(root, made), path.join(this.#folder, made), { recursive: true });
        }
        fs.symlinkSync(path.join(root, 'node_modules'), path.join(this.#folder, 'node_modules'), 'dir');
    }

    read(file) {
        return fs.readFileSync(path.join(this.#folder, file), 'utf8');
    }

    write(file, text) {
        fs.writeFileSync(path.join(this.#folder, file), text);
        this.#stale = true;
    }

    testFiles(test) {
        if (test.endsWith('.test.ts')) {
            return [test];
        }
        const files = fs.readdirSync(path.join(this.#folder, test), { recursive: true });
        return files.filter(file => file.endsWith('.test.ts')).map(file => path.posix.join(test, file.replaceAll(path.sep, '/')));
    }

    passes(test) {
        if (this.#stale && /dist\/|run-command|shared-session/.test(this.read(test))) {
            if (!this.#runs([path.join(this.#folder, 'scripts/build.mjs')])) {
                return false;
            }
            this.#stale = false;
        }
        // A thread ends with its process, also in an endless loop.
        return this.#runs([program('vitest'), 'run', '--bail=1', '--pool=threads', '--no-file-parallelism', test]);
    }

    passesUnchanged(test) {
        if (!this.#unchanged.has(test)) {
            this.#unchanged.set(test, this.passes(test));
        }
        return this.#unchanged.get(test);
    }

    remove() {
        fs.rmSync(this.#folder, { recursive: true, force: true });
    }

    #runs(args) {
        const { status } = spawnSync(nodeBinary(), args, {
            cwd: this.#folder,
            env: environment(),
            stdio: 'ignore',
            timeout: mostMinutes * 60_000,
            killSignal: 'SIGKILL'
        });
        return status === 0;
    }
}

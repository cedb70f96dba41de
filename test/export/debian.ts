/** Debian packages that the tests run: they install what is missing. */
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Tests run beside each other, and apt takes one at a time. */
const lock = path.join(tmpdir(), 'glmm-design-apt.lock');

/**
 * @param what the tests run, for the message
 * @param isThere whether it is installed
 * @throws where it is missing and can't be installed: with what is to be installed
 */
export function ensureInstalled(what: string, packages: readonly string[], isThere: () => boolean): void {
    if (isThere()) {
        return;
    }
    if (process.getuid?.() === 0) {
        const apt = (...args: string[]) =>
            spawnSync('flock', [lock, 'apt-get', '-q', '-y', ...args], {
                stdio: 'ignore',
                env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
            });
        apt('update');
        apt('install', '--no-install-recommends', ...packages);
    }
    if (!isThere()) {
        throw new Error(`These tests run ${what}. Install it, on Debian: apt-get install ${packages.join(' ')}`);
    }
}

/** Whether a program starts and ends well. */
export const succeeds = (program: string, ...args: string[]): boolean => spawnSync(program, args, { stdio: 'ignore' }).status === 0;

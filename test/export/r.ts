/** R with lme4 and glmmTMB, which these tests install where it is missing. */
import { spawnSync } from 'node:child_process';

const packages = ['r-base-core', 'r-cran-lme4', 'r-cran-glmmtmb'];

function hasR(): boolean {
    return spawnSync('Rscript', ['-e', 'stopifnot(requireNamespace("lme4"), requireNamespace("glmmTMB"))']).status === 0;
}

/** @throws where R is missing and can't be installed: with what is to be installed */
export function ensureR(): void {
    if (hasR()) {
        return;
    }
    const isRoot = process.getuid?.() === 0;
    const install = (args: string[]) => spawnSync('apt-get', args, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
    if (isRoot) {
        install(['update']);
        install(['install', '-y', '--no-install-recommends', ...packages]);
    }
    if (!hasR()) {
        throw new Error(`These tests run R with lme4 and glmmTMB. Install them, on Debian: apt-get install ${packages.join(' ')}`);
    }
}

/** Runs a script in a folder. @throws with what R says, where it fails */
export function runR(script: string, folder: string): void {
    const { status, stderr, error } = spawnSync('Rscript', ['-'], {
        cwd: folder,
        input: script,
        encoding: 'utf8',
        // A glmm of this size gains nothing from threads, and other tests run beside.
        env: { ...process.env, LC_ALL: 'C.UTF-8', OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
        maxBuffer: 2 ** 28
    });
    if (status !== 0) {
        throw new Error(`R failed: ${error?.message ?? stderr}`);
    }
}

/** R with lme4 and glmmTMB, which these tests install where it is missing. */
import { spawnSync } from 'node:child_process';
import { ensureInstalled, succeeds } from './debian.js';

/** @throws where R is missing and can't be installed: with what is to be installed */
export function ensureR(): void {
    ensureInstalled('R with lme4 and glmmTMB', ['r-base-core', 'r-cran-lme4', 'r-cran-glmmtmb'], () =>
        succeeds('Rscript', '-e', 'stopifnot(requireNamespace("lme4"), requireNamespace("glmmTMB"))')
    );
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

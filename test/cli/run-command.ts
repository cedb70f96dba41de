/** The built command, as a shell runs it. */
import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

export const command = fileURLToPath(new URL('../../dist/cli/glmm.cjs', import.meta.url));

/** A folder of its own for the tests of one file, which goes with them. */
export const folder = mkdtempSync(path.join(tmpdir(), 'glmm-command-'));
afterAll(() => rmSync(folder, { recursive: true }));

export function file(name: string, content: string | Uint8Array): string {
    writeFileSync(path.join(folder, name), content);
    return name;
}

/** @param environment variables beside those of the tests */
export function glmm(args: string[], input: string | Uint8Array = '', environment: Record<string, string> = {}) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
        cwd: folder,
        input,
        encoding: 'utf8',
        env: { ...process.env, ...environment },
        maxBuffer: 2 ** 28
    });
    return { status, stdout, stderr };
}

export function startGlmm(args: string[]): ChildProcessWithoutNullStreams {
    return spawn(process.execPath, [command, ...args], { cwd: folder });
}

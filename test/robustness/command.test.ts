/** The built command, as a shell runs it, on input that is no model. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { extreme, impossible, model } from './models.js';
import { seededBytes } from './seeded-bytes.js';
import { expectReadable } from './soundness.js';

const command = fileURLToPath(new URL('../../dist/cli/glmm.cjs', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'glmm-robustness-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs `glmm`; a time-out, a signal or an exit code that the manual doesn't name is a failure. */
function glmm(args: string[], input?: string | Uint8Array) {
    const { status, signal, stdout, stderr, error } = spawnSync(process.execPath, [command, ...args], {
        cwd: folder,
        input,
        encoding: 'utf8',
        timeout: 110_000,
        maxBuffer: 2 ** 28,
        env: { ...process.env, NO_COLOR: '1' }
    });
    expect(error).toBeUndefined();
    expect(signal).toBeNull();
    expect([0, 1, 2, 3]).toContain(status);
    expect(stderr + stdout).not.toMatch(/\n\s+at .+:\d+:\d+/);
    return { status, stdout, stderr };
}

function written(name: string, content: string | Uint8Array): string {
    writeFileSync(path.join(folder, name), content);
    return name;
}

/** JSON has no NaN; a text table could. */
function expectSoundTable(text: string) {
    if (text.trim() !== '') {
        expectReadable(text);
    }
}

describe('files that hold no model', { timeout: 60_000 }, () => {
    it('an empty file is in order, and has no numbers', () => {
        const file = written('empty.glmm', '');
        expect(glmm(['check', file]).status).toBe(0);
        expect(glmm(['analyze', file]).status).toBe(0);
        expect(JSON.parse(glmm(['analyze', '--json', file]).stdout)).toMatchObject({ version: 1, models: [] });
    });

    it('a megabyte of random bytes', () => {
        const file = written('random.glmm', seededBytes(1_000_000, 11));
        const { status, stdout, stderr } = glmm(['check', file]);
        expect(status).toBe(1);
        expectReadable(stdout + stderr);
        const json = glmm(['analyze', '--json', file]);
        expect(json.status).toBe(1);
        expect((JSON.parse(json.stdout) as { diagnostics: unknown[] }).diagnostics.length).toBeGreaterThan(0);
    });

    it('a file that is not there, and a folder', () => {
        for (const name of ['missing.glmm', '.']) {
            const { status, stderr } = glmm(['check', name]);
            expect(status).not.toBe(0);
            expectReadable(stderr);
        }
    });

    it('100,000 parentheses from standard input', () => {
        const { status, stdout } = glmm(['check', '-'], model({ beta0: '('.repeat(100_000) + '1' + ')'.repeat(100_000) }));
        expect(status).toBe(1);
        expect(stdout).toMatch(/:\d+:\d+: error: .+ \[[a-z-]+\]/);
    });
});

describe('models with numbers out of range', { timeout: 120_000 }, () => {
    /** All in one file: one start of the command, and no model may take the others with it. */
    const collect = (models: Record<string, string>) =>
        Object.values(models)
            .map((text, i) => text.replace('model m {', `model m${i} {`))
            .join('\n');

    it('each impossible model has an error, and null for its numbers', () => {
        const file = written('impossible.glmm', collect(impossible));
        const checked = glmm(['check', file]);
        expect(checked.status).toBe(1);
        expectReadable(checked.stdout);
        const { status, stdout } = glmm(['analyze', '--json', file]);
        expect(status).toBe(1);
        const { models } = JSON.parse(stdout) as { models: { name: string; diagnostics: { severity: string }[] }[] };
        expect(models.map(each => each.name)).toEqual(Object.keys(impossible).map((_, i) => `m${i}`));
        for (const each of models) {
            expect(each.diagnostics.map(diagnostic => diagnostic.severity)).toContain('error');
        }
    });

    it.each(['the variances', 'the laws'])('extreme models as a table: %s', part => {
        // With eight random slopes an integral may take its whole budget; that it can be stopped is tested elsewhere.
        const all = Object.entries(extreme).filter(([name]) => name !== 'eight random slopes');
        const half = part === 'the variances' ? all.slice(0, all.length / 2) : all.slice(all.length / 2);
        const file = written('extreme.glmm', collect(Object.fromEntries(half)));
        const { status, stdout, stderr } = glmm(['analyze', file]);
        expect([0, 1]).toContain(status);
        expectSoundTable(stdout);
        expectSoundTable(stderr);
    });
});

describe('wrong usage', () => {
    it.each([[[]], [['nonsense']], [['check']], [['analyze', '--nonsense', 'x.glmm']], [['analyze', '--model']], [['--json']]])(
        'glmm %j',
        args => {
            const { status, stderr, stdout } = glmm(args);
            expect(status).toBe(2);
            expectReadable(stderr + stdout);
        }
    );

    it('changes no file', () => {
        const text = model({ beta0: '(((' });
        const file = written('kept.glmm', text);
        glmm(['check', file]);
        glmm(['analyze', file]);
        expect(readFileSync(path.join(folder, file), 'utf8')).toBe(text);
    });
});

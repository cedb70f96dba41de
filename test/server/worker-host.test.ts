import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import type { EngineResult, EngineWork } from '../../server/threads/engine-messages.js';
import { WorkerHost } from '../../server/threads/worker-host.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';

const script = fileURLToPath(new URL('scripted-engine.mjs', import.meta.url));
const model = (name: string): EngineWork => ({ kind: 'analyze', spec: { name } as ModelSpec, options: {} });

let host: WorkerHost<EngineWork, EngineResult>;
let log: string[];

function start(options: { script?: string; terminationDelay?: number } = {}): WorkerHost<EngineWork, EngineResult> {
    log = [];
    host = new WorkerHost<EngineWork, EngineResult>({ script, log: message => log.push(message), ...options });
    return host;
}

afterEach(() => host.dispose());

test('A job gives its analysis, one after the other in the same thread', async () => {
    start();
    for (const name of ['first', 'second', 'third']) {
        const job = host.run(model(name));
        expect(host.busy).toBe(true);
        expect(await job.outcome).toEqual({ kind: 'done', result: { kind: 'analyze', analysis: { of: name } }, milliseconds: 1 });
        expect(host.busy).toBe(false);
    }
});

test('A second job beside a running one is a mistake of the caller', () => {
    start();
    host.run(model('first'));
    expect(() => host.run(model('second'))).toThrow('one job at a time');
});

test('An engine that throws fails the job, and the thread lives on', async () => {
    start();
    expect(await host.run(model('throws')).outcome).toEqual({ kind: 'failed', detail: 'The engine threw.' });
    expect(await host.run(model('next')).outcome).toMatchObject({ kind: 'done' });
});

test.each(['dies', 'breaks'])('A thread that %s fails the job, and another one takes its place', async name => {
    start();
    expect(await host.run(model(name)).outcome).toMatchObject({ kind: 'failed' });
    expect(await host.run(model('next')).outcome).toMatchObject({ kind: 'done' });
    expect(log.length).toBeGreaterThan(0);
});

test('A cancelled job stops by itself', async () => {
    start({ terminationDelay: 60_000 });
    const job = host.run(model('stops when told'));
    job.cancel();
    expect(await job.outcome).toEqual({ kind: 'stopped' });
    expect(await host.run(model('next')).outcome).toMatchObject({ kind: 'done' });
});

test('A cancelled job that does not stop is ended with its thread', async () => {
    start({ terminationDelay: 20 });
    const job = host.run(model('never stops'));
    job.cancel();
    expect(await job.outcome).toEqual({ kind: 'stopped' });
    expect(await host.run(model('next')).outcome).toMatchObject({ kind: 'done' });
});

test('Cancelling what is done already harms nobody', async () => {
    start();
    const job = host.run(model('first'));
    await job.outcome;
    job.cancel();
    expect(await host.run(model('next')).outcome).toMatchObject({ kind: 'done' });
});

test('A thread that cannot start fails every job, and is tried again for each', async () => {
    start({ script: `${script}.missing` });
    expect(await host.run(model('first')).outcome).toMatchObject({ kind: 'failed' });
    expect(await host.run(model('second')).outcome).toMatchObject({ kind: 'failed' });
});

test('What the thread prints goes to the log, not to standard output', async () => {
    const printed = new Promise<string>(resolve => (host = new WorkerHost<EngineWork, EngineResult>({ script, log: resolve })));
    await host.run(model('prints')).outcome;
    expect(await printed).toContain('printed by the engine');
});

import { expect, test } from 'vitest';
import { CancellationToken, CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import { ThreadQueue } from '../../server/threads/thread-queue.js';
import type { Job, JobOutcome } from '../../server/threads/worker-host.js';

/** A thread whose work ends when the test says so. */
class Thread {
    readonly begun: string[] = [];
    disposals = 0;
    private settle: (outcome: JobOutcome<string>) => void = () => undefined;
    private current = '';

    run(work: string): Job<string> {
        this.begun.push(work);
        this.current = work;
        const outcome = new Promise<JobOutcome<string>>(settle => (this.settle = settle));
        return { outcome, cancel: () => this.settle({ kind: 'stopped' }) };
    }

    finish(): void {
        this.settle({ kind: 'done', result: `made of ${this.current}`, milliseconds: 1 });
    }

    async dispose(): Promise<void> {
        this.disposals++;
    }
}

const { None: never } = CancellationToken;
const done = (work: string) => ({ kind: 'done', result: `made of ${work}`, milliseconds: 1 });
const stopped = { kind: 'stopped' };

test('Work is done one piece after the other, and then the thread is let go', async () => {
    const thread = new Thread();
    const queue = new ThreadQueue<string, string>(thread);
    const first = queue.run('a', 'first', never);
    const second = queue.run('b', 'second', never);
    expect(thread.begun).toEqual(['first']);
    thread.finish();
    expect(await first).toEqual(done('first'));
    expect(thread.begun).toEqual(['first', 'second']);
    expect(thread.disposals).toBe(0);
    thread.finish();
    expect(await second).toEqual(done('second'));
    expect(thread.disposals).toBe(1);
});

test('Newer work under the same key stops what runs and what waits', async () => {
    const thread = new Thread();
    const queue = new ThreadQueue<string, string>(thread);
    const running = queue.run('a', 'oldest', never);
    const waiting = queue.run('a', 'older', never);
    const last = queue.run('a', 'newest', never);
    expect(await running).toEqual(stopped);
    expect(await waiting).toEqual(stopped);
    expect(thread.begun).toEqual(['oldest', 'newest']);
    thread.finish();
    expect(await last).toEqual(done('newest'));
});

test('What is cancelled stops, whether it runs or waits, and the next comes', async () => {
    const thread = new Thread();
    const queue = new ThreadQueue<string, string>(thread);
    const [first, second] = [new CancellationTokenSource(), new CancellationTokenSource()];
    const running = queue.run('a', 'first', first.token);
    const waiting = queue.run('b', 'second', second.token);
    const last = queue.run('c', 'third', never);
    second.cancel();
    expect(await waiting).toEqual(stopped);
    first.cancel();
    expect(await running).toEqual(stopped);
    expect(thread.begun).toEqual(['first', 'third']);
    thread.finish();
    expect(await last).toEqual(done('third'));
});

test('Work that was cancelled before it came is not begun', async () => {
    const thread = new Thread();
    const queue = new ThreadQueue<string, string>(thread);
    expect(await queue.run('a', 'late', CancellationToken.Cancelled)).toEqual(stopped);
    expect(thread.begun).toEqual([]);
});

test('Work that was cancelled before it came stops none under its key', async () => {
    const thread = new Thread();
    const queue = new ThreadQueue<string, string>(thread);
    const wanted = queue.run('a', 'wanted', never);
    expect(await queue.run('a', 'late', CancellationToken.Cancelled)).toEqual(stopped);
    thread.finish();
    expect(await wanted).toEqual(done('wanted'));
});

import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { ThreadFlags } from '../../server/threads/thread-flags.js';

test('Only the job that is told to stops', () => {
    const flags = new ThreadFlags();
    const ofThread = new ThreadFlags(flags.buffer);
    flags.stop(2);
    expect([1, 2, 3].map(job => ofThread.shouldStop(job))).toEqual([false, true, false]);
});

test('A thread that rests goes on when it is told to', () => {
    const flags = new ThreadFlags(null, 60_000);
    flags.rest();
    const waker = new Worker(
        `const { workerData } = require('node:worker_threads');
        const flags = new Int32Array(workerData);
        Atomics.store(flags, 1, 0);
        Atomics.notify(flags, 1);`,
        { eval: true, workerData: flags.buffer }
    );
    expect(flags.shouldStop(1)).toBe(false);
    return waker.terminate();
});

test('A rest ends by itself, for as long as nobody asks for another one', () => {
    const flags = new ThreadFlags(null, 5);
    flags.rest();
    expect(flags.shouldStop(1)).toBe(false);
    const patient = new ThreadFlags(flags.buffer, 60_000);
    expect(patient.shouldStop(1)).toBe(false);
    flags.rest();
    flags.resume();
    expect(patient.shouldStop(1)).toBe(false);
});

import { describe, expect, it } from 'vitest';
import { Newest } from '../../explorer/newest.js';

interface Work {
    name: string;
    steps: number;
    isShort: boolean;
}

/** Records what is reported; a pause ends when the test says so. */
function workshop() {
    const seen: string[] = [];
    let pauses: (() => void)[] = [];
    const newest = new Newest<Work, number>(
        function* ({ steps }) {
            for (let step = 1; step <= steps; step++) {
                yield step;
            }
        },
        ({ name }, step) => seen.push(`${name} ${step ?? 'done'}`),
        ({ isShort }) => isShort,
        () => new Promise(resolve => pauses.push(resolve))
    );
    const proceed = async (times = 1): Promise<void> => {
        for (let i = 0; i < times; i++) {
            const ended = pauses;
            pauses = [];
            ended.forEach(end => end());
            await Promise.resolve();
            await Promise.resolve();
            await Promise.resolve();
        }
    };
    return { newest, seen, proceed };
}

describe('work of which only the newest counts', () => {
    it('is done step by step', async () => {
        const { newest, seen, proceed } = workshop();
        newest.add({ name: 'a', steps: 2, isShort: false });
        await proceed(5);
        expect(seen).toEqual(['a 1', 'a 2', 'a done']);
    });

    it('is never queued: of all that wait the last is done', async () => {
        const { newest, seen, proceed } = workshop();
        newest.add({ name: 'a', steps: 1, isShort: true });
        await proceed();
        for (const name of ['b', 'c', 'd']) {
            newest.add({ name, steps: 1, isShort: true });
        }
        await proceed(6);
        expect(seen).toEqual(['a 1', 'a done', 'd 1', 'd done']);
    });

    it('gives way between steps where it is long', async () => {
        const { newest, seen, proceed } = workshop();
        newest.add({ name: 'long', steps: 5, isShort: false });
        await proceed(2);
        newest.add({ name: 'new', steps: 1, isShort: true });
        await proceed(6);
        expect(seen).toEqual(['long 1', 'long 2', 'new 1', 'new done']);
    });

    it('comes to its end where it is short, whatever waits', async () => {
        const { newest, seen, proceed } = workshop();
        newest.add({ name: 'short', steps: 3, isShort: true });
        await proceed();
        newest.add({ name: 'new', steps: 1, isShort: true });
        await proceed(6);
        expect(seen).toEqual(['short 1', 'short 2', 'short 3', 'short done', 'new 1', 'new done']);
    });

    it('begins again after a rest', async () => {
        const { newest, seen, proceed } = workshop();
        newest.add({ name: 'a', steps: 1, isShort: true });
        await proceed(4);
        newest.add({ name: 'b', steps: 1, isShort: true });
        await proceed(4);
        expect(seen).toEqual(['a 1', 'a done', 'b 1', 'b done']);
    });
});

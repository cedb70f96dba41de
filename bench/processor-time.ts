import { readFileSync } from 'node:fs';

/**
 * Milliseconds that the main thread of a process has used the processor for. On a busy machine it says more than the time on the clock.
 * NaN on systems other than Linux.
 */
export function processorTime(pid: number): number {
    try {
        const [nanoseconds] = readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ');
        return Number(nanoseconds) / 1e6;
    } catch {
        return NaN;
    }
}

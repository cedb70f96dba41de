import type { LogMgf, Moments } from './law-record.js';

/** log M and its derivatives at 0, for laws that have no closed form elsewhere; null where a moment is missing. */
export function momentsAsLogMgf({ mean, variance }: Moments): LogMgf | null {
    return mean === null || variance === null ? null : { value: 0, first: mean, second: variance };
}

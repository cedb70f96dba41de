export interface Quantiles {
    median: number;
    p95: number;
}

/** Sample quantiles: the smallest value that is at least as large as this share of the values. */
export function quantiles(values: readonly number[]): Quantiles {
    const sorted = [...values].sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
    return { median: at(0.5), p95: at(0.95) };
}

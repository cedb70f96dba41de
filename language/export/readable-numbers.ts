import type { GroupSize, ModelSpec } from '../../src-engine/spec/model-spec.js';

/** The gamma law that is rounded to sizes, to 15 digits. */
export function sizeLaw({ mean, cv }: Extract<GroupSize, { kind: 'sizes' }>): { shape: number; rate: number } {
    const shape = 1 / cv ** 2;
    return { shape: rounded(shape), rate: rounded(shape / mean) };
}

/** A number without the rounding errors of arithmetic: 0.49 for 0.7 squared. */
function rounded(value: number): number {
    return Number(value.toPrecision(15));
}

/** A model with all numbers to 15 digits, as code has them. */
export function withReadableNumbers(spec: ModelSpec): ModelSpec {
    return JSON.parse(JSON.stringify(spec), (_, value: unknown) => (typeof value === 'number' ? rounded(value) : value)) as ModelSpec;
}

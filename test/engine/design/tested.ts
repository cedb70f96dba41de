/** Tests of one effect, for models in the tests of answers. */
import type { TestSpec } from '../../../src-engine/index.js';

/** Two-sided at 0.05 with `reference z`, without a power unless one is given. */
export function tested(effect: string, more: Partial<TestSpec> = {}): TestSpec {
    return {
        name: null,
        hypothesis: `${effect} = 0`,
        contrasts: [{ coefficients: [{ effect, coefficient: 1 }], value: 0 }],
        alternative: 'two-sided',
        alpha: 0.05,
        power: null,
        reference: 'z',
        ...more
    };
}

/** What exported tests leave out of Kenward and Roger's. */
import type { TestSpec } from '../../src-engine/spec/model-spec.js';

/** A line of comment, in R and Python alike; none where no test needs it. @param instead who computes the whole test from data */
export function kenwardRogerRemark(tests: readonly TestSpec[], instead: string): string[] {
    return tests.some(({ reference }) => reference === 'kr')
        ? [`# Of Kenward and Roger's test these have the degrees of freedom at the model's values; ${instead}.`]
        : [];
}

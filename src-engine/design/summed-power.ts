/** The power of a test as a sum over all outcomes, for models without random effects. */
import { enumeratedPower, type EnumeratedPower } from '../exact/outcomes/enumerated-power.js';
import type { OutcomeTest } from '../exact/outcomes/outcome-tests.js';
import { noVariance, type Failure } from '../result/failure.js';
import { attempt } from '../result/not-available.js';
import { isReason } from '../result/reason.js';
import type { ModelSpec, TestSpec } from '../spec/model-spec.js';
import type { Sizes } from '../structure/sizes.js';
import { effectsOf, nullValueOf, rowOf } from './contrasts.js';
import type { DesignVariances } from './design-variances.js';
import { boundOf } from './test-power.js';

export interface SumOptions {
    /** The degrees of freedom of the Wald test. */
    df: number;
    /** The outcomes that the sum may have. */
    budget: number;
    /** The model's own values, or those under the hypothesis. */
    values: 'own' | 'null';
}

/** The power of the Wald test and of the likelihood-ratio test. The latter has a normal or χ² reference. */
export function summedPower(
    test: TestSpec,
    variances: DesignVariances,
    { n }: Sizes,
    { df, budget, values }: SumOptions
): EnumeratedPower | Failure {
    if (n?.kind !== 'fixed') {
        return noVariance(
            n === null || n.kind === 'unknown' ? { code: 'unknown-value', what: 'n' } : { code: 'not-enumerated', because: 'sizes' }
        );
    }
    const open = variances.spec.fixed.find(({ value }) => value === null);
    if (open) {
        return noVariance({ code: 'unknown-value', what: open.name });
    }
    const spec = values === 'own' ? variances.spec : underHypothesis(test, variances.spec);
    if (spec === null) {
        return noVariance({ code: 'not-computed' });
    }
    const outcomeTest: OutcomeTest = {
        contrasts: test.contrasts.map(contrast => rowOf(contrast, variances.spec)),
        values: test.contrasts.map(({ value }) => value),
        alternative: test.alternative,
        waldBound: boundOf(test, df),
        likelihoodRatioBound: boundOf(test, Infinity)
    };
    const { shouldStop } = variances.options;
    const found = variances.enumeration(JSON.stringify([outcomeTest, n.n, values]), budget, () =>
        attempt(() => enumeratedPower(spec, n.n, outcomeTest, { shouldStop, budget }))
    );
    return isReason(found) ? noVariance(found) : found;
}

/** The model with the tested effect at its value under the hypothesis; null where the hypothesis is about several effects. */
function underHypothesis(test: TestSpec, spec: ModelSpec): ModelSpec | null {
    const [name, ...others] = effectsOf(test);
    const held = others.length === 0 ? nullValueOf(test, spec, name) : null;
    return held && { ...spec, fixed: spec.fixed.map(effect => (effect.name === name ? { ...effect, value: held.value } : effect)) };
}

/** The formulas behind powers and sizes, with their sources. Plain text with the symbols of the papers. */
import type { Required } from '../../../src-engine/result/design-answers.js';
import type { PrecisionSpec, TestSpec } from '../../../src-engine/spec/model-spec.js';
import { findFixedEffect, findParameter, type ModelView } from '../model-view.js';
import { formatValue } from './numbers.js';

export interface SourcedFormula {
    formula: string;
    /** Its name or source, and the meaning of its letters. */
    source: string;
}

function upperProbability({ alternative, alpha }: TestSpec): string {
    return formatValue(1 - (alternative === 'two-sided' ? alpha / 2 : alpha));
}

/** The power of a test. */
export function powerFormula(test: TestSpec): SourcedFormula {
    const { alternative, contrasts, reference, alpha } = test;
    if (contrasts.length > 1) {
        const law = reference === 'z' ? 'χ²' : 'F';
        const df = `${contrasts.length}${reference === 'z' ? '' : ', df'}`;
        return {
            formula: `P{${law}(${df}; λ) > ${law}(${df}) at ${formatValue(1 - alpha)}}, λ = δᵀCov⁻¹δ`,
            source: `joint Wald test by the non-central ${law}`
        };
    }
    const sides = alternative === 'two-sided' ? 'two-sided' : 'one-sided';
    if (reference !== 'z') {
        return { formula: `t(df; δ/se) against t(df) at ${upperProbability(test)}`, source: `${sides} Wald test by the non-central t` };
    }
    const z = `z(${upperProbability(test)})`;
    const formula = alternative === 'two-sided' ? `Φ(δ/se − ${z}) + Φ(−δ/se − ${z})` : `Φ(${alternative === 'less' ? '−' : ''}δ/se − ${z})`;
    return { formula, source: `${sides} Wald test, δ the distance from the tested value` };
}

/** The number of groups or observations; null unless the test is of one effect, with one level of groups and a normal reference. */
export function sizeFormula(view: ModelView, test: TestSpec, { kind, target }: Required): SourcedFormula | null {
    const { spec, analysis } = view;
    const [contrast, another] = test.contrasts;
    const [coefficient, second] = contrast?.coefficients ?? [];
    const effect = coefficient && Math.abs(coefficient.coefficient) === 1 ? findFixedEffect(spec, coefficient.effect) : null;
    const isNested =
        analysis?.structure === 'nested' &&
        spec.random.length === 1 &&
        spec.design.n?.kind !== 'poisson' &&
        spec.design.n?.kind !== 'sizes';
    if (!effect || another || second || test.reference !== 'z' || kind === 'effect' || !isNested) {
        return null;
    }
    const quantiles = `(z(${upperProbability(test)}) + z(${formatValue(target)}))²`;
    if (effect.block === 'B') {
        return { formula: `mn = ${quantiles} φCⱼⱼ/δ²`, source: 'the leading term, with C = C_B of Jiang, Wand & Bhaskaran 2022' };
    }
    // Effects that share a random effect with another one have L in place of Σ.
    const isSigma = /^(Sigma|sigma)/.test(findParameter(view, effect.name)?.leading.formula ?? '');
    return kind === 'count' && isSigma
        ? {
              formula: `m = ${quantiles} (Σⱼⱼ + φKⱼⱼ/n)/δ²`,
              source: 'two terms, with K of Maestrini, Bhaskaran & Wand 2024; without K the leading term'
          }
        : null;
}

/** The half-width or factor of an interval. */
export function intervalFormula({ goal, level }: PrecisionSpec): SourcedFormula {
    const z = `z(${formatValue((1 + level) / 2)})`;
    return 'halfwidth' in goal
        ? { formula: `half-width = ${z} se`, source: 'Wald interval; for functions of parameters by the delta method' }
        : { formula: `factor = exp(${z} se/value)`, source: 'Wald interval of the logarithm, by the delta method' };
}

import { describe, expect, it } from 'vitest';
import type { LeadingVariance } from '../../src-engine/result/analysis.js';
import { formulaText, rateText, varianceByOrder } from '../../language/presentation/notation/formula.js';
import { estimatorSymbol, parameterSymbol } from '../../language/presentation/notation/symbols.js';

describe('formulas in the symbols of the papers', () => {
    it.each([
        ['C/(m n)', 'C/(mn)'],
        ['phi C/(m n)', 'φC/(mn)'],
        ['C/n', 'C/n'],
        ['Sigma[1,1]/m', 'Σ₁₁/m'],
        ['Sigma[10,10]/m', 'Σ₁₀,₁₀/m'],
        ['2 sigma^4/m', '2σ⁴/m'],
        ['2 Sigma[2,2]^2/m', '2Σ₂₂²/m'],
        ['(Sigma[1,1] Sigma[2,2] + Sigma[1,2]^2)/m', '(Σ₁₁Σ₂₂ + Σ₁₂²)/m'],
        ['phi^4/((trigamma(1/phi) - phi) m n)', 'φ⁴/((ψ′(1/φ) − φ) mn)'],
        ['2 phi^2/(m n)', '2φ²/(mn)'],
        ["Sigma[1,1]/plate + Sigma'[1,1]/sample", 'Σ₁₁/plate + Σ′₁₁/sample'],
        ['C/(school class n)', 'C/(school·class·n)']
    ])('%s is %s', (plain, text) => expect(formulaText(plain)).toBe(text));
});

const none: LeadingVariance = {
    constant: null,
    constantError: null,
    order: null,
    formula: null,
    terms: null,
    asyVar: null,
    error: null,
    simulated: false,
    standing: null,
    reason: null
};

describe('constants over orders', () => {
    it('one summand', () => {
        const leading = { ...none, constant: 0.487833670869, constantError: 1e-16, order: '1/(m n)' };
        expect(varianceByOrder(leading)).toBe('0.4878/(mn)');
        expect(varianceByOrder(leading, 12)).toBe('0.487833670869/(mn)');
        expect(rateText(leading)).toBe('1/(mn)');
    });

    it('a power of ten is kept together', () =>
        expect(varianceByOrder({ ...none, constant: 1.5e-9, constantError: 0, order: '1/m' })).toBe('(1.5 × 10⁻⁹)/m'));

    it('several summands', () => {
        const terms = [
            { constant: 0.7225, error: 0, order: '1/plate' },
            { constant: 3.7249, error: 0, order: '1/sample' }
        ];
        expect(varianceByOrder({ ...none, terms })).toBe('0.7225/plate + 3.725/sample');
        expect(rateText({ ...none, terms })).toBe('1/plate + 1/sample');
    });

    it('none', () => {
        expect(varianceByOrder(none)).toBeNull();
        expect(rateText(none)).toBeNull();
    });
});

describe('symbols', () => {
    it.each([
        ['beta1', 'β₁'],
        ['beta_12', 'β₁₂'],
        ['β0', 'β₀'],
        ['β₀', 'β₀'],
        ['phi', 'φ'],
        ['p1', 'p₁'],
        ['d', 'd'],
        ['betaArm', 'betaArm'],
        ['effect', 'effect']
    ])('%s is %s', (name, symbol) => expect(parameterSymbol(name)).toBe(symbol));

    it('a hat is over a letter, not over a word', () => {
        expect(estimatorSymbol('β₁').normalize('NFD')).toBe('β\u0302₁');
        expect(estimatorSymbol('σ²')).toBe('σ\u0302²');
        expect(estimatorSymbol('effect')).toBe('effect');
    });
});

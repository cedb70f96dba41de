/** Asymptotic variances as formulas, with the symbols of the papers. */
import type { Analysis, LeadingVariance } from '../../../src-engine/result/analysis.js';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { formatCertified, formatCount } from './numbers.js';
import { entryOf, superscript } from './symbols.js';

/** A product of sizes: `(m n)` becomes `(mn)`; group names are separated by a dot: `(school·class·n)`. */
function product(factors: string): string {
    const names = factors.trim().split(/\s+/);
    return names.every(name => name.length === 1) ? names.join('') : names.join('·');
}

/** A formula in plain text with its symbols: `2 sigma^4/m` is `2σ⁴/m`, `Sigma[1,1]/m` is `Σ₁₁/m`, `phi C/(m n)` is `φC/(mn)`. */
export function formulaText(plain: string): string {
    return plain
        .replace(/\(([^()+*/-]*\s[^()+*/-]*)\)/g, (_, factors: string) => `(${product(factors)})`)
        .replace(/\bm n\b/g, 'mn')
        .replace(/([A-Za-z]+'?)\[(\d+),(\d+)\]/g, (_, matrix: string, row: string, column: string) =>
            entryOf(matrix, Number(row), Number(column))
        )
        .replace(/\btrigamma\b/g, 'ψ′')
        .replace(/\bSigma/g, 'Σ')
        .replace(/\bsigma/g, 'σ')
        .replace(/\bphi\b/g, 'φ')
        .replace(/'/g, '′')
        .replace(/\^(-?\d+)/g, (_, power: string) => superscript(power))
        .replace(/ - /g, ' − ')
        .replace(/([\dφ₀-₉]) (?=[\p{L}])/gu, '$1');
}

/** `1/(m n)` with its constant: `0.4878/(mn)`. */
function overOrder(constant: string, order: string): string {
    const denominator = formulaText(order).replace(/^1\//, '');
    return constant.includes('×') ? `(${constant})/${denominator}` : `${constant}/${denominator}`;
}

/** The variance with its constants in figures, sizes left as symbols: `0.4878/(mn)`, `0.7225/plate + 3.725/sample`; null where there are none. */
export function varianceByOrder(leading: LeadingVariance, digits = 4): string | null {
    if (leading.constant !== null && leading.order !== null) {
        return overOrder(formatCertified(leading.constant, leading.constantError, digits), leading.order);
    }
    if (leading.terms !== null && leading.terms.length > 0) {
        return leading.terms.map(term => overOrder(formatCertified(term.constant, term.error, digits), term.order)).join(' + ');
    }
    return null;
}

/** The rate at which a variance falls, in symbols: `1/(mn)`, `1/plate + 1/sample`; null where it isn't known. */
export function rateText(leading: LeadingVariance): string | null {
    const orders = leading.order !== null ? [leading.order] : (leading.terms ?? []).map(term => term.order);
    return orders.length === 0 ? null : [...new Set(orders)].map(formulaText).join(' + ');
}

/** The values of `m` and `n`: `m = 50 (subject), n = 20`. With several groups the formulas have their names. */
export function sizesLegend(spec: ModelSpec, analysis: Analysis): string {
    const size = analysis.nLaw ?? (analysis.n === null ? '?' : formatCount(analysis.n));
    const count = (value: number | null) => (value === null ? '?' : formatCount(value));
    const groups =
        analysis.groups.length === 1
            ? analysis.groups.map(group => `m = ${count(group.count)} (${group.name})`)
            : analysis.groups.map(group => `${group.name} = ${count(group.count)}`);
    const relation = spec.design.n?.kind === 'poisson' || spec.design.n?.kind === 'sizes' ? '~' : '=';
    return [...groups, `n ${relation} ${size}`].join(', ');
}

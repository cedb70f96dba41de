/** The symbols of the papers in Unicode: hovers and terminals render no mathematics. */

const superscripts: Record<string, string> = {
    '0': '⁰',
    '1': '¹',
    '2': '²',
    '3': '³',
    '4': '⁴',
    '5': '⁵',
    '6': '⁶',
    '7': '⁷',
    '8': '⁸',
    '9': '⁹',
    '-': '⁻',
    '−': '⁻'
};
const subscripts: Record<string, string> = {
    '0': '₀',
    '1': '₁',
    '2': '₂',
    '3': '₃',
    '4': '₄',
    '5': '₅',
    '6': '₆',
    '7': '₇',
    '8': '₈',
    '9': '₉',
    ',': ','
};

const greek: Record<string, string> = {
    alpha: 'α',
    beta: 'β',
    gamma: 'γ',
    delta: 'δ',
    epsilon: 'ε',
    zeta: 'ζ',
    eta: 'η',
    theta: 'θ',
    kappa: 'κ',
    lambda: 'λ',
    mu: 'μ',
    nu: 'ν',
    xi: 'ξ',
    rho: 'ρ',
    sigma: 'σ',
    tau: 'τ',
    phi: 'φ',
    chi: 'χ',
    psi: 'ψ',
    omega: 'ω'
};

export function superscript(text: string): string {
    return [...text].map(character => superscripts[character] ?? character).join('');
}

/** Indices above 9 keep their comma: `₁₂` is row 1, column 2; `₁₀,₁₁` is row 10, column 11. */
export function subscript(text: string): string {
    return [...text].map(character => subscripts[character] ?? character).join('');
}

/** `Σ₁₂` for 1, 2. */
export function entryOf(matrix: string, row: number, column: number): string {
    return matrix + subscript(row < 10 && column < 10 ? `${row}${column}` : `${row},${column}`);
}

/** A parameter's name as a symbol where it is the name of one: `beta1` and `β1` are `β₁`, `arm` stays. */
export function parameterSymbol(name: string): string {
    const match = /^([A-Za-z]+|[\u0370-\u03ff])_?([0-9]*)$/.exec(name);
    if (!match) {
        return name;
    }
    const [, letters = '', index = ''] = match;
    const letter = Object.hasOwn(greek, letters) ? greek[letters]! : letters.length === 1 ? letters : null;
    return letter === null ? name : letter + subscript(index);
}

/** The estimator of a parameter: a hat over the letter where the symbol is one (`β̂₁`, `σ̂²`), otherwise the name alone. */
export function estimatorSymbol(symbol: string): string {
    return symbol.replace(/^(\p{L})(?!\p{L})/u, '$1\u0302');
}

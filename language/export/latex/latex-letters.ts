/**
 * Letters and signs of any text in LaTeX.
 *
 * Letters that are neither Greek nor signs stay as they are: `pdf-letters.ts` writes them for pdfLaTeX.
 */
import { printable } from '../../presentation/notation/markdown.js';

export const greekLetters: Record<string, string> = {
    α: 'alpha',
    β: 'beta',
    γ: 'gamma',
    δ: 'delta',
    ε: 'varepsilon',
    ϵ: 'epsilon',
    ζ: 'zeta',
    η: 'eta',
    θ: 'theta',
    ϑ: 'vartheta',
    ι: 'iota',
    κ: 'kappa',
    λ: 'lambda',
    μ: 'mu',
    ν: 'nu',
    ξ: 'xi',
    π: 'pi',
    ρ: 'rho',
    ς: 'varsigma',
    σ: 'sigma',
    τ: 'tau',
    υ: 'upsilon',
    φ: 'phi',
    ϕ: 'phi',
    χ: 'chi',
    ψ: 'psi',
    ω: 'omega',
    Γ: 'Gamma',
    Δ: 'Delta',
    Θ: 'Theta',
    Λ: 'Lambda',
    Ξ: 'Xi',
    Π: 'Pi',
    Σ: 'Sigma',
    Υ: 'Upsilon',
    Φ: 'Phi',
    Ψ: 'Psi',
    Ω: 'Omega'
};

/** Greek capitals that look like Latin ones, and the omicrons. */
const likeLatin: Record<string, string> = {
    Α: 'A',
    Β: 'B',
    Ε: 'E',
    Ζ: 'Z',
    Η: 'H',
    Ι: 'I',
    Κ: 'K',
    Μ: 'M',
    Ν: 'N',
    Ο: 'O',
    ο: 'o',
    Ρ: 'P',
    Τ: 'T',
    Χ: 'X'
};

/** Signs as LaTeX writes them. */
const signs: Record<string, string> = {
    '−': '$-$',
    '×': '$\\times$',
    '·': '$\\cdot$',
    '±': '$\\pm$',
    '≤': '$\\le$',
    '≥': '$\\ge$',
    '≠': '$\\ne$',
    '≈': '$\\approx$',
    '∞': '$\\infty$',
    '√': '$\\surd$',
    '→': '$\\rightarrow$',
    '⁻': '$^{-}$',
    '…': '\\ldots{}',
    '⁄': '/',
    ʼ: "'",
    '‐': '-',
    '‑': '-',
    ħ: '$\\hbar$',
    ẞ: 'SS',
    ᵀ: '$^{\\top}$',
    '–': '--',
    '—': '---',
    '‘': '`',
    '’': "'",
    '“': '``',
    '”': "''",
    '„': '\\quotedblbase{}'
};

const special: Record<string, string> = {
    '\\': '\\textbackslash{}',
    '~': '\\textasciitilde{}',
    '^': '\\textasciicircum{}',
    '<': '\\textless{}',
    '>': '\\textgreater{}',
    '|': '\\textbar{}',
    '"': "''"
};

export const subscripts = '₀₁₂₃₄₅₆₇₈₉';
export const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Combining marks as accents of mathematics. */
const mathAccents: Record<string, (letter: string) => string> = {
    '\u0300': letter => `\\grave{${letter}}`,
    '\u0301': letter => `\\acute{${letter}}`,
    '\u0302': letter => `\\hat{${letter}}`,
    '\u0303': letter => `\\tilde{${letter}}`,
    '\u0304': letter => `\\bar{${letter}}`,
    '\u0306': letter => `\\breve{${letter}}`,
    '\u0307': letter => `\\dot{${letter}}`,
    '\u0308': letter => `\\ddot{${letter}}`,
    '\u030a': letter => `\\mathring{${letter}}`,
    '\u030c': letter => `\\check{${letter}}`,
    '\u0313': letter => `\\overset{,}{${letter}}`,
    '\u0314': letter => `\\overset{\\prime}{${letter}}`,
    '\u0342': letter => `\\tilde{${letter}}`,
    '\u0345': letter => `\\underset{\\iota}{${letter}}`
};

/** A letter with its accents in math mode, Greek or Latin; null for any other. */
export function mathLetter(letter: string): string | null {
    const [base = '', ...marks] = [...letter.normalize('NFKD')];
    const macro = greekLetters[base];
    const symbol = macro !== undefined ? `\\${macro}` : (likeLatin[base] ?? (/^[A-Za-z]$/.test(base) ? base : null));
    return marks.reduce<string | null>((inner, mark) => (inner === null ? null : (mathAccents[mark]?.(inner) ?? null)), symbol);
}

/**
 * Any text in text mode: special characters escaped, Greek letters and raised or lowered digits as mathematics, line ends as spaces. Other letters
 * stay as they are.
 */
export function latexText(text: string): string {
    const line = printable(text).normalize('NFC').replace(/\s+/g, ' ');
    return (line.match(/\P{M}\p{M}*|\p{M}+/gu) ?? []).map(latexCharacter).join('');
}

/** @param character with its combining marks */
function latexCharacter(character: string): string {
    const [base = ''] = character.normalize('NFD');
    if (greekLetters[base] !== undefined || likeLatin[base] !== undefined) {
        const letter = mathLetter(character);
        return letter === null ? character : /^[A-Z]$/.test(letter) ? letter : `$${letter}$`;
    }
    const known = signs[character] ?? special[character];
    if (known !== undefined) {
        return known;
    }
    const [subscript, superscript] = [subscripts.indexOf(character), superscripts.indexOf(character)];
    if (subscript >= 0 || superscript >= 0) {
        return subscript >= 0 ? `$_{${subscript}}$` : `$^{${superscript}}$`;
    }
    if (/[#$%&_{}]/.test(base)) {
        return `\\${character}`;
    }
    // Letters of mathematics, ligatures and fractions are made of plain ones.
    const plain = character.normalize('NFKC');
    return plain === character ? character : latexText(plain);
}

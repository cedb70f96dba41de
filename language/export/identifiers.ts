/** Turns names of the file into names of another language: no reserved words, all different, in ASCII if the language needs it. */

const greek: Record<string, string> = {
    α: 'alpha',
    β: 'beta',
    γ: 'gamma',
    δ: 'delta',
    ε: 'epsilon',
    ϵ: 'epsilon',
    ζ: 'zeta',
    η: 'eta',
    θ: 'theta',
    ϑ: 'theta',
    ι: 'iota',
    κ: 'kappa',
    λ: 'lambda',
    μ: 'mu',
    ν: 'nu',
    ξ: 'xi',
    ο: 'omicron',
    π: 'pi',
    ρ: 'rho',
    σ: 'sigma',
    ς: 'sigma',
    τ: 'tau',
    υ: 'upsilon',
    φ: 'phi',
    ϕ: 'phi',
    χ: 'chi',
    ψ: 'psi',
    ω: 'omega'
};

/** Letters that are not ASCII letters with an accent. */
const latin: Record<string, string> = {
    æ: 'ae',
    Æ: 'Ae',
    œ: 'oe',
    Œ: 'Oe',
    ß: 'ss',
    ø: 'o',
    Ø: 'O',
    đ: 'd',
    Đ: 'D',
    ð: 'd',
    Ð: 'D',
    þ: 'th',
    Þ: 'Th',
    ł: 'l',
    Ł: 'L',
    ı: 'i'
};

function transliterated(character: string): string {
    const small = greek[character];
    if (small !== undefined) {
        return small;
    }
    const capital = greek[character.toLowerCase()];
    return capital === undefined ? (latin[character] ?? character) : capital.charAt(0).toUpperCase() + capital.slice(1);
}

/** `name` in ASCII letters, digits and single `_` between them, beginning with a letter: `β₁` is `beta1`, `größe` is `grosse`. */
export function asciiName(name: string): string {
    // Compatibility forms turn subscript digits into digits; accents are split from their letters and removed.
    const ascii = [...name.normalize('NFKD').replace(/\p{M}/gu, '')].map(transliterated).join('');
    const words = ascii.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_|_$/g, '');
    return /^[A-Za-z]/.test(words) ? words : `v${words}`;
}

/** Gives out names that are valid in a language and not yet taken. */
export class Identifiers {
    private readonly taken: Set<string>;
    private readonly given: { identifier: string; name: string; meaning: string }[] = [];

    /**
     * @param reserved names that mean something else in the language
     * @param spelling a name of the author's as the language can spell it
     */
    constructor(
        reserved: Iterable<string>,
        private readonly spelling: (name: string) => string = asciiName
    ) {
        this.taken = new Set(reserved);
    }

    /** The first wish that is free, else the first one with a number. */
    take(...wishes: [string, ...string[]]): string {
        const [first] = wishes;
        let identifier = wishes.find(wish => !this.taken.has(wish));
        for (let number = 2; identifier === undefined; number++) {
            const numbered = `${first}_${number}`;
            identifier = this.taken.has(numbered) ? undefined : numbered;
        }
        this.taken.add(identifier);
        return identifier;
    }

    /** An identifier for a name of the author's. `meaning` says in `notes` what it names: `predictor`, `group`. */
    named(name: string, meaning: string): string {
        const identifier = this.take(this.spelling(name));
        if (identifier !== name) {
            this.given.push({ identifier, name, meaning });
        }
        return identifier;
    }

    /** The identifiers that differ from the names of the file: `beta is the predictor β`. */
    get notes(): string[] {
        return this.given.map(({ identifier, name, meaning }) => `${identifier} is the ${meaning} ${name}`);
    }
}

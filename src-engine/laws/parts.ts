import type { LawOf, ScalarLaw, ScalarMixture } from './scalar-law.js';

/** A value of a discrete law. */
export interface Atom {
    value: number;
    probability: number;
}

/**
 * The values of a listed law that have a probability, ascending; of a categorical law the indices of its levels. Probabilities are scaled to sum to 1,
 * because rounded ones in a file may miss it by 1e-9. The list is shared, so callers must not change it.
 */
export function atoms(law: LawOf<'discrete' | 'categorical'>): Atom[] {
    let listed = sorted.get(law);
    if (!listed) {
        const values = law.law === 'discrete' ? law.values : law.levels.keys();
        listed = scaled(Array.from(values, (value, k) => ({ value, probability: law.probabilities[k] }))).sort((a, b) => a.value - b.value);
        sorted.set(law, listed);
    }
    return listed;
}

/** Kept lists: the thousands of values of a data set are sorted only once. */
const sorted = new WeakMap<LawOf<'discrete' | 'categorical'>, Atom[]>();

/** A law that a mixture draws from. */
interface Component {
    probability: number;
    law: ScalarLaw;
}

/** The components of a mixture that have a probability, scaled to sum to 1. The list is shared, so callers must not change it. */
export function components(law: ScalarMixture): readonly Component[] {
    let listed = mixed.get(law);
    if (!listed) {
        listed = scaled(law.components);
        mixed.set(law, listed);
    }
    return listed;
}

/** Kept lists: every quantile of a mixture takes dozens of densities. */
const mixed = new WeakMap<ScalarMixture, Component[]>();

function scaled<Part extends { probability: number }>(parts: readonly Part[]): Part[] {
    const sum = parts.reduce((total, part) => total + part.probability, 0);
    return parts.filter(part => part.probability > 0).map(part => ({ ...part, probability: part.probability / sum }));
}

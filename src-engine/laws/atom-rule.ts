import type { LawRule, LawRuleFailure, LawRuleOptions } from './law-rule.js';
import { binomialLogProbability, poissonLogProbability } from './density.js';
import { atoms, type Atom } from './parts.js';
import type { DiscreteLaw } from './scalar-law.js';
import { integrandWindow, logSizeBound, type Side } from './window.js';
import { isThinned, thinned } from './thinned-law.js';

/** The most values of a discrete law that a rule may hold. */
export const MOST_ATOMS = 200_000;
/** A whole number beyond which no Poisson variable of use goes, and up to which its probability is computed safely. */
const FAR = 1e100;

/** The values of a discrete law that matter under the envelope, with their probabilities. */
export function atomRule(law: DiscreteLaw, options: LawRuleOptions): LawRule | LawRuleFailure {
    const { logEnvelope } = options;
    switch (law.law) {
        case 'bernoulli':
            return listed(atoms({ law: 'discrete', values: [0, 1], probabilities: [1 - law.p, law.p] }));
        case 'categorical':
            return listed(atoms(law));
        case 'discrete':
            return isThinned(law) ? thinned(law, options) : listed(atoms(law));
        case 'binomial': {
            const mode = Math.min(Math.floor((law.size + 1) * law.p), law.size);
            const right = { limit: law.size - mode, endless: false };
            return lattice(x => binomialLogProbability(law.size, law.p, x), mode, right, logEnvelope);
        }
        case 'poisson': {
            const mode = Math.floor(law.rate);
            return lattice(x => poissonLogProbability(law.rate, x), mode, { limit: FAR, endless: true }, logEnvelope);
        }
    }
}

function listed(atoms: readonly Atom[]): LawRule {
    return { nodes: Float64Array.from(atoms, atom => atom.value), weights: Float64Array.from(atoms, atom => atom.probability) };
}

/** Of a law on 0, 1, … with this mode. */
function lattice(
    logProbability: (x: number) => number,
    mode: number,
    right: Side,
    logEnvelope: (x: number) => number = () => 0
): LawRule | LawRuleFailure {
    const logSize = (k: number): number => logSizeBound(logProbability(mode + k), logEnvelope(mode + k));
    const window = integrandWindow(logSize, { limit: mode, endless: false }, right, MOST_ATOMS);
    if (!('from' in window)) {
        return window;
    }
    const count = window.to - window.from + 1;
    if (count > MOST_ATOMS) {
        return { tooMany: count };
    }
    const nodes = Float64Array.from({ length: count }, (_, k) => mode + window.from + k);
    return { nodes, weights: nodes.map(x => Math.exp(logProbability(x))) };
}

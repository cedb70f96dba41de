/** Rules of discrete laws: sums over their values. */
import type { LawRule, LawRuleFailure } from './expectation-rule.js';
import type { Atom } from './parts.js';
import { integrandWindow, logSizeBound, type Side } from './window.js';
import { mostAtoms } from './limits.js';

/** The sum over all values. */
export function listedRule(atoms: readonly Atom[]): LawRule {
    return { nodes: Float64Array.from(atoms, atom => atom.value), weights: Float64Array.from(atoms, atom => atom.probability) };
}

/** The values of a law on 0, 1, … with this mode that matter under the envelope. */
export function latticeRule(
    logProbability: (x: number) => number,
    mode: number,
    right: Side,
    logEnvelope: (x: number) => number = () => 0
): LawRule | LawRuleFailure {
    const logSize = (k: number): number => logSizeBound(logProbability(mode + k), logEnvelope(mode + k));
    const window = integrandWindow(logSize, { limit: mode, endless: false }, right, mostAtoms);
    if (!('from' in window)) {
        return window;
    }
    const count = window.to - window.from + 1;
    if (count > mostAtoms) {
        return { tooMany: count };
    }
    const nodes = Float64Array.from({ length: count }, (_, k) => mode + window.from + k);
    return { nodes, weights: nodes.map(x => Math.exp(logProbability(x))) };
}

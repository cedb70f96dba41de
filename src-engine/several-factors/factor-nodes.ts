/** The values of the predictors that are constant in a factor's units, as numbered nodes. */
import type { FactorModel } from './factor-model.js';

/** Numbers the nodes of each factor: one number for each combination of predictors that are constant in its units and in the units around them. */
export class FactorNodes {
    readonly counts: number[];

    constructor(private readonly model: FactorModel) {
        this.counts = model.factors.map(({ chain }) => chain.reduce((product, f) => product * model.own[f].length, 1));
    }

    /** @param own the node of each factor's own predictors */
    indexOf(factor: number, own: readonly number[]): number {
        return this.model.factors[factor].chain.reduce((index, f) => index * this.model.own[f].length + own[f], 0);
    }

    /** The probability of the node that `indexOf` numbers. */
    probability(factor: number, own: readonly number[]): number {
        return this.model.factors[factor].chain.reduce((product, f) => product * this.model.own[f][own[f]], 1);
    }

    /** The probability of each node of a factor, in the order of their numbers. */
    probabilities(factor: number): number[] {
        const { chain } = this.model.factors[factor];
        return Array.from({ length: this.counts[factor] }, (_, node) => nodeProbability(this.model, chain, node));
    }
}

/** The probability of a node by its number: the inverse of `FactorNodes.indexOf`. */
function nodeProbability({ own }: FactorModel, chain: readonly number[], node: number): number {
    let probability = 1;
    let rest = node;
    for (const f of [...chain].reverse()) {
        const i = rest % own[f].length;
        rest = (rest - i) / own[f].length;
        probability *= own[f][i];
    }
    return probability;
}

/** The layers of nested factors whose random effects are integrated over together. */
import { sigmaOf } from '../../structure/covariance/structures.js';
import type { FactorFeatures } from '../factor-features.js';
import type { FactorModel } from '../factor-model.js';
import type { Factor } from '../../structure/factor-tree.js';
import { noLattice, randomLattices, type LatticeLaw, type RandomLattice } from '../random-lattice.js';
import type { Matrix } from '../../numeric/linear-algebra.js';

/** Factors that are integrated over together; only the last has its own terms. */
export interface Layer {
    factors: Factor[];
    last: Factor;
    lattice: RandomLattice;
    law: LatticeLaw;
    /** The number of coefficients of the last one. */
    width: number;
}

/**
 * The layers of a chain of factors, outermost first.
 * @param merged for each factor whether its random effects are added to those of the next within; undefined: all random effects are 0
 * @throws NotAvailable where an expectation over the random effects is infinite
 */
export function layersOf(
    model: FactorModel,
    { starts }: FactorFeatures,
    chain: readonly Factor[],
    merged: readonly boolean[] | undefined,
    fineness: number
): Layer[] {
    const layers: Layer[] = [];
    let together: Factor[] = [];
    chain.forEach((factor, i) => {
        together.push(factor);
        if (merged?.[i] && i + 1 < chain.length) {
            return;
        }
        const law = lawOf(model, together);
        const width = starts[factor.index + 1] - starts[factor.index];
        layers.push({ factors: together, last: factor, lattice: noLattice(law.places.length), law, width });
        together = [];
    });
    if (!merged || model.model.weight.kind === 'constant') {
        return layers;
    }
    const lattices = randomLattices(
        model,
        layers.map(({ law }) => law),
        fineness
    );
    return layers.map((layer, l) => ({ ...layer, lattice: lattices[l] }));
}

/** The sum of the random effects of some factors: of each different effect the first place where it stands, for equal terms add up. */
function lawOf({ starts }: FactorModel, factors: readonly Factor[]): LatticeLaw {
    const names = [...new Set(factors.flatMap(({ random }) => random.effects))];
    const covariance: Matrix = names.map(() => names.map(() => 0));
    for (const { random } of factors) {
        random.effects.forEach((a, i) =>
            random.effects.forEach((b, j) => (covariance[names.indexOf(a)][names.indexOf(b)] += sigmaOf(random)[i][j]))
        );
    }
    const places = names.map(name => {
        const { index, random } = factors.find(factor => factor.random.effects.includes(name))!;
        return starts[index] + random.effects.indexOf(name);
    });
    return { places, covariance };
}

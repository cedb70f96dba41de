/**
 * The part of the covariance of β̂ from the observations, (φ/N) M, for factors that are nested in one another.
 *
 * Noise in the observations reaches β̂_B directly and β̂_A through the coefficients c of the units' own terms. With Ω at the units' random effects,
 * M = λᵀ Ω⁺ λ over all those coefficients, λ saying how each enters (`unitExpansion`). It is found by eliminating c from the innermost units
 * outwards: given the units around it every unit's c by itself, then the mean over those units, and in the end β_B, which leaves
 *     C_B = [E{…}]⁻¹ after taking off the inner terms given (U, V), then the outer ones given U, …
 * Terms of outer factors that the inner ones' terms span have nothing left to eliminate. Where that holds for all terms of a factor, its random
 * effects are added to those of the next one within, and integrated over together.
 *
 * For one factor it is E{Ω⁻¹} + E{R} C_B E{R}ᵀ with R = Ω_AA⁻¹Ω_AB; for several with the same terms the same, U ~ N(0, ΣΣ_ℓ); for an effect
 * whose partner is an outer one only, E_U{[E(Ω·inner | U)]⁻¹}.
 */
import { multiply, symmetrise, transpose, type Matrix } from '../../numeric/linear-algebra.js';
import { countsAsZero, inverseSpd } from '../../numeric/cholesky.js';
import { NotAvailable } from '../../result/not-available.js';
import { CellInformation, pointCost } from '../cell-information.js';
import type { FactorFeatures } from '../factor-features.js';
import type { FactorModel } from '../factor-model.js';
import type { Factor } from '../../structure/factor-tree.js';
import { noLattice, type RandomLattice } from '../random-lattice.js';
import { FactorNodes } from '../factor-nodes.js';
import type { UnitExpansion } from '../unit-expansion.js';
import { layersOf, type Layer } from './layers.js';
import { probingDirections } from './probing-directions.js';
import { spannedShare, farOut } from '../limits.js';
import { leastPivot } from '../../numeric/limits.js';

export interface ObservationPart {
    /** M in the order and units of `spec.fixed`. */
    covariance: Matrix;
    evaluations: number;
}

export class ObservationIntegral {
    private readonly nodes: FactorNodes;
    private readonly layers: Layer[];
    private readonly information: CellInformation;
    private readonly cellAt = new Map<string, number>();
    private readonly sizeB: number;
    private readonly sizeFixed: number;
    private readonly omega: Float64Array;
    /** For each β̃: whether the weight of a coefficient that it needs was too small for a double. */
    private readonly lost: boolean[];
    /** For each layer: whether any of its terms was not spanned by those within. */
    private readonly free: boolean[];

    /**
     * @param chain factors, outermost first
     * @param merged for each whether its random effects are added to those of the next within; undefined: all random effects are 0
     * @param inverseSizes E n · E(1/n) for the sizes of the innermost units; 1 where all have the same
     */
    constructor(
        private readonly model: FactorModel,
        private readonly features: FactorFeatures,
        private readonly expansion: UnitExpansion,
        chain: readonly Factor[],
        merged: readonly boolean[] | undefined,
        fineness: number,
        private readonly inverseSizes: number
    ) {
        this.nodes = new FactorNodes(model);
        const { starts, sizeA, fixed } = features;
        this.layers = layersOf(model, features, chain, merged, fineness);
        this.sizeB = fixed.length - sizeA;
        this.sizeFixed = fixed.length;
        const chosen = [...this.layers]
            .reverse()
            .flatMap(({ last, width }) => Array.from({ length: width }, (_, k) => starts[last.index] + k));
        const firstFixed = starts.at(-1)!;
        for (let b = 0; b < this.sizeB; b++) {
            chosen.push(firstFixed + sizeA + b);
        }
        this.information = new CellInformation(model, features, chosen);
        this.omega = new Float64Array(chosen.length ** 2);
        this.free = this.layers.map(() => false);
        this.lost = fixed.map(() => false);
        features.cells.forEach(({ own }, c) => this.cellAt.set(own.join(), c));
    }

    /** The approximate number of evaluations of w. */
    get cost(): number {
        const points = this.features.cells.reduce((sum, cell) => sum + cell.points.count, 0);
        return this.layers.reduce((product, { lattice }) => product * lattice.points.length, points * pointCost(this.model));
    }

    /** For each factor of the chain: whether the terms within span all of its terms. Valid after `compute`. */
    spannedFactors(): boolean[] {
        return this.free.map(free => !free);
    }

    /** @throws NotAvailable where effects of block B cannot be distinguished from the units' own terms */
    compute(): ObservationPart {
        const { sizeB, expansion, model, features } = this;
        const { entry, direct, information } = this.reduced(new Float64Array(model.model.randomTerms.length));
        let result = direct;
        if (sizeB > 0) {
            const inverse = inverseSpd(information);
            if (!inverse.ok) {
                throw this.uninformed(information);
            }
            const noise = entry.map((row, b) => row.map((x, j) => x + expansion.direct[j][features.sizeA + b]));
            const own = multiply(multiply(transpose(noise), inverse.inverse), noise);
            result = result.map((row, i) => row.map((x, j) => x + own[i][j]));
        }
        const covariance = this.inUnits(result);
        if (!covariance.every(row => row.every(Number.isFinite))) {
            throw new NotAvailable({ code: 'not-finite', detail: 'the variance, which leaves the range of double precision' });
        }
        return { covariance, evaluations: this.information.evaluations };
    }

    /**
     * Which effects' M is infinite, because Ω⁻¹ grows faster with the random effects than their density falls (probit from σ² = 1 on, cloglog): judged
     * far out in some directions of each layer's random effects.
     */
    infiniteEffects(): boolean[] {
        const infinite = this.features.fixed.map(() => false);
        if (this.model.model.weight.kind !== 'general') {
            return infinite;
        }
        const still = this.layers.map(({ law }) => noLattice(law.places.length));
        const sizesAt = (lattices: readonly RandomLattice[]): number[] => {
            lattices.forEach((lattice, l) => (this.layers[l].lattice = lattice));
            this.lost.fill(false);
            const sizes = this.inUnits(this.reduced(new Float64Array(this.model.model.randomTerms.length)).direct).map((row, j) => row[j]);
            const { transform, fixed } = this.features;
            this.lost.forEach((lost, k) => {
                if (lost) {
                    fixed.forEach((position, j) => (sizes[position] = transform[k][j] === 0 ? sizes[position] : Infinity));
                }
            });
            return sizes;
        };
        const kept = this.layers.map(({ lattice }) => lattice);
        const before = sizesAt(still);
        this.layers.forEach(({ law }, l) => {
            for (const direction of probingDirections(this.model, law)) {
                for (const side of [-farOut, farOut]) {
                    const point = direction.map(x => side * x);
                    const after = sizesAt(still.map((lattice, k) => (k === l ? { ...lattice, points: [point] } : lattice)));
                    after.forEach((size, j) => {
                        if (farOut ** 2 / 2 < Math.log(size / before[j])) {
                            infinite[j] = true;
                        }
                    });
                }
            }
        });
        kept.forEach((lattice, l) => (this.layers[l].lattice = lattice));
        return infinite;
    }

    /** All units' coefficients eliminated: the information about β̃_B, how noise in it enters β̃ through them, and what enters directly. */
    private reduced(u: Float64Array): { information: Matrix; entry: Matrix; direct: Matrix } {
        const { sizeB, sizeFixed } = this;
        const { sum } = this.visit(
            0,
            this.model.own.map(() => 0),
            u
        );
        const size = sizeB + sizeFixed;
        const block = (rows: number, columns: number, from: number, to: number): Matrix =>
            Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (__, j) => sum[(from + i) * size + to + j]));
        return {
            information: block(sizeB, sizeB, 0, 0),
            entry: block(sizeB, sizeFixed, 0, sizeB),
            direct: block(sizeFixed, sizeFixed, sizeB, sizeB).map(row => row.map(x => -x))
        };
    }

    /** A covariance of β̃ as that of β, in the order of `spec.fixed`. */
    private inUnits(covariance: Matrix): Matrix {
        const { transform, fixed } = this.features;
        const result = covariance.map(row => row.slice());
        multiply(multiply(transpose(transform), covariance), transform).forEach((row, i) =>
            row.forEach((x, j) => (result[fixed[i]][fixed[j]] = x))
        );
        return symmetrise(result);
    }

    /**
     * The form in the unknowns of the layers before `depth`, given their nodes: mean over the units of this layer, whose own unknowns are eliminated. With
     * it the diagonal of what it was before anything was eliminated.
     */
    private visit(depth: number, own: number[], u: Float64Array): { sum: Float64Array; before: Float64Array } {
        const { layers, sizeB, sizeFixed, expansion } = this;
        const layer = layers[depth];
        const innermost = depth + 1 === layers.length;
        const outer = layers.slice(0, depth).reduce((total, { width }) => total + width, 0);
        const { width } = layer;
        const rest = outer + sizeB + sizeFixed;
        const size = width + rest;
        const sum = new Float64Array(rest * rest);
        const before = new Float64Array(outer);
        const form = new Float64Array(size * size);
        this.eachNode(layer, own, probability => {
            const entries = expansion.entries[layer.last.index][this.nodes.indexOf(layer.last.index, own)];
            for (let l = 0; l < layer.lattice.points.length; l++) {
                const share = probability * layer.lattice.weights[l];
                layer.law.places.forEach((place, i) => (u[place] = layer.lattice.points[l][i]));
                const diagonal = new Float64Array(width + outer);
                if (innermost) {
                    const variables = width + outer + sizeB;
                    this.information.at(this.cellAt.get(own.join())!, u, this.omega);
                    form.fill(0);
                    for (let i = 0; i < variables; i++) {
                        for (let j = 0; j < variables; j++) {
                            form[i * size + j] = this.omega[i * variables + j];
                        }
                    }
                    for (let i = 0; i < width + outer; i++) {
                        diagonal[i] = this.omega[i * variables + i];
                    }
                } else {
                    const inner = this.visit(depth + 1, own, u);
                    form.set(inner.sum);
                    diagonal.set(inner.before);
                }
                for (let k = 0; k < width; k++) {
                    for (let j = 0; j < sizeFixed; j++) {
                        const column = width + outer + sizeB + j;
                        form[k * size + column] += entries[k][j];
                        form[column * size + k] += entries[k][j];
                    }
                }
                if (this.eliminate(form, size, width, diagonal) && depth + 1 < layers.length) {
                    this.free[depth] = true;
                }
                const directly = innermost ? this.inverseSizes : 1;
                for (let i = 0; i < rest; i++) {
                    for (let j = 0; j < rest; j++) {
                        const both = outer + sizeB <= Math.min(i, j);
                        sum[i * rest + j] += share * (both ? directly : 1) * form[(width + i) * size + width + j];
                    }
                }
                for (let i = 0; i < outer; i++) {
                    before[i] += share * diagonal[width + i];
                }
            }
            layer.law.places.forEach(place => (u[place] = 0));
        });
        return { sum, before };
    }

    /** Eliminates the first unknowns; those whose pivot is lost are spanned by others. @returns whether any was not */
    private eliminate(form: Float64Array, size: number, count: number, diagonal: Float64Array): boolean {
        const { sizeFixed } = this;
        let any = false;
        for (let r = 0; r < count; r++) {
            const pivot = form[r * size + r];
            if (countsAsZero(pivot, diagonal[r], 0, spannedShare)) {
                // The weight of a coefficient through which noise enters is too small for a double.
                if (diagonal[r] < leastPivot) {
                    for (let j = 0; j < sizeFixed; j++) {
                        this.lost[j] ||= form[r * size + size - sizeFixed + j] !== 0;
                    }
                }
                continue;
            }
            any = true;
            for (let i = r + 1; i < size; i++) {
                const factor = form[i * size + r] / pivot;
                if (factor === 0) {
                    continue;
                }
                for (let j = r + 1; j < size; j++) {
                    form[i * size + j] -= factor * form[r * size + j];
                }
            }
        }
        return any;
    }

    /** Every combination of predictors that are constant in the units of a layer's factors. */
    private eachNode({ factors }: Layer, own: number[], use: (probability: number) => void): void {
        const visit = (i: number, probability: number): void => {
            if (i === factors.length) {
                use(probability);
                return;
            }
            const f = factors[i].index;
            this.model.own[f].forEach((p, node) => {
                own[f] = node;
                visit(i + 1, probability * p);
            });
        };
        visit(0, 1);
    }

    private uninformed(information: Matrix): NotAvailable {
        if (information.every((row, b) => row[b] < leastPivot)) {
            return new NotAvailable({ code: 'not-finite', detail: 'the weight of every observation, which is too small for a double' });
        }
        const { fixed, sizeA } = this.features;
        return new NotAvailable({ code: 'collinear', effects: fixed.slice(sizeA).map(position => this.model.spec.fixed[position].name) });
    }
}

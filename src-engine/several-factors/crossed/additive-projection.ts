/**
 * C_B of two crossed factors where the response is not Gaussian:
 *     C_B⁻¹ = min over functions a, a' of E[w(η){X_B − a(U)ᵀr − a'(U')ᵀr'}^{⊗2}],
 * U and U' with what is constant in their units. The minimum solves E[w r{X_B − …}ᵀ | U] = 0 = E[w r'{X_B − …}ᵀ | U']: linear equations in the values
 * of a and a' at the nodes of U and U'. The values of a are eliminated node by node, and conjugate gradients find those of a'. They are
 * unique only up to functions that both can have, which does not matter. The error of the minimum is of the order of the square of the error of a'.
 * A conjecture: no theorem is published for such models. It is not the nested formula at U + U'.
 */
import { multiply, transpose, type Matrix } from '../../numeric/linear-algebra.js';
import { inverseSpd } from '../../numeric/cholesky.js';
import { sigmaOf } from '../../structure/covariance/structures.js';
import { NotAvailable } from '../../result/not-available.js';
import { CellInformation, pointCost } from '../cell-information.js';
import type { FactorFeatures } from '../factor-features.js';
import type { FactorModel } from '../factor-model.js';
import { noLattice, randomLattices } from '../random-lattice.js';
import { NormalEquations, type Node } from './normal-equations.js';
import { mostBlockNumbers } from '../limits.js';
import { leastPivot } from '../../numeric/limits.js';

export class AdditiveProjection {
    private readonly nodes: [Node[], Node[]];
    private readonly widths: [number, number];
    private readonly sizeB: number;

    constructor(
        private readonly model: FactorModel,
        private readonly features: FactorFeatures,
        fineness: number
    ) {
        const { factors, starts, own } = model;
        const laws = factors.map(({ random, index }) => ({
            places: random.effects.map((_, k) => starts[index] + k),
            covariance: sigmaOf(random)
        }));
        const lattices =
            model.model.weight.kind === 'constant' ? laws.map(law => noLattice(law.places.length)) : randomLattices(model, laws, fineness);
        const nodesOf = (f: number): Node[] =>
            own[f].flatMap((probability, node) =>
                lattices[f].points.map((u, l) => ({ probability: probability * lattices[f].weights[l], own: node, u }))
            );
        this.nodes = [nodesOf(0), nodesOf(1)];
        const width = (f: number): number => features.starts[f + 1] - features.starts[f];
        this.widths = [width(0), width(1)];
        this.sizeB = features.fixed.length - features.sizeA;
    }

    /** The number of evaluations of w that it needs; Infinity if it would need too much memory. */
    get cost(): number {
        const [first, second] = this.nodes;
        const pairs = first.length * second.length;
        const most = Math.max(...this.features.cells.map(cell => cell.points.count));
        return mostBlockNumbers < pairs * this.widths[0] * this.widths[1] ? Infinity : pairs * most * pointCost(this.model);
    }

    /**
     * C_B in the order of the effects of block B among `features.fixed`, without φ.
     * @throws NotAvailable where the effects cannot be distinguished from the units' own terms
     */
    compute(): { covariance: Matrix; evaluations: number } {
        const { sizeB, features } = this;
        const system = this.system();
        const information = system.minimum();
        const inverse = inverseSpd(information);
        if (!inverse.ok) {
            if (information.every((row, b) => row[b] < leastPivot)) {
                throw new NotAvailable({ code: 'not-finite', detail: 'the weight of every observation, which is too small for a double' });
            }
            const effects = features.fixed.slice(features.sizeA).map(position => this.model.spec.fixed[position].name);
            throw new NotAvailable({ code: 'collinear', effects });
        }
        const transform = features.transform.slice(features.sizeA).map(row => row.slice(features.sizeA));
        const covariance = multiply(multiply(transpose(transform), inverse.inverse), transform);
        if (!covariance.every(row => row.every(Number.isFinite)) || covariance.length !== sizeB) {
            throw new NotAvailable({ code: 'not-finite', detail: 'the variance, which leaves the range of double precision' });
        }
        return { covariance, evaluations: system.evaluations };
    }

    /** The expectations of the normal equations. */
    private system(): NormalEquations {
        const { model, features, sizeB } = this;
        const [k1, k2] = this.widths;
        const [first, second] = this.nodes;
        const { starts, fixed, sizeA } = features;
        const chosen = [...Array.from({ length: k1 + k2 }, (_, k) => k), ...fixed.slice(sizeA).map((_, b) => starts[2] + sizeA + b)];
        const information = new CellInformation(model, features, chosen);
        const size = chosen.length;
        const omega = new Float64Array(size * size);
        const u = new Float64Array(model.starts[2]);
        const cellAt = new Map(features.cells.map(({ own }, c) => [own.join(), c]));
        const equations = new NormalEquations(first, second, k1, k2, sizeB);
        first.forEach((a, i) => {
            u.set(a.u, 0);
            second.forEach((b, j) => {
                u.set(b.u, model.starts[1]);
                information.at(cellAt.get(`${a.own},${b.own}`)!, u, omega);
                equations.add(i, j, omega);
            });
        });
        equations.evaluations = information.evaluations;
        return equations;
    }
}

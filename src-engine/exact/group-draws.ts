/**
 * Groups that are drawn for the simulated information: predictors, random effects and responses.
 *
 * So that rare groups do not dominate, half of the random effects are drawn from laws with twice the variances: one is centred at 0 and, where
 * weights are exponential in η, another where these have their mass. Importance weights, which are below 2, correct for this.
 */
import { weightOf } from '../family/families.js';
import { drawRow, type DrawnResponse, type Response } from '../family/response.js';
import { SeededGenerator } from '../laws/seeded-generator.js';
import { cholesky } from '../numeric/cholesky.js';
import { euclideanNorm } from '../numeric/norm.js';
import { multiplyVector, transpose, type Matrix } from '../numeric/linear-algebra.js';
import { notPositiveDefinite } from '../result/not-available.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { sigmaOf } from '../structure/covariance/structures.js';
import type { SizePoint } from '../structure/group-size-law.js';
import type { GroupDesigns } from './group-design.js';
import type { GroupDesign } from './row-table.js';
import { inflationOfProposal, pilotGroups } from './limits.js';
import { pooledPoisson } from './pooled-rows.js';

export interface SimulationProblem {
    spec: ModelSpec;
    response: Response;
    designs: GroupDesigns;
    sizes: SizePoint[];
}

/** A drawn group: its rows, statistics and random effects. */
export interface DrawnGroup {
    design: GroupDesign;
    /** For pooled rows: the part of the information that their totals add, per unit (p × p); else empty. */
    perTotal: Float64Array[];
    y: Float64Array;
    second: Float64Array;
    u: Float64Array;
    weight: number;
    /** The number of observations. */
    n: number;
}

export class GroupDraws {
    /** How many rows were drawn. */
    rows = 0;
    private readonly generator: SeededGenerator;
    private readonly root: Matrix;
    /** Where the wide laws of the random effects are centred, in units in which Σ is I. */
    private readonly centres: number[][];
    private readonly draw: DrawnResponse = { y: 0, second: 0 };

    constructor(
        private readonly problem: SimulationProblem,
        seed: number
    ) {
        const [random] = problem.spec.random;
        this.generator = new SeededGenerator(seed);
        const factor = cholesky(sigmaOf(random));
        if (!factor.ok) {
            throw notPositiveDefinite(random.group, factor);
        }
        this.root = factor.lower;
        this.centres = this.centresOf();
    }

    /**
     * 0, and where weights are exponential of rate a, Lᵀg with Σ = L Lᵀ, g = a E r: what the mean weight of a group grows by with U. Without effects
     * within groups only as far as a group tells its own random effects: more weight adds no information then.
     */
    private centresOf(): number[][] {
        const { spec, designs } = this.problem;
        const origin = this.root.map(() => 0);
        const weight = weightOf(spec.family);
        if (weight?.kind !== 'exponential') {
            return [origin];
        }
        const g = origin.slice();
        let observations = 0;
        let known = 0;
        for (let i = 0; i < pilotGroups; i++) {
            const { rows, eta, r, size } = this.drawDesign(designs).design;
            for (let k = 0; k < rows; k++) {
                const terms = Array.from(r.subarray(k * g.length, (k + 1) * g.length));
                observations += size[k];
                known += (size[k] * weight.at(eta[k]) * euclideanNorm(multiplyVector(transpose(this.root), terms)) ** 2) / spec.family.phi;
                terms.forEach((term, a) => (g[a] += size[k] * term * weight.rate));
            }
        }
        const centre = multiplyVector(transpose(this.root), g).map(x => x / Math.max(observations, 1));
        const growth = euclideanNorm(centre) ** 2;
        const isWithin = spec.fixed.some(({ block }) => block === 'B');
        const share = isWithin || growth === 0 ? 1 : Math.min(1, Math.max(0, -Math.log(known / pilotGroups) / growth));
        return [origin, centre.map(x => share * x)];
    }

    private drawDesign(designs: GroupDesigns): { design: GroupDesign; n: number } {
        const { generator, problem } = this;
        let rest = generator.uniform();
        const { n } = problem.sizes.find(({ probability }) => (rest -= probability) < 0) ?? problem.sizes[problem.sizes.length - 1];
        this.rows += designs.rowsOf(n);
        const group = Array.from({ length: designs.groupUniforms }, () => generator.uniform());
        return { design: designs.draw(Math.round(n), generator, group), n };
    }

    next(): DrawnGroup {
        const { generator, root, centres, draw, problem } = this;
        const { response, designs } = problem;
        const { design: drawn, n } = this.drawDesign(designs);
        let design = drawn;
        let perTotal: Float64Array[] = [];
        if (response.canonical && response.totals === 'counts') {
            const pooled = pooledPoisson(design);
            design = pooled.design;
            perTotal = pooled.covariance;
        }
        const choice = 2 * generator.uniform() - 1;
        const wide = choice < 0 ? null : centres[Math.floor(choice * centres.length)];
        const z = root.map((_, k) => (wide ? wide[k] + Math.sqrt(inflationOfProposal) * generator.normal() : generator.normal()));
        const u = Float64Array.from(root, row => row.reduce((sum, l, k) => sum + l * z[k], 0));
        let ratio = 0;
        for (const centre of centres) {
            let log = 0;
            z.forEach(
                (value, k) =>
                    (log += 0.5 * (value * value - (value - centre[k]) ** 2 / inflationOfProposal - Math.log(inflationOfProposal)))
            );
            ratio += Math.exp(log) / centres.length;
        }
        const weight = 2 / (1 + ratio);
        const { rows, eta, r, size } = design;
        const y = new Float64Array(rows);
        const second = new Float64Array(rows);
        const d = u.length;
        for (let k = 0; k < rows; k++) {
            let at = eta[k];
            for (let a = 0; a < d; a++) {
                at += r[k * d + a] * u[a];
            }
            drawRow(response, generator, at, size[k], draw);
            y[k] = draw.y;
            second[k] = draw.second;
        }
        return { design, perTotal, y, second, u, weight, n };
    }
}

/**
 * The expected Fisher information of one group by simulation: I = E J, J = E(B | y) − Var(S | y), Louis' information of a group that is drawn
 * (predictors, random effects, responses), which has the same mean as S̄ S̄ᵀ and far less noise.
 *
 * Both have the same mean and E S̄ = 0: so J − S̄ S̄ᵀ and S̄ have mean 0, and a regression subtracts the part of J that is linear in them.
 * The coefficients of all entries of J are fitted to the same columns, so every variance, a linear form in J by the delta method through the inverse,
 * has about the least residual variance of any such combination. This saves a factor of 10 to 60 in groups for variance components.
 *
 * S̄ S̄ᵀ is of fourth order in U. So that rare groups do not dominate, half of the random effects are drawn from laws with twice the variances: one is centred at 0 and,
 * where weights are exponential in η, another where these have their mass. Importance weights, which are below 2, correct for this.
 */
import { sigmaOf } from '../structure/covariance/structures.js';
import { SeededGenerator } from '../laws/seeded-generator.js';
import type { GroupInformation } from './group-information.js';
import { multiplyVector, quadraticForm, transpose, type Matrix } from '../numeric/linear-algebra.js';
import { cholesky, solveCholesky } from '../numeric/cholesky.js';
import type { SizePoint } from '../structure/group-size-law.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { NotAvailable, notPositiveDefinite } from '../result/not-available.js';
import { gaussHermite, type HermiteRule } from '../numeric/quadrature/gauss-hermite.js';
import { weightOf } from '../family/families.js';
import type { GroupDesign, GroupDesigns } from './group-design.js';
import { GroupScore } from './group-score.js';
import { invertedInformation } from './inverted-information.js';
import type { DrawnResponse, Response } from '../family/response.js';
import { RegressedMean } from './regressed-mean.js';
import { pooledPoisson } from './sufficient-statistics.js';
import { pilotGroups, inflationOfProposal, quadratureShare, fewestGroups, groupsPerColumn } from './limits.js';

export interface SimulationOptions {
    shouldStop: () => boolean;
    /** Monte-Carlo standard error of the worst variance, relative to it. */
    relativeError: number;
    seed: number;
    /** The most evaluations of log f. */
    budget: number;
    onProgress?: (current: GroupInformation) => void;
}

export interface SimulationProblem {
    spec: ModelSpec;
    response: Response;
    designs: GroupDesigns;
    sizes: SizePoint[];
}

/** A drawn group: its rows, statistics and random effects. */
interface DrawnGroup {
    design: GroupDesign;
    /** For pooled rows: the part of the information that their totals add, per unit (p × p); else empty. */
    perTotal: Float64Array[];
    y: Float64Array;
    second: Float64Array;
    u: Float64Array;
    weight: number;
}

/** Numbers of nodes per random effect. They are tried in turn until the next one changes nothing that matters. */
const nodeCounts = [5, 7, 11, 15, 21, 31, 45];

/** @throws NotAvailable `accuracy` where the budget does not suffice */
export function simulatedInformation(problem: SimulationProblem, options: SimulationOptions): GroupInformation {
    return new Simulation(problem, options).run();
}

class Simulation {
    private readonly group: GroupScore;
    private readonly generator: SeededGenerator;
    private readonly root: Matrix;
    /** Where the wide laws of the random effects are centred, in units in which Σ is I. */
    private readonly centres: number[][];
    private readonly size: number;
    private readonly draw: DrawnResponse = { y: 0, second: 0 };
    private readonly louis: Float64Array;
    private readonly within: Float64Array;
    private readonly moments: RegressedMean;
    private readonly columns: Float64Array;
    /** The number of effects in block A, which come first. */
    private readonly blockA: number;
    private bias = 0;

    constructor(
        private readonly problem: SimulationProblem,
        private readonly options: SimulationOptions
    ) {
        const { spec, response } = problem;
        const [random] = spec.random;
        this.group = new GroupScore(random, spec.fixed.length, response);
        this.generator = new SeededGenerator(options.seed);
        const factor = cholesky(sigmaOf(random));
        if (!factor.ok) {
            throw notPositiveDefinite(random.group, factor);
        }
        this.root = factor.lower;
        this.centres = this.centresOf();
        this.size = this.group.likelihood.parameters;
        this.louis = new Float64Array(this.size * this.size);
        this.within = new Float64Array(this.size * this.size);
        const entries = (this.size * (this.size + 1)) / 2;
        this.blockA = spec.fixed.filter(({ block }) => block === 'A').length;
        const identities = entries - (this.blockA * (this.blockA + 1)) / 2;
        this.moments = new RegressedMean(entries, identities + this.size + 1);
        this.columns = new Float64Array(this.moments.width);
    }

    /** 0, and where weights are exponential of rate a, Lᵀg with Σ = L Lᵀ, g = a E r: what the mean weight of a group grows by with U. */
    private centresOf(): number[][] {
        const { spec, designs } = this.problem;
        const origin = this.root.map(() => 0);
        const weight = weightOf(spec.family);
        if (weight?.kind !== 'exponential') {
            return [origin];
        }
        const g = origin.slice();
        let observations = 0;
        for (let i = 0; i < pilotGroups; i++) {
            const { rows, r, size } = this.drawDesign(designs);
            for (let k = 0; k < rows; k++) {
                observations += size[k];
                for (let a = 0; a < g.length; a++) {
                    g[a] += size[k] * r[k * g.length + a] * weight.rate;
                }
            }
        }
        return [origin, multiplyVector(transpose(this.root), g).map(x => x / Math.max(observations, 1))];
    }

    private drawDesign(designs: GroupDesigns): GroupDesign {
        const { generator, problem } = this;
        let rest = generator.uniform();
        const { n } = problem.sizes.find(({ probability }) => (rest -= probability) < 0) ?? problem.sizes[problem.sizes.length - 1];
        const group = Array.from({ length: designs.groupUniforms }, () => generator.uniform());
        return designs.draw(Math.round(n), generator, group);
    }

    private drawGroup(): DrawnGroup {
        const { generator, root, centres, draw, problem } = this;
        const { response, designs } = problem;
        let design = this.drawDesign(designs);
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
            const repeats = response.totals === 'bounded' ? 1 : size[k];
            for (let j = 0; j < repeats; j++) {
                response.draw(generator, at, response.totals === 'bounded' ? size[k] : 1, draw);
                y[k] += draw.y;
                second[k] += draw.second;
            }
        }
        return { design, perTotal, y, second, u, weight };
    }

    /** J of a drawn group into `louis`, S̄ into `group.score`; for pooled rows the information of the responses given the totals into `within`. */
    private inform({ design, perTotal, y, second, u }: DrawnGroup, rule: HermiteRule): void {
        const { group, louis, within, size } = this;
        const { p } = group.likelihood;
        group.prepare(design);
        group.startAt(u);
        group.hermite({ logConstant: 0, y, second, beside: null }, rule);
        group.louis(louis);
        within.fill(0);
        perTotal.forEach((covariance, k) => {
            for (let i = 0; i < p; i++) {
                for (let j = 0; j < p; j++) {
                    within[i * size + j] += y[k] * covariance[i * p + j];
                }
            }
        });
    }

    /** The smallest number of nodes that gives the same variances as more nodes, on some groups. */
    private chooseRule(): HermiteRule {
        const { size, louis, within, options } = this;
        const groups = Array.from({ length: pilotGroups }, () => this.drawGroup());
        const informed = (rule: HermiteRule): { total: Float64Array; squares: Float64Array } => {
            const total = new Float64Array(size * size);
            const squares = new Float64Array(size * size);
            for (const drawn of groups) {
                this.inform(drawn, rule);
                const { score } = this.group;
                for (let i = 0; i < size; i++) {
                    for (let j = 0; j < size; j++) {
                        const rest = within[i * size + j];
                        total[i * size + j] += (drawn.weight * (louis[i * size + j] + rest)) / pilotGroups;
                        squares[i * size + j] += (drawn.weight * (score[i] * score[j] + rest)) / pilotGroups;
                    }
                }
            }
            return { total, squares };
        };
        let rule = gaussHermite(nodeCounts[0]);
        let found = informed(rule);
        let change = Infinity;
        for (const count of nodeCounts.slice(1)) {
            const finer = gaussHermite(count);
            const next = informed(finer);
            const scale = asMatrix(next.squares, size).map((row, i) => row.map((x, j) => x + (i === j ? 1e-12 * x : 0)));
            const factor = cholesky(scale);
            if (!factor.ok) {
                throw new NotAvailable({ code: 'accuracy', reached: null });
            }
            // tr{I⁻¹ ΔI} bounds the relative change of every variance.
            change = 0;
            const difference = (a: Float64Array, b: Float64Array): number => {
                let trace = 0;
                for (let i = 0; i < size; i++) {
                    const column = Array.from({ length: size }, (_, j) => a[j * size + i] - b[j * size + i]);
                    trace += Math.abs(solveCholesky(factor.lower, column)[i]);
                }
                return trace;
            };
            change = Math.max(difference(found.total, next.total), difference(found.squares, next.squares));
            if (change < quadratureShare * options.relativeError) {
                this.bias = change;
                return rule;
            }
            rule = finer;
            found = next;
        }
        throw new NotAvailable({ code: 'accuracy', reached: change });
    }

    run(): GroupInformation {
        const { options, moments } = this;
        const rule = this.chooseRule();
        let goal = Math.max(fewestGroups, groupsPerColumn * moments.width);
        for (;;) {
            while (moments.count < goal) {
                if ((moments.count & 15) === 0 && options.shouldStop()) {
                    throw new NotAvailable({ code: 'stopped' });
                }
                this.add(rule);
                if (options.budget < this.group.likelihood.evaluations) {
                    break;
                }
            }
            const current = this.current();
            const worst = Math.max(...current.errors.map((error, i) => error / current.covariance[i][i]));
            options.onProgress?.(current);
            if (worst <= options.relativeError) {
                return current;
            }
            if (options.budget < this.group.likelihood.evaluations) {
                throw new NotAvailable({ code: 'accuracy', reached: worst });
            }
            const wanted = moments.count * (worst / options.relativeError) ** 2 * 1.05;
            goal = Math.ceil(Math.min(Math.max(wanted, 1.1 * moments.count), 3 * moments.count));
        }
    }

    private add(rule: HermiteRule): void {
        const { size, blockA, louis, within, columns, moments } = this;
        const drawn = this.drawGroup();
        this.inform(drawn, rule);
        const { score } = this.group;
        const { weight } = drawn;
        let at = 0;
        for (let i = 0; i < size; i++) {
            for (let j = 0; j <= i; j++) {
                columns[at++] = weight * (louis[i * size + j] + within[i * size + j]);
            }
        }
        // Within block A, J − S̄ S̄ᵀ is linear in the scores of Σ: the rest consists of errors of rounding and quadrature.
        for (let i = blockA; i < size; i++) {
            for (let j = 0; j <= i; j++) {
                columns[at++] = weight * (louis[i * size + j] - score[i] * score[j]);
            }
        }
        for (let i = 0; i < size; i++) {
            columns[at++] = weight * score[i];
        }
        columns[at++] = weight - 1;
        moments.add(columns);
    }

    private current(): GroupInformation {
        const { size, moments, problem } = this;
        const { mean, covariance: ofMean } = moments.regressed();
        const position = (i: number, j: number): number => (j <= i ? (i * (i + 1)) / 2 + j : (j * (j + 1)) / 2 + i);
        const information = Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => mean[position(i, j)]));
        const covariance = invertedInformation(information, problem.spec);
        const errors = covariance.map((row, k) => {
            // d V_kk = −v'(dI)v, v the k-th column of V.
            const gradient = new Array<number>(mean.length).fill(0);
            for (let i = 0; i < size; i++) {
                for (let j = 0; j < size; j++) {
                    gradient[position(i, j)] += covariance[i][k] * covariance[k][j];
                }
            }
            return Math.hypot(Math.sqrt(Math.max(0, quadraticForm(ofMean, gradient))), this.bias * row[k]);
        });
        return { information, covariance, errors, simulated: true, evaluations: this.group.likelihood.evaluations };
    }
}

const asMatrix = (flat: Float64Array, size: number): Matrix =>
    Array.from({ length: size }, (_, i) => Array.from(flat.subarray(i * size, (i + 1) * size)));

/**
 * The covariance of the variance components for every structure, by the shrunk mode: posterior modes spread less than the random effects themselves,
 * v̂ ~ N(0, I − P̄) with P̄ the mean posterior covariance, and the information given v̂ is that of `joint-information.ts`.
 *
 * Source: derived for this project; see docs/theory.md, "Variance components of every structure".
 */
import { factorise } from '../numeric/cholesky.js';
import { symmetricEigen, type Matrix } from '../numeric/linear-algebra.js';
import { NotAvailable } from '../result/not-available.js';
import type { SizePoint } from '../structure/group-size-law.js';
import { componentParameters, type ComponentParameter } from './component-parameters.js';
import { ExchangeableEffects } from './exchangeable-effects.js';
import { JointInformation } from './joint-information.js';
import {
    effortOfDraw,
    effortOfWeight,
    firstDraws,
    mostDenseEffects,
    mostCancellation,
    mostDrawsOfScramble,
    mostWorkOfComponents,
    posteriorPasses,
    posteriorPoints,
    quickWorkOfComponents,
    scrambles,
    shrinkageGroups,
    shrinkagePasses,
    sufficientForComponents,
    targetOfComponents,
    wideningOfGroups,
    workOfShrinkage
} from './limits.js';
import type { StudyOptions } from './mean-information.js';
import { ScrambleDraws } from './scramble-draws.js';
import { errorsOfMean, meanOfScrambles, type ScrambleMean } from './scramble-means.js';
import { ShrunkPosterior } from './shrunk-posterior.js';
import { mixed } from './stratified-draws.js';
import { expectedRows, type StudyPart } from './study-part.js';
import { isFixedStudy } from './study-plan.js';
import { StudyRows } from './study-rows.js';
import { UnitControls } from './unit-controls.js';

/** Of one part: the inverse of the joint information. */
export interface ShrunkModeCovariance extends ScrambleMean {
    /** Positions of β, the variance components, and φ of a linear model among all parameters. */
    members: number[];
}

/** @throws NotAvailable where a Σ is singular, the part has too many random effects, or the information is not positive definite */
export function shrunkModeCovariance(
    part: StudyPart,
    law: readonly SizePoint[],
    phi: number | null,
    options: StudyOptions
): ShrunkModeCovariance {
    if (mostDenseEffects < part.effects) {
        throw new NotAvailable({ code: 'accuracy', reached: null });
    }
    return new ShrunkModes(part, law, options).covariance(phi);
}

class ShrunkModes {
    private readonly posterior: ShrunkPosterior;
    /** Of each arm. */
    private readonly rows: StudyRows[];
    private readonly arms: number;
    private readonly fixed: boolean;
    private readonly v: Float64Array;
    private readonly normal: Float64Array;
    private work = 0;

    constructor(
        private readonly part: StudyPart,
        private readonly law: readonly SizePoint[],
        private readonly options: StudyOptions
    ) {
        this.posterior = new ShrunkPosterior(part);
        this.arms = part.plan.whole?.predictors.combinations.values.length ?? 1;
        this.rows = Array.from({ length: this.arms }, () => new StudyRows(part));
        this.fixed = isFixedStudy(part.plan);
        this.v = new Float64Array(part.effects);
        this.normal = new Float64Array(part.effects);
    }

    covariance(phi: number | null): ShrunkModeCovariance {
        const { part, arms } = this;
        const p = part.plan.fixed;
        const parameters = componentParameters(part);
        const joint = new JointInformation(part, parameters, this.posterior);
        const most = Math.min(mostWorkOfComponents, this.options.budget * effortOfWeight);
        if (most < scrambles * this.arms * this.effort()) {
            throw new NotAvailable({ code: 'accuracy', reached: null });
        }
        const laws = this.shrinkage();
        const known = laws.map(ofArms => {
            const information = new Float64Array(joint.size ** 2);
            ofArms.forEach(({ mean }) => joint.addKnown(mean, 1 / arms, information));
            return information;
        });
        const sums = Array.from({ length: scrambles }, () => new Float64Array(joint.size ** 2));
        const controls = Array.from({ length: arms }, () => new UnitControls(parameters, shrinkageGroups));
        const positions = [...part.plan.spec.fixed.keys(), ...parameters.map(({ position }) => position)];
        const members = p + parameters.length < joint.size ? [...positions, phi!] : positions;
        for (let [from, count] = [0, firstDraws]; ; [from, count] = [count, 2 * count]) {
            sums.forEach((sum, s) =>
                this.visit(s, from, count, laws, (arm, rows) => {
                    joint.add(rows, this.v, laws[groupOf(s)][arm].mean, 1 / arms, sum);
                    controls[arm].add(groupOf(s), this.v, joint.taken);
                })
            );
            const informations = sums.map((sum, s) => sum.map((x, at) => x / count + known[groupOf(s)][at]));
            const ofGroups = meansOfGroups(informations);
            ofGroups.forEach((information, group) =>
                controls.forEach((own, arm) => joint.giveBack(own.excess(group, laws[group][arm].root), 1 / arms, information))
            );
            const found = widened(meanOfScrambles(ofGroups, joint.size));
            // Few draws may leave it indefinite.
            const reached = found === null ? Infinity : Math.max(...errorsOfMean(found.deviations));
            const done = reached <= targetOfComponents || (reached <= sufficientForComponents && quickWorkOfComponents < this.work);
            if (done || mostDrawsOfScramble <= count || most < 2 * this.work) {
                if (found === null) {
                    throw new NotAvailable({ code: 'accuracy', reached: null });
                }
                mustBeResolved(parameters, found.covariance, p);
                return { members, ...found };
            }
        }
    }

    /**
     * By group of scrambles and arm: P̄ follows from v̂, whose law follows from P̄. Each group has a P̄ of its own, so that the spread between the groups tells the
     * error of P̄ as well: where a variance is small, the information about it is what little P̄ leaves of I.
     */
    private shrinkage(): ShrunkLaw[][] {
        const { part, arms, posterior } = this;
        const { effects } = part;
        const pairs = new ExchangeableEffects(part);
        const work = Math.min(workOfShrinkage, (this.options.budget * effortOfWeight) / 2);
        const count = 2 ** Math.round(Math.log2(Math.min(64, Math.max(1, work / (shrinkagePasses * scrambles * arms * this.effort())))));
        const perGroup = (scrambles / shrinkageGroups) * count;
        let laws = Array.from({ length: shrinkageGroups }, () =>
            Array.from({ length: arms }, () => shrunkLaw(new Float64Array(effects * effects), effects))
        );
        for (let pass = 0; pass < shrinkagePasses; pass++) {
            const means = laws.map(ofArms => ofArms.map(() => new Float64Array(effects * effects)));
            for (let s = 0; s < scrambles; s++) {
                this.visit(s, 0, count, laws, arm => {
                    const mean = means[groupOf(s)][arm];
                    const { covariance } = posterior;
                    for (let k = 0; k < mean.length; k++) {
                        mean[k] += covariance[k] / perGroup;
                    }
                });
            }
            laws = means.map(ofArms =>
                ofArms.map(mean => {
                    pairs.pool(mean);
                    return shrunkLaw(mean, effects);
                })
            );
        }
        return laws;
    }

    /** The work of one posterior, in multiplications, about. */
    private effort(): number {
        const { effects, plan } = this.part;
        const rows = expectedRows(this.part, this.law);
        const averaged = plan.weight.kind === 'general' ? posteriorPoints * effortOfWeight : effortOfWeight;
        const drawn = this.fixed ? 0 : rows * plan.terms.length * effortOfDraw;
        return posteriorPasses * (effects ** 3 + rows * (averaged + plan.features ** 2)) + drawn;
    }

    /** Computes the posterior at these draws of a scramble, for every arm. */
    private visit(
        scramble: number,
        from: number,
        count: number,
        laws: readonly ShrunkLaw[][],
        use: (arm: number, rows: StudyRows) => void
    ): void {
        const { part, v, normal, posterior, options } = this;
        const draws = new ScrambleDraws(part, mixed(options.seed, scramble), count, this.law, options.shouldStop);
        for (let point = from; point < count; point++) {
            if (options.shouldStop()) {
                throw new NotAvailable({ code: 'stopped' });
            }
            draws.copyEffects(point, normal);
            for (let arm = 0; arm < this.arms; arm++) {
                times(laws[groupOf(scramble)][arm].root, normal, v);
                const rows = this.rowsOf(draws, point, arm);
                posterior.compute(rows, v);
                use(arm, rows);
                this.work += this.effort();
            }
        }
    }

    /** The rows of a draw, which stay the same if nothing but the random effects is drawn. */
    private rowsOf(draws: ScrambleDraws, point: number, arm: number): StudyRows {
        const rows = this.rows[arm];
        if (!this.fixed || rows.count === 0) {
            rows.fill(draws, point, arm);
        }
        return rows;
    }
}

/** @throws NotAvailable where the information about a component is a difference that rounding decides */
function mustBeResolved(parameters: readonly ComponentParameter[], covariance: Matrix, p: number): void {
    parameters.forEach(({ factor, form }, a) => {
        const prior = 0.5 * factor.units * form.reduce((sum, row, i) => sum + row.reduce((own, x, j) => own + x * form[j][i], 0), 0);
        if (!(prior * covariance[p + a][p + a] < mostCancellation)) {
            throw new NotAvailable({ code: 'accuracy', reached: null });
        }
    });
}

/** The group of a scramble. */
const groupOf = (scramble: number): number => scramble % shrinkageGroups;

function meansOfGroups(informations: readonly Float64Array[]): Float64Array[] {
    return Array.from({ length: shrinkageGroups }, (_, group) => {
        const own = informations.filter((__, s) => groupOf(s) === group);
        return own[0].map((__, at) => own.reduce((sum, one) => sum + one[at], 0) / own.length);
    });
}

const widened = (mean: ScrambleMean | null): ScrambleMean | null =>
    mean && { ...mean, deviations: mean.deviations.map(each => each.map(x => wideningOfGroups * x)) };

/** The law N(0, I − P̄) of shrunk modes. */
interface ShrunkLaw {
    /** P̄, K × K. */
    mean: Float64Array;
    /** A root of I − P̄. */
    root: Float64Array;
}

const shrunkLaw = (mean: Float64Array, size: number): ShrunkLaw => ({ mean, root: rootOfShrunk(mean, size) });

/** L with L Lᵀ = I − P̄, row-major; eigenvalues that sampling has made negative count as 0. */
function rootOfShrunk(mean: Float64Array, size: number): Float64Array {
    const shrunk = mean.map((x, at) => (at % (size + 1) === 0 ? 1 : 0) - x);
    const lower = new Float64Array(size * size);
    if (factorise(shrunk, size, size, lower, 0, 0)) {
        return lower;
    }
    const matrix = Array.from({ length: size }, (_, i) => Array.from(shrunk.subarray(i * size, (i + 1) * size)));
    const { values, vectors } = symmetricEigen(matrix);
    values.forEach((value, k) => vectors[k].forEach((x, i) => (lower[i * size + k] = x * Math.sqrt(Math.max(value, 0)))));
    return lower;
}

function times(matrix: Float64Array, x: Float64Array, out: Float64Array): void {
    const size = x.length;
    for (let i = 0; i < size; i++) {
        let sum = 0;
        for (let j = 0; j < size; j++) {
            sum += matrix[i * size + j] * x[j];
        }
        out[i] = sum;
    }
}

/**
 * The expected Fisher information of a whole study by simulation, for every structure: I = E J, J = E(B | y) − Var(S | y), Louis' information of one part that is drawn
 * (predictors, sizes, random effects, responses). The posterior means are those of importance-sampled draws about the mode, in pairs on both sides of it.
 *
 * S̄ and J − S̄ S̄ᵀ have mean 0, and a regression subtracts the part of J that is linear in them, as for one group (`exact/simulated.ts`).
 *
 * Source: T. A. Louis (1982), JRSS B 44, 226–233; derived for this project for whole studies; see docs/theory.md, "Exact for every structure".
 */
import type { Response } from '../../family/response.js';
import { responseOf } from '../../family/families.js';
import { SeededGenerator } from '../../laws/seeded-generator.js';
import { inverseSpd } from '../../numeric/cholesky.js';
import { quadraticForm, type Matrix } from '../../numeric/linear-algebra.js';
import { isReason, type Reason } from '../../result/reason.js';
import { NotAvailable } from '../../result/not-available.js';
import type { ModelSpec } from '../../spec/model-spec.js';
import { countsOf, sizesOf } from '../../structure/group-counts.js';
import type { SizePoint } from '../../structure/group-size-law.js';
import { parameterIndex, selected, type JointCovariance } from '../../structure/structure-result.js';
import { componentParameters, type ComponentParameter } from '../../study/component-parameters.js';
import { ScrambleDraws } from '../../study/scramble-draws.js';
import { mixed } from '../../study/stratified-draws.js';
import { expectedRows, studyPart, type StudyPart } from '../../study/study-part.js';
import { studyPlan } from '../../study/study-plan.js';
import { StudyRows } from '../../study/study-rows.js';
import {
    drawsOfBatch,
    fewestDrawnEffects,
    fewestPairsOfPosterior,
    fewestStudies,
    leastEffectiveShare,
    leastFreedomOfProposal,
    multiplicationsPerEvaluation,
    observationsOfLargeUnit,
    pairsOfPosterior,
    pairsPerEffect,
    studiesPerColumn
} from '../limits.js';
import { RegressedMean } from '../regressed-mean.js';
import { MeanCurvature } from './mean-curvature.js';
import { NormalPosterior } from './normal-posterior.js';
import { KnownSums, PosteriorSums, unbiased } from './posterior-sums.js';
import { StudyPosterior } from './study-posterior.js';
import { StudyScore } from './study-score.js';

export interface StudySimulationOptions {
    shouldStop: () => boolean;
    /** Monte-Carlo standard error of the worst variance, relative to it. */
    relativeError: number;
    seed: number;
    /** The most evaluations of log f. */
    budget: number;
    /** The error that is still good enough where the budget ends. Default: `relativeError`. */
    tolerated?: number;
    /** Why variances of random effects that are less precise then are left out. Default: `accuracy`. */
    withheld?: Reason;
}

export interface SimulatedStudy extends JointCovariance {
    /** The mean effective share of the posterior draws: 1 where their law is the posterior. */
    effectiveShare: number;
    /** Studies that were drawn. */
    draws: number;
}

/**
 * @param spec with intercepts solved
 * @throws NotAvailable `accuracy` where the budget does not suffice; `unknown-value`; a singular Σ
 */
export function simulatedStudy(spec: ModelSpec, options: StudySimulationOptions): SimulatedStudy {
    const counts = countsOf(spec);
    const law = sizesOf(spec);
    if (isReason(law)) {
        throw new NotAvailable(law);
    }
    const plan = studyPlan(spec, counts);
    const part = studyPart(plan, counts);
    return new StudySimulation(part, law, options).run(plan.whole === null ? 1 : counts[plan.whole.random.group]);
}

class StudySimulation {
    private readonly response: Response;
    private readonly components: ComponentParameter[];
    private readonly score: StudyScore;
    private readonly mean: MeanCurvature;
    private readonly posterior: StudyPosterior;
    private readonly normal: NormalPosterior;
    /** Degrees of freedom of the draws of the posterior. */
    private readonly freedom: number;
    private readonly generator: SeededGenerator;
    private readonly moments: RegressedMean;
    private readonly arms: StudyRows[];
    private readonly zero: Float64Array;
    private readonly identity: Float64Array;
    private readonly v: Float64Array;
    private readonly drawn: Float64Array;
    private readonly moved: Float64Array;
    private readonly scoreFromCentre: Float64Array;
    /** First-order scores of the effects at a draw. */
    private readonly linear: Float64Array;
    private readonly normalScore: Float64Array;
    /** Pairs of draws of the posterior. */
    private pairs: number;
    private effective = 0;
    private studies = 0;
    private otherWork = 0;
    /** Sums over the quarters of the posterior draws of a study. */
    private readonly quarters: { posterior: PosteriorSums; known: KnownSums }[];
    private readonly information: Float64Array;
    private readonly louis: Float64Array;
    private readonly meanScore: Float64Array;
    private readonly outer: Float64Array;

    constructor(
        private readonly part: StudyPart,
        private readonly law: readonly SizePoint[],
        private readonly options: StudySimulationOptions
    ) {
        const { plan, effects } = part;
        this.response = responseOf(plan.spec.family);
        this.components = componentParameters(part);
        this.score = new StudyScore(part, this.components, this.response);
        this.mean = new MeanCurvature(this.score, this.response);
        this.posterior = new StudyPosterior(this.score, this.mean);
        this.freedom = Math.max(leastFreedomOfProposal, effects);
        this.pairs = Math.max(pairsOfPosterior, 4 * Math.ceil((pairsPerEffect * effects) / 4));
        this.normal = new NormalPosterior(this.score, this.mean, this.components, this.freedom);
        this.linear = new Float64Array(this.score.p);
        this.normalScore = new Float64Array(this.normal.count);
        this.generator = new SeededGenerator(options.seed);
        const size = this.score.parameters;
        const entries = (size * (size + 1)) / 2;
        this.moments = new RegressedMean(entries, entries + size);
        this.arms = Array.from({ length: plan.whole?.predictors.combinations.values.length ?? 1 }, () => new StudyRows(part));
        this.zero = new Float64Array(effects);
        this.identity = Float64Array.from({ length: effects ** 2 }, (_, k) => (k % (effects + 1) === 0 ? 1 : 0));
        this.v = new Float64Array(effects);
        this.drawn = new Float64Array(effects);
        this.moved = new Float64Array(effects);
        this.scoreFromCentre = new Float64Array(size);
        this.quarters = Array.from({ length: 4 }, () => ({
            posterior: new PosteriorSums(size, effects),
            known: new KnownSums(this.normal.count)
        }));
        this.information = new Float64Array(size * size);
        this.louis = new Float64Array(size * size);
        this.meanScore = new Float64Array(size);
        this.outer = new Float64Array(size * size);
    }

    /** @param parts independent parts of the study */
    run(parts: number): SimulatedStudy {
        const { moments, options } = this;
        let goal = this.fewestStudies;
        // With fewer pairs effects lose hardly any precision, and variances of random effects some.
        while (options.budget < 2 * this.leastWork(goal) && this.pairs > fewestPairsOfPosterior) {
            this.pairs -= 4;
        }
        if (options.budget < this.leastWork(goal)) {
            throw new NotAvailable({ code: 'accuracy', reached: null });
        }
        for (let batch = 0; ; batch++) {
            this.addBatch(batch);
            const isSpent = options.budget < this.work;
            if (moments.count < goal && !isSpent) {
                continue;
            }
            const current = this.current(parts);
            const relative = current.errors.map((error, i) => error / current.covariance[i][i]);
            const worst = Math.max(...relative);
            if (!(worst >= 0 && worst < Infinity)) {
                throw new NotAvailable({ code: 'not-finite', detail: 'the information of a simulated study' });
            }
            if (worst <= options.relativeError) {
                return current;
            }
            if (isSpent) {
                return this.preciseEnough(current, relative);
            }
            goal = Math.ceil(
                Math.min(Math.max(1.05 * moments.count * (worst / options.relativeError) ** 2, 1.1 * moments.count), 3 * moments.count)
            );
        }
    }

    /** @throws NotAvailable where an effect is too uncertain */
    private preciseEnough(current: SimulatedStudy, relative: readonly number[]): SimulatedStudy {
        const { part, options } = this;
        const { relativeError, tolerated = relativeError, withheld = { code: 'accuracy', reached: null } } = options;
        const uncertain = new Set(current.members.filter((_, i) => tolerated < relative[i]));
        if ([...uncertain].some(member => member < part.plan.fixed)) {
            throw new NotAvailable({ code: 'accuracy', reached: Math.max(...relative) });
        }
        return {
            ...current,
            ...selected(current, member => !uncertain.has(member)),
            ...(uncertain.size > 0 && { withheld: new Map([...uncertain].map(member => [member, withheld])) })
        };
    }

    /** Evaluations of log f, and other work counted by its time. */
    private get work(): number {
        return this.score.evaluations * this.response.effort + (this.moments.work + this.otherWork) / multiplicationsPerEvaluation;
    }

    private get fewestStudies(): number {
        const { part, law, moments } = this;
        const observations = law.reduce((sum, { n, probability }) => sum + n * probability, 0) * part.cells;
        const ofSmallParts = observations < observationsOfLargeUnit * part.effects ? Math.ceil(fewestDrawnEffects / part.effects) : 0;
        return Math.max(fewestStudies, ofSmallParts, studiesPerColumn * moments.width);
    }

    private leastWork(studies: number): number {
        const { part, arms, response } = this;
        const rows = expectedRows(part, this.law);
        const ofStudy = 2 * this.pairs * rows * response.effort + (2 * part.effects ** 3) / multiplicationsPerEvaluation;
        return studies * arms.length * ofStudy;
    }

    private addBatch(batch: number): void {
        const { part, options, arms } = this;
        const draws = new ScrambleDraws(part, mixed(options.seed, batch), drawsOfBatch, this.law, options.shouldStop);
        const size = this.score.parameters;
        const columns = new Float64Array(this.moments.width);
        for (let point = 0; point < drawsOfBatch && this.work < options.budget; point++) {
            if (options.shouldStop()) {
                throw new NotAvailable({ code: 'stopped' });
            }
            draws.copyEffects(point, this.v);
            columns.fill(0);
            arms.forEach((rows, arm) => {
                rows.fill(draws, point, arm);
                this.inform(rows);
                let at = 0;
                for (let i = 0; i < size; i++) {
                    for (let j = 0; j <= i; j++) {
                        columns[at++] += this.louis[i * size + j] / arms.length;
                    }
                }
                for (let i = 0; i < size; i++) {
                    for (let j = 0; j <= i; j++) {
                        columns[at++] += (this.louis[i * size + j] - this.outer[i * size + j]) / arms.length;
                    }
                }
                for (let i = 0; i < size; i++) {
                    columns[at++] += this.meanScore[i] / arms.length;
                }
            });
            this.moments.add(columns);
        }
    }

    /** Draws responses at v; sets J to `louis`, S̄ to `meanScore`, S̄ S̄ᵀ to `outer`. */
    private inform(rows: StudyRows): void {
        const { score, posterior, response, part } = this;
        score.prepare(rows);
        if (!response.canonical) {
            // C must not depend on y, because the information given v stands for the curvature.
            score.predictorsAt(this.zero);
            this.mean.setAt(this.zero, this.identity, true);
            score.centre();
        }
        this.drawResponses(rows);
        posterior.findMode(this.v);
        posterior.findNearestNormal();
        if (response.canonical) {
            score.centre();
        }
        this.otherWork += 2 * part.effects ** 3 + rows.count * part.plan.features * (part.plan.features + part.effects);
        this.average(rows);
    }

    private drawResponses(rows: StudyRows): void {
        const { score, response, generator } = this;
        const eta = score.predictorsAt(this.v);
        const { y, second } = score.at;
        const out = { y: 0, second: 0 };
        for (let row = 0; row < rows.count; row++) {
            const size = Math.round(rows.size[row]);
            if (Math.abs(size - rows.size[row]) > 1e-9) {
                throw new NotAvailable({ code: 'not-computed' });
            }
            let total = 0;
            let seconds = 0;
            for (let j = 0; j < (response.totals === 'bounded' ? 1 : size); j++) {
                response.draw(generator, eta[row], response.totals === 'bounded' ? size : 1, out);
                total += out.y;
                seconds += out.second;
            }
            y[row] = total;
            second[row] = seconds;
        }
    }

    /** The posterior means over pairs of draws. S is taken from its mean under the normal posterior, so that no digits cancel. */
    private average(rows: StudyRows): void {
        const { score, quarters, normal } = this;
        const atMode = score.scoreAt(this.posterior.mode);
        const centre = score.score.slice();
        normal.set(this.posterior.mode);
        normal.mean.forEach((mean, a) => (centre[score.p + a] += mean));
        this.sumPairs(rows, atMode, centre);
        if (!quarters.every(({ posterior: { weight } }) => weight > 0 && weight < Infinity)) {
            throw new NotAvailable({ code: 'accuracy', reached: null });
        }
        const size = score.parameters;
        const all = quarters.map(({ posterior }) => posterior);
        const [first, other] = [all.slice(0, 2), all.slice(2)];
        score.completeInformation(
            unbiased(first, other, one => one.weights),
            unbiased(first, other, one => one.effects),
            this.information
        );
        const second = unbiased(first, other, one => one.second);
        const [m1, m2] = [first, other].map(([a, b]) => unbiased([a], [b], one => one.score));
        const mean = unbiased(first, other, one => one.score);
        this.takeKnownErrors(second, m1, m2, mean);
        for (let i = 0; i < size; i++) {
            this.meanScore[i] = centre[i] + mean[i];
            for (let j = 0; j < size; j++) {
                // The product of independent means has no bias, as the square of a mean would.
                const product = 0.5 * (m1[i] * m2[j] + m2[i] * m1[j]);
                this.louis[i * size + j] = this.information[i * size + j] - (second[i * size + j] - product);
                this.outer[i * size + j] = 0.5 * ((centre[i] + m1[i]) * (centre[j] + m2[j]) + (centre[i] + m2[i]) * (centre[j] + m1[j]));
            }
        }
    }

    /** Takes off the errors that the draws make in means that are known: of products of scores, and of scores by halves and over all. */
    private takeKnownErrors(second: Float64Array, m1: Float64Array, m2: Float64Array, mean: Float64Array): void {
        const known = this.quarters.map(quarter => quarter.known);
        const [first, other] = [known.slice(0, 2), known.slice(2)];
        const take = (from: Float64Array, errors: Float64Array): void => errors.forEach((error, i) => (from[i] -= error));
        take(
            m1,
            unbiased([first[0]], [first[1]], one => one.score)
        );
        take(
            m2,
            unbiased([other[0]], [other[1]], one => one.score)
        );
        take(
            mean,
            unbiased(first, other, one => one.score)
        );
        const { count } = this.normal;
        const size = this.score.parameters;
        const errors = unbiased(first, other, one => one.second);
        for (let i = 0; i < count; i++) {
            for (let j = 0; j < count; j++) {
                second[i * size + j] -= errors[i * count + j];
            }
        }
    }

    private sumPairs(rows: StudyRows, atMode: number, centre: Float64Array): void {
        const { score, posterior, generator, quarters, drawn, moved: v, scoreFromCentre: s, normal } = this;
        const { mode } = posterior;
        quarters.forEach(quarter => {
            quarter.posterior.clear(rows.count);
            quarter.known.clear();
        });
        let squares = 0;
        let all = 0;
        for (let pair = 0; pair < this.pairs; pair++) {
            const logDensity = posterior.draw(generator, this.freedom, drawn);
            const ratio = normal.ratio(logDensity);
            normal.effectsAt(drawn, this.linear);
            for (const sign of [1, -1]) {
                for (let k = 0; k < v.length; k++) {
                    v[k] = mode[k] + sign * drawn[k];
                }
                const weight = Math.exp(score.scoreAt(v) - atMode - logDensity);
                for (let i = 0; i < s.length; i++) {
                    s[i] = score.score[i] - centre[i];
                }
                const quarter = quarters[pair % 4];
                quarter.posterior.add(weight, s, v, score.at.information);
                for (let a = 0; a < normal.count; a++) {
                    this.normalScore[a] = a < score.p ? sign * this.linear[a] : s[a];
                }
                quarter.known.add(ratio, normal.departure(), this.normalScore, normal.covariance);
                squares += weight * weight;
                all += weight;
            }
        }
        this.effective += all ** 2 / squares / (2 * this.pairs);
        this.studies++;
    }

    private current(parts: number): SimulatedStudy {
        const { moments, part } = this;
        const size = this.score.parameters;
        const { mean, covariance: ofMean } = moments.regressed();
        const position = (i: number, j: number): number => (j <= i ? (i * (i + 1)) / 2 + j : (j * (j + 1)) / 2 + i);
        const information: Matrix = Array.from({ length: size }, (_, i) => Array.from({ length: size }, (__, j) => mean[position(i, j)]));
        const inverse = inverseSpd(information);
        if (!inverse.ok) {
            throw new NotAvailable({ code: 'accuracy', reached: null });
        }
        const covariance = inverse.inverse;
        const errors = covariance.map((_, k) => {
            // d V_kk = −vᵀ(dI)v, v the k-th column of V.
            const gradient = new Array<number>(mean.length).fill(0);
            for (let i = 0; i < size; i++) {
                for (let j = 0; j < size; j++) {
                    gradient[position(i, j)] += covariance[i][k] * covariance[k][j];
                }
            }
            return Math.sqrt(Math.max(0, quadraticForm(ofMean, gradient)));
        });
        const effectiveShare = this.effective / this.studies;
        if (effectiveShare < leastEffectiveShare) {
            throw new NotAvailable({ code: 'accuracy', reached: null });
        }
        const { spec } = part.plan;
        const { phi } = parameterIndex(spec);
        return {
            members: [...spec.fixed.keys(), ...this.components.map(({ position: at }) => at), ...(phi === null ? [] : [phi])],
            covariance: covariance.map(row => row.map(x => x / parts)),
            errors: errors.map(error => error / parts),
            simulated: true,
            standing: 'derived',
            effectiveShare,
            draws: moments.count
        };
    }
}

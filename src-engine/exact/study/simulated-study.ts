/**
 * The expected Fisher information of a whole study by simulation, for every structure: I = E J, J = E(B | y) − Var(S | y), Louis' information of one part that is drawn
 * (predictors, sizes, random effects, responses).
 *
 * S̄ and J − S̄ S̄ᵀ have mean 0, and a regression subtracts the part of J that is linear in them, as for one group (`exact/simulated.ts`).
 *
 * Source: T. A. Louis (1982), JRSS B 44, 226–233; derived for this project for whole studies; see docs/theory.md, "Exact for every structure".
 */
import { drawRow, type Response } from '../../family/response.js';
import { responseOf } from '../../family/families.js';
import { SeededGenerator } from '../../laws/seeded-generator.js';
import { inverseSpd } from '../../numeric/cholesky.js';
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
    multiplicationsPerEvaluation,
    observationsOfLargeUnit,
    shareWithoutInverse,
    studiesForSomeEffects,
    studiesPerColumn
} from '../limits.js';
import { errorsOfVariances, symmetricFrom } from '../averaged-information.js';
import { RegressedMean } from '../regressed-mean.js';
import { MeanCurvature } from './mean-curvature.js';
import { PosteriorMeans } from './posterior-means.js';
import { StudyPosterior } from './study-posterior.js';
import { StudyLikelihood } from './study-likelihood.js';
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
    /** Why variances that are less precise then are left out. Default: `accuracy`. */
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
    private readonly likelihood: StudyLikelihood;
    private readonly score: StudyScore;
    private readonly mean: MeanCurvature;
    private readonly posterior: StudyPosterior;
    private readonly means: PosteriorMeans;
    private readonly generator: SeededGenerator;
    private readonly moments: RegressedMean;
    private readonly arms: StudyRows[];
    private readonly zero: Float64Array;
    private readonly identity: Float64Array;
    private readonly v: Float64Array;
    private otherWork = 0;

    constructor(
        private readonly part: StudyPart,
        private readonly law: readonly SizePoint[],
        private readonly options: StudySimulationOptions
    ) {
        const { plan, effects } = part;
        this.response = responseOf(plan.spec.family);
        this.components = componentParameters(part);
        this.likelihood = new StudyLikelihood(part, this.response);
        this.score = new StudyScore(this.likelihood, plan.fixed, this.components);
        this.mean = new MeanCurvature(this.likelihood, this.response);
        this.posterior = new StudyPosterior(this.likelihood, this.mean);
        this.means = new PosteriorMeans(this.score, this.posterior, this.mean, this.components);
        this.generator = new SeededGenerator(options.seed);
        const size = this.score.parameters;
        const entries = (size * (size + 1)) / 2;
        this.moments = new RegressedMean(entries, entries + size);
        this.arms = Array.from({ length: plan.whole?.predictors.combinations.values.length ?? 1 }, () => new StudyRows(part));
        this.zero = new Float64Array(effects);
        this.identity = Float64Array.from({ length: effects ** 2 }, (_, k) => (k % (effects + 1) === 0 ? 1 : 0));
        this.v = new Float64Array(effects);
    }

    /** @param parts independent parts of the study */
    run(parts: number): SimulatedStudy {
        const { moments, options } = this;
        let goal = this.fewestStudies;
        // With fewer pairs effects lose hardly any precision, and variances of random effects some.
        while (options.budget < 2 * this.leastWork(goal) && this.means.pairs > fewestPairsOfPosterior) {
            this.means.pairs -= 4;
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
            if (current === null) {
                // By noise alone, while there are few studies; where the data tell nothing, more of them do not help.
                if (options.budget * shareWithoutInverse < this.work) {
                    throw new NotAvailable({ code: 'accuracy', reached: null });
                }
                goal = 2 * moments.count;
                continue;
            }
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

    /** Without the parameters that are too uncertain. @throws NotAvailable where all effects are, or some after few studies */
    private preciseEnough(current: SimulatedStudy, relative: readonly number[]): SimulatedStudy {
        const { part, options } = this;
        const { relativeError, tolerated = relativeError, withheld = { code: 'accuracy', reached: null } } = options;
        const uncertain = new Set(current.members.filter((_, i) => tolerated < relative[i]));
        const effects = current.members.filter(member => member < part.plan.fixed);
        const uncertainEffects = effects.filter(member => uncertain.has(member));
        if (uncertainEffects.length === effects.length || (uncertainEffects.length > 0 && current.draws < studiesForSomeEffects)) {
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
        return this.likelihood.evaluations * this.response.effort + (this.moments.work + this.otherWork) / multiplicationsPerEvaluation;
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
        const ofStudy = 2 * this.means.pairs * rows * response.effort + (2 * part.effects ** 3) / multiplicationsPerEvaluation;
        return studies * arms.length * ofStudy;
    }

    private addBatch(batch: number): void {
        const { part, options, arms } = this;
        const draws = new ScrambleDraws(part, mixed(options.seed, batch), drawsOfBatch, this.law, options.shouldStop);
        const size = this.score.parameters;
        const { louis, outer, score } = this.means;
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
                        columns[at++] += louis[i * size + j] / arms.length;
                    }
                }
                for (let i = 0; i < size; i++) {
                    for (let j = 0; j <= i; j++) {
                        columns[at++] += (louis[i * size + j] - outer[i * size + j]) / arms.length;
                    }
                }
                for (let i = 0; i < size; i++) {
                    columns[at++] += score[i] / arms.length;
                }
            });
            this.moments.add(columns);
        }
    }

    /** Draws responses at v, and sets their posterior means. */
    private inform(rows: StudyRows): void {
        const { likelihood, score, posterior, response, part } = this;
        likelihood.prepare(rows);
        if (!response.canonical) {
            // C must not depend on y, because the information given v stands for the curvature.
            likelihood.predictorsAt(this.zero);
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
        this.means.average(rows, this.generator);
    }

    private drawResponses(rows: StudyRows): void {
        const { likelihood, response, generator } = this;
        const eta = likelihood.predictorsAt(this.v);
        const { y, second } = likelihood.at;
        const out = { y: 0, second: 0 };
        for (let row = 0; row < rows.count; row++) {
            const size = Math.round(rows.size[row]);
            if (Math.abs(size - rows.size[row]) > 1e-9) {
                throw new NotAvailable({ code: 'not-computed' });
            }
            drawRow(response, generator, eta[row], size, out);
            y[row] = out.y;
            second[row] = out.second;
        }
    }

    /** Null where the mean information has no inverse. */
    private current(parts: number): SimulatedStudy | null {
        const { moments, part } = this;
        const size = this.score.parameters;
        const { mean, covariance: ofMean } = moments.regressed();
        const inverse = inverseSpd(symmetricFrom(mean, size));
        if (!inverse.ok) {
            return null;
        }
        const covariance = inverse.inverse;
        const errors = errorsOfVariances(covariance, ofMean);
        const { effectiveShare } = this.means;
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

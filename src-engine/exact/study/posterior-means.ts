/**
 * Posterior means of one drawn study: Louis' information J = E(B | y) − Var(S | y) and S̄ = E(S | y), by importance-sampled draws about the normal law that is nearest to the posterior, in
 * pairs on both sides of its centre. What the draws get wrong in means that this law knows is taken off (`normal-posterior.ts`).
 */
import type { SeededGenerator } from '../../laws/seeded-generator.js';
import { NotAvailable } from '../../result/not-available.js';
import type { ComponentParameter } from '../../study/component-parameters.js';
import type { StudyRows } from '../../study/study-rows.js';
import { leastFreedomOfProposal, pairsOfPosterior, pairsPerEffect } from '../limits.js';
import type { MeanCurvature } from './mean-curvature.js';
import { NormalPosterior } from './normal-posterior.js';
import { KnownSums, PosteriorSums, unbiased } from './posterior-sums.js';
import type { StudyPosterior } from './study-posterior.js';
import type { StudyScore } from './study-score.js';

export class PosteriorMeans {
    /** Pairs of draws, a multiple of four. */
    pairs: number;
    readonly louis: Float64Array;
    readonly score: Float64Array;
    readonly outer: Float64Array;
    private readonly normal: NormalPosterior;
    /** Degrees of freedom of the draws. */
    private readonly freedom: number;
    /** Sums over the quarters of the draws. */
    private readonly quarters: { posterior: PosteriorSums; known: KnownSums }[];
    private readonly information: Float64Array;
    private readonly drawn: Float64Array;
    private readonly moved: Float64Array;
    private readonly scoreFromCentre: Float64Array;
    /** First-order scores of the effects at a draw. */
    private readonly linear: Float64Array;
    private readonly normalScore: Float64Array;
    private effective = 0;
    private studies = 0;

    constructor(
        private readonly studyScore: StudyScore,
        private readonly posterior: StudyPosterior,
        mean: MeanCurvature,
        components: readonly ComponentParameter[]
    ) {
        const { p, parameters: size } = studyScore;
        const { effects } = studyScore.likelihood;
        this.freedom = Math.max(leastFreedomOfProposal, effects);
        this.pairs = Math.max(pairsOfPosterior, 4 * Math.ceil((pairsPerEffect * effects) / 4));
        this.normal = new NormalPosterior(studyScore, mean, components, this.freedom);
        this.linear = new Float64Array(p);
        this.normalScore = new Float64Array(this.normal.count);
        this.drawn = new Float64Array(effects);
        this.moved = new Float64Array(effects);
        this.scoreFromCentre = new Float64Array(size);
        this.quarters = Array.from({ length: 4 }, () => ({
            posterior: new PosteriorSums(size, effects),
            known: new KnownSums(this.normal.count)
        }));
        this.information = new Float64Array(size * size);
        this.louis = new Float64Array(size * size);
        this.score = new Float64Array(size);
        this.outer = new Float64Array(size * size);
    }

    /** The mean effective share of the draws so far. */
    get effectiveShare(): number {
        return this.effective / this.studies;
    }

    /**
     * Sets J to `louis`, S̄ to `score`, S̄ S̄ᵀ to `outer`, given the nearest normal law. S is taken from its mean under that law, so that no digits cancel.
     * @throws NotAvailable where no draw has a weight
     */
    average(rows: StudyRows, generator: SeededGenerator): void {
        const { studyScore: score, quarters, normal } = this;
        let atCentre = score.scoreAt(this.posterior.mode);
        if (this.posterior.returnIfFar(atCentre)) {
            atCentre = score.scoreAt(this.posterior.mode);
        }
        const centre = score.score.slice();
        normal.set(this.posterior.mode);
        normal.mean.forEach((mean, a) => (centre[score.p + a] += mean));
        this.sumPairs(rows, atCentre, centre, generator);
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
            this.score[i] = centre[i] + mean[i];
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
        const size = this.studyScore.parameters;
        const errors = unbiased(first, other, one => one.second);
        for (let i = 0; i < count; i++) {
            for (let j = 0; j < count; j++) {
                second[i * size + j] -= errors[i * count + j];
            }
        }
    }

    private sumPairs(rows: StudyRows, atCentre: number, centre: Float64Array, generator: SeededGenerator): void {
        const { studyScore: score, posterior, quarters, drawn, moved: v, scoreFromCentre: s, normal } = this;
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
                const weight = Math.exp(score.scoreAt(v) - atCentre - logDensity);
                for (let i = 0; i < s.length; i++) {
                    s[i] = score.score[i] - centre[i];
                }
                const quarter = quarters[pair % 4];
                quarter.posterior.add(weight, s, v, score.likelihood.at.information);
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
}

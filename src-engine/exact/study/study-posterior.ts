/** The random effects of a part given its responses: their mode, and importance-sampled draws about it. */
import { solveLowerInPlace, solveLowerTransposedInPlace } from '../../numeric/cholesky.js';
import type { SeededGenerator } from '../../laws/seeded-generator.js';
import { NotAvailable } from '../../result/not-available.js';
import { mostFallOfNearest, passesOfNearest, leastGain, leastStepShare, mostModeSteps, roundingOfLikelihood } from '../limits.js';
import type { MeanCurvature } from './mean-curvature.js';
import type { StudyLikelihood } from './study-likelihood.js';

export class StudyPosterior {
    readonly mode: Float64Array;
    private readonly step: Float64Array;
    private readonly moved: Float64Array;
    private readonly deviation: Float64Array;
    private readonly inverse: Float64Array;
    private readonly found: Float64Array;
    private atMode = 0;

    constructor(
        private readonly likelihood: StudyLikelihood,
        private readonly mean: MeanCurvature
    ) {
        this.mode = new Float64Array(likelihood.effects);
        this.step = new Float64Array(likelihood.effects);
        this.moved = new Float64Array(likelihood.effects);
        this.deviation = new Float64Array(likelihood.effects);
        this.inverse = new Float64Array(likelihood.effects ** 2);
        this.found = new Float64Array(likelihood.effects);
    }

    /** Fisher's scoring from v on, with steps that are halved until the likelihood does not fall. Leaves the curvature at the mode in the likelihood. @throws NotAvailable where a likelihood is not finite */
    findMode(v: Float64Array): void {
        const { likelihood, mode, step, moved } = this;
        mode.set(v);
        let value = likelihood.curvatureAt(mode);
        for (let iteration = 0; iteration < mostModeSteps; iteration++) {
            if (!Number.isFinite(value)) {
                throw new NotAvailable({ code: 'not-finite', detail: 'the likelihood of a study' });
            }
            step.set(likelihood.slope);
            solveLowerInPlace(likelihood.lower, step.length, step);
            let decrement = 0;
            for (const x of step) {
                decrement += x * x;
            }
            this.atMode = value;
            if (decrement < leastGain) {
                return;
            }
            solveLowerTransposedInPlace(likelihood.lower, step.length, step);
            let share = 1;
            let next: number;
            do {
                for (let k = 0; k < moved.length; k++) {
                    moved[k] = mode[k] + share * step[k];
                }
                next = likelihood.curvatureAt(moved);
                share /= 2;
            } while (!(value <= next + roundingOfLikelihood * Math.abs(value)) && share > leastStepShare);
            mode.set(moved);
            value = next;
        }
        this.atMode = value;
    }

    /**
     * From the mode to about the normal law that is nearest to the posterior, as in a variational approximation: with the means of slopes and weights under that law in place of their values at
     * the mode. Leaves its curvature in the likelihood.
     */
    findNearestNormal(): void {
        const { likelihood, mean, mode, step, inverse, found } = this;
        found.set(mode);
        for (let pass = 0; pass < passesOfNearest; pass++) {
            likelihood.invertCurvature(inverse);
            mean.setAt(mode, inverse, false);
            step.set(likelihood.slope);
            solveLowerInPlace(likelihood.lower, step.length, step);
            solveLowerTransposedInPlace(likelihood.lower, step.length, step);
            for (let k = 0; k < mode.length; k++) {
                mode[k] += step[k];
            }
        }
    }

    /**
     * Where a wide posterior threw the passes far off, goes back to the law about the mode.
     *
     * @param value log{L φ} at the centre of the nearest normal law. @returns whether it went back
     */
    returnIfFar(value: number): boolean {
        const { likelihood, mode, found, mean } = this;
        if (this.atMode - mostFallOfNearest * mode.length <= value) {
            return false;
        }
        mode.set(found);
        likelihood.curvatureAt(mode);
        mean.third.fill(0);
        mean.fourth.fill(0);
        return true;
    }

    /**
     * A deviation from the mode by the multivariate t of many degrees of freedom, with the covariance of the curvature: in K dimensions as many, so that lengths overlap with those of
     * the posterior. `lower` is the likelihood's.
     *
     * @returns log of its density, up to a constant
     */
    draw(generator: SeededGenerator, freedom: number, out: Float64Array): number {
        const { deviation, likelihood } = this;
        const size = deviation.length;
        let square = 0;
        for (let k = 0; k < size; k++) {
            const z = generator.normal();
            deviation[k] = z;
            square += z * z;
        }
        const scale = Math.sqrt(freedom / (2 * generator.gamma(freedom / 2)));
        for (let k = 0; k < size; k++) {
            out[k] = scale * deviation[k];
        }
        solveLowerTransposedInPlace(likelihood.lower, size, out);
        return -0.5 * (freedom + size) * Math.log1p((scale * scale * square) / freedom);
    }
}

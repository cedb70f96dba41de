/**
 * Whether an outcome, one total for each class, makes the Wald test and the likelihood-ratio test reject.
 *
 * Where there are as many classes as parameters, the estimates are functions of single totals, so tables of these decide; else the model is fitted to every
 * outcome. An estimate that does not exist, because it is infinite or at the end of the range of means, does not reject by Wald's test. The likelihood-ratio
 * test needs no estimates: the largest likelihood is approached there.
 */
import { cholesky, solveLower, solveLowerInPlace } from '../../numeric/cholesky.js';
import { effortOfFit, effortOfJoining, growthOfVariance } from '../limits.js';
import { contrastsOfClasses, pooledClasses } from './class-contrasts.js';
import type { CountLaw, Totals } from './count-law.js';
import { LikelihoodFit, type FitDesign } from './likelihood-fit.js';
import { restrictedDesign, type RestrictedDesign } from './restricted-design.js';

/** Linear hypotheses with the bounds of both tests, for the root of their statistics, signed where there is one hypothesis. */
export interface OutcomeTest {
    contrasts: readonly (readonly number[])[];
    values: readonly number[];
    alternative: 'two-sided' | 'greater' | 'less';
    waldBound: number;
    likelihoodRatioBound: number;
}

/** The totals of the classes in a study: their numbers of observations and the totals that matter. */
export interface ClassTotals {
    sizes: Float64Array;
    totals: readonly Totals[];
}

/** Functions of the total of one class. */
interface ClassTable {
    from: number;
    /** The estimate of η, moved inside where it is infinite, less the offset. */
    estimate: Float64Array;
    /** Its variance; Infinity where the estimate does not exist. */
    variance: Float64Array;
    logLikelihood: Float64Array;
}

export class OutcomeTests {
    wald = false;
    likelihoodRatio = false;
    /** The root of Wald's statistic; NaN where an estimate does not exist. */
    private statistic = NaN;
    /** The effort of one decision, in outcomes that tables decide. */
    readonly effortOfOne: number;
    /** Whether decisions depend on X'y alone, and are worth joining. */
    readonly isSummarised: boolean;
    /** Contrasts of the η of the classes; null where the model has to be fitted. */
    private readonly ofClasses: readonly (readonly number[])[] | null;
    private readonly restricted: RestrictedDesign | null;
    /** For each class the one that it belongs to under the hypothesis; null where that model has to be fitted. */
    private readonly pooled: readonly number[] | null;
    private readonly fit: LikelihoodFit;
    private readonly restrictedFit: LikelihoodFit | null;
    private sizes: Float64Array = new Float64Array(0);
    private tables: ClassTable[] = [];
    private pooledTables: Float64Array[] = [];
    private pooledFrom: number[] = [];
    private readonly pooledTotals: Float64Array;
    private readonly halves: readonly Float64Array[];
    /** The variances of the contrasts at the true values. */
    private usual: number[] = [];

    constructor(
        readonly design: FitDesign,
        private readonly law: CountLaw,
        private readonly test: OutcomeTest,
        private readonly truth: Float64Array,
        isCanonical: boolean
    ) {
        this.ofClasses = contrastsOfClasses(design, test.contrasts);
        this.restricted = restrictedDesign(design, test.contrasts, test.values);
        this.pooled = this.restricted && pooledClasses(this.restricted.design);
        this.pooledTotals = new Float64Array(this.pooled ? Math.max(...this.pooled) + 1 : 0);
        this.halves = test.contrasts.map(() => new Float64Array(design.columns));
        this.fit = new LikelihoodFit(design, law, truth);
        const { restricted } = this;
        this.restrictedFit =
            restricted && !this.pooled
                ? new LikelihoodFit(
                      restricted.design,
                      law,
                      Float64Array.from(restricted.free, i => truth[i])
                  )
                : null;
        this.isSummarised = isCanonical && !(this.ofClasses && this.pooled);
        const ofClass = (this.ofClasses ? 0 : effortOfFit) + (this.pooled ? 0 : effortOfFit);
        this.effortOfOne = Math.max(1, ofClass * design.offset.length);
    }

    /** About how long so many outcomes take, in those that tables decide. Those with the same X'y are about as many as a box of fewer dimensions has. */
    effort(outcomes: number): number {
        const { columns, offset } = this.design;
        return this.isSummarised
            ? effortOfJoining * outcomes + outcomes ** (columns / offset.length) * this.effortOfOne
            : outcomes * this.effortOfOne;
    }

    /** Prepares for outcomes of these totals. */
    prepare({ sizes, totals }: ClassTotals): void {
        const { law, design, pooled, test } = this;
        this.sizes = sizes;
        this.tables = totals.map(({ from, mass }, c) => {
            const at = <T>(of: (y: number) => T): T[] => Array.from(mass, (_, i) => of(from + i));
            const size = sizes[c];
            return {
                from,
                estimate: Float64Array.from(at(y => law.link(insideMean(law, y, size)) - design.offset[c])),
                variance: Float64Array.from(at(y => this.varianceOf(y, size))),
                logLikelihood: Float64Array.from(at(y => largestLogLikelihood(law, y, size)))
            };
        });
        this.usual = this.fit.informationAt(this.truth, sizes)
            ? this.covarianceOfContrasts().map((row, k) => row[k])
            : test.contrasts.map(() => 0);
        this.pooledTables = [];
        this.pooledFrom = [];
        if (pooled) {
            for (let j = 0; j < this.pooledTotals.length; j++) {
                const members = totals.flatMap((one, c) => (pooled[c] === j ? [{ ...one, size: sizes[c] }] : []));
                const size = members.reduce((sum, one) => sum + one.size, 0);
                const from = members.reduce((sum, one) => sum + one.from, 0);
                const length = members.reduce((sum, one) => sum + one.mass.length - 1, 1);
                this.pooledFrom.push(from);
                this.pooledTables.push(Float64Array.from({ length }, (_, i) => largestLogLikelihood(law, from + i, size)));
            }
        }
    }

    private varianceOf(y: number, size: number): number {
        const { law } = this;
        const isInside = y > 0 && (!law.isBounded || y < size);
        return isInside && size > 0 ? 1 / (size * law.weight(law.link(y / size))) : Infinity;
    }

    /** Sets `wald` and `likelihoodRatio` for an outcome. */
    decide(y: Float64Array): void {
        const { test, tables, ofClasses } = this;
        const { alternative } = test;
        let full: number;
        let signed: number;
        if (ofClasses) {
            full = 0;
            for (let c = 0; c < y.length; c++) {
                full += tables[c].logLikelihood[y[c] - tables[c].from];
            }
            signed = this.waldOfTables(y, ofClasses);
        } else {
            this.fit.fit(y, this.sizes);
            full = this.fit.logLikelihood;
            signed = this.waldOfFit();
        }
        this.wald = beyond(this.statistic, alternative, test.waldBound);
        const ratio = 2 * (full - this.restrictedLogLikelihood(y));
        const root = ratio > 0 ? Math.sqrt(ratio) : 0;
        this.likelihoodRatio = beyond(alternative !== 'two-sided' && signed < 0 ? -root : root, alternative, test.likelihoodRatioBound);
    }

    /** @returns the distance of the estimate from the hypothesis, for its sign */
    private waldOfTables(y: Float64Array, ofClasses: readonly (readonly number[])[]): number {
        const { tables, test } = this;
        if (ofClasses.length > 1) {
            this.statistic = this.jointOfTables(y, ofClasses);
            return 0;
        }
        const [contrast] = ofClasses;
        let distance = -test.values[0];
        let variance = 0;
        for (let c = 0; c < y.length; c++) {
            const slope = contrast[c];
            if (slope !== 0) {
                const { from, estimate, variance: own } = tables[c];
                const at = y[c] - from;
                distance += slope * estimate[at];
                variance += slope * slope * own[at];
            }
        }
        this.statistic = variance < Infinity ? distance / Math.sqrt(variance) : NaN;
        return distance;
    }

    private jointOfTables(y: Float64Array, ofClasses: readonly (readonly number[])[]): number {
        const { tables, test } = this;
        const at = (c: number): number => y[c] - tables[c].from;
        const distances = ofClasses.map((row, k) =>
            row.reduce((sum, slope, c) => (slope === 0 ? sum : sum + slope * tables[c].estimate[at(c)]), -test.values[k])
        );
        const covariance = ofClasses.map(g =>
            ofClasses.map(h =>
                g.reduce((sum, slope, c) => (slope === 0 || h[c] === 0 ? sum : sum + slope * h[c] * tables[c].variance[at(c)]), 0)
            )
        );
        return rootOfQuadratic(covariance, distances);
    }

    private waldOfFit(): number {
        const { fit, test } = this;
        const distances = test.contrasts.map((row, k) => row.reduce((sum, x, i) => sum + x * fit.beta[i], -test.values[k]));
        if (!fit.isRegular) {
            this.statistic = NaN;
            return distances[0];
        }
        const covariance = this.covarianceOfContrasts();
        const isInfinite = covariance.some((row, k) => !(row[k] < growthOfVariance * this.usual[k]));
        this.statistic = isInfinite
            ? NaN
            : covariance.length > 1
              ? rootOfQuadratic(covariance, distances)
              : distances[0] / Math.sqrt(covariance[0][0]);
        return distances[0];
    }

    /** By the last factor of the information. */
    private covarianceOfContrasts(): number[][] {
        const { fit, test, halves } = this;
        halves.forEach((half, k) => {
            half.set(test.contrasts[k]);
            solveLowerInPlace(fit.lower, half.length, half);
        });
        return halves.map(g => halves.map(h => g.reduce((sum, x, i) => sum + x * h[i], 0)));
    }

    private restrictedLogLikelihood(y: Float64Array): number {
        const { pooled, pooledTotals, restrictedFit } = this;
        if (restrictedFit) {
            restrictedFit.fit(y, this.sizes);
            return restrictedFit.logLikelihood;
        }
        if (!pooled) {
            return Infinity;
        }
        pooledTotals.fill(0);
        for (let c = 0; c < y.length; c++) {
            pooledTotals[pooled[c]] += y[c];
        }
        let sum = 0;
        for (let j = 0; j < pooledTotals.length; j++) {
            sum += this.pooledTables[j][pooledTotals[j] - this.pooledFrom[j]];
        }
        return sum;
    }
}

/** The largest log likelihood of a total: at the mean y/size, or its limit there. */
function largestLogLikelihood(law: CountLaw, y: number, size: number): number {
    return size === 0 ? 0 : law.logLikelihood(y, size, y / size);
}

/** y/size, moved inside the range of means. */
function insideMean({ isBounded }: CountLaw, y: number, size: number): number {
    const isInside = y > 0 && (!isBounded || y < size);
    return isInside ? y / size : (y + 0.5) / (size + 1);
}

function beyond(root: number, alternative: OutcomeTest['alternative'], bound: number): boolean {
    switch (alternative) {
        case 'greater':
            return root > bound;
        case 'less':
            return root < -bound;
        case 'two-sided':
            return Math.abs(root) > bound;
    }
}

/** √(dᵀV⁻¹d); NaN where V is not finite, or singular. */
function rootOfQuadratic(covariance: readonly (readonly number[])[], distances: readonly number[]): number {
    const factor = cholesky(covariance.map(row => [...row]));
    return factor.ok ? Math.sqrt(solveLower(factor.lower, distances).reduce((sum, x) => sum + x * x, 0)) : NaN;
}

/**
 * The power of the Wald test and of the likelihood-ratio test of a study without groups, as the sum of the probabilities of all outcomes that make them reject.
 * Nothing in it holds only for many observations.
 *
 * Observations with the same linear predictor have one total, which is sufficient. Where predictors are drawn, the numbers of observations are random too, and
 * the sum runs over them as well.
 */
import { isCanonical } from '../../family/families.js';
import { NotAvailable } from '../../result/not-available.js';
import type { ModelSpec } from '../../spec/model-spec.js';
import {
    doubtOfEffort,
    effortBetweenLooks,
    effortOfJoining,
    leastMassOfOutcome,
    likeness,
    mostCompositions,
    shareOfBox
} from '../limits.js';
import { countLaw, totalsOf, type CountLaw, type Totals } from './count-law.js';
import { outcomeCells, type OutcomeCell } from './outcome-cells.js';
import type { FitDesign } from './likelihood-fit.js';
import { outcomeClasses, linearPredictors } from './outcome-classes.js';
import { OutcomeTests, type ClassTotals, type OutcomeTest } from './outcome-tests.js';

export interface EnumeratedPower {
    wald: number;
    likelihoodRatio: number;
    /** The probability of the outcomes that were left out: what each power can be too small by. */
    error: number;
    /** How many outcomes were summed over. */
    outcomes: number;
}

export interface EnumerationOptions {
    shouldStop: () => boolean;
    /** The most effort, in outcomes that tables decide. */
    budget: number;
}

const tooMany = (): NotAvailable => new NotAvailable({ code: 'not-enumerated', because: 'outcomes' });

/**
 * @param spec with all values. @param n observations in all
 * @throws NotAvailable `not-enumerated` where outcomes cannot be listed, or are too many; `link-domain` where a value has no mean
 */
export function enumeratedPower(spec: ModelSpec, n: number, test: OutcomeTest, options: EnumerationOptions): EnumeratedPower {
    const all = outcomeCells(spec);
    const { cells, parts } = all;
    const perPart = n / parts;
    if (!Number.isInteger(perPart)) {
        throw new NotAvailable({ code: 'not-enumerated', because: 'sizes' });
    }
    const law = countLaw(spec.family);
    const beta = Float64Array.from(spec.fixed, ({ value }) => value ?? NaN);
    const { design, classOf } = outcomeClasses(all, beta.length);
    const means = linearPredictors(design, beta).map(law.mean);
    if (!means.every(mean => mean > 0 && (law.isBounded ? mean < 1 : mean < Infinity))) {
        throw new NotAvailable({ code: 'link-domain', link: spec.family.link, detail: 'a mean is at the end of its range' });
    }
    const tests = new OutcomeTests(design, law, test, beta, isCanonical(spec.family));
    const sum = new OutcomeSum(tests, law, means, options);
    const counts = new CellCounts(cells, perPart, options.shouldStop);
    const sizesAt = (count: Float64Array): Float64Array => {
        const sizes = new Float64Array(means.length);
        cells.forEach(({ trials }, i) => (sizes[classOf[i]] += count[i] * trials));
        return sizes;
    };
    // The first numbers that are visited are rare ones with few outcomes, so that the sum alone would notice late that it is too long.
    if (doubtOfEffort * options.budget < counts.compositions() * sum.effort(sizesAt(counts.mean()))) {
        throw tooMany();
    }
    counts.visit((count, mass) => sum.add(sizesAt(count), mass));
    return sum.result();
}

/** Sums over the outcomes of given numbers of observations. */
class OutcomeSum {
    private wald = 0;
    private likelihoodRatio = 0;
    private visited = 0;
    private outcomes = 0;
    private spent = 0;
    /** The effort since the last look at the clock, in outcomes that tables decide. */
    private unseen = 0;
    private readonly known = new Map<string, Totals>();

    constructor(
        private readonly tests: OutcomeTests,
        private readonly law: CountLaw,
        private readonly means: Float64Array,
        private readonly options: EnumerationOptions
    ) {}

    result(): EnumeratedPower {
        const { wald, likelihoodRatio, visited, outcomes } = this;
        return { wald, likelihoodRatio, error: Math.max(0, 1 - visited), outcomes };
    }

    /** About how long these numbers of observations take, in outcomes that tables decide. */
    effort(sizes: Float64Array): number {
        return this.tests.effort(sizes.reduce((product, size, c) => product * this.totals(c, size).mass.length, shareOfBox));
    }

    /** @param share the probability of these numbers */
    add(sizes: Float64Array, share: number): void {
        this.spent += this.effort(sizes);
        if (this.options.budget < this.spent) {
            throw tooMany();
        }
        const totals = Array.from(sizes, (size, c) => this.totals(c, size));
        this.tests.prepare({ sizes, totals });
        this.visit({ sizes, totals }, share);
    }

    /** A class often has the same number of observations again. */
    private totals(c: number, size: number): Totals {
        const key = `${c} ${size}`;
        let found = this.known.get(key);
        if (!found) {
            found = totalsOf(this.law, size, this.means[c]);
            this.known.set(key, found);
        }
        return found;
    }

    private visit({ totals }: ClassTotals, share: number): void {
        const { tests } = this;
        const likenesses = tests.isSummarised ? new Likenesses(tests.design) : null;
        const count = totals.length;
        const y = new Float64Array(count);
        // The largest probability that the classes from each one on can have.
        const most = new Float64Array(count + 1).fill(1);
        for (let c = count - 1; c >= 0; c--) {
            most[c] = most[c + 1] * totals[c].mass.reduce((largest, mass) => Math.max(largest, mass), 0);
        }
        const descend = (c: number, mass: number): void => {
            const { from, mass: own } = totals[c];
            const isLast = c === count - 1;
            for (let i = 0; i < own.length; i++) {
                const joint = mass * own[i];
                this.mayStop(1);
                if (joint * most[c + 1] < leastMassOfOutcome) {
                    continue;
                }
                y[c] = from + i;
                if (!isLast) {
                    descend(c + 1, joint);
                    continue;
                }
                this.outcomes++;
                this.visited += joint;
                if (likenesses) {
                    this.mayStop(effortOfJoining);
                    likenesses.add(y, joint);
                } else {
                    this.count(y, joint);
                }
            }
        };
        descend(0, share);
        likenesses?.visit((like, mass) => this.count(like, mass));
    }

    /** Looks at the clock about every millisecond. @throws NotAvailable `stopped` */
    private mayStop(effort: number): void {
        this.unseen += effort;
        if (this.unseen > effortBetweenLooks) {
            this.unseen = 0;
            if (this.options.shouldStop()) {
                throw new NotAvailable({ code: 'stopped' });
            }
        }
    }

    private count(y: Float64Array, mass: number): void {
        const { tests } = this;
        this.mayStop(tests.effortOfOne);
        tests.decide(y);
        if (tests.wald) {
            this.wald += mass;
        }
        if (tests.likelihoodRatio) {
            this.likelihoodRatio += mass;
        }
    }
}

/** Joins outcomes that have the same likelihood up to a factor: with a canonical link those with the same X'y. */
class Likenesses {
    private readonly known = new Map<string, { y: Float64Array; mass: number }>();

    constructor(private readonly design: FitDesign) {}

    add(y: Float64Array, mass: number): void {
        const { x, columns } = this.design;
        let key = '';
        for (let i = 0; i < columns; i++) {
            let sum = 0;
            for (let c = 0; c < y.length; c++) {
                sum += x[c * columns + i] * y[c];
            }
            key += `${Math.round(sum * likeness)} `;
        }
        const known = this.known.get(key);
        if (known) {
            known.mass += mass;
        } else {
            this.known.set(key, { y: y.slice(), mass });
        }
    }

    visit(found: (y: Float64Array, mass: number) => void): void {
        this.known.forEach(({ y, mass }) => found(y, mass));
    }
}

/** All numbers of observations in the cells: fixed, or multinomial within each part. */
class CellCounts {
    private readonly parts: { cell: number; share: number }[][];
    private visited = 0;

    constructor(
        cells: readonly OutcomeCell[],
        private readonly perPart: number,
        private readonly shouldStop: () => boolean
    ) {
        const count = cells.reduce((most, { part }) => Math.max(most, part + 1), 0);
        this.parts = Array.from({ length: count }, (_, part) =>
            cells.flatMap((one, cell) => (one.part === part ? [{ cell, share: one.share }] : []))
        );
        this.count = new Float64Array(cells.length);
    }

    private readonly count: Float64Array;

    /** About how many there are that matter. */
    compositions(): number {
        return this.parts.reduce((product, cells) => {
            const widths = cells.slice(1).map(({ share }) => totalsOf(multinomial, this.perPart, share).mass.length);
            return widths.reduce((box, width) => box * width, widths.length > 1 ? shareOfBox : 1) * product;
        }, 1);
    }

    /** Their mean, in whole numbers. */
    mean(): Float64Array {
        const mean = new Float64Array(this.count.length);
        this.parts.flat().forEach(({ cell, share }) => (mean[cell] = Math.round(this.perPart * share)));
        return mean;
    }

    visit(found: (count: Float64Array, mass: number) => void): void {
        this.ofPart(0, 0, this.perPart, 1, 1, found);
    }

    /** The numbers of a part's cells from one on, each binomial among the observations that are left. @param rest the share of these cells */
    private ofPart(
        part: number,
        at: number,
        left: number,
        rest: number,
        mass: number,
        found: (count: Float64Array, mass: number) => void
    ): void {
        const { parts, perPart, count } = this;
        if (part === parts.length) {
            if (mostCompositions < ++this.visited) {
                throw tooMany();
            }
            if (this.shouldStop()) {
                throw new NotAvailable({ code: 'stopped' });
            }
            found(count, mass);
            return;
        }
        const { cell, share } = parts[part][at];
        if (at === parts[part].length - 1) {
            count[cell] = left;
            this.ofPart(part + 1, 0, perPart, 1, mass, found);
            return;
        }
        const { from, mass: own } = totalsOf(multinomial, left, Math.min(1, share / rest));
        for (let i = 0; i < own.length; i++) {
            if (mass * own[i] >= leastMassOfOutcome) {
                count[cell] = from + i;
                this.ofPart(part, at + 1, left - from - i, rest - share, mass * own[i], found);
            }
        }
    }
}

const multinomial = countLaw({ name: 'bernoulli', link: 'logit', phi: 1, trials: null, size: null });

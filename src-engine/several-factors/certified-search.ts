/** Refines rules over predictors and lattices over random effects until two of them agree. */
import { NotAvailable } from '../result/not-available.js';
import type { IntegralOptions } from '../information/information-integral.js';
import { finestLevel, coarsestLattice, finestLattice, costOfEvaluation } from './limits.js';

export interface Trial<T> {
    value: T;
    /** The numbers to certify. */
    sizes: number[];
    evaluations: number;
}

export interface Certified<T> {
    value: T;
    /** The relative error of each of the trial's sizes; Infinity where nothing is certain. */
    errors: number[];
    evaluations: number;
}

/**
 * First finds the level of the rules over predictors, on a coarse lattice that is the same for all levels; then refines the lattice at that
 * level. The error is the sum of the changes of the last two refinements.
 * @param compute undefined where more than `budget` evaluations would be needed
 */
export function certifiedSearch<T>(
    compute: (level: number, fineness: number, budget: number) => Trial<T> | undefined,
    exact: { predictors: boolean; random: boolean },
    options: IntegralOptions
): Certified<T> {
    return new CertifiedSearch(compute, exact, options).run();
}

class CertifiedSearch<T> {
    private evaluations = 0;
    private readonly target: number;

    constructor(
        private readonly compute: (level: number, fineness: number, budget: number) => Trial<T> | undefined,
        private readonly exact: { predictors: boolean; random: boolean },
        private readonly options: IntegralOptions
    ) {
        this.target = options.accuracy / 2;
    }

    run(): Certified<T> {
        const { exact } = this;
        if (exact.random) {
            return exact.predictors ? this.computedOnce() : this.refinedToTarget();
        }
        const { level, errors } = exact.predictors ? { level: 0, errors: undefined } : this.levelOfRules();
        return this.refinedLattice(level, errors);
    }

    private trial(level: number, fineness: number): Trial<T> | undefined {
        const { options } = this;
        if (options.shouldStop()) {
            throw new NotAvailable({ code: 'stopped' });
        }
        const trial = affordable(() => this.compute(level, fineness, options.budget / costOfEvaluation - this.evaluations));
        if (trial) {
            this.evaluations += trial.evaluations;
        }
        return trial;
    }

    /** Without integrals: exact sums. */
    private computedOnce(): Certified<T> {
        const only = this.trial(0, 0);
        return this.finished(
            only,
            only?.sizes.map(() => 0)
        );
    }

    /** Only rules over predictors: refined until two of them agree. */
    private refinedToTarget(): Certified<T> {
        let last = this.trial(0, 0);
        let errors: number[] | undefined;
        for (let level = 1; last && level <= finestLevel; level++) {
            const next = this.trial(level, 0);
            if (!next) {
                break;
            }
            errors = levelErrors(last, next);
            last = next;
            if (Math.max(...errors) <= this.target) {
                break;
            }
        }
        return this.finished(last, errors);
    }

    /** The level at which the rules over predictors are fine enough on the coarsest lattice, and the errors that it leaves. */
    private levelOfRules(): { level: number; errors: number[] | undefined } {
        let level = 0;
        let errors: number[] | undefined;
        let last = this.trial(0, coarsestLattice);
        // If two successive refinements hardly improved a rule, further ones are not worth their evaluations.
        let before = Infinity;
        let slow = false;
        while (last && level < finestLevel) {
            const next = this.trial(level + 1, coarsestLattice);
            if (!next) {
                break;
            }
            errors = levelErrors(last, next);
            const worst = Math.max(...errors);
            const slowAgain = before < 2 * worst;
            if (worst <= this.target || (slow && slowAgain)) {
                break;
            }
            slow = slowAgain;
            before = worst;
            level++;
            last = next;
        }
        return { level, errors };
    }

    /** @param ofLevel the errors of the rules over predictors; undefined where they are not known */
    private refinedLattice(level: number, ofLevel: number[] | undefined): Certified<T> {
        let best = this.trial(level, 0);
        let errors: number[] | undefined;
        for (let fineness = 1; best && fineness <= finestLattice; fineness++) {
            const next = this.trial(level, fineness);
            if (!next) {
                break;
            }
            const change = changes(best.sizes, next.sizes);
            best = next;
            errors = change.map((c, i) => c + (this.exact.predictors ? 0 : (ofLevel?.[i] ?? Infinity)));
            if (Math.max(...change) <= this.target) {
                break;
            }
        }
        return this.finished(best, errors);
    }

    private finished(trial: Trial<T> | undefined, errors: number[] | undefined): Certified<T> {
        if (!trial) {
            throw new NotAvailable({ code: 'accuracy', reached: null });
        }
        return { value: trial.value, errors: errors ?? trial.sizes.map(() => Infinity), evaluations: this.evaluations };
    }
}

/** The change from one level to the next, with a margin, because rules of successive levels may share an error. */
const levelErrors = <T>(last: Trial<T>, next: Trial<T>): number[] => changes(last.sizes, next.sizes).map(change => 1.5 * change);

/** Undefined where the computation would take too many points. */
function affordable<T>(compute: () => T | undefined): T | undefined {
    try {
        return compute();
    } catch (error) {
        if (error instanceof NotAvailable && error.reason.code === 'accuracy') {
            return undefined;
        }
        throw error;
    }
}

function changes(before: readonly number[], after: readonly number[]): number[] {
    return after.map((x, i) => {
        const change = x === before[i] ? 0 : Math.abs((x - before[i]) / x);
        return Number.isNaN(change) ? Infinity : change;
    });
}

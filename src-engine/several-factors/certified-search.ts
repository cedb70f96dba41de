/** Refines rules over predictors and lattices over random effects until two of them agree. */
import { NotAvailable } from '../result/not-available.js';
import type { IntegralOptions } from '../information/information-integral.js';

export interface Trial<T> {
    value: T;
    /** The numbers to certify. */
    sizes: number[];
    evaluations: number;
}

export interface Certified<T> {
    value: T;
    /** Of each of the trial's sizes: relative; Infinity where nothing is certain. */
    errors: number[];
    evaluations: number;
}

const finestLevel = 8;
const finestLattice = 12;
/** An evaluation of w with its features costs here so many times what the budget counts. */
const costOfEvaluation = 8;

/**
 * First the level of the rules over predictors, on a coarse lattice that is the same for all, then the lattice at that level. The error is what the last
 * refinement of each changed.
 * @param compute undefined where more than `budget` evaluations would be needed
 */
export function certifiedSearch<T>(
    compute: (level: number, fineness: number, budget: number) => Trial<T> | undefined,
    exact: { predictors: boolean; random: boolean },
    options: IntegralOptions
): Certified<T> {
    let evaluations = 0;
    const run = (level: number, fineness: number): Trial<T> | undefined => {
        if (options.shouldStop()) {
            throw new NotAvailable({ code: 'stopped' });
        }
        const trial = affordable(() => compute(level, fineness, options.budget / costOfEvaluation - evaluations));
        if (trial) {
            evaluations += trial.evaluations;
        }
        return trial;
    };
    const target = options.accuracy / 2;
    let level = 0;
    let levelErrors: number[] | undefined;
    if (!exact.predictors) {
        const coarse = exact.random ? 0 : -1;
        let last = run(0, coarse);
        // What two finer rules in a row hardly change for the better is not worth more of them.
        let before = Infinity;
        let slow = false;
        while (last && level < finestLevel) {
            const next = run(level + 1, coarse);
            if (!next) {
                break;
            }
            levelErrors = changes(last.sizes, next.sizes).map(change => 1.5 * change);
            if (exact.random) {
                level++;
                last = next;
                if (Math.max(...levelErrors) <= target) {
                    return { value: next.value, errors: levelErrors, evaluations };
                }
                continue;
            }
            if (Math.max(...levelErrors) <= target) {
                break;
            }
            const worst = Math.max(...levelErrors);
            if (slow && before < 2 * worst) {
                break;
            }
            slow = before < 2 * worst;
            before = worst;
            level++;
            last = next;
        }
        if (exact.random) {
            return finished(last, levelErrors, evaluations);
        }
    }
    let best = run(level, 0);
    if (exact.random) {
        return finished(
            best,
            best?.sizes.map(() => 0),
            evaluations
        );
    }
    let errors: number[] | undefined;
    for (let fineness = 1; best && fineness <= finestLattice; fineness++) {
        const next = run(level, fineness);
        if (!next) {
            break;
        }
        const change = changes(best.sizes, next.sizes);
        best = next;
        errors = change.map((c, i) => c + (exact.predictors ? 0 : (levelErrors?.[i] ?? Infinity)));
        if (Math.max(...change) <= target) {
            break;
        }
    }
    return finished(best, errors, evaluations);
}

/** Undefined where it would take too many points. */
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

function finished<T>(trial: Trial<T> | undefined, errors: number[] | undefined, evaluations: number): Certified<T> {
    if (!trial) {
        throw new NotAvailable({ code: 'accuracy', reached: null });
    }
    return { value: trial.value, errors: errors ?? trial.sizes.map(() => Infinity), evaluations };
}

function changes(before: readonly number[], after: readonly number[]): number[] {
    return after.map((x, i) => {
        const change = x === before[i] ? 0 : Math.abs((x - before[i]) / x);
        return Number.isNaN(change) ? Infinity : change;
    });
}

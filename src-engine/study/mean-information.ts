/**
 * The inverse of the mean of a study's information over random effects, predictors and sizes, with a statistical error: independent scrambles of quasi-random draws, each of which
 * is doubled until the variances are precise enough.
 */
import { NotAvailable } from '../result/not-available.js';
import type { SizePoint } from '../structure/group-size-law.js';
import {
    effortOfDraw,
    effortOfWeight,
    firstDraws,
    firstWork,
    mostDrawsOfScramble,
    mostWork,
    quickWork,
    scrambles,
    sufficientError,
    targetError
} from './limits.js';
import { PartInformation } from './part-information.js';
import { ScrambleDraws } from './scramble-draws.js';
import { errorsOfMean, meanOfScrambles, type ScrambleMean } from './scramble-means.js';
import { mixed } from './stratified-draws.js';
import { expectedRows, type StudyPart } from './study-part.js';
import { isFixedStudy } from './study-plan.js';
import { StudyRows } from './study-rows.js';

export interface StudyOptions {
    shouldStop: () => boolean;
    /** Where the draws start. */
    seed: number;
    /** The most evaluations of weights. */
    budget: number;
    /** The relative error of a variance at which more draws stop. Default: `targetError`. */
    target?: number;
    /** Independent scrambles. Default: `scrambles`. */
    scrambles?: number;
}

/** What is drawn for one arm, kept as long as nothing but the random effects changes. */
interface Arm {
    rows: StudyRows;
    filled: boolean;
}

/** @throws NotAvailable `accuracy` where the work is too much, `not-finite`, `stopped` */
export function meanInformation(part: StudyPart, law: readonly SizePoint[], options: StudyOptions): ScrambleMean {
    const { plan } = part;
    const p = plan.fixed;
    const fixed = isFixedStudy(plan);
    const arms = Array.from({ length: plan.whole?.predictors.combinations.values.length ?? 1 }, (): Arm => ({ rows: new StudyRows(part), filled: false })); // prettier-ignore
    const form = new PartInformation(part);
    const v = new Float64Array(part.effects);
    const scrambled = options.scrambles ?? scrambles;
    const sums = Array.from({ length: scrambled }, () => new Float64Array(p * p));
    let work = 0;
    let known = 0;
    let found: ScrambleMean | null = null;
    const most = Math.min(mostWork, options.budget * effortOfWeight);
    const rows = expectedRows(part, law);
    const least = rows * (effortOfWeight + (fixed ? 0 : plan.terms.length * effortOfDraw)) + form.work(rows);
    const first = Math.min(firstDraws, 2 ** Math.max(0, Math.floor(Math.log2(firstWork / (scrambled * least * arms.length)))));
    // One draw of each scramble is the least that tells anything, whatever the budget of a picture.
    if (mostWork < scrambled * least * arms.length) {
        throw new NotAvailable({ code: 'accuracy', reached: null });
    }
    for (let count = first; count <= mostDrawsOfScramble; count *= 2) {
        for (let s = 0; s < scrambled; s++) {
            const draws = new ScrambleDraws(part, mixed(options.seed, s), count, law, options.shouldStop);
            work += count * part.effects * effortOfDraw;
            for (let point = known; point < count; point++) {
                if (options.shouldStop()) {
                    throw new NotAvailable({ code: 'stopped' });
                }
                draws.copyEffects(point, v);
                arms.forEach((arm, a) => {
                    if (!(fixed && arm.filled)) {
                        arm.rows.fill(draws, point, a);
                        arm.filled = true;
                        work += arm.rows.count * plan.terms.length * effortOfDraw;
                    }
                    form.add(arm.rows, v, 1 / arms.length, sums[s]);
                    work += form.work(arm.rows.count) + arm.rows.count * effortOfWeight;
                });
            }
        }
        known = count;
        found = meanOfScrambles(sums.map(sum => sum.map(x => x / count)), p); // prettier-ignore
        if (found === null) {
            throw new NotAvailable({ code: 'not-finite', detail: 'the information about the fixed effects' });
        }
        const reached = Math.max(...errorsOfMean(found.deviations));
        if (reached <= (options.target ?? targetError) || (reached <= sufficientError && quickWork < work) || most < 2 * work) {
            break;
        }
    }
    return found!;
}

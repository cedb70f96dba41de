/**
 * How much a variance at the mean information understates the mean variance over studies of few parts. A study of m parts has the information ΣI_i of its own draws; the
 * inverse is convex, so E(ΣI_i)⁻¹ exceeds (m EI)⁻¹. Where a few parts hold most of the information, as with a log link and a wide random intercept, it does so by far.
 *
 * Studies are put together from draws of a part. For each the excess over the tangent of the inverse at the mean is taken, which has the same mean and little noise:
 *
 *     diag(V_s + V I_s V − 2V)/diag V,     V = (m EI)⁻¹, V_s = I_s⁻¹.
 *
 * The random effects of the unit that is the part are drawn from a wider normal law, and count by the ratio of densities: the mean of lognormal weights of log-variance σ²
 * comes from σ standard deviations out.
 *
 * Source: derived for this project; see docs/theory.md, "Uneven groups".
 */
import { entryOfInverse, factorise, inverseSpd } from '../numeric/cholesky.js';
import type { Matrix } from '../numeric/linear-algebra.js';
import { isReason } from '../result/reason.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { countsOf, sizesOf } from '../structure/group-counts.js';
import {
    effortOfDraw,
    effortOfWeight,
    fewestPartsDrawn,
    mostPartsDrawn,
    mostRowsOfUneven,
    mostUnitsAdded,
    seedOfUneven,
    studiesOfUneven,
    widening,
    workOfUneven
} from './limits.js';
import { DrawnStudies, type DrawnParts } from './drawn-studies.js';
import { PartInformation } from './part-information.js';
import { ScrambleDraws } from './scramble-draws.js';
import { mixed } from './stratified-draws.js';
import { expectedRows, studyPart } from './study-part.js';
import { isFixedStudy, studyPlan } from './study-plan.js';
import { StudyRows } from './study-rows.js';

export interface UnevenParts {
    /** The group whose units are the parts; null where the whole study is one. */
    group: string | null;
    /** Parts of the study. */
    parts: number;
    /** By fixed effect, the relative excess in studies of some number of parts; Infinity where some of them have no estimate. */
    excess: (parts: number) => number[];
}

/**
 * Null where all parts say the same, or drawing them takes too long. @param spec with all sizes and values
 * @throws NotAvailable where a size or a value is missing, or a term is not finite
 */
export function unevenParts(spec: ModelSpec): UnevenParts | null {
    const counts = countsOf(spec);
    const law = sizesOf(spec);
    if (isReason(law)) {
        return null;
    }
    const plan = studyPlan(spec, counts);
    const fixed = isFixedStudy(plan);
    if (plan.weight.kind === 'constant' && law.length === 1) {
        return null;
    }
    const group = plan.whole?.random.group ?? null;
    const part = studyPart(plan, counts, mostRowsOfUneven);
    const rows = new StudyRows(part);
    const form = new PartInformation(part);
    const arms = plan.whole?.predictors.combinations.values.length ?? 1;
    const expected = expectedRows(part, law);
    const workOfDraw = expected * (effortOfWeight + (fixed ? 0 : plan.terms.length * effortOfDraw)) + part.effects * effortOfDraw + form.work(expected); // prettier-ignore
    const affordable = workOfUneven / (workOfDraw * arms);
    if (affordable < fewestPartsDrawn) {
        return null;
    }
    const count = Math.min(mostPartsDrawn, 2 ** Math.floor(Math.log2(affordable)));
    const draws = new ScrambleDraws(part, mixed(seedOfUneven, 0), count, law, () => false);
    const unit = part.chain.find(({ planned }) => planned === plan.whole);
    const widened = unit === undefined ? { start: 0, end: 0 } : { start: unit.offset, end: unit.offset + unit.planned.root.length };
    const v = new Float64Array(part.effects);
    const drawn = Array.from({ length: arms }, (_, arm): DrawnParts => {
        const informations = new Float64Array(count * plan.fixed ** 2);
        const probabilities = new Float64Array(count);
        for (let point = 0; point < count; point++) {
            draws.copyEffects(point, v);
            probabilities[point] = widen(v, widened);
            rows.fill(draws, point, arm);
            form.add(rows, v, 1, informations.subarray(point * plan.fixed ** 2, (point + 1) * plan.fixed ** 2));
        }
        return { informations, probabilities: normalized(probabilities) };
    });
    const studies = new DrawnStudies(drawn, plan.fixed);
    return { group, parts: group === null ? 1 : counts[group], excess: parts => excessOf(studies, drawn, plan.fixed, parts) };
}

/** Widens standard normal numbers from start to end. @returns the ratio of the densities, but for a constant */
function widen(v: Float64Array, { start, end }: { start: number; end: number }): number {
    let squares = 0;
    for (let k = start; k < end; k++) {
        squares += v[k] ** 2;
        v[k] *= widening;
    }
    return Math.exp((-squares * (widening ** 2 - 1)) / 2);
}

function normalized(probabilities: Float64Array): Float64Array {
    const sum = probabilities.reduce((total, probability) => total + probability, 0);
    return probabilities.map(probability => probability / sum);
}

/** @param drawn by arm */
function excessOf(drawnStudies: DrawnStudies, drawn: readonly DrawnParts[], p: number, parts: number): number[] {
    const inverse = inverseSpd(matrixOf(meanOfStudies(drawn, p, parts), p));
    if (!inverse.ok) {
        return Array.from({ length: p }, () => 0);
    }
    const whole = inverse.inverse;
    const studies = Math.max(1, Math.min(studiesOfUneven, Math.floor(mostUnitsAdded / parts)));
    const sums = new Float64Array(p);
    drawnStudies.extend(parts, studies);
    const lower = new Float64Array(p * p);
    const column = new Float64Array(p);
    for (let s = 0; s < studies; s++) {
        const information = drawnStudies.informationOf(s);
        for (let i = 0; i < p; i++) {
            for (let j = 0; j <= i; j++) {
                lower[i * p + j] = 0.5 * information[i * p + j] + 0.5 * information[j * p + i];
            }
        }
        const isPositive = factorise(lower, p, p, lower, 0, 0);
        for (let j = 0; j < p; j++) {
            sums[j] += isPositive ? (entryOfInverse(lower, p, j, column) + quadratic(information, whole[j])) / whole[j][j] - 2 : Infinity;
        }
    }
    return [...sums].map(sum => sum / studies);
}

function meanOfStudies(drawn: readonly DrawnParts[], p: number, parts: number): Float64Array {
    const mean = new Float64Array(p * p);
    for (const { informations, probabilities } of drawn) {
        for (let point = 0; point < probabilities.length; point++) {
            const factor = (parts * probabilities[point]) / drawn.length;
            for (let i = 0; i < mean.length; i++) {
                mean[i] += factor * informations[point * mean.length + i];
            }
        }
    }
    return mean;
}

/** xᵀ a x of a row-major matrix. */
function quadratic(a: Float64Array, x: readonly number[]): number {
    let sum = 0;
    for (let j = 0; j < x.length; j++) {
        let product = 0;
        for (let i = 0; i < x.length; i++) {
            product += x[i] * a[i * x.length + j];
        }
        sum += product * x[j];
    }
    return sum;
}

const matrixOf = (flat: Float64Array, size: number): Matrix =>
    Array.from({ length: size }, (_, i) => Array.from(flat.subarray(i * size, (i + 1) * size)));

/** Effects of predictors that a study draws so few values of that its information depends on chance. */
import { isLinear } from '../family/families.js';
import { isScalarLaw, lawValues } from '../laws/index.js';
import type { FewDraws } from '../result/few-draws.js';
import { attempt } from '../result/not-available.js';
import { isReason } from '../result/reason.js';
import { compiledTerms } from '../spec/compiled-terms.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { TermAnalysis } from '../spec/term-analysis.js';
import { factorTree } from '../structure/factor-tree.js';
import { meanSizeOf } from '../structure/group-counts.js';
import { sizesOfDesign, unitsOfFactor } from '../structure/sizes.js';
import { absentValue } from './absent-value.js';
import { absentOfComparison, comparedValues, kurtosisOfComparison } from './level-draws.js';
import { drawPoints, leastAbsence, mostExcessOfDraws, mostValuesOfArm } from './limits.js';
import { columnsOf, visitPoints } from './predictor-columns.js';
import { kurtosisBeyondDraws } from './product-draws.js';

/**
 * The effects of drawn predictors whose variance is on average more than a tenth above the one that is told; the worst first. Variances are those at
 * the mean information. With N drawn values of a term x a study has a spread S = Σ(x − x̄)² of its own, and the variance goes with 1/S. To the first order
 *
 *   E(1/S) = (1 + κ/N)/(N Var x),     κ = E(x − Ex)⁴/(Var x)²,
 *
 * of which 1/N is for the mean and (κ − 1)/N for the spread. A product of a predictor with N values and others with M has κ/N of what the N tell, see `product-draws.ts`,
 * and what is left of its own kurtosis over M. Total. Linear models without groups are averaged over the samples that can estimate the effect, and have no such error:
 * of these only those are told that may miss a value.
 *
 * @param spec with all sizes
 */
export function fewDraws(spec: ModelSpec): FewDraws[] {
    const isAveraged = isLinear(spec.family) && spec.random.length === 0;
    if (isAveraged && !mayMissValue(spec)) {
        return [];
    }
    const found = attempt(() => excessesOfDraws(spec, mostExcessOfDraws).filter(({ excess }) => mostExcessOfDraws < excess));
    return (isReason(found) ? [] : found.sort((a, b) => b.excess - a.excess))
        .map(one => ({ ...one, absent: absentOf(spec, one), isAveraged }))
        .filter(({ absent }) => !isAveraged || absent !== null);
}

/** Whether a drawn predictor has a value that studies may miss; it needs no points of the terms. */
function mayMissValue(spec: ModelSpec): boolean {
    return spec.predictors.some(predictor => {
        if (predictor.kind !== 'random' || !isScalarLaw(predictor.law)) {
            return false;
        }
        const draws = drawsPer(spec, predictor.per);
        const listed = lawValues(predictor.law, mostValuesOfArm)?.filter(({ probability }) => probability > 0) ?? [];
        // Half of the least probability, because sums of others are rounded.
        return draws !== null && listed.some(({ probability }) => leastAbsence / 2 < (1 - probability) ** draws);
    });
}

/** Where other predictors stand in the term, it has more values. */
function absentOf(spec: ModelSpec, { effect, predictor, draws }: ExcessOfDraws): FewDraws['absent'] {
    const at = spec.fixed.findIndex(({ name }) => name === effect);
    const compared = attempt(() => comparedValues(spec)[at]);
    if (compared !== null && !isReason(compared)) {
        return absentOfComparison(spec, predictor, compared, draws);
    }
    const isAlone = new TermAnalysis(spec.predictors).basicPredictors(spec.fixed[at].term).size === 1;
    const found = isAlone ? attempt(() => absentValue(spec, at, predictor, draws)) : null;
    return isReason(found) ? null : found;
}

type ExcessOfDraws = Omit<FewDraws, 'absent' | 'isAveraged'>;

/**
 * Of every effect of a drawn predictor of which a study has few values.
 *
 * @param least smaller excesses may be left out
 * @throws as its terms do
 */
export function excessesOfDraws(spec: ModelSpec, least = 0): ExcessOfDraws[] {
    const draws = drawsOfTerms(spec);
    // The kurtosis of so many points is at most their number, so more values are never few.
    const mayBeFew = draws.map(found => found !== null && found.draws < drawPoints / mostExcessOfDraws);
    const values = mayBeFew.includes(true) ? valuesOfTerms(spec, mayBeFew) : [];
    const compared = mayBeFew.includes(true) ? comparedValues(spec) : [];
    return spec.fixed.flatMap(({ name }, at): ExcessOfDraws[] => {
        const found = draws[at];
        const drawn = values.at(at);
        const comparison = compared.at(at) ?? null;
        if (found === null || drawn === undefined) {
            return [];
        }
        const { predictor, draws: count, together, others } = found;
        const beyond = comparison === null ? kurtosisBeyondDraws(spec, at, together) : null;
        if (comparison === null && beyond === null && boundOfKurtosis(drawn) < least * count) {
            return [];
        }
        const kurtosis = comparison === null ? kurtosisOf(drawn) : kurtosisOfComparison(comparison);
        const excess = beyond === null ? kurtosis / count : beyond / count + Math.max(0, kurtosis - beyond) / others;
        return Number.isFinite(excess)
            ? [{ effect: name, predictor, draws: count, excess, enough: Math.ceil((count * excess) / mostExcessOfDraws) }]
            : [];
    });
}

interface DrawsOfTerm {
    predictor: string;
    draws: number;
    /** All predictors that have as many values, because they belong to the same units. */
    together: ReadonlySet<string>;
    /** How many values the study draws of the term's other predictors, at least; infinite where all of these are given. */
    others: number;
}

/** For each fixed effect the drawn predictor of its term with the fewest values in the study; null where the term has none, or a size is missing. */
function drawsOfTerms(spec: ModelSpec): (DrawsOfTerm | null)[] {
    const drawn = spec.predictors.flatMap(predictor => {
        const draws = predictor.kind === 'random' ? drawsPer(spec, predictor.per) : null;
        return predictor.kind === 'random' && draws !== null ? [{ names: predictor.names, per: predictor.per, draws }] : [];
    });
    const analysis = new TermAnalysis(spec.predictors);
    return spec.fixed.map(({ term }) => {
        const own = analysis.basicPredictors(term);
        const used = drawn.flatMap(({ names, per, draws }) => {
            const predictor = names.find(name => own.has(name));
            return predictor === undefined ? [] : [{ predictor, per, draws }];
        });
        if (used.length === 0) {
            return null;
        }
        const { predictor, per, draws } = used.reduce((fewest, one) => (one.draws < fewest.draws ? one : fewest));
        const others = Math.min(...used.filter(one => one.per !== per).map(one => one.draws));
        return { predictor, draws, together: predictorsPer(spec, per), others };
    });
}

function predictorsPer({ predictors }: ModelSpec, per: string | null): Set<string> {
    return new Set(
        predictors.flatMap(predictor => {
            if (predictor.kind === 'derived' || predictor.per !== per) {
                return [];
            }
            return predictor.kind === 'each' ? [predictor.name] : predictor.names;
        })
    );
}

/** Units of a group, or observations. */
function drawsPer(spec: ModelSpec, group: string | null): number | null {
    const sizes = sizesOfDesign(spec);
    if (group !== null) {
        const factor = factorTree(spec).find(({ random }) => random.group === group);
        return factor ? unitsOfFactor(spec, factor, sizes) : null;
    }
    const n = meanSizeOf(spec);
    const cells = spec.random.reduce<number | null>((product, block) => {
        const count = sizes.counts[block.group] ?? null;
        return product === null || count === null ? null : product * count;
    }, 1);
    return isReason(n) || cells === null ? null : n * cells;
}

/** The wanted effects' terms at points of all predictors, no points of the others; none where a law is not known. */
function valuesOfTerms(spec: ModelSpec, isWanted: readonly boolean[]): number[][] {
    const { slots, values, derive, terms } = compiledTerms(spec);
    const columns = columnsOf(spec.predictors, slots);
    if (columns === null) {
        return [];
    }
    const drawn = terms.map((): number[] => []);
    visitPoints(columns, drawPoints, values, () => {
        derive();
        for (let k = 0; k < terms.length; k++) {
            if (isWanted[k]) {
                drawn[k].push(terms[k](values));
            }
        }
    });
    return drawn;
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** NaN where the values are all the same. */
function kurtosisOf(values: readonly number[]): number {
    const mean = meanOf(values);
    const moment = (power: number): number => values.reduce((sum, value) => sum + (value - mean) ** power, 0) / values.length;
    return moment(4) / moment(2) ** 2;
}

/** The largest square of a deviation over the mean one: fourth powers are at most the squares times the largest. It takes no powers, and is small for most laws. */
function boundOfKurtosis(values: readonly number[]): number {
    const mean = meanOf(values);
    let sum = 0;
    let largest = 0;
    for (const value of values) {
        const square = (value - mean) * (value - mean);
        sum += square;
        largest = Math.max(largest, square);
    }
    return (largest * values.length) / sum;
}

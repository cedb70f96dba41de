/** Effects of predictors that a study draws so few values of that its information depends on chance. */
import { isLinear } from '../family/families.js';
import type { FewDraws } from '../result/few-draws.js';
import { attempt } from '../result/not-available.js';
import { isReason } from '../result/reason.js';
import { compiledTerms } from '../spec/compiled-terms.js';
import type { ModelSpec, Term } from '../spec/model-spec.js';
import { TermAnalysis } from '../spec/term-analysis.js';
import { factorTree } from '../structure/factor-tree.js';
import { meanSizeOf } from '../structure/group-counts.js';
import { sizesOfDesign, unitsOf } from '../structure/sizes.js';
import { absentValue } from './absent-value.js';
import { drawPoints, mostExcessOfDraws } from './limits.js';
import { columnsOf, isKnown, visitPoints } from './predictor-columns.js';

/**
 * For each drawn predictor the effect whose variance is on average the most above the one that is told, where it is by more than a tenth; the worst first. Variances are those at
 * the mean information. With N drawn values of a term x a study has a spread S = Σ(x − x̄)² of its own, and the variance goes with 1/S. To the first order
 *
 *   E(1/S) = (1 + κ/N)/(N Var x),     κ = E(x − Ex)⁴/(Var x)²,
 *
 * of which 1/N is for the mean and (κ − 1)/N for the spread. Total. Linear models without groups are averaged over samples and have no such error.
 *
 * @param spec with all sizes
 */
export function fewDraws(spec: ModelSpec): FewDraws[] {
    if (isLinear(spec.family) && spec.random.length === 0) {
        return [];
    }
    const found = attempt(() => excessesOfDraws(spec).filter(({ excess }) => mostExcessOfDraws < excess));
    const sorted = isReason(found) ? [] : found.sort((a, b) => b.excess - a.excess);
    return sorted
        .filter(({ predictor }, at) => sorted.findIndex(other => other.predictor === predictor) === at)
        .map(one => ({ ...one, absent: absentOf(spec, one) }));
}

/** Where other predictors stand in the term, it has more values. */
function absentOf(spec: ModelSpec, { effect, predictor, draws }: ExcessOfDraws): FewDraws['absent'] {
    const at = spec.fixed.findIndex(({ name }) => name === effect);
    const isAlone = new TermAnalysis(spec.predictors).basicPredictors(spec.fixed[at].term).size === 1;
    const found = isAlone ? attempt(() => absentValue(spec, at, predictor, draws)) : null;
    return isReason(found) ? null : found;
}

type ExcessOfDraws = Omit<FewDraws, 'absent'>;

/** Of every effect of a drawn predictor of which a study has few values. @throws as its terms do */
export function excessesOfDraws(spec: ModelSpec): ExcessOfDraws[] {
    const analysis = new TermAnalysis(spec.predictors);
    const draws = spec.fixed.map(({ term }) => drawsOf(spec, analysis, term));
    // The kurtosis of so many points is at most their number, so more values are never few.
    const mayBeFew = draws.some(found => found !== null && found.draws < drawPoints / mostExcessOfDraws);
    const kurtoses = mayBeFew ? kurtosesOf(spec) : [];
    return spec.fixed.flatMap(({ name }, at): ExcessOfDraws[] => {
        const found = draws[at];
        const kurtosis = kurtoses[at] ?? NaN;
        return found === null || !Number.isFinite(kurtosis)
            ? []
            : [{ effect: name, ...found, excess: kurtosis / found.draws, enough: Math.ceil(kurtosis / mostExcessOfDraws) }];
    });
}

/** The drawn predictor of a term with the fewest values in the study; null where the term has none, or a size is missing. */
function drawsOf(spec: ModelSpec, analysis: TermAnalysis, term: Term): { predictor: string; draws: number } | null {
    const names = analysis.basicPredictors(term);
    const drawn = spec.predictors.flatMap(predictor => {
        const predictors = predictor.kind === 'random' ? predictor.names.filter(name => names.has(name)) : [];
        const draws = predictor.kind === 'random' && predictors.length > 0 ? drawsPer(spec, predictor.per) : null;
        return draws === null ? [] : [{ predictor: predictors[0], draws }];
    });
    return drawn.sort((a, b) => a.draws - b.draws).at(0) ?? null;
}

/** Units of a group, or observations. */
function drawsPer(spec: ModelSpec, group: string | null): number | null {
    const sizes = sizesOfDesign(spec);
    const tree = factorTree(spec);
    const factor = tree.find(({ random }) => random.group === group);
    if (group !== null) {
        return factor ? unitsOf(spec, factor, sizes) : null;
    }
    const n = meanSizeOf(spec);
    const cells = spec.random.reduce<number | null>((product, block) => {
        const count = sizes.counts[block.group] ?? null;
        return product === null || count === null ? null : product * count;
    }, 1);
    return isReason(n) || cells === null ? null : n * cells;
}

/** Of every effect's term over all predictors, NaN where it does not vary; none where a law is not known. */
function kurtosesOf(spec: ModelSpec): number[] {
    const columns = spec.predictors.flatMap(predictor => columnsOf(predictor));
    if (!columns.every(isKnown)) {
        return [];
    }
    const { slots, values, derive, terms } = compiledTerms(spec);
    const drawn = terms.map(() => new Float64Array(drawPoints));
    const set = (name: string, value: number): void => void (values[slots.get(name)!] = value);
    visitPoints(columns, drawPoints, set, i => {
        derive();
        terms.forEach((term, k) => (drawn[k][i] = term(values)));
    });
    return drawn.map(kurtosisOf);
}

function kurtosisOf(values: Float64Array): number {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const moment = (power: number): number => values.reduce((sum, value) => sum + (value - mean) ** power, 0) / values.length;
    return moment(4) / moment(2) ** 2;
}

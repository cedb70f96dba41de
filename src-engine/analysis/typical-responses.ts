/** The mean response of a model and the spread of its terms, from a few dozen points: fast enough for every keystroke, and good to a few per cent. */
import { links } from '../family/links.js';
import { boundedMean, isBoundedLink } from '../family/mean-response.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { compiledTerms } from '../spec/compiled-terms.js';
import { sigmaOf } from '../structure/covariance/structures.js';
import { gaussHermite } from '../numeric/quadrature/gauss-hermite.js';
import { weightOf } from '../family/families.js';
import type { Weight } from '../family/weight.js';
import { columnsOf, isKnown, visitPoints, type Column } from './predictor-columns.js';
import { logWeightPoints, typicalPoints, widestSpread } from './limits.js';

export interface TypicalResponses {
    /** Expected events of an observation, all trials counted, or non-events if they are fewer; the mean of a response that is a count, in Poisson counts that would say as much. */
    events: number;
    /** The same in a unit whose random effects are 0, the median one. */
    medianEvents: number;
    /** The mean variance that the random effects give to η, and that of each factor's. */
    randomVariance: number;
    factorVariances: number[];
    /** Var of the term of each fixed effect over all predictors. */
    termVariance: number[];
    /** The mean over predictors of Var log w, w the weight as the random effects vary. */
    logWeightVariance: number;
}

/** Several rules of thumb ask for the same model in turn. */
const known = new WeakMap<ModelSpec, TypicalResponses | null>();

/** Null where a value or a law is not known, or the link has no mean for every η. @param spec with intercepts solved */
export function typicalResponses(spec: ModelSpec): TypicalResponses | null {
    const found = known.get(spec);
    if (found !== undefined) {
        return found;
    }
    const made = averagedResponses(spec);
    known.set(spec, made);
    return made;
}

function averagedResponses(spec: ModelSpec): TypicalResponses | null {
    const responses = responsesOf(spec);
    if (responses === null) {
        return null;
    }
    const { columns, set, at } = responses;
    const sums = { events: 0, others: 0, medianEvents: 0, medianOthers: 0, logWeightVariance: 0 };
    const ofFactors = spec.random.map(() => 0);
    const weight = weightOf(spec.family);
    const spreadOf = keptByPoint((eta, variance) => (weight ? varianceOfLog(weight, eta, variance) : 0));
    const first = spec.fixed.map(() => 0);
    const second = spec.fixed.map(() => 0);
    visitPoints(columns, typicalPoints, set, () => {
        const { x, eta, variance, variances, events, others, median } = at();
        sums.medianEvents += median.events;
        sums.medianOthers += median.others;
        sums.events += events;
        sums.others += others;
        variances.forEach((own, k) => (ofFactors[k] += own));
        sums.logWeightVariance += spreadOf(eta, variance);
        x.forEach((term, k) => {
            first[k] += term;
            second[k] += term * term;
        });
    });
    const mean = (sum: number): number => sum / typicalPoints;
    const events = Math.min(mean(sums.events), mean(sums.others));
    const medianEvents = Math.min(mean(sums.medianEvents), mean(sums.medianOthers));
    const termVariance = first.map((sum, k) => Math.max(0, mean(second[k]) - mean(sum) ** 2));
    const factorVariances = ofFactors.map(mean);
    const randomVariance = factorVariances.reduce((sum, own) => sum + own, 0);
    const found = { events, medianEvents, randomVariance, factorVariances, termVariance, logWeightVariance: mean(sums.logWeightVariance) };
    return [events, randomVariance, ...termVariance].every(Number.isFinite) ? found : null;
}

/** What is expected of an observation; `others` are non-events, Infinity for counts. */
export interface ExpectedEvents {
    events: number;
    others: number;
}

/**
 * The events that are expected of an observation where some predictors have the values of a cell, the mean over all others.
 *
 * @param cells values of predictors that are not derived
 * @param derived predictors whose values in each cell are wanted as well, functions of those of the cell
 * @returns with the means of the fixed effects' terms
 */
export type EventsAtCells = (
    cells: readonly ReadonlyMap<string, number>[],
    derived: readonly string[]
) => (ExpectedEvents & { values: ReadonlyMap<string, number>; terms: readonly number[] })[];

/** Null as for `typicalResponses`. */
export function eventsAtCells(spec: ModelSpec): EventsAtCells | null {
    const responses = responsesOf(spec);
    if (responses === null) {
        return null;
    }
    const { columns, set, valueOf, at } = responses;
    return (cells, derived) =>
        cells.map(cell => {
            const others = columns.filter(({ name }) => !cell.has(name));
            const points = others.length === 0 ? 1 : typicalPoints;
            const mean = { events: 0, others: 0 };
            const terms = spec.fixed.map(() => 0);
            cell.forEach((value, name) => set(name, value));
            visitPoints(others, points, set, () => {
                const response = at();
                mean.events += response.events / points;
                mean.others += response.others / points;
                response.x.forEach((term, k) => (terms[k] += term / points));
            });
            return { ...mean, terms, values: new Map([...cell, ...derived.map((name): [string, number] => [name, valueOf(name)])]) };
        });
}

/** An observation at some values of the predictors. */
interface ResponseAt extends ExpectedEvents {
    /** The terms of the fixed effects. */
    x: readonly number[];
    eta: number;
    /** Of the random effects on the scale of η, and of those of each factor. */
    variance: number;
    variances: readonly number[];
    /** Where the random effects are 0. */
    median: ExpectedEvents;
}

interface Responses {
    columns: readonly Column[];
    set: (name: string, value: number) => void;
    /** Of a predictor at the point that was evaluated last, derived ones too. */
    valueOf: (name: string) => number;
    at: () => ResponseAt;
}

function responsesOf(spec: ModelSpec): Responses | null {
    const { family, fixed, random, predictors } = spec;
    const columns = predictors.flatMap(predictor => columnsOf(predictor));
    if (links[family.link].isPositiveOnly || !columns.every(isKnown) || fixed.some(({ value }) => value === null)) {
        return null;
    }
    const { slots, values, derive, terms, offset: extra, trials } = compiledTerms(spec);
    const blocks = random.map(block => ({
        sigma: sigmaOf(block),
        at: block.effects.map(effect => fixed.findIndex(({ name }) => name === effect))
    }));
    const meanAt = keptByPoint((eta, variance) => meanOf(spec, eta, variance));
    const medianAt = keptByPoint((eta, variance) => meanOf(spec, eta, variance));
    const at = (): ResponseAt => {
        derive();
        const x = terms.map(term => term(values));
        const eta = x.reduce((sum, term, k) => sum + term * fixed[k].value!, extra ? extra(values) : 0);
        const variances = blocks.map(({ sigma, at: positions }) => quadratic(sigma, positions, x));
        const variance = variances.reduce((sum, own) => sum + own, 0);
        const times = trials ? trials(values) : 1;
        const expected = ({ mean, rest }: MeanResponse): ExpectedEvents => ({
            // A negative binomial count says as much as this many Poisson counts.
            events: (family.name === 'negativeBinomial' ? mean / (1 + mean / family.size!) : mean) * times,
            others: rest * times
        });
        return { x, eta, variance, variances, ...expected(meanAt(eta, variance)), median: expected(medianAt(eta, 0)) };
    };
    return { columns, set: (name, value) => (values[slots.get(name)!] = value), valueOf: name => values[slots.get(name)!], at };
}

/** Predictors with few values give few different points. */
function keptByPoint<T>(compute: (eta: number, variance: number) => T): (eta: number, variance: number) => T {
    const known = new Map<number, { variance: number; value: T }>();
    return (eta, variance) => {
        const found = known.get(eta);
        if (found?.variance === variance) {
            return found.value;
        }
        const value = compute(eta, variance);
        known.set(eta, { variance, value });
        return value;
    };
}

const quadratic = (sigma: readonly number[][], at: readonly number[], x: readonly number[]): number =>
    sigma.reduce((sum, row, i) => sum + row.reduce((inner, s, j) => inner + s * x[at[i]] * x[at[j]], 0), 0);

interface MeanResponse {
    mean: number;
    rest: number;
}

const logRule = gaussHermite(logWeightPoints);

/** Var log w(η + u) over u ~ N(0, variance). A weight that underflows counts as the smallest double. */
function varianceOfLog(weight: Weight, eta: number, variance: number): number {
    const sd = Math.sqrt(Math.max(0, variance));
    let first = 0;
    let second = 0;
    logRule.nodes.forEach((z, i) => {
        const log = Math.log(Math.max(weight.at(eta + sd * z), Number.MIN_VALUE));
        first += logRule.weights[i] * log;
        second += logRule.weights[i] * log * log;
    });
    return Math.max(0, second - first * first);
}

/** E μ over the random effects, and E(1 − μ) of a probability. */
function meanOf({ family: { link, name } }: ModelSpec, eta: number, variance: number): MeanResponse {
    const spread = Math.sqrt(Math.max(0, variance));
    if (isBoundedLink(link)) {
        // The rule takes points in proportion to the spread. Beside a wide spread every link is a step, as a probit one is.
        const at = widestSpread < spread ? 'probit' : link;
        return { mean: boundedMean(at, eta, spread, false).value, rest: boundedMean(at, eta, spread, true).value };
    }
    const mean = link === 'log' ? Math.exp(eta + 0.5 * variance) : eta;
    return { mean, rest: name === 'bernoulli' || name === 'binomial' ? 1 - mean : Infinity };
}

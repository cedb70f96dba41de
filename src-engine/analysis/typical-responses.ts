/** The mean response of a model and the spread of its terms, from a few dozen points: fast enough for every keystroke, and good to a few per cent. */
import { links } from '../family/links.js';
import { boundedMeans, isBoundedLink, type MeanOnBothSides } from '../family/mean-response.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { compiledTerms, type CompiledTerms } from '../spec/compiled-terms.js';
import { sigmaOf } from '../structure/covariance/structures.js';
import { gaussHermite } from '../numeric/quadrature/gauss-hermite.js';
import { weightOf } from '../family/families.js';
import type { Weight } from '../family/weight.js';
import { columnsOf, findShare, type PredictorColumn } from './predictor-columns.js';
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

/** What is expected of an observation; `others` are non-events, Infinity for counts. */
export interface ExpectedEvents {
    events: number;
    others: number;
}

/** Values of some predictors that are not derived. The means of a cell are over all other predictors. */
export type CellValues = ReadonlyMap<string, number>;

/**
 * The responses of a model at points of its predictors. Several rules of thumb ask for them, and the sizes of the design do not matter, so all of them
 * share one of these.
 */
export class Responses {
    private compiled: CompiledResponses | null | undefined;
    private averaged: TypicalResponses | null | undefined;

    /** @param spec with intercepts solved */
    constructor(private readonly spec: ModelSpec) {}

    /** Whether a value or a law is not known, or the link has no mean for every η: then nothing is expected. @throws as the terms of the model do */
    get areUnknown(): boolean {
        return this.known === null;
    }

    /** Null where nothing is expected. @throws as the terms of the model do */
    get typical(): TypicalResponses | null {
        if (this.averaged === undefined) {
            this.averaged = this.known && averagedResponses(this.spec, this.known);
        }
        return this.averaged;
    }

    /** In a cell, with the means of the fixed effects' terms. @param derived predictors whose values are wanted as well, functions of those of the cell */
    eventsAt(cell: CellValues, derived: readonly string[]): ExpectedEvents & { values: CellValues; terms: readonly number[] } {
        const { values, slots, at } = this.known!;
        const mean = { events: 0, others: 0 };
        const terms = this.spec.fixed.map(() => 0);
        this.set(cell);
        findShare(this.others(cell), typicalPoints, values, share => {
            const { x, events, others: rest } = at();
            mean.events += share * events;
            mean.others += share * rest;
            for (let k = 0; k < x.length; k++) {
                terms[k] += share * x[k];
            }
            return false;
        });
        return { ...mean, terms, values: new Map([...cell, ...derived.map((name): [string, number] => [name, values[slots.get(name)!]])]) };
    }

    /** Whether a cell has at least so many events, and non-events, of an observation. They are never negative, so a few points often tell. */
    haveAtLeast(cell: CellValues, least: number): boolean {
        const { values, at } = this.known!;
        const { link } = this.spec.family;
        if (!(isBoundedLink(link) || link === 'log')) {
            return false;
        }
        const mean = { events: 0, others: 0 };
        this.set(cell);
        return findShare(this.others(cell), typicalPoints, values, share => {
            const response = at();
            mean.events += share * response.events;
            mean.others += share * response.others;
            return least <= mean.events && least <= mean.others;
        });
    }

    private get known(): CompiledResponses | null {
        if (this.compiled === undefined) {
            this.compiled = responsesOf(this.spec);
        }
        return this.compiled;
    }

    private others(cell: CellValues): readonly PredictorColumn[] {
        const { columns } = this.known!;
        return cell.size === 0 ? columns : columns.filter(({ name }) => !cell.has(name));
    }

    private set(cell: CellValues): void {
        const { values, slots } = this.known!;
        cell.forEach((value, name) => (values[slots.get(name)!] = value));
    }
}

function averagedResponses(spec: ModelSpec, { columns, values, at }: CompiledResponses): TypicalResponses | null {
    const sums = { events: 0, others: 0, medianEvents: 0, medianOthers: 0, logWeightVariance: 0 };
    const factorVariances = spec.random.map(() => 0);
    const weight = weightOf(spec.family);
    const spreadAtPoint = (eta: number, variance: number): number => (weight ? varianceOfLog(weight, eta, variance) : 0);
    const spreadOf = weight?.kind === 'exponential' ? spreadAtPoint : keptByPoint(spreadAtPoint);
    // Moments about the first point, so that the variance of a constant term is 0 without a rounding error.
    let origin: Float64Array | null = null;
    const first = spec.fixed.map(() => 0);
    const second = spec.fixed.map(() => 0);
    findShare(columns, typicalPoints, values, share => {
        const { x, eta, variance, variances, events, others, median } = at();
        sums.medianEvents += share * median.events;
        sums.medianOthers += share * median.others;
        sums.events += share * events;
        sums.others += share * others;
        for (let k = 0; k < variances.length; k++) {
            factorVariances[k] += share * variances[k];
        }
        sums.logWeightVariance += share * spreadOf(eta, variance);
        origin ??= x.slice();
        for (let k = 0; k < x.length; k++) {
            const deviation = x[k] - origin[k];
            first[k] += share * deviation;
            second[k] += share * deviation * deviation;
        }
        return false;
    });
    // A mean that is too large for a double is that of few groups far out, and says nothing against the rules about median groups.
    const events = Math.min(sums.events, sums.others, Number.MAX_VALUE);
    const medianEvents = Math.min(sums.medianEvents, sums.medianOthers, Number.MAX_VALUE);
    const termVariance = first.map((mean, k) => Math.max(0, second[k] - mean ** 2));
    const randomVariance = factorVariances.reduce((sum, own) => sum + own, 0);
    const found = { events, medianEvents, randomVariance, factorVariances, termVariance, logWeightVariance: sums.logWeightVariance };
    return [events, randomVariance, ...termVariance].every(Number.isFinite) ? found : null;
}

/** An observation at some values of the predictors. */
interface ResponseAt extends ExpectedEvents {
    /** The terms of the fixed effects. */
    x: Float64Array;
    eta: number;
    /** Of the random effects on the scale of η, and of those of each factor. */
    variance: number;
    variances: Float64Array;
    /** Where the random effects are 0. */
    median: ExpectedEvents;
}

interface CompiledResponses extends Pick<CompiledTerms, 'slots' | 'values'> {
    columns: readonly PredictorColumn[];
    /** At the present values of the predictors that are not derived. Every call writes to the same response, because there are many points. */
    at: () => ResponseAt;
}

function responsesOf(spec: ModelSpec): CompiledResponses | null {
    const { family, fixed, random, predictors } = spec;
    if (links[family.link].isPositiveOnly || fixed.some(({ value }) => value === null)) {
        return null;
    }
    const { slots, values, derive, terms, offset: extra, trials } = compiledTerms(spec);
    const columns = columnsOf(predictors, slots);
    if (columns === null) {
        return null;
    }
    const blocks = random.map(block => ({
        sigma: sigmaOf(block),
        at: block.effects.map(effect => fixed.findIndex(({ name }) => name === effect))
    }));
    const meanAtPoint: MeanAt = (eta, variance) => meanOf(spec, eta, variance);
    const [meanAt, medianAt] = isBoundedLink(family.link)
        ? [keptByPoint(meanAtPoint), keptByPoint(meanAtPoint)]
        : [meanAtPoint, meanAtPoint];
    const betas = fixed.map(({ value }) => value!);
    const x = new Float64Array(terms.length);
    const median = { events: 0, others: 0 };
    const response: ResponseAt = { x, eta: 0, variance: 0, variances: new Float64Array(blocks.length), events: 0, others: 0, median };
    // A negative binomial count says as much as this many Poisson counts.
    const asPoisson = (mean: number): number =>
        family.name !== 'negativeBinomial' ? mean : mean === Infinity ? family.size! : mean / (1 + mean / family.size!);
    const expect = (into: ExpectedEvents, { mean, rest }: MeanOnBothSides, times: number): void => {
        into.events = asPoisson(mean) * times;
        into.others = rest * times;
    };
    const at = (): ResponseAt => {
        derive();
        response.eta = extra ? extra(values) : 0;
        for (let k = 0; k < terms.length; k++) {
            x[k] = terms[k](values);
            response.eta += x[k] * betas[k];
        }
        response.variance = 0;
        for (let k = 0; k < blocks.length; k++) {
            response.variances[k] = quadratic(blocks[k].sigma, blocks[k].at, x);
            response.variance += response.variances[k];
        }
        const times = trials ? trials(values) : 1;
        expect(response, meanAt(response.eta, response.variance), times);
        expect(median, medianAt(response.eta, 0), times);
        return response;
    };
    return { columns, slots, values, at };
}

type MeanAt = (eta: number, variance: number) => MeanOnBothSides;

/** Predictors with few values give few different points. Worth it only where a value takes longer than a look-up. */
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

function quadratic(sigma: readonly number[][], at: readonly number[], x: Float64Array): number {
    let sum = 0;
    for (let i = 0; i < at.length; i++) {
        let inner = 0;
        for (let j = 0; j < at.length; j++) {
            inner += sigma[i][j] * x[at[i]] * x[at[j]];
        }
        sum += inner;
    }
    return sum;
}

const logRule = gaussHermite(logWeightPoints);

/** Var log w(η + u) over u ~ N(0, variance). A weight that underflows counts as the smallest double. */
function varianceOfLog(weight: Weight, eta: number, variance: number): number {
    if (weight.kind === 'exponential') {
        return weight.rate ** 2 * Math.max(0, variance);
    }
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
function meanOf({ family: { link, name } }: ModelSpec, eta: number, variance: number): MeanOnBothSides {
    const spread = Math.sqrt(Math.max(0, variance));
    if (isBoundedLink(link)) {
        // The rule takes points in proportion to the spread. Beside a wide spread every link is a step, as a probit one is.
        return boundedMeans(widestSpread < spread ? 'probit' : link, eta, spread);
    }
    const mean = link === 'log' ? Math.exp(eta + 0.5 * variance) : eta;
    return { mean, rest: name === 'bernoulli' || name === 'binomial' ? 1 - mean : Infinity };
}

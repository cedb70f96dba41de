/** The expected response of simulated groups as a function of one predictor. The lines show what random effects do. */
import type { Reason } from '../result/reason.js';
import { solveMarginal } from '../predictors/marginal.js';
import type { ModelSpec, PredictorSpec } from '../spec/model-spec.js';
import { NotAvailable, attempt } from '../result/not-available.js';
import { compiledTerms } from '../spec/compiled-terms.js';
import { TermAnalysis } from '../spec/term-analysis.js';
import { links } from '../family/links.js';
import { stepOf } from '../structure/sizes.js';
import { simulateData, type SimulatedData } from './simulated-data.js';
import { pointsOfLine, mostInUnit, fewestValues } from './limits.js';

export interface GroupLines {
    /** The group whose units have a line each: the outermost group with random effects. */
    group: string;
    /** The predictor along the lines; null where none varies within a unit, and each line is one point. */
    predictor: string | null;
    /** Its values, increasing; a single 0 without predictor. */
    at: number[];
    /** For each shown unit: the expected response at `at`, given its random effects; those of other groups are 0. */
    lines: number[][];
    /** The same without random effects, at the means of all other predictors. */
    population: number[];
    /** Observations of the shown units; of a binomial response the shares. `unit` is an index of `lines`. */
    observations: { at: number; response: number; unit: number }[];
}

export interface GroupLinesLimits {
    /** The number of units that are drawn. Default: 24. */
    units?: number;
    /** The number of observations that are listed. Default: 400. */
    observations?: number;
}

/**
 * μ(η) along the predictor that shows most of the random effects: one with a random slope, else the first that has an effect and varies within units. Predictors that
 * are constant in a unit have its values, all others their means (categorical ones their first level). Only a part of a large design is drawn.
 *
 * @returns the reason where the model has no random effects, or data could not be drawn
 */
export function groupLines(model: ModelSpec, seed: number, { units = 24, observations = 400 }: GroupLinesLimits = {}): GroupLines | Reason {
    return attempt(() => {
        const spec = withFewer(solveMarginal(model), units);
        return linesOf(spec, simulateData(spec, seed), units, observations);
    });
}

/** Reduces the design to as many units and observations as fit in a picture, in steps that balanced points allow. */
function withFewer(spec: ModelSpec, units: number): ModelSpec {
    const fewer = (count: number, quantity: string, most: number): number => {
        const step = stepOf(spec, quantity);
        return Math.min(count, Math.ceil(most / step) * step);
    };
    const { counts, n } = spec.design;
    return {
        ...spec,
        design: {
            ...spec.design,
            counts: counts.map(({ group, count }) => ({ group, count: count === null ? null : fewer(count, group, units) })),
            n: n?.kind === 'fixed' ? { kind: 'fixed', n: fewer(n.n, 'n', mostInUnit) } : n
        }
    };
}

function linesOf(spec: ModelSpec, data: SimulatedData, mostUnits: number, mostObservations: number): GroupLines {
    const k = spec.random.findIndex(
        ({ effects, within }) =>
            effects.length > 0 && (within === null || !spec.random.some(({ group, effects }) => group === within && effects.length > 0))
    );
    if (k < 0) {
        throw new NotAvailable({ code: 'invalid', detail: 'the model has no random effects' });
    }
    const block = spec.random[k];
    const { unit, units } = data.groups[k];
    const shown = Math.min(units, mostUnits);
    const { slots, values, derive, terms, offset } = compiledTerms(spec);
    const columns = new Map(data.predictors.map(column => [column.name, column]));
    const basic = spec.predictors.flatMap(predictor => (predictor.kind === 'derived' ? [] : namesOf(predictor)));
    const along = telling(spec, block.effects, basic, data, unit);
    const at = along === null ? [0] : spread(columns.get(along)!.values);
    const rowsOf = Array.from({ length: shown }, (): number[] => []);
    unit.forEach((u, row) => {
        if (u < shown) {
            rowsOf[u].push(row);
        }
    });
    const expected = (rows: readonly number[] | null, effects: readonly number[]): number[] =>
        at.map(x => {
            for (const name of basic) {
                const { values: column, levels } = columns.get(name)!;
                const first = rows?.[0];
                const isConstant = first !== undefined && rows!.every(row => column[row] === column[first]);
                values[slots.get(name)!] = name === along ? x : isConstant ? column[first] : levels ? 0 : mean(column);
            }
            derive();
            let eta = offset ? offset(values) : 0;
            spec.fixed.forEach(({ name, value }, i) => {
                const own = block.effects.indexOf(name);
                eta += ((value ?? NaN) + (own < 0 ? 0 : effects[own])) * terms[i](values);
            });
            return links[spec.family.link].mean(eta);
        });
    const d = block.effects.length;
    const lines = rowsOf.map((rows, u) => expected(rows, Array.from(data.randomEffects[k].subarray(u * d, (u + 1) * d))));
    const all = rowsOf.flatMap((rows, u) => rows.map(row => ({ row, u })));
    const step = Math.max(1, Math.ceil(all.length / mostObservations));
    const observations = all
        .filter((_, i) => i % step === 0)
        .map(({ row, u }) => ({
            at: along === null ? 0 : columns.get(along)!.values[row],
            response: data.trials ? data.response[row] / data.trials[row] : data.response[row],
            unit: u
        }));
    return { group: block.group, predictor: along, at, lines, population: expected(null, new Array<number>(d).fill(0)), observations };
}

const namesOf = (predictor: Exclude<PredictorSpec, { kind: 'derived' }>): string[] =>
    predictor.kind === 'random' ? predictor.names : [predictor.name];

const mean = (values: Float64Array): number => values.reduce((sum, x) => sum + x, 0) / values.length;

/** Those with random slopes first, then those of other effects, as far as they vary within units. */
function telling(
    { predictors, fixed }: ModelSpec,
    slopes: readonly string[],
    basic: readonly string[],
    data: SimulatedData,
    unit: ArrayLike<number>
): string | null {
    const analysis = new TermAnalysis(predictors);
    const ordered = [...fixed].sort((a, b) => Number(slopes.includes(b.name)) - Number(slopes.includes(a.name)));
    const candidates = ordered.flatMap(({ term }) => basic.filter(name => analysis.basicPredictors(term).has(name)));
    return candidates.find(name => varies(data, name, unit)) ?? null;
}

function varies({ predictors }: SimulatedData, name: string, unit: ArrayLike<number>): boolean {
    const { values, levels } = predictors.find(column => column.name === name)!;
    if (levels !== null) {
        return false;
    }
    const first = new Map<number, number>();
    const within = values.some((value, row) => {
        if (!first.has(unit[row])) {
            first.set(unit[row], value);
        }
        return first.get(unit[row]) !== value;
    });
    return within && fewestValues <= new Set(values.subarray(0, 1000)).size;
}

/** From the 1 % quantile to the 99 % one, evenly. */
function spread(values: Float64Array): number[] {
    const sorted = values.slice().sort();
    const quantile = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    const [low, high] = [quantile(0.01), quantile(0.99)];
    return Array.from({ length: pointsOfLine }, (_, i) => low + ((high - low) * i) / (pointsOfLine - 1));
}

/**
 * The predictors of one group, as rows of equal linear predictors. Rows are listed with
 * their probabilities where the predictors take few values, and drawn otherwise.
 */
import type { SeededGenerator } from '../laws/seeded-generator.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { NotAvailable } from '../result/not-available.js';
import { logGamma } from '../numeric/special/log-gamma.js';
import { compiledTerms, type CompiledTerms } from '../spec/compiled-terms.js';
import { InvalidSpec, type Evaluator } from '../spec/term.js';
import { TermAnalysis } from '../spec/term-analysis.js';
import { numberOfValues, placeDrawn, sourceOf, type PredictorSource } from '../predictors/predictor-source.js';
import { mostListedValues } from '../predictors/limits.js';
import { roundingOfShares } from './limits.js';
import { RowTable, type GroupDesign } from './row-table.js';

export class GroupDesigns {
    readonly fixed: number;
    readonly effects: number;
    /** The number of uniform numbers that `draw` needs for the predictors that are constant in the group. */
    readonly groupUniforms: number;
    private readonly compiled: CompiledTerms;
    /** Of the predictors that are constant in the group. */
    readonly groupSources: PredictorSource[] = [];
    private readonly observationSources: PredictorSource[] = [];
    private readonly beta: number[];
    private readonly randomTerms: Evaluator[];
    private readonly drawn: RowTable;

    /** @throws NotAvailable where a value of an effect or a law is not known */
    constructor(spec: ModelSpec) {
        this.compiled = compiledTerms(spec);
        const analysis = new TermAnalysis(spec.predictors);
        this.beta = spec.fixed.map(({ name, value, marginal }) => {
            if (value !== null) {
                return value;
            }
            throw new NotAvailable(
                marginal === null ? { code: 'unknown-value', what: name } : { code: 'structure', structure: 'marginal' }
            );
        });
        this.randomTerms = spec.random[0].effects.map(name => {
            const position = spec.fixed.findIndex(effect => effect.name === name);
            if (position < 0) {
                throw new InvalidSpec('a random effect belongs to no fixed effect');
            }
            return this.compiled.terms[position];
        });
        this.fixed = spec.fixed.length;
        this.effects = this.randomTerms.length;
        this.drawn = new RowTable(this.fixed, this.effects);
        const used = new Set<string>();
        for (const term of [...spec.fixed.map(effect => effect.term), spec.offset, spec.family.trials]) {
            if (term) {
                for (const name of analysis.basicPredictors(term)) {
                    used.add(name);
                }
            }
        }
        for (const predictor of spec.predictors) {
            if (predictor.kind === 'derived') {
                continue;
            }
            const names = predictor.kind === 'each' ? [predictor.name] : predictor.names;
            if (!names.some(name => used.has(name))) {
                continue;
            }
            const source = sourceOf(predictor, names.map(name => this.compiled.slots.get(name)!)); // prettier-ignore
            (predictor.per === null ? this.observationSources : this.groupSources).push(source);
        }
        this.groupUniforms = this.groupSources.reduce((sum, source) => sum + source.slots.length, 0);
    }

    /** The number of designs of n observations that `list` would give; Infinity where predictors take many values. */
    count(n: number): number {
        const groups = this.groupSources.reduce((product, s) => product * numberOfValues(s), 1);
        const cells = this.observationSources.reduce((product, s) => product * (s.kind === 'points' ? s.points.length : 1), 1);
        const values = this.observationSources.reduce((product, s) => product * (s.kind === 'points' ? 1 : numberOfValues(s)), 1);
        if (!Number.isFinite(groups * values)) {
            return Infinity;
        }
        if (values === 1) {
            return groups;
        }
        const each = Math.ceil(n / cells);
        // Ways to share n/cells observations out to the values, in every cell.
        return groups * Math.exp(cells * (logGamma(each + values) - logGamma(each + 1) - logGamma(values)));
    }

    /** About how many rows a drawn group of n observations has. */
    rowsOf(n: number): number {
        const points = this.observationSources.reduce((product, s) => product * (s.kind === 'points' ? s.points.length : 1), 1);
        return this.observationSources.some(({ kind }) => kind !== 'points') ? n : Math.min(n, points);
    }

    /** All designs of n observations with their probabilities. Call it only if `count` is small. */
    list(n: number): { probability: number; design: GroupDesign }[] {
        const found: { probability: number; design: GroupDesign }[] = [];
        eachCombination(this.groupSources, this.compiled.values, probability => {
            for (const design of this.listGiven(n)) {
                found.push({ probability: probability * design.probability, design: design.design });
            }
        });
        return found;
    }

    private listGiven(n: number): { probability: number; design: GroupDesign }[] {
        const pointSources = this.observationSources.filter(source => source.kind === 'points');
        const randomSources = this.observationSources.filter(source => source.kind !== 'points');
        const rows = new RowTable(this.fixed, this.effects);
        const cells: { size: number; rows: { row: number; probability: number }[] }[] = [];
        eachCombination(pointSources, this.compiled.values, share => {
            const members = new Map<number, number>();
            eachCombination(randomSources, this.compiled.values, probability => {
                const row = this.addRow(rows);
                members.set(row, (members.get(row) ?? 0) + probability);
            });
            const size = wholeShare(n, share);
            cells.push({ size, rows: [...members].map(([row, probability]) => ({ row, probability })) });
        });
        let partial = [{ logProbability: 0, sizes: new Float64Array(rows.count) }];
        for (const cell of cells) {
            const shares = compositions(cell.size, cell.rows.length);
            partial = partial.flatMap(({ logProbability, sizes }) =>
                shares.map(counts => {
                    const next = sizes.slice();
                    let log = logProbability + logGamma(cell.size + 1);
                    counts.forEach((count, i) => {
                        const { row, probability } = cell.rows[i];
                        next[row] += count;
                        if (count > 0) {
                            log += count * Math.log(probability) - logGamma(count + 1);
                        }
                    });
                    return { logProbability: log, sizes: next };
                })
            );
        }
        return partial.map(({ logProbability, sizes }) => ({ probability: Math.exp(logProbability), design: rows.design(sizes) }));
    }

    /** Draws a design. @param group `groupUniforms` numbers in (0, 1) that determine the predictors that are constant in the group */
    draw(n: number, generator: SeededGenerator, group: ArrayLike<number>): GroupDesign {
        const { values } = this.compiled;
        let taken = 0;
        for (const source of this.groupSources) {
            placeDrawn(source, values, () => group[taken++]);
        }
        const pointSources = this.observationSources.filter(source => source.kind === 'points');
        const randomSources = this.observationSources.filter(source => source.kind !== 'points');
        const { drawn: rows } = this;
        rows.clear();
        const sizes: number[] = [];
        // Rows that are hardly ever equal need not be compared.
        const merge = randomSources.every(source => source.kind === 'few' && source.atoms.length <= mostListedValues);
        const add = (count: number): void => {
            const row = this.addRow(rows, merge);
            sizes[row] = (sizes[row] ?? 0) + count;
        };
        eachCombination(pointSources, values, share => {
            const size = wholeShare(n, share);
            if (randomSources.length === 0) {
                add(size);
            } else {
                for (let j = 0; j < size; j++) {
                    for (const source of randomSources) {
                        placeDrawn(source, values, () => generator.uniform(), generator);
                    }
                    add(1);
                }
            }
        });
        return rows.design(sizes);
    }

    /** The values of all predictors at the last row that was drawn, by slot. */
    get values(): Float64Array {
        return this.compiled.values;
    }

    private addRow(rows: RowTable, merge = true): number {
        const { randomTerms, beta } = this;
        const { values, derive, offset, terms, trials: trialsOf } = this.compiled;
        derive();
        const { eta, x, r, trials, at } = rows.next();
        let sum = offset ? offset(values) : 0;
        let areFinite = true;
        for (let i = 0, c = at * terms.length; i < terms.length; i++, c++) {
            const value = terms[i](values);
            x[c] = value;
            sum += beta[i] === 0 ? 0 : beta[i] * value;
            areFinite &&= Number.isFinite(value);
        }
        for (let a = 0, c = at * randomTerms.length; a < randomTerms.length; a++, c++) {
            r[c] = randomTerms[a](values);
            areFinite &&= Number.isFinite(r[c]);
        }
        eta[at] = sum;
        trials[at] = trialsOf ? trialsOf(values) : 1;
        if (!(areFinite && Number.isFinite(sum))) {
            throw new NotAvailable({ code: 'not-finite', detail: 'a term of the model' });
        }
        if (!(Number.isInteger(trials[at]) && trials[at] >= 0)) {
            throw new NotAvailable({ code: 'invalid', detail: `the number of trials is ${trials[at]}, no whole number` });
        }
        return rows.add(merge);
    }
}

/** The number of observations in this share of n. @throws NotAvailable if it is not a whole number */
function wholeShare(n: number, share: number): number {
    const size = Math.round(n * share);
    if (Math.abs(size - n * share) > roundingOfShares) {
        throw new NotAvailable({ code: 'structure', structure: 'unequal-sizes' });
    }
    return size;
}

/** All ways to write `total` as a sum of `parts` counts in order. */
function compositions(total: number, parts: number): number[][] {
    if (parts === 1) {
        return [[total]];
    }
    const found: number[][] = [];
    for (let first = 0; first <= total; first++) {
        for (const rest of compositions(total - first, parts - 1)) {
            found.push([first, ...rest]);
        }
    }
    return found;
}

function eachCombination(sources: readonly PredictorSource[], values: Float64Array, use: (probability: number) => void): void {
    const visit = (depth: number, probability: number): void => {
        if (depth === sources.length) {
            return use(probability);
        }
        const source = sources[depth];
        const listed = source.kind === 'points' ? source.points : source.kind === 'few' ? source.atoms : [];
        for (const atom of listed) {
            values[source.slots[0]] = atom.value;
            visit(depth + 1, probability * atom.probability);
        }
    };
    visit(0, 1);
}

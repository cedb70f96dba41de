/** Randomly drawn designs: rows with drawn predictors, for models whose V depends on drawn predictors. */
import { sigmaOf } from '../structure/covariance/structures.js';
import type { SeededGenerator } from '../laws/seeded-generator.js';
import { isScalarLaw, lawQuantile, type ScalarLaw } from '../laws/index.js';
import type { Matrix } from '../numeric/linear-algebra.js';
import { cholesky } from '../numeric/cholesky.js';
import type { SizePoint } from '../structure/group-size-law.js';
import { NotAvailable } from '../result/not-available.js';
import { InvalidSpec } from '../spec/term.js';
import type { FactorialDesign } from './factorial-design.js';
import type { RowFactor } from './row-covariance.js';
import { mostDrawnRows, mostDrawnEffects } from './limits.js';

/** The rows of a drawn design. */
export interface RowsOfDesign {
    rows: number;
    /** For each fixed effect: the values of its term. */
    columns: Float64Array[];
    /** For each group: its units and random effects. */
    factors: RowFactor[];
}

/** A random predictor: how many random numbers its law needs, and where its values go. */
interface Source {
    slots: number[];
    place: (draw: () => number, out: Float64Array, at: number) => void;
}

export class DrawnDesign {
    /** How many independent copies of a draw the design consists of: of a single outermost group one unit for each of its points is drawn. */
    readonly copies: number;
    private readonly sources: Source[][];
    private readonly counts: number[];

    constructor(
        private readonly design: FactorialDesign,
        private readonly sizes: readonly SizePoint[],
        private readonly generator: SeededGenerator
    ) {
        const { groups, spec, observations, used, index } = design;
        const outermost = groups.filter(({ random }) => random.within === null);
        const alone = outermost.length === 1 ? outermost[0] : null;
        this.copies = alone ? alone.count / alone.points : 1;
        this.counts = groups.map(group => (group === alone ? group.points : group.count));
        groups.forEach(({ random }, k) => {
            if (!Number.isInteger(this.counts[k])) {
                throw new NotAvailable({ code: 'invalid', detail: `the number of units of ${random.group} is ${this.counts[k]}` });
            }
        });
        this.sources = Array.from({ length: observations + 1 }, () => []);
        for (const predictor of spec.predictors) {
            if (predictor.kind !== 'random' || !predictor.names.some(name => used.has(name))) {
                continue;
            }
            const slots = predictor.names.map(name => index.slots.get(name)!);
            this.sources[design.levelOf(predictor.per)].push(sourceOf(predictor.law, slots, predictor.names));
        }
        const cells = this.counts.reduce((product, count) => product * count, 1);
        const mean = sizes.reduce((sum, { n, probability }) => sum + n * probability, 0);
        const effects = groups.reduce((sum, group, k) => sum + this.units(k) * group.effects.length, 0);
        if (mostDrawnRows < cells * mean || mostDrawnEffects < effects) {
            throw new NotAvailable({ code: 'accuracy', reached: null });
        }
    }

    draw(): RowsOfDesign {
        const { design, generator, counts } = this;
        const { groups, observations, values } = design;
        const drawn = groups.map((_, k) => this.drawUnits(k));
        const unitOf: number[][] = groups.map(() => []);
        const columns: number[][] = design.terms.map(() => []);
        const cells = counts.reduce((product, count) => product * count, 1);
        const digits = new Array<number>(groups.length).fill(0);
        const own = new Float64Array(this.width(observations));
        const draw = (): number => generator.uniform();
        for (let cell = 0; cell < cells; cell++) {
            counts.reduce((rest, count, k) => {
                digits[k] = rest % count;
                return Math.floor(rest / count);
            }, cell);
            const units = groups.map((_, k) => this.unit(k, digits));
            const n = Math.round(pick(this.sizes, draw()));
            const points = this.observationPoints(n);
            for (let j = 0; j < n; j++) {
                design.placeRow([...digits, points[j]]);
                this.sources.forEach((sources, level) => {
                    let at = level === observations ? 0 : units[level] * this.width(level);
                    for (const { slots, place } of sources) {
                        if (level === observations) {
                            place(draw, own, at);
                        }
                        const from = level === observations ? own : drawn[level];
                        for (const slot of slots) {
                            values[slot] = from[at++];
                        }
                    }
                });
                design.derive();
                design.terms.forEach((term, k) => columns[k].push(term(values)));
                units.forEach((unit, k) => unitOf[k].push(unit));
            }
        }
        columns.forEach((column, k) => {
            if (!column.every(Number.isFinite)) {
                throw new NotAvailable({ code: 'not-finite', detail: `the term of ${design.spec.fixed[k].name}` });
            }
        });
        const rows = columns[0]?.length ?? 0;
        const factors = groups.map(({ effects, random }, k): RowFactor => {
            const d = effects.length;
            const z = new Float64Array(rows * d);
            effects.forEach((effect, e) => columns[effect].forEach((x, row) => (z[row * d + e] = x)));
            return { unit: Int32Array.from(unitOf[k]), units: this.units(k), z, covariance: sigmaOf(random) };
        });
        return { rows, columns: columns.map(column => Float64Array.from(column)), factors };
    }

    /** The number of random numbers that the predictors of a level need. */
    private width(level: number): number {
        return this.sources[level].reduce((sum, { slots }) => sum + slots.length, 0);
    }

    private units(k: number): number {
        return this.counts.reduce((product, count, d) => ((this.design.groups[k].scope >> d) & 1 ? product * count : product), 1);
    }

    private unit(k: number, digits: readonly number[]): number {
        let number = 0;
        digits.forEach((digit, d) => {
            if ((this.design.groups[k].scope >> d) & 1) {
                number = number * this.counts[d] + digit;
            }
        });
        return number;
    }

    /** The predictors that are drawn once for each unit of a group. */
    private drawUnits(k: number): Float64Array {
        const width = this.width(k);
        const values = new Float64Array(width * this.units(k));
        if (width > 0) {
            for (let at = 0; at < values.length;) {
                for (const { slots, place } of this.sources[k]) {
                    place(() => this.generator.uniform(), values, at);
                    at += slots.length;
                }
            }
        }
        return values;
    }

    /** The point of each observation: all points equally often, and the remaining observations at random. */
    private observationPoints(n: number): Int32Array {
        const count = this.design.observationPoints;
        const points = Int32Array.from({ length: n }, (_, j) => j % count);
        const whole = n - (n % count);
        if (whole < n) {
            const order = Array.from({ length: count }, (_, i) => i);
            for (let i = 0; whole + i < n; i++) {
                const other = i + Math.floor(this.generator.uniform() * (count - i));
                [order[i], order[other]] = [order[other], order[i]];
                points[whole + i] = order[i];
            }
        }
        return points;
    }
}

function sourceOf(law: Parameters<typeof isScalarLaw>[0], slots: number[], names: readonly string[]): Source {
    if (law.law === 'mvNormal') {
        const factor = cholesky(law.covariance);
        if (!factor.ok) {
            throw new InvalidSpec(`the covariance of ${names.join(', ')} is not positive definite`);
        }
        return { slots, place: placeNormals(law.mean, factor.lower) };
    }
    if (!isScalarLaw(law)) {
        throw new NotAvailable({ code: 'structure', structure: 'empirical' });
    }
    return { slots, place: (draw, out, at) => (out[at] = lawQuantile(law, draw())) };
}

const standardNormal: ScalarLaw = { law: 'normal', mean: 0, sd: 1 };

function placeNormals(mean: readonly number[], lower: Matrix): Source['place'] {
    return (draw, out, at) => {
        const nu = mean.map(() => lawQuantile(standardNormal, draw()));
        mean.forEach((value, i) => (out[at + i] = lower[i].reduce((sum, l, k) => sum + l * nu[k], value)));
    };
}

function pick(sizes: readonly SizePoint[], u: number): number {
    let rest = u;
    for (const { n, probability } of sizes) {
        if (rest < probability) {
            return n;
        }
        rest -= probability;
    }
    return sizes[sizes.length - 1].n;
}

/** V of a Gaussian model for a picture: the rows of a few units, every entry, and the variance components in it. */
import { isLinear } from '../family/families.js';
import { blockCovariance } from '../structure/covariance/structures.js';
import type { Reason } from '../result/reason.js';
import { isScalarLaw, lawQuantile } from '../laws/index.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { NotAvailable, attempt } from '../result/not-available.js';
import { FactorialDesign } from './factorial-design.js';

/** How much of the design is shown. */
export interface ResponseCovarianceLimits {
    /** Units of each group in each unit of the group around it; Default: 3. */
    units?: number;
    /** Observations in each cell. Default: the number of points, but at least 2 and at most 4. */
    observations?: number;
    /** The largest number of rows. Default: 36. Units, then observations, are left out until this many remain. */
    rows?: number;
}

/** A variance component, or φ. */
export interface StructureComponent {
    /** As in the analysis: `var(beta0 | plate)`, `cov(beta0, beta1 | plate)`, `phi`. */
    name: string;
    kind: 'variance' | 'covariance' | 'dispersion';
    group: string | null;
    value: number;
}

/** The formula of an entry of V: Σ coefficient × component. */
export interface StructureEntry {
    value: number;
    /** The summands whose coefficient is not 0; `component` is an index. Empty if rows are uncorrelated. */
    parts: { component: number; coefficient: number }[];
}

export interface StructureRow {
    /** For each group, in the order of the spec: its unit, `2`, or `1.2` for the second one in the first outer unit. */
    units: string[];
    /** The number of the observation within its cell, from 1. */
    observation: number;
    /** Predictors that V depends on. */
    predictors: { name: string; value: number }[];
}

/** The structure of V as plain data. Indices count from 0. */
export interface ResponseCovariance {
    groups: {
        group: string;
        within: string | null;
        /** Units that are shown in each outer unit, and how many there are; null if the model asks for it. */ shown: number;
        count: number | null;
    }[];
    observations: { shown: number; /** Observations per cell; null if n is asked for, or has a law. */ count: number | null };
    /** Whether the design has more than is shown. */
    capped: boolean;
    /** Drawn predictors that V depends on. Their values in `rows` are only examples. */
    examples: string[];
    rows: StructureRow[];
    components: StructureComponent[];
    /** V, symmetric, in squared units of the response. */
    matrix: number[][];
    /** For each entry: its position in `entries`, so that equal entries can have one colour. */
    kinds: number[][];
    entries: StructureEntry[];
    /** The rows of each unit: the blocks of V. For a crossed factor these rows are not contiguous. */
    blocks: { group: string; unit: string; rows: number[] }[];
}

/**
 * V = Σ_k Z_k (I ⊗ Σ_k) Z_kᵀ + φI for a small display design of the same structure: V_rs = Σ_k [r, s in one unit of k] z_k(r)ᵀ Σ_k z_k(s)
 * + φ[r = s].
 *
 * Rows are ordered by units, in the order of `spec.random`, then observations. `each` predictors run through their points as in the
 * design; drawn predictors have values at spread quantiles of their laws.
 *
 * @returns the structure; or the reason why there is none (another family or link, a law whose data file was not read, a term that is not finite)
 */
export function responseCovariance(spec: ModelSpec, limits: ResponseCovarianceLimits = {}): ResponseCovariance | Reason {
    return attempt(() => {
        if (!isLinear(spec.family)) {
            throw new NotAvailable({ code: 'invalid', detail: 'only a Gaussian model with the identity link has one covariance matrix' });
        }
        return new StructureBuilder(spec, limits).build();
    });
}

class StructureBuilder {
    private readonly design: FactorialDesign;
    private readonly shown: number[];
    private readonly observations: number;
    /** Predictors that V depends on. */
    private readonly names: string[];

    constructor(
        private readonly spec: ModelSpec,
        limits: ResponseCovarianceLimits
    ) {
        const countOf = (group: string): number | null => spec.design.counts.find(c => c.group === group)?.count ?? null;
        const most = limits.units ?? 3;
        this.shown = spec.random.map(({ group }) => Math.max(1, Math.min(countOf(group) ?? most, most)));
        const counts = spec.random.map(({ group }, k) => ({ group, count: this.shown[k] }));
        this.design = new FactorialDesign({ ...spec, design: { ...spec.design, counts } });
        const wanted = limits.observations ?? Math.min(4, Math.max(2, this.design.observationPoints));
        const n = this.sizeOfCells() ?? wanted;
        const rows = limits.rows ?? 36;
        let observations = Math.max(1, Math.min(wanted, n));
        const total = (): number => this.shown.reduce((product, count) => product * count, observations);
        while (rows < total()) {
            const largest = Math.max(...this.shown);
            if (largest > 2) {
                this.shown[this.shown.lastIndexOf(largest)]--;
            } else if (observations > 1) {
                observations--;
            } else if (largest > 1) {
                this.shown[this.shown.lastIndexOf(largest)]--;
            } else {
                break;
            }
        }
        this.observations = observations;
        const { analysis } = this.design;
        const sloped = spec.random.flatMap(random => random.effects).map(name => spec.fixed.find(effect => effect.name === name)!.term);
        this.names = [...new Set(sloped.flatMap(term => [...analysis.basicPredictors(term)]))];
    }

    build(): ResponseCovariance {
        const { spec, shown } = this;
        const { rows, z } = this.rows();
        const components = this.components();
        const found = new Map<string, number>();
        const entries: StructureEntry[] = [];
        const kinds = rows.map((_, r) =>
            rows.map((__, s) => {
                const entry = this.entry(rows, z, Math.max(r, s), Math.min(r, s), components);
                const key = JSON.stringify(entry.parts);
                const known = found.get(key) ?? entries.length;
                if (known === entries.length) {
                    found.set(key, known);
                    entries.push(entry);
                }
                return known;
            })
        );
        const groups = spec.random.map(({ group, within }, k) => {
            const count = spec.design.counts.find(c => c.group === group)?.count ?? null;
            return { group, within, shown: shown[k], count };
        });
        const observations = { shown: this.observations, count: this.sizeOfCells() };
        const drawn = new Set(spec.predictors.flatMap(p => (p.kind === 'random' ? p.names : [])));
        return {
            groups,
            observations,
            capped: [...groups, observations].some(part => part.count === null || part.shown < part.count),
            examples: this.names.filter(name => drawn.has(name)),
            rows,
            components,
            matrix: kinds.map(row => row.map(kind => entries[kind].value)),
            kinds,
            entries,
            blocks: spec.random.flatMap(({ group }, k) =>
                [...new Set(rows.map(row => row.units[k]))].map(unit => ({
                    group,
                    unit,
                    rows: rows.flatMap((row, i) => (row.units[k] === unit ? [i] : []))
                }))
            )
        };
    }

    private sizeOfCells(): number | null {
        const { n } = this.spec.design;
        return n?.kind === 'fixed' ? n.n : null;
    }

    /** The rows, and for each row the values of each group's random-effect terms. */
    private rows(): { rows: StructureRow[]; z: number[][][] } {
        const { design, shown, observations, names, spec } = this;
        const rows: StructureRow[] = [];
        const z: number[][][] = [];
        const total = shown.reduce((product, count) => product * count, observations);
        for (let r = 0; r < total; r++) {
            const digits = new Array<number>(shown.length + 1);
            let rest = Math.floor(r / observations);
            digits[shown.length] = r % observations;
            for (let k = shown.length - 1; k >= 0; k--) {
                digits[k] = rest % shown[k];
                rest = Math.floor(rest / shown[k]);
            }
            design.placeRow(digits);
            const units = spec.random.map((_, k) => this.unit(k, digits));
            this.placeExamples(units, r);
            design.derive();
            const own = design.groups.map(({ effects }) => effects.map(effect => design.terms[effect](design.values)));
            const wrong = own.findIndex(values => !values.every(Number.isFinite));
            if (wrong >= 0) {
                throw new NotAvailable({ code: 'not-finite', detail: `a random effect's term of ${spec.random[wrong].group}` });
            }
            z.push(own);
            rows.push({
                units,
                observation: digits[shown.length] + 1,
                predictors: names.map(name => ({ name, value: design.values[design.index.slots.get(name)!] }))
            });
        }
        return { rows, z };
    }

    private unit(k: number, digits: readonly number[]): string {
        const { within } = this.spec.random[k];
        const own = String(digits[k] + 1);
        return within === null ? own : `${this.unit(this.design.levelOf(within), digits)}.${own}`;
    }

    /** Gives drawn predictors values, the same in a unit for those that are drawn once for it. */
    private placeExamples(units: readonly string[], row: number): void {
        const { design, spec, names } = this;
        spec.predictors.forEach((predictor, p) => {
            if (predictor.kind !== 'random') {
                return;
            }
            const level = design.levelOf(predictor.per);
            const number = level === design.observations ? row : hash(units[level]);
            predictor.names.forEach((name, i) => {
                if (!names.includes(name)) {
                    return;
                }
                const probability = (0.5 + (number + 1) * 0.6180339887498949 + 0.31 * (p + i)) % 1;
                const { law } = predictor;
                const scalar =
                    law.law === 'mvNormal' ? { law: 'normal' as const, mean: law.mean[i], sd: Math.sqrt(law.covariance[i][i]) } : law;
                if (!isScalarLaw(scalar)) {
                    throw new NotAvailable({ code: 'structure', structure: 'empirical' });
                }
                design.values[design.index.slots.get(name)!] = lawQuantile(scalar, probability);
            });
        });
    }

    private components(): StructureComponent[] {
        const { spec } = this;
        const components = spec.random.flatMap(random =>
            blockCovariance(random).parameters.map(({ name, kind, value }): StructureComponent => ({
                name,
                kind,
                group: random.group,
                value
            }))
        );
        return [...components, { name: 'phi', kind: 'dispersion', group: null, value: spec.family.phi }];
    }

    private entry(rows: StructureRow[], z: number[][][], r: number, s: number, components: StructureComponent[]): StructureEntry {
        const parts: StructureEntry['parts'] = [];
        let component = 0;
        this.spec.random.forEach((random, k) => {
            const same = rows[r].units[k] === rows[s].units[k];
            const [a, b] = [z[r][k], z[s][k]];
            for (const { derivative } of blockCovariance(random).parameters) {
                const coefficient = same
                    ? derivative.reduce(
                          (sum, { row: i, column: j, value }) => sum + value * (i === j ? a[i] * b[i] : a[i] * b[j] + a[j] * b[i]),
                          0
                      )
                    : 0;
                if (coefficient !== 0) {
                    parts.push({ component, coefficient });
                }
                component++;
            }
        });
        if (r === s) {
            parts.push({ component, coefficient: 1 });
        }
        return { value: parts.reduce((sum, part) => sum + part.coefficient * components[part.component].value, 0), parts };
    }
}

/** A number for each unit, so that units have different example values. */
function hash(unit: string): number {
    return unit.split('.').reduce((number, digit) => 7 * number + Number(digit), 0);
}

/**
 * The expected information of a small balanced design by brute force: every row is written out, every possible draw is
 * enumerated, and V is a dense matrix. Independent of the engine: it has its own reading of the spec.
 */
import { isCovarianceParameter, sigmaOf } from '../../../src-engine/structure/covariance/structures.js';
import type { GivenDesign } from '../../../src-engine/gaussian/given-data.js';
import type { ModelSpec, PredictorSpec, Term } from '../../../src-engine/spec/model-spec.js';
import { denseComponentInformation, denseInformation, invert } from './dense.js';

type Values = Map<string, number>;

function evaluate(spec: ModelSpec, term: Term, values: Values): number {
    const of = (inner: Term): number => evaluate(spec, inner, values);
    switch (term.op) {
        case 'number':
            return term.value;
        case 'predictor': {
            const derived = spec.predictors.find(p => p.kind === 'derived' && p.name === term.name);
            return derived?.kind === 'derived' ? of(derived.term) : values.get(term.name)!;
        }
        case '+':
            return of(term.left) + of(term.right);
        case '-':
            return of(term.left) - of(term.right);
        case '*':
            return of(term.left) * of(term.right);
        case '>=':
            return of(term.left) >= of(term.right) ? 1 : 0;
        case '==':
            return of(term.left) === of(term.right) ? 1 : 0;
        default:
            throw new Error(`the test does not know ${term.op}`);
    }
}

interface Row {
    /** The unit of each group, as text that names the units around it. */
    units: Map<string, string>;
    values: Values;
}

/** Rows with the `each` predictors set; what is drawn is named by its place. */
function rowsOf(spec: ModelSpec): Row[] {
    const n = spec.design.n?.kind === 'fixed' ? spec.design.n.n : 0;
    const count = (group: string): number => spec.design.counts.find(c => c.group === group)!.count!;
    let rows: { digits: Map<string, number> }[] = [{ digits: new Map() }];
    for (const { group } of spec.random) {
        rows = rows.flatMap(row => Array.from({ length: count(group) }, (_, i) => ({ digits: new Map([...row.digits, [group, i]]) })));
    }
    const unit = (digits: Map<string, number>, group: string): string => {
        const { within } = spec.random.find(random => random.group === group)!;
        return `${within === null ? '' : `${unit(digits, within)}/`}${group}${digits.get(group)}`;
    };
    const place = (values: Values, per: string | null, digit: number): void => {
        let rest = digit;
        for (const predictor of spec.predictors) {
            if (predictor.kind !== 'each' || predictor.per !== per) {
                continue;
            }
            values.set(predictor.name, predictor.points[rest % predictor.points.length]!);
            rest = Math.floor(rest / predictor.points.length);
        }
    };
    return rows.flatMap(({ digits }) =>
        Array.from({ length: n }, (_, j) => {
            const values: Values = new Map();
            for (const { group } of spec.random) {
                place(values, group, digits.get(group)!);
            }
            place(values, null, j);
            return { units: new Map(spec.random.map(({ group }) => [group, unit(digits, group)])), values };
        })
    );
}

/** The values of a law and their probabilities. */
function atoms(predictor: Extract<PredictorSpec, { kind: 'random' }>): { value: number; probability: number }[] {
    const { law } = predictor;
    if (law.law !== 'discrete') {
        throw new Error('the test draws from discrete laws');
    }
    return law.values.map((value, i) => ({ value, probability: law.probabilities[i]! }));
}

export function asGivenDesign(spec: ModelSpec, rows: readonly Row[]): GivenDesign {
    const x = rows.map(({ values }) => spec.fixed.map(({ term }) => evaluate(spec, term, values)));
    return {
        x,
        phi: spec.family.phi,
        factors: spec.random
            .filter(({ effects }) => effects.length > 0)
            .map(block => ({
                group: block.group,
                labels: rows.map(({ units }) => units.get(block.group)!),
                terms: block.effects.map(name => spec.fixed.findIndex(effect => effect.name === name)),
                covariance: sigmaOf(block),
                free: block.effects.map((_, i) => block.effects.map((__, j) => i === j || isCovarianceParameter(block, i, j)))
            }))
    };
}

/** Every design that chance can draw, with its probability. */
export function allDesigns(spec: ModelSpec): { probability: number; design: GivenDesign }[] {
    const rows = rowsOf(spec);
    const draws: { rows: Row[]; name: string; atoms: { value: number; probability: number }[] }[] = [];
    for (const predictor of spec.predictors) {
        if (predictor.kind !== 'random') {
            continue;
        }
        const [name] = predictor.names as [string];
        const units = new Map<string, Row[]>();
        rows.forEach((row, i) => {
            const key = predictor.per === null ? `row ${i}` : row.units.get(predictor.per)!;
            units.set(key, [...(units.get(key) ?? []), row]);
        });
        for (const own of units.values()) {
            draws.push({ rows: own, name, atoms: atoms(predictor) });
        }
    }
    const found: { probability: number; design: GivenDesign }[] = [];
    const visit = (at: number, probability: number): void => {
        const draw = draws[at];
        if (!draw) {
            found.push({ probability, design: asGivenDesign(spec, rows) });
            return;
        }
        for (const { value, probability: own } of draw.atoms) {
            for (const row of draw.rows) {
                row.values.set(draw.name, value);
            }
            visit(at + 1, probability * own);
        }
    };
    visit(0, 1);
    return found;
}

/** (E XᵀV⁻¹X)⁻¹ and (½ E tr(V⁻¹V_aV⁻¹V_b))⁻¹. */
export function bruteForce(spec: ModelSpec): { fixed: number[][]; components: number[][] } {
    const average = (of: (design: GivenDesign) => number[][]): number[][] => {
        let sum: number[][] | undefined;
        for (const { probability, design } of allDesigns(spec)) {
            const own = of(design);
            sum = own.map((row, i) => row.map((x, j) => probability * x + (sum?.[i]![j] ?? 0)));
        }
        return sum!;
    };
    return { fixed: invert(average(denseInformation)), components: invert(average(denseComponentInformation)) };
}

/** (XᵀV⁻¹X)⁻¹ of a Gaussian model at its design's own points, row by row with a dense V: slow, and independent of the engine's formulas. */
import { sigmaOf } from '../../src-engine/structure/covariance/structures.js';
import type { ModelSpec, RandomEffectsSpec, Term } from '../../src-engine/spec/model-spec.js';

interface Row {
    values: Record<string, number>;
    /** Label of the unit in each group. */
    units: Record<string, string>;
}

/** Predictors must be `each` or derived. */
export function denseGls(spec: ModelSpec): number[][] {
    const rows = designRows(spec);
    const x = rows.map(row => spec.fixed.map(effect => evaluate(effect.term, row.values, spec)));
    const v = rows.map((a, i) =>
        rows.map((b, j) => spec.random.reduce((sum, random) => sum + shared(spec, random, a, b), i === j ? spec.family.phi : 0))
    );
    const lower = factor(v);
    const whitened = x[0].map((_, column) =>
        forward(
            lower,
            x.map(row => row[column])
        )
    );
    const information = whitened.map(a => whitened.map(b => a.reduce((sum, value, i) => sum + value * b[i], 0)));
    return invert(information);
}

function shared(spec: ModelSpec, random: RandomEffectsSpec, a: Row, b: Row): number {
    if (a.units[random.group] !== b.units[random.group]) {
        return 0;
    }
    const terms = random.effects.map(name => spec.fixed.find(effect => effect.name === name)!.term);
    let sum = 0;
    terms.forEach((s, i) =>
        terms.forEach((t, j) => (sum += sigmaOf(random)[i][j] * evaluate(s, a.values, spec) * evaluate(t, b.values, spec)))
    );
    return sum;
}

function designRows(spec: ModelSpec): Row[] {
    const { n } = spec.design;
    if (n?.kind !== 'fixed') {
        throw new Error('n must be fixed');
    }
    const ordered = [...spec.random].sort((a, b) => depth(spec, a) - depth(spec, b));
    let rows: Row[] = [{ values: {}, units: {} }];
    const spread = (count: number, group: string | null, label: (row: Row, i: number) => Record<string, string>): void => {
        const predictors = spec.predictors.flatMap(p => (p.kind === 'each' && p.per === group ? [p] : []));
        rows = rows.flatMap(row =>
            Array.from({ length: count }, (_, i) => {
                const values = { ...row.values };
                let rest = i;
                for (const { name, points } of predictors) {
                    values[name] = points[rest % points.length];
                    rest = Math.floor(rest / points.length);
                }
                return { values, units: { ...row.units, ...label(row, i) } };
            })
        );
    };
    for (const { group, within } of ordered) {
        spread(spec.design.counts.find(c => c.group === group)!.count!, group, (row, i) => ({
            [group]: within === null ? `${i}` : `${row.units[within]}.${i}`
        }));
    }
    spread(n.n, null, () => ({}));
    return rows;
}

function depth(spec: ModelSpec, { within }: RandomEffectsSpec): number {
    return within === null
        ? 0
        : 1 +
              depth(
                  spec,
                  spec.random.find(random => random.group === within)!
              );
}

function evaluate(term: Term, values: Record<string, number>, spec: ModelSpec): number {
    switch (term.op) {
        case 'number':
            return term.value;
        case 'predictor': {
            const derived = spec.predictors.find(p => p.kind === 'derived' && p.name === term.name);
            return derived?.kind === 'derived' ? evaluate(derived.term, values, spec) : values[term.name];
        }
        case '*':
            return evaluate(term.left, values, spec) * evaluate(term.right, values, spec);
        case '+':
            return evaluate(term.left, values, spec) + evaluate(term.right, values, spec);
        case '>=':
            return evaluate(term.left, values, spec) >= evaluate(term.right, values, spec) ? 1 : 0;
        case '==':
            return evaluate(term.left, values, spec) === evaluate(term.right, values, spec) ? 1 : 0;
        default:
            throw new Error(`no ${term.op} here`);
    }
}

function factor(a: number[][]): Float64Array[] {
    const lower = a.map(row => new Float64Array(row.length));
    for (let i = 0; i < a.length; i++) {
        for (let j = 0; j <= i; j++) {
            let sum = a[i][j];
            for (let k = 0; k < j; k++) {
                sum -= lower[i][k] * lower[j][k];
            }
            lower[i][j] = i === j ? Math.sqrt(sum) : sum / lower[j][j];
        }
    }
    return lower;
}

function forward(lower: Float64Array[], b: number[]): number[] {
    const x: number[] = [];
    for (let i = 0; i < b.length; i++) {
        let sum = b[i];
        for (let k = 0; k < i; k++) {
            sum -= lower[i][k] * x[k];
        }
        x.push(sum / lower[i][i]);
    }
    return x;
}

function invert(a: number[][]): number[][] {
    const size = a.length;
    const work = a.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
    for (let c = 0; c < size; c++) {
        const pivot = work[c][c];
        for (let j = 0; j < 2 * size; j++) {
            work[c][j] /= pivot;
        }
        for (let r = 0; r < size; r++) {
            const share = work[r][c];
            if (r !== c) {
                for (let j = 0; j < 2 * size; j++) {
                    work[r][j] -= share * work[c][j];
                }
            }
        }
    }
    return work.map(row => row.slice(size));
}

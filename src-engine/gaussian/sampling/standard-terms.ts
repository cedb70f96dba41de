/**
 * The terms of a linear model as combinations of simpler ones, t* = Bt with E t*t*ᵀ = I: first functions d of those predictors that are not normal or enter
 * by more than a linear term; then independent standard normals w that are independent of d. Rows of X* = XBᵀ are independent, and
 * (XᵀX)⁻¹ = Bᵀ(X*ᵀX*)⁻¹B.
 *
 * Given the columns D of d, the columns of w have a Wishart law after D is projected off, so that only D has to be listed or drawn.
 */
import { SeededGenerator } from '../../laws/seeded-generator.js';
import { cholesky, inverseSpd, solveLower } from '../../numeric/cholesky.js';
import { identity, inverseOf, multiply, transpose, type Matrix } from '../../numeric/linear-algebra.js';
import { dependentColumns } from '../../numeric/dependent-columns.js';
import { innerProduct, euclideanNorm } from '../../numeric/norm.js';
import { Span } from '../../numeric/span.js';
import { NotAvailable } from '../../result/not-available.js';
import type { Term } from '../../spec/model-spec.js';
import { normalCoefficients } from './normal-coefficients.js';
import { orthonormalTerms } from '../orthonormal-terms.js';
import { listedRows, type WeightedRows } from './listed-rows.js';
import type { SampledPredictors, StandardTerms } from './sampled-predictors.js';
import { dependentRow, pilotDraws, probesPerTerm } from './limits.js';

/**
 * @param inverseMoments (E ttᵀ)⁻¹ of the terms t
 * @param apart whether normal predictors may be kept apart
 * @throws NotAvailable for terms without a finite value, and collinear ones
 */
export function standardTerms(predictors: SampledPredictors, inverseMoments: Matrix, apart: boolean): StandardTerms {
    const p = inverseMoments.length;
    const found = (apart ? withNormalsApart(predictors) : null) ?? { transform: identity(p), drawn: p, sources: predictors.sources };
    const { transform, drawn } = found;
    if (drawn === 0) {
        return found;
    }
    // First by rows, which loses no digits for predictors far from 0.
    const listed = listedRows(predictors, found);
    const { upper } = orthonormalTerms(weightedColumns(listed ?? pilotRows(predictors, found), drawn), predictors.design.spec.fixed.map(({ name }) => name)); // prettier-ignore
    const byRows = [...solved(transpose(upper), transform.slice(0, drawn)), ...transform.slice(drawn)];
    if (listed !== null) {
        return { ...found, transform: byRows };
    }
    const back = inverseOf(byRows);
    const second = back && inverseSpd(multiply(multiply(transpose(back), inverseMoments), back).slice(0, drawn).map(row => row.slice(0, drawn))); // prettier-ignore
    const factor = second?.ok ? cholesky(second.inverse) : null;
    if (!factor?.ok) {
        throw new NotAvailable({ code: 'accuracy', reached: null });
    }
    return { ...found, transform: [...solved(factor.lower, byRows.slice(0, drawn)), ...byRows.slice(drawn)] };
}

/** L⁻¹a. */
function solved(lower: Matrix, a: Matrix): Matrix {
    return transpose(transpose(a).map(column => solveLower(lower, column)));
}

function weightedColumns({ rows, weights }: WeightedRows, size: number): Float64Array[] {
    return Array.from({ length: size }, (_, i) => Float64Array.from(rows, (row, at) => Math.sqrt(weights[at]) * row[i]));
}

/** Rows of d as they are drawn. */
function pilotRows(predictors: SampledPredictors, { transform, drawn, sources }: StandardTerms): WeightedRows {
    const generator = new SeededGenerator(1);
    const rows = Array.from({ length: pilotDraws }, (_, observation) => {
        predictors.draw(observation, generator, sources);
        return predictors.row(transform.slice(0, drawn));
    });
    return { rows, weights: rows.map(() => 1 / rows.length) };
}

/** Null where no normal predictor can be kept apart. */
function withNormalsApart(predictors: SampledPredictors): StandardTerms | null {
    const { design } = predictors;
    const names = linearNormals(predictors);
    if (names.size === 0) {
        return null;
    }
    const loadings = loadingsOn(predictors, names);
    const { chosen, rest } = split(loadings);
    const k = chosen.length;
    if (k === 0) {
        return null;
    }
    const factor = cholesky(chosen.map(i => chosen.map(j => innerProduct(loadings[i], loadings[j]))));
    if (!factor.ok) {
        return null;
    }
    const p = loadings.length;
    const unit = (i: number): number[] => Array.from({ length: p }, (_, j) => (i === j ? 1 : 0));
    const scaled = solved(factor.lower, chosen.map(unit));
    const sources = predictors.sources.filter(source => !source.names.some(name => names.has(name)));
    const means = meansOf(predictors, names, [...rest, ...scaled]);
    const drawn = means.slice(0, rest.length);
    if (dependentColumns(drawn) !== null) {
        throw new NotAvailable({ code: 'collinear', effects: design.spec.fixed.map(({ name }) => name) });
    }
    const normal: Matrix = [];
    const span = new Span(drawn);
    for (let j = 0; j < k; j++) {
        const mean = means[rest.length + j];
        if (mean.every(x => x === 0)) {
            normal.push(scaled[j]);
            continue;
        }
        const { coefficients, fits } = span.fit(mean);
        if (!fits) {
            return null;
        }
        normal.push(scaled[j].map((x, i) => x - rest.reduce((sum, row, r) => sum + coefficients[r] * row[i], 0)));
    }
    return { transform: [...rest, ...normal], drawn: rest.length, sources };
}

/** The normal predictors that enter every term linearly, with constant coefficients; those of one joint law all or none. */
function linearNormals({ design: { spec, analysis, index, used } }: SampledPredictors): Set<string> {
    const derived = new Map<string, Term>(spec.predictors.flatMap(p => (p.kind === 'derived' ? [[p.name, p.term] as const] : [])));
    const laws = spec.predictors.flatMap(p =>
        p.kind === 'random' && (p.law.law === 'normal' || p.law.law === 'mvNormal') && p.names.some(name => used.has(name)) ? [p.names] : []
    );
    let names = new Set(laws.flat());
    for (;;) {
        const bent = spec.fixed.find(({ term }) => normalCoefficients(term, names, { analysis, index, derived }) === null);
        if (!bent) {
            return names;
        }
        const inside = analysis.basicPredictors(bent.term);
        names = new Set(laws.filter(own => own.some(name => names.has(name)) && !own.some(name => inside.has(name))).flat());
    }
}

/** For each term: its coefficients of independent standard normals. */
function loadingsOn({ design: { spec, analysis, index } }: SampledPredictors, names: ReadonlySet<string>): Float64Array[] {
    const derived = new Map<string, Term>(spec.predictors.flatMap(p => (p.kind === 'derived' ? [[p.name, p.term] as const] : [])));
    return spec.fixed.map(({ term }) => {
        const coefficients = normalCoefficients(term, names, { analysis, index, derived })!;
        const loadings: number[] = [];
        for (const predictor of spec.predictors) {
            if (predictor.kind !== 'random' || !predictor.names.some(name => names.has(name))) {
                continue;
            }
            const own = predictor.names.map(name => coefficients.get(name) ?? 0);
            if (predictor.law.law === 'normal') {
                loadings.push(own[0] * predictor.law.sd);
            } else if (predictor.law.law === 'mvNormal') {
                const factor = cholesky(predictor.law.covariance);
                const lower = factor.ok ? factor.lower : [];
                loadings.push(...own.map((_, j) => own.reduce((sum, a, i) => sum + a * (lower[i]?.[j] ?? 0), 0)));
            }
        }
        return Float64Array.from(loadings);
    });
}

/** Terms whose loadings are independent, and the combinations of terms without loadings. */
function split(loadings: readonly Float64Array[]): { chosen: number[]; rest: Matrix } {
    const chosen: number[] = [];
    const rest: Matrix = [];
    loadings.forEach((row, i) => {
        const combination = loadings.map((_, j) => Number(i === j));
        if (row.every(x => x === 0)) {
            rest.push(combination);
            return;
        }
        const { coefficients } = new Span(chosen.map(j => loadings[j])).fit(row);
        const residual = row.map((x, at) => x - chosen.reduce((sum, j, c) => sum + coefficients[c] * loadings[j][at], 0));
        if (dependentRow * euclideanNorm(row) < euclideanNorm(residual)) {
            chosen.push(i);
        } else {
            chosen.forEach((j, c) => (combination[j] = -coefficients[c]));
            rest.push(combination);
        }
    });
    return { chosen, rest };
}

/** Combinations of terms at many values of the other predictors, with the normal ones at their means. */
function meansOf(predictors: SampledPredictors, names: ReadonlySet<string>, rows: Matrix): Float64Array[] {
    const { design } = predictors;
    const p = design.spec.fixed.length;
    const count = probesPerTerm * (p + 1) + design.points;
    const generator = new SeededGenerator(1);
    const columns = rows.map(() => new Float64Array(count));
    const terms = new Float64Array(p);
    for (let probe = 0; probe < count; probe++) {
        predictors.probe(probe, generator);
        for (const { names: own, source } of predictors.sources) {
            if (own.some(name => names.has(name))) {
                const mean = source.kind === 'normal' ? source.mean : source.kind === 'law' && source.law.law === 'normal' ? [source.law.mean] : []; // prettier-ignore
                source.slots.forEach((slot, i) => (design.values[slot] = mean[i] ?? 0));
            }
        }
        predictors.terms(terms);
        rows.forEach((row, r) => (columns[r][probe] = row.reduce((sum, x, i) => sum + x * terms[i], 0)));
    }
    return columns;
}

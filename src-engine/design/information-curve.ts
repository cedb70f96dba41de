/**
 * The information about β as a function of the variance components θ and φ: its first and second derivatives, by central differences of order 4.
 *
 * The unit of a step is the change of θ_a that makes Σ singular. In it the information is nearly rational with poles no nearer than 1, so that
 * the error of the differences is that of the step to the fourth power. For Gaussian responses M(cθ) = M(θ)/c (θ with φ) gives the derivatives by φ from the others.
 */
import { cholesky, inverseSpd, solveLower } from '../numeric/cholesky.js';
import { multiply, symmetricEigenvalues, transpose, type Matrix } from '../numeric/linear-algebra.js';
import { isLinear } from '../family/families.js';
import { NotAvailable, notPositiveDefinite } from '../result/not-available.js';
import type { InformationCurve } from '../inference/reml-information.js';
import type { ModelSpec, RandomEffectsSpec } from '../spec/model-spec.js';
import type { SymmetricEntry } from '../structure/covariance/covariance-structure.js';
import { fullMatrix } from '../structure/covariance/leading-covariance.js';
import { blockCovariance, withSigma } from '../structure/covariance/structures.js';
import { parameterIndex } from '../structure/structure-result.js';

/** The covariance of the fixed effects of a model, all of them. */
export type CovarianceOf = (spec: ModelSpec) => Matrix;

/** A parameter θ_a, and the model with another value of it. */
interface Direction {
    unit: number;
    moved: (spec: ModelSpec, step: number) => ModelSpec;
}

/**
 * @param step of the differences, as a share of the unit
 * @throws NotAvailable
 */
export function informationCurve(spec: ModelSpec, covarianceOf: CovarianceOf, step: number): InformationCurve {
    const covariance = covarianceOf(spec);
    const at = inverted(covariance, spec);
    const ofPhi = parameterIndex(spec).phi !== null;
    const fromOthers = ofPhi && isLinear(spec.family);
    const directions = [
        ...spec.random.flatMap((block, r) => blockDirections(block, r)),
        ...(ofPhi && !fromOthers ? [phiDirection(spec)] : [])
    ];
    // The information at −2h, −h, h and 2h, from which the derivatives along a line follow.
    const along = (line: readonly Direction[]): Line => {
        const values = [-2, -1, 1, 2].map(k => {
            const there = line.reduce((moved, { unit, moved: move }) => move(moved, k * step * unit), spec);
            return inverted(covarianceOf(there), spec);
        });
        return lineOf(at, values, step);
    };
    const own = directions.map(direction => along([direction]));
    const first = own.map((line, a) => times(line.first, 1 / directions[a].unit));
    const second = own.map((line, a) => [
        ...directions.slice(0, a).map((other, b) => {
            const both = along([directions[a], other]);
            return combined([[0.5, both.second], [-0.5, line.second], [-0.5, own[b].second]], directions[a].unit * other.unit); // prettier-ignore
        }),
        times(line.second, directions[a].unit ** -2)
    ]);
    return fromOthers ? withPhi(spec, at, { covariance, first, second }) : { covariance, first, second };
}

function inverted(covariance: Matrix, { fixed }: ModelSpec): Matrix {
    const found = inverseSpd(covariance);
    if (!found.ok) {
        throw new NotAvailable({ code: 'collinear', effects: fixed.map(({ name }) => name) });
    }
    return found.inverse;
}

/** Derivatives along a line, by the step's unit. */
interface Line {
    first: Matrix;
    second: Matrix;
}

function lineOf(at: Matrix, [m2, m1, p1, p2]: readonly Matrix[], h: number): Line {
    return {
        first: at.map((row, i) => row.map((_, j) => (8 * (p1[i][j] - m1[i][j]) - (p2[i][j] - m2[i][j])) / (12 * h))),
        second: at.map((row, i) => row.map((x, j) => (16 * (p1[i][j] + m1[i][j] - 2 * x) - (p2[i][j] + m2[i][j] - 2 * x)) / (12 * h * h)))
    };
}

const times = (matrix: Matrix, factor: number): Matrix => matrix.map(row => row.map(x => x * factor));

const combined = (parts: readonly (readonly [number, Matrix])[], divisor: number): Matrix =>
    parts[0][1].map((row, i) => row.map((_, j) => parts.reduce((sum, [share, matrix]) => sum + share * matrix[i][j], 0) / divisor));

function blockDirections(random: RandomEffectsSpec, r: number): Direction[] {
    const { sigma, parameters } = blockCovariance(random);
    if (parameters.length === 0) {
        return [];
    }
    const root = cholesky(sigma);
    if (!root.ok) {
        throw notPositiveDefinite(random.group, root);
    }
    const inverse = transpose(sigma.map((_, i) => solveLower(root.lower, sigma.map((__, j) => (i === j ? 1 : 0))))); // prettier-ignore
    return parameters.map(({ derivative }) => {
        const change = fullMatrix(derivative, sigma.length);
        const relative = multiply(multiply(inverse, change), transpose(inverse));
        const largest = Math.max(...symmetricEigenvalues(relative).map(Math.abs));
        return { unit: 1 / largest, moved: (spec, step) => withChange(spec, r, derivative, step) };
    });
}

/** The model with Σ of a block changed by a multiple of ∂Σ/∂θ_a. */
function withChange(spec: ModelSpec, r: number, derivative: readonly SymmetricEntry[], step: number): ModelSpec {
    const random = spec.random.map((block, at) => {
        if (at !== r) {
            return block;
        }
        const { sigma } = blockCovariance(block);
        const change = fullMatrix(derivative, sigma.length);
        return withSigma(block, sigma.map((row, i) => row.map((x, j) => x + step * change[i][j]))); // prettier-ignore
    });
    return { ...spec, random };
}

function phiDirection({ family: { phi } }: ModelSpec): Direction {
    return { unit: phi, moved: (spec, step) => ({ ...spec, family: { ...spec.family, phi: spec.family.phi + step } }) };
}

/** From Σθ_aM_a + φM_φ = −M and its derivatives Σθ_bM_ab + φM_aφ = −2M_a. */
function withPhi({ random, family: { phi } }: ModelSpec, at: Matrix, { covariance, first, second }: InformationCurve): InformationCurve {
    const theta = random.flatMap(block => blockCovariance(block).parameters.map(({ value }) => value));
    const byPhi = combined([[-1, at], ...theta.map((value, a) => [-value, first[a]] as const)], phi);
    const entry = (a: number, b: number): Matrix => second[Math.max(a, b)][Math.min(a, b)];
    const mixed = first.map((own, a) => combined([[-2, own], ...theta.map((value, b) => [-value, entry(a, b)] as const)], phi));
    const twice = combined([[-2, byPhi], ...theta.map((value, a) => [-value, mixed[a]] as const)], phi);
    return { covariance, first: [...first, byPhi], second: [...second, [...mixed, twice]] };
}

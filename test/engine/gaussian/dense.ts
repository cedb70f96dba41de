/** The same quantities from the whole matrix V, by Gauss–Jordan elimination: slow, and independent of the engine's algebra. */
import type { GivenDesign, GivenFactor } from '../../../src-engine/gaussian/given-data.js';

type Matrix = number[][];

const multiply = (a: Matrix, b: Matrix): Matrix => a.map(row => b[0]!.map((_, j) => row.reduce((sum, x, k) => sum + x * b[k]![j]!, 0)));
const transpose = (a: Matrix): Matrix => a[0]!.map((_, j) => a.map(row => row[j]!));

export function invert(a: Matrix): Matrix {
    const size = a.length;
    const work = a.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
    for (let c = 0; c < size; c++) {
        let pivot = c;
        for (let r = c; r < size; r++) {
            if (Math.abs(work[pivot]![c]!) < Math.abs(work[r]![c]!)) {
                pivot = r;
            }
        }
        [work[c], work[pivot]] = [work[pivot]!, work[c]!];
        const head = work[c]!;
        const scale = head[c]!;
        for (let k = 0; k < 2 * size; k++) {
            head[k]! /= scale;
        }
        for (let r = 0; r < size; r++) {
            const row = work[r]!;
            const share = row[c]!;
            if (r === c || share === 0) {
                continue;
            }
            for (let k = 0; k < 2 * size; k++) {
                row[k]! -= share * head[k]!;
            }
        }
    }
    return work.map(row => row.slice(size));
}

function unit(design: GivenDesign, factor: GivenFactor, row: number): string {
    const own = String(factor.labels[row]);
    return factor.within == null ? own : `${unit(design, design.factors[factor.within]!, row)}/${own}`;
}

function z(design: GivenDesign, { terms }: GivenFactor, row: number): number[] {
    return typeof terms[0] === 'number' ? (terms as number[]).map(k => design.x[row]![k]!) : (terms as Matrix)[row]!;
}

/** Σ_units Zᵢ S Zᵢᵀ. */
function part(design: GivenDesign, factor: GivenFactor, s: Matrix): Matrix {
    return design.x.map((_, i) =>
        design.x.map((_, j) => {
            if (unit(design, factor, i) !== unit(design, factor, j)) {
                return 0;
            }
            const [a, b] = [z(design, factor, i), z(design, factor, j)];
            return a.reduce((sum, u, k) => sum + b.reduce((inner, v, l) => inner + u * s[k]![l]! * v, 0), 0);
        })
    );
}

export function denseV(design: GivenDesign): Matrix {
    const v = design.x.map((_, i) => design.x.map((_, j) => (i === j ? design.phi : 0)));
    for (const factor of design.factors) {
        part(design, factor, factor.covariance).forEach((row, i) => row.forEach((value, j) => (v[i]![j]! += value)));
    }
    return v;
}

export function denseInformation(design: GivenDesign): Matrix {
    return multiply(transpose(design.x), multiply(invert(denseV(design)), design.x));
}

export function denseCovariance(design: GivenDesign): Matrix {
    return invert(denseInformation(design));
}

/** ½ tr(V⁻¹V_aV⁻¹V_b): variances, then covariances row by row, of each factor; then φ. */
export function denseComponentInformation(design: GivenDesign): Matrix {
    const inverse = invert(denseV(design));
    const directions: Matrix[] = [];
    for (const factor of design.factors) {
        const d = factor.covariance.length;
        const add = (s: number, t: number): void => {
            const direction = factor.covariance.map(row => row.map(() => 0));
            direction[s]![t] = direction[t]![s] = 1;
            directions.push(multiply(inverse, part(design, factor, direction)));
        };
        for (let s = 0; s < d; s++) {
            add(s, s);
        }
        for (let s = 0; s < d; s++) {
            for (let t = 0; t < s; t++) {
                if (factor.free?.[s]![t] ?? true) {
                    add(s, t);
                }
            }
        }
    }
    directions.push(inverse);
    return directions.map(a =>
        directions.map(b => 0.5 * a.reduce((sum, row, i) => sum + row.reduce((s, x, j) => s + x * b[j]![i]!, 0), 0))
    );
}

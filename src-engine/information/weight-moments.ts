import { INVERSE_SQRT_2PI } from '../numeric/special/normal-distribution.js';

/** How the values of G and their moments are laid out. */
export interface MomentsLayout {
    /** The number of folded features. */
    readonly size: number;
    /** Length of G. */
    readonly width: number;
    /** Length of what is read at once: `width`, or twice that with squares. */
    readonly stride: number;
    /** Whether G of w² follows. */
    readonly squares: boolean;
}

/** Adds density·tᵏ·G for the powers that are read: up to 2 for w, 1 with F and 0 with F Fᵀ; for w² up to 4, 3 and 2. */
export function addMoments(
    { width, stride, size, squares }: MomentsLayout,
    values: Float64Array,
    from: number,
    density: number,
    t: number,
    out: Float64Array
): void {
    const d1 = density * t;
    const d2 = d1 * t;
    const g = values[from];
    out[0] += density * g;
    out[stride] += d1 * g;
    out[2 * stride] += d2 * g;
    for (let l = 1; l <= size; l++) {
        const f = values[from + l];
        out[l] += density * f;
        out[stride + l] += d1 * f;
    }
    for (let l = 1 + size; l < width; l++) {
        out[l] += density * values[from + l];
    }
    if (!squares) {
        return;
    }
    const d3 = d2 * t;
    const square = values[from + width];
    out[width] += density * square;
    out[stride + width] += d1 * square;
    out[2 * stride + width] += d2 * square;
    out[3 * stride + width] += d3 * square;
    out[4 * stride + width] += d3 * t * square;
    for (let l = width + 1; l <= width + size; l++) {
        const f = values[from + l];
        out[l] += density * f;
        out[stride + l] += d1 * f;
        out[2 * stride + l] += d2 * f;
        out[3 * stride + l] += d3 * f;
    }
    for (let l = width + 1 + size; l < stride; l++) {
        const f = values[from + l];
        out[l] += density * f;
        out[stride + l] += d1 * f;
        out[2 * stride + l] += d2 * f;
    }
}

/** Multiplies by the factor and 1/√(2π), the constant of the normal density. */
export function scaleMoments(out: Float64Array, length: number, factor: number): void {
    for (let l = 0; l < length; l++) {
        out[l] *= factor * INVERSE_SQRT_2PI;
    }
}

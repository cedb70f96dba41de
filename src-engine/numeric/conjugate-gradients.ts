/** Solves systems of linear equations that are too large for elimination. */
import { mostGradientSteps, residualToReach, worstResidual } from './limits.js';

/**
 * A x = right for a positive semidefinite A that is self-adjoint under `inner`, as is the preconditioner (Hestenes & Stiefel 1952). `right` must have no part outside the
 * range of A; then the null space of A does not matter. Also returns the residual, because the error of the caller's form is of its square.
 * @param scale the size of the form that the solution is for
 * @returns null where it does not converge
 */
export function conjugateGradients(
    apply: (x: Float64Array) => Float64Array,
    precondition: (x: Float64Array) => Float64Array,
    right: Float64Array,
    inner: (x: Float64Array, y: Float64Array) => number,
    scale: number
): { solution: Float64Array; residual: Float64Array } | null {
    const solution = new Float64Array(right.length);
    const residual = right.slice();
    let scaled = precondition(residual);
    let size = inner(residual, scaled);
    let direction = scaled;
    for (let step = 0; step < mostGradientSteps && residualToReach * scale < size; step++) {
        const image = apply(direction);
        const curvature = inner(direction, image);
        if (!(curvature > 0)) {
            break;
        }
        const length = size / curvature;
        for (let i = 0; i < solution.length; i++) {
            solution[i] += length * direction[i];
            residual[i] -= length * image[i];
        }
        scaled = precondition(residual);
        const next = inner(residual, scaled);
        const turn = next / size;
        direction = scaled.map((x, i) => x + turn * direction[i]);
        size = next;
    }
    if (!(size <= worstResidual * scale)) {
        return null;
    }
    return { solution, residual };
}

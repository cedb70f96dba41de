/** Quadratic forms that are the same in each unit of a factor: all forms of a factor follow from the sums of products of its effects. */
import type { Matrix } from '../../numeric/linear-algebra.js';
import type { PartFactor } from '../../study/study-part.js';

/** Writes Σ over units of v_i v_j, row-major. @param d effects of a unit */
export function unitProducts({ units, offset }: PartFactor, d: number, v: Float64Array, into: Float64Array): void {
    for (let i = 0; i < d; i++) {
        for (let j = 0; j <= i; j++) {
            let sum = 0;
            for (let at = offset; at < offset + units * d; at += d) {
                sum += v[at + i] * v[at + j];
            }
            into[i * d + j] = sum;
            into[j * d + i] = sum;
        }
    }
}

/** Σ over units of vᵀN v. @param form N */
export function formOfProducts(form: Matrix, products: Float64Array): number {
    const d = form.length;
    let sum = 0;
    for (let i = 0; i < d; i++) {
        for (let j = 0; j < d; j++) {
            sum += form[i][j] * products[i * d + j];
        }
    }
    return sum;
}

/** Designs whose classes determine the estimates: contrasts as sums over classes, and the classes that a hypothesis makes one. */
import { inverseSpd } from '../../numeric/cholesky.js';
import { roundingOfSlopes } from '../limits.js';
import type { FitDesign } from './likelihood-fit.js';

/** L X⁻¹, where there are as many classes as parameters; else null. */
export function contrastsOfClasses({ x, columns, offset }: FitDesign, contrasts: readonly (readonly number[])[]): number[][] | null {
    const count = offset.length;
    if (count !== columns) {
        return null;
    }
    const row = (c: number): Float64Array => x.subarray(c * columns, (c + 1) * columns);
    const products = Array.from({ length: count }, (_, c) =>
        Array.from({ length: count }, (__, d) => row(c).reduce((sum, xi, i) => sum + xi * row(d)[i], 0))
    );
    const inverse = inverseSpd(products);
    if (!inverse.ok) {
        return null;
    }
    return contrasts.map(contrast => {
        const onRows = products.map((_, c) => row(c).reduce((sum, xi, i) => sum + xi * contrast[i], 0));
        return inverse.inverse.map(of => withoutRounding(of.reduce((sum, h, d) => sum + h * onRows[d], 0)));
    });
}

/** A slope of a class that is 0 but for rounding would make an estimate count that the contrast does not contain. */
const withoutRounding = (slope: number): number => (Math.abs(slope) < roundingOfSlopes ? 0 : slope);

/** The classes that have the same η under the hypothesis, where these are as many as the parameters that are left; else null. */
export function pooledClasses({ x, columns, offset }: FitDesign): number[] | null {
    const keys = Array.from(offset, (at, c) => JSON.stringify([...x.subarray(c * columns, (c + 1) * columns), at]));
    const distinct = [...new Set(keys)];
    const found = keys.map(key => distinct.indexOf(key));
    if (distinct.length !== columns) {
        return null;
    }
    const firsts = distinct.map(key => keys.indexOf(key));
    const rows = firsts.map(c => x.subarray(c * columns, (c + 1) * columns));
    const products = rows.map(g => rows.map(h => g.reduce((sum, xi, i) => sum + xi * h[i], 0)));
    return inverseSpd(products).ok ? found : null;
}

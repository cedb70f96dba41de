/** Rows of a group with the same r: they share the random part of η. */
import type { GroupDesign } from './row-table.js';

/** Rows with the same r as one row, with the covariance of X'y given the total y, per unit of y. */
export interface PooledDesign {
    design: GroupDesign;
    /** Of each row, p × p. */
    covariance: Float64Array[];
}

/** Poisson rows with the same r: total mean Σ size·e^η, X the mean by these. */
export function pooledPoisson(design: GroupDesign): PooledDesign {
    const { rows, eta, x, r, size } = design;
    const p = x.length / rows;
    const d = r.length / rows;
    const classes = classesOf(design);
    const pooled: GroupDesign = {
        rows: classes.length,
        eta: new Float64Array(classes.length),
        x: new Float64Array(classes.length * p),
        r: new Float64Array(classes.length * d),
        size: new Float64Array(classes.length).fill(1)
    };
    const covariance = classes.map((members, c) => {
        const top = Math.max(...members.map(k => eta[k]));
        const mean = members.map(k => size[k] * Math.exp(eta[k] - top));
        const total = mean.reduce((sum, value) => sum + value, 0);
        pooled.eta[c] = top + Math.log(total);
        for (let a = 0; a < d; a++) {
            pooled.r[c * d + a] = r[members[0] * d + a];
        }
        for (let i = 0; i < p; i++) {
            pooled.x[c * p + i] = members.reduce((sum, k, at) => sum + (mean[at] / total) * x[k * p + i], 0);
        }
        const spread = new Float64Array(p * p);
        members.forEach((k, at) => {
            for (let i = 0; i < p; i++) {
                for (let j = 0; j < p; j++) {
                    spread[i * p + j] += (mean[at] / total) * (x[k * p + i] - pooled.x[c * p + i]) * (x[k * p + j] - pooled.x[c * p + j]);
                }
            }
        });
        return spread;
    });
    return { design: pooled, covariance };
}

/** The rows, grouped by equal r. */
export function classesOf({ rows, r }: GroupDesign): number[][] {
    const d = r.length / rows;
    const classes = new Map<string, number[]>();
    for (let k = 0; k < rows; k++) {
        const key = r.subarray(k * d, (k + 1) * d).join(' ');
        const members = classes.get(key);
        if (members) {
            members.push(k);
        } else {
            classes.set(key, [k]);
        }
    }
    return [...classes.values()];
}

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
    const none = new Float64Array(p * p);
    if (areDistinct(design)) {
        const whole = { ...design, eta: eta.map((at, k) => at + Math.log(size[k])), size: new Float64Array(rows).fill(1) };
        return { design: whole, covariance: new Array<Float64Array>(rows).fill(none) };
    }
    const classes = classesOf(design);
    const pooled: GroupDesign = {
        rows: classes.length,
        eta: new Float64Array(classes.length),
        x: new Float64Array(classes.length * p),
        r: new Float64Array(classes.length * d),
        size: new Float64Array(classes.length).fill(1)
    };
    const covariance = classes.map((members, c) => {
        if (members.length === 1) {
            const [k] = members;
            pooled.eta[c] = eta[k] + Math.log(size[k]);
            pooled.r.set(r.subarray(k * d, (k + 1) * d), c * d);
            pooled.x.set(x.subarray(k * p, (k + 1) * p), c * p);
            return none;
        }
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

/** The rows, grouped by equal r, in the order of their first members. */
export function classesOf({ rows, r }: GroupDesign): number[][] {
    const d = r.length / rows;
    const column = varyingColumn(rows, d, r);
    const classes: number[][] = [];
    const known = new Map<number, number[][]>();
    for (let k = 0; k < rows; k++) {
        const key = d === 0 ? 0 : r[k * d + column];
        const candidates = known.get(key);
        const members = candidates?.find(([first]) => areEqual(r, d, first, k));
        if (members) {
            members.push(k);
            continue;
        }
        const opened = [k];
        classes.push(opened);
        if (candidates) {
            candidates.push(opened);
        } else {
            known.set(key, [opened]);
        }
    }
    return classes;
}

/** Whether one column of r tells all rows apart, as a continuous predictor does: long groups are seen to have nothing to pool without a list of classes. */
function areDistinct({ rows, r }: GroupDesign): boolean {
    const d = r.length / rows;
    const column = varyingColumn(rows, d, r);
    const values = new Set<number>();
    for (let k = 0; k < rows; k++) {
        values.add(d === 0 ? 0 : r[k * d + column]);
        if (values.size <= k) {
            return false;
        }
    }
    return true;
}

/** The first column of r in which rows differ; 0 where none does. */
function varyingColumn(rows: number, d: number, r: Float64Array): number {
    for (let a = 0; a < d; a++) {
        for (let k = 1; k < rows; k++) {
            if (r[k * d + a] !== r[a]) {
                return a;
            }
        }
    }
    return 0;
}

function areEqual(r: Float64Array, d: number, one: number, other: number): boolean {
    for (let a = 0; a < d; a++) {
        if (r[one * d + a] !== r[other * d + a]) {
            return false;
        }
    }
    return true;
}

/**
 * The possible values of a group's sufficient statistics, for sums over all responses of a group.
 *
 * Canonical binary responses: the likelihood depends on U through t = R'y alone. Rows are joined one by one; of all y with the same t
 * the total weight and the mean and covariance of (X − RC)'y are kept, because these do not depend on U. So a random intercept has n + 1 values of t,
 * however many different rows there are.
 * Poisson: rows with the same r are one row, whose total is Poisson; given it the rows are multinomial. Unbounded totals are summed by Gauss rules for sums.
 * Otherwise: every total of every row.
 */
import { NotAvailable } from '../result/not-available.js';
import { logGamma } from '../numeric/special/log-gamma.js';
import type { Total } from './count-totals.js';
import type { GroupDesign } from './row-table.js';
import { classesOf } from './pooled-rows.js';
import type { GroupStatistic } from './complete-likelihood.js';
import type { Response } from '../family/response.js';

/** A value of the statistics; `weight`: the number of values that it represents. */
export interface WeightedStatistic extends GroupStatistic {
    weight: number;
    /** Covariance of (X − RC)'y given the statistic (p × p); null where it is 0. */
    covariance: Float64Array | null;
}

/** An upper bound of the number of statistics that `boundedStatistics` gives. */
export function countBounded(design: GroupDesign, canonical: boolean): number {
    const { size } = design;
    if (!canonical) {
        return size.reduce((product, n) => product * (n + 1), 1);
    }
    return classesOf(design).reduce((product, members) => product * (1 + members.reduce((sum, k) => sum + size[k], 0)), 1);
}

interface Joined {
    t: Float64Array;
    log: number;
    mean: Float64Array;
    covariance: Float64Array;
}

/** All statistics of binary or binomial rows. @param centred X − RC (rows × p). @throws NotAvailable where the work was stopped */
export function boundedStatistics(
    design: GroupDesign,
    centred: Float64Array,
    response: Response,
    shouldStop: () => boolean
): WeightedStatistic[] {
    return response.canonical
        ? canonicalStatistics(design, centred, shouldStop)
        : everyTotal(design, response, k => listed(design.size[k]));
}

function canonicalStatistics(design: GroupDesign, centred: Float64Array, shouldStop: () => boolean): WeightedStatistic[] {
    const { rows, eta, r, size } = design;
    const p = centred.length / rows;
    const d = r.length / rows;
    let joined: Joined[] = [{ t: new Float64Array(d), log: 0, mean: new Float64Array(p), covariance: new Float64Array(p * p) }];
    for (const members of classesOf(design)) {
        let own: ClassTotals | undefined;
        for (const k of members) {
            own = joinRow(own, size[k], eta[k], centred.subarray(k * p, (k + 1) * p), shouldStop);
        }
        const first = members[0];
        const all: Joined[] = [];
        for (const before of joined) {
            own!.log.forEach((log, total) =>
                all.push({
                    t: before.t.map((value, a) => value + total * r[first * d + a]),
                    log: before.log + log,
                    mean: before.mean.map((value, i) => value + own!.mean[total][i]),
                    covariance: before.covariance.map((value, i) => value + own!.covariance[total][i])
                })
            );
        }
        joined = mergeEqual(all);
    }
    const none = new Float64Array(rows);
    return joined.map(({ t, log, mean, covariance }) => ({
        logConstant: log,
        y: none,
        second: none,
        beside: { t, mean },
        weight: 1,
        covariance
    }));
}

/** For every total of a class of rows with the same r: the log of its weight, and the mean and covariance of (X − RC)'y given it. */
interface ClassTotals {
    log: Float64Array;
    mean: Float64Array[];
    covariance: Float64Array[];
}

/** The convolution of a class's totals so far with those of one more row. */
function joinRow(
    before: ClassTotals | undefined,
    size: number,
    eta: number,
    centred: Float64Array,
    shouldStop: () => boolean
): ClassTotals {
    const p = centred.length;
    const row = Float64Array.from({ length: size + 1 }, (_, y) => logGamma(size + 1) - logGamma(y + 1) - logGamma(size - y + 1) + y * eta);
    if (!before) {
        return {
            log: row,
            mean: Array.from(row, (_, y) => centred.map(x => y * x)),
            covariance: Array.from(row, () => new Float64Array(p * p))
        };
    }
    const count = before.log.length + size;
    const log = new Float64Array(count);
    const mean: Float64Array[] = [];
    const covariance: Float64Array[] = [];
    const shares = new Float64Array(size + 1);
    const difference = new Float64Array(p);
    for (let total = 0; total < count; total++) {
        if ((total & 31) === 0 && shouldStop()) {
            throw new NotAvailable({ code: 'stopped' });
        }
        const from = Math.max(0, total - before.log.length + 1);
        const to = Math.min(size, total);
        log[total] = sharesOf(total, from, to, before.log, row, shares);
        const m = joinedMean(total, from, to, shares, before, centred);
        mean.push(m);
        covariance.push(joinedCovariance(total, from, to, shares, before, centred, m, difference));
    }
    return { log, mean, covariance };
}

/** The probability, given the joined total, of every total y of the new row from `from` to `to`. @returns the log of the joined weight */
function sharesOf(total: number, from: number, to: number, before: Float64Array, row: Float64Array, shares: Float64Array): number {
    let largest = -Infinity;
    for (let y = from; y <= to; y++) {
        largest = Math.max(largest, (shares[y] = before[total - y] + row[y]));
    }
    let sum = 0;
    for (let y = from; y <= to; y++) {
        sum += shares[y] = Math.exp(shares[y] - largest);
    }
    for (let y = from; y <= to; y++) {
        shares[y] /= sum;
    }
    return largest + Math.log(sum);
}

function joinedMean(
    total: number,
    from: number,
    to: number,
    shares: Float64Array,
    before: ClassTotals,
    centred: Float64Array
): Float64Array {
    const p = centred.length;
    const mean = new Float64Array(p);
    for (let y = from; y <= to; y++) {
        const share = shares[y];
        if (share === 0) {
            continue;
        }
        const part = before.mean[total - y];
        for (let i = 0; i < p; i++) {
            mean[i] += share * (part[i] + y * centred[i]);
        }
    }
    return mean;
}

/** @param difference scratch of length p */
function joinedCovariance(
    total: number,
    from: number,
    to: number,
    shares: Float64Array,
    before: ClassTotals,
    centred: Float64Array,
    mean: Float64Array,
    difference: Float64Array
): Float64Array {
    const p = centred.length;
    const covariance = new Float64Array(p * p);
    for (let y = from; y <= to; y++) {
        const share = shares[y];
        if (share === 0) {
            continue;
        }
        const part = before.mean[total - y];
        const within = before.covariance[total - y];
        for (let i = 0; i < p; i++) {
            difference[i] = part[i] + y * centred[i] - mean[i];
        }
        for (let i = 0; i < p; i++) {
            for (let j = 0; j < p; j++) {
                covariance[i * p + j] += share * (within[i * p + j] + difference[i] * difference[j]);
            }
        }
    }
    return covariance;
}

/** Merges statistics with equal t. */
function mergeEqual(all: readonly Joined[]): Joined[] {
    const scale = all.reduce((largest, { t }) => t.reduce((most, x) => Math.max(most, Math.abs(x)), largest), 0) || 1;
    const groups = new Map<string, Joined[]>();
    for (const one of all) {
        const key = Array.from(one.t, x => Math.round((x / scale) * 1e13)).join(' ');
        const members = groups.get(key);
        if (members) {
            members.push(one);
        } else {
            groups.set(key, [one]);
        }
    }
    return [...groups.values()].map(members => {
        if (members.length === 1) {
            return members[0];
        }
        const largest = Math.max(...members.map(({ log }) => log));
        const weights = members.map(({ log }) => Math.exp(log - largest));
        const sum = weights.reduce((total, w) => total + w, 0);
        const p = members[0].mean.length;
        const mean = new Float64Array(p);
        members.forEach((member, at) => member.mean.forEach((x, i) => (mean[i] += (weights[at] / sum) * x)));
        const covariance = new Float64Array(p * p);
        members.forEach((member, at) => {
            for (let i = 0; i < p; i++) {
                for (let j = 0; j < p; j++) {
                    covariance[i * p + j] +=
                        (weights[at] / sum) * (member.covariance[i * p + j] + (member.mean[i] - mean[i]) * (member.mean[j] - mean[j]));
                }
            }
        });
        return { t: members[0].t, log: largest + Math.log(sum), mean, covariance };
    });
}

const listed = (size: number): Total[] => Array.from({ length: size + 1 }, (_, at) => ({ at, weight: 1 }));

/** Every combination of the rows' totals. @param of the totals of a row */
export function everyTotal(design: GroupDesign, response: Response, of: (row: number) => Total[]): WeightedStatistic[] {
    const { rows, size } = design;
    const second = new Float64Array(rows);
    let found: WeightedStatistic[] = [{ logConstant: 0, y: new Float64Array(rows), second, beside: null, weight: 1, covariance: null }];
    for (let k = 0; k < rows; k++) {
        const totals = of(k).map(({ at, weight }) => ({ at, weight, log: response.logConstant(at, size[k]) }));
        found = found.flatMap(before =>
            totals.map(({ at, weight, log }) => {
                const y = before.y.slice();
                y[k] = at;
                return { ...before, y, logConstant: before.logConstant + log, weight: before.weight * weight };
            })
        );
    }
    return found;
}

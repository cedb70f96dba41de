/** The errors of our special functions and of jStat's, against the same values to 50 digits: the table in `docs/dependencies.md`. */
import { jStat } from 'jstat';
import { nonCentralTCdf } from '../../../src-engine/inference/non-central-t.js';
import { incompleteBeta } from '../../../src-engine/numeric/special/incomplete-beta.js';
import { incompleteGamma } from '../../../src-engine/numeric/special/incomplete-gamma.js';
import { logGamma } from '../../../src-engine/numeric/special/log-gamma.js';
import { normalCdf, normalPdf, normalQuantile } from '../../../src-engine/numeric/special/normal-distribution.js';
import inference from '../inference/reference.json' with { type: 'json' };
import reference from './special.json' with { type: 'json' };

type Law = (...args: number[]) => number;

export interface Measured {
    name: string;
    /** The greatest relative error of values from 1e-12 to 1 in size, or of any size above; Infinity where a value is wrong altogether. */
    ours: number;
    jStats: number;
    /** The same of values below 1e-12; null where there are none. */
    oursInTail: number | null;
    jStatsInTail: number | null;
}

const tail = 1e-12;
/** Half a unit in the last place: less is not told. */
const rounding = 2 ** -53;

/** Rows of arguments and value, of the lower tail where there are two. */
const functions: { name: string; rows: (number | null)[][]; ours: Law; jStats: Law }[] = [
    { name: 'normal density', rows: reference.normalPdf, ours: normalPdf, jStats: x => jStat.normal.pdf(x, 0, 1) },
    { name: 'normal distribution function', rows: reference.normalCdf, ours: normalCdf, jStats: x => jStat.normal.cdf(x, 0, 1) },
    { name: 'normal quantile', rows: reference.normalQuantile, ours: normalQuantile, jStats: p => jStat.normal.inv(p, 0, 1) },
    { name: 'log Γ', rows: reference.logGamma, ours: logGamma, jStats: x => jStat.gammaln(x) },
    {
        name: 'incomplete gamma',
        rows: reference.incompleteGamma.map(row => row.slice(0, -1)),
        ours: (a, x) => incompleteGamma(a!, x!).lower,
        jStats: (a, x) => jStat.lowRegGamma(a!, x!)
    },
    {
        name: 'incomplete beta',
        rows: reference.incompleteBeta.map(row => row.slice(0, -1)),
        ours: (a, b, x) => incompleteBeta(a!, b!, x!, 1 - x!).lower,
        jStats: (a, b, x) => jStat.ibeta(x!, a!, b!)
    },
    {
        name: 'non-central t',
        rows: inference.nonCentralT.map(row => row.slice(0, -1)),
        ours: (t, df, ncp) => nonCentralTCdf(t!, df!, ncp!),
        jStats: (t, df, ncp) => jStat.noncentralt.cdf(t!, df!, ncp!)
    }
];

export function measured(): Measured[] {
    return functions.map(({ name, rows, ours, jStats }) => {
        const isTail = (row: (number | null)[]): boolean => Math.abs(row.at(-1)!) < tail;
        // Below the smallest normal double a relative error means nothing.
        const known = rows.filter(row => row.at(-1) != null && Math.abs(row.at(-1)!) > 1e-300);
        const [far, near] = [known.filter(isTail), known.filter(row => !isTail(row))];
        const inTail = (law: Law): number | null => (far.length === 0 ? null : greatestError(far, law));
        return {
            name,
            ours: greatestError(near, ours),
            jStats: greatestError(near, jStats),
            oursInTail: inTail(ours),
            jStatsInTail: inTail(jStats)
        };
    });
}

function greatestError(rows: (number | null)[][], law: Law): number {
    const errors = rows.map(row => Math.abs(law(...(row.slice(0, -1) as number[])) / row.at(-1)! - 1));
    return errors.every(error => error < 1) ? Math.max(rounding, ...errors) : Infinity;
}

/** The table as it stands in the page. */
export function accuracyTable(rows: readonly Measured[]): string {
    const figure = (error: number | null): string => (error === null ? '' : error === Infinity ? 'no digit' : error.toExponential(0));
    return [
        '| function | ours | jStat | ours, tails below 1e-12 | jStat, tails below 1e-12 |',
        '| --- | --- | --- | --- | --- |',
        ...rows.map(({ name, ours, jStats, oursInTail, jStatsInTail }) =>
            `| ${[name, ...[ours, jStats, oursInTail, jStatsInTail].map(figure)].join(' | ')} |`.replace(/ {2}/g, ' ')
        )
    ].join('\n');
}

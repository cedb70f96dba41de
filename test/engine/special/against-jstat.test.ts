import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { accuracyTable, measured, type Measured } from './against-jstat.js';

const page = readFileSync(new URL('../../../docs/dependencies.md', import.meta.url), 'utf8');

/** The figures of a row of the page: null where the cell is empty, Infinity for `no digit`. */
function rowOf(name: string): (number | null)[] {
    const line = page.split('\n').find(one => one.startsWith(`| ${name} `));
    const cells = line?.split('|').slice(2, 6).map(cell => cell.trim()) ?? []; // prettier-ignore
    return cells.map(cell => (cell === '' ? null : cell === 'no digit' ? Infinity : Number(cell)));
}

const figures = ({ ours, jStats, oursInTail, jStatsInTail }: Measured) => [ours, jStats, oursInTail, jStatsInTail];

describe('the accuracies in docs/dependencies.md', () => {
    const rows = measured();

    it.each(rows.map(row => [row.name, row] as const))('%s', (name, row) => {
        const [written, found] = [rowOf(name), figures(row)];
        expect(written, accuracyTable(rows)).toHaveLength(4);
        found.forEach((error, i) => {
            const claimed = written[i]!;
            // One digit is written; other versions of Node round differently.
            const agrees = error === null || error === Infinity ? claimed === error : claimed > error / 2.5 && claimed < error * 2.5;
            expect(agrees, `${name}: ${error} measured, ${claimed} written\n${accuracyTable(rows)}`).toBe(true);
        });
    });

    it('have ours good to 12 digits', () => {
        expect(Math.max(...rows.flatMap(({ ours, oursInTail }) => [ours, oursInTail ?? 0]))).toBeLessThan(1e-12);
    });
});

import { describe, expect, it } from 'vitest';
import { DataTableReader, type DataTable } from '../../../language/data/data-table.js';
import type { DataProblem } from '../../../language/diagnostics/data.js';
import { empiricalLaw } from '../../../language/data/empirical-law.js';

/** The table that a text makes, arriving in pieces of each size: the pieces must not matter. */
function tableOf(text: string, pieceSizes = [1, 2, 3, 7, 10_000]): DataTable | DataProblem {
    const results = pieceSizes.map(size => {
        const reader = new DataTableReader();
        for (let at = 0; at < text.length; at += size) {
            reader.push(text.slice(at, at + size));
        }
        return reader.end();
    });
    const [first, ...others] = results.map(shown);
    for (const other of others) {
        expect(other).toEqual(first);
    }
    return results[0];
}

function shown(result: DataTable | DataProblem): unknown {
    return 'problem' in result ? result : { header: result.header, columns: result.header.map(name => result.column(name)) };
}

function columnOf(text: string, name: string) {
    const table = tableOf(text);
    if ('problem' in table) {
        throw new Error(table.problem);
    }
    const column = table.column(name);
    return column && { ...column, values: [...column.values] };
}

describe('a data file', () => {
    it.each([
        ['commas', 'id,dose\n1,0.5\n2,1.5\n'],
        ['semicolons', 'id;dose\n1;0.5\n2;1.5\n'],
        ['semicolons and decimal commas', 'id;dose\n1;0,5\n2;1,5\n'],
        ['tabs', 'id\tdose\n1\t0.5\n2\t1.5\n'],
        ['a byte order mark', '\uFEFFid,dose\n1,0.5\n2,1.5\n'],
        ['line ends of Windows', 'id,dose\r\n1,0.5\r\n2,1.5\r\n'],
        ['old line ends', 'id,dose\r1,0.5\r2,1.5\r'],
        ['no line end at the end', 'id,dose\n1,0.5\n2,1.5'],
        ['quotes', '"id","dose"\n"1","0.5"\n"2","1.5"\n'],
        ['blank lines', '\nid,dose\n\n1,0.5\n\n\n2,1.5\n\n'],
        ['blanks around values', 'id , dose\n1, 0.5\n2 , 1.5 \n']
    ])('with %s', (_, text) => {
        expect(columnOf(text, 'dose')).toEqual({ values: [0.5, 1.5], missing: 0, notNumeric: null });
    });

    it('has separators, quotes and line ends inside of quotes', () => {
        const table = tableOf('"a, b","say ""x""","two\nlines"\n1,2,3\n4,high,6\n');
        expect(shown(table)).toMatchObject({ header: ['a, b', 'say "x"', 'two\nlines'] });
        expect((table as DataTable).column('say "x"')?.notNumeric).toEqual({ line: 4, text: 'high' });
    });

    it('has missing values in the ways that people write them', () => {
        expect(columnOf('x,y\n1,2\nNA,1\n,1\n.,1\nNaN,1\n3\n', 'x')).toEqual({ values: [1, 3], missing: 4, notNumeric: null });
        expect(columnOf('x,y\n1,2\n3\n', 'y')).toEqual({ values: [2], missing: 1, notNumeric: null });
    });

    it.each(['1e3', '+1000', '1000.', ' 1000 ', '1.0E+03'])('reads %s', text => {
        expect(columnOf(`x,y\n${text},1\n`, 'x')?.values).toEqual([1000]);
    });

    it.each(['1,5', '0x10', '1e999', 'Inf', '12 kg', '1 000', '1_000', '--1', 'e5', 'TRUE'])('does not take %s for a number', text => {
        expect(columnOf(`x,y\n7,1\n"${text}",1\n`, 'x')).toEqual({ values: [7], missing: 0, notNumeric: { line: 3, text } });
    });

    it('of two columns with one name the first has it', () => {
        expect(columnOf('x,x\n1,2\n', 'x')?.values).toEqual([1]);
    });

    it.each([
        ['', { problem: 'empty' }],
        ['\n\n', { problem: 'empty' }],
        ['x,y\n1,"2\n3,4\n', { problem: 'quote not closed', line: 2 }]
    ])('%j is not one', (text, problem) => {
        expect(tableOf(text)).toEqual(problem);
    });

    it('of a million values is read in no time', () => {
        const text = `x,y\n${Array.from({ length: 500_000 }, (_, i) => `${i % 1000},${i / 7}`).join('\n')}\n`;
        const start = performance.now();
        const table = tableOf(text, [131_072]) as DataTable;
        expect(table.column('y')?.values).toHaveLength(500_000);
        expect(performance.now() - start).toBeLessThan(5000);
    });
});

describe('the empirical law of a column', () => {
    const table = tableOf('x\n2\n-0\n1\n2\nNA\n0\n') as DataTable;

    it('has every value once, ascending, with its relative frequency', () => {
        const law = empiricalLaw(table.column('x')!, { data: 'pilot', column: 'x' });
        expect(law).toEqual({
            law: 'discrete',
            values: [0, 1, 2],
            probabilities: [0.4, 0.2, 0.4],
            source: { data: 'pilot', column: 'x' }
        });
    });

    it('is counted once', () => {
        const [one, two] = ['a', 'b'].map(data => empiricalLaw(table.column('x')!, { data, column: 'x' }));
        expect(one.values).toBe(two.values);
    });
});

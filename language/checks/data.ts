import { isRelativePath } from '../data/data-path.js';
import type { Column, Data, SimulationMethod, SimulationNumber } from '../generated/ast.js';
import { columnMustExist } from '../lowering/empirical.js';
import { columnMeaning } from '../lowering/keyword-or-name.js';
import { rangeOf } from '../parsing/text-range.js';
import type { Check } from './check.js';
import { numberMust } from './numbers.js';

/** Data files lie in the folder of the text, so that the folder can be moved and shared. */
export const pathMustBeRelative: Check<Data> = (data, { report }) => {
    const { file } = data;
    const where = { node: data, part: { property: 'file' } };
    if (file?.trim() === '') {
        report.add('path-not-allowed', where, { isMissing: true, relative: undefined });
    } else if (file !== undefined && !isRelativePath(file)) {
        report.add('path-not-allowed', where, { isMissing: false, relative: JSON.stringify(file.split(/[/\\]/).at(-1)) });
    }
};

/** A data file can be read and has the columns that the text names. The lowering checks what empirical laws need. */
export const dataMustBeThere: Check<Data> = (data, context) => {
    const file = context.dataFile(data);
    if (file?.kind === 'problem') {
        context.report.add('data-not-read', { node: data, part: { property: 'file' } }, file.problem);
    } else if (file?.kind === 'table') {
        for (const column of data.columns) {
            columnMustExist(column.column, column, data, file.table, context.report);
        }
    }
};

export const columnsMustStandOnce: Check<Data> = (data, { report }) => {
    /** The key of a column: what it holds; null for the response. */
    const seen = new Map<string | null, Column>();
    for (const column of data.columns) {
        const meaning = columnMeaning(column);
        const of = meaning === 'response' ? null : meaning?.name;
        const first = of === undefined ? undefined : seen.get(of);
        if (of !== undefined && first) {
            report.add('stands-twice', column, { what: 'column', of }, [rangeOf(first)]);
        } else if (of !== undefined) {
            seen.set(of, column);
        }
    }
};

export const simulationNumberMustBeWhole: Check<SimulationNumber> = (entry, context) => {
    const least = entry.name === 'replicates' ? 1 : 0;
    const isRight = (value: number): boolean => Number.isSafeInteger(value) && value >= least;
    numberMust(entry.value, isRight, 'simulation-out-of-range', value => ({ name: entry.name, least, value }), context);
};

const methods = ['laplace', 'aghq', 'gva'];

export const simulationMethodMustBeKnown: Check<SimulationMethod> = (entry, { report }) => {
    if (entry.method !== undefined && !methods.includes(entry.method)) {
        report.add('unknown-method', { node: entry, part: { property: 'method' } }, { method: entry.method, known: methods });
    }
};

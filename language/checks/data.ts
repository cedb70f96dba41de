import { isRelativePath } from '../data/data-path.js';
import type { Column, Data, SimulationMethod, SimulationNumber } from '../generated/ast.js';
import { columnMustExist } from '../lowering/empirical.js';
import { columnMeaning } from '../lowering/keyword-or-name.js';
import { rangeOf } from '../parsing/text-range.js';
import type { Check } from './check.js';
import { numberMust } from './numbers.js';

/** A data file lies beside the text, so that the folder can be moved and shared. */
export const pathMustBeRelative: Check<Data> = (data, { report }) => {
    const { file } = data;
    const where = { node: data, part: { property: 'file' } };
    if (file?.trim() === '') {
        report.add('path-not-allowed', where, 'The name of a file is due here, such as `"pilot.csv"`.');
    } else if (file !== undefined && !isRelativePath(file)) {
        report.add(
            'path-not-allowed',
            where,
            'The path of a data file is relative to this file and stays in its folder: write such as `"data/pilot.csv"`.'
        );
    }
};

/** A data file can be read, and has the columns that the text names. What empirical laws need of it is checked as they are lowered. */
export const dataMustBeThere: Check<Data> = (data, context) => {
    const file = context.dataFile(data);
    if (file?.kind === 'problem') {
        context.report.add('data-not-read', { node: data, part: { property: 'file' } }, file.message);
    } else if (file?.kind === 'table') {
        for (const column of data.columns) {
            columnMustExist(column.column, column, data, file.table, context.report);
        }
    }
};

export const columnsMustStandOnce: Check<Data> = (data, { report }) => {
    const seen = new Map<string, Column>();
    for (const column of data.columns) {
        const meaning = columnMeaning(column);
        const what = meaning === 'response' ? 'the response' : meaning && `\`${meaning.name}\``;
        const first = what && seen.get(what);
        if (first) {
            report.add('stands-twice', column, `The column of ${what} stands here a second time. Leave one of them out.`, {
                related: [{ message: 'The first one', range: rangeOf(first) }]
            });
        } else if (what) {
            seen.set(what, column);
        }
    }
};

export const simulationNumberMustBeWhole: Check<SimulationNumber> = (entry, context) => {
    const least = entry.name === 'replicates' ? 1 : 0;
    const isRight = (value: number): boolean => Number.isSafeInteger(value) && value >= least;
    numberMust(
        entry.value,
        isRight,
        'simulation-out-of-range',
        value => `\`${entry.name}\` must be a whole number of ${least} or more; it is ${value}.`,
        context
    );
};

const methods = ['laplace', 'aghq', 'gva'];

export const simulationMethodMustBeKnown: Check<SimulationMethod> = (entry, { report }) => {
    if (entry.method !== undefined && !methods.includes(entry.method)) {
        report.add(
            'unknown-method',
            { node: entry, part: { property: 'method' } },
            `There is no method \`${entry.method}\`. Methods: ${methods.join(', ')}.`
        );
    }
};

/** A simulated data set as comma-separated values. */
import type { SimulatedData } from '../../src-engine/simulation/simulated-data.js';
import type { Study } from './study.js';

/**
 * The header, then one line for each observation: group ids from 1, predictors, trials, and the response. Numbers have all their digits;
 * levels of categorical predictors are written by name.
 */
export function csvLines(study: Study, data: SimulatedData): string[] {
    const { groups, columns } = study;
    const columnsOfData: { name: string; text: (row: number) => string }[] = [
        ...groups.map(({ name, column }) => {
            const unit = data.groups.find(({ group }) => group === name)?.unit ?? new Int32Array();
            return { name: column, text: (row: number) => String((unit[row] ?? 0) + 1) };
        }),
        ...data.predictors.map(({ name, values, levels }) => ({
            name: study.columnOf(name),
            text: (row: number) => {
                const value = values[row] ?? NaN;
                return levels ? field(levels[value] ?? '') : String(value);
            }
        })),
        ...(columns.trials === null ? [] : [{ name: columns.trials, text: (row: number) => String(data.trials?.[row]) }]),
        { name: columns.response, text: row => String(data.response[row]) }
    ];
    const lines = Array.from({ length: data.rows }, (_, row) => columnsOfData.map(({ text }) => text(row)).join(','));
    return [columnsOfData.map(({ name }) => name).join(','), ...lines];
}

/** Quoted where a comma, a quotation mark or a line end would break the field (RFC 4180). */
function field(text: string): string {
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

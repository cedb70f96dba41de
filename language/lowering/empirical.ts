import type { AstNode } from 'langium';
import type { Law } from '../../src-engine/spec/model-spec.js';
import type { DataTable, NumberColumn } from '../data/data-table.js';
import { empiricalLaw } from '../data/empirical-law.js';
import { isData, type Data, type Empirical } from '../generated/ast.js';
import { nearestName } from '../scoping/nearest-name.js';
import { resolve } from '../scoping/names.js';
import type { ModelContext } from './context.js';
import type { Report } from './report.js';

/**
 * The law of a data column's values. Undefined where it has none, and why is reported, or while the file is being read; without its values where
 * nothing reads data.
 */
export function lowerEmpirical(node: Empirical, context: ModelContext): Law | undefined {
    const data = resolve(node.data, node, 'data');
    if (!isData(data) || node.column === undefined) {
        return undefined;
    }
    const source = { data: data.name, column: node.column };
    const file = context.dataFile(data);
    if (!file) {
        return { law: 'empirical', ...source };
    }
    if (file.kind !== 'table' || !columnMustExist(node.column, node, data, file.table, context.report)) {
        return undefined;
    }
    const column = file.table.column(node.column)!;
    return columnMustBeNumeric(column, node, data, context.report) ? empiricalLaw(column, source) : undefined;
}

/** @param node whose property `column` the name is */
export function columnMustExist(name: string | undefined, node: AstNode, data: Data, table: DataTable, report: Report): boolean {
    if (name === undefined || table.column(name)) {
        return name !== undefined;
    }
    const near = nearestName(name, table.header);
    const shown = table.header.slice(0, 10).map(header => `\`${header}\``);
    const columns = `${shown.join(', ')}${table.header.length > shown.length ? ', …' : ''}`;
    report.add(
        'unknown-column',
        { node, part: { property: 'column' } },
        `\`${data.file}\` has no column \`${name}\`. ${near === undefined ? `Its columns: ${columns}.` : `Did you mean \`${near}\`?`}`,
        near === undefined ? undefined : { replace: columnText(near) }
    );
    return false;
}

/** A column's name as it is written. */
function columnText(name: string): string {
    return /^[_\p{L}][_\p{L}\p{N}]*$/u.test(name) ? name : JSON.stringify(name);
}

function columnMustBeNumeric({ values, missing, notNumeric }: NumberColumn, node: Empirical, data: Data, report: Report): boolean {
    const where = { node, part: { property: 'column' } };
    const name = `\`${node.column}\``;
    if (notNumeric) {
        const { line, text } = notNumeric;
        const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
        report.add(
            'column-not-numeric',
            where,
            `${name} holds something else than numbers: line ${line} of \`${data.file}\` has \`${shown}\`.`
        );
        return false;
    }
    if (values.length === 0) {
        report.add('column-not-numeric', where, `${name} has no values: every row of \`${data.file}\` is empty there, or \`NA\`.`);
        return false;
    }
    if (missing > 0) {
        const total = values.length + missing;
        report.add(
            'values-missing',
            where,
            `${missing} of the ${total} values of ${name} ${missing === 1 ? 'is' : 'are'} missing and left out.`
        );
    }
    return true;
}

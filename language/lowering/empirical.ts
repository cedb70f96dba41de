import type { AstNode } from 'langium';
import type { Law } from '../../src-engine/spec/model-spec.js';
import type { DataTable, NumberColumn } from '../data/data-table.js';
import { empiricalLaw } from '../data/empirical-law.js';
import { isData, type Data, type Empirical } from '../generated/ast.js';
import { nearestName } from '../scoping/nearest-name.js';
import { resolve } from '../scoping/names.js';
import type { ModelContext } from './context.js';
import type { IssueReport } from './issue-report.js';

/**
 * The law of a data column's values. Undefined where it has none, which is reported, and while the file is being read. Where
 * nothing reads data the law has no values.
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
export function columnMustExist(name: string | undefined, node: AstNode, data: Data, table: DataTable, report: IssueReport): boolean {
    if (name === undefined || table.column(name)) {
        return name !== undefined;
    }
    const near = nearestName(name, table.header);
    const nearest = near === undefined ? undefined : { name: near, written: columnText(near) };
    report.add('unknown-column', { node, part: { property: 'column' } }, { column: name, file: data.file, nearest, known: table.header });
    return false;
}

/** A column's name as the language writes it. */
function columnText(name: string): string {
    return /^[_\p{L}][_\p{L}\p{N}]*$/u.test(name) ? name : JSON.stringify(name);
}

function columnMustBeNumeric({ values, missing, notNumeric }: NumberColumn, node: Empirical, data: Data, report: IssueReport): boolean {
    const where = { node, part: { property: 'column' } };
    const place = { column: node.column, file: data.file };
    if (notNumeric) {
        report.add('column-not-numeric', where, { ...place, ...notNumeric });
        return false;
    }
    if (values.length === 0) {
        report.add('column-not-numeric', where, { ...place, isEmpty: true });
        return false;
    }
    if (missing > 0) {
        report.add('values-missing', where, { column: node.column, missing, total: values.length + missing });
    }
    return true;
}

/** A model as `glmm analyze` prints it. */
import type { Analysis, ParameterAnalysis } from '../../../src-engine/result/analysis.js';
import type { DesignAnswers, SweepRow } from '../../../src-engine/result/design-answers.js';
import type { Accuracy, ModelSpec } from '../../../src-engine/spec/model-spec.js';
import type { AnsweredSpec } from '../choice/answered-spec.js';
import { accuracyName, modelAccuracyNote } from '../prose/accuracy-text.js';
import { accuracies } from '../../../src-engine/result/by-accuracy.js';
import { intervalName } from '../prose/confidence-interval.js';
import { sizesLegend } from '../notation/formula.js';
import { list } from '../prose/enumeration.js';
import { freshView } from '../model-view.js';
import { modelLens } from '../lens/model-lens.js';
import type { AuthorScales } from '../notation/author-scale.js';
import { noNumber } from '../notation/numbers.js';
import { isFilled, parameterRows, type ParameterRow } from '../tables/parameter-table.js';
import { missingNumbers, reasonsOnce, roughReasons } from '../prose/missing-text.js';
import { accuracyList } from './accuracy-list.js';
import { answerParagraphs } from './terminal-answers.js';
import { displayWidth, terminalLine, textTable, wrapText, type TableColumn, type TerminalStyle } from './terminal.js';
import { varianceText } from '../tables/variance-comparison.js';

type Field = 'block' | 'name' | 'value' | 'asyVar' | 'standardError' | 'interval';

/** The tables of the parameters, from one with all columns to the narrowest; where none fits, each parameter has a paragraph. Without a column for them, the blocks are below. */
const layouts: Field[][][] = [
    [['block', 'name', 'value', 'asyVar', 'standardError', 'interval']],
    [
        ['block', 'name', 'value', 'standardError', 'interval'],
        ['name', 'asyVar']
    ],
    [
        ['name', 'value', 'standardError', 'interval'],
        ['name', 'asyVar']
    ]
];

export interface TerminalModel {
    /** The file's name as the user gave it. */
    file: string;
    title: string | null;
    spec: ModelSpec;
    /** The scales on which the author wrote its numbers. */
    scales: AuthorScales;
    analysis: Analysis;
    answers?: DesignAnswers | null;
    /** The model with its answer in place of `?`, the remark that says so, and its analysis; null where it has no `?` or no answer. */
    answered?: (AnsweredSpec & { analysis: Analysis }) | null;
    sweep?: SweepRow[] | null;
}

/** A heading, the parameters, the variances in every accuracy where the width allows, sizes and accuracy, the reasons of missing numbers, and the answers. */
export function modelText(
    { file, title, spec, scales, analysis, answers = null, answered = null, sweep = null }: TerminalModel,
    width: number,
    style: TerminalStyle
): string {
    const heading = `${terminalLine(file)}: ${terminalLine(spec.name)}${title === null ? '' : ` "${terminalLine(title)}"`}`;
    const summary = modelLens(freshView({ spec, analysis, answers, sweep }));
    // Estimates at the answer to a `?` mean more than formulas in an unknown size.
    const there = answered ?? { spec, analysis, remark: null };
    const rows = parameterRows(there.analysis);
    const reasons = reasonsOnce([...missingNumbers(there.analysis, { spec, answers }), ...roughReasons(there.analysis)]);
    return [
        wrapText(heading, width).split('\n').map(style.bold).join('\n'),
        wrapText(summary, width),
        '',
        ...(there.remark === null ? [] : [wrapText(terminalLine(there.remark), width), '']),
        parameterTable(rows, there.analysis, width, style),
        '',
        ...varianceTable(there.analysis, width, style),
        wrapText(
            [sizesLegend(there.spec, there.analysis), modelAccuracyNote(there.spec, there.analysis), simulationNote(there.analysis)]
                .filter(text => text !== null)
                .map(text => (text.endsWith('.') ? text : `${text}.`))
                .join(' '),
            width
        ),
        ...reasons.map(text => style.yellow(wrapText(terminalLine(text), width))),
        ...answerParagraphs({ spec, scales, analysis, answers, sweep, reasons }, width, style).flatMap(text => ['', text])
    ].join('\n');
}

function headers(analysis: Analysis): Record<Field, TableColumn> {
    const interval = analysis.parameters.find(parameter => parameter.interval !== null)?.interval;
    return {
        block: { header: '', alignment: 'left' },
        name: { header: 'parameter', alignment: 'left' },
        value: { header: 'value', alignment: 'right' },
        asyVar: { header: 'Asy.Var', alignment: 'left' },
        standardError: { header: 'SE', alignment: 'right' },
        interval: { header: interval ? intervalName(interval) : 'CI', alignment: 'left' }
    };
}

function parameterTable(rows: ParameterRow[], analysis: Analysis, width: number, style: TerminalStyle): string {
    const columns = headers(analysis);
    for (const layout of layouts) {
        const tables = layout
            .map(fields => fields.filter(field => isFilled(rows, field)))
            .filter((fields, index) => index === 0 || fields.length > 1)
            .map(fields =>
                textTable(
                    fields.map(field => columns[field]),
                    rows.map(row => fields.map(field => row[field]))
                )
            );
        if (tables.every(table => table.width <= width)) {
            const texts = tables.map(({ lines: [header = '', ...lines] }) => [style.dim(header), ...lines].join('\n'));
            const blocks = layout.some(fields => fields.includes('block')) ? [] : blockLines(rows, width);
            return [[...texts.slice(0, 1), ...blocks].join('\n'), ...texts.slice(1)].join('\n\n');
        }
    }
    return rows.map(row => stacked(row, columns.interval.header, width)).join('\n');
}

/** The blocks where the table has no room for them. */
function blockLines(rows: readonly ParameterRow[], width: number): string[] {
    return ['A', 'B'].flatMap(block => {
        const names = rows.filter(row => row.block === block).map(({ name }) => name);
        return names.length === 0 ? [] : [wrapText(`Block ${block}: ${list(names)}`, width)];
    });
}

function stacked(row: ParameterRow, intervalHeader: string, width: number): string {
    const block = row.block === '' ? '' : `, block ${row.block}`;
    const facts: [string, string][] = [
        ['Asy.Var', row.asyVar],
        ['SE', row.standardError],
        [intervalHeader, row.interval]
    ];
    return [
        wrapText(`${row.name} = ${row.value}${block}`, width),
        ...facts
            .filter(([, text]) => text !== noNumber)
            .map(([label, text]) => wrapText(`${label} ${text}`, Math.max(width, displayWidth(label)), '  '))
    ].join('\n');
}

function simulationNote({ parameters }: Analysis): string | null {
    return parameters.some(({ exact }) => exact.simulated) ? '± is the Monte-Carlo standard error.' : null;
}

/** As many digits of variances as the width allows. */
const mostVarianceDigits = 5;
const varianceDigits = [mostVarianceDigits, 4, 3];

/** The variances at the design's sizes in every accuracy that is there, a table, or a list where the width allows none, with a line below; the accuracy in use has a star. */
function varianceTable({ parameters }: Analysis, width: number, style: TerminalStyle): string[] {
    const known = accuracies.filter(accuracy => parameters.some(parameter => parameter[accuracy].asyVar !== null));
    if (known.length < 2) {
        return [];
    }
    const columns: TableColumn[] = known.map(accuracy => ({ header: accuracyName(accuracy), alignment: 'left' }));
    const cell = (parameter: ParameterAnalysis, accuracy: Accuracy, digits: number): string =>
        varianceText(parameter[accuracy], digits) + (parameter.using === accuracy && parameter.standardError !== null ? ' *' : '');
    for (const digits of varianceDigits) {
        const table = textTable(
            [{ header: 'variance', alignment: 'left' }, ...columns],
            parameters.map(parameter => [parameter.name, ...known.map(accuracy => cell(parameter, accuracy, digits))])
        );
        if (table.width <= width) {
            const [header = '', ...lines] = table.lines;
            return [style.dim(header), ...lines, ''];
        }
    }
    const lists = parameters.map(parameter => {
        const numbers = known.filter(accuracy => parameter[accuracy].asyVar !== null);
        return accuracyList(
            parameter.name,
            numbers.map(accuracy => ({ accuracy, text: cell(parameter, accuracy, mostVarianceDigits) })),
            width
        );
    });
    return [style.dim('variances'), ...lists, ''];
}

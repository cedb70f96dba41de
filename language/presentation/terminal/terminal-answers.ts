/** The answers of a model as `glmm analyze` prints them: tests and precisions, best designs, sweeps, and paragraphs for a protocol. */
import type { Analysis } from '../../../src-engine/result/analysis.js';
import type { DesignAnswers, SweepRow } from '../../../src-engine/result/design-answers.js';
import type { Accuracy, ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { allocationText } from '../prose/allocation-text.js';
import { accuracyName } from '../prose/accuracy-text.js';
import { accuracies } from '../../../src-engine/result/by-accuracy.js';
import {
    doubtedGoals,
    roughSizes,
    drawnPowers,
    answerRows,
    failedGoals,
    missingSides,
    optimalSentence,
    outcomeSumsOfTests,
    protocolParagraphs,
    tReferences,
    type AnswerRow
} from '../tables/answer-rows.js';
import type { AuthorScales } from '../notation/author-scale.js';
import { noNumber } from '../notation/numbers.js';
import { sweepReasons, sweepTables, type SweepTable } from '../tables/sweep-table.js';
import { accuracyList } from './accuracy-list.js';
import { terminalLine, textTable, wrapText, type TerminalStyle, type TextTable } from './terminal.js';
import { sentenceCase } from '../prose/sentence-case.js';

export interface TerminalAnswers {
    spec: ModelSpec;
    scales: AuthorScales;
    analysis: Analysis;
    answers: DesignAnswers | null;
    sweep: SweepRow[] | null;
    /** Why numbers are missing, as it stands above. */
    reasons: readonly string[];
}

/** Paragraphs and tables within a width; none where the model has no goals. */
export function answerParagraphs(model: TerminalAnswers, width: number, style: TerminalStyle): string[] {
    const { spec, answers, sweep } = model;
    if (!answers) {
        return [];
    }
    const allocation = allocationText(spec, answers);
    const wrapped = (text: string) => wrapText(terminalLine(text), width);
    return [
        ...answerTable(answerRows(spec, answers), width, style),
        ...tReferences(spec, answers).map(wrapped),
        ...drawnPowers(spec, answers).map(wrapped),
        ...failedGoals(spec, answers, model.reasons).map(text => style.yellow(wrapped(text))),
        ...outcomeSumsOfTests(spec, answers).map(wrapped),
        ...missingSides(spec, answers).map(wrapped),
        ...answers.optimal.map(answer => wrapped(optimalSentence(spec, answer))),
        ...roughSizes(spec, answers).map(text => style.yellow(wrapped(text))),
        ...doubtedGoals(spec, answers).map(text => style.yellow(wrapped(text))),
        ...(allocation === null ? [] : [wrapped(allocation)]),
        ...((sweep ?? []).length === 0
            ? []
            : [
                  ...sweepTables(spec, sweep!).map(table => sweepText(table, width, style)),
                  ...sweepReasons(sweep!, answers).map(text => style.yellow(wrapped(text)))
              ]),
        ...protocolParagraphs(model).map(wrapped)
    ];
}

/** All accuracies side by side, the one in use with a star; in a list where the width allows no table. */
function answerTable(rows: AnswerRow[], width: number, style: TerminalStyle): string[] {
    if (rows.length === 0) {
        return [];
    }
    const known = accuracies.filter(accuracy => rows.some(({ values }) => values[accuracy] !== null));
    const cell = ({ values, text, using }: AnswerRow, accuracy: Accuracy) => {
        const value = values[accuracy];
        return value === null ? noNumber : `${text(value)}${accuracy === using ? ' *' : ''}`;
    };
    const table = textTable(
        ['goal', '', ...known.map(accuracy => accuracyName(accuracy))].map(header => ({ header, alignment: 'left' })),
        rows.map(row => [terminalLine(row.of), terminalLine(row.what), ...known.map(accuracy => cell(row, accuracy))])
    );
    if (table.width <= width) {
        const [header = '', ...lines] = table.lines;
        return [[style.dim(header), ...lines].join('\n')];
    }
    const lists = rows.map(row => {
        const numbers = known.filter(accuracy => row.values[accuracy] !== null).map(accuracy => ({ accuracy, text: cell(row, accuracy) }));
        return accuracyList(terminalLine(`${row.of}, ${row.what}`), numbers, width);
    });
    return [[style.dim('goals'), ...lists].join('\n')];
}

/** Each table has as many columns as fit beside the swept values, the others follow in tables below; where not even one fits, each row is a line. */
function sweepText(table: SweepTable, width: number, style: TerminalStyle): string {
    const heading = table.title === null ? [] : [wrapText(terminalLine(sentenceCase(`${table.title}:`)), width)];
    const parts: TextTable[] = [];
    for (let from = table.swept; from < table.header.length;) {
        let to = from + 1;
        while (to < table.header.length && partOf(table, from, to + 1).width <= width) {
            to++;
        }
        parts.push(partOf(table, from, to));
        from = to;
    }
    if (parts.some(part => width < part.width)) {
        return [...heading, ...sweepLines(table, width)].join('\n');
    }
    const texts = parts.map(({ lines: [head = '', ...lines] }) => [style.dim(head), ...lines].join('\n'));
    return [...heading, texts.join('\n\n')].join('\n');
}

/** The swept values, and some of the results. */
function partOf({ header, rows, swept }: SweepTable, from: number, to: number): TextTable {
    const kept = (cells: readonly string[]) => [...cells.slice(0, swept), ...cells.slice(from, to)].map(terminalLine);
    return textTable(
        kept(header).map(name => ({ header: name, alignment: 'right' })),
        rows.map(kept)
    );
}

function sweepLines({ title, header, swept, rows }: SweepTable, width: number): string[] {
    return rows.map(row => {
        const at = row.slice(0, swept).map((value, index) => (title === null ? `${header[index] ?? ''} = ${value}` : value));
        const told = row.slice(swept).map((value, index) => `${header[index + swept] ?? ''}: ${value}`);
        return wrapText(terminalLine(`${at.join(', ')}: ${told.join('; ')}`), width);
    });
}

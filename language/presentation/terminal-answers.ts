/** What `glmm analyze` prints of the answers of a model: tests and precisions, best designs, sweeps, and paragraphs for a protocol. */
import type { ByAccuracy, DesignAnswers, OptimalAnswer, SweepRow } from '../../src-engine/answers.js';
import type { Analysis } from '../../src-engine/analysis.js';
import type { Accuracy, ModelSpec } from '../../src-engine/model-spec.js';
import { accuracies, accuracyName } from './accuracy-text.js';
import { failedGoal, failureOf, failureText, optimalFailureText } from './failure-text.js';
import { formatCost, formatCount, formatPercent, formatValue, noNumber } from './numbers.js';
import { optimalDesignText } from './optimal-text.js';
import { powerGoalText, powerText, reachText } from './power-text.js';
import { protocolParts } from './protocol-text.js';
import { requiredText, type RequiredGoal } from './required-text.js';
import { nounOf } from './size-text.js';
import { sweepReasons, sweepTables, type SweepTable } from './sweep-table.js';
import { testLabel } from './test-label.js';
import { terminalLine, textTable, wrapText, type TerminalStyle, type TextTable } from './terminal.js';

export interface TerminalAnswers {
    spec: ModelSpec;
    analysis: Analysis;
    answers: DesignAnswers | null;
    sweep: SweepRow[] | null;
}

/** One number in every accuracy. */
interface AnswerRow {
    of: string;
    what: string;
    values: ByAccuracy<number | null>;
    using: Accuracy | null;
    text: (value: number) => string;
}

/** Paragraphs and tables, each as wide as it may be; none where nothing is asked. */
export function answerParagraphs(model: TerminalAnswers, width: number, style: TerminalStyle): string[] {
    const { spec, answers, sweep } = model;
    if (!answers) {
        return [];
    }
    const wrapped = (text: string) => wrapText(terminalLine(text), width);
    return [
        ...answerTable(answerRows(spec, answers), width, style),
        ...failures(spec, answers).map(text => style.yellow(wrapped(text))),
        ...answers.optimal.map(answer => wrapped(optimalText(spec, answer))),
        ...allocationText(answers).map(wrapped),
        ...((sweep ?? []).length === 0
            ? []
            : [
                  ...sweepTables(spec, sweep!).map(table => sweepText(table, width, style)),
                  ...sweepReasons(sweep!).map(text => style.yellow(wrapped(text)))
              ]),
        ...protocol(model).map(wrapped)
    ];
}

/** What each test can find; what was assumed once for all that assume the same. */
function protocol(model: TerminalAnswers): string[] {
    const parts = model.spec.tests.flatMap((_, index) => protocolParts(model, index) ?? []);
    return parts.flatMap(({ claim, assumptions }, index) =>
        parts[index + 1]?.assumptions === assumptions ? [claim] : [`${claim} ${assumptions}`]
    );
}

function answerRows(spec: ModelSpec, { tests, precisions }: DesignAnswers): AnswerRow[] {
    const isKnown = ({ values }: AnswerRow) => accuracies.some(accuracy => values[accuracy] !== null);
    const requiredRows = (of: string, goal: RequiredGoal, aim: string): AnswerRow[] => {
        const { required } = goal;
        const text = (value: number) => requiredText(spec, goal, value, 'number');
        const noun = terminalLine(nounOf(spec, required));
        const isLossy = accuracies.some(accuracy => required.recruit[accuracy] !== required.value[accuracy]);
        return [
            { of, what: `${noun} for ${aim}`, values: required.value, using: required.using, text },
            ...(isLossy ? [{ of, what: `${noun} to recruit`, values: required.recruit, using: required.using, text: formatCount }] : []),
            ...(required.otherSide ? [{ of, what: 'other side', values: required.otherSide, using: required.using, text }] : [])
        ];
    };
    const ofTests = tests.flatMap(({ power, using, required }, index): AnswerRow[] => {
        const of = terminalLine(testLabel(spec, index));
        const test = spec.tests[index] ?? null;
        return [
            { of, what: 'power', values: power, using, text: powerText },
            ...(required ? requiredRows(of, { required, test, precision: null }, powerGoalText(required)) : [])
        ];
    });
    const ofPrecisions = precisions.flatMap(({ parameter, goal, reached, using, required }, index): AnswerRow[] => {
        const of = terminalLine(parameter);
        const precision = spec.precisions[index] ?? null;
        const what = 'halfwidth' in goal ? 'half-width' : 'factor';
        return [
            { of, what, values: reached, using, text: value => formatValue(value, 3) },
            ...requiredRows(of, { required, test: null, precision }, reachText(goal))
        ];
    });
    return [...ofTests, ...ofPrecisions].filter(isKnown);
}

/** All accuracies side by side, the one in use with a star; where that is too wide the one in use alone, then a line for each. */
function answerTable(rows: AnswerRow[], width: number, style: TerminalStyle): string[] {
    if (rows.length === 0) {
        return [];
    }
    const known = accuracies.filter(accuracy => rows.some(({ values }) => values[accuracy] !== null));
    const cell = ({ values, text }: AnswerRow, accuracy: Accuracy | null) => {
        const value = accuracy && values[accuracy];
        return value === null ? noNumber : text(value);
    };
    const names = [
        { header: 'goal', alignment: 'left' as const },
        { header: '', alignment: 'left' as const }
    ];
    const tables = [
        textTable(
            [...names, ...known.map(accuracy => ({ header: accuracyName(accuracy), alignment: 'left' as const }))],
            rows.map(row => [row.of, row.what, ...known.map(accuracy => cell(row, accuracy) + (accuracy === row.using ? ' *' : ''))])
        ),
        textTable(
            [...names, { header: '', alignment: 'right' }, { header: '', alignment: 'left' }],
            rows.map(row => [row.of, row.what, cell(row, row.using), row.using ? accuracyName(row.using) : ''])
        )
    ];
    const fitting = tables.find(table => table.width <= width);
    if (!fitting) {
        return [
            rows
                .map(row =>
                    wrapText(`${row.of}: ${row.what}: ${cell(row, row.using)}${row.using ? ` (${accuracyName(row.using)})` : ''}`, width)
                )
                .join('\n')
        ];
    }
    const [header = '', ...lines] = fitting.lines;
    return [[style.dim(header), ...lines].join('\n')];
}

function failures(spec: ModelSpec, { tests, precisions }: DesignAnswers): string[] {
    const text = (of: string, ...found: (string | null)[]) => found.filter(one => one !== null).map(one => `${of}: ${one}`);
    const ofTests = tests.flatMap(({ failure, required }, index) => {
        const unmet = required && failureOf(spec, required);
        return text(
            testLabel(spec, index),
            failure && failureText(spec, failedGoal(null, null), failure).long,
            unmet && !failure ? failureText(spec, failedGoal(required, null), unmet).long : null
        );
    });
    const ofPrecisions = precisions.flatMap(({ parameter, failure, required }, index) => {
        const precision = spec.precisions[index] ?? null;
        const unmet = failureOf(spec, required);
        return text(
            parameter,
            failure && failureText(spec, failedGoal(null, precision), failure).long,
            unmet && !failure ? failureText(spec, failedGoal(required, precision), unmet).long : null
        );
    });
    return [...new Set([...ofTests, ...ofPrecisions])];
}

function optimalText(spec: ModelSpec, answer: OptimalAnswer): string {
    const precision = spec.precisions.find(({ text }) => answer.kind === 'precision' && text === answer.for) ?? null;
    const design = optimalDesignText(spec, answer);
    const aim = answer.aim === 'budget' ? 'Best design within the budget' : 'Cheapest design for the goal';
    if (answer.failure || design === null) {
        return `${aim} (${answer.for}): none. ${answer.failure ? optimalFailureText(spec, answer, precision, answer.failure).long : ''}`;
    }
    const facts = [
        answer.cost !== null && `cost ${formatCost(answer.cost)}`,
        answer.power !== null && `power ${powerText(answer.power)}`,
        answer.reached !== null && precision && reachText(precision.goal, answer.reached),
        answer.efficiency !== null &&
            `the design of the file has ${formatPercent(Number(answer.efficiency.toPrecision(3)))} of its efficiency`,
        answer.atBound !== null && `${answer.atBound} is at its limit`,
        answer.using !== null && answer.using !== 'refined' && accuracyName(answer.using)
    ].filter(Boolean);
    return `${aim} (${answer.for}): ${design}, ${facts.join(', ')}.`;
}

function allocationText({ allocation }: DesignAnswers): string[] {
    const shares = Object.entries(allocation).map(([name, share]) => `${name} ${formatPercent(Number(share.toPrecision(3)))}`);
    return shares.length === 0 ? [] : [`Locally D-optimal share of the larger value: ${shares.join(', ')}.`];
}

/** As many columns in a table as fit beside what is swept, the others in tables below; where not even one fits, a line for each. */
function sweepText(table: SweepTable, width: number, style: TerminalStyle): string {
    const heading = table.title === null ? [] : [wrapText(terminalLine(sentenceCase(`${table.title}:`)), width)];
    const parts: TextTable[] = [];
    for (let from = table.swept; from < table.header.length;) {
        let to = from + 1;
        while (to < table.header.length && partOf(table, from, to + 1).width <= width) to++;
        parts.push(partOf(table, from, to));
        from = to;
    }
    if (parts.some(part => width < part.width)) {
        return [...heading, ...sweepLines(table, width)].join('\n');
    }
    const texts = parts.map(({ lines: [head = '', ...lines] }) => [style.dim(head), ...lines].join('\n'));
    return [...heading, texts.join('\n\n')].join('\n');
}

/** What is swept, and some of what comes out. */
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

function sentenceCase(text: string): string {
    return text.charAt(0).toUpperCase() + text.slice(1);
}

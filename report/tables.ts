/** The numbers of a model as tables. */
import { accuracyName } from '../language/presentation/prose/accuracy-text.js';
import { accuracies } from '../src-engine/result/by-accuracy.js';
import { answerRows } from '../language/presentation/tables/answer-rows.js';
import { list } from '../language/presentation/prose/enumeration.js';
import { noNumber, formatValue } from '../language/presentation/notation/numbers.js';
import { parameterRows } from '../language/presentation/tables/parameter-table.js';
import { powerText, reachText, powerGoalText } from '../language/presentation/prose/power-text.js';
import { requiredText } from '../language/presentation/prose/required-text.js';
import { sweepTables } from '../language/presentation/tables/sweep-table.js';
import { testLabel } from '../language/presentation/prose/test-label.js';
import { nounOf } from '../language/presentation/prose/size-text.js';
import { varianceText } from '../language/presentation/tables/variance-comparison.js';
import type { Accuracy, Adjustable, Analysis, DesignAnswers, Required, ModelSpec, SweepRow } from '../src-engine/index.js';
import type { Table, Text } from './document.js';
import type { ReportNumbers } from './report-model.js';
import { sentenceCase } from '../language/presentation/prose/sentence-case.js';

type Column = Table['columns'][number];

const left = (title: string): Column => ({ title, align: 'left' });
const right = (title: string): Column => ({ title, align: 'right' });
const cell = (text: string): Text => [text];
const digits = 5;

/** Value, block, standard error and interval of every parameter, in the accuracy in use. */
export function parameterTable(spec: ModelSpec, analysis: Analysis): Table {
    const rows = parameterRows(analysis);
    const level = analysis.parameters.find(({ interval }) => interval !== null)?.interval?.level ?? 0.95;
    return {
        kind: 'table',
        caption: ['Parameters with their true values, and their standard errors at this design.'],
        columns: [
            left('parameter'),
            left('block'),
            right('true value'),
            right('standard error'),
            right(`${formatValue(100 * level)} % interval around the true value`),
            right('accuracy')
        ],
        rows: rows.map(({ name, block, value, standardError, interval }, i) => {
            const { using, kind } = analysis.parameters[i]!;
            return [
                [{ code: name }],
                cell(block),
                cell(value),
                cell(standardError),
                cell(interval),
                cell(using === null ? noNumber : accuracyName(using, spec, kind))
            ];
        })
    };
}

/** The asymptotic variances side by side; the one in use is bold. */
export function varianceTable(analysis: Analysis): Table {
    const known = accuracies.filter(accuracy => analysis.parameters.some(parameter => parameter[accuracy].asyVar !== null));
    const orders = parameterRows(analysis);
    return {
        kind: 'table',
        caption: [
            'Variances of the estimates by each formula, and the formula of the leading term. Standard errors come from the variances in bold.'
        ],
        columns: [left('parameter'), ...known.map(accuracy => right(accuracyName(accuracy))), left('formula of the leading term')],
        rows: analysis.parameters.map((parameter, i) => [
            [{ code: parameter.name }],
            ...known.map((accuracy): Text => {
                const variance = parameter[accuracy];
                const text = variance.asyVar === null ? noNumber : varianceText(variance, digits);
                return [accuracy === parameter.using && variance.asyVar !== null ? { strong: text } : text];
            }),
            cell(orders[i]!.asyVar)
        ])
    };
}

/** Powers, sizes and precisions; null where the model has no goal. */
export function goalTable(spec: ModelSpec, answers: DesignAnswers): Table | null {
    const rows = answerRows(spec, answers);
    if (rows.length === 0) {
        return null;
    }
    const known = accuracies.filter(accuracy => rows.some(({ values }) => values[accuracy] !== null));
    return {
        kind: 'table',
        caption: ['Answers by each formula; those in use are bold.'],
        columns: [left('goal'), left('what'), ...known.map(accuracy => right(accuracyName(accuracy, spec)))],
        rows: rows.map(({ of, what, values, using, text }) => [
            [{ code: of }],
            cell(what),
            ...known.map((accuracy): Text => {
                const value = values[accuracy];
                const told = value === null ? noNumber : text(value);
                return [accuracy === using && value !== null ? { strong: told } : told];
            })
        ])
    };
}

/** The answers in use with other values of each variance component; null where there are none. */
export function sensitivityTable({ spec, answers, sensitivity }: ReportNumbers): Table | null {
    if (sensitivity.length === 0) {
        return null;
    }
    // A goal without an answer has no others either.
    const measures = measuresOf(spec, answers).filter(({ told }) =>
        sensitivity.some(({ smaller, larger }) => [answers, smaller, larger].some(one => told(one) !== noNumber))
    );
    if (measures.length === 0) {
        return null;
    }
    const many = measures.length > 1;
    return {
        kind: 'table',
        caption: ['The answers when one variance component is 25 % smaller or larger than assumed.'],
        columns: [...(many ? [left('goal')] : []), left('component'), right('25 % smaller'), right('as assumed'), right('25 % larger')],
        rows: measures.flatMap(({ title, told }) =>
            sensitivity.map(({ of, smaller, larger }): Text[] => [
                ...(many ? [cell(title)] : []),
                [{ code: componentName(of) }],
                cell(told(smaller)),
                [{ strong: told(answers) }],
                cell(told(larger))
            ])
        ),
        ...(many ? {} : { caption: [`${measures[0]!.title}, when one variance component is 25 % smaller or larger than assumed.`] })
    };
}

function componentName(of: Adjustable): string {
    return of.kind === 'variance' ? `var(${of.effect} | ${of.group})` : 'phi';
}

/** ` (refined)` beside a number that has another accuracy than the one that it is compared with. */
function otherAccuracy(spec: ModelSpec, using: Accuracy | null, usual: Accuracy | null): string {
    return using === null || using === usual ? '' : ` (${accuracyName(using, spec)})`;
}

/** One number for each goal: the required one where the goal has a target, else the power. */
function measuresOf(spec: ModelSpec, answers: DesignAnswers): { title: string; told: (answers: DesignAnswers) => string }[] {
    const tests = answers.tests.map(({ required }, index) => {
        const label = testLabel(spec, index);
        if (required === null) {
            return {
                title: `Power of the test of ${label}`,
                told: ({ tests }: DesignAnswers) => {
                    const { power, using } = tests[index]!;
                    const value = using && power[using];
                    return value === null ? noNumber : `${powerText(value)}${otherAccuracy(spec, using, answers.tests[index]!.using)}`;
                }
            };
        }
        return {
            title: `${headingOf(spec, required)} for ${powerGoalText(required)} (${label})`,
            told: ({ tests }: DesignAnswers) => {
                const other = tests[index]!.required!;
                const value = other.using && other.value[other.using];
                return value === null
                    ? noNumber
                    : `${requiredText(spec, { required: other, test: spec.tests[index]!, precision: null }, value, 'number')}${otherAccuracy(spec, other.using, required.using)}`;
            }
        };
    });
    const precisions = answers.precisions.map(({ parameter, goal, required }, index) => ({
        title: `${headingOf(spec, required)} for ${parameter} ${reachText(goal)}`,
        told: ({ precisions }: DesignAnswers) => {
            const other = precisions[index]!.required;
            const value = other.using && other.value[other.using];
            return value === null
                ? noNumber
                : `${requiredText(spec, { required: other, test: null, precision: spec.precisions[index]! }, value, 'number')}${otherAccuracy(spec, other.using, required.using)}`;
        }
    }));
    return [...tests, ...precisions];
}

/** The rows of the sweeps. */
export function sweepTablesOf(spec: ModelSpec, rows: readonly SweepRow[]): Table[] {
    return sweepTables(spec, rows).map(({ title, header, swept, rows: cells }) => ({
        kind: 'table',
        caption: [title === null ? `Answers at the values of ${list(spec.sweeps.map(({ name }) => name))}.` : `${sentenceCase(title)}.`],
        columns: header.map((name, i) => (i < swept ? left(name) : right(name))),
        rows: cells.map(row => row.map((text): Text => [text]))
    }));
}

/** A name stays as it is. */
function headingOf(spec: ModelSpec, required: Required): string {
    const noun = nounOf(spec, required);
    return required.kind === 'effect' ? noun : sentenceCase(noun);
}

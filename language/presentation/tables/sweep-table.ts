/** The rows of a sweep as tables of texts, for hovers and the terminal. */
import type { DesignAnswers, SweepRow } from '../../../src-engine/result/design-answers.js';
import type { Accuracy, ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { valueInUse } from '../choice/answer-accuracy.js';
import { formatValue, noNumber } from '../notation/numbers.js';
import { standardErrorFrom, standardErrorText } from '../prose/confidence-interval.js';
import { powerGoalText, powerText, reachText } from '../prose/power-text.js';
import { reasonText } from '../prose/reason-text.js';
import { requiredText } from '../prose/required-text.js';
import { nounOf } from '../prose/size-text.js';
import { testLabel } from '../prose/test-label.js';
import { boundedVariance } from './variance-comparison.js';

export interface SweepTable {
    /** The quantity in the cells of a grid; null where column headers name it. */
    title: string | null;
    header: string[];
    /** The number of columns at the left with swept values. */
    swept: number;
    rows: string[][];
}

/** One number of every row. */
interface Measure {
    title: string;
    at: (row: SweepRow) => string;
}

/** A sweep with more values is a list instead of a grid. */
const mostColumns = 10;

/** Two sweeps are a grid for each number, the first downwards; one sweep, or a long second one, is a list. */
export function sweepTables(spec: ModelSpec, rows: readonly SweepRow[]): SweepTable[] {
    const [first, second] = spec.sweeps;
    if (!first || rows.length === 0) {
        return [];
    }
    const measures = measuresOf(spec, rows);
    if (second && second.values.length <= mostColumns && rows.length === first.values.length * second.values.length) {
        return measures.map(({ title, at }) => ({
            title,
            header: [`${first.name} \\ ${second.name}`, ...second.values.map(value => formatValue(value))],
            swept: 1,
            rows: first.values.map((value, index) => {
                const ofValue = rows.slice(index * second.values.length, (index + 1) * second.values.length);
                return [formatValue(value), ...ofValue.map(at)];
            })
        }));
    }
    const names = spec.sweeps.map(({ name }) => name);
    return [
        {
            title: null,
            header: [...names, ...measures.map(({ title }) => title)],
            swept: names.length,
            rows: rows.map(row => [...names.map(name => formatValue(row.at[name] ?? null)), ...measures.map(({ at }) => at(row))])
        }
    ];
}

/** Why some models of the sweep have no numbers, or others than those in use, each reason once. Plain text. */
export function sweepReasons(rows: readonly SweepRow[], answers: Pick<DesignAnswers, 'tests' | 'precisions'> | null): string[] {
    const missing = rows.flatMap(({ reason }) => (reason ? [reasonText(reason).long] : []));
    const isRefined = (of: (row: SweepRow) => Accuracy | null | undefined): boolean => rows.some(row => of(row) === 'refined');
    const isOther =
        answers !== null &&
        (answers.tests.some(({ using }, i) => using === 'exact' && isRefined(({ tests }) => tests[i]?.using)) ||
            answers.precisions.some(({ using }, i) => using === 'exact' && isRefined(({ precisions }) => precisions[i]?.required.using)));
    const note =
        'The sweep has refined numbers, although exact ones are in use at the design: at every value they would take too long. `glmm analyze --exact` computes them.';
    const isRough = rows.some(row =>
        [...row.tests, ...row.precisions].some(
            one => roughMark(one) !== '' || (one.required !== null && roughSizeMark(one.required, one) !== '')
        )
    );
    const why =
        'Rough numbers have too few events, too few drawn values, or a few units that hold most of the information. Write the values into the model to see which.';
    return [...new Set([...missing, ...(isOther ? [note] : []), ...(isRough ? [why] : [])])];
}

type Judged = Pick<SweepRow['tests'][number], 'cautions'>;

/** Of a number at the design of a row. */
const roughMark = (one: Judged | undefined): string => (one && one.cautions !== null ? ' (rough)' : '');

/** Of a required size: that of a `?` is the design. */
const roughSizeMark = ({ asked, cautions }: Required, one: Judged | undefined): string =>
    asked ? roughMark(one) : cautions === null ? '' : ' (rough)';

function measuresOf(spec: ModelSpec, rows: readonly SweepRow[]): Measure[] {
    const tests = spec.tests.flatMap((test, index) => {
        const of = (row: SweepRow) => row.tests[index];
        const name = testLabel(spec, index);
        const power: Measure = {
            title: `power, ${name}`,
            at: row => inUse(of(row)?.power, of(row)?.using, value => `${powerText(value)}${roughMark(of(row))}`)
        };
        const [required] = rows.flatMap(row => of(row)?.required ?? []);
        const needed: Measure | null = required
            ? {
                  title: `${nounOf(spec, required)} for ${powerGoalText(required)}, ${name}`,
                  at: row =>
                      numberOr(
                          of(row)?.required,
                          one =>
                              `${requiredText(spec, { required: one.required, test, precision: null }, one.value, 'number')}${roughSizeMark(one.required, of(row))}`
                      )
              }
            : null;
        const hasPower = rows.some(row => Object.values(of(row)?.power ?? {}).some(value => value !== null));
        return [...(hasPower ? [power] : []), ...(needed ? [needed] : [])];
    });
    const precisions = spec.precisions.flatMap((precision, index) => {
        const [required] = rows.flatMap(row => row.precisions[index]?.required ?? []);
        return required
            ? [
                  {
                      title: `${nounOf(spec, required)} for ${reachText(precision.goal)}, ${precision.text}`,
                      at: (row: SweepRow) =>
                          numberOr(
                              row.precisions[index]?.required,
                              one =>
                                  `${requiredText(spec, { required: one.required, test: null, precision }, one.value, 'number')}${roughSizeMark(one.required, row.precisions[index])}`
                          )
                  }
              ]
            : [];
    });
    const goals = [...tests, ...precisions];
    return goals.length > 0
        ? goals
        : spec.fixed.map(({ name }) => ({
              title: `SE ${name}`,
              at: row => standardErrorAt(row, name)
          }));
}

/** With the error that the standard error in the table of parameters has. */
function standardErrorAt({ standardError, inUse }: SweepRow, name: string): string {
    const chosen = inUse[name];
    const value = chosen ? (standardError[name]?.[chosen.using] ?? null) : null;
    if (!chosen || value === null) {
        return noNumber;
    }
    const variance = boundedVariance({ asyVar: value ** 2, error: chosen.error, simulated: chosen.simulated });
    const text = variance ? standardErrorText(standardErrorFrom(variance)) : noNumber;
    return `${text}${chosen.isRough ? ' (rough)' : chosen.exactMayDiffer === 'far' ? ' (may be far off)' : ''}`;
}

function inUse(
    values: SweepRow['standardError'][string] | undefined,
    using: Accuracy | null | undefined,
    text: (value: number) => string
): string {
    const value = (using && values?.[using]) ?? null;
    return value === null ? noNumber : text(value);
}

type Required = NonNullable<SweepRow['tests'][number]['required']>;

function numberOr(required: Required | null | undefined, text: (found: { required: Required; value: number }) => string): string {
    const value = required ? valueInUse(required) : null;
    return required && value !== null ? text({ required, value }) : noNumber;
}

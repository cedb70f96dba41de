/** Tables: the numbers of pictures, estimates, and two models side by side. */
import { accuracyName } from '../language/presentation/prose/accuracy-text.js';
import { accuracies } from '../src-engine/result/by-accuracy.js';
import { formatPercent, formatValue, noNumber } from '../language/presentation/notation/numbers.js';
import { parameterRows } from '../language/presentation/tables/parameter-table.js';
import { powerText } from '../language/presentation/prose/power-text.js';
import { axisText, measureText } from '../pictures/index.js';
import type { Analysis } from '../src-engine/result/analysis.js';
import type { Curve, EqualPower } from '../src-engine/result/curve-data.js';
import type { Comparison } from '../src-engine/index.js';
import type { ModelSpec } from '../src-engine/spec/model-spec.js';
import { nounOf } from '../language/presentation/prose/size-text.js';
import { sentenceCase } from '../language/presentation/prose/sentence-case.js';
import { element } from './element.js';

function table(caption: string, heads: readonly string[], rows: readonly (readonly string[])[]): HTMLTableElement {
    const cells = (row: readonly string[]): HTMLElement[] =>
        row.map((text, i) => (i === 0 ? element('th', { scope: 'row' }, text) : element('td', {}, text)));
    return element(
        'table',
        {},
        element('caption', {}, caption),
        element('thead', {}, element('tr', {}, ...heads.map(head => element('th', { scope: 'col' }, head)))),
        element('tbody', {}, ...rows.map(row => element('tr', {}, ...cells(row))))
    );
}

const shown = (value: number | null | undefined, text: (value: number) => string): string => (value == null ? noNumber : text(value));
const threeDigits = (value: number): string => formatValue(value, 3);

export function curveTableElement(curve: Curve, spec: ModelSpec): HTMLTableElement {
    const known = accuracies.filter(accuracy => curve.values[accuracy].some(value => value !== null));
    const text = curve.measure === 'power' ? powerText : threeDigits;
    const rows = curve.at.map((at, i) => [formatValue(at), ...known.map(accuracy => shown(curve.values[accuracy][i], text))]);
    return table(
        `${sentenceCase(measureText(curve))} by accuracy`,
        [axisText(curve, spec), ...known.map(accuracy => accuracyName(accuracy, spec))],
        rows
    );
}

export function equalPowerTable({ n, lines, group, budget }: EqualPower, spec: ModelSpec): HTMLTableElement {
    const unit = nounOf(spec, { quantity: group, kind: 'count' });
    const heads = ['n', ...lines.map(({ power }) => `power ${formatPercent(power)}`), ...(budget ? ['for the budget'] : [])];
    const rows = n.map((size, i) => [
        formatValue(size, 4),
        ...lines.map(({ counts }) => shown(counts[i], count => formatValue(count, 4))),
        ...(budget ? [shown(budget[i], count => formatValue(count, 4))] : [])
    ]);
    return table(`${sentenceCase(unit)} for each power`, heads, rows);
}

/** Every parameter with its standard error and interval. */
export function estimatesTable(analysis: Analysis): HTMLTableElement {
    const rows = parameterRows(analysis).map(({ name, value, standardError, interval }) => [name, value, standardError, interval]);
    const level = analysis.parameters.find(({ interval }) => interval)?.interval?.level ?? null;
    const heads = ['parameter', 'value', 'standard error', level === null ? 'interval' : `${formatPercent(level)} interval`];
    return table('Precision of the estimates at this design', heads, rows);
}

/** Null where the models have no parameter in common. */
export function comparisonTable(
    { parameters }: Comparison,
    names: readonly [string, string],
    note: string | null
): HTMLTableElement | null {
    const rows = parameters.map(parameter => {
        const { using: accuracy } = parameter;
        if (accuracy === null) {
            return [parameter.name, noNumber, noNumber, noNumber, noNumber];
        }
        const [own, other] = parameter.standardErrors;
        return [
            parameter.name,
            shown(own[accuracy], threeDigits),
            shown(other[accuracy], threeDigits),
            shown(parameter.efficiency[accuracy], threeDigits),
            accuracyName(accuracy)
        ];
    });
    const heads = ['parameter', `SE, ${names[0]}`, `SE, ${names[1]}`, 'relative efficiency', 'accuracy'];
    const caption = `Relative efficiency: the variance in ${names[0]} divided by that in ${names[1]}. Above 1, ${names[1]} is more precise.${note === null ? '' : ` ${note}`}`;
    return rows.length === 0 ? null : table(caption, heads, rows);
}

/** The parameters of a model as rows of texts, for the model's hover and the terminal. */
import type { Analysis, ParameterAnalysis } from '../../../src-engine/result/analysis.js';
import { intervalEnds, standardErrorOf, standardErrorText } from '../prose/confidence-interval.js';
import { varianceByOrder } from '../notation/formula.js';
import { roughNumberMark } from '../prose/rough-sentence.js';
import { roughMark } from '../prose/rough-text.js';
import { formatValue, noNumber } from '../notation/numbers.js';

export interface ParameterRow {
    name: string;
    block: string;
    value: string;
    /** With the constants in figures and the sizes as symbols. */
    asyVar: string;
    standardError: string;
    interval: string;
}

export function parameterRows(analysis: Analysis): ParameterRow[] {
    return analysis.parameters.map(parameter => parameterRow(parameter, analysis));
}

function parameterRow(parameter: ParameterAnalysis, analysis: Analysis): ParameterRow {
    const standardError = standardErrorOf(parameter);
    // What makes it rough is a message of its own.
    const isRough = roughNumberMark({ analysis, answers: null }, [parameter.name]) !== null;
    const mark = roughMark(parameter) ?? (parameter.exactMayDiffer === 'far' ? 'may be far off' : isRough ? 'rough' : null);
    return {
        name: parameter.name,
        block: parameter.block ?? '',
        value: parameter.value === null ? withoutValue(parameter) : formatValue(parameter.value, 4),
        asyVar: varianceByOrder(parameter.leading, 5) ?? noNumber,
        standardError:
            standardError === null ? noNumber : [standardErrorText(standardError), mark && `(${mark})`].filter(Boolean).join(' '),
        interval: parameter.interval === null ? noNumber : intervalEnds(parameter, parameter.interval)
    };
}

/** `?` where the file asks for the value, or derives it from one that it asks for. */
function withoutValue({ kind, reason }: ParameterAnalysis): string {
    return kind === 'derived' && reason?.code !== 'unknown-value' ? noNumber : '?';
}

/** Whether any row has something in this column. */
export function isFilled(rows: ParameterRow[], field: keyof ParameterRow): boolean {
    return rows.some(row => row[field] !== noNumber && row[field] !== '');
}

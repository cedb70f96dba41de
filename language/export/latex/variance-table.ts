/** The asymptotic variances of a model's parameters as LaTeX tables. */
import type { Analysis, LeadingVariance, ParameterAnalysis, Variance } from '../../../src-engine/result/analysis.js';
import type { Accuracy } from '../../../src-engine/spec/model-spec.js';
import { latexText } from './latex-letters.js';
import { latexCertified, latexName, latexValue } from './latex-text.js';
import { boxedNames, visibleLength } from './latex-width.js';

const headings: Record<Accuracy, string> = { leading: 'leading', twoTerm: 'two terms', refined: 'refined', exact: 'exact' };

/** Characters that fit beside each other in one line of a table; a column takes the room of this many beside its own. */
const lineWidth = 92;
const columnGap = 2;

interface Column {
    title: string;
    align: 'l' | 'r';
    cell: (parameter: ParameterAnalysis) => string;
}

/** One table if it fits the width of the page, otherwise one of the first terms and one of the variances. Tables break between pages. */
export function varianceTables(analysis: Analysis): string[] {
    const accuracies = (['leading', 'twoTerm', 'refined', 'exact'] as const).filter(
        accuracy => accuracy !== 'exact' || analysis.parameters.some(parameter => parameter.exact.asyVar !== null)
    );
    const name: Column = { title: 'parameter', align: 'l', cell: parameter => boxedNames(parameterName(parameter), 9) };
    const value: Column = { title: 'value', align: 'r', cell: parameter => latexValue(parameter.value) };
    const first: Column = { title: 'first term', align: 'l', cell: parameter => boxedNames(firstTerm(parameter.leading), 9) };
    const variances = accuracies.map((accuracy): Column => ({
        title: headings[accuracy],
        align: 'r',
        cell: parameter => variance(parameter[accuracy])
    }));
    const all = [name, value, first, ...variances];
    const width = all.reduce((sum, column) => sum + columnGap + widthOf(column, analysis), 0);
    const tables =
        width <= lineWidth
            ? [all]
            : [
                  [name, value, first],
                  [name, ...variances]
              ];
    return tables.flatMap(columns => table(columns, analysis));
}

function widthOf({ title, cell }: Column, { parameters }: Analysis): number {
    return Math.max(title.length, ...parameters.map(parameter => visibleLength(cell(parameter))));
}

function table(columns: readonly Column[], { parameters }: Analysis): string[] {
    return [
        '{\\small\\setlength{\\tabcolsep}{4pt}',
        `\\begin{longtable}{${columns.map(({ align }) => align).join('')}}`,
        '\\hline',
        `${columns.map(({ title }) => title).join(' & ')} \\\\`,
        '\\hline',
        '\\endhead',
        ...parameters.map(parameter => `${columns.map(({ cell }) => `$${cell(parameter)}$`).join(' & ')} \\\\`),
        '\\hline',
        '\\end{longtable}}'
    ];
}

/** `var(beta0 | subject)` as mathematics. */
function parameterName({ name, kind }: ParameterAnalysis): string {
    if (kind === 'dispersion') {
        return '\\phi';
    }
    const [, operator = '', effects = '', group = ''] = /^(var|cov)\((.*) \| (.*)\)$/.exec(name) ?? [];
    if (operator === '') {
        return latexName(name);
    }
    const symbol = operator === 'var' ? '\\operatorname{Var}' : '\\operatorname{Cov}';
    return `${symbol}(${effects.split(', ').map(latexName).join(', ')} \\mid \\text{${latexText(group)}})`;
}

function firstTerm({ constant, constantError, order, terms }: LeadingVariance): string {
    const summands = terms ?? (constant !== null && order !== null ? [{ constant, error: constantError ?? 0, order }] : []);
    return summands.length === 0
        ? '\\text{--}'
        : summands.map(summand => `${latexCertified(summand.constant, summand.error)} / ${orderText(summand.order)}`).join(' + ');
}

/** The divisor of `1/(school class n)`. */
function orderText(order: string): string {
    const [, inside = order] = /^1\/\(?(.*?)\)?$/.exec(order) ?? [];
    const factors = inside.split(' ').map(name => (name === 'm' || name === 'n' ? name : `m_{\\text{${latexText(name)}}}`));
    return factors.length === 1 ? factors.join('') : `(${factors.join(' ')})`;
}

function variance({ asyVar, error, simulated }: Variance): string {
    return simulated && asyVar !== null ? `${latexCertified(asyVar, error, 3)}` : latexCertified(asyVar, error);
}

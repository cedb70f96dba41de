/** A LaTeX document of a model, its design, and the asymptotic variances of its parameters. */
import type { Analysis, LeadingVariance, ParameterAnalysis, Variance } from '../../../src-engine/result/analysis.js';
import type { Accuracy, ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { countOf, groupsOutsideIn } from '../../presentation/prose/design-text.js';
import { reasonText } from '../../presentation/prose/reason-text.js';
import { modelEquations } from './latex-model.js';
import { latexCertified, latexName, latexText, latexValue } from './latex-text.js';

const headings: Record<Accuracy, string> = { leading: 'leading', twoTerm: 'two terms', refined: 'refined', exact: 'exact' };

/**
 * A whole document that needs amsmath alone.
 *
 * @param remarks sentences about the model, such as where a number is from
 */
export function latexDocument(spec: ModelSpec, title: string | null, analysis: Analysis, remarks: readonly string[]): string[] {
    const accuracies = (['leading', 'twoTerm', 'refined', 'exact'] as const).filter(
        accuracy => accuracy !== 'exact' || analysis.parameters.some(parameter => parameter.exact.asyVar !== null)
    );
    const notes = missingNotes(analysis);
    return [
        '\\documentclass{article}',
        '\\usepackage[T1]{fontenc}',
        '\\usepackage[utf8]{inputenc}',
        '\\usepackage{amsmath}',
        '\\begin{document}',
        '',
        `\\section*{${latexText(title ?? spec.name)}}`,
        '',
        'The model:',
        '\\begin{align*}',
        modelEquations(spec)
            .map(equation => `    ${equation}`)
            .join(' \\\\\n'),
        '\\end{align*}',
        `The design: ${design(spec)}.${remarks.map(remark => ` ${latexText(remark)}`).join('')}`,
        '',
        'Asymptotic variances of the maximum likelihood estimators, with the first term of their expansion and at this design:',
        '\\begin{center}\\small\\setlength{\\tabcolsep}{4pt}',
        `\\begin{tabular}{lrl${'r'.repeat(accuracies.length)}}`,
        '\\hline',
        `parameter & value & first term & ${accuracies.map(accuracy => headings[accuracy]).join(' & ')} \\\\`,
        '\\hline',
        ...analysis.parameters.map(parameter => row(parameter, accuracies)),
        '\\hline',
        '\\end{tabular}',
        '\\end{center}',
        ...notes,
        '',
        '\\end{document}'
    ];
}

function design(spec: ModelSpec): string {
    const counts = groupsOutsideIn(spec).map(
        ({ group, within }) =>
            `$${countSymbol(spec, group)} = ${latexValue(countOf(spec.design, group))}$ (${latexText(group)}${within === null ? '' : ` in each ${latexText(within)}`})`
    );
    const { n, attrition } = spec.design;
    const size =
        n?.kind === 'fixed'
            ? `$n = ${latexValue(n.n)}$`
            : n?.kind === 'poisson'
              ? `$n \\sim \\mathrm{Poisson}(${latexValue(n.mean)})$`
              : n?.kind === 'sizes'
                ? `$n$ with mean $${latexValue(n.mean)}$ and coefficient of variation $${latexValue(n.cv)}$`
                : '$n$ unknown';
    const lost = attrition > 0 ? [`attrition $${latexValue(attrition)}$ of the outermost groups`] : [];
    return [...counts, size, ...lost].join(', ');
}

/** m with one group, otherwise m with the group's name. */
function countSymbol(spec: ModelSpec, group: string): string {
    return spec.random.length === 1 ? 'm' : `m_{\\text{${latexText(group)}}}`;
}

function row(parameter: ParameterAnalysis, accuracies: readonly Accuracy[]): string {
    const cells = [
        parameterName(parameter),
        latexValue(parameter.value),
        firstTerm(parameter.leading),
        ...accuracies.map(accuracy => variance(parameter[accuracy]))
    ];
    return `${cells.map(cell => `$${cell}$`).join(' & ')} \\\\`;
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

/** `1/(school class n)` as what is divided by. */
function orderText(order: string): string {
    const [, inside = order] = /^1\/\(?(.*?)\)?$/.exec(order) ?? [];
    const factors = inside.split(' ').map(name => (name === 'm' || name === 'n' ? name : `m_{\\text{${latexText(name)}}}`));
    return factors.length === 1 ? factors.join('') : `(${factors.join(' ')})`;
}

function variance({ asyVar, error, simulated }: Variance): string {
    return simulated && asyVar !== null ? `${latexCertified(asyVar, error, 3)}` : latexCertified(asyVar, error);
}

/** Why numbers are missing, each reason once. */
function missingNotes({ parameters, reason }: Analysis): string[] {
    const reasons = [
        reason,
        ...parameters.flatMap(parameter => [parameter.leading.reason, parameter.twoTerm.reason, parameter.refined.reason])
    ];
    const texts = new Set(reasons.flatMap(one => (one === null ? [] : [reasonText(one).long])));
    return [...texts].map(text => `\\par ${latexText(text)}`);
}

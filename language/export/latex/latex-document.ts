/** A LaTeX document of a model, its design, and the asymptotic variances of its parameters. */
/** A LaTeX document of a model, its design, and the asymptotic variances of its parameters. */
import type { Analysis } from '../../../src-engine/result/analysis.js';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { countOf, groupsOutsideIn } from '../../presentation/prose/design-text.js';
import { reasonText } from '../../presentation/prose/reason-text.js';
import { latexText } from './latex-letters.js';
import { modelEquations } from './latex-model.js';
import { latexValue } from './latex-text.js';
import { boxedNames, breakableText } from './latex-width.js';
import { pdfLetters } from './pdf-letters.js';
import { varianceTables } from './variance-table.js';

/** The contents of the document besides the model. */
export interface LatexContents {
    title: string | null;
    analysis: Analysis;
    /** Sentences about the model, such as where a number is from. */
    remarks: readonly string[];
    /** Paragraphs for a study's protocol. */
    protocol: readonly string[];
}

/** A whole document, for any LaTeX of TeX Live 2020 or newer. */
export function latexDocument(spec: ModelSpec, { title, analysis, remarks, protocol }: LatexContents): string[] {
    const body = [
        `\\section*{\\raggedright ${text(title ?? spec.name)}}`,
        '',
        'The model:',
        '\\begin{align*}',
        modelEquations(spec)
            .map(equation => `    ${boxedNames(equation, 12)}`)
            .join(' \\\\\n'),
        '\\end{align*}',
        `The design: ${boxedNames(design(spec), 12)}.${remarks.map(remark => ` ${text(remark)}`).join('')}`,
        '',
        'Asymptotic variances of the maximum likelihood estimators, with the first term of their expansion and at this design:',
        ...varianceTables(analysis),
        ...missingNotes(analysis),
        ...(protocol.length === 0 ? [] : ['', '\\subsection*{For the protocol}', ...protocol.flatMap(paragraph => ['', text(paragraph)])]),
        ''
    ];
    const letters = pdfLetters(body.join('\n'));
    return [
        '% Compile with pdflatex, of TeX Live 2020 or newer.',
        '\\documentclass{article}',
        '\\usepackage[utf8]{inputenc}',
        ...letters.preamble,
        '\\usepackage{lmodern}',
        '\\usepackage[margin=2.5cm]{geometry}',
        '\\usepackage{amsmath}',
        '\\usepackage{longtable}',
        '\\setlength{\\emergencystretch}{3em}',
        '\\allowdisplaybreaks',
        '\\begin{document}',
        '',
        letters.text,
        '\\end{document}'
    ];
}

/** Text from the file, in sentences. */
const text = (plain: string): string => breakableText(latexText(plain));

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

/** Why numbers are missing, each reason once. */
function missingNotes({ parameters, reason }: Analysis): string[] {
    const reasons = [
        reason,
        ...parameters.flatMap(parameter => [parameter.leading.reason, parameter.twoTerm.reason, parameter.refined.reason])
    ];
    const texts = new Set(reasons.flatMap(one => (one === null ? [] : [reasonText(one).long])));
    return [...texts].map(reason => `\\par ${text(reason)}`);
}

/** What a report says of one model. */
import { modelEquations } from '../language/export/latex/latex-model.js';
import { modelAccuracyNote } from '../language/presentation/prose/accuracy-text.js';
import { allocationSentences, failedGoals, optimalSentence, protocolParagraphs } from '../language/presentation/tables/answer-rows.js';
import { clusteringText } from '../language/presentation/prose/clustering-text.js';
import { designText } from '../language/presentation/prose/design-text.js';
import { reasonText } from '../language/presentation/prose/reason-text.js';
import { sweepReasons } from '../language/presentation/tables/sweep-table.js';
import type { Issue } from '../language/index.js';
import { assumptions } from './assumptions.js';
import { docBlocks } from './doc-comment.js';
import { bulletList, paragraph, type Block, type Inline, type Section } from './document.js';
import { covarianceFigure, curveFigure, equalPowerFigure, groupLinesFigure } from './figures.js';
import type { ReportModel, ReportNumbers } from './report-model.js';
import { answerTable, parameterTable, sensitivityTable, sweepTablesOf, varianceTable } from './tables.js';

/** @param prefix of the addresses within the section: unique in the document */
export function modelSection(model: ReportModel, prefix: string, file: string): Section {
    const { numbers } = model;
    const title = headline(model);
    const section = (name: string, title: string, blocks: (Block | null | false)[]): Section[] => {
        const kept = blocks.filter(block => block !== null && block !== false);
        return kept.length === 0 ? [] : [{ id: `${prefix}-${name}`, title, blocks: kept, sections: [] }];
    };
    if (!numbers) {
        const why = model.failed
            ? 'The computation of this model broke off: a defect of the program, not of the model.'
            : 'This model has errors: nothing is computed of it until they are mended.';
        return {
            id: prefix,
            title,
            blocks: [...docBlocks(model.doc ?? ''), { kind: 'notice', severity: 'error', text: [why] }],
            sections: section('messages', 'Messages', messages(model.issues, file))
        };
    }
    const { spec, answered, remark, analysis, answeredAnalysis, answers, sweep } = numbers;
    const clustering = clusteringText({ spec: answered, answers });
    const accuracyNote = modelAccuracyNote(answered, answeredAnalysis);
    return {
        id: prefix,
        title,
        blocks: [...summary(numbers), ...docBlocks(model.doc ?? '')],
        sections: [
            ...section('model', 'The model', [{ kind: 'equations', lines: modelEquations(spec) }]),
            ...section('assumptions', 'What is assumed', [
                bulletList(assumptions(answered).map(text => [text])),
                remark !== null && paragraph(remark)
            ]),
            ...section('answers', 'Power and sizes', [
                answerTable(spec, answers),
                ...failedGoals(spec, answers).map((text): Block => ({ kind: 'notice', severity: 'warning', text: [text] })),
                sensitivityTable(numbers)
            ]),
            ...section('design', 'The best design', [
                ...answers.optimal.map(answer => paragraph(optimalSentence(spec, answer))),
                ...allocationSentences(answers).map(text => paragraph(text))
            ]),
            ...section('pictures', 'At other designs', [
                ...numbers.curves.map(curve => curveFigure(curve, answered)),
                ...numbers.equalPower.map(lines => equalPowerFigure(lines, answered))
            ]),
            ...section('sweeps', 'Over other values', [
                ...sweepTablesOf(spec, sweep),
                ...sweepReasons(sweep).map((text): Block => ({ kind: 'notice', severity: 'information', text: [text] }))
            ]),
            ...section('precision', 'What is estimated, and how precisely', [
                parameterTable(answeredAnalysis),
                accuracyNote !== null && paragraph(accuracyNote),
                varianceTable(answeredAnalysis),
                clustering !== null && paragraph(clustering),
                ...missing(answeredAnalysis)
            ]),
            ...section('variation', 'How observations vary together', [
                numbers.lines && groupLinesFigure(numbers.lines, answered),
                numbers.structure && covarianceFigure(numbers.structure)
            ]),
            ...section(
                'messages',
                'Warnings',
                messages(
                    model.issues.filter(({ severity }) => severity !== 'hint'),
                    file
                )
            ),
            ...section('protocol', 'For the protocol', protocol(numbers, analysis))
        ]
    };
}

export function headline({ name, title }: Pick<ReportModel, 'name' | 'title'>): string {
    return title === null ? name : `${title} (${name})`;
}

/** What each test of a model can find, behind the model's name; empty where nothing is asked. */
export function answersOf({ name, numbers }: ReportModel): string[] {
    return numbers ? protocolParagraphs(numbers, 'claims').map(claim => `${name}: ${claim}`) : [];
}

/** The answer first: the paragraph of the protocol without what it rests on, or the design where nothing is asked. */
function summary({ spec, answers, analysis, answered, answeredAnalysis }: ReportNumbers): Block[] {
    const claims = protocolParagraphs({ spec, analysis, answers }, 'claims');
    if (claims.length > 0) {
        return [{ kind: 'summary', paragraphs: claims }];
    }
    const known = answeredAnalysis.parameters.filter(({ standardError }) => standardError !== null).length;
    return [
        paragraph(
            `The design has ${designText(answered)}; ${known} of ${answeredAnalysis.parameters.length} parameters have a standard error at it.`
        )
    ];
}

function protocol({ spec, answers }: ReportNumbers, analysis: ReportNumbers['analysis']): Block[] {
    const paragraphs = protocolParagraphs({ spec, analysis, answers }, 'all');
    return paragraphs.length === 0 ? [] : [{ kind: 'quotation', paragraphs }];
}

/** Why numbers are missing, each reason once. */
function missing({ parameters, reason }: ReportNumbers['analysis']): Block[] {
    const reasons = [reason, ...parameters.flatMap(({ leading, twoTerm, refined }) => [leading.reason, twoTerm.reason, refined.reason])];
    const texts = new Set(reasons.flatMap(one => (one === null ? [] : [reasonText(one).long])));
    return [...texts].map((text): Block => ({ kind: 'notice', severity: 'information', text: [text] }));
}

export function messages(issues: readonly Issue[], file: string): Block[] {
    const severity = { error: 'error', warning: 'warning', information: 'information', hint: 'information' } as const;
    return issues.map((issue): Block => ({
        kind: 'notice',
        severity: severity[issue.severity],
        text: [...quoted(issue.message), ` (${file}, line ${issue.range.start.line + 1})`]
    }));
}

/** What stands between backticks in a message is of the file. */
function quoted(message: string): Inline[] {
    return message.split('`').map((part, i) => (i % 2 === 0 ? part : { code: part }));
}

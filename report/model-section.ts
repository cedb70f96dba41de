/** The section of one model. */
import { modelEquations } from '../language/export/latex/latex-model.js';
import { modelAccuracyNote } from '../language/presentation/prose/accuracy-text.js';
import {
    doubtedGoals,
    roughSizes,
    drawnPowers,
    failedGoals,
    missingSides,
    outcomeSumsOfTests,
    optimalSentence,
    protocolParagraphs,
    tReferences
} from '../language/presentation/tables/answer-rows.js';
import { allocationText } from '../language/presentation/prose/allocation-text.js';
import { askedQuantity } from '../language/presentation/choice/asked-quantity.js';
import { clusteringText } from '../language/presentation/prose/clustering-text.js';
import { designText } from '../language/presentation/prose/design-text.js';
import { missingVariances } from '../language/presentation/prose/missing-text.js';
import { sweepReasons } from '../language/presentation/tables/sweep-table.js';
import type { Issue } from '../language/index.js';
import { assumptions } from './assumptions.js';
import { docBlocks } from './comment-blocks.js';
import { bulletList, paragraph, type Block, type Inline, type Section } from './document.js';
import { covarianceFigure, curveFigure, equalPowerFigure, groupLinesFigure } from './figures.js';
import type { ReportModel, ReportNumbers } from './report-model.js';
import { goalTable, parameterTable, sensitivityTable, sweepTablesOf, varianceTable } from './tables.js';

/** @param prefix of the addresses within the section: unique in the document */
export function modelSection(model: ReportModel, prefix: string, file: string): Section {
    const { numbers, issues, doc } = model;
    const comment = docBlocks(doc ?? '');
    const shown = messages(numbers ? issues.filter(({ severity }) => severity !== 'hint') : issues, file);
    const parts = numbers
        ? [...designParts(numbers), ...estimateParts(numbers), part('messages', 'Warnings', shown), protocolPart(numbers)]
        : [part('messages', 'Messages', shown)];
    return {
        id: prefix,
        title: headline(model),
        blocks: numbers
            ? [...summary(numbers), ...comment]
            : [...comment, { kind: 'notice', severity: 'error', text: [withoutNumbers(model)] }],
        sections: parts.filter(({ blocks }) => blocks.length > 0).map(one => ({ ...one, id: `${prefix}-${one.id}` }))
    };
}

/** A section with its blocks; its address is unique within the model. */
function part(id: string, title: string, blocks: readonly (Block | null | false)[]): Section {
    return { id, title, blocks: blocks.filter(block => block !== null && block !== false), sections: [] };
}

function withoutNumbers({ failed }: ReportModel): string {
    return failed
        ? 'The computation of this model failed. This is an internal error; please report it.'
        : 'This model has errors. Fix them to see its numbers.';
}

/** The model, its assumptions, and the answers to its goals. */
function designParts(numbers: ReportNumbers): Section[] {
    const { spec, answered, remark, answers, sweep } = numbers;
    const allocation = allocationText(spec, answers);
    return [
        part('model', 'The model', [{ kind: 'equations', lines: modelEquations(spec) }]),
        part('assumptions', 'Assumptions', [
            bulletList(assumptions(answered, numbers.answeredAnalysis, numbers.scales).map(text => [text])),
            remark !== null && paragraph(remark)
        ]),
        part('answers', 'Power and sizes', [
            goalTable(spec, answers),
            ...tReferences(spec, answers).map((text): Block => ({ kind: 'notice', severity: 'information', text: [text] })),
            ...failedGoals(spec, answers).map((text): Block => ({ kind: 'notice', severity: 'warning', text: [text] })),
            ...outcomeSumsOfTests(spec, answers).map(text => paragraph(text)),
            ...missingSides(spec, answers).map((text): Block => ({ kind: 'notice', severity: 'information', text: [text] })),
            ...drawnPowers(spec, answers).map(text => paragraph(text)),
            ...roughSizes(spec, answers).map((text): Block => ({ kind: 'notice', severity: 'warning', text: [text] })),
            ...doubtedGoals(spec, answers).map((text): Block => ({ kind: 'notice', severity: 'warning', text: [text] })),
            sensitivityTable(numbers)
        ]),
        part('design', 'The best design', [
            ...answers.optimal.map(answer => paragraph(optimalSentence(spec, answer))),
            allocation !== null && paragraph(allocation)
        ]),
        part('pictures', 'Other designs', [
            ...numbers.curves.map(curve => curveFigure(curve, answered)),
            ...numbers.equalPower.map(lines => equalPowerFigure(lines, answered))
        ]),
        part('sweeps', 'Other values', [
            ...sweepTablesOf(spec, sweep),
            ...sweepReasons(sweep, numbers.answers).map((text): Block => ({ kind: 'notice', severity: 'information', text: [text] }))
        ])
    ];
}

/** The parameters with their standard errors, and how observations vary together. */
function estimateParts({ spec, answered, answeredAnalysis, answers, lines, structure }: ReportNumbers): Section[] {
    const clustering = clusteringText({ spec: answered, answers });
    const accuracyNote = modelAccuracyNote(answered, answeredAnalysis);
    return [
        part('precision', 'Estimates and their precision', [
            parameterTable(answered, answeredAnalysis),
            accuracyNote !== null && paragraph(accuracyNote),
            varianceTable(answeredAnalysis),
            clustering !== null && paragraph(clustering),
            ...missingVariances(answeredAnalysis, { spec, answers }).map((text): Block => ({
                kind: 'notice',
                severity: 'information',
                text: [text]
            }))
        ]),
        part('variation', 'How observations vary together', [
            lines && groupLinesFigure(lines, answered),
            structure && covarianceFigure(structure)
        ])
    ];
}

export function headline({ name, title }: Pick<ReportModel, 'name' | 'title'>): string {
    return title === null ? name : `${title} (${name})`;
}

/** The claims of a model's tests, each behind the model's name; empty without tests. */
export function answersOf({ name, numbers }: ReportModel): string[] {
    return numbers ? protocolParagraphs(numbers, 'claims').map(claim => `${name}: ${claim}`) : [];
}

/** The answer first: the claims of the protocol, or the design where the model has no test. */
function summary({ spec, scales, answers, analysis, answered, answeredAnalysis }: ReportNumbers): Block[] {
    const claims = protocolParagraphs({ spec, analysis, answers, scales }, 'claims');
    if (claims.length > 0) {
        return [{ kind: 'summary', paragraphs: claims }];
    }
    if (askedQuantity(answered) !== null) {
        return [
            paragraph(`The design is ${designText(answered)}, and no number answers the ?.`),
            ...failedGoals(spec, answers).map(text => paragraph(text))
        ];
    }
    const known = answeredAnalysis.parameters.filter(({ standardError }) => standardError !== null).length;
    return [
        paragraph(
            `The design is ${designText(answered)}. It gives ${known === answeredAnalysis.parameters.length ? 'every parameter' : `${known} of ${answeredAnalysis.parameters.length} parameters`} a standard error.`
        )
    ];
}

function protocolPart(numbers: ReportNumbers): Section {
    const paragraphs = protocolParagraphs(numbers, 'all');
    return part('protocol', 'For the protocol', paragraphs.length === 0 ? [] : [{ kind: 'quotation', paragraphs }]);
}

export function messages(issues: readonly Issue[], file: string): Block[] {
    const severity = { error: 'error', warning: 'warning', information: 'information', hint: 'information' } as const;
    return issues.map((issue): Block => ({
        kind: 'notice',
        severity: severity[issue.severity],
        text: [...quoted(issue.message), ` (${file}, line ${issue.range.start.line + 1})`]
    }));
}

/** Text between backticks in a message comes from the file. */
function quoted(message: string): Inline[] {
    return message.split('`').map((part, i) => (i % 2 === 0 ? part : { code: part }));
}

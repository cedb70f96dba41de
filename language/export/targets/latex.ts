import { protocolParagraphs } from '../../presentation/tables/answer-rows.js';
import type { ExportedModel, TargetRecord } from '../export-target.js';
import { latexDocument } from '../latex/latex-document.js';

export const latex: TargetRecord<'latex'> = {
    name: 'latex',
    title: 'LaTeX',
    what: 'LaTeX: the model and its asymptotic variances as a document',
    language: 'latex',
    fits: false,
    needs: () => null,
    lack: () => null,
    lines: model => {
        const { spec, numbers, title, remarks } = model;
        return latexDocument(spec, { title, analysis: numbers.analysis(spec), remarks, protocol: protocolOf(model) });
    }
};

/** What the model's tests can find, for a study's protocol. */
function protocolOf({ asked, scales, numbers }: ExportedModel): string[] {
    return asked.tests.length === 0
        ? []
        : protocolParagraphs({ spec: asked, analysis: numbers.analysis(asked), answers: numbers.answers(), scales });
}

import { analyze } from '../../../src-engine/analysis/analyze.js';
import { answer } from '../../../src-engine/design/answer.js';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { protocolParagraphs } from '../../presentation/tables/answer-rows.js';
import type { TargetRecord } from '../export-target.js';
import { latexDocument } from '../latex/latex-document.js';

export const latex: TargetRecord<'latex'> = {
    name: 'latex',
    title: 'LaTeX',
    what: 'LaTeX: the model and its asymptotic variances as a document',
    language: 'latex',
    fits: false,
    needs: () => null,
    lack: () => null,
    lines: ({ asked, spec, title, remarks }) =>
        latexDocument(spec, { title, analysis: analyze(spec, { exact: 'closed' }), remarks, protocol: protocolOf(asked) })
};

/** What the model's tests can find, for a study's protocol. */
function protocolOf(spec: ModelSpec): string[] {
    if (spec.tests.length === 0) {
        return [];
    }
    const answers = answer(spec, { exact: 'closed', allocation: false, around: false });
    return protocolParagraphs({ spec, analysis: analyze(spec, { exact: 'closed' }), answers });
}

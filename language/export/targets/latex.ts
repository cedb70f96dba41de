import { analyze } from '../../../src-engine/analysis/analyze.js';
import { answer } from '../../../src-engine/design/answer.js';
import { VarianceStore } from '../../../src-engine/design/variance-store.js';
import { KeptInformation } from '../../../src-engine/exact/kept-information.js';
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
        latexDocument(spec, { title, analysis: analyze(spec, { exact: 'quick' }), remarks, protocol: protocolOf(asked) })
};

/** What the model's tests can find, for a study's protocol. */
function protocolOf(spec: ModelSpec): string[] {
    if (spec.tests.length === 0) {
        return [];
    }
    const keptInformation = new KeptInformation();
    const variances = new VarianceStore({ shouldStop: () => false, exact: 'quick', seed: 1, keptInformation });
    const answers = answer(spec, { variances, allocation: false, around: false });
    return protocolParagraphs({ spec, analysis: analyze(spec, { exact: 'quick' }, keptInformation), answers });
}

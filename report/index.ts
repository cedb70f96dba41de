/** The design report of a file's models, as a page and as Markdown. */
import type { Issue } from '../language/index.js';
import { accuracyBlocks } from './accuracy-section.js';
import { comparisonSection } from './comparison-section.js';
import { bulletList, paragraph, type Block, type ReportDocument, type Section } from './document.js';
import { htmlPage } from './html.js';
import { markdownText } from './markdown.js';
import { answersOf, messages, modelSection } from './model-section.js';
import { references } from './references.js';
import type { ReportModel } from './report-model.js';

export { reportModel, type ReportModel, type ModelReportOptions } from './report-model.js';

export interface ReportInput {
    /** The name of the file, for the reader. */
    file: string;
    /** The text of the file. */
    text: string;
    /** Of the program. */
    version: string;
    models: ReportModel[];
    /** Messages of no model. */
    issues: Issue[];
}

/** A self-contained page without network access or scripts. */
export function htmlReport(input: ReportInput): string {
    return htmlPage(reportDocument(input));
}

/** The same in Markdown, with tables of numbers in place of pictures, and formulas in `math` fences. */
export function markdownReport(input: ReportInput): string {
    return markdownText(reportDocument(input));
}

/** The common source of both formats. */
export function reportDocument({ file, text, version, models, issues }: ReportInput): ReportDocument {
    const specs = models.flatMap(({ numbers }) => (numbers ? [numbers.spec] : []));
    const sources = references(specs);
    const modelSections = models.map((model, i) => modelSection(model, `model-${i + 1}`, file));
    // The name of a single model is the title of the report.
    const single = modelSections.length === 1 ? modelSections[0] : undefined;
    const sections: (Section | null)[] = [
        ...(single ? single.sections : modelSections),
        comparisonSection(models),
        specs.length === 0 ? null : { id: 'accuracies', title: 'Accuracy of the numbers', blocks: accuracyBlocks(models), sections: [] },
        { id: 'specification', title: 'The specification', blocks: [{ kind: 'code', language: 'glmm', text }], sections: [] },
        sources.length === 0
            ? null
            : { id: 'references', title: 'References', blocks: [bulletList(sources.map(source => [source]))], sections: [] }
    ];
    return {
        title: single?.title ?? `Study designs of ${file}`,
        colophon: `Made by GLMM Design ${version} from ${file}. The numbers are computed, not simulated, unless a table or caption says so. The same file gives the same report.`,
        opening: [
            ...(models.length === 0 && issues.length === 0 ? [paragraph('There are no models in this file.')] : []),
            ...messages(issues, file),
            ...(single?.blocks ?? summaries(models))
        ],
        sections: sections.filter(section => section !== null)
    };
}

/** The answers of several models, before their sections. */
function summaries(models: readonly ReportModel[]): Block[] {
    const paragraphs = models.flatMap(answersOf);
    return paragraphs.length === 0 ? [] : [{ kind: 'summary', paragraphs }];
}

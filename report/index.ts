/** The design report: of a file's models, as a page and as Markdown. */
import type { Issue } from '../language/index.js';
import { comparisonSection } from './comparison-section.js';
import { bulletList, paragraph, type Block, type ReportDocument, type Section } from './document.js';
import { htmlPage } from './html.js';
import { markdownText } from './markdown.js';
import { answersOf, messages, modelSection } from './model-section.js';
import { references } from './references.js';
import type { ReportModel } from './report-model.js';

export { reportModel, type ReportModel, type ReportOptions } from './report-model.js';

export interface ReportInput {
    /** The name of the file, for the reader. */
    file: string;
    /** What stands in it. */
    text: string;
    /** Of the program. */
    version: string;
    models: ReportModel[];
    /** Messages of no model. */
    issues: Issue[];
}

/** One page that needs nothing else: no network, no script. */
export function htmlReport(input: ReportInput): string {
    return htmlPage(reportDocument(input));
}

/** The same in Markdown, with tables of numbers in place of pictures, and formulas in `math` fences. */
export function markdownReport(input: ReportInput): string {
    return markdownText(reportDocument(input));
}

/** What both are written from. */
export function reportDocument({ file, text, version, models, issues }: ReportInput): ReportDocument {
    const specs = models.flatMap(({ numbers }) => (numbers ? [numbers.spec] : []));
    const sources = references(specs);
    const modelSections = models.map((model, i) => modelSection(model, `model-${i + 1}`, file));
    // A report of one model is about it: its name stands over all.
    const single = modelSections.length === 1 ? modelSections[0] : undefined;
    const sections: (Section | null)[] = [
        ...(single ? single.sections : modelSections),
        comparisonSection(models),
        specs.length === 0
            ? null
            : { id: 'accuracies', title: 'How far the numbers can be trusted', blocks: accuracyBlocks(), sections: [] },
        { id: 'specification', title: 'The specification', blocks: [{ kind: 'code', language: 'glmm', text }], sections: [] },
        sources.length === 0
            ? null
            : { id: 'references', title: 'References', blocks: [bulletList(sources.map(source => [source]))], sections: [] }
    ];
    return {
        title: single?.title ?? `Study designs of ${file}`,
        colophon: `Made by GLMM Design ${version} from ${file}. The numbers are computed, not simulated, unless a table says so; the same file gives the same report.`,
        opening: [
            ...(models.length === 0 && issues.length === 0 ? [paragraph('There are no models in this file.')] : []),
            ...messages(issues, file),
            ...(single?.blocks ?? summaries(models))
        ],
        sections: sections.filter(section => section !== null)
    };
}

/** Of several models what each has to say first. */
function summaries(models: readonly ReportModel[]): Block[] {
    const paragraphs = models.flatMap(answersOf);
    return paragraphs.length === 0 ? [] : [{ kind: 'summary', paragraphs }];
}

/** What a reader who knows no theory has to know of it. */
function accuracyBlocks(): Block[] {
    return [
        paragraph(
            'The variance of an estimate in a model with random effects has no closed form. It is approximated here in up to four ways; where they agree, it hardly matters which is used, and where they do not, the coarser ones mislead.'
        ),
        bulletList([
            [
                { strong: 'Leading term: ' },
                'what remains when groups and observations in them are many. It is the simplest, and promises too much in small groups.'
            ],
            [
                { strong: 'Two terms: ' },
                'with what finite groups add. Close where that addition is small against the first term, too large where it is not.'
            ],
            [
                { strong: 'Refined: ' },
                'two terms on the scale of the information, which stays sensible in small groups. Used unless the file says otherwise.'
            ],
            [
                { strong: 'Exact: ' },
                'the information of a group of this size itself, in closed algebra, as a sum, or simulated with the error that stands beside it. Exact still refers to many groups.'
            ]
        ]),
        paragraph(
            'Effects of block A ride on random effects: their precision grows with the number of groups alone. Effects of block B don’t: it grows with all observations. Every integral behind the numbers is computed with a certified error, and only digits that it certifies are printed.'
        )
    ];
}

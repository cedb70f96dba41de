/** Reports of texts, and what a reader finds in them. */
import { readdirSync, readFileSync } from 'node:fs';
import { parseHTML } from 'linkedom';
import { lowerDocument, sweptModels } from '../../language/index.js';
import { htmlReport, markdownReport, reportModel, type ReportInput } from '../../report/index.js';
import { openDocument } from '../open-text.js';

const folder = new URL('../../examples/', import.meta.url);
export const examples = readdirSync(folder)
    .filter(file => file.endsWith('.glmm'))
    .map(file => ({ file, text: readFileSync(new URL(file, folder), 'utf8') }));

export async function reportInput(text: string, file = 'design.glmm'): Promise<ReportInput> {
    const document = await openDocument(text);
    const { models, issues } = lowerDocument(document);
    const made = models.map((model, index) => reportModel(model, sweptModels(document, index), { exact: 'closed', seed: 1 }));
    return { file, text, version: '1.2.3', models: made, issues };
}

export async function madeReport(text: string, file = 'design.glmm'): Promise<{ html: string; markdown: string; page: Document }> {
    const input = await reportInput(text, file);
    const html = htmlReport(input);
    const { document } = parseHTML(html) as unknown as { document: Document };
    return { html, markdown: markdownReport(input), page: document };
}

const ofExamples = new Map<string, ReturnType<typeof madeReport>>();

/** The report of an example, which is made once for all tests of a file. */
export function exampleReport(file: string): ReturnType<typeof madeReport> {
    const { text } = examples.find(example => example.file === file)!;
    const found = ofExamples.get(file) ?? madeReport(text, file);
    ofExamples.set(file, found);
    return found;
}

/** The texts of the tables whose captions begin so: rows of cells, the header first. */
export function tablesOf(root: Document | Element, caption: string): string[][][] {
    return [...root.querySelectorAll('table')]
        .filter(table => table.querySelector('caption')!.textContent.startsWith(caption))
        .map(table => [...table.querySelectorAll('tr')].map(row => [...row.querySelectorAll('th, td')].map(cell => cell.textContent)));
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹⁻';

/** A printed number: `−1.46`, `4.878 × 10⁻⁵`. */
export function numberOf(printed: string): number {
    const [mantissa = '', power = ''] = printed.split(' × 10');
    const exponent = [...power].map(character => '0123456789-'[superscripts.indexOf(character)]).join('');
    return Number(`${mantissa.replace('−', '-')}e${exponent || '0'}`);
}

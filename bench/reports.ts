import { lowerDocument, sweptModels } from '../language/index.js';
import { htmlReport, reportModel } from '../report/index.js';
import { openDocument } from '../test/open-text.js';
import { quantiles } from './quantiles.js';

const repetitions = 3;

/** Measures the report of a text as a page: the median time and the first time in milliseconds, in this process, and the size in bytes. */
export async function measureReport(file: string, text: string): Promise<{ first: number; time: number; size: number }> {
    const times: number[] = [];
    let size = 0;
    for (let i = 0; i < repetitions; i++) {
        const start = performance.now();
        const document = await openDocument(text);
        const { models, issues } = lowerDocument(document);
        const made = models.map((model, index) => reportModel(model, sweptModels(document, index), { exact: 'closed', seed: 1 }));
        const html = htmlReport({ file, text, version: '0', models: made, issues });
        times.push(performance.now() - start);
        size = new TextEncoder().encode(html).length;
    }
    return { first: times[0]!, time: quantiles(times).median, size };
}

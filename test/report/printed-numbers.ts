/** The numbers in the reports of the examples are those of `glmm analyze --json` for the same files. */
import { describe, expect, it } from 'vitest';
import { analysisJson } from '../../cli/analysis-json.js';
import { computedModel } from '../../cli/computed-model.js';
import { lowerDocument, sweptModels } from '../../language/index.js';
import { openDocument } from '../open-text.js';
import { exampleReport, examples, numberOf, tablesOf } from './made-report.js';

interface Json {
    models: {
        name: string;
        parameters: ({ name: string; standardError: number | null; value: number | null } & Record<string, { asyVar: number | null }>)[];
        tests: { power: Record<string, number | null>; required: { quantity: string } & Record<string, number | null> }[];
        precisions: { required: Record<string, number | null> }[];
        sweep: { at: Record<string, number>; tests: { required: Record<string, number | null> }[] }[];
    }[];
}

const names = { 'leading term': 'leading', 'two terms': 'twoTerm', refined: 'refined', exact: 'exact' } as const;

const known = new Map<string, Promise<Json>>();

/** Several tests read those of the same text. */
function jsonOf(text: string): Promise<Json> {
    const found = known.get(text) ?? computedJson(text);
    known.set(text, found);
    return found;
}

async function computedJson(text: string): Promise<Json> {
    const document = await openDocument(text);
    const { models, issues } = lowerDocument(document);
    const all = models.map((model, index) => ({
        file: 'design.glmm',
        ...computedModel(model, sweptModels(document, index), { exact: 'closed', seed: 1 })
    }));
    const opened = { name: 'design.glmm', text, models, issues, suggestion: () => null, swept: () => [] };
    return JSON.parse(JSON.stringify(analysisJson([opened], all))) as Json;
}

/** The file with its answers in place of `?`. */
function answered(text: string, { models }: Json): string {
    return models.reduce((known, { tests }) => {
        const required = tests.find(test => test.required !== null)?.required;
        return required ? known.replace(`${required.quantity} = ?`, `${required.quantity} = ${required.refined}`) : known;
    }, text);
}

/** `exact for many groups` is in the column of exact numbers. */
const withoutScope = (title: string): string => title.replace(/ for many (?:groups|observations)$/, '');

/** `0.3301 ± 0.0002` has the digits of its first number. */
const withoutError = (printed: string): string => printed.replace(/^\(?([^ ]+) ± [^ )]+\)?/, '$1');

/** Half a unit of the last of the digits that are printed, relative to the smallest number with so many digits. */
function precisionOf(printed: string): number {
    const [mantissa] = printed.split(/[ ×]/);
    const digits = mantissa.replace(/[^0-9]/g, '').replace(/^0+/, '').length;
    return Math.max(5.1e-5, 0.51 * 10 ** (1 - digits));
}

const sectionsOf = (page: Document, count: number): (Document | Element)[] =>
    count === 1 ? [page] : Array.from({ length: count }, (_, i) => page.getElementById(`model-${i + 1}`)!);

export function describePrintedNumbers(): void {
    describeVariances();
    describeAnswers();
    describeCurve();
}

function describeVariances(): void {
    describe('a printed number is the JSON’s, to the digits that are printed', () => {
        it.each(examples)('$file', async ({ text, file }) => {
            const asked = await jsonOf(text);
            const { page } = await exampleReport(file);
            const { models } = await jsonOf(answered(text, asked));
            const sections = sectionsOf(page, models.length);
            let compared = 0;
            for (const [i, model] of models.entries()) {
                const [variances] = tablesOf(sections[i], 'Variances of the estimates');
                const [titles, ...rows] = variances;
                const header = titles.map(withoutScope);
                expect(rows.map(([name]) => name)).toEqual(model.parameters.map(({ name }) => name));
                rows.forEach((row, k) => {
                    for (const [title, accuracy] of Object.entries(names)) {
                        const { asyVar } = model.parameters[k][accuracy];
                        const column = header.indexOf(title);
                        if (column < 0) {
                            expect(asyVar).toBeNull();
                            continue;
                        }
                        const printed = withoutError(row[column]);
                        expect(printed === '—', `${model.name} ${row[0]} ${title}`).toBe(asyVar === null);
                        if (asyVar !== null) {
                            expect(Math.abs(numberOf(printed) / asyVar - 1), `${model.name} ${row[0]} ${title}`).toBeLessThan(
                                precisionOf(printed)
                            );
                            compared++;
                        }
                    }
                });
                const [[, ...parameters]] = tablesOf(sections[i], 'Parameters with their true values');
                parameters.forEach(([name, , , standardError], k) => {
                    const expected = model.parameters[k].standardError;
                    // A rough number is told as one, and the JSON leaves it out.
                    expect(/^—$| only\)$/.test(standardError), name).toBe(expected === null);
                    if (expected !== null) {
                        const printed = withoutError(standardError).replace(/ \((?:may be far off|rough)\)$/, '');
                        expect(Math.abs(numberOf(printed) / expected - 1), `${name}: ${standardError}`).toBeLessThan(
                            Math.max(6e-3, precisionOf(printed))
                        );
                    }
                });
            }
            expect(compared).toBeGreaterThan(2);
        });
    });
}

function describeAnswers(): void {
    describe('powers and sizes are the JSON’s', () => {
        it.each(examples.filter(({ text }) => text.includes('test ')))('$file', async ({ text, file }) => {
            const { models } = await jsonOf(text);
            const { page } = await exampleReport(file);
            const sections = sectionsOf(page, models.length);
            let compared = 0;
            for (const [i, { tests }] of models.entries()) {
                const tables = tablesOf(sections[i], 'Answers by each formula');
                if (tests.length === 0) {
                    expect(tables).toEqual([]);
                    continue;
                }
                const [[titles, ...rows]] = tables;
                const header = titles.map(withoutScope);
                const cells = (what: string, k: number): string[] | undefined => rows.filter(row => row[1].startsWith(what))[k];
                tests.forEach(({ power, required }, k) => {
                    for (const [title, accuracy] of Object.entries(names)) {
                        const column = header.indexOf(title);
                        const told = column < 0 ? undefined : cells('power', k)?.[column];
                        if (power[accuracy] !== null && told !== undefined && !/[<>]/.test(told)) {
                            // Rounded down.
                            expect(power[accuracy] - Number(told)).toBeGreaterThan(-1e-8);
                            expect(power[accuracy] - Number(told)).toBeLessThan(1.001e-3);
                            compared++;
                        }
                        if (required !== null && required[accuracy] !== null) {
                            const size = rows.filter(row => row[1].includes('power') && row[1] !== 'power')[k][column];
                            expect(Number(size.replace('−', '-'))).toBe(required[accuracy]);
                            compared++;
                        }
                    }
                });
            }
            // By three accuracies at least, a power or a size.
            expect(compared).toBeGreaterThan(2);
        });

        it('over a sweep', async () => {
            const { text, file } = examples.find(({ file }) => file === 'blood-pressure.glmm')!;
            const { models } = await jsonOf(text);
            const { page } = await exampleReport(file);
            const [header, ...rows] = tablesOf(page, 'Patients for 80 % power').find(([[corner]]) => corner.includes('\\'))!;
            for (const { at, tests } of models[0].sweep) {
                const row = rows.find(([rho]) => Number(rho) === at.rho)!;
                expect(Number(row[header.indexOf(String(at.sigma2))])).toBe(tests[0].required.refined);
            }
            expect(models[0].sweep.length).toBe(9);
        });
    });
}

function describeCurve(): void {
    it('the numbers beside a curve are powers of files with those designs', async () => {
        const { text, file } = examples.find(({ file }) => file === 'cluster-trial.glmm')!;
        const { page } = await exampleReport(file);
        const section = page.getElementById('model-1')!;
        const [[header, ...rows]] = tablesOf(section, 'Power of the test of effect = 0 against practices');
        for (const row of rows.slice(0, 4)) {
            const other = await jsonOf(text.replace('practice = ?', `practice = ${row[0]}`));
            const power = other.models[0].tests[0].power.refined!;
            expect(power - Number(row[header.indexOf('refined')])).toBeGreaterThan(-1e-8);
            expect(power - Number(row[header.indexOf('refined')])).toBeLessThan(1.001e-3);
        }
    });
}

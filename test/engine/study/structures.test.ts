/** The refined form of crossed, many-level and cohort designs against values of other software; see `test/reference/README.md`. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { refinedStudy } from '../../../src-engine/study/refined-study.js';
import { analyze } from '../../../src-engine/index.js';
import { specOf } from '../../field/opened.js';
import { studyOptions } from './studies.js';

interface Case {
    name: string;
    glmm: string;
    /** [variance, its standard error], 0 where exact. */
    refined: Record<string, [number, number]>;
}

const cases = JSON.parse(readFileSync(new URL('../../reference/structures.json', import.meta.url), 'utf8')) as Case[];

/** Texts with elements that the language does not have yet. */
const planned = new Set([
    'stepped wedge logistic, cluster-period effects (cac)',
    'stepped wedge logistic, decay',
    'stepped wedge Gaussian, decay: exact',
    'incomplete stepped wedge Gaussian with decay: exact',
    'partially nested, Gaussian: exact',
    'partially nested, logistic',
    'dropout, Gaussian random slope: exact',
    'size by arm, Gaussian: exact',
    'three levels Gaussian, listed sizes: exact'
]);
/** 15 items in two conditions: the language asks for 14 or 16. */
const refused = 'crossed Poisson, drawn covariate';
const readable = cases.filter(({ name }) => !planned.has(name) && name !== refused);

test('every planned name is a case, and most other kinds are here', () => {
    expect([...planned, refused].filter(name => !cases.some(one => one.name === name))).toEqual([]);
    expect(readable).toHaveLength(cases.length - planned.size - 1);
    expect(readable.length).toBeGreaterThanOrEqual(6);
});

describe.each(readable)('$name', one => {
    test('the variances are within 1 %', async () => {
        const { parameters } = analyze(await specOf(one.glmm), { exact: 'none' });
        for (const [name, [variance, error]] of Object.entries(one.refined)) {
            const found = parameters.find(parameter => parameter.name === name)!.refined!;
            expect(Math.abs(found.asyVar! / variance - 1), name).toBeLessThan(0.01);
            expect(Math.abs(found.asyVar! - variance), name).toBeLessThan(found.error! + 4 * error + 0.002 * variance);
        }
    });
});

describe('two seeds agree within their errors', () => {
    const logistic = readable.filter(({ glmm }) => !glmm.includes('gaussian'));
    test.each(logistic)('$name', async one => {
        const spec = await specOf(one.glmm);
        const [first, second] = [1, 2].map(seed => refinedStudy(spec, { ...studyOptions, seed }));
        first!.covariance.forEach((row, i) => {
            const difference = Math.abs(row[i]! - second!.covariance[i]![i]!);
            expect(difference).toBeGreaterThan(0);
            expect(difference).toBeLessThan(first!.errors[i]! + second!.errors[i]!);
        });
    });
});

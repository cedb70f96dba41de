/** Sweeps follow everything else. */
import { expect, test } from 'vitest';
import type { SweptModel } from '../../../language/index.js';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { file, model } from '../manual-engine.js';
import { setUp, uri } from './manual-service.js';

const sweeping: Partial<ModelSpec> = { sweeps: [{ quantity: 'n', name: 'n', values: [5, 6] }] };
const points: SweptModel[] = [
    { at: { n: 5 }, spec: { name: 'five' } as ModelSpec, reason: null },
    { at: { n: 6 }, spec: null, reason: { code: 'invalid', detail: 'Six.' } }
];

test('Sweeps come last, without the models that have no meaning, whose reasons are among the rows', async () => {
    const { engine, service } = setUp(undefined, points);
    service.update(uri, file(model('a', '1', null, sweeping)));
    await engine.endAll();
    expect(engine.startedAnswers).toEqual(['sweep of five']);
    const none = { tests: [], precisions: [], standardError: {}, inUse: {} };
    expect(service.models(uri)[0].sweep).toEqual([{ at: { n: 6 }, ...none, reason: { code: 'invalid', detail: 'Six.' } }]);
});

test('A sweep belongs to one reading of the text: of equal models the same constant may mean other things', async () => {
    const { engine, service } = setUp(undefined, points);
    service.update(uri, file(model('a', '1', null, sweeping)));
    await engine.endAll();
    service.update(uri, file(model('a', '1', null, sweeping)));
    expect(service.models(uri)[0].sweep).toBeNull();
    await engine.endAll();
    expect(engine.startedAnswers).toEqual(['sweep of five', 'sweep of five']);
    expect(service.models(uri)[0].sweep).toHaveLength(1);
});

test('A sweep whose text is not read yet is not computed', async () => {
    const { engine, service } = setUp(undefined, null);
    service.update(uri, file(model('a', '1', null, sweeping)));
    await engine.endAll();
    expect(engine.startedAnswers).toEqual([]);
    expect(service.models(uri)[0].sweep).toBeNull();
});

const longSweep = (length: number): Partial<ModelSpec> => ({
    sweeps: [{ quantity: 'n', name: 'n', values: Array.from({ length }, (_, index) => index + 1) }]
});

test('Of long sweeps only those that are looked at are computed', async () => {
    const { engine, service } = setUp(undefined, points);
    service.update(uri, file(model('a', '1', null, longSweep(101))));
    await engine.endAll();
    expect(engine.startedAnswers).toEqual([]);
    service.ask(uri, 0);
    await engine.endAll();
    expect(engine.startedAnswers).toEqual(['sweep of five']);
});

test('Very long sweeps are left to the command line', async () => {
    const { engine, service } = setUp(undefined, points);
    service.update(uri, file(model('a', '1', null, longSweep(501))));
    service.ask(uri, 0);
    await engine.endAll();
    expect(engine.startedAnswers).toEqual([]);
});

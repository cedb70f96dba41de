/** Exact variances follow all other numbers. */
import { expect, test } from 'vitest';
import type { Analysis } from '../../../src-engine/result/analysis.js';
import { file, model } from '../manual-engine.js';
import { setUp, uri, withoutExact } from './manual-service.js';

test('Exact variances come after all other numbers, those near the edit first, and are under way until then', async () => {
    const { engine, service, states } = setUp();
    service.update(uri, file(model('a', '1'), model('b', '1')));
    await engine.end();
    expect(engine.startedExact).toEqual([]);
    await engine.end();
    expect(states().map(([state]) => state)).toEqual(['fresh', 'fresh']);
    expect(service.models(uri).map(({ exactIsUnderWay }) => exactIsUnderWay)).toEqual([true, true]);
    await engine.endAll();
    expect(engine.startedExact).toEqual(['a 1 quick', 'b 1 quick']);
    expect(service.models(uri).map(({ exactIsUnderWay }) => exactIsUnderWay)).toEqual([false, false]);
});

test('Only where the file says so are exact variances simulated', async () => {
    const { engine, service } = setUp();
    service.update(uri, file(model('a', '1'), model('b', '1', 'exact')));
    await engine.endAll();
    expect(engine.startedExact).toEqual(['a 1 quick', 'b 1 simulate']);
});

test('Without simulations in the background they stay closed; allowed again, they follow', async () => {
    let allowed = false;
    const { engine, service } = setUp(() => allowed);
    service.update(uri, file(model('a', '1', 'exact')));
    await engine.end(withoutExact);
    await engine.end(withoutExact);
    expect(engine.startedExact).toEqual(['a 1 closed']);
    expect(service.models(uri)[0].exactIsUnderWay).toBe(false);
    allowed = true;
    service.reconsider();
    expect(engine.startedExact).toEqual(['a 1 closed', 'a 1 simulate']);
    allowed = false;
    service.reconsider();
    expect(engine.cancelled).toEqual(['a 1']);
});

test('What is closed or a short sum is not simulated after it', async () => {
    let allowed = false;
    const { engine, service } = setUp(() => allowed);
    const exact = { parameters: [{ exact: { asyVar: 1, reason: null } }] } as unknown as Analysis;
    service.update(uri, file(model('a', '1', 'exact')));
    await engine.end(withoutExact);
    await engine.end(exact);
    allowed = true;
    service.reconsider();
    expect(engine.startedExact).toEqual(['a 1 closed']);
});

test('An edit stops exact variances, and the older ones of the text before go with it', async () => {
    const { engine, service, states } = setUp();
    service.update(uri, file(model('a', '1')));
    await engine.end();
    expect(engine.startedExact).toEqual(['a 1 quick']);
    service.update(uri, file(model('a', '2')));
    expect(engine.cancelled).toEqual(['a 1']);
    await engine.endAll();
    expect(engine.started).toEqual(['a 1', 'a 2']);
    expect(engine.startedExact).toEqual(['a 1 quick', 'a 2 quick']);
    expect(states()).toEqual([['fresh', 'a 2']]);
});

test('An edit of another model stops exact variances for as long as it takes', async () => {
    const { engine, service } = setUp();
    service.update(uri, file(model('a', '1'), model('b', '1')));
    await engine.end();
    await engine.end();
    service.update(uri, file(model('a', '1'), model('b', '2')));
    expect(engine.cancelled).toEqual(['a 1']);
    await engine.endAll();
    expect(engine.startedExact).toEqual(['a 1 quick', 'b 2 quick', 'a 1 quick']);
});

test('An edit of a comment leaves exact variances at work', async () => {
    const { engine, service } = setUp();
    service.update(uri, file(model('a', '1')));
    await engine.end();
    service.update(uri, file(model('a', '1')));
    expect(engine.cancelled).toEqual([]);
    expect(engine.startedExact).toEqual(['a 1 quick']);
});

test('Looking at a model that is not computed stops exact variances of another', async () => {
    const { engine, service, states } = setUp();
    const models = Array.from({ length: 300 }, (_, index) => model(`m${index}`, '1'));
    service.update(uri, file(...models));
    await new Promise(setImmediate);
    while (engine.startedExact.length === 0) {
        await engine.end();
    }
    service.ask(uri, 299);
    expect(engine.cancelled).toEqual(['m0 1']);
    await engine.endAll();
    expect(states()[299]).toEqual(['fresh', 'm299 1']);
    expect(engine.startedExact).toContain('m299 1 quick');
    expect(engine.startedExact).not.toContain('m200 1 quick');
});

test('Where the engine breaks down over exact variances the other numbers stay', async () => {
    const { engine, service, states } = setUp();
    service.update(uri, file(model('a', '1')));
    await engine.end();
    await engine.fail();
    await engine.endAll();
    expect(states()).toEqual([['fresh', 'a 1']]);
    expect(service.models(uri)[0].exactIsUnderWay).toBe(false);
    expect(engine.startedExact).toEqual(['a 1 quick']);
});

test('Exact variances are known at once when a text comes back', async () => {
    const { engine, service } = setUp();
    for (const text of ['1', '2', '1']) {
        service.update(uri, file(model('a', text)));
        await engine.endAll();
    }
    expect(engine.startedExact).toEqual(['a 1 quick', 'a 2 quick']);
    expect(service.models(uri)[0].numbers!.exact).toBe('quick');
});

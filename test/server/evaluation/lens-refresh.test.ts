/** Lenses are fetched again where, and only where, their text has changed. */
import { expect, test } from 'vitest';
import { file, model } from '../manual-engine.js';
import { asking, setUp, uri, withoutExact } from './manual-service.js';

test('Lenses are fetched again once, when everything near the edit is there', async () => {
    const { engine, service, refresh, refreshes } = setUp();
    service.update(uri, file(model('a', '1'), model('b', '1')));
    refresh.delivered(uri, service.models(uri));
    await engine.end();
    expect(refreshes()).toBe(0);
    await engine.end();
    expect(refreshes()).toBe(1);
});

test('Lenses that are fresh at the client are not fetched again', async () => {
    const { engine, service, refresh, refreshes } = setUp();
    service.update(uri, file(model('a', '1')));
    await engine.endAll();
    refresh.delivered(uri, service.models(uri));
    service.update(uri, file(model('a', '1')));
    service.ask(uri, 0);
    service.update('file:///empty.glmm', file());
    expect(refreshes()).toBe(0);
});

test('Numbers that turn stale, and come back, are a change', async () => {
    const { engine, service, refresh, refreshes } = setUp();
    service.update(uri, file(model('a', '1')));
    await engine.endAll();
    refresh.delivered(uri, service.models(uri));
    service.update(uri, file(model('a', null)));
    expect(refreshes()).toBe(1);
    service.update(uri, file(model('a', '1')));
    expect(refreshes()).toBe(2);
});

test('A document whose lenses nobody has fetched needs no other fetch, and one that was fetched before its text was read does', async () => {
    const { engine, service, refresh, refreshes } = setUp();
    service.update(uri, file(model('a', '1')));
    await engine.endAll();
    expect(refreshes()).toBe(0);
    const second = 'file:///second.glmm';
    refresh.delivered(second, service.models(second));
    service.close(uri);
    expect(refreshes()).toBe(0);
    service.update(second, file(model('a', '1')));
    expect(refreshes()).toBe(1);
});

test('A change of what lenses show fetches them again', async () => {
    const { engine, service, refresh, refreshes } = setUp();
    service.update(uri, file(model('a', '1')));
    await engine.endAll();
    refresh.delivered(uri, service.models(uri));
    refresh.force();
    expect(refreshes()).toBe(1);
});

test('Marks of checks by exact numbers are taken off together', async () => {
    const { engine, service, refresh, refreshes } = setUp();
    service.update(uri, file(model('a', '1'), model('b', '1')));
    refresh.delivered(uri, service.models(uri));
    await engine.end(withoutExact);
    await engine.end(withoutExact);
    expect(refreshes()).toBe(1);
    await engine.end(withoutExact);
    expect(service.models(uri).map(({ exactIsUnderWay }) => exactIsUnderWay)).toEqual([false, true]);
    expect(refreshes()).toBe(1);
    await engine.end(withoutExact);
    expect(refreshes()).toBe(2);
});

test('Lenses do not wait for exact variances and are not fetched again for them, unless they are made from them', async () => {
    const { engine, service, refresh, refreshes } = setUp();
    service.update(uri, file(model('a', '1')));
    refresh.delivered(uri, service.models(uri));
    await engine.end();
    expect(engine.idle).toBe(false);
    expect(refreshes()).toBe(1);
    await engine.endAll();
    expect(refreshes()).toBe(1);

    service.update(uri, file(model('a', '2', 'exact')));
    refresh.delivered(uri, service.models(uri));
    await engine.end(withoutExact);
    await engine.end();
    expect(refreshes()).toBe(2);
});

test('Lenses are fetched again once for numbers and once for answers', async () => {
    const { engine, service, refresh, refreshes } = setUp();
    service.update(uri, file(model('a', '1', null, asking), model('b', '1', null, asking)));
    refresh.delivered(uri, service.models(uri));
    await engine.end();
    expect(refreshes()).toBe(0);
    await engine.end();
    expect(refreshes()).toBe(1);
    await engine.end();
    expect(refreshes()).toBe(1);
    await engine.end();
    expect(refreshes()).toBe(2);
    await engine.endAll();
    expect(refreshes()).toBe(2);
});

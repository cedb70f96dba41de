/** Numbers of models through edits: what is kept, computed and stopped, and in which order. */
import { expect, test } from 'vitest';
import { file, model } from '../manual-engine.js';
import { setUp, uri } from './manual-service.js';

test('A model is being computed, then fresh', async () => {
    const { engine, service, states } = setUp();
    service.update(uri, file(model('a', '1')));
    expect(states()).toEqual([['computing', null]]);
    await engine.end();
    expect(states()).toEqual([['fresh', 'a 1']]);
});

test('An edit keeps the older numbers while the new ones are computed, and leaves other models alone', async () => {
    const { engine, service, states } = setUp();
    service.update(uri, file(model('a', '1'), model('b', '1')));
    await engine.endAll();
    service.update(uri, file(model('a', '1'), model('b', '2')));
    expect(states()).toEqual([
        ['fresh', 'a 1'],
        ['computing', 'b 1']
    ]);
    await engine.endAll();
    expect(states()).toEqual([
        ['fresh', 'a 1'],
        ['fresh', 'b 2']
    ]);
    expect(engine.started).toEqual(['a 1', 'b 1', 'b 2']);
});

test('Text that does not parse keeps the last good numbers as stale and computes nothing', async () => {
    const { engine, service, states } = setUp();
    service.update(uri, file(model('a', '1')));
    await engine.endAll();
    service.update(uri, file(model('a', null)));
    service.update(uri, file(model('a', null)));
    expect(states()).toEqual([['stale', 'a 1']]);
    expect(engine.started).toEqual(['a 1']);
    service.update(uri, file(model('a', '1')));
    expect(states()).toEqual([['fresh', 'a 1']]);
    expect(engine.started).toEqual(['a 1']);
});

test('A model keeps its numbers while its name is being typed', async () => {
    const { engine, service, states } = setUp();
    service.update(uri, file(model('a', '1'), model('b', '1')));
    await engine.endAll();
    service.update(uri, file(model('a', '1'), model('', null)));
    expect(states()[1]).toEqual(['stale', 'b 1']);
    service.update(uri, file(model('a', '1'), model('bb', '1')));
    expect(states()[1]).toEqual(['computing', 'b 1']);
});

test('Models of one name have numbers each', async () => {
    const { engine, service, states } = setUp();
    service.update(uri, file(model('a', '1'), model('a', '2')));
    await engine.endAll();
    service.update(uri, file(model('a', null), model('a', '2')));
    expect(states()).toEqual([
        ['stale', 'a 1'],
        ['fresh', 'a 2']
    ]);
});

test('What was computed before is known at once', async () => {
    const { engine, service, states } = setUp();
    for (const text of ['1', '2', '1']) {
        service.update(uri, file(model('a', text)));
        await engine.endAll();
    }
    expect(states()).toEqual([['fresh', 'a 1']]);
    expect(engine.started).toEqual(['a 1', 'a 2']);
});

test('A newer text stops the job of the older one', async () => {
    const { engine, service, states } = setUp();
    service.update(uri, file(model('a', '1')));
    service.update(uri, file(model('a', '2')));
    expect(engine.cancelled).toEqual(['a 1']);
    await engine.endAll();
    expect(states()).toEqual([['fresh', 'a 2']]);
});

test('An edit overtakes the models that wait, and they follow', async () => {
    const { engine, service, states } = setUp();
    const others = ['b', 'c'].map(name => model(name, '1'));
    service.update(uri, file(...others, model('d', '1')));
    expect(engine.started).toEqual(['b 1']);
    service.update(uri, file(...others, model('d', '2')));
    expect(engine.cancelled).toEqual(['b 1']);
    await engine.endAll();
    expect(engine.started).toEqual(['b 1', 'd 2', 'c 1', 'b 1']);
    expect(states().every(([state]) => state === 'fresh')).toBe(true);
});

test('An edit of a comment does not stop anything', () => {
    const { engine, service } = setUp();
    service.update(uri, file(model('a', '1')));
    service.update(uri, file(model('a', '1')));
    expect(engine.cancelled).toEqual([]);
});

test('A model over which the engine breaks down says so, is not tried again, and harms no other', async () => {
    const { engine, service, states } = setUp();
    service.update(uri, file(model('a', '1'), model('b', '1')));
    await engine.fail();
    await engine.endAll();
    expect(states()).toEqual([
        ['failed', null],
        ['fresh', 'b 1']
    ]);
    service.update(uri, file(model('a', '1'), model('b', '1')));
    expect(engine.started).toEqual(['a 1', 'b 1']);
    service.update(uri, file(model('a', '2'), model('b', '1')));
    await engine.endAll();
    expect(states()[0]).toEqual(['fresh', 'a 2']);
});

test('A closed document wants nothing any more', () => {
    const { engine, service, states } = setUp();
    service.update(uri, file(model('a', '1'), model('b', '1')));
    service.close(uri);
    expect(engine.cancelled).toEqual(['a 1']);
    expect(states()).toEqual([]);
    expect(engine.started).toEqual(['a 1']);
});

test('A job goes on while another document holds the same model', async () => {
    const { engine, service, states } = setUp();
    service.update(uri, file(model('a', '1')));
    service.update('file:///copy.glmm', file(model('a', '1')));
    service.close(uri);
    expect(engine.cancelled).toEqual([]);
    await engine.endAll();
    expect(states('file:///copy.glmm')).toEqual([['fresh', 'a 1']]);
    expect(engine.started).toEqual(['a 1']);
});

test('Of ten thousand models those near the last edit are computed, and those that are looked at', async () => {
    const { engine, service, states } = setUp();
    const models = Array.from({ length: 10_000 }, (_, index) => model(`m${index}`, '1'));
    service.update(uri, file(...models));
    await engine.endAll();
    const known = engine.started.length;
    expect(known).toBeLessThan(250);
    expect(states()[9_000]).toEqual(['waiting', null]);

    service.ask(uri, 9_000);
    expect(states()[9_000]).toEqual(['computing', null]);
    await engine.endAll();
    expect(states()[9_000]).toEqual(['fresh', 'm9000 1']);
    expect(engine.started.length).toBe(known + 1);

    models[5_000] = model('m5000', '2');
    service.update(uri, file(...models));
    await engine.end();
    expect(states()[5_000]).toEqual(['fresh', 'm5000 2']);
});

test('What is looked at comes first', async () => {
    const { engine, service } = setUp();
    service.update(uri, file(...['a', 'b', 'c', 'd'].map(name => model(name, '1'))));
    service.ask(uri, 3);
    await engine.endAll();
    expect(engine.started).toEqual(['a 1', 'd 1', 'b 1', 'c 1']);
});

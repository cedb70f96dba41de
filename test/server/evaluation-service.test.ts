import { expect, test } from 'vitest';
import type { SweptModel } from '../../language/index.js';
import { EvaluationService } from '../../server/evaluation/evaluation-service.js';
import { LensRefresh } from '../../server/features/code-lens-refresh.js';
import type { Analysis } from '../../src-engine/result/analysis.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import { file, ManualEngine, model } from './manual-engine.js';

const uri = 'file:///study.glmm';

function setUp(simulatesExact = () => true, swept: SweptModel[] | null = null) {
    const engine = new ManualEngine();
    const service = new EvaluationService(engine, { simulatesExact, sweptModels: () => swept });
    let refreshes = 0;
    const refresh = new LensRefresh(service, () => refreshes++);
    const states = (of = uri) => service.models(of).map(({ state, numbers }) => [state, numbers?.hash ?? null]);
    return { engine, service, refresh, states, refreshes: () => refreshes };
}

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
    expect(refreshes()).toBe(1);
    service.update(uri, file(model('a', '1')));
    service.ask(uri, 0);
    service.update('file:///empty.glmm', file());
    expect(refreshes()).toBe(1);
});

test('Numbers that turn stale, and come back, are a change', async () => {
    const { engine, service, refresh, refreshes } = setUp();
    service.update(uri, file(model('a', '1')));
    await engine.endAll();
    refresh.delivered(uri, service.models(uri));
    service.update(uri, file(model('a', null)));
    expect(refreshes()).toBe(2);
    service.update(uri, file(model('a', '1')));
    expect(refreshes()).toBe(3);
});

/** An analysis whose only parameter's exact variance takes a simulation. */
const withoutExact = { parameters: [{ exact: { asyVar: null, reason: { code: 'not-computed' } } }] } as unknown as Analysis;

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

/** Something that takes answers. */
const asking: Partial<ModelSpec> = { cost: { prices: [], budget: null } };
const answers = (service: EvaluationService) =>
    service.models(uri).map(({ answered: { state, numbers } }) => [state, numbers?.hash ?? null]);

test('Answers come after the numbers of all models and before exact variances, and again with these', async () => {
    const { engine, service, states } = setUp();
    service.update(uri, file(model('a', '1', null, asking), model('b', '1')));
    expect(answers(service)[0]).toEqual(['computing', null]);
    await engine.end();
    expect(engine.startedAnswers).toEqual([]);
    await engine.end();
    expect(engine.startedAnswers).toEqual(['a 1 headline']);
    expect(states()).toEqual([
        ['fresh', 'a 1'],
        ['fresh', 'b 1']
    ]);
    expect(answers(service)[0]).toEqual(['computing', null]);
    await engine.end();
    expect(answers(service)[0]).toEqual(['fresh', 'a 1']);
    expect(engine.startedExact).toEqual(['a 1 quick']);
    expect(service.models(uri)[0].answered.exactIsUnderWay).toBe(true);
    await engine.endAll();
    expect(engine.startedExact).toEqual(['a 1 quick', 'b 1 quick']);
    expect(engine.startedAnswers).toEqual(['a 1 headline', 'a 1 quick']);
    expect(service.models(uri)[0].answered.exactIsUnderWay).toBe(false);
});

test('Answers of the text before stay while new ones are computed, and where the text is broken', async () => {
    const { engine, service, states } = setUp();
    service.update(uri, file(model('a', '1', null, asking)));
    await engine.endAll();
    service.update(uri, file(model('a', '2', null, asking)));
    expect(answers(service)).toEqual([['computing', 'a 1']]);
    await engine.end();
    expect(states()).toEqual([['fresh', 'a 2']]);
    expect(answers(service)).toEqual([['computing', 'a 1']]);
    await engine.end();
    expect(answers(service)).toEqual([['fresh', 'a 2']]);
    service.update(uri, file(model('a', null)));
    expect(answers(service)).toEqual([['stale', 'a 2']]);
});

test('An edit stops answers, and those of a known text are there at once', async () => {
    const { engine, service } = setUp();
    service.update(uri, file(model('a', '1', null, asking)));
    await engine.end();
    service.update(uri, file(model('a', '2', null, asking)));
    expect(engine.cancelled).toEqual(['a 1']);
    await engine.endAll();
    const computed = engine.startedAnswers.length;
    service.update(uri, file(model('a', '3', null, asking)));
    await engine.endAll();
    service.update(uri, file(model('a', '2', null, asking)));
    expect(answers(service)).toEqual([['fresh', 'a 2']]);
    await engine.endAll();
    expect(engine.startedAnswers.slice(computed)).toEqual(['a 3 headline', 'a 3 quick']);
});

test('Where the engine breaks down over answers the numbers stay, and it is not tried again', async () => {
    const { engine, service, states } = setUp();
    service.update(uri, file(model('a', '1', null, asking)));
    await engine.end();
    await engine.fail();
    expect(states()).toEqual([['fresh', 'a 1']]);
    expect(answers(service)).toEqual([['failed', null]]);
    service.update(uri, file(model('a', '1', null, asking)));
    await engine.endAll();
    expect(engine.startedAnswers).toEqual(['a 1 headline', 'a 1 quick']);
});

test('Answers of which only exact ones fail stay as they are', async () => {
    const { engine, service } = setUp();
    service.update(uri, file(model('a', '1', null, asking)));
    await engine.end();
    await engine.end();
    await engine.end();
    expect(engine.startedAnswers).toEqual(['a 1 headline', 'a 1 quick']);
    await engine.fail();
    expect(engine.idle).toBe(true);
    expect(answers(service)).toEqual([['fresh', 'a 1']]);
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

/** Answers follow the numbers, and again exact ones. */
import { expect, test } from 'vitest';
import type { EvaluationService } from '../../../server/evaluation/evaluation-service.js';
import { file, model } from '../manual-engine.js';
import { asking, setUp, uri } from './manual-service.js';

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

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EvaluationService } from '../../server/evaluation/evaluation-service.js';
import { file, ManualEngine, model } from './manual-engine.js';

const uri = 'file:///study.glmm';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

async function typed() {
    const engine = new ManualEngine();
    const service = new EvaluationService(engine, { simulatesExact: () => true, sweptModels: () => null, typingPause: 150 });
    service.update(uri, file(model('a', '1')));
    await engine.end();
    return { engine, service };
}

test('What no lens waits for begins when nothing has been typed for a while', async () => {
    const { engine, service } = await typed();
    expect(engine.started).toEqual(['a 1']);
    vi.advanceTimersByTime(149);
    expect(engine.idle).toBe(true);
    service.update(uri, file(model('a', '2')));
    await engine.end();
    vi.advanceTimersByTime(149);
    expect(engine.startedExact).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(engine.started).toEqual(['a 1', 'a 2']);
    expect(engine.startedExact).toEqual(['a 2 quick']);
});

test('What somebody looks at begins at once', async () => {
    const { engine, service } = await typed();
    service.ask(uri, 0);
    expect(engine.startedExact).toEqual(['a 1 quick']);
});

test('What lenses are made from does not wait', async () => {
    const { engine, service } = await typed();
    service.update(uri, file(model('a', '2', 'exact')));
    await engine.end();
    expect(engine.startedExact).toEqual(['a 2 simulate']);
});

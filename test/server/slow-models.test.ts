import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { EvaluationService } from '../../server/evaluation/evaluation-service.js';
import { file, ManualEngine, model } from './manual-engine.js';
import { manyModels } from './many-models.js';
import { session, shareSession } from './shared-session.js';

const uri = 'file:///studies/slow.glmm';
const slice = 300;

describe('turns', () => {
    beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
    afterEach(() => void vi.useRealTimers());

    const setUp = () => {
        const engine = new ManualEngine();
        const service = new EvaluationService(engine, { simulatesExact: () => false, sweptModels: () => null });
        const pass = async (milliseconds: number) => {
            vi.advanceTimersByTime(milliseconds);
            await new Promise(setImmediate);
        };
        return { engine, service, pass };
    };
    const asking = (name: string) => model(name, '1', null, { cost: {} as never });

    test('A model that takes long gives way to the others, and gets twice the time when they are done', async () => {
        const { engine, service, pass } = setUp();
        service.update(uri, file(model('slow', '1'), model('b', '1'), model('c', '1')));
        await pass(slice - 1);
        expect(engine.cancelled).toEqual([]);
        await pass(1);
        expect(engine.cancelled).toEqual(['slow 1']);
        await engine.end();
        await engine.end();
        expect(engine.started).toEqual(['slow 1', 'b 1', 'c 1', 'slow 1']);
        await pass(100 * slice);
        expect(engine.cancelled).toEqual(['slow 1']);
        await engine.end();
        expect(service.models(uri).map(({ state }) => state)).toEqual(['fresh', 'fresh', 'fresh']);
    });

    test('Two models that take long take turns', async () => {
        const { engine, service, pass } = setUp();
        service.update(uri, file(model('a', '1'), model('b', '1')));
        for (const time of [slice, slice, 2 * slice, 2 * slice, 4 * slice]) {
            await pass(time);
        }
        expect(engine.cancelled).toEqual(['a 1', 'b 1', 'a 1', 'b 1', 'a 1']);
        await engine.endAll();
        expect(service.models(uri).map(({ state }) => state)).toEqual(['fresh', 'fresh']);
    });

    test('A model whose numbers take long does not hold back the answers of others', async () => {
        const { engine, service, pass } = setUp();
        service.update(uri, file(asking('slow'), asking('b')));
        await pass(slice);
        await engine.end();
        expect(engine.started).toEqual(['slow 1', 'b 1']);
        expect(engine.startedAnswers).toEqual(['b 1 headline']);
        await engine.endAll();
        expect(engine.startedAnswers).toContain('slow 1 headline');
    });

    test('A model that had the thread for long alone gives way as soon as somebody looks at another', async () => {
        const { engine, service, pass } = setUp();
        const others = Array.from({ length: 200 }, (_, index) => model(`m${index}`, '1'));
        service.update(uri, file(model('first', '1'), ...others));
        await engine.endAll();
        service.update(uri, file(model('slow', '1'), ...others));
        await pass(50 * slice);
        expect(engine.cancelled).toEqual([]);
        service.ask(uri, 199);
        expect(engine.cancelled).toEqual(['slow 1']);
        await engine.endAll();
        expect(engine.started.slice(-3)).toEqual(['slow 1', 'm198 1', 'slow 1']);
    });
});

describe('in a session', () => {
    shareSession(uri);

    const slow = `model slow {
    family bernoulli
    predictor x ~ Bernoulli(0.5)
    fixed A { b0: 1 = 0.2 }
    fixed B { b1: x = 0.3 }
    random subject { b0 sd 0.8 }
    random item { b0 sd 0.5 }
    design { subject = ?, item = 200, n = 1 }
    test b1 = 0 power 0.8
}
`;
    const isPending = (title: string) => title.includes('computing');

    test('Twenty plain models have their numbers and answers while a slow one is computed, which has its own afterwards', async () => {
        const lines = slow.split('\n').length - 1;
        let plainTitles: string[] = [];
        let slowIsPending = false;
        await session.open(uri, slow + manyModels(20));
        await session.lensesWhen(uri, (_, lenses) => {
            const titles = (of: boolean) =>
                lenses.filter(({ range }) => range.start.line < lines === of).map(({ command }) => command?.title ?? '');
            plainTitles = titles(false);
            slowIsPending = titles(true).some(isPending);
            return plainTitles.length > 0 && !plainTitles.some(isPending);
        });
        expect(plainTitles.filter(title => title.includes('80 % power') || title.startsWith('power '))).not.toEqual([]);
        expect(slowIsPending).toBe(true);
        const titles = await session.lensesWhen(uri, found => found.length > 0 && !found.some(isPending));
        expect(titles.some(title => /\d subjects for 80 % power/.test(title))).toBe(true);
    });
});

import { sigmaOf } from '../../src-engine/structure/covariance/structures.js';
import { EmptyFileSystem, URI } from 'langium';
import { describe, expect, it } from 'vitest';
import { createGlmmServices, lowerDocument, sweepRows, sweptModels, type SweptModel } from '../../language/index.js';
import type { SweepRow } from '../../src-engine/result/design-answers.js';

const { shared } = createGlmmServices(EmptyFileSystem);

async function swept(text: string): Promise<SweptModel[]> {
    const document = shared.workspace.LangiumDocumentFactory.fromString(text, URI.file('/test.glmm'));
    await shared.workspace.DocumentBuilder.build([document]);
    return sweptModels(document, lowerDocument(document).models.length - 1);
}

function model(...elements: string[]): string {
    return `model m {
    family poisson
    fixed A { beta0: 1 = 0.3 }
    random g { beta0 sd 0.8 }
    ${elements.join('\n    ')}
}`;
}

const bloodPressure = `model bloodPressure {
  let sigma2 = 100, rho = 0.2
  sweep rho = 0.2, 0.5, 0.8
  sweep sigma2 = 100..300 step 100
  family gaussian(phi = sigma2 * (1 - rho))
  predictor year each 0, 2, 5
  predictor arm each 0, 1 per patient
  fixed A { beta0: 1 = 140;  betaArm: arm = 0 }
  fixed B { beta1: year = -1; d: arm * year = 0.5 }
  random patient { beta0 variance rho * sigma2 }
  design { patient = ?, n = 3 }
  test d = 0 greater alpha 0.05 power 0.80
}`;

describe('the models of a sweep', () => {
    it('are all combinations of two constants, the first slowest', async () => {
        const models = await swept(bloodPressure);
        expect(models.map(({ at, spec }) => [at.rho, at.sigma2, spec?.family.phi, spec && sigmaOf(spec.random[0])[0][0]])).toEqual(
            [0.2, 0.5, 0.8].flatMap(rho => [100, 200, 300].map(sigma2 => [rho, sigma2, sigma2 * (1 - rho), rho * sigma2]))
        );
        expect(models.every(({ spec }) => spec?.design.counts[0].count === null)).toBe(true);
    });

    it('have each count, n and effect in turn', async () => {
        const predictor = 'predictor x ~ Normal(0, 1)\n    fixed B { slope: x = ? }';
        const models = await swept(model(predictor, 'design { g = 50, n = 20 }', 'sweep n = 5..15 step 5', 'sweep slope = 0.1, 0.2'));
        expect(models.map(({ at, spec }) => [at, spec?.design.n, spec?.fixed[1].value])).toEqual(
            [5, 10, 15].flatMap(n => [0.1, 0.2].map(slope => [{ n, slope }, { kind: 'fixed', n }, slope]))
        );
        const counts = await swept(model('design { g = ?, n = 20 }', 'sweep g = 10..12'));
        expect(counts.map(({ spec }) => spec?.design.counts)).toEqual([10, 11, 12].map(count => [{ group: 'g', count }]));
    });

    it('have a constant in everything that is made from it', async () => {
        const models = await swept(
            model(
                'let rate = 2, doubled = 2 * rate, mean = 20',
                'predictor x ~ Poisson(doubled)',
                'fixed B { slope: x = log(rate) }',
                'design { g = 50, n ~ Poisson(mean) }',
                'test slope = rate power 0.8',
                'sweep rate = 1, 3'
            )
        );
        expect(models.map(({ spec }) => [spec?.predictors[0], spec?.fixed[1].value, spec?.tests[0].contrasts[0].value])).toEqual(
            [1, 3].map(rate => [{ kind: 'random', names: ['x'], law: { law: 'poisson', rate: 2 * rate }, per: null }, Math.log(rate), rate])
        );
        expect(models[0].spec?.design.n).toEqual({ kind: 'poisson', mean: 20 });
    });

    it('have a constant of the file in its other constants, too', async () => {
        const text = `let base = 1\nlet twice = 2 * base\n${model('let own = twice + base', 'predictor x ~ Normal(0, own)', 'fixed B { slope: x = twice }', 'design { g = 50, n = 20 }', 'sweep base = 1..3')}`;
        const models = await swept(text);
        expect(models.map(({ spec }) => [spec?.predictors[0], spec?.fixed[1].value])).toEqual(
            [1, 2, 3].map(base => [{ kind: 'random', names: ['x'], law: { law: 'normal', mean: 0, sd: 3 * base }, per: null }, 2 * base])
        );
    });

    it('say why one of them has no meaning, and the rows keep its place', async () => {
        const text = model(
            'let s = 1',
            'predictor x ~ Normal(0, s)',
            'fixed B { slope: x = 1 }',
            'design { g = 50, n = 20 }',
            'sweep s = 1..-1 step -1'
        );
        const models = await swept(text);
        expect(models.map(({ spec, reason }) => [spec === null, reason])).toEqual([
            [false, null],
            [true, { code: 'invalid', detail: 'The law `Normal` is not valid: sd must be greater than 0.' }],
            [true, { code: 'invalid', detail: 'The law `Normal` is not valid: sd must be greater than 0.' }]
        ]);
        const computed: SweepRow = { at: { s: 1 }, tests: [], precisions: [], standardError: {}, inUse: {}, reason: null };
        expect(sweepRows(models, [computed])).toEqual([
            computed,
            ...models.slice(1).map(({ at, reason }) => ({ at, tests: [], precisions: [], standardError: {}, inUse: {}, reason }))
        ]);
    });

    it('are none without sweeps, and of a text without a meaning', async () => {
        expect(await swept(model('design { g = 50, n = 20 }'))).toEqual([]);
        expect(await swept(model('design { g = 50, n = 20 }', 'sweep n = 5..10', 'fixed B { slope: unknown = 1 }'))).toEqual([]);
    });

    it('do not change the model that they are made from', async () => {
        const document = shared.workspace.LangiumDocumentFactory.fromString(bloodPressure, URI.file('/test.glmm'));
        await shared.workspace.DocumentBuilder.build([document]);
        const before = structuredClone(lowerDocument(document).models[0].spec);
        sweptModels(document, 0);
        expect(lowerDocument(document).models[0].spec).toEqual(before);
        expect(before?.family.phi).toBe(80);
    });
});

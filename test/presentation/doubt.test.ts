/** Where an exact variance is missing, the words beside a refined one say how far it may be. */
import { describe, expect, it } from 'vitest';
import { elementHover, fixedEffectLens, modelText, plainStyle, testLens, type ModelView } from '../../language/presentation/index.js';
import { analyze, answer } from '../../src-engine/index.js';
import { firstModel, viewOfText } from './rendered-model.js';

/** Yes/no answers with random effects: their spread, the rate of yes, and the answers in a clinic. */
const text = (sd: number, rate: number, n: number, count = '60') => `model m {
  family bernoulli
  predictor arm each 0, 1 per clinic
  fixed A { b0: 1 = logit(${rate}); e: arm = 0.5 }
  random clinic { b0 sd ${sd} }
  design { clinic = ${count}, n = ${n} }
  test e = 0 power 0.8
}`;

async function withoutExact(source: string): Promise<ModelView> {
    const model = await firstModel(source);
    const view = viewOfText(model);
    return { ...view, analysis: analyze(view.spec, { exact: 'none' }), answers: answer(view.spec, { exact: 'none' }) };
}

const terminal = ({ spec, scales, analysis, answers }: ModelView) =>
    modelText({ file: 'm.glmm', title: null, spec, scales, analysis: analysis!, answers }, 200, plainStyle);

const hoverOf = async (view: ModelView, source: string, name: string) =>
    elementHover(
        view,
        (await firstModel(source)).places.find(place => place.name === name)!,
        null
    );

describe('a refined number whose exact one may be far away', () => {
    // Few events: the groups say little about their random effects.
    const far = text(2, 0.03, 8);

    it('is far from it', async () => {
        const { spec } = await withoutExact(far);
        const { refined, exact } = analyze(spec, { exact: 'closed' }).parameters[0]!;
        expect(exact.asyVar! / refined.asyVar!).toBeGreaterThan(1.25);
    });

    it('says so in lens, hover, table and sentences', async () => {
        const view = await withoutExact(far);
        expect(fixedEffectLens(view, 'b0')).toMatch(/ · exact may differ by far more than 5 %$/);
        expect(testLens(view, 0)).toContain('exact may differ by far more than 5 %');
        expect(await hoverOf(view, far, 'b0')).toMatch(/\*\*SE .* \(refined; exact may differ by far more than 5 %\)/);
        expect(terminal(view)).toMatch(/^A +b0 .*\(may be far off\)/m);
        expect(terminal(view)).toContain('Refined variances are in use for e = 0, but exact ones may differ by far more than 5 %.');
    });

    it('of an answer to a `?`', async () => {
        const view = await withoutExact(text(2, 0.03, 8, '?'));
        expect(testLens(view, 0)).toContain('exact may differ by far more than 5 %');
        expect(fixedEffectLens(view, 'b0')).toMatch(/ with \d+ clinics .*exact may differ by far more than 5 %$/);
    });
});

it('a refined number that is near its exact one, but not surely: over 5 %', async () => {
    const source = text(1, 0.25, 14);
    const view = await withoutExact(source);
    const { refined, exact } = analyze(view.spec, { exact: 'closed' }).parameters[0]!;
    expect(Math.abs(exact.asyVar! / refined.asyVar! - 1)).toBeLessThan(0.1);
    expect(fixedEffectLens(view, 'b0')).toMatch(/ · exact may differ by over 5 %$/);
    expect(await hoverOf(view, source, 'b0')).toMatch(/\*\*SE .* \(refined; exact may differ by over 5 %\)/);
    expect(terminal(view)).not.toContain('far');
});

import { describe, expect, it } from 'vitest';
import { fixedEffectLens, modelLens, type ModelView } from '../../language/presentation/index.js';
import { firstModel, fixture, viewOfText } from './rendered-model.js';

const talk = viewOfText(await firstModel(fixture('talk')));
const slopes = viewOfText(await firstModel(fixture('slopes')));
const infinite = viewOfText(await firstModel(fixture('infinite')));

describe('over a model', () => {
    it('what it is, how much data, how sure', () => {
        expect(modelLens(talk)).toBe('Poisson · 50 subjects × 20 · attrition 15 %: recruit 59 · 2 fixed effects');
        expect(modelLens(slopes)).toBe('Bernoulli · ? clinics × 20 · 3 fixed effects');
    });

    it('which numbers are missing, and why', () =>
        expect(modelLens(infinite)).toMatch(
            /^Poisson · 10 wards × 5 · 2 fixed effects · leading term only · no number for beta1: .*infinite/
        ));
});

describe('over a fixed effect', () => {
    it('standard error and interval', () =>
        expect(fixedEffectLens(talk, 'beta1')).toBe('SE 0.0228 · 95 % CI 2.065 … 2.155 · rough: uneven groups'));

    it('standard error and interval at the answer where a size is asked for', () => {
        expect(fixedEffectLens(slopes, 'beta1')).toBe('SE 0.125 with 40 clinics (OR 1.5, 95 % CI 1.17 to 1.92)');
        expect(fixedEffectLens(slopes, 'beta2')).toBe('SE 0.0928 with 40 clinics · 95 % CI 0.27 … 0.63');
    });

    it('the variance by order until there is an answer', () => {
        expect(fixedEffectLens({ ...slopes, answers: null }, 'beta1')).toBe('Asy.Var 0.25/m · leading term');
        expect(fixedEffectLens({ ...slopes, answers: null }, 'beta2')).toBe('Asy.Var 6.539/(mn) · leading term');
    });

    it('that a leading term is all there is', () =>
        expect(fixedEffectLens(infinite, 'beta0')).toBe('SE 0.316 · leading term only: the true SE is larger by an unknown amount'));

    it('why there is none', () => expect(fixedEffectLens(infinite, 'beta1')).toMatch(/^no number: .*infinite/));

    it('nothing for an effect that the numbers know nothing of', () => expect(fixedEffectLens(talk, 'beta9')).toBe(''));
});

describe('numbers that are not of the present text', () => {
    const states: [ModelView['state'], RegExp, string][] = [
        ['computing', /^SE 0\.0228 .* · before the last edit$/, 'computing …'],
        ['stale', /^SE 0\.0228 .* · before the last edit$/, ''],
        ['failed', /^SE 0\.0228 .* · could not be computed; before the last edit$/, 'could not be computed']
    ];
    it.each(states)('%s', (state, withNumbers, without) => {
        expect(fixedEffectLens({ ...talk, state }, 'beta1')).toMatch(withNumbers);
        expect(fixedEffectLens({ ...talk, state, analysis: null }, 'beta1')).toBe(without);
        expect(modelLens({ ...talk, state, analysis: null })).toMatch(new RegExp(`${without}$`));
    });
});

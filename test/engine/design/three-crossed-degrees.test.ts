import { describe, expect, it } from 'vitest';
import { answer } from '../../../src-engine/index.js';
import { specOf } from '../../field/opened.js';

const crossed = (reference: string, slope: number): string => `model crossed {
    family bernoulli
    predictor cond each 0, 1 per item
    fixed A { b0: 1 = 1; effect: cond = 0.5 }
    random subject { b0 sd 0.8; effect sd ${slope} }
    random item { b0 sd 0.6 }
    random rater { b0 sd 0.4 }
    design { item = 70, subject = 20, rater = 4, n = 1 }
    test effect = 0 reference ${reference}
}`;

const degrees = async (reference: string, slope: number): Promise<number> =>
    answer(await specOf(crossed(reference, slope)), { exact: 'none' }).tests[0]!.df!;

describe('reference t of three crossed factors', () => {
    it('shares out the variance among the factors, as Satterthwaite does', async () => {
        const [t, satterthwaite] = [await degrees('t', 0.3), await degrees('satterthwaite', 0.3)];
        // Most of the variance is that of items, of which there are 70 for two effects.
        expect(t).toBeGreaterThan(50);
        expect(Math.abs(t / satterthwaite - 1)).toBeLessThan(0.25);
    });

    it('comes near the subjects where these have most of the variance', async () => {
        const [few, many] = [await degrees('t', 1.5), await degrees('t', 0.3)];
        expect(few).toBeGreaterThan(19);
        expect(few).toBeLessThan(26);
        expect(few).toBeLessThan(many);
    });
});

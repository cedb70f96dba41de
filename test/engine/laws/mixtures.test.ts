import { describe, expect, it } from 'vitest';
import { lawCdf, lawLogDensity, lawMoments, lawQuantile, lawSupport, type ScalarLaw } from '../../../src-engine/laws/index.js';

const relative = (value: number, exact: number): number => Math.abs(value / exact - 1);

describe('mixtures', () => {
    const halves: ScalarLaw = {
        law: 'mixture',
        components: [
            { probability: 0.5, law: { law: 'normal', mean: -2, sd: 1 } },
            { probability: 0.3, law: { law: 'uniform', min: 0, max: 1 } },
            { probability: 0.2, law: { law: 'exponential', rate: 2 } }
        ]
    };

    it('averages densities, tails and moments', () => {
        expect(Math.exp(lawLogDensity(halves, 0.25))).toBeCloseTo(
            0.5 * Math.exp(lawLogDensity({ law: 'normal', mean: -2, sd: 1 }, 0.25)) + 0.3 + 0.4 * Math.exp(-0.5),
            15
        );
        expect(lawCdf(halves, -2)).toBe(0.25);
        expect(lawMoments(halves).mean).toBeCloseTo(-1 + 0.15 + 0.1, 15);
        // E X² − mean²: 0.5·5 + 0.3/3 + 0.2·2/4 − 0.75².
        expect(lawMoments(halves).variance).toBeCloseTo(2.5 + 0.1 + 0.1 - 0.5625, 14);
        expect(lawSupport(halves)).toEqual({ min: -Infinity, max: Infinity, discrete: false });
    });

    it('has the quantile that its distribution function inverts', () => {
        for (const p of [1e-9, 0.01, 0.25, 0.5, 0.75, 0.9, 0.999]) {
            expect(relative(lawCdf(halves, lawQuantile(halves, p)), p)).toBeLessThan(1e-14);
        }
    });

    it('has quantiles at and between the atoms of a discrete part', () => {
        const inflated: ScalarLaw = {
            law: 'mixture',
            components: [
                { probability: 0.5, law: { law: 'discrete', values: [0], probabilities: [1] } },
                { probability: 0.5, law: { law: 'exponential', rate: 1 } }
            ]
        };
        expect([lawQuantile(inflated, 0.2), lawQuantile(inflated, 0.5)]).toEqual([0, 0]);
        expect(lawQuantile(inflated, 0.75)).toBeCloseTo(Math.LN2, 13);
        expect(lawSupport(inflated)).toEqual({ min: 0, max: Infinity, discrete: false });
    });

    it('passes over components of no probability', () => {
        const law: ScalarLaw = {
            law: 'mixture',
            components: [
                { probability: 1, law: { law: 'uniform', min: 0, max: 2 } },
                { probability: 0, law: { law: 'studentT', df: 1, location: 0, scale: 1 } }
            ]
        };
        expect(lawMoments(law)).toEqual({ mean: 1, variance: 1 / 3 });
        expect(lawSupport(law)).toEqual({ min: 0, max: 2, discrete: false });
        expect(lawQuantile(law, 0.25)).toBe(0.5);
    });

    it('has no moment that a component lacks', () => {
        const law = (df: number): ScalarLaw => ({
            law: 'mixture',
            components: [
                { probability: 0.9, law: { law: 'normal', mean: 0, sd: 1 } },
                { probability: 0.1, law: { law: 'studentT', df, location: 1, scale: 1 } }
            ]
        });
        expect(lawMoments(law(1))).toEqual({ mean: null, variance: null });
        expect(lawMoments(law(2))).toEqual({ mean: 0.1, variance: null });
    });
});

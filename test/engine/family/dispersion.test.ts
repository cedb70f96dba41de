/** φ is a parameter of exactly the families that have one, everywhere, and its variance is that of the table of d(φ). */
import { describe, expect, test } from 'vitest';
import { adjustables, analyze } from '../../../src-engine/index.js';
import type { FamilyName, ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { families as knowledge } from '../../../language/knowledge/families.js';
import { drawn, modelSpec, one, x } from '../specs.js';

const PHI = 0.7;

/**
 * 1/{2d'(φ)/φ + d''(φ)} at φ = 0.7, null where the density has no φ. d = ½ log φ (gaussian, inverse Gaussian): 2φ² = 0.98. d = log Γ(1/φ) + (log φ)/φ
 * (gamma): φ⁴/{ψ'(1/φ) − φ}, with mpmath 1.3 and 30 digits: mp.mpf('0.7')**4/(mp.psi(1, 1/mp.mpf('0.7')) - mp.mpf('0.7')).
 */
const variances: Record<FamilyName, number | null> = {
    gaussian: 0.98,
    bernoulli: null,
    binomial: null,
    poisson: null,
    gamma: 0.8061906627215621,
    inverseGaussian: 0.98,
    negativeBinomial: null
};

function specOf(family: FamilyName, isMixed: boolean): ModelSpec {
    const { hasTrials, hasSize } = { hasTrials: family === 'binomial', hasSize: family === 'negativeBinomial' };
    return modelSpec({
        family,
        phi: variances[family] === null ? 1 : PHI,
        ...(hasTrials ? { trials: { op: 'number' as const, value: 3 } } : {}),
        ...(hasSize ? { size: 2 } : {}),
        predictors: [drawn('x', { law: 'uniform', min: -1, max: 1 })],
        ...(isMixed ? { a: [['b0', one, 0.2]], b: [['b1', x('x'), 0.5]], sigma: [[0.3]], m: 30, n: 12 } : { b: [['b0', one, 0.2], ['b1', x('x'), 0.5]], n: 360 }) // prettier-ignore
    });
}

const withDispersion = (Object.keys(variances) as FamilyName[]).filter(family => variances[family] !== null);

test('three families have a dispersion', () => {
    expect(withDispersion).toHaveLength(3);
});

describe.each(Object.entries(variances) as [FamilyName, number | null][])('%s', (family, variance) => {
    test.each([true, false])('φ is a parameter of the analysis or is not (random effects: %s)', isMixed => {
        const { parameters } = analyze(specOf(family, isMixed));
        const found = parameters.filter(({ kind }) => kind === 'dispersion');
        expect(found.map(({ name, value }) => [name, value])).toEqual(variance === null ? [] : [['phi', PHI]]);
        if (variance !== null) {
            expect(Math.abs(found[0]!.leading.constant! / variance - 1)).toBeLessThan(1e-14);
            expect(Math.abs((found[0]!.leading.asyVar! * 360) / variance - 1)).toBeLessThan(1e-14);
        }
    });

    test('φ can be changed in the explorer, and is an argument in the language, where it is a parameter', () => {
        expect(adjustables(specOf(family, true)).some(({ of }) => of.kind === 'dispersion')).toBe(variance !== null);
        expect(knowledge[family].arguments.some(({ name }) => name === 'phi')).toBe(variance !== null);
    });
});

test.each(withDispersion)('%s: the exact variance of φ tends to the leading one in large groups', family => {
    const spec = specOf(family, true);
    const { parameters } = analyze({ ...spec, design: { ...spec.design, n: { kind: 'fixed', n: 60 } } }, { exact: 'simulate' });
    const { exact } = parameters.find(({ name }) => name === 'phi')!;
    // A random intercept costs about one observation of a group, and the simulation has an error of 1 %.
    expect(Math.abs((exact.asyVar! * 30 * 60) / variances[family]! - 1)).toBeLessThan(0.05);
});

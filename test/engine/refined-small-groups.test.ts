/** The refined form of variance components starts at ten observations in a group, as `docs/diagnostics.md` says; that of fixed effects does not. */
import { describe, expect, test } from 'vitest';
import { analyze, type Analysis } from '../../src-engine/index.js';
import type { GroupSize } from '../../src-engine/spec/model-spec.js';
import { drawn, modelSpec, one, x } from './specs.js';

function analysisAt(n: GroupSize): Analysis {
    const spec = modelSpec({
        family: 'poisson',
        predictors: [drawn('x', { law: 'uniform', min: -1, max: 1 })],
        a: [['b0', one, 0.4]],
        b: [['b1', x('x'), 0.3]],
        sigma: [[0.3]]
    });
    return analyze({ ...spec, using: 'refined', design: { ...spec.design, n } });
}

const component = ({ parameters }: Analysis) => parameters.find(({ kind }) => kind === 'variance')!;

describe.each([
    ['groups of one size', { kind: 'fixed', n: 9 }, { kind: 'fixed', n: 10 }],
    ['sizes of a Poisson law, by their mean', { kind: 'poisson', mean: 9.9 }, { kind: 'poisson', mean: 10 }]
] as [string, GroupSize, GroupSize][])('%s', (_, below, enough) => {
    test('a variance component of smaller groups is left to two terms', () => {
        const small = component(analysisAt(below));
        expect(small.refined.asyVar).toBeNull();
        expect(small.using).toBe('twoTerm');
        expect(small.standardError! ** 2).toBeCloseTo(small.twoTerm.asyVar!, 14);
        const large = component(analysisAt(enough));
        expect(large.using).toBe('refined');
        expect(large.standardError! ** 2).toBeCloseTo(large.refined.asyVar!, 14);
    });

    test('fixed effects are refined in groups of both sizes', () => {
        for (const size of [below, enough]) {
            const fixed = analysisAt(size).parameters.filter(({ kind }) => kind === 'fixed');
            expect(fixed.map(({ using }) => using)).toEqual(['refined', 'refined']);
        }
    });
});

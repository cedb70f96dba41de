/** What the terminal says beside a number, a script finds in `caution`. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { analysisJson } from '../../cli/analysis-json.js';
import type { Caution } from '../../cli/caution.js';
import { file, glmm } from './run-command.js';

type ModelObject = ReturnType<typeof analysisJson>['models'][number];

function both(name: string, text: string, ...options: string[]): { model: ModelObject; terminal: string } {
    const path = file(name, text);
    const { stdout } = glmm(['analyze', '--json', ...options, path]);
    const terminal = glmm(['analyze', ...options, path]).stdout.replace(/\s+/g, ' ');
    return { model: (JSON.parse(stdout) as { models: ModelObject[] }).models[0]!, terminal };
}

const clinics = (sd: number, rate: number, { n = '8', count = '60', rest = '' } = {}) => `model m {
    family bernoulli
    predictor arm each 0, 1 per clinic
    predictor x ~ Normal(0, 1)
    fixed A { b0: 1 = logit(${rate}); e: arm = 0.5 }
    fixed B { b1: x = 0.3 }
    random clinic { b0 sd ${sd} }
    design { clinic = ${count}, n = ${n} }
    test e = 0 power 0.8
    precision e halfwidth 0.4
    ${rest}
}`;

describe('glmm analyze --json: caution', () => {
    it('of numbers that may be far from the exact ones', () => {
        // A drawn predictor leaves no short sum, and --fast no simulation.
        const { model, terminal } = both('far.glmm', clinics(2, 0.03), '--fast');
        const [b0, e, b1] = model.parameters;
        expect([b0!.caution, e!.caution, b1!.caution]).toEqual(['exactMayDifferFar', 'exactMayDifferFar', 'exactMayDiffer']);
        expect(terminal).toContain('Exact variances of b0, e and b1 may differ by over 5 %, those of b0 and e by far more');
        expect(model.tests[0]).toMatchObject({ using: 'refined', caution: 'exactMayDifferFar' });
        expect(model.tests[0]!.required).toMatchObject({ using: 'refined', caution: 'exactMayDifferFar' });
        expect(model.precisions[0]).toMatchObject({ using: 'refined', caution: 'exactMayDifferFar' });
        expect(model.precisions[0]!.reached.refined).toBeCloseTo(1.959963984540054 * Math.sqrt(e!.refined.asyVar!), 9);
        expect(model.precisions[0]!.required).toMatchObject({ using: 'refined', caution: 'exactMayDifferFar' });
        expect(terminal).toContain('Refined variances are in use for e = 0 and e, but exact ones may differ by far more than 5 %');
    });

    it('of numbers that may differ by over 5 %, of answers and of a sweep', () => {
        const { model, terminal } = both('some.glmm', clinics(1, 0.25, { n: '14', count: '?', rest: 'sweep clinic = 40, 80' }), '--fast');
        expect(model.atAnswer!.map(({ caution }) => caution)).toEqual(['exactMayDiffer', null, null]);
        expect(terminal).toContain('Exact variances of b0 and');
        expect(model.sweep[0]!.inUse.b0).toEqual({ using: 'refined', caution: 'exactMayDiffer' });
        expect(model.sweep[0]!.inUse.b1).toEqual({ using: 'refined', caution: null });
        expect(model.sweep[0]!.tests[0]).toMatchObject({ using: 'refined', caution: null });
    });

    it('of a leading term that stands in, of which there is no standard error', () => {
        const { model } = both(
            'rough.glmm',
            `model m { family bernoulli fixed A { b0: 1 = -1 } random a { b0 sd 0.5 } random b { b0 sd 0.5 } design { a = 9, b = 9, n = ? } }`
        );
        expect(model.parameters[0]).toMatchObject({ using: 'leading', standardError: null, caution: 'leadingTermOnly' });
    });

    it('of an exact number that is there, but not in use', () => {
        const { model, terminal } = both(
            'apart.glmm',
            clinics(2, 0.03, { rest: 'using refined' }).replace('predictor x ~ Normal(0, 1)', 'predictor x each 0, 1')
        );
        expect(model.parameters[0]).toMatchObject({ using: 'refined', caution: 'exactDiffers' });
        expect(terminal).toContain('The exact variance');
    });

    it('of a power that holds for many observations', () => {
        const { model, terminal } = both(
            'many.glmm',
            'model m { family poisson predictor x ~ Normal(0, 1) fixed B { b0: 1 = 0; e: x = 0.3 } design { n = 80 } test e = 0 power 0.8 }'
        );
        expect(model.tests[0]).toMatchObject({ caution: 'forManyObservations', required: { caution: 'forManyObservations' } });
        expect(terminal).toContain('The power holds for many observations.');
    });

    it('of a required size with which few events are expected', () => {
        const { model, terminal } = both(
            'rare.glmm',
            `model m { family bernoulli predictor a each 0, 1 per g fixed { b0: 1 = -5; e: a = 2.5 } random g { b0 sd 0.3 }
                design { g = 400, n = 10 } test e = 0 power 0.8 }`
        );
        expect(model.tests[0]).toMatchObject({ caution: null, required: { caution: 'fewEvents' } });
        expect(terminal).toContain('That size is a rough number');
    });

    it('none where the terminal has no mark', () => {
        const { model, terminal } = both('sure.glmm', clinics(0.5, 0.4, { n: '200' }));
        expect(model.parameters.map(({ caution }) => caution)).toEqual([null, null, null, null]);
        expect(model.tests[0]).toMatchObject({ caution: null, required: { caution: null } });
        expect(terminal).not.toMatch(/may differ|only/);
    });

    it('says of a sweep that it is refined where exact numbers are in use', () => {
        const text = `model m { family gamma(phi = 1.5) predictor arm each 0, 1 per g predictor x ~ Gamma(2, 2) fixed A { b0: 1 = 2; e: arm = -0.2 } fixed B { s: x = 0.5 }
            random g { b0 sd 0.25 } design { g = 30, n = 6 } sweep g = 20, 30 test e = 0 reference t }`;
        const { model, terminal } = both('sweep.glmm', text);
        expect(model.tests[0]!.using).toBe('exact');
        expect(terminal).toContain('The sweep has refined numbers, although exact ones are in use at the design');
        expect(both('sweep.glmm', text, '--exact').terminal).not.toContain('The sweep has refined numbers');
    });

    it('has all its words in the documentation', () => {
        // The compiler reports a word that is missing here.
        const words: Record<Caution, true> = {
            leadingTermOnly: true,
            twoTermsOnly: true,
            refinedOnly: true,
            exactMayDiffer: true,
            exactMayDifferFar: true,
            exactDiffers: true,
            forManyObservations: true,
            fewEvents: true,
            fewDraws: true,
            unevenGroups: true
        };
        const page = readFileSync(new URL('../../docs/library.md', import.meta.url), 'utf8');
        const table = /^\| `caution` \|[\s\S]*?\n\n/m.exec(page)![0];
        expect([...table.matchAll(/^\| `(\w+)` \| (?!meaning)/gm)].map(([, word]) => word)).toEqual(Object.keys(words));
    });
});

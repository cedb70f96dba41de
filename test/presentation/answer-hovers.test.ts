import { describe, expect, it } from 'vitest';
import { protocolText, sweepHover, testHover, type ModelView } from '../../language/presentation/index.js';
import { powerText } from '../../language/presentation/prose/power-text.js';
import type { Failure, SweepRow } from '../../src-engine/result/design-answers.js';
import { answer } from '../../src-engine/index.js';
import { nothing, required, slopes, values, viewWith } from './given-answers.js';
import { firstModel, fixture, viewOfText } from './rendered-model.js';

describe('hovers', () => {
    it('an exact row that is being computed', () => {
        const failure: Failure = { code: 'no-variance', reason: { code: 'not-computed' } };
        const answered = {
            required: required(values<number | null>(54, 304, 257, null), { failure: values<Failure | null>(null, null, null, failure) })
        };
        const rowOf = (view: ModelView) =>
            testHover(view, 0)
                .split('\n')
                .find(line => line.startsWith('| exact'));
        expect(rowOf(viewWith(answered))).toContain('needs a simulation');
        expect(rowOf(viewWith(answered, { exactIsUnderWay: true }))).toContain('being computed');
    });

    it('the state of older answers', () => {
        const answered = { required: required(values<number | null>(250, 250, 257, null)) };
        expect(testHover(viewWith(answered, { state: 'computing' }), 0)).toContain(
            '_Computing … The numbers are those before the last edit._'
        );
        expect(testHover(viewWith(answered, { answers: null, answersAreUnderWay: true }), 0)).toContain('_Computing …_');
    });

    it('a sweep with a model that has no meaning says why once', async () => {
        const { spec } = await firstModel(fixture('swept'));
        const reason = { code: 'invalid', detail: 'A variance must be greater than 0.' } as const;
        const rows = [0.2, 0.5, 0.8].flatMap(rho =>
            [100, 200, 300].map((sigma2): SweepRow => ({
                at: { rho, sigma2 },
                tests: [],
                precisions: [],
                standardError: {},
                inUse: {},
                reason: rho < 0.5 ? reason : null
            }))
        );
        const text = sweepHover({ ...slopes, spec: { ...spec!, tests: [] }, sweep: rows });
        expect(text.split('A variance must be greater than 0').length).toBe(2);
        expect(text).not.toContain('NaN');
    });

    it('a sweep that is under way', async () => {
        const { spec } = await firstModel(fixture('swept'));
        expect(sweepHover({ ...slopes, spec: spec!, sweep: null })).toContain('_Computing …_');
    });
});

describe('a paragraph for a protocol', () => {
    it('none without an answer', () => {
        expect(protocolText(viewWith({ required: required(nothing, { using: null }) }), 0)).toBeNull();
        expect(protocolText({ ...slopes, answers: null }, 0)).toBeNull();
        expect(protocolText(slopes, 7)).toBeNull();
    });

    it('of a joint test with reference t, without groups', async () => {
        const model = await firstModel(`model m {
            family gaussian(phi = 4)
            predictor (x, z) ~ MvNormal([0, 0], [[1, 0], [0, 1]])
            fixed B { b0: 1 = 1; bx: x = 0.3; bz: z = 0.2 }
            design { n = 90 }
            test bx = 0 and bz = 0 reference t power 0.8
        }`);
        const { tests } = answer(model.spec!);
        const text = protocolText(viewOfText(model), 0)!;
        expect(text).toMatch(
            /^With 90 observations, a joint Wald test \(reference F, 87 degrees of freedom\) of bx = 0 and bz = 0 at level 0\.05 has power 0\.\d{3} if bx = 0\.3 and bz = 0\.2\. 80 % power takes \d+ observations\./
        );
        expect(text).toContain(`has power ${powerText(tests[0].power.exact!)} `);
        expect(text).not.toContain('conditional');
        expect(text).toContain('The calculation assumes a Gaussian response with identity link, φ = 4; b0 = 1, bx = 0.3 and bz = 0.2.');
    });
});

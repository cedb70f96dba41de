/** Every sentence that the product prints is registered, and follows from the numbers of its model. */
import { describe, expect, it, vi } from 'vitest';
import { reportModel } from '../../report/index.js';
import { openText } from '../open-text.js';
import { viewOfText } from '../presentation/rendered-model.js';
import { answerClaims } from './claims/answer-claims.js';
import type { Claim } from './claims/claim.js';
import { estimateClaims } from './claims/estimate-claims.js';
import { impliedHoverClaims, impliedLensClaims } from './claims/implied-claims.js';
import { intervalByTClaims } from './claims/interval-by-t-claims.js';
import { lensClaims } from './claims/lens-claims.js';
import { noTestClaims } from './claims/no-test-claims.js';
import { proseClaims } from './claims/prose-claims.js';
import { smallStudyClaims } from './claims/small-study-claims.js';
import { structureClaims } from './claims/structure-claims.js';
import { printed, printedInReport, type Statement } from './printed.js';
import { authorScaleModels } from './author-scale-models.js';
import { chosenModels, misplaced } from './chosen-models.js';
import { randomModels } from './drawn-models.js';
import { Study } from './study.js';

vi.mock('../../src-engine/exact/kept-information.js', async original =>
    (await import('../shared-information.js')).sharedEverywhere(original)
);

const others = [
    ...impliedHoverClaims,
    ...intervalByTClaims,
    ...smallStudyClaims,
    ...noTestClaims,
    ...structureClaims,
    ...estimateClaims,
    ...answerClaims,
    ...proseClaims
];
const lens = [...impliedLensClaims, ...lensClaims, ...others];

function claimOf({ text, where }: Statement): { claim: Claim; parts: Record<string, string> } | null {
    for (const claim of where === 'lens' ? lens : others) {
        const match = claim.pattern.exec(text);
        if (match) {
            return { claim, parts: { ...match.groups } };
        }
    }
    return null;
}

const rounds = 4;
/** Reports take as many integrals as their pictures have points. */
const reportEvery = 5;
const met = new Set<Claim>();

describe('statements about a model', () => {
    it.each(
        [...randomModels(rounds), ...chosenModels, ...authorScaleModels].map((model, index) => ({
            ...model,
            hasReport: model.hasReport ?? index % reportEvery === 0
        }))
    )(
        '$name',
        async ({ text, hasReport }) => {
            const [model] = (await openText(text)).models;
            expect(model.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
            const view = viewOfText(model);
            const study = new Study(model, view);
            const report = hasReport ? printedInReport(reportModel(model, [], { exact: 'closed', seed: 1 })) : [];
            expectStatements([...printed(model, view), ...report], study, text);
        },
        300_000
    );

    it('with effects in the wrong blocks', async () => {
        const [model] = (await openText(misplaced)).models;
        const view = viewOfText(model);
        const statements = printed(model, view).filter(({ text }) => /^Block|^The file has it/.test(text));
        expect(statements.filter(({ text }) => text.startsWith('The file has it')).map(({ of }) => of.name)).toEqual(['bx', 'e']);
        expectStatements(statements, new Study(model, view), misplaced);
    });

    it('meet every claim that is registered', () => {
        const unmet = lens.filter(claim => !met.has(claim)).map(({ pattern }) => String(pattern));
        expect(unmet).toEqual([]);
    });
});

function expectStatements(statements: Statement[], study: Study, model: string): void {
    for (const statement of statements) {
        const { text, where, of } = statement;
        const place = `${where} of ${of.kind} ${of.name}: ${text}\n${model}`;
        const found = claimOf(statement) ?? expect.fail(`A sentence without a claim, in the ${place}`);
        met.add(found.claim);
        expectScope(text, study, place);
        try {
            found.claim.check?.(found.parts, statement, study);
        } catch (error) {
            throw new Error(`In the ${place}`, { cause: error });
        }
    }
}

/** With groups an exact number of a response that is not Gaussian, or of drawn predictors, holds for many of these; without groups at any size. */
function expectScope(text: string, { spec }: Study, place: string): void {
    const hasRandomEffects = spec.random.some(({ effects }) => effects.length > 0);
    for (const [, scope] of text.matchAll(/\bexact(?: for many (groups))?(?=\)| \(|$)/g)) {
        const isGaussian = spec.family.name === 'gaussian' && spec.family.link === 'identity';
        if (scope !== undefined) {
            expect(hasRandomEffects, place).toBe(true);
        } else if (text.includes('(exact)')) {
            expect(isGaussian || !hasRandomEffects, place).toBe(true);
        }
    }
}

/** Views of a model with answers that a test gives, in place of computed ones. */
import type { ByAccuracy } from '../../src-engine/result/by-accuracy.js';
import { testLens, type ModelView } from '../../language/presentation/index.js';
import type { DesignAnswers, Required, TestAnswer } from '../../src-engine/result/design-answers.js';
import { firstModel, fixture, viewOfText } from './rendered-model.js';

export function values<T>(leading: T, twoTerm: T, refined: T, exact: T): ByAccuracy<T> {
    return { leading, twoTerm, refined, exact };
}

export const nothing = values<null>(null, null, null, null);

export function required(value: ByAccuracy<number | null>, rest: Partial<Required> = {}): Required {
    return {
        quantity: 'clinic',
        kind: 'count',
        asked: true,
        target: 0.9,
        using: 'refined',
        value,
        continuous: value,
        recruit: value,
        failure: nothing,
        awaitsExact: false,
        exactMayDiffer: null,
        otherSide: null,
        step: 1,
        least: 1,
        atSmallest: false,
        cautions: null,
        sensitivity: null,
        curve: [],
        ...rest
    };
}

export function testAnswer(rest: Partial<TestAnswer>): TestAnswer {
    return {
        name: 'main',
        powerError: null,
        hypothesis: 'beta1 = 0',
        alternative: 'two-sided',
        alpha: 0.05,
        reference: 'z',
        df: null,
        using: 'refined',
        power: nothing,
        failure: null,
        awaitsExact: false,
        exactMayDiffer: null,
        required: null,
        units: null,
        enumerated: null,
        fewEvents: null,
        withT: null,
        withSatterthwaite: null,
        atOwnAnswer: null,
        atAnswer: null,
        floor: null,
        sensitivity: null,
        ...rest
    };
}

/** The model of random slopes, with `clinic = ?`; its answers are what a test says. */
export const slopes = viewOfText(await firstModel(fixture('slopes')));

export function viewWith(test: Partial<TestAnswer>, rest: Partial<ModelView> = {}): ModelView {
    const answers: DesignAnswers = {
        tests: [testAnswer(test)],
        precisions: [],
        optimal: [],
        atAnswer: null,
        fewEvents: null,
        fewDraws: [],
        unevenGroups: null,
        allocation: {},
        icc: null,
        designEffect: null
    };
    return { ...slopes, answers, ...rest };
}

export const lensOf = (test: Partial<TestAnswer>, rest: Partial<ModelView> = {}) => testLens(viewWith(test, rest), 0);

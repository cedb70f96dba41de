/** Messages from older answers stay during a computation, but only while the file asks the same question. */
import { expect, test } from 'vitest';
import { issuesOfNumbers } from '../../server/evaluation/issues-of-numbers.js';
import type { EvaluatedModel } from '../../server/evaluation/evaluated-model.js';
import type { Numbers } from '../../server/evaluation/model-results.js';
import { analyze, answer } from '../../src-engine/index.js';
import { openText } from '../open-text.js';

const text = (power: number, clinics = 4) => `model m {
    family gaussian(phi = 1)
    predictor arm each 0, 1 per clinic
    fixed A { b0: 1 = 0; b1: arm = 0.3 }
    random clinic { b0 sd 0.8 }
    design { clinic = ${clinics}, n = ? }
    test b1 = 0 power ${power}
}`;

const lowered = async (power: number, clinics?: number) => (await openText(text(power, clinics))).models[0]!;

const old = await lowered(0.9);
const numbers: Numbers = {
    hash: old.hash!,
    spec: old.spec!,
    analysis: analyze(old.spec!),
    exact: 'closed',
    answers: { value: answer(old.spec!), exact: 'closed' }
};

async function codes(state: EvaluatedModel['state'], power: number, clinics?: number): Promise<string[]> {
    const model = { lowered: await lowered(power, clinics), numbers: null, state, answered: { numbers, state } };
    return issuesOfNumbers([model as EvaluatedModel]).map(({ code }) => code);
}

test('fresh answers have their message', async () => expect(await codes('fresh', 0.9)).toEqual(['goal-not-reached']));

test('it stays while an edited design is being computed', async () =>
    expect(await codes('computing', 0.9, 5)).toEqual(['goal-not-reached']));

test('it goes when the file asks for another power', async () => expect(await codes('computing', 0.8)).toEqual([]));

test('it goes when the answers are stale', async () => expect(await codes('stale', 0.9)).toEqual([]));

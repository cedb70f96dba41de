/** *Fix all* makes the corrections that nobody would doubt, and no others. */
import { expect, test } from 'vitest';
import { allCorrections } from '../../language/index.js';
import { textAfter } from '../../language/fixes/text-edit.js';
import { openDocument, parsedDocument } from '../open-text.js';
import { model } from './slips.js';

/** The text after *Fix all*. */
async function corrected(text: string): Promise<string> {
    const document = await openDocument(text);
    const edit = allCorrections(document, parsedDocument);
    return textAfter(document.textDocument, edit ? [edit] : []);
}

test('Slips of several lines are corrected at once, also those that another one hides', async () => {
    const text = model({
        family: 'Family: Bernoulli',
        fixedA: 'fixed A { beta0: 1 = logit(30 %) }',
        fixedB: 'fixed B { beta1: x**2 = −0,3 }',
        random: 'random clinic { beta0 ICC = 5 }',
        design: 'design { clinic: 40, n: 20 }',
        goal: 'test beta1 = 0 Two sided alpha = 5 power 80 %'
    });
    const expected = model({
        fixedA: 'fixed A { beta0: 1 = logit(0.30) }',
        fixedB: 'fixed B { beta1: x^2 = -0.3 }',
        random: 'random clinic { beta0 icc 0.05 }',
        design: 'design { clinic = 40, n = 20 }',
        goal: 'test beta1 = 0 two-sided alpha 0.05 power 0.80'
    });
    expect(await corrected(text)).toBe(expected);
});

test.each([
    ['a right model', {}],
    ['an unfinished model', { design: '' }],
    ['an unused constant, which may be meant for later', { let: 'let a = 1' }],
    ['a name that could mean another', { goal: 'test bta1 = 0' }],
    ['a missing value', { fixedB: 'fixed B { beta1: x }' }],
    ['a one-sided test', { goal: 'test beta1 = 0 one-sided' }],
    ['a number in per cent that may be a change', { fixedB: 'fixed B { beta1: x = 30 % }' }],
    ['an effect without a measure', { random: 'random clinic { beta0 0.5 }' }],
    ['a negative variance', { random: 'random clinic { beta0 variance -0.25 }' }],
    ['a count that fits no points', { predictor: 'predictor x each 0, 1', design: 'design { clinic = 40, n = 21 }' }],
    ['two values for one thing', { design: 'design { clinic = 40, clinic = 50, n = 20 }' }],
    ['1,000 where it may be 1', { fixedB: 'fixed B { beta1: x = 1,000 }' }]
])('What needs a person stays: %s', async (_, changes) => {
    const text = model(changes);
    expect(await corrected(text)).toBe(text);
});

/** Other ways to write a number, which leave the meaning of the model. */
import { expect, test } from 'vitest';
import { lowerDocument, rewritingsAt } from '../../language/index.js';
import { textAfter } from '../../language/fixes/text-edit.js';
import { openDocument, openText } from '../open-text.js';
import { withoutMarks } from '../language/fixture.js';
import { model, type Lines } from './slips.js';

const slopes = { fixedA: 'fixed A { beta0: 1 = 0.5; beta1: x = 0.3 }', fixedB: '' };
const arms = {
    predictor: 'predictor arm each control, low, high',
    fixedA: 'fixed { beta0: 1 = 0.5; e: levels(arm) = [0.2, 0.3] }',
    fixedB: '',
    design: 'design { clinic = 40, n = 18 }',
    goal: 'test e = 0 power 0.80'
};

/** The rewritings at the mark `»…«`: their titles and the lines that they change. */
async function rewritten(changes: Lines): Promise<Record<string, string[]>> {
    const { text, ranges } = withoutMarks(model(changes));
    const document = await openDocument(text);
    const results: Record<string, string[]> = {};
    for (const { title, edits } of rewritingsAt(document, ranges[0]!)) {
        const after = textAfter(document.textDocument, edits);
        results[title] = after
            .split('\n')
            .filter(line => !text.split('\n').includes(line))
            .map(line => line.trim());
        const [before, later] = [lowerDocument(document), await openText(after)].map(({ models }) => models[0]!.spec!);
        expect(JSON.stringify(later, rounded), title).toBe(JSON.stringify(before, rounded));
    }
    return results;
}

/** Numbers that are written with all their digits may differ in the last one. */
function rounded(_: string, value: unknown): unknown {
    return typeof value === 'number' ? Number(value.toPrecision(8)) : value;
}

test.each<[string, Lines, Record<string, string[]>]>([
    [
        'a standard deviation',
        { random: 'random clinic { »beta0« sd 0.5 }' },
        { 'Write it as a variance': ['random clinic { beta0 variance 0.25 }'] }
    ],
    [
        'a variance with a plain root',
        { random: 'random clinic { »beta0« variance 0.64 }' },
        { 'Write it as a standard deviation': ['random clinic { beta0 sd 0.8 }'] }
    ],
    [
        'a variance without one',
        { random: 'random clinic { »beta0« variance 0.5 }' },
        { 'Write it as a standard deviation': ['random clinic { beta0 sd sqrt(0.5) }'] }
    ],
    [
        'a standard deviation that is a constant',
        { let: 'let sigma = 0.5', random: 'random clinic { »beta0« sd sigma }' },
        { 'Write it as a variance': ['random clinic { beta0 variance sigma^2 }'] }
    ],
    [
        'a correlation',
        { ...slopes, random: 'random clinic { beta0 sd 0.5; beta1 sd 0.4; »correlation«(beta0, beta1) = 0.2 }' },
        { 'Write it as a covariance': ['random clinic { beta0 sd 0.5; beta1 sd 0.4; covariance(beta0, beta1) = 0.04 }'] }
    ],
    [
        'a covariance',
        { ...slopes, random: 'random clinic { beta0 sd 0.5; beta1 sd 0.4; »covariance«(beta0, beta1) = 0.04 }' },
        { 'Write it as a correlation': ['random clinic { beta0 sd 0.5; beta1 sd 0.4; correlation(beta0, beta1) = 0.2 }'] }
    ],
    [
        'a standard deviation of one level of a factor',
        { ...arms, random: 'random clinic { beta0 sd 0.5; »e[high]« sd 0.4 }' },
        { 'Write it as a variance': ['random clinic { beta0 sd 0.5; e[high] variance 0.16 }'] }
    ],
    [
        'a correlation with one level of a factor',
        { ...arms, random: 'random clinic { beta0 sd 0.5; e[high] sd 0.4; »correlation«(beta0, e[high]) = 0.2 }' },
        { 'Write it as a covariance': ['random clinic { beta0 sd 0.5; e[high] sd 0.4; covariance(beta0, e[high]) = 0.04 }'] }
    ],
    [
        'an odds ratio',
        { fixedB: 'fixed B { »beta1«: x = OR(1.5) }' },
        {
            'Write it as log(1.5)': ['fixed B { beta1: x = log(1.5) }'],
            'Write it as 0.405465108': ['fixed B { beta1: x = 0.405465108 }']
        }
    ],
    [
        'an effect on the scale of the link',
        { family: 'family poisson', fixedB: 'fixed B { »beta1«: x = log(1.5) }' },
        {
            'Write it as RR(1.5)': ['fixed B { beta1: x = RR(1.5) }'],
            'Write it as 0.405465108': ['fixed B { beta1: x = 0.405465108 }']
        }
    ],
    [
        'a count',
        { design: 'design { clinic = »40«, n = 20 }' },
        { 'Extract the constant clinicCount': ['let clinicCount = 40', 'design { clinic = clinicCount, n = 20 }'] }
    ],
    [
        'a number of a law, beside other constants',
        { let: 'let mean = 3', fixedB: 'fixed B { beta1: x = mean }', predictor: 'predictor x ~ Normal(mean = »0«, sd = 1)' },
        { 'Extract the constant mean2': ['let mean2 = 0', 'predictor x ~ Normal(mean = mean2, sd = 1)'] }
    ],
    ['an intercept, which is no ratio', { fixedA: 'fixed A { »beta0«: 1 = 0.5 }' }, {}],
    ['a number that is asked for', { design: 'design { clinic = »?«, n = 20 }' }, {}]
])('%s', async (_, changes, expected) => {
    expect(await rewritten(changes)).toEqual(expected);
});

/** Means over studies that were kept for one model are not those of another: whatever changes them is told apart, and sizes share what they have in common. */
import { expect, test } from 'vitest';
import { analyze, answer, KeptInformation, VarianceStore, type AnalysisOptions } from '../../../src-engine/index.js';
import { specOfStudy } from './studies.js';

const kept = new KeptInformation();
const text = `family bernoulli predictor arm each 0, 1 per class predictor x each 0, 1 fixed A { b0: 1 = -1; a: arm = 0.3 } fixed B { bx: x = 0.5 }
    random school { b0 sd 0.5 } random class in school { b0 sd 0.4 } design { school = 6, class = 2, n = 4 } test a = 0 power 0.3`;
const spec = await specOfStudy(text);

const rows: [string, string, AnalysisOptions][] = [
    ['the model', text, {}],
    ['other units of the outer group', text.replace('school = 6', 'school = 9'), {}],
    ['other units of the inner group', text.replace('class = 2', 'class = 4'), {}],
    ['more observations', text.replace('n = 4', 'n = 6'), {}],
    ['another effect', text.replace('x = 0.5', 'x = 0.6'), {}],
    ['another variance', text.replace('sd 0.4', 'sd 0.6'), {}],
    ['another predictor', text.replace('each 0, 1 fixed', 'each 0, 2 fixed'), {}],
    ['an offset', text.replace('fixed A', 'offset x fixed A'), {}],
    ['another family', text.replace('bernoulli', 'poisson'), {}],
    ['other draws', text, { seed: 2 }],
    ['less work', text, { budget: 2e4 }],
    ['with components', text, { exact: 'closed' }]
];

test.each(rows)('%s', async (_, changed, options) => {
    const model = await specOfStudy(changed);
    // Components take longer.
    const all: AnalysisOptions = { exact: 'none', ...options };
    expect(analyze(model, all, kept)).toEqual(analyze(model, all));
});

test('the answers after an analysis are those without one', () => {
    const answers = (keptInformation?: KeptInformation) =>
        answer(spec, {
            variances: new VarianceStore({ shouldStop: () => false, exact: 'none', seed: 1, ...(keptInformation && { keptInformation }) })
        });
    expect(answers(kept)).toEqual(answers());
});

test('a stop keeps nothing that is unfinished', () => {
    const own = new KeptInformation();
    const options: AnalysisOptions = { exact: 'none' };
    let looks = 0;
    const stopped = analyze(spec, { ...options, shouldStop: () => ++looks > 40 }, own);
    expect(stopped).not.toEqual(analyze(spec, options));
    expect(analyze(spec, options, own)).toEqual(analyze(spec, options));
});

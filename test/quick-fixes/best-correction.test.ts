/** The best correction as the command line prints it on a terminal. */
import { expect, test } from 'vitest';
import { diagnosticText } from '../../cli/diagnostic-text.js';
import { lowerDocument, suggestionFor } from '../../language/index.js';
import { plainStyle } from '../../language/presentation/terminal/terminal.js';
import { issuesOf } from '../language/fixture.js';
import { openDocument } from '../open-text.js';
import { model, type Lines } from './slips.js';

test.each<[string, Lines, string]>([
    [
        'the line as it would be',
        { goal: 'test beta1 = 0 power 80' },
        'm.glmm:8:24: error: `power` must be between 0 and 1, but is 80. Write 0.80 for 80 %. [probability-out-of-range]\n    try: test beta1 = 0 power 0.80'
    ],
    [
        'what to do, where several lines change',
        { fixedA: 'fixed A { beta0: 1 = 0.5; beta1: x = 0.3 }', fixedB: 'fixed B { beta2: x^2 = 0.1 }' },
        'm.glmm:4:29: error: Move `beta1` to `fixed B`: no random effect shares its term, so its precision grows with every observation. [wrong-block]\n    try: Move beta1 to block B'
    ],
    [
        'nothing, where no edit can know',
        { family: 'family beta' },
        'm.glmm:2:10: error: The family `beta` is not possible. For shares of a known number of trials, write `binomial(trials = 12)`. [unknown-family]'
    ]
])('%s', async (_, changes, expected) => {
    const document = await openDocument(model(changes));
    const [issue] = issuesOf(lowerDocument(document));
    expect(diagnosticText('m.glmm', issue, suggestionFor(document, issue), plainStyle)).toBe(expected);
});

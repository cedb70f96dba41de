/** Claims about tests that leave no unit, and so no degree of freedom. */
import { expect } from 'vitest';
import type { TestAnswer } from '../../../src-engine/result/design-answers.js';
import { expectPrinted, type Study } from '../study.js';
import type { Statement } from '../printed.js';
import { number, says, type Claim } from './claim.js';

/** The tests that no unit is left for. */
function withoutUnits(study: Study, of: Statement['of']): TestAnswer[] {
    const tests = of.kind === 'test' && of.index !== null ? [study.answers.tests[of.index]!] : study.answers.tests;
    return tests.filter(({ withT }) => withT !== null && withT.df < 1);
}

/** Without a degree of freedom there is no test, as with reference t in the file. */
function expectNoTest(study: Study, of: Statement['of'], df?: string): void {
    const found = withoutUnits(study, of);
    expect(found.length).toBeGreaterThan(0);
    const t = study.answersOf({
        ...study.spec,
        precisions: [],
        cost: null,
        tests: study.spec.tests.map(test => ({ ...test, reference: 't' as const }))
    });
    found.forEach(answer => {
        expect(answer.reference).toBe('z');
        expect(t.tests[study.answers.tests.indexOf(answer)]!.failure?.code).toBe('degrees-of-freedom');
    });
    if (df !== undefined) {
        found.slice(0, 1).forEach(({ withT }) => expectPrinted(df, withT!.df));
    }
}

export const noTestClaims: Claim[] = [
    { pattern: /^The test compares units, but the effects between them take up all (?<units>\d+)\.$/, check: ({ units }, { of }, study) => {
        expectNoTest(study, of);
        expect(withoutUnits(study, of).some(answer => answer.units === Number(units))).toBe(true);
    } }, // prettier-ignore
    {
        pattern:
            /^Data can't tell such an effect from the differences between the units, and the power takes the variance of these as known\.$/,
        check: (_, { of }, study) => expectNoTest(study, of)
    },
    { pattern: /^Plan more units, at least two for each arm\.$/, check: null },
    { pattern: /^Plan more units of \w+\.$/, check: null },
    says('t: no test', (_, { of }, study) => expectNoTest(study, of)),
    {
        pattern: new RegExp(
            `^(?:.+, reference t: no test|With reference t, which allows for variances that are estimated (?:from few units|with few degrees of freedom), there is no test) \\((?<df>${number}) degrees? of freedom\\)\\.$`
        ),
        check: ({ df }, { of }, study) => expectNoTest(study, of, df)
    },
    {
        pattern: new RegExp(
            `^With (?:\\d+ units?|so few degrees of freedom)(?: at the answer)?, reference t \\((?<df>${number}) degrees? of freedom\\) gives no test\\.$`
        ),
        check: ({ df }, { of }, study) => expectNoTest(study, of, df)
    }
];

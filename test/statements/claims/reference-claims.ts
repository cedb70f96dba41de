/** Claims about references other than z, and their degrees of freedom. */
import { expect } from 'vitest';
import { powerText } from '../../../language/presentation/prose/power-text.js';
import { testLabel } from '../../../language/presentation/prose/test-label.js';
import type { Statement } from '../printed.js';
import { expectPower, expectPrinted, printedNumber, type Study } from '../study.js';
import { number, power, says, type Claim } from './claim.js';
import { close, distances } from './goal.js';
import { isOfInterval } from './interval-by-t-claims.js';

const answerIsOneSided = (study: Study, of: Statement['of']): boolean => study.test(of).alternative !== 'two-sided';

export const referenceClaims: Claim[] = [
    says('A normal reference ignores that variances are estimated.', (_, { of }, study) => {
        expect(isOfInterval(study, of) || study.test(of).reference === 'z').toBe(true);
    }),
    { pattern: new RegExp(`^With (?:(?<units>\\d+) units?|so few degrees of freedom)(?: at the answer)?, reference t \\((?<df>${number}) degrees? of freedom\\) gives (?<results>.+)\\.$`), check: ({ units, df, results }, { of }, study) => {
        const { withT, units: own, power: powers, using } = study.test(of);
        expect(own).toBe(units === undefined ? null : Number(units));
        expectPrinted(df!, withT!.df);
        const shown = /^power ((?:[<>] )?[\d.]+)/.exec(results!);
        if (shown) {
            expectPower(shown[1]!, withT!.power);
// Heavier tails reject less, where there is something to detect.
            const along = distances(study, study.spec.tests[of.index!]!);
            expect(along[0]! <= 0 && answerIsOneSided(study, of) ? true : withT!.power! <= powers[using!]! + 1e-9).toBe(true);
        }
    } }, // prettier-ignore
    { pattern: new RegExp(`^(?:(?<label>.+), reference t: |With reference t, which allows for variances that are estimated (?:from few units|with few degrees of freedom), )(?:(?:the )?power (?:is )?(?<now>${power}) \\((?<df>${number}) degrees? of freedom\\))?(?:; |, and )?(?<size>.*?)(?: \\((?<there>${number}) degrees? of freedom\\))?\\.$`), check: ({ label, now, df, size, there }, { of, text }, study) => {
        // A paragraph names no test; that of one with these numbers is meant.
        const isMeant = ({ withT }: (typeof study.answers.tests)[number]): boolean =>
            withT !== null && (now === undefined || (withT.power !== null && powerText(withT.power) === now)) && (df === undefined && there === undefined ? withT.power === null : Math.abs(withT.df - printedNumber((df ?? there)!).value) < 0.01 * withT.df);
        const index = of.index ?? study.spec.tests.findIndex((_, i) => (label === undefined ? isMeant(study.answers.tests[i]!) : testLabel(study.spec, i) === label));
        expect(index).toBeGreaterThanOrEqual(0);
        const { withT, power: powers, using, required, reference, units } = study.answers.tests[index]!;
        expect(reference).toBe('z');
        // Of effects within units the degrees of freedom are few, at the answer in z, which may be some fewer than at that in t.
        const isOfSizeAlone = withT!.power === null && !required!.asked;
        expect(isOfSizeAlone ? withT!.df : (units ?? withT!.df)).toBeLessThan(units === null || isOfSizeAlone ? 45 : 40);
        expect(text.includes('few degrees') ? units === null : !text.includes('few units') || units !== null).toBe(true);
        // Computed anew, with reference t in the file.
        const t = study.answersOf({ ...study.spec, precisions: [], cost: null, tests: study.spec.tests.map(test => ({ ...test, reference: 't' as const })) }).tests[index]!;
        if (!isOfSizeAlone) {
            expectPrinted((df ?? there)!, t.df);
        }
        if (now !== undefined) {
            expectPower(now, withT!.power);
            expectPower(now, t.power[using!]);
            const along = distances(study, study.spec.tests[index]!);
            expect(along[0]! <= 0 && t.alternative !== 'two-sided' ? true : withT!.power! <= powers[using!]! + 1e-9).toBe(true);
        }
        expect(size === '').toBe(withT!.required === null);
        if (size !== '') {
            close(size!.replace(/^[\d.]+ % power takes /, ''), t.required!.value[required!.using!]!, false);
            expect(size).toContain(`${100 * required!.target} % power`);
        }
    } }, // prettier-ignore
    {
        pattern: new RegExp(`^Reference (?<law>t|satterthwaite|kr) with (?<df>${number}) degrees? of freedom(?: at the answer)?\\.$`),
        check: ({ law, df }, { of }, study) => {
            expect(law).toBe(study.test(of).reference);
            expectPrinted(df!, study.test(of).df);
        }
    },
    {
        pattern: new RegExp(
            `^Satterthwaite's method has (?<df>${number}) degrees? of freedom(?: at the answer)?(?: and gives power (?<power>.+))?\\.$`
        ),
        check: ({ df, power }, { of }, study) => {
            const { withSatterthwaite, reference } = study.test(of);
            expect(['z', 't']).toContain(reference);
            expectPrinted(df!, withSatterthwaite!.df);
            expect(power === undefined).toBe(withSatterthwaite!.power === null);
            if (power !== undefined) {
                expectPower(power, withSatterthwaite!.power);
            }
        }
    }
];

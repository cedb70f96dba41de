/** Claims that compare the formulas of a variance, or the variances of other random effects. */
import { expect } from 'vitest';
import { valueAtNull } from '../../../language/presentation/choice/detectable-value.js';
import type { TestAnswer } from '../../../src-engine/result/design-answers.js';
import type { Statement } from '../printed.js';
import { accuracyNamed, expectPower, expectPrinted, type Study } from '../study.js';
import { says, type Claim } from './claim.js';
import { close, requiredOf } from './goal.js';

/** What a verdict compares: the answers of a goal, an effect by its distance from the null; or the standard errors of a parameter. From the leading term to exact. */
function comparedBy(study: Study, of: Statement['of']): { accuracy: 'leading' | 'twoTerm' | 'refined' | 'exact'; size: number }[] {
    const isGoal = of.kind === 'test' || of.kind === 'precision' || of.kind === 'asked';
    if (!isGoal) {
        const { leading, twoTerm, refined, exact } = study.parameter(of.kind === 'dispersion' ? 'phi' : of.name);
        return Object.entries({ leading, twoTerm, refined, exact }).flatMap(([accuracy, { asyVar }]) =>
            asyVar === null ? [] : [{ accuracy: accuracy as 'leading', size: Math.sqrt(asyVar) }]
        );
    }
    const { continuous, value, kind, quantity } = requiredOf(study, of);
    const test = of.kind === 'precision' ? undefined : study.spec.tests[of.index ?? 0];
    const origin = kind === 'effect' && test ? valueAtNull(study.spec, test, quantity) : 0;
    return (['leading', 'twoTerm', 'refined', 'exact'] as const).flatMap(accuracy =>
        value[accuracy] === null ? [] : [{ accuracy, size: Math.abs((continuous[accuracy] ?? value[accuracy]) - origin) }]
    );
}

const compared = (study: Study, of: Statement['of']): number[] => comparedBy(study, of).map(({ size }) => size);

/** The answers without the leading term, and how many per cent less or more than the finest of them that term gives. */
function leadingAlone(study: Study, of: Statement['of']): { others: number[]; far: number } {
    const all = comparedBy(study, of);
    const leading = all.find(({ accuracy }) => accuracy === 'leading')!.size;
    const others = all.filter(({ accuracy }) => accuracy !== 'leading').map(({ size }) => size);
    return { others, far: 100 * (leading / others.at(-1)! - 1) };
}

function expectFar(printed: string, way: string, far: number): void {
    expect(far > 0).toBe(way === 'more');
    if (printed.startsWith('more than')) {
        expect(far).toBeLessThan(-99);
    } else {
        expectPrinted(printed, Math.abs(far));
    }
}

export const approximationClaims: Claim[] = [
    { pattern: new RegExp(`^The approximations (?:agree(?: within (?<within>[\\d.]+) %)?|differ by (?:(?<share>[\\d.]+) %|a factor of (?<factor>[\\d.]+)): (?<all>.+))\\.$`), check: ({ within, share, factor, all }, { of }, study) => {
        const sizes = compared(study, of);
        const ratio = Math.max(...sizes) / Math.min(...sizes);
        if (all === undefined) {
            expect(ratio).toBeLessThanOrEqual(1 + (within === undefined ? 1e-6 : Number(within) / 100 + 1e-9));
        } else {
            expectPrinted(share ?? factor!, share === undefined ? ratio : 100 * (ratio - 1));
            expect(ratio).toBeGreaterThan(1.05);
            expect([...all.matchAll(/\((?:leading term|two terms|refined|exact(?: for many groups)?)\)/g)].length).toBe(sizes.length);
        }
    } }, // prettier-ignore
    { pattern: /^(?<names>[Tt]wo terms.*|[Rr]efined.*) agree(?: within (?<within>[\d.]+) %)?\.$/, check: ({ names, within }, { of }, study) => {
        const { others } = leadingAlone(study, of);
        expect(names!.split(/, | and /)).toHaveLength(others.length);
        expect(Math.max(...others) / Math.min(...others)).toBeLessThanOrEqual(1 + (within === undefined ? 1e-6 : Number(within) / 100 + 1e-9));
    } }, // prettier-ignore
    { pattern: /^The leading term alone gives (?:SE )?.+?, (?<far>(?:more than )?[\d.]+) % (?<way>less|more)(?<only> than (?:SE )?[^ ]+ \((?:two terms|refined|exact(?: for many groups)?)\))?\.$/, check: ({ far, way, only }, { of }, study) => {
        const { others, far: real } = leadingAlone(study, of);
        expect(others.length === 1).toBe(only !== undefined);
        expectFar(far!, way!, real);
    } }, // prettier-ignore
    { pattern: /^The approximations of the power (?:agree within 0\.02|differ: (?<all>.+))\.$/, check: ({ all }, { of }, study) => {
        const powers = study.test(of).power;
        const known = Object.values(powers).filter(value => value !== null);
        expect(Math.max(...known) - Math.min(...known) > 0.02).toBe(all !== undefined);
        for (const [, shown, name] of (all ?? '').matchAll(/([^ ,]+) \((leading term|two terms|refined|exact(?: for many groups)?)\)/g)) {
            expectPower(shown!, powers[accuracyNamed(name!)]);
        }
    } }, // prettier-ignore
    says('The same if all variances and covariances of random effects were 25 % smaller or larger.', (_, { of }, study) => {
        const answer = of.kind === 'precision' ? study.precision(of).required : study.test(of);
        const sensitivity = 'required' in answer && answer.required?.asked ? answer.required.sensitivity : answer.sensitivity;
        expect(sensitivity!.smaller!).toBeCloseTo(sensitivity!.larger!, 2);
    }),
    { pattern: /^With other variances and covariances of random effects: (?<all>.+)\.$/, check: ({ all }, { of }, study) => {
        const answer = of.kind === 'precision' ? study.precision(of) : study.test(of);
        const required = answer.required?.asked || of.kind === 'precision' ? answer.required : null;
        const { smaller, larger } = (required ? required.sensitivity : (answer as TestAnswer).sensitivity)!;
        for (const [, amount, side] of all!.matchAll(/(?:^|, )([^,]+?) if 25 % (smaller|larger)/g)) {
            const value = side === 'smaller' ? smaller! : larger!;
            if (amount!.startsWith('power')) {
                expectPower(amount!.slice(6), value);
            } else {
                close(amount!, value, required!.kind === 'effect');
            }
        }
    } }, // prettier-ignore
    says('The leading term underestimates the variance of <name:.+?><others:(?: and \\d+ other parameters?)?>: the <which:refined|two-term> variance is <how:.+> (SE <one>, not <other>).', ({ name, others, how, one, other }, _, study) => {
        const better = ({ refined, twoTerm }: (typeof study.analysis.parameters)[number]) => refined.asyVar ?? twoTerm.asyVar ?? 0;
        const parameter = study.parameter(name!);
        expectPrinted(one!, Math.sqrt(better(parameter)));
        expectPrinted(other!, Math.sqrt(parameter.leading.asyVar!));
        const ratio = better(parameter) / parameter.leading.asyVar!;
        expectPrinted(/[\d.]+/.exec(how!)![0], how!.includes('times') ? ratio : 100 * (ratio - 1));
        const short = study.analysis.parameters.filter(one => one.leading.asyVar !== null && better(one) > 1.1 * one.leading.asyVar);
        expect(short.length - 1).toBe(Number(/\d+/.exec(others!)?.[0] ?? 0));
    }), // prettier-ignore
    { pattern: /^(?:The leading term|Two terms|Refined variances|Exact variances)(?:, .+)? (?:is|are) used(?: for .+?)? instead\.$/, check: (_, { text }, { analysis, spec }) => {
        const wanted = spec.using ?? 'refined';
        const named = { leading: 'the leading term', twoTerm: 'two terms', refined: 'refined variances', exact: 'exact variances' };
        const without = analysis.parameters
            .filter(({ using, standardError }) => standardError !== null && using !== wanted && using !== null)
            // A leading term only stands in until the design is complete.
            .map(({ using, refined }) => ({ using: using === 'leading' && refined.reason?.code === 'unknown-value' ? ('refined' as const) : using }));
        expect(without.length).toBeGreaterThan(0);
        expect(without.some(({ using }) => text.toLowerCase().startsWith(named[using!]))).toBe(true);
    } } // prettier-ignore
];

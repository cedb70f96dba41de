/** Claims about intervals that the t distribution makes wider where units are few. */
import { expect } from 'vitest';
import type { PrecisionAnswer } from '../../../src-engine/result/design-answers.js';
import type { TestSpec } from '../../../src-engine/spec/model-spec.js';
import type { Statement } from '../printed.js';
import { expectPrinted, withSize, type Study } from '../study.js';
import { number, says, type Claim } from './claim.js';

/** Simpson's rule from 0. */
function integral(f: (x: number) => number, end: number): number {
    const steps = 2000;
    const sum = Array.from({ length: steps + 1 }, (_, k) => f((end * k) / steps) * (k === 0 || k === steps ? 1 : k % 2 === 1 ? 4 : 2));
    return (sum.reduce((all, one) => all + one, 0) * end) / (3 * steps);
}

/** The end below which the share of an integral up to the last end lies: by bisection. */
function endOf(share: number, f: (x: number) => number, last: number): number {
    let [low, high] = [0, last];
    for (let step = 0; step < 60; step++) {
        const middle = (low + high) / 2;
        [low, high] = integral(f, middle) < share * integral(f, last) ? [middle, high] : [low, middle];
    }
    return low;
}

/** The t with P(|T| ≤ t) = level; T = √df·tan θ, whose angle has the density cos^(df − 1). */
const quantile = (level: number, df: number): number =>
    Math.sqrt(df) * Math.tan(endOf(level, angle => Math.cos(angle) ** (df - 1), Math.PI / 2));

const normalQuantile = (level: number): number => endOf(level, z => Math.exp((-z * z) / 2), 12);

/** What t makes of a half-width or a factor by z. */
function wider({ goal, level }: Pick<PrecisionAnswer, 'goal' | 'level'>, reached: number, df: number): number {
    const ratio = quantile(level, df) / normalQuantile(level);
    return 'halfwidth' in goal ? reached * ratio : reached ** ratio;
}

/** The intervals that the model tells of with t. */
const tellT = (study: Study, { kind, index }: Statement['of']): { answer: PrecisionAnswer; at: number }[] =>
    study.answers.precisions
        .map((answer, at) => ({ answer, at }))
        .filter(({ answer, at }) => answer.withT !== null && (kind !== 'precision' || index === at));

/** The design of a size; the design itself where the file asks for none, and the answer where it does. */
const sized = (study: Study, { required }: PrecisionAnswer, size: number | null) =>
    size === null ? study.spec : withSize(study.design(), required.quantity, () => size);

/** The degrees of freedom of a test of the same effect; null where the interval is about several. */
function degreesAt(study: Study, at: number, size: number | null): number | null {
    const { target } = study.spec.precisions[at]!;
    const contrasts: TestSpec['contrasts'] | null =
        target.op === 'effect' ? [{ coefficients: [{ effect: target.name, coefficient: 1 }], value: 1e3 }] : null;
    const test = { name: null, hypothesis: '', alternative: 'two-sided', alpha: 0.05, power: null, reference: 't' } as const;
    const spec = sized(study, study.answers.precisions[at]!, size);
    const [told] =
        contrasts === null ? [] : study.answersOf({ ...spec, precisions: [], cost: null, tests: [{ ...test, contrasts }] }).tests;
    return told?.df ?? null;
}

/** Whether the half-width or the factor by t at a size is within the goal; computed anew. */
function isReachedAt(study: Study, at: number, size: number): boolean {
    const answer = study.answers.precisions[at]!;
    const df = degreesAt(study, at, size)!;
    const there = study.answersOf({ ...sized(study, answer, size), tests: [], cost: null }).precisions[at]!;
    return df >= 1 && wider(answer, there.reached[answer.using!]!, df) <= answer.required.target * (1 + 1e-9);
}

function expectSize(study: Study, at: number, text: string): void {
    const { withT, required } = study.answers.precisions[at]!;
    expectPrinted(text, withT!.required);
    if (required.kind === 'count' && study.spec.precisions[at]!.target.op === 'effect') {
        const size = withT!.required!;
        expect(isReachedAt(study, at, size)).toBe(true);
        expect(size - required.step < (required.least ?? 0) || !isReachedAt(study, at, size - required.step)).toBe(true);
    }
}

function expectReached(study: Study, at: number, text: string): void {
    const answer = study.answers.precisions[at]!;
    const { withT, reached, using } = answer;
    expectPrinted(text, withT!.reached);
    expect(wider(answer, reached[using!]!, withT!.df) / withT!.reached!).toBeCloseTo(1, 4);
}

function expectDegrees(study: Study, at: number, text: string): void {
    const { withT, required } = study.answers.precisions[at]!;
    expectPrinted(text, withT!.df);
    const df = degreesAt(study, at, required.asked ? withT!.required : null);
    expect(df === null || withT!.df < 1 || Math.abs(df / withT!.df - 1) < 1e-9).toBe(true);
}

const reachedText = `(?:± |factor |the half-width is |the factor is )(?<reached>${number})`;
const degrees = `\\((?<df>${number}) degrees? of freedom\\)`;

function failureOf(check: () => void): unknown {
    try {
        check();
        return null;
    } catch (error) {
        return error;
    }
}

/** One of the intervals makes the statement true: a paragraph does not name its own again. */
function expectOne(study: Study, of: Statement['of'], check: (at: number, answer: PrecisionAnswer) => void): void {
    const failures = tellT(study, of).map(({ answer, at }) => failureOf(() => check(at, answer)));
    expect(failures.length).toBeGreaterThan(0);
    expect(failures.includes(null) ? [] : failures).toEqual([]);
}

/** `± 1.10 (11 degrees of freedom); 44 clinics for ± 0.3`, with other words in a paragraph. */
function expectResults(results: string, study: Study, of: Statement['of']): void {
    const told = new RegExp(`^${reachedText}(?: ${degrees}| and|$)`).exec(results)?.groups;
    const df = new RegExp(degrees).exec(results)?.groups?.['df'];
    const size = new RegExp(
        `^(?:${reachedText.replace('?<reached>', '')}(?: ${degrees.replace('?<df>', '')})?(?:; |, and | and )?)?(?<rest>.*)$`
    ).exec(results)!.groups!['rest']!;
    const amount = new RegExp(`(?:takes |^n = |^)(?<amount>${number})`).exec(size)?.groups?.['amount'];
    expectOne(study, of, (at, { withT }) => {
        expect(told === undefined).toBe(withT!.reached === null);
        expect(amount === undefined).toBe(withT!.required === null);
        if (told) {
            expectReached(study, at, told['reached']!);
        }
        if (df !== undefined) {
            expectDegrees(study, at, df);
        }
        if (amount !== undefined) {
            expectSize(study, at, amount);
        }
    });
}

/** Without a degree of freedom there is no interval, as a test of the effect has none. */
function expectNone(study: Study, of: Statement['of'], df?: string): void {
    expectOne(study, of, (at, { withT }) => {
        expect(withT!.df).toBeLessThan(1);
        expect(withT!.reached).toBeNull();
        expect(degreesAt(study, at, null) ?? 0).toBeLessThan(1);
        if (df !== undefined) {
            expectPrinted(df, withT!.df);
        }
    });
}

export const isOfInterval = (study: Study, of: Statement['of']): boolean => of.kind === 'precision' && tellT(study, of).length > 0;

const few = '(?:from few units|with few degrees of freedom)';

export const intervalByTClaims: Claim[] = [
    says('t: no interval', (_, { of }, study) => expectNone(study, of)),
    { pattern: new RegExp(`^t: (?<results>(?:±|factor) ${number})$`), check: ({ results }, { of }, study) =>
        expectOne(study, of, at => expectReached(study, at, results!.replace(/^\S+ /, ''))) }, // prettier-ignore
    { pattern: new RegExp(`^(?:.+, t distribution: no interval|By the t distribution, which allows for variances that are estimated ${few}, there is no interval) ${degrees}\\.$`), check: ({ df }, { of }, study) => expectNone(study, of, df) }, // prettier-ignore
    { pattern: new RegExp(`^With (?:\\d+ units?|so few degrees of freedom)(?: at the answer)?, the t distribution ${degrees} gives no interval(?: and .+)?\\.$`), check: ({ df }, { of }, study) => expectNone(study, of, df) }, // prettier-ignore
    { pattern: new RegExp(`^With (?:(?<units>\\d+) units?|so few degrees of freedom)(?: at the answer)?, the t distribution ${degrees} gives (?<results>.+)\\.$`), check: ({ units, df, results }, { of }, study) => {
        const [{ answer, at }] = tellT(study, of) as [{ answer: PrecisionAnswer; at: number }];
        expect(answer.units).toBe(units === undefined ? null : Number(units));
        expectDegrees(study, at, df!);
        expectResults(results!, study, of);
    } }, // prettier-ignore
    { pattern: /^(?<label>.+), t distribution: (?<results>.+)\.$/, check: ({ label, results }, _, study) => {
        const index = study.spec.precisions.findIndex(({ text }) => text === label);
        expectResults(results!, study, { kind: 'precision', name: '', index });
    } }, // prettier-ignore
    {
        pattern: new RegExp(`^By the t distribution, which allows for variances that are estimated ${few}, (?<results>.+)\\.$`),
        check: ({ results }, { of }, study) => expectResults(results!, study, of)
    },
    {
        pattern: /^The interval compares units, but the effects between them take up all (?<units>\d+)\.$/,
        check: ({ units }, { of }, study) => {
            expectNone(study, of);
            expect(tellT(study, of).some(({ answer }) => answer.units === Number(units))).toBe(true);
        }
    },
    {
        pattern:
            /^Data can't tell such an effect from the differences between the units, and the width takes the variance of these as known\.$/,
        check: (_, { of }, study) => expectNone(study, of)
    }
];

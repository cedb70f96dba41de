/** Claims of the paragraphs of a protocol. */
import { expect } from 'vitest';
import { answerText } from '../../../language/presentation/prose/answer-text.js';
import { list } from '../../../language/presentation/prose/enumeration.js';
import { outcomeSums } from '../../../language/presentation/prose/outcome-sums.js';
import { testLabel } from '../../../language/presentation/prose/test-label.js';
import type { Required, TestAnswer } from '../../../src-engine/result/design-answers.js';
import type { ModelSpec, TestSpec } from '../../../src-engine/spec/model-spec.js';
import { accuracyNamed, expectPower, expectPrinted, printedNumber, type Study } from '../study.js';
import { number, power, says, type Claim } from './claim.js';
import { close, distances, expectGoalNamed, requiredOf } from './goal.js';

/** The test that a sentence of a protocol names by its hypothesis, its kind and its level. */
function testOf(study: Study, text: string): { answer: TestAnswer; test: TestSpec; index: number } {
    const index = study.spec.tests.findIndex(
        ({ hypothesis, alpha, alternative, contrasts, reference }) =>
            text.includes(`of ${hypothesis} at level ${alpha}`) &&
            text.includes('(reference') === (reference !== 'z') &&
            (reference === 'z' || text.includes(`(reference ${reference === 't' && contrasts.length > 1 ? 'F' : reference}`)) &&
            (contrasts.length > 1 || text.includes(alternative === 'two-sided' ? 'two-sided' : 'one-sided'))
    );
    return { answer: study.answers.tests[index]!, test: study.spec.tests[index]!, index };
}

function expectDesign(text: string, spec: ModelSpec): void {
    const counts = [
        ...spec.design.counts.map(({ count }) => count!),
        ...(spec.design.n?.kind === 'fixed' ? [spec.design.n.n] : spec.design.n?.kind === 'sizes' ? [spec.design.n.mean] : [])
    ];
    expect([...text.replace(/ \(coefficient.*?\)/, '').matchAll(/\d+/g)].map(([size]) => Number(size))).toEqual(counts);
    const crossed = spec.random.filter(({ within }) => within === null).length;
    expect(text.split(' crossed with ').length).toBe(crossed > 2 ? 1 : Math.max(1, crossed));
    expect(text.includes(', all crossed,')).toBe(crossed > 2);
}

const opening =
    'With <design:.+?>, <kind:a joint|a two-sided|a one-sided> Wald test<law:(?: \\(reference [^)]*\\))?> of <hypothesis:.+?> at level <alpha:[\\d.]+>';

export const protocolClaims: Claim[] = [
    says(
        'The file asks for <quantity:.+>; the answer is used here: <what:.+?><form:(?:, by (?:the refined form|two terms|the leading term))?>.',
        ({ quantity, what, form }, _, study) => {
            expect(what).toContain(answerText(study.spec, study.answers)!.amount);
            expectGoalNamed(what!, study);
            const { required } = study.answers.tests.find(test => test.required?.asked) ??
                study.answers.precisions[0] ?? { required: null };
            const asked = study.spec.fixed.find(({ value }) => value === null)?.name;
            expect(quantity!.startsWith('the value of ')).toBe(asked !== undefined);
            expect(quantity === 'n').toBe(study.spec.design.n?.kind === 'unknown');
            expect(asked === undefined || quantity!.endsWith(` ${asked}`)).toBe(true);
            if (required) {
                expect(form !== '').toBe(study.spec.using === 'exact' && required.using !== 'exact');
            }
        }
    ),
    says('<asked:\\w+> has no number, because none reaches <goal:.+?>.', ({ asked, goal }, _, study) => {
        const { value, failure } = requiredOf(study, { kind: 'model', name: '', index: null });
        expectGoalNamed(goal!, study);
        expect(Object.values(value).every(one => one === null)).toBe(true);
        expect(Object.values(failure).some(one => one?.code === 'unreachable' || one?.code === 'too-large')).toBe(true);
        expect(asked).toBe(requiredOf(study, { kind: 'model', name: '', index: null }).quantity);
    }),
    says('The model has several goals.', (_, __, { spec: { tests, precisions } }) => {
        expect(tests.filter(({ power: target }) => target !== null).length + precisions.length).toBeGreaterThan(1);
    }),
    says('This number is for <goal:.+>.', ({ goal }, _, study) => expectGoalNamed(goal!, study)),
    says('The design is <design:.+>, and no number answers the ?.', ({ design }, _, study) => {
        expect(design).toContain('?');
        expect(Object.values(requiredOf(study, { kind: 'model', name: '', index: null }).value).every(one => one === null)).toBe(true);
    }),
    { pattern: /^Refined variances are in use for (?<names>.+), but exact ones may differ by (?:over 5 %(?:, for (?<far>.+) by far more)?|(?<all>far more than 5 %))\.$/, check: ({ names, far, all }, _, study) => {
        const { tests, precisions, optimal } = study.answers;
        const doubted = [
            ...tests.map((test, i) => ({ name: testLabel(study.spec, i), how: [test.exactMayDiffer, test.required?.exactMayDiffer, test.atAnswer?.exactMayDiffer] })),
            ...precisions.map(one => ({ name: one.parameter, how: [one.exactMayDiffer, one.required.exactMayDiffer] })),
            ...optimal.map(one => ({ name: `the best design for ${one.for}`, how: [one.exactMayDiffer] }))
        ].filter(({ how }) => how.some(one => one !== null && one !== undefined));
        const farther = doubted.filter(({ how }) => how.includes('far'));
        expect(names).toBe(list(doubted.map(({ name }) => name)));
        expect(all === undefined ? (far ?? '') : names).toBe(list(farther.map(({ name }) => name)));
    } }, // prettier-ignore
    says(
        `${opening} has power <power:${power}> <how:to detect|if> <values:.+>.`,
        ({ design, power: text, how }, { text: whole, where }, study) => {
            const { answer, test } = testOf(study, whole);
            expect(how === 'if').toBe(test.contrasts.length > 1);
            // At an answer that a formula gives, the sum over all outcomes says what it is worth.
            const asked = answer.required?.asked ?? false;
            const there = answer.atAnswer;
            const told = asked ? outcomeSums(answer)!.wald : there ? there.power[there.using!]! : answer.power[answer.using!]!;
            expectPower(text!, told);
            const degrees = /([\d.,]+) degrees of freedom\)/.exec(whole);
            const { df } = there ?? answer;
            expect(degrees === null).toBe(df === null);
            if (degrees) {
                expectPrinted(degrees[1]!, df);
            }
            expect(where).not.toBe('lens');
            expectDesign(design!, asked || there ? study.design() : study.spec);
            const along = distances(study, test);
            expect(along.some(distance => distance !== 0)).toBe(true);
            expect(test.alternative === 'two-sided' || along[0]! > 0).toBe(true);
            expect(told).toBeGreaterThan(test.alpha);
        }
    ),
    { pattern: /^(?<goals>.+): no answer, for the same reason\.$/, check: (_, __, { answers }) => {
        const isOpen = ({ using, required }: { using: unknown; required: Required | null }) => using === null || required?.using === null;
        expect([...answers.tests, ...answers.precisions].some(isOpen)).toBe(true);
    } }, // prettier-ignore
    { pattern: /^(?<goals>.+): nothing at this design, for the same reason\.$/, check: (_, __, { answers }) => {
        const failed = [...answers.tests, ...answers.precisions].filter(({ failure }) => failure !== null);
        expect(failed.some(({ required }) => required !== null && required.using !== null)).toBe(true);
    } }, // prettier-ignore
    says('The formula for many observations gives <target> % power.', ({ target }, _, study) => {
        const answer = study.answers.tests.find(one => one.required?.asked && one.required.using !== 'exact' && outcomeSums(one) !== null)!;
        expectPrinted(target!, 100 * answer.required!.target);
    }),
    says(
        `${opening} rejects with probability <power:${power}> at <values:.+>, where the hypothesis holds.`,
        ({ power: text, alpha }, { text: whole }, study) => {
            const { answer, test } = testOf(study, whole);
            expectPower(text!, answer.power[answer.using!]);
            expect(answer.power[answer.using!]!).toBeCloseTo(Number(alpha), 9);
            expect(distances(study, test)).toEqual(test.contrasts.map(() => 0));
        }
    ),
    says(
        `${opening} rejects with probability <power:${power}> at <values:.+>, which is not in the direction of the alternative.`,
        ({ power: text }, { text: whole }, study) => {
            const { answer, test } = testOf(study, whole);
            expectPower(text!, answer.power[answer.using!]);
            expect(answer.power[answer.using!]!).toBeLessThan(test.alpha);
            expect(distances(study, test)[0]!).toBeLessThan(0);
        }
    ),
    says(`${opening} has at least <target> % power <how:to detect|if> <values:.+>.`, ({ design, target, how }, { text }, study) => {
        const { answer, test, index } = testOf(study, text);
        expect(how === 'if').toBe(test.contrasts.length > 1);
        expectPrinted(target!, 100 * answer.required!.target);
        const own = answer === study.answers.tests.find(one => one.required !== null) ? study.design() : study.designOf(answer.required!);
        expectDesign(design!, own);
        // Evaluated anew, at the design with the answer in it.
        const there = study.answersOf(own).tests[index]!;
        expect(there.power[answer.using!]!).toBeGreaterThanOrEqual(answer.required!.target - 1e-9);
    }),
    says('<target> % power takes <amount:.+>.', ({ target, amount }, _, study) => {
        const answer = study.answers.tests.find(
            ({ required }) => required && !required.asked && Math.abs(100 * required.target - Number(target)) < 1e-6
        )!;
        close(amount!, answer.required!.value[answer.required!.using!]!, false);
    }),
    says('The exact power<plural:s?> of <names:.+> <are:is a mean|are means> over drawn predictors, with a Monte-Carlo standard error of at most <error>.', ({ names, error }, _, { spec, answers }) => {
        const drawn = answers.tests.flatMap(({ powerError }, i) => (powerError === null ? [] : [{ label: testLabel(spec, i), powerError }]));
        expect(names!.split(/, | and /).sort()).toEqual(drawn.flatMap(({ label }) => label.split(/, | and /)).sort());
        expect(drawn.every(({ powerError }) => powerError <= Number(error) + 1e-12)).toBe(true);
    }), // prettier-ignore
    says('<which:Other formulas give|Another formula gives> <all:.+>.', ({ which, all }, _, study) => {
        expect([...all!.matchAll(/\((?:leading term|two terms|refined|exact(?: for many groups)?)\)/g)].length > 1).toBe(which!.startsWith('Other'));
        // The leading term promises too much, so a protocol has it only where the file uses it.
        expect(all).not.toContain('leading term');
        for (const [, amount, name] of all!.matchAll(/(?:^|, | and )([^()]+?) \((leading term|two terms|refined|exact(?: for many groups)?)\)/g)) {
            const other = accuracyNamed(name!);
            const found = study.answers.tests.some(({ required, power: powers, using }) => {
                const values = required?.asked ? required.value : powers;
                const [value, own] = [values[other], values[(required?.asked ? required.using : using) ?? 'leading']];
                const shown = printedNumber(new RegExp(number).exec(amount!.replace(/^.* = /, ''))![0]).value;
                return value !== null && own !== null && Math.abs(value - own) > 0.1 * Math.abs(own) && (amount!.includes('power') ? (shown <= value && value < shown + 0.001) || /[<>]/.test(amount!) : Math.abs(shown - value) <= 2e-3 * Math.abs(value));
            });
            expect(found, all).toBe(true);
        }
    }), // prettier-ignore
    { pattern: /^If the variances of the random effects were a quarter larger, (?:the test would have this power for (?<effect>.+)|(?<amount>.+) would be needed)\.$/, check: ({ effect, amount }, _, study) => {
        const asked = [...study.answers.tests, ...study.answers.precisions].flatMap(({ required }) => (required?.asked ? [required] : []));
        expect(asked[0]!.kind === 'effect').toBe(effect !== undefined);
        const shown = printedNumber(new RegExp(number).exec((effect ?? amount)!.replace(/^.* = /, ''))![0]).value;
        const found = asked.some(({ sensitivity }) => Math.abs((sensitivity?.larger ?? NaN) - shown) <= (effect === undefined ? 1e-9 : 2e-3) * Math.abs(shown));
        expect(found, effect ?? amount).toBe(true);
    } }, // prettier-ignore
    { pattern: new RegExp(`^With (?<design>.+?), the (?<level>[\\d.]+) % Wald interval for (?<target>.+?) (?:has an expected half-width of (?<most>at most )?(?<half>${number})|is expected to reach from the estimate / (?<factor>${number}) to the estimate × ${number}(?<less>, or less far)?)\\.$`), check: ({ design, level, target, most, half, factor, less }, _, study) => {
        const answer = study.answers.precisions.find(({ parameter }) => parameter === target)!;
        const { required, goal } = answer;
        expectPrinted(level!, 100 * answer.level);
        const isAnswer = (most ?? less) !== undefined;
        expect(isAnswer).toBe(required.asked);
        expect(half !== undefined).toBe('halfwidth' in goal);
        const size = isAnswer ? required.value[required.using!]! : null;
        const { counts, n } = study.spec.design;
        const there = isAnswer ? { ...study.spec, tests: [], cost: null, design: {
            ...study.spec.design,
            counts: counts.map(({ group, count }) => ({ group, count: required.quantity === group ? size : count })),
            n: required.kind === 'n' ? { kind: 'fixed' as const, n: size! } : n
        } } : study.spec;
        expectDesign(design!, there);
        if (isAnswer) {
            expectPrinted((half ?? factor)!, required.target);
            // Evaluated anew, at the design with the answer in it.
            const reached = study.answersOf(there).precisions.find(({ parameter }) => parameter === target)!.reached[required.using!];
            expect(reached!).toBeLessThanOrEqual(required.target * (1 + 1e-9));
        } else {
            expectPrinted((half ?? factor)!, answer.reached[answer.using!]);
        }
    } }, // prettier-ignore
    says(
        'With <design:.+?>, the <level:[\\d.]+> % Wald interval for <target:.+?> tells nothing: the standard error is larger than <same:.+?> itself, and the interval is expected to reach from less than a thousandth of the estimate to more than a thousand times of it.',
        ({ design, level, target, same }, _, study) => {
            const answer = study.answers.precisions.find(({ parameter }) => parameter === target)!;
            expectDesign(design!, study.spec);
            expectPrinted(level!, 100 * answer.level);
            expect(same).toBe(target);
            expect(answer.reached[answer.using!]).toBeGreaterThan(1000);
            const { value, standardError } = study.parameter(target!);
            expect(standardError! / Math.abs(value!)).toBeGreaterThan(1);
        }
    ),
    says('A <what:half-width|factor> of <target> takes <amount:.+>.', ({ target, amount }, _, study) => {
        const { required } = study.answers.precisions.find(
            one => !one.required.asked && Math.abs(one.required.target - printedNumber(target!).value) < 1e-9
        )!;
        close(amount!, required.value[required.using!]!, false);
    }),
    says(
        'With attrition of <share> %, <recruit:\\d+> [\\w ]+? must be recruited so that <count:\\d+> are analysed.'.replace(
            '[\\w ]+?',
            '<units:[\\w ]+?>'
        ),
        ({ share, recruit, count }, _, study) => {
            const { attrition, counts } = study.design().design;
            expectPrinted(share!, 100 * attrition);
            expect(Number(count)).toBe(counts[0]!.count);
            expect(Number(recruit)).toBe(Math.ceil(Number((Number(count) / (1 - attrition)).toFixed(9))));
        }
    )
];

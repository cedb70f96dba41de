/** Claims about tests, precisions, sizes and best designs. */
import { expect } from 'vitest';
import { answerText } from '../../../language/presentation/prose/answer-text.js';
import { list } from '../../../language/presentation/prose/enumeration.js';
import { testLabel } from '../../../language/presentation/prose/test-label.js';
import { outcomeSums } from '../../../language/presentation/prose/outcome-sums.js';
import { powerText } from '../../../language/presentation/prose/power-text.js';
import { valueAtNull } from '../../../language/presentation/choice/detectable-value.js';
import { answer, examine } from '../../../src-engine/index.js';
import type { Required, TestAnswer } from '../../../src-engine/result/design-answers.js';
import type { ModelSpec, TestSpec } from '../../../src-engine/spec/model-spec.js';
import { accuracyNamed, expectPower, expectPrinted, printedNumber, type Study } from '../study.js';
import type { Statement } from '../printed.js';
import { sumByHand } from '../sum-by-hand.js';
import { doubts, expectDoubt } from './doubt.js';
import { expectRough } from './rough.js';
import { accuracy, number, power, says, type Claim } from './claim.js';

const requiredOf = (study: Study, of: Statement['of']): Required =>
    of.kind === 'precision'
        ? study.precision(of).required
        : (study.answers.tests[of.index ?? study.answers.tests.findIndex(({ required }) => required?.asked)]?.required ??
          study.answers.precisions[0]!.required);

const close = (text: string, value: number, isEffect: boolean) => {
    const shown = printedNumber(new RegExp(number).exec(text.replace(/^.* = /, ''))![0]).value;
    expect(Math.abs(shown - value), text).toBeLessThanOrEqual((isEffect ? 2e-3 : 1e-9) * Math.abs(value));
};

/** The distance of the model's values from the hypothesis, along the alternative. */
function distances(study: Study, { contrasts, alternative }: TestSpec): number[] {
    const valueOf = (name: string) => study.spec.fixed.find(effect => effect.name === name)!.value ?? study.parameter(name).value!;
    const sign = alternative === 'less' ? -1 : 1;
    return contrasts.map(
        ({ coefficients, value }) =>
            sign * (coefficients.reduce((sum, { effect, coefficient }) => sum + coefficient * valueOf(effect), 0) - value)
    );
}

/** What a verdict compares: the answers of a goal, an effect by its distance from the null; or the standard errors of a parameter. */
function compared(study: Study, of: Statement['of']): number[] {
    const isGoal = of.kind === 'test' || of.kind === 'precision' || of.kind === 'asked';
    if (!isGoal) {
        const { leading, twoTerm, refined, exact } = study.parameter(of.kind === 'dispersion' ? 'phi' : of.name);
        return [leading, twoTerm, refined, exact].flatMap(({ asyVar }) => (asyVar === null ? [] : [Math.sqrt(asyVar)]));
    }
    const { continuous, value, kind, quantity } = requiredOf(study, of);
    const test = of.kind === 'precision' ? undefined : study.spec.tests[of.index ?? 0];
    const origin = kind === 'effect' && test ? valueAtNull(study.spec, test, quantity) : 0;
    return (['leading', 'twoTerm', 'refined', 'exact'] as const).flatMap(accuracy =>
        value[accuracy] === null ? [] : [Math.abs((continuous[accuracy] ?? value[accuracy]) - origin)]
    );
}

const answerIsOneSided = (study: Study, of: Statement['of']): boolean => study.test(of).alternative !== 'two-sided';

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
    expect(text.split(' crossed with ').length).toBe(Math.max(1, crossed));
}

const opening =
    'With <design:.+?>, <kind:a joint|a two-sided|a one-sided> Wald test<law:(?: \\(reference [^)]*\\))?> of <hypothesis:.+?> at level <alpha:[\\d.]+>';

export const answerClaims: Claim[] = [
    says(
        '<asked:\\w+> is not given; the answer<first:(?: to the first goal)?> is used here: <what:.+>.',
        ({ asked, first, what }, _, study) => {
            const { tests, precisions } = study.answers;
            expect(first !== '').toBe(tests.filter(({ required }) => required !== null).length + precisions.length > 1);
            expect(what).toContain(answerText(study.spec, study.answers)!.amount);
            expect(study.spec.fixed.find(({ name }) => name === asked)?.value ?? null).toBeNull();
        }
    ),
    says('<asked:\\w+> is not given, because no number for it reaches the <goal:first goal|goal>.', ({ asked, goal }, _, study) => {
        const { value, failure } = requiredOf(study, { kind: 'model', name: '', index: null });
        const { tests, precisions } = study.answers;
        expect(goal === 'first goal').toBe(tests.filter(({ required }) => required !== null).length + precisions.length > 1);
        expect(Object.values(value).every(one => one === null)).toBe(true);
        expect(Object.values(failure).some(one => one?.code === 'unreachable' || one?.code === 'too-large')).toBe(true);
        expect(asked).toBe(requiredOf(study, { kind: 'model', name: '', index: null }).quantity);
    }),
    says('The design is <design:.+>, and no number answers the ?.', ({ design }, _, study) => {
        expect(design).toContain('?');
        expect(Object.values(requiredOf(study, { kind: 'model', name: '', index: null }).value).every(one => one === null)).toBe(true);
    }),
    { pattern: /^Refined variances are in use for (?<names>.+), but exact ones may differ by (?:over 5 %(?:, for (?<far>.+) by far more)?|(?<all>far more than 5 %))\.$/, check: ({ names, far, all }, _, study) => {
        const { tests, precisions, optimal } = study.answers;
        const doubted = [
            ...tests.map((test, i) => ({ name: testLabel(study.spec, i), how: [test.exactMayDiffer, test.required?.exactMayDiffer] })),
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
            const told = asked ? outcomeSums(answer)!.wald : answer.power[answer.using!]!;
            expectPower(text!, told);
            const degrees = /([\d.,]+) degrees of freedom\)/.exec(whole);
            expect(degrees === null).toBe(answer.df === null);
            if (degrees) {
                expectPrinted(degrees[1]!, answer.df);
            }
            expect(where).not.toBe('lens');
            expectDesign(design!, asked ? study.design() : study.spec);
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
        expectDesign(design!, study.design());
        // Evaluated anew, at the design with the answer in it.
        const there = study.answersOf(study.design()).tests[index]!;
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
    { pattern: new RegExp(`^(?:(?<label>.+): )?Summed over all outcomes(?<there> at the answer)?, the Wald test rejects with probability (?<wald>${power}) and the likelihood-ratio test with probability (?<ratio>${power})\\.$`), check: ({ label, there, wald, ratio }, { of }, study) => {
        const index = of.kind === 'test' && of.index !== null ? of.index : label === undefined ? 0 : study.spec.tests.findIndex((_, at) => testLabel(study.spec, at) === label);
        const answer = study.answers.tests[index]!;
        expect(there !== undefined).toBe(answer.required?.asked ?? false);
        const byHand = sumByHand(study.design(), study.spec.tests[index]!);
        expectPower(wald!, byHand?.wald ?? outcomeSums(answer)!.wald);
        expectPower(ratio!, byHand?.likelihoodRatio ?? outcomeSums(answer)!.likelihoodRatio);
    } }, // prettier-ignore
    { pattern: new RegExp('^If (?<hypothesis>.+) holds and all else is as here, they reject with probabilities of at most (?<wald>[\\d.]+) and (?<ratio>[\\d.]+)\\.$'), check: ({ hypothesis, wald, ratio }, _, study) => {
        const found = study.answers.tests.some((answer, index) => {
            const { level } = outcomeSums(answer) ?? { level: null };
            const test = study.spec.tests[index]!;
            if (test.hypothesis !== hypothesis || level === null) {
                return false;
            }
            const [{ coefficients, value }] = test.contrasts;
            const design = study.design();
            const there = { ...design, fixed: design.fixed.map(effect => effect.name === coefficients[0]!.effect ? { ...effect, value: value / coefficients[0]!.coefficient } : effect) };
            const byHand = sumByHand(there, test) ?? level;
            return [[wald!, byHand.wald], [ratio!, byHand.likelihoodRatio]].every(([text, own]) => Number(text) >= Number(own) && Number(text) < Number(own) + 0.001 + 1e-9);
        });
        expect(found).toBe(true);
    } }, // prettier-ignore
    { pattern: /^(?:.+: )?The power holds for many observations\.$/, check: (_, __, { spec, answers }) => {
        expect(spec.random.length).toBe(0);
        expect(answers.tests.some(answer => answer.enumerated !== null && outcomeSums(answer) === null)).toBe(true);
    } }, // prettier-ignore
    { pattern: /^An exact power is a sum over all outcomes, and (?<why>here predictors take too many values for that|here there are too many of them|this response takes a continuum of values|that needs a fixed whole number of observations, with whole trials, at each value of the predictors)\.$/, check: ({ why }, _, { spec }) => {
        const isContinuous = ['gamma', 'inverseGaussian', 'gaussian'].includes(spec.family.name);
        expect(why!.startsWith('this response')).toBe(isContinuous);
        if (why!.startsWith('here predictors')) {
            expect(spec.predictors.some(one => one.kind === 'random' && ['normal', 'uniform'].includes(one.law.law))).toBe(true);
        }
    } }, // prettier-ignore
    says(`The power is the sum of the probabilities of all outcomes in which the test rejects; the likelihood-ratio test rejects with probability <ratio:${power}>.`, ({ ratio }, _, { answers }) => {
        expect(answers.tests.some(answer => { const sums = outcomeSums(answer); return sums !== null && ratio === powerText(sums.likelihoodRatio); })).toBe(true);
    }), // prettier-ignore
    says('The formula for many observations gives <amount:.+>.', ({ amount }, _, { answers }) => {
        const found = answers.tests.some(({ required, power: powers }) => {
            const value = required?.asked ? required.value.refined : powers.refined;
            const shown = printedNumber(new RegExp(number).exec(amount!.replace(/^.* = /, ''))![0]).value;
            return value !== null && (amount!.includes('power') ? (shown <= value && value < shown + 0.001) || /[<>]/.test(amount!) : Math.abs(shown - value) <= 2e-3 * Math.abs(value));
        });
        expect(found).toBe(true);
    }), // prettier-ignore
    { pattern: /^Exact power: the sum of the probabilities of all outcomes that reject; an estimate that does not exist does not reject$/, check: (_, { of }, study) => expect(outcomeSums(study.test(of))).not.toBeNull() }, // prettier-ignore
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
    ),
    says(
        `Power <power:${power}> at this design (<name:${accuracy}><doubt:${doubts}>)<note:(?:: the hypothesis holds at these values|: the effect is not in the direction of the alternative)?>`,
        ({ power: text, name, note, doubt }, { of }, study) => {
            const answer = study.test(of);
            expectDoubt(doubt!, answer.exactMayDiffer);
            expect(answer.using).toBe(accuracyNamed(name!));
            expectPower(text!, answer.power[answer.using!]);
            const along = distances(study, study.spec.tests[of.index!]!);
            expect(note!.includes('holds')).toBe(along.every(distance => distance === 0));
            expect(note!.includes('direction')).toBe(answer.alternative !== 'two-sided' && along.length === 1 && along[0]! < 0);
        }
    ),
    says(`<what:±|factor> <value> at this design (<name:${accuracy}><doubt:${doubts}>)`, ({ value, name, doubt }, { of }, study) => {
        const answer = study.precision(of);
        expectDoubt(doubt!, answer.exactMayDiffer);
        expect(answer.using).toBe(accuracyNamed(name!));
        expectPrinted(value!, answer.reached[answer.using!]);
    }),
    says(
        `<amount:.+?> for <aim:[\\d.]+ % power|± [\\d.]+|factor [\\d.]+> (<name:${accuracy}><doubt:${doubts}>)`,
        ({ amount, name, doubt }, { of }, study) => {
            const required = requiredOf(study, of);
            expectDoubt(doubt!, required.exactMayDiffer);
            expect(required.using).toBe(accuracyNamed(name!));
            close(amount!, required.value[required.using!]!, required.kind === 'effect');
        }
    ),
    says('Recruit <recruit:\\d+> <units:[\\w ]+>: attrition <share> %', ({ recruit, share }, { of }, study) => {
        const { attrition, counts } = study.spec.design;
        expectPrinted(share!, 100 * attrition);
        const count = of.kind === 'group' ? counts[0]!.count! : requiredOf(study, of).value[requiredOf(study, of).using!]!;
        expect(Number(recruit)).toBe(Math.ceil(Number((count / (1 - attrition)).toFixed(9))));
    }),
    says('A multiple of <step:\\d+>, so that the points of each are balanced', ({ step }, { of }, study) => {
        const required = requiredOf(study, of);
        expect(required.step).toBe(Number(step));
        expect(required.value[required.using!]! % Number(step)).toBe(0);
    }),
    { pattern: /^(?:(?<label>.+): )?(?:No (?:power|interval): )?No reliable variance is known here, because a group has too few events or its random effects vary too widely: the true standard error differs from the refined one by an unknown amount, so no power and no size follow from it\.$/, check: (_, { of }, study) => expectRough(study, of, 'refined') }, // prettier-ignore
    { pattern: /^(?:(?<label>.+): )?(?:No (?:power|interval): )?Only (?<what>the leading term|two terms) of the variance (?:is|are) known here(?:, and the refined form has no reliable value)?\.$/, check: ({ what }, { of }, study) =>
        expectRough(study, of, what === 'two terms' ? 'twoTerm' : 'leading')
    }, // prettier-ignore
    { pattern: /^The exact variance needs a simulation here\.$|^To run it, write using exact, or run glmm analyze with --exact\.$/, check: (_, __, { answers }) => {
        const failures = [...answers.tests, ...answers.precisions].flatMap(({ failure, required }) => [failure, ...Object.values(required?.failure ?? {})]);
        expect(failures.some(failure => failure?.code === 'rough' && failure.exact?.code === 'not-computed')).toBe(true);
    } }, // prettier-ignore
    says(
        'The true standard error differs from <it:it|them> by an unknown amount, so no power and no size follow from <this:it|them>.',
        null
    ),
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
    { pattern: /^(?:(?<label>.+): )?No value of (?<effect>\S+) on the other side of its null value reaches the power\.$/, check: ({ label, effect }, { of }, study) => {
        const index = of.index ?? study.spec.tests.findIndex((_, i) => testLabel(study.spec, i) === label);
        const { kind, quantity, otherSide, using, value, target } = study.answers.tests[index]!.required!;
        const atNull = valueAtNull(study.spec, study.spec.tests[index]!, quantity);
        expect([kind, quantity, otherSide![using!]]).toEqual(['effect', effect, null]);
        for (const factor of [0.5, 1, 1.5, 2, 4]) {
            const other = atNull - factor * (value[using!]! - atNull);
            const fixed = study.spec.fixed.map(one => (one.name === effect ? { ...one, value: other } : one));
            const { power } = answer({ ...study.spec, fixed }, { around: false, allocation: false }).tests[index]!;
            expect(power[using!] ?? 0).toBeLessThan(target);
        }
    } }, // prettier-ignore
    says('At the same intercept, larger random effects raise the mean count, and more events give more information.', (_, __, study) => {
        const { family, fixed } = study.spec;
        expect([family.name === 'poisson' || family.name === 'negativeBinomial', family.link]).toEqual([true, 'log']);
        expect(fixed.every(({ marginal }) => marginal === null)).toBe(true);
        const better = [...study.answers.tests, ...study.answers.precisions].some(one => {
            const told = 'sensitivity' in one && !one.required?.asked ? one.sensitivity : null;
            const { smaller = null, larger = null } = one.required?.sensitivity ?? {};
            return (told !== null && told.larger! > told.smaller!) || Math.abs(larger ?? NaN) < Math.abs(smaller ?? NaN);
        });
        expect(better).toBe(true);
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
    says('A normal reference ignores that variances are estimated.', (_, { of }, study) => expect(study.test(of).reference).toBe('z')),
    { pattern: new RegExp(`^With (?<units>\\d+) units?(?: at the answer)?, reference t \\((?<df>${number}) degrees of freedom\\) gives (?<results>.+)\\.$`), check: ({ units, df, results }, { of }, study) => {
        const { withT, units: own, power: powers, using } = study.test(of);
        expect(own).toBe(Number(units));
        expectPrinted(df!, withT!.df);
        const shown = /^power ((?:[<>] )?[\d.]+)/.exec(results!);
        if (shown) {
            expectPower(shown[1]!, withT!.power);
// Heavier tails reject less, where there is something to detect.
            const along = distances(study, study.spec.tests[of.index!]!);
            expect(along[0]! <= 0 && answerIsOneSided(study, of) ? true : withT!.power! <= powers[using!]! + 1e-9).toBe(true);
        }
    } }, // prettier-ignore
    { pattern: new RegExp(`^(?:(?<label>.+), reference t: |With reference t, which allows for variances that are estimated from few units, )(?:(?:the )?power (?:is )?(?<now>${power}) \\((?<df>${number}) degrees? of freedom\\))?(?:; |, and )?(?<size>.*?)(?: \\((?<there>${number}) degrees? of freedom\\))?\\.$`), check: ({ label, now, df, size, there }, { of }, study) => {
        // A paragraph names no test; that of one with these numbers is meant.
        const isMeant = ({ withT }: (typeof study.answers.tests)[number]): boolean =>
            withT !== null && (now === undefined || (withT.power !== null && powerText(withT.power) === now)) && Math.abs(withT.df - printedNumber((df ?? there)!).value) < 0.01 * withT.df;
        const index = of.index ?? study.spec.tests.findIndex((_, i) => (label === undefined ? isMeant(study.answers.tests[i]!) : testLabel(study.spec, i) === label));
        expect(index).toBeGreaterThanOrEqual(0);
        const { withT, power: powers, using, required, reference, units } = study.answers.tests[index]!;
        expect(reference).toBe('z');
        expect(units!).toBeLessThan(40);
        // Computed anew, with reference t in the file.
        const t = study.answersOf({ ...study.spec, precisions: [], cost: null, tests: study.spec.tests.map(test => ({ ...test, reference: 't' as const })) }).tests[index]!;
        expectPrinted((df ?? there)!, t.df);
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
    },
    says(
        'The number of <units:.+> is the least that reaches the target power: one step less does not<steady:(?:, and all numbers up to a tenth larger do)?>.',
        (_, { of }, study) => {
            const required = study.test(of).required!;
            const value = required.value[required.using!]!;
            const asked = study.spec;
            const at = (size: number) => {
                const counts = asked.design.counts.map(({ group, count }) => ({
                    group,
                    count: required.kind === 'count' && group === required.quantity ? size : count
                }));
                const n = required.kind === 'n' ? { kind: 'fixed' as const, n: size } : asked.design.n;
                const spec = { ...asked, precisions: [], cost: null, design: { ...asked.design, counts, n } };
                return study.answersOf(spec).tests[of.index!]!.power[required.using!]!;
            };
            if (asked.fixed.every(({ value: own }) => own !== null)) {
                expect(at(value)).toBeGreaterThanOrEqual(required.target - 1e-9);
                expect(at(value - required.step)).toBeLessThan(required.target);
            }
        }
    ),
    { pattern: new RegExp(`^(?:[^:]+: )?[Pp]ower can't exceed (?<limit>[\\d.]+) with more (?<noun>.+?)(?:: add (?<short>.+)|: the variance between (?<units>.+) remains\\.)$`), check: ({ limit, short, units }, _, study) => {
        const failures = study.answers.tests.flatMap(({ required }) => Object.values(required?.failure ?? {}));
        const failure = failures.find(one => one?.code === 'unreachable' && one.best <= Number(limit) && Number(limit) < one.best + 0.002);
        expect(failure).toBeDefined();
        expect((short ?? units)!.replace(/^units of /, '')).toMatch(new RegExp(`^${(failure as { stays: string }).stays.slice(0, 4)}`));
        // However large n is, the power stays below.
        const index = study.answers.tests.findIndex(({ required }) => Object.values(required?.failure ?? {}).includes(failure!));
        const { required } = study.answers.tests[index]!;
        if (required!.kind === 'n') {
            const counts = study.spec.design;
            const spec = { ...study.spec, precisions: [], cost: null, design: { ...counts, n: { kind: 'fixed' as const, n: 1e6 * required!.step } } };
            expect(study.answersOf(spec).tests[index]!.power[required!.using!]!).toBeLessThanOrEqual(Number(limit));
        }
    } }, // prettier-ignore
    { pattern: /^(?:[^:]+: )?[Tt]he interval can't be narrower than (?<what>±|factor) (?<limit>[\d.]+) with more (?<noun>.+?)(?:: add .+|: the variance between .+ remains\.)$/, check: ({ limit }, _, study) => {
        const failures = study.answers.precisions.flatMap(({ required }) => Object.values(required.failure));
        expect(failures.some(one => one?.code === 'unreachable' && Number(limit) <= one.best && one.best < Number(limit) * 1.02)).toBe(true);
    } }, // prettier-ignore
    { pattern: /^(?:[^:]+: )?[Tt]he hypothesis holds at (?:the values of this model, so no size reaches the power\.|these values)$/, check: (_, __, study) => {
        expect(study.spec.tests.some(test => distances(study, test).every(distance => distance === 0))).toBe(true);
    } }, // prettier-ignore
    { pattern: /^(?:[^:]+: )?[Tt]he effect (?:has the other sign|lies on the other side of the alternative, so more data lower the power\.)$/, check: (_, __, study) => {
        expect(study.spec.tests.some(test => test.alternative !== 'two-sided' && distances(study, test)[0]! < 0)).toBe(true);
    } }, // prettier-ignore
    { pattern: /^(?<aim>Best design within the budget|Cheapest design for the goal) \((?<goal>.+?)\): (?<design>[^,]+), cost (?<cost>[\d,.]+), (?<facts>.+)\.$/, check: ({ aim, goal, design, cost, facts }, _, study) => {
        const best = study.answers.optimal.find(one => one.for === goal)!;
        expect(aim!.startsWith('Best')).toBe(study.spec.cost!.budget !== null);
        expectPrinted(cost!, best.cost);
        expect(study.spec.cost!.budget === null || best.cost! <= study.spec.cost!.budget).toBe(true);
        expect([...design!.matchAll(/\d+/g)].map(([size]) => Number(size))).toEqual([...study.spec.design.counts.map(({ group }) => best.groups[group]), best.n]);
        const power = /power ((?:[<>] )?[\d.]+)/.exec(facts!);
        if (power) {
            expectPower(power[1]!.replace(/\.$/, ''), best.power);
        }
        const efficiency = /the file's design is (?:([\d.]+) % )?as efficient at equal cost/.exec(facts!);
        if (efficiency) {
            expectPrinted(efficiency[1] ?? '100', 100 * best.efficiency!);
            expect(best.efficiency!).toBeLessThanOrEqual(1);
        }
        expect(/([^,]+?(?:, [^,]+)*?) at the limits? of/.exec(facts!)?.[1]?.endsWith(list(best.atBounds)) ?? false).toBe(best.atBounds.length > 0);
        const { attrition, counts: [outermost] } = study.spec.design; // prettier-ignore
        const recruit = /recruit ([\d,]+)/.exec(facts!);
        expect(recruit !== null).toBe(attrition > 0);
        if (recruit) {
            expect(Number(recruit[1]!.replace(',', ''))).toBe(Math.ceil(best.groups[outermost!.group]! / (1 - attrition) - 1e-9));
        }
        for (const quantity of best.kept) {
            expect(facts).toContain('as in the file');
            const { counts, n } = study.spec.design;
            const own = quantity === 'n' ? (n?.kind === 'fixed' ? n.n : null) : counts.find(({ group }) => group === quantity)!.count;
            expect(quantity === 'n' ? best.n : best.groups[quantity]).toBe(own);
        }
    } }, // prettier-ignore
    {
        pattern: /^(?:Best design within the budget|Cheapest design for the goal) \((?<goal>.+?)\): none\.(?: .*)?$/,
        check: ({ goal }, _, { answers }) => expect(answers.optimal.find(one => one.for === goal)!.n).toBeNull()
    },
    { pattern: /^(?:(?<goal>[^:]+): )?Optimum before whole numbers: (?<all>.+)\.$/, check: ({ all }, _, { answers }) => {
        const values = answers.optimal.flatMap(({ continuous }) => [...Object.values(continuous.groups), continuous.n ?? NaN]);
        for (const [, value] of all!.matchAll(/= ([\d.]+)/g)) {
            expect(values.some(own => Math.abs(own - Number(value)) <= 1e-3 * own)).toBe(true);
        }
    } }, // prettier-ignore
    { pattern: /^(?:[^:]+: )?With attrition of (?<percent>[\d.]+) %, recruit (?<count>[\d,]+) \S+\.$/, check: ({ percent, count }, _, { spec, answers }) => {
        const [outermost] = spec.design.counts;
        expectPrinted(percent!, 100 * spec.design.attrition);
        expect(answers.optimal.map(({ groups }) => Math.ceil(groups[outermost!.group]! / (1 - spec.design.attrition) - 1e-9))).toContain(Number(count!.replace(',', '')));
    } }, // prettier-ignore
    { pattern: /^(?:[^:]+: )?(?<bounds>[\w, ]+) at the limits? of (?:its|their) ranges?\.$/, check: ({ bounds }, _, { answers }) => {
        expect(answers.optimal.map(({ atBounds }) => list(atBounds))).toContain(bounds);
        // Nothing that is named is left at another size than its least.
        expect(answers.optimal.map(({ atBounds }) => atBounds[0] ?? null)).toEqual(answers.optimal.map(({ atBound }) => atBound));
    } }, // prettier-ignore
    { pattern: new RegExp(`^(?:[^:]+: )?With reference (?<law>t|satterthwaite|kr) there must be at least 1 degree of freedom; this design has (?<df>${number})\\.$`), check: ({ df, law }, _, study) => {
        const failures = study.answers.tests.flatMap(({ failure, required }) => [failure, ...Object.values(required?.failure ?? {})]);
        expect(failures.some(one => one?.code === 'degrees-of-freedom' && one.reference === law && one.df < 1 && Math.abs(one.df - printedNumber(df!).value) < 0.01)).toBe(true);
    } }, // prettier-ignore
    says('The least cost that reaches the goal:', (_, __, { spec }) => expect(spec.cost!.budget).toBeNull()),
    says('The most power or precision for the budget:', (_, __, { spec }) => expect(spec.cost!.budget).not.toBeNull()),
    says('Budget: <budget>', ({ budget }, _, { spec }) => expectPrinted(budget!, spec.cost!.budget)),
    {
        pattern: new RegExp(`^Each (?<unit>\\w+): (?<price>${number})$`),
        check: ({ unit, price }, _, { spec }) =>
            expectPrinted(price!, spec.cost!.prices.find(one => (one.unit ?? 'observation') === unit)!.price)
    },
    {
        pattern:
            /^Locally D-optimal(?:: the larger of the two values in (?<share>[\d.]+) %, all else unchanged| allocation: (?<name>\w+) = (?<value>[−\d.]+) in (?<other>[\d.]+) % of the (?<units>[\w ]+))\.$/,
        check: ({ share, name, value, other, units }, { of }, { answers, spec }) => {
            expectPrinted((share ?? other)!, 100 * answers.allocation[name ?? of.name]!);
            const predictor = spec.predictors.find(one => (one.kind === 'random' ? one.names.includes(name ?? '') : one.name === name));
            if (name !== undefined && predictor && predictor.kind !== 'derived') {
                expect(units === 'observations').toBe(predictor.per === null);
                const points = predictor.kind === 'each' ? predictor.points : [0, 1];
                expectPrinted(value!, Math.max(...points));
                // A share that the design already has is not told.
                const own = predictor.kind === 'each' ? points.filter(point => point === Math.max(...points)).length / points.length : predictor.law.law === 'bernoulli' ? predictor.law.p : NaN;
                expect(Math.abs(own - answers.allocation[name]!)).toBeGreaterThan(0.005);
            }
        }
    }, // prettier-ignore
    { pattern: /^Level (?<level>[\d.]+) %, reference (?<law>z|t|satterthwaite|kr)(?:, target power (?<target>[\d.]+) %)?$/, check: ({ level, law, target }, { of }, study) => {
        const test = study.spec.tests[of.index!]!;
        expectPrinted(level!, 100 * test.alpha);
        expect(law).toBe(test.reference);
        expect(target === undefined).toBe(test.power === null);
    } }, // prettier-ignore
    { pattern: /^Alternative: (?:at least one of them does not hold|the contrast (?<what>differs from|is greater than|is less than) (?<value>.+))$/, check: ({ what }, { of }, study) => {
        expect(what).toBe(study.spec.tests[of.index!]!.contrasts.length > 1 ? undefined : { 'two-sided': 'differs from', greater: 'is greater than', less: 'is less than' }[study.spec.tests[of.index!]!.alternative]);
    } }, // prettier-ignore
    { pattern: /^Goal: a (?<level>[\d.]+) % confidence interval (?:with half-width (?<half>[\d.]+)|from the estimate \/ (?<factor>[\d.]+) to the estimate × [\d.]+)$/, check: ({ level, half, factor }, { of }, study) => {
        const { goal, level: own } = study.precision(of);
        expectPrinted(level!, 100 * own);
        expectPrinted((half ?? factor)!, 'halfwidth' in goal ? goal.halfwidth : goal.factor);
    } }, // prettier-ignore
    { pattern: /^\? stands for (?<what>\w+)(?:: (?<value>[-\d.e]+))?$/, check: ({ value }, __, study) => {
        if (value !== undefined) {
            const required = requiredOf(study, { kind: 'model', name: '', index: null });
            expect(Math.abs(Number(value) - required.value[required.using!]!)).toBeLessThanOrEqual(2e-3 * Math.abs(Number(value)));
        }
    } }, // prettier-ignore
    { pattern: /^It gives (?:every parameter|(?<known>\d+) of (?<all>\d+) parameters) a standard error\.$/, check: ({ known, all }, _, study) => {
        const { parameters } = study.analysisOf(study.design());
        const withError = parameters.filter(({ standardError }) => standardError !== null).length;
        expect([Number(known ?? withError), Number(all ?? withError)]).toEqual([withError, parameters.length]);
        expect(known === undefined).toBe(withError === parameters.length);
    } }, // prettier-ignore
    { pattern: /^Size: (?<formula>.+), (?:the leading term, with C = .+|two terms, with K of .+)$/, check: ({ formula }, { of }, study) => {
        // Evaluated for the leading term, as the sentence says: within one step of its answer.
        const test = study.spec.tests[of.index!]!;
        const effect = test.contrasts[0]!.coefficients[0]!.effect;
        const { leading } = study.parameter(effect);
        const required = study.test(of).required!;
        if (leading.constant !== null && required.continuous.leading !== null && required.kind === 'count' && study.spec.design.n?.kind === 'fixed') {
            const quantile = { 0.05: 1.959964, 0.01: 2.575829 }[test.alpha as 0.05]!;
            const one = test.alternative === 'two-sided' ? quantile : 1.644854;
            const target = { 0.8: 0.841621, 0.85: 1.036433, 0.9: 1.281552 }[required.target as 0.8]!;
            const value = study.spec.fixed.find(({ name }) => name === effect)!.value!;
            const m = ((one + target) ** 2 * leading.constant) / (value - test.contrasts[0]!.value) ** 2 / (formula!.startsWith('mn') ? study.spec.design.n.n : 1);
            expect(Math.abs(m - required.continuous.leading)).toBeLessThan(0.02 * m + 0.05);
        }
    } }, // prettier-ignore
    says('The smallest possible design, <amount:.+>, already reaches <goal:.+>.', ({ amount }, _, study) => {
        const goals = [...study.answers.tests.map(one => one.required), ...study.answers.precisions.map(one => one.required)];
        const required = goals.find(one => one?.atSmallest)!;
        close(amount!, required.step, false);
    }),
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
    } }, // prettier-ignore
    { pattern: /^One unit of (?<group>\w+) holds only (?<share>[\d.e-]+) times the information in the distribution of its random effects, and below (?<below>[\d.]+) .+\.$/, check: ({ group, share, below }, _, study) => {
        // Where n or an effect is asked for it is found at the answer.
        const finding = examine(study.design()).findings.find(one => one.code === 'small-information' && one.group === group) as { information: number };
        expect(Number(share) / finding.information).toBeCloseTo(1, 1);
        expect(finding.information).toBeLessThan(Number(below));
    } }, // prettier-ignore
    { pattern: new RegExp(`^With (?<name>\\w+) = (?<value>[−\\d.]+) the whole study expects only (?<events>${number}) events, or non-events\\.$`), check: ({ name, value, events }, _, study) => {
        const { family, predictors, design, fixed } = study.design();
        const predictor = predictors.find(one => one.kind === 'each' && one.name === name) as { points: number[] };
        const size = Number(value!.replace('−', '-'));
        expect(predictor.points).toContain(size);
        const all = design.counts.reduce((product, { count }) => product * count!, design.n?.kind === 'fixed' ? design.n.n : 1);
        // With answers of yes or no and no other predictor: within the spread of the random effects of the rate without them.
        const [b0, e] = fixed;
        if (family.name === 'bernoulli' && family.link === 'logit' && predictors.length === 1 && e!.term.op === 'predictor') {
            const rate = 1 / (1 + Math.exp(-b0!.value! - e!.value! * size));
            const expected = (Math.min(rate, 1 - rate) * all) / predictor.points.length;
            expect(printedNumber(events!).value / expected).toBeGreaterThan(0.9);
            expect(printedNumber(events!).value / expected).toBeLessThan(2);
        }
        expect(printedNumber(events!).value).toBeLessThanOrEqual(5);
    } }, // prettier-ignore
    { pattern: /^Below 5 the Wald test is not to be trusted: with none it can't reject\.$/, check: null },
    {
        pattern: /^Plan (?<size>\d+) (?<units>\w+), which expect 5, or check the power by simulation\.$/,
        check: ({ size }, _, study) => {
            const { enough, events } = study.answers.tests.find(({ fewEvents }) => fewEvents !== null)!.fewEvents!;
            expect(Number(size)).toBe(enough!.size);
            const { design } = study.design();
            const now = design.counts[0]?.count ?? (design.n as { n: number }).n;
            expect((events * enough!.size) / now).toBeGreaterThanOrEqual(5 - 1e-9);
        }
    },
    {
        pattern: /^Power of the test of (?<label>.+) against .+, all else as in the design\.$/,
        check: ({ label }, _, { spec }) => expect(spec.tests.map((__, index) => testLabel(spec, index))).toContain(label)
    }
];

/** Claims about the answers of goals: powers, precisions and sizes. */
import { expect } from 'vitest';
import { analyze } from '../../../src-engine/index.js';
import { answeredGoal } from '../../../language/presentation/prose/answer-text.js';
import { testLabel } from '../../../language/presentation/prose/test-label.js';
import { accuracyNamed, expectPower, expectPrinted } from '../study.js';
import { accuracy, number, power, says, type Claim } from './claim.js';
import { close, distances, expectAtAnswerOfOther, requiredOf } from './goal.js';
import { doubts, expectDoubt } from './doubt.js';

export const goalClaims: Claim[] = [
    says('No power: <what:.+> has no number yet.', (_, { of }, study) => {
        const { required, failure, atAnswer } = study.test(of);
        expect([required, failure, atAnswer]).toEqual([null, null, null]);
        expect(study.answers.atAnswer).toBeNull();
    }),
    says(
        `Power <power:${power}> with <amount:.+> (<name:${accuracy}><doubt:${doubts}>)`,
        ({ power: text, amount, name, doubt }, { of }, study) => {
            const { using, exactMayDiffer } = study.test(of).atAnswer!;
            expect(using).toBe(accuracyNamed(name!));
            expectDoubt(doubt!, exactMayDiffer);
            expectAtAnswerOfOther(text!, amount!, of.index!, study);
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
    says(`factor > 1000 (tells nothing) at this design (<name:${accuracy}><doubt:${doubts}>)`, ({ name }, { of }, study) => {
        const answer = study.precision(of);
        expect(answer.using).toBe(accuracyNamed(name!));
        expect(answer.reached[answer.using!]).toBeGreaterThan(1000);
    }),
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
    says('all goals: <amount:.+>', ({ amount }, _, study) => {
        const goals = [...study.answers.tests, ...study.answers.precisions].flatMap(({ required }) => required ?? []);
        const sizes = goals.map(({ using, value }) => value[using!]!);
        expectPrinted(new RegExp(number).exec(amount!)![0], Math.max(...sizes));
        expect(sizes[0]).toBeLessThan(Math.max(...sizes));
    }),
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
                // Without targets, which would be searched for at each size.
                const tests = asked.tests.map(test => ({ ...test, power: null }));
                const spec = { ...asked, tests, precisions: [], cost: null, design: { ...asked.design, counts, n } };
                return study.answersOf(spec).tests[of.index!]!.power[required.using!]!;
            };
            if (asked.fixed.every(({ value: own }) => own !== null)) {
                expect(at(value)).toBeGreaterThanOrEqual(required.target - 1e-9);
                expect(at(value - required.step)).toBeLessThan(required.target);
            }
        }
    ),
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
    { pattern: /^\? stands for (?<what>\w+(?:\[.+?\])?)(?:: (?<value>[-\d.e]+))?$/, check: ({ value }, __, study) => {
        if (value !== undefined) {
            const goal = answeredGoal(study.answers)!;
            if (goal.kind === 'optimal') {
                expect([...Object.values(goal.optimal.groups), goal.optimal.n]).toContain(Number(value));
                return;
            }
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
            const target = { 0.8: 0.841621, 0.85: 1.036433, 0.9: 1.281552, 0.95: 1.644854 }[required.target as 0.8]!;
            const value = study.spec.fixed.find(({ name }) => name === effect)!.value!;
            const m = ((one + target) ** 2 * leading.constant) / (value - test.contrasts[0]!.value) ** 2 / (formula!.startsWith('mn') ? study.spec.design.n.n : 1);
            expect(Math.abs(m - required.continuous.leading)).toBeLessThan(0.02 * m + 0.05);
        }
    } }, // prettier-ignore
    says('The smallest possible design, <amount:.+>, already reaches <goal:.+>.', ({ amount }, _, study) => {
        const goals = [...study.answers.tests.map(one => one.required), ...study.answers.precisions.map(one => one.required)];
        const required = goals.find(one => one?.atSmallest)!;
        close(amount!, required.least!, false);
    }),
    says("With fewer, data can't tell all parameters of the model.", (_, __, study) => {
        const goals = [...study.answers.tests.map(one => one.required), ...study.answers.precisions.map(one => one.required)];
        const { least, step, quantity } = goals.find(one => one?.atSmallest)!;
        const { design } = study.spec;
        const at = (size: number) => ({
            ...study.spec,
            design: {
                ...design,
                counts: design.counts.map(one => (one.group === quantity ? { ...one, count: size } : one)),
                n: quantity === 'n' ? { kind: 'fixed' as const, n: size } : design.n
            }
        });
        const isOpen = (size: number): boolean =>
            analyze(at(size), { exact: 'none' }).parameters.some(({ reason }) => reason?.code === 'not-identified');
        expect(isOpen(least! - step)).toBe(true);
        expect(isOpen(least!)).toBe(false);
    }),
    {
        pattern: /^Power of the test of (?<label>.+) against .+, all else as in the design\.$/,
        check: ({ label }, _, { spec }) => expect(spec.tests.map((__, index) => testLabel(spec, index))).toContain(label)
    }
];

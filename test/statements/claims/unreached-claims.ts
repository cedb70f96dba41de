/** Claims about goals that no size reaches, or whose numbers are missing. */
import { expect } from 'vitest';
import { valueAtNull } from '../../../language/presentation/choice/detectable-value.js';
import { testLabel } from '../../../language/presentation/prose/test-label.js';
import { answer } from '../../../src-engine/index.js';
import { printedNumber } from '../study.js';
import { number, says, type Claim } from './claim.js';
import { distances } from './goal.js';
import { expectRough } from './rough.js';

export const unreachedClaims: Claim[] = [
    { pattern: /^(?:(?<label>.+): )?(?:No (?:power|interval): )?No reliable variance is known here, because a group has too few events or its random effects vary too widely: the true standard error differs from the refined one by an unknown amount, so no power and no size follow from it\.$/, check: (_, { of }, study) => expectRough(study, of, 'refined') }, // prettier-ignore
    { pattern: /^(?:(?<label>.+): )?(?:No (?:power|interval): )?Only (?<what>the leading term|two terms) of the variance (?:is|are) known here(?:, and the refined form has no reliable value)?\.$/, check: ({ what }, { of }, study) =>
        expectRough(study, of, what === 'two terms' ? 'twoTerm' : 'leading')
    }, // prettier-ignore
    { pattern: /^The exact variance needs a simulation here\.$|^To run it, write using exact, or run glmm analyze with --exact\.$/, check: (_, __, { answers }) => {
        const failures = [...answers.tests, ...answers.precisions].flatMap(({ failure, required }) => [failure, ...Object.values(required?.failure ?? {})]);
        expect(failures.some(failure => failure?.code === 'rough' && failure.exact?.code === 'not-computed')).toBe(true);
    } }, // prettier-ignore
    { pattern: /^(?:No (?<which>leading|two-term|refined|exact) variances? of .+: )?An expectation over .+ is infinite: the mean of the inverse information of a group\.$|^So this variance does not exist\.$/, check: ({ which }, _, { analysis }) => {
        const named = { leading: 'leading', 'two-term': 'twoTerm', refined: 'refined', exact: 'exact' } as const;
        const accuracies = which === undefined ? Object.values(named) : [named[which as keyof typeof named]];
        const reasons = analysis.parameters.flatMap(parameter => accuracies.map(accuracy => parameter[accuracy].reason?.code));
        expect(reasons).toContain('infinite-moment');
    } }, // prettier-ignore
    says(
        'The true standard error differs from <it:it|them> by an unknown amount, so no power and no size follow from <this:it|them>.',
        null
    ),
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
    { pattern: /^(?:[^:]+: )?No number of .+ helps\.$/, check: (_, __, study) => {
        const required = [...study.answers.tests.map(one => one.required), ...study.answers.precisions.map(one => one.required)];
        const open = required.filter(one => one !== null && Object.values(one.failure).some(failure => failure?.code === 'stays-open'));
        expect(open.length).toBeGreaterThan(0);
        open.forEach(one => expect([one!.least, ...Object.values(one!.value)].every(value => value === null)).toBe(true));
    } }, // prettier-ignore
    { pattern: /^(?:[^:]+: )?[Tt]he hypothesis holds at (?:the values of this model, so no size reaches the power\.|these values)$/, check: (_, __, study) => {
        expect(study.spec.tests.some(test => distances(study, test).every(distance => distance === 0))).toBe(true);
    } }, // prettier-ignore
    { pattern: /^(?:[^:]+: )?[Tt]he effect (?:has the other sign|lies on the other side of the alternative, so more data lower the power\.)$/, check: (_, __, study) => {
        expect(study.spec.tests.some(test => test.alternative !== 'two-sided' && distances(study, test)[0]! < 0)).toBe(true);
    } }, // prettier-ignore
    { pattern: new RegExp(`^(?:[^:]+: )?With reference (?<law>t|satterthwaite|kr) there must be at least 1 degree of freedom; this design has (?<df>${number})\\.$`), check: ({ df, law }, _, study) => {
        const failures = study.answers.tests.flatMap(({ failure, required }) => [failure, ...Object.values(required?.failure ?? {})]);
        expect(failures.some(one => one?.code === 'degrees-of-freedom' && one.reference === law && one.df < 1 && Math.abs(one.df - printedNumber(df!).value) < 0.01)).toBe(true);
    } } // prettier-ignore
];

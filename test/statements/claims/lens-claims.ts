/** Claims of lenses, part by part. */
import { expect } from 'vitest';
import { families, offeredLinks } from '../../../language/knowledge/families.js';
import type { ExactMayDiffer, ParameterAnalysis } from '../../../src-engine/result/analysis.js';
import type { PrecisionAnswer, Required, TestAnswer } from '../../../src-engine/result/design-answers.js';
import { outcomeSums } from '../../../language/presentation/prose/outcome-sums.js';
import { answerText } from '../../../language/presentation/prose/answer-text.js';
import { optimalDesignText } from '../../../language/presentation/prose/optimal-text.js';
import { list } from '../../../language/presentation/prose/enumeration.js';
import { expectRough } from './rough.js';
import { expectAtAnswerOfOther, expectGoalNamed, expectRatio } from './goal.js';
import { accuracyNamed, expectPower, expectPrinted, printedNumber, type Study } from '../study.js';
import type { Statement } from '../printed.js';
import { expectNoneLeft } from './none-left.js';
import { expectOpen } from './open.js';
import { expectMarks } from './cautions.js';
import { accuracy, number, power, says, type Claim } from './claim.js';
import { means } from './means.js';
import { comparisonPattern, expectComparison } from './comparison.js';

const requiredOf = (study: Study, of: Statement['of']): Required =>
    of.kind === 'test'
        ? study.test(of).required!
        : of.kind === 'precision'
          ? study.precision(of).required
          : (study.answers.tests.find(({ required }) => required?.asked)?.required ?? study.answers.precisions[0]!.required);

const goalOf = (study: Study, of: Statement['of']): TestAnswer | PrecisionAnswer =>
    of.kind === 'precision' ? study.precision(of) : study.test(of);

const inUse = (required: Required): number => required.value[required.using!]!;

/** `64 clinics`, `n = 12`, `e = 0.512`: the required number; an effect is rounded away from the null. */
function expectAmount(text: string, required: Required, value = inUse(required)): void {
    const shown = new RegExp(number).exec(text.replace(/^.* = /, ''))![0];
    if (required.kind === 'effect') {
        expect(Math.abs(printedNumber(shown).value - value)).toBeLessThanOrEqual(2e-3 * Math.abs(value));
        expect(Math.abs(printedNumber(shown).value)).toBeGreaterThanOrEqual(Math.abs(value) * (1 - 1e-9));
        expectRatio(text);
    } else {
        expectPrinted(shown, value);
    }
}

/** Whether the goal is reached at the design, by the accuracy in use. */
function isReached(study: Study, of: Statement['of']): boolean {
    if (of.kind === 'test') {
        const { power: powers, using, required } = study.test(of);
        return powers[using!]! >= required!.target;
    }
    const { reached, using, required } = study.precision(of);
    return reached[using!]! <= required.target;
}

function expectAim(aim: string, required: Required): void {
    expectPrinted(new RegExp(number).exec(aim)![0], /%/.test(aim) ? 100 * required.target : required.target);
}

const amount = `(?:n = |\\w+(?:\\[.+?\\])? = )?${number}(?: [\\w ]+?)?(?: \\((?:OR|[a-z ]*ratios?[a-z ]*) ${number}\\))?`;
const aims = '(?:[\\d.]+ % power|[\\d.]+ %|± [\\d.]+|factor [\\d.]+|the best design)';

const sizeMarks = '(?: \\((?:rough: |t: ).+\\))?';

/** ` with 40 clinics`: the answer, which replaces the `?`. */
function expectAtAnswer(there: string, name: string, study: Study): void {
    const estimate = study.answers.atAnswer?.find(one => one.name === name);
    expect(there !== '').toBe(estimate !== undefined);
    if (estimate) {
        expect(there).toBe(` with ${answerText(study.spec, study.answers)!.amount}`);
        const atAnswer = study.analysisOf(study.design()).parameters.find(one => one.name === name)!;
        expect(Math.abs(estimate.variance.asyVar! / atAnswer[estimate.using].asyVar! - 1)).toBeLessThan(1e-2);
    }
}

/** Whether an earlier goal answers the `?`. */
const isAtOwnAnswer = (study: Study, { index }: Statement['of']): boolean =>
    study.answers.tests.findIndex(({ required }) => required !== null) !== index;

/** An effect at the number that its own test asks for, computed anew. */
const parameterAtOwnAnswer = (study: Study, of: Statement['of'], name: string): ParameterAnalysis =>
    study.analysisOf(study.designOf(requiredOf(study, of))).parameters.find(parameter => parameter.name === name)!;

export const lensClaims: Claim[] = [
    says(`<beside:(?:over all outcomes ${power}, )?>likelihood-ratio test <ratio:${power}>`, ({ beside, ratio }, { of }, study) => {
        const answer = study.test(of);
        const sums = outcomeSums(answer)!;
        expectPower(ratio!, sums.likelihoodRatio);
        expect(beside === '').toBe((answer.required?.asked ? answer.required.using : answer.using) === 'exact');
        if (beside !== '') {
            expectPower(beside!.replace(/^over all outcomes |, $/g, ''), sums.wald);
        }
    }),
    says('for many observations', (_, { of }, study) => {
        expect(study.spec.random.length).toBe(0);
        expect(outcomeSums(study.test(of))).toBeNull();
    }),
    { pattern: /^(?:[\d?]+ [\w ]+ × )+[≈?\d.]+$|^n = [\d?]+$/, check: (_, { text }, { spec }) => {
        const sizes = [...text.matchAll(/[\d.]+|\?/g)].map(([size]) => size);
        const own = [...spec.design.counts.map(({ count }) => count), spec.design.n?.kind === 'fixed' ? spec.design.n.n : spec.design.n?.kind === 'sizes' ? spec.design.n.mean : null];
        expect(sizes).toEqual(own.map(size => (size === null ? '?' : String(size))));
    } }, // prettier-ignore
    says('block <block:[AB]>', ({ block }, { of }, study) => {
        expect(study.model.sorted).toContain(of.name);
        expect(block).toBe(study.parameter(of.name).partners.length > 0 ? 'A' : 'B');
    }),
    says('<count:\\d+> fixed effect<more:s?>', ({ count }, _, { spec }) => expect(Number(count)).toBe(spec.fixed.length)),
    { pattern: /^(?<title>[A-Z][a-z]+(?: [a-zA-Z]+)?)(?:, (?<link>\w+) link)?$/, check: ({ title, link }, { of }, { spec }) => {
        expect(of.kind).toBe('model');
        expect(title!.toLowerCase()).toBe(families[spec.family.name].title.toLowerCase());
        expect(link ?? offeredLinks(spec.family.name)[0]).toBe(spec.family.link);
    } }, // prettier-ignore
    says('attrition <share> %<recruit:(?:: recruit \\d+)?>', ({ share, recruit }, _, { spec }) => {
        expectPrinted(share!, 100 * spec.design.attrition);
        const [{ count }] = spec.design.counts;
        expect(recruit).toBe(count === null ? '' : `: recruit ${Math.ceil(count / (1 - spec.design.attrition))}`);
    }),
    { pattern: new RegExp(`^SE (?<se>${number})(?<there> with .+?)? \\((?:(?:(?<ofRatios>ratio of )?(?<title>OR|odds ratio|rate ratio|risk ratio|hazard ratio|ratio of means|ratios of means)s?|(?<mean>probability|mean response)|(?<change>change)) (?<shown>${number})(?: %)?, )?(?:(?<compared>${comparisonPattern}?), )?95 % CI (?<lower>${number}) to (?<upper>${number})(?: %)?\\)$`), check: ({ se, there, title, mean, change, shown, compared, lower, upper }, { of }, study) => {
        const { spec } = study;
        const name = of.kind === 'fixed' ? of.name : spec.tests[of.index!]!.contrasts[0]!.coefficients.find(({ coefficient }) => coefficient !== 0)!.effect;
        const parameter = of.kind === 'test' && isAtOwnAnswer(study, of) ? parameterAtOwnAnswer(study, of, name) : study.shown(name);
        const written = study.model.scales[`effect ${name}`];
        if (of.kind === 'fixed') {
            // An effect that is written as a number stays one.
            expect(written).toBeDefined();
            expectAtAnswer(there ?? '', name, study);
        }
        if (compared !== undefined) {
            expectComparison(compared, name, spec);
        }
        if (mean !== undefined) {
            expect(written).toBe(spec.family.link);
            expect(mean).toBe(['bernoulli', 'binomial'].includes(spec.family.name) ? 'probability' : 'mean response');
        }
        expect(change !== undefined && written !== 'pct').toBe(false);
        const onScale = title !== undefined ? Math.exp : mean !== undefined ? means[spec.family.link]! : change !== undefined ? (value: number) => 100 * Math.expm1(value) : (value: number) => value;
        expectPrinted(se!, parameter.standardError);
        if (shown !== undefined) {
            expectPrinted(shown, onScale(parameter.value!));
        }
        expectPrinted(lower!, onScale(parameter.interval!.lower));
        expectPrinted(upper!, onScale(parameter.interval!.upper));
    } }, // prettier-ignore
    says('SE <se><there:(?: with .+)?>', ({ se, there }, { of }, study) => {
        expectPrinted(se!, study.shown(of.name).standardError);
        expectAtAnswer(there!, of.name, study);
    }),
    { pattern: new RegExp(`^${comparisonPattern}$`), check: (_, { text, of }, { spec }) => expectComparison(text, of.name, spec) },
    says('95 % CI <lower> … <upper>', ({ lower, upper }, { of }, study) => {
        expectPrinted(lower!, study.shown(of.name).interval!.lower);
        expectPrinted(upper!, study.shown(of.name).interval!.upper);
    }),
    says('<what:leading term|two terms|refined> only<rest:(?:: the true SE (?:is larger|differs)(?: by an unknown amount|, by how much depends on \\w+(?:\\[.+?\\])?))?>', ({ what }, { of }, study) => {
        const rough = of.kind === 'fixed' ? [study.shown(of.name)] : study.analysis.parameters.filter(({ isRough }) => isRough);
        expect(rough.some(({ isRough, using }) => isRough && using === accuracyNamed(what!))).toBe(true);
    }), // prettier-ignore
    says(`<names:(?:${accuracy})(?:, (?:${accuracy}))*>`, ({ names }, { of }, study) => {
        const [using, ...others] = names!.split(', ').map(accuracyNamed);
        switch (of.kind) {
            case 'test':
                return expect([study.test(of).using, study.test(of).required?.using, study.test(of).atAnswer?.using]).toContain(using);
            case 'precision':
                return expect(study.precision(of).required.using).toBe(using);
            case 'cost':
                return expect(study.answers.optimal[0]!.using).toBe(using);
            case 'fixed':
                return expect(study.shown(of.name).using ?? 'leading').toBe(using);
            default:
                return [using, ...others].forEach(one =>
                    expect(study.analysis.parameters.some(({ name }) => (study.shown(name).using ?? 'leading') === one)).toBe(true)
                );
        }
    }),
    says('exact SE <error>', ({ error }, { of }, study) => {
        const { exact, using, ...parameter } = study.shown(of.name);
        expectPrinted(error!, Math.sqrt(exact.asyVar!));
        expect(Math.abs(exact.asyVar! / parameter[using as 'refined'].asyVar! - 1)).toBeGreaterThan(0.05);
    }),
    { pattern: new RegExp(`^exact: (?:power (?<told>${power})|(?<amount>.+))$`), check: ({ told, amount }, { of }, study) => {
        const apart = (exact: number, own: number) => expect(Math.abs(exact / own - 1)).toBeGreaterThan(0.05);
        if (told !== undefined) {
            const { power: powers, using } = study.test(of);
            expectPower(told, powers.exact);
            return apart(powers.exact!, powers[using!]!);
        }
        if (of.kind === 'precision' && /^[±f]/.test(amount!)) {
            const { reached, using } = study.precision(of);
            expectPrinted(new RegExp(`${number}$`).exec(amount!)![0], reached.exact);
            return apart(reached.exact!, reached[using!]!);
        }
        const required = requiredOf(study, of);
        expectAmount(amount!, required, required.value.exact!);
        return apart(required.value.exact!, inUse(required));
    } }, // prettier-ignore
    { pattern: /^(?:[\w, ]+; )?exact may differ by (?<amount>over|far more than) 5 %$/, check: ({ amount }, { of }, study) => {
        const how = amount === 'over' ? 'some' : 'far';
        const goals = (one: { exactMayDiffer: ExactMayDiffer | null; required: Required | null }) => [one.exactMayDiffer, one.required?.exactMayDiffer];
        switch (of.kind) {
            case 'test':
                return expect(goals(study.test(of))).toContain(how);
            case 'precision':
                return expect(goals(study.precision(of))).toContain(how);
            case 'cost':
                return expect(study.answers.optimal[0]!.exactMayDiffer).toBe(how);
            case 'fixed':
                return expect(study.shown(of.name)).toMatchObject({ exactMayDiffer: how, exact: { asyVar: null } });
            default:
                return expect(study.analysis.parameters.map(({ name }) => study.shown(name).exactMayDiffer)).toContain(how);
        }
    } }, // prettier-ignore
    { pattern: new RegExp(`^Asy\\.Var (?<terms>.+)$`), check: ({ terms }, { of }, study) => {
        const { constant, terms: summands } = study.parameter(of.name).leading;
        terms!.split(' + ').forEach((term, i) => expectPrinted(term.replace(/^\(|\)$|\)?\/[^/]*$/g, ''), constant ?? summands?.[i]?.constant));
    } }, // prettier-ignore
    says(`power <power:${power}> with <amount:.+>`, ({ power: text, amount: told }, { of }, study) => {
        expectAtAnswerOfOther(text!, told!, of.index!, study);
    }),
    says(`power <power:${power}>`, ({ power: text }, { of }, study) => {
        if (of.kind === 'test') {
            const { using, power: powers } = study.test(of);
            expectPower(text!, powers[using!]);
        } else {
            expectPower(text!, study.answers.optimal[0]!.power);
        }
    }),
    says(`t: power <power:${power}>`, ({ power: text }, { of }, study) => expectPower(text!, study.test(of).withT!.power)),
    says(`t: <amount:${amount}>`, ({ amount: text }, { of }, study) =>
        expectPrinted(new RegExp(number).exec(text!.replace(/^.* = /, ''))![0], goalOf(study, of).withT!.required)
    ),
    says(`<amount:${amount}> suffice<s:s?> for <aim:${aims}><marks:${sizeMarks}>`, ({ amount: text, aim, marks }, { of }, study) => {
        expectMarks(marks!, requiredOf(study, of), goalOf(study, of).withT, study);
        expect(isReached(study, of)).toBe(true);
        expectAmount(text!, requiredOf(study, of));
        expectAim(aim!, requiredOf(study, of));
    }),
    says('<design:.+ × .+> for the best design', ({ design }, _, study) => {
        expect(optimalDesignText(study.spec, study.answers.optimal[0]!)).toBe(design);
    }),
    says(`<amount:${amount}> for <aim:${aims}><which:(?: \\(.+\\))?>`, ({ amount: text, aim, which }, { of }, study) => {
        if (of.kind === 'asked') {
            expectGoalNamed(which!, study);
        } else {
            expect(which).toBe('');
        }
        const required = requiredOf(study, of);
        expect(required.asked).toBe(true);
        expectAmount(text!, required);
        expectAim(aim!, required);
    }),
    says(`needs <amount:${amount}> for <aim:${aims}><marks:${sizeMarks}>`, ({ amount: text, aim, marks }, { of }, study) => {
        expectMarks(marks!, requiredOf(study, of), goalOf(study, of).withT, study);
        expect(isReached(study, of)).toBe(false);
        expectAmount(text!, requiredOf(study, of));
        expectAim(aim!, requiredOf(study, of));
    }),
    says('other side <value>', ({ value }, { of }, study) => {
        const { otherSide, using } = requiredOf(study, of);
        expect(Math.abs(printedNumber(value!).value - otherSide![using!]!)).toBeLessThanOrEqual(2e-3 * Math.abs(otherSide![using!]!));
    }),
    says('recruit <count>', ({ count }, { of }, study) => {
        const required = requiredOf(study, of);
        expectPrinted(count!, required.recruit[required.using!]);
    }),
    { pattern: new RegExp(`^(?<kind>±|factor) (?:(?<value>${number})|> 1000 \\(tells nothing\\))$`), check: ({ value }, { of }, study) => {
        const { reached, using } = of.kind === 'cost' ? { reached: null, using: null } : study.precision(of);
        if (value === undefined) {
            expect(reached ? reached[using!] : study.answers.optimal[0]!.reached).toBeGreaterThan(1000);
            return;
        }
        expectPrinted(value!, reached ? reached[using!] : study.answers.optimal[0]!.reached);
    } }, // prettier-ignore
    says('click to write <value:-?[\\d.e-]+>', ({ value }, _, study) => {
        const { tests, precisions, optimal } = study.answers;
        const required = tests.find(test => test.required?.asked)?.required ?? precisions[0]?.required;
        if (!required) {
            expect([...Object.values(optimal[0]!.groups), optimal[0]!.n]).toContain(Number(value));
            return;
        }
        expect(Math.abs(Number(value) - inUse(required))).toBeLessThanOrEqual(
            required.kind === 'effect' ? 2e-3 * Math.abs(inUse(required)) : 0
        );
    }),
    says('cost <cost>', ({ cost }, _, study) => expectPrinted(cost!, study.answers.optimal[0]!.cost)),
    { pattern: /^best(?: for (?<goal>[^:]+))?: (?<design>.+)$/, check: ({ design }, _, { answers, spec }) => {
        const [best] = answers.optimal;
        const sizes = [...design!.matchAll(/\d+/g)].map(([size]) => Number(size));
        expect(sizes).toEqual([...spec.design.counts.map(({ group }) => best!.groups[group]), best!.n]);
        expect(spec.cost!.budget === null || best!.cost! <= spec.cost!.budget).toBe(true);
    } }, // prettier-ignore
    says('this design is <share:(?:[\\d.]+ % )?>as efficient at equal cost', ({ share }, _, study) =>
        expectPrinted(share === '' ? '100' : share!.replace(' % ', ''), 100 * study.answers.optimal[0]!.efficiency!)
    ),
    { pattern: /^(?<bounds>[\w, ]+) at the limits? of (?:its|their) ranges?$/, check: ({ bounds }, _, study) => expect(list(study.answers.optimal[0]!.atBounds)).toBe(bounds) }, // prettier-ignore
    says('<none:(?:no (?:power|interval|best design)(?: for [^:]+)?: )?>no reliable variance is known', (_, { of }, study) =>
        expectRough(study, of, 'refined')
    ),
    says(
        '<none:(?:no (?:power|interval|best design)(?: for [^:]+)?: )?>only <what:the leading term is|two terms are> known',
        ({ what }, { of }, study) => expectRough(study, of, what!.startsWith('two') ? 'twoTerm' : 'leading')
    ),
    { pattern: /^(?:no (?:power|numbers?|interval|best design|size helps)(?: for [^:]+)?: )?one (?<one>answer|observation|unit of \w+) in each (?:unit )?of (?<group>\w+)$/, check: ({ one, group }, { of }, study) => {
        expectOpen(study, { group: one!.startsWith('unit') ? one!.replace('unit of ', '') : group! }, of);
    } }, // prettier-ignore
    says('<none:no (?:power|number|interval|best design)(?: for [^:]+)?: >too few observations', (_, __, study) => expectNoneLeft(study)),
    says('no power: <df> degrees of freedom', ({ df }, { of }, study) => {
        const { failure } = study.test(of);
        expect(failure!.code).toBe('degrees-of-freedom');
        expectPrinted(df!, (failure as { df: number }).df);
    }),
    { pattern: /^no (?:power|number|interval|best design)(?: for [^:]+)?: (?<what>\w+) has no number$/, check: ({ what }, _, { spec }) => {
        const asked = [...spec.design.counts.filter(({ count }) => count === null).map(({ group }) => group), ...spec.fixed.filter(({ value }) => value === null).map(({ name }) => name), ...(spec.design.n?.kind === 'unknown' ? ['n'] : [])];
        expect(asked).toContain(what);
    } } // prettier-ignore
];

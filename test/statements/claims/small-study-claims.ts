/** Claims about studies with too few events, and about tests that leave no unit. */
import { expectNoneLeft } from './none-left.js';
import { expect } from 'vitest';
import type { FewEvents, TestAnswer } from '../../../src-engine/result/design-answers.js';
import type { FewDraws } from '../../../src-engine/result/few-draws.js';
import type { UnevenGroups } from '../../../src-engine/result/uneven-groups.js';
import { expectPrinted, printedNumber, type Study } from '../study.js';
import type { Statement } from '../printed.js';
import { number, says, type Claim } from './claim.js';

/** Every cell with few events that the answers tell of. */
const cellsOf = ({ analysis, answers }: Study): FewEvents[] =>
    [...answers.tests.map(({ fewEvents }) => fewEvents), analysis.fewEvents, answers.fewEvents].filter(found => found !== null);

const drawsOf = ({ analysis, answers }: Study): FewDraws => (analysis.fewDraws ?? answers.fewDraws)!;

const unevenOf = ({ analysis, answers }: Study): UnevenGroups => (analysis.unevenGroups ?? answers.unevenGroups)!;

const valueOf = (text: string): number | string => (/^[−\d.e]+$/.test(text) ? Number(text.replace('−', '-')) : text);

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

export const smallStudyClaims: Claim[] = [
    { pattern: new RegExp(`^(?:With (?<cell>.+) the|The) whole study expects only (?<events>${number}) events?, or non-events\\.$`), check: ({ cell, events }, _, study) => {
        const { family, predictors, design, fixed } = study.design();
        const values = cell === undefined ? [] : cell.split(/, | and /).map(one => one.split(' = ')).map(([name, value]) => ({ name: name!, value: valueOf(value!) }));
        const found = cellsOf(study).find(one => JSON.stringify(one.cell) === JSON.stringify(values));
        expect(printedNumber(events!).value / found!.events).toBeCloseTo(1, 1);
        expect(found!.events).toBeLessThan(5);
        const all = design.counts.reduce((product, { count }) => product * count!, design.n?.kind === 'fixed' ? design.n.n : 1);
        // With answers of yes or no and one predictor: within the spread of the random effects of the rate without them.
        const [b0, e] = fixed;
        const [predictor] = predictors;
        if (family.name === 'bernoulli' && family.link === 'logit' && predictors.length === 1 && predictor!.kind === 'each' && values.length === 1 && e!.term.op === 'predictor') {
            const rate = 1 / (1 + Math.exp(-b0!.value! - e!.value! * (values[0]!.value as number)));
            const expected = (Math.min(rate, 1 - rate) * all) / predictor!.points.length;
            expect(printedNumber(events!).value / expected).toBeGreaterThan(0.9);
            expect(printedNumber(events!).value / expected).toBeLessThan(2);
        }
    } }, // prettier-ignore
    { pattern: new RegExp(`^With (?<cell>.+) the whole study expects (?<events>${number}) events, or non-events, but (?<effect>\\w+(?:\\[.+?\\])?) rests on only about (?<counted>${number}) events? of them: the others have none beside them to be compared with\\.$`), check: ({ events, effect, counted }, _, study) => {
        const found = cellsOf(study).find(one => one.effect === effect)!;
        expect(printedNumber(events!).value / found.events).toBeCloseTo(1, 1);
        expect(printedNumber(counted!).value / found.counted).toBeCloseTo(1, 1);
        expect(found.counted).toBeLessThan(4);
        expect(found.events).toBeGreaterThanOrEqual(5);
        // Two or three cells (arms or periods) with the events that count would have the variance of the effect.
        const variance = study.analysis.parameters.find(({ name }) => name === effect)?.refined.asyVar;
        if (variance && study.spec.family.name === 'poisson') {
            expect(1 / found.counted).toBeLessThan(variance);
            expect(3 / found.counted).toBeGreaterThan(variance);
        }
    } }, // prettier-ignore
    { pattern: /^Below (?:4|5) the Wald test is not to be trusted: with none it can't reject\.$/, check: null },
    { pattern: /^Below (?:4|5) the standard error is not to be trusted: with none there is no estimate\.$/, check: null },
    { pattern: /^Plan (?<size>\d+) (?<units>[\w ]+), which expect 5, or check the (?:power|design) by simulation\.$/, check: ({ size }, _, study) => {
        const { enough, events } = cellsOf(study).find(found => found.enough?.size === Number(size))!;
        const { design } = study.design();
        const now = design.counts[0]?.count ?? (design.n as { n: number }).n;
        expect((events * enough!.size) / now).toBeGreaterThanOrEqual(5 - 1e-9);
    } }, // prettier-ignore
    { pattern: /^Plan (?<size>\d+) (?<units>[\w ]+), with which 4 count, or check the (?:power|design) by simulation\.$/, check: ({ size }, _, study) => {
        const { enough, counted } = cellsOf(study).find(found => found.enough?.size === Number(size))!;
        expect((counted * enough!.size) / study.design().design.counts[0]!.count!).toBeGreaterThanOrEqual(4 - 1e-9);
    } }, // prettier-ignore
    says(
        '<none:(?:No (?:power|interval|number|best design)[^:]*: )?>The study has no more observations than fixed effects (<effects>), which then fit each of them, so nothing is left that shows the dispersion.',
        ({ effects }, _, study) => {
            expect(Number(effects)).toBe(study.spec.fixed.length);
            expectNoneLeft(study);
        }
    ),
    { pattern: /^Plan more observations\.$/, check: (_, __, study) => expectNoneLeft(study) },
    says('few events: <counted> of <events> count at treated = 1', ({ counted, events }, { of }, study) => {
        const { fewEvents } = study.test(of);
        expect(printedNumber(counted!).value / fewEvents!.counted).toBeCloseTo(1, 1);
        expect(printedNumber(events!).value / fewEvents!.events).toBeCloseTo(1, 1);
    }),
    says('few events: <events> expected<at:(?: at \\w+ = .+)?>', ({ events, at }, { of }, study) => {
        const { fewEvents } = study.test(of);
        expect(at === '').toBe(fewEvents!.cell.length === 0);
        fewEvents!.cell.forEach(({ name }) => expect(at).toContain(`${name} = `));
        expect(printedNumber(events!).value / fewEvents!.events).toBeCloseTo(1, 1);
        expect(fewEvents!.events).toBeLessThan(5);
    }),
    { pattern: new RegExp(`^A study draws only (?<draws>${number}) values of (?<predictor>\\w+)\\.$`), check: ({ draws, predictor }, _, study) => {
        const found = drawsOf(study);
        expectPrinted(draws!, Math.round(found.draws));
        expect(found.predictor).toBe(predictor);
        expect(study.spec.predictors.some(one => one.kind === 'random' && one.names.includes(predictor!))).toBe(true);
    } }, // prettier-ignore
    { pattern: /^Variances take their spread as known, but averaged over such studies the variance of (?<effect>\w+(?:\[.+?\])?) is (?:larger by about (?<share>\d+) % or more|more than twice as large), and the power lower\.$/, check: ({ effect, share }, _, study) => {
        const found = drawsOf(study);
        expect(found.effect).toBe(effect);
        expect(share === undefined ? found.excess >= 1 : Math.abs(found.excess - Number(share) / 100) < 0.006).toBe(true);
    } }, // prettier-ignore
    { pattern: /^Plan for (?<enough>\d+) values or more, or list the values that the study will have with each\.$/, check: ({ enough }, _, study) => {
        const { draws, excess } = drawsOf(study);
        expect((draws * excess) / Number(enough)).toBeLessThanOrEqual(0.1 + 1e-9);
    } }, // prettier-ignore
    { pattern: /^The units of (?<groups>.+) differ so much in what they say about (?<effect>\w+(?:\[.+?\])?) that a few of them hold most of it\.$/, check: ({ groups, effect }, _, study) => {
        const { group, effect: uneven } = unevenOf(study);
        expect(groups!.split(/, | and /)).toEqual(group === null ? study.spec.random.map(block => block.group) : [group]);
        expect(effect).toBe(uneven);
    } }, // prettier-ignore
    { pattern: new RegExp(`^Variances take the mean over many units, but averaged over studies (?:of this size|with only (?<units>\\d+)) the variance of (?<effect>\\w+(?:\\[.+?\\])?) is (?:about (?<share>\\d+) % larger|about (?<times>${number}) times as large|(?<several>several) times as large), and the power lower\\.$`), check: ({ units, effect, share, times, several }, _, study) => {
        const found = unevenOf(study);
        expect(effect).toBe(found.effect);
        expect(units === undefined ? found.group : Number(units)).toBe(units === undefined ? null : found.units);
        expect(share === undefined ? found.excess >= 1 : Math.abs(found.excess - Number(share) / 100) < 0.006).toBe(true);
        expect(times === undefined || Math.abs(1 + found.excess - printedNumber(times).value) < 0.06).toBe(true);
        expect(several === undefined || found.excess >= 2).toBe(true);
    } }, // prettier-ignore
    { pattern: /^Plan for about (?<enough>\d+) units or more\.$/, check: ({ enough }, _, study) => {
        const { enough: told, units } = unevenOf(study);
        expect(told).toBe(Number(enough));
        expect(told!).toBeGreaterThan(units);
    } }, // prettier-ignore
    {
        pattern: /^Plan more units, or check the design by simulation\.$/,
        check: (_, __, study) => expect(unevenOf(study).enough).toBeNull()
    },
    { pattern: /^The test compares units, but the effects between them take up all (?<units>\d+)\.$/, check: ({ units }, { of }, study) => {
        expectNoTest(study, of);
        expect(withoutUnits(study, of).some(answer => answer.units === Number(units))).toBe(true);
    } }, // prettier-ignore
    {
        pattern:
            /^Data can't tell such an effect from the differences between the units, and the power takes the variance of these as known\.$/,
        check: (_, { of }, study) => expectNoTest(study, of)
    },
    { pattern: /^Plan more units, at least two for each arm\.$/, check: (_, { of }, study) => expectNoTest(study, of) },
    { pattern: /^Plan more units of \w+\.$/, check: null },
    says('t: no test', (_, { of }, study) => expectNoTest(study, of)),
    {
        pattern: new RegExp(
            `^(?:.+, reference t: no test|With reference t, which allows for variances that are estimated from few units, there is no test) \\((?<df>${number}) degrees? of freedom\\)\\.$`
        ),
        check: ({ df }, { of }, study) => expectNoTest(study, of, df)
    },
    {
        pattern: new RegExp(
            `^With \\d+ units?(?: at the answer)?, reference t \\((?<df>${number}) degrees of freedom\\) gives no test\\.$`
        ),
        check: ({ df }, { of }, study) => expectNoTest(study, of, df)
    }
];

/** Claims about studies with too few events, and about tests that leave no unit. */
import { expectNoneLeft } from './none-left.js';
import { expect } from 'vitest';
import { analyze } from '../../../src-engine/index.js';
import type { FewEvents, Required, TestAnswer } from '../../../src-engine/result/design-answers.js';
import type { FewDraws } from '../../../src-engine/result/few-draws.js';
import type { UnevenGroups } from '../../../src-engine/result/uneven-groups.js';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { expectPrinted, printedNumber, withSize, type Study } from '../study.js';
import type { Statement } from '../printed.js';
import { number, says, type Claim } from './claim.js';

/** What is told of a design. */
type Told = Pick<Study, 'analysis' | 'answers'>;

/** Every cell with few events that the answers tell of. */
const cellsOf = ({ analysis, answers }: Told): FewEvents[] =>
    [...answers.tests.map(({ fewEvents }) => fewEvents), analysis.fewEvents, answers.fewEvents].filter(found => found !== null);

const drawsOf = ({ analysis, answers }: Told): readonly FewDraws[] => [...analysis.fewDraws, ...answers.fewDraws];

const unevenOf = ({ analysis, answers }: Told): UnevenGroups => (analysis.unevenGroups ?? answers.unevenGroups)!;

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

const ofEvents = new RegExp(
    `^only (?<events>${number}) (?<kind>events?|non-events?) (?:is|are) expected (?:in the whole study|at (?<cell>.+))$`
);
const ofCounted = new RegExp(
    `^(?<effect>\\w+(?:\\[.+?\\])?) rests on only about (?<counted>${number}) of the (?<events>${number}) (?:events|non-events) that are expected at .+$`
);
const ofDraws = new RegExp(`^a study draws only (?<draws>${number}) values of (?<predictor>\\w+)$`);
const ofAbsent = new RegExp(
    `^in (?<share>[\\d.]+) % of studies none of the (?<draws>${number}) drawn values of (?<predictor>\\w+) is \\w+, and then (?<effect>\\w+(?:\\[.+?\\])?) has no estimate$`
);
const ofUnits = new RegExp(
    `^a few of the (?:(?<units>${number}) )?units of .+ hold most of what the study says about (?<effect>\\w+(?:\\[.+?\\])?)$`
);

/** A reason in a paragraph: the number of some goal that warns as well. */
function expectRough(reason: string, study: Told): void {
    const [events, counted, draws, absent, units] = [ofEvents, ofCounted, ofDraws, ofAbsent, ofUnits].map(
        pattern => pattern.exec(reason)?.groups
    );
    const near = (text: string | undefined, value: number): boolean => Math.abs(printedNumber(text!).value / value - 1) < 0.05;
    const ofPredictor = (groups: Record<string, string>) => drawsOf(study).find(({ predictor }) => predictor === groups['predictor'])!;
    if (events) {
        expect(
            cellsOf(study).some(found => found.of.startsWith(events['kind']!) && found.events < 5 && near(events['events'], found.events))
        ).toBe(true);
    } else if (counted) {
        expect(
            cellsOf(study).some(
                found => found.counted < 4 && near(counted['counted'], found.counted) && near(counted['events'], found.events)
            )
        ).toBe(true);
    } else if (absent) {
        const found = drawsOf(study).find(({ effect }) => effect === absent['effect'])!;
        expect(near(absent['share'], 100 * found.absent!.probability)).toBe(true);
    } else if (draws) {
        expect(ofPredictor(draws).absent).toBeNull();
        expectPrinted(draws['draws']!, Math.round(ofPredictor(draws).draws));
    } else {
        expect(unevenOf(study).effect).toBe(units!['effect']);
        expect(units!['units'] === undefined ? null : Number(units!['units'])).toBe(
            unevenOf(study).group === null ? null : unevenOf(study).units
        );
    }
}

/** The designs of the sizes that are rough, with what is told of them: computed anew. */
function roughSizes(study: Study): Told[] {
    const goals = [...study.answers.tests, ...study.answers.precisions].flatMap(({ required }) => required ?? []);
    const best = study.answers.optimal.filter(({ cautions }) => cautions !== null);
    return [
        ...goals.filter(({ cautions }) => cautions !== null).map(required => toldOfSize(study, required)),
        ...best.map(({ n, groups }) =>
            toldOf(
                study,
                Object.entries(groups).reduce(
                    (spec, [group, count]) => withSize(spec, group, () => count),
                    n === null ? study.spec : withSize(study.spec, 'n', () => n)
                )
            )
        )
    ];
}

function toldOfSize(study: Study, { quantity, using, value }: Required): Told {
    return toldOf(
        study,
        withSize(study.spec, quantity, () => value[using!]!)
    );
}

function toldOf(study: Study, spec: ModelSpec): Told {
    return { analysis: analyze(spec, { exact: 'none' }), answers: study.answersOf(spec) };
}

/** ` (rough: few events and uneven groups; t: 44)` behind a size. */
export function expectMarks(marks: string, required: Required, withT: { required: number | null } | null, study: Study): void {
    const [, rough = '', t] = /^(?: \((?:rough: ([^;)]+))?(?:; )?(?:t: (.+))?\))?$/.exec(marks)!;
    expect(rough === '').toBe(required.cautions === null);
    if (rough !== '') {
        const told = toldOfSize(study, required);
        const { fewEvents, fewDraws, unevenGroups } = required.cautions!;
        expect(rough.split(/, | and /)).toEqual([
            ...(fewEvents === null ? [] : [`few ${fewEvents.of}`]),
            ...(fewDraws.length === 0 ? [] : ['few draws']),
            ...(unevenGroups === null ? [] : ['uneven groups'])
        ]);
        expect(
            fewEvents === null ||
                cellsOf(told).some(({ of, events }) => of === fewEvents.of && Math.abs(events / fewEvents.events - 1) < 0.05)
        ).toBe(true);
        expect(fewDraws.every(one => drawsOf(told).some(({ predictor }) => predictor === one.predictor))).toBe(true);
        expect(unevenGroups === null || unevenOf(told).units === unevenGroups.units).toBe(true);
    }
    if (t !== undefined) {
        expectPrinted(t, withT!.required);
        expect(withT!.required).not.toBe(required.value[required.using!]);
    }
}

export const smallStudyClaims: Claim[] = [
    says('rough: <kinds:[a-z -]+>', ({ kinds }, { of }, study) => {
        expect(of.kind).toBe('cost');
        const { fewEvents, fewDraws, unevenGroups } = study.answers.optimal[0]!.cautions!;
        expect(kinds!.split(/, | and /)).toHaveLength(
            [fewEvents !== null, fewDraws.length > 0, unevenGroups !== null].filter(Boolean).length
        );
    }),
    says('<label:(?:.+: )?>That <what:size|design> is a rough number: with it, <reasons:.+>.', ({ reasons }, _, study) => {
        const sizes = roughSizes(study);
        expect(sizes.length).toBeGreaterThan(0);
        // A paragraph does not name its goal again, so that of one of the sizes is meant.
        const isTrue = (told: Told, reason: string): boolean => {
            try {
                expectRough(reason, told);
                return true;
            } catch {
                return false;
            }
        };
        expect(sizes.some(told => reasons!.split('; ').every(reason => isTrue(told, reason)))).toBe(true);
    }),
    { pattern: new RegExp(`^(?:With (?<cell>.+) the|The) whole study expects only (?<events>${number}) (?<kind>events|non-events|event|non-event)\\.$`), check: ({ cell, events, kind }, _, study) => {
        const { family, predictors, design, fixed } = study.design();
        const values = cell === undefined ? [] : cell.split(/, | and /).map(one => one.split(' = ')).map(([name, value]) => ({ name: name!, value: valueOf(value!) }));
        const found = cellsOf(study).find(one => JSON.stringify(one.cell) === JSON.stringify(values));
        expect(printedNumber(events!).value / found!.events).toBeCloseTo(1, 1);
        expect(found!.events).toBeLessThan(5);
        expect(found!.of.startsWith(kind!)).toBe(true);
        const all = design.counts.reduce((product, { count }) => product * count!, design.n?.kind === 'fixed' ? design.n.n : 1);
        // With answers of yes or no and one predictor: within the spread of the random effects of the rate without them.
        const [b0, e] = fixed;
        const [predictor] = predictors;
        if (family.name === 'bernoulli' && family.link === 'logit' && predictors.length === 1 && predictor!.kind === 'each' && values.length === 1 && e!.term.op === 'predictor') {
            const rate = 1 / (1 + Math.exp(-b0!.value! - e!.value! * (values[0]!.value as number)));
            const expected = ((kind!.startsWith('non') ? 1 - rate : rate) * all) / predictor!.points.length;
            expect(printedNumber(events!).value / expected).toBeGreaterThan(0.9);
            expect(printedNumber(events!).value / expected).toBeLessThan(2);
        }
    } }, // prettier-ignore
    { pattern: new RegExp(`^With (?<cell>.+) the whole study expects (?<events>${number}) events, but (?<effect>\\w+(?:\\[.+?\\])?) rests on only about (?<counted>${number}) events? of them: the others have none beside them to be compared with\\.$`), check: ({ events, effect, counted }, _, study) => {
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
    says('few <kind:events|non-events>: <events> expected<at:(?: at \\w+ = .+)?>', ({ events, at, kind }, { of }, study) => {
        const { fewEvents } = study.test(of);
        expect(fewEvents!.of).toBe(kind);
        expect(at === '').toBe(fewEvents!.cell.length === 0);
        fewEvents!.cell.forEach(({ name }) => expect(at).toContain(`${name} = `));
        expect(printedNumber(events!).value / fewEvents!.events).toBeCloseTo(1, 1);
        expect(fewEvents!.events).toBeLessThan(5);
    }),
    { pattern: new RegExp(`^A study draws only (?<draws>${number}) values of (?<predictor>\\w+)\\.$`), check: ({ draws, predictor }, _, study) => {
        const found = drawsOf(study).find(one => one.predictor === predictor)!;
        expectPrinted(draws!, Math.round(found.draws));
        expect(found.absent).toBeNull();
        expect(study.spec.predictors.some(one => one.kind === 'random' && one.names.includes(predictor!))).toBe(true);
    } }, // prettier-ignore
    { pattern: new RegExp(`^In (?<share>[\\d.]+) % of studies none of the (?<draws>${number}) drawn values of (?<predictor>\\w+) is (?<value>\\w+), and then (?<effect>\\w+(?:\\[.+?\\])?) has no estimate\\.$`), check: ({ share, draws, predictor, value, effect }, _, study) => {
        const found = drawsOf(study).find(one => one.predictor === predictor)!;
        expect(found.effect).toBe(effect);
        expectPrinted(draws!, Math.round(found.draws));
        expect(String(found.absent!.value)).toBe(value);
        expect(Number(share) / (100 * found.absent!.probability)).toBeCloseTo(1, 1);
        const drawn = study.spec.predictors.find(one => one.kind === 'random' && one.names.includes(predictor!));
        if (drawn?.kind === 'random' && drawn.law.law === 'bernoulli') {
            const rare = value === '1' ? drawn.law.p : 1 - drawn.law.p;
            expect(Number(share) / (100 * (1 - rare) ** found.draws)).toBeCloseTo(1, 1);
        }
    } }, // prettier-ignore
    says('The standard error is that of the other studies, and the power counts these as not rejecting.', (_, __, { spec }) => {
        // A sum over the studies that draw the rarer of two values at least once, with the others as not rejecting.
        expect([spec.random.length, spec.family.name, spec.family.link]).toEqual([0, 'gaussian', 'identity']);
    }),
    { pattern: /^Variances take the spread of the values as known, but averaged over (?:such|the other) studies the variance of (?<effect>\w+(?:\[.+?\])?) is (?:larger by about (?<share>\d+) % or more|more than twice as large), and the power lower\.$/, check: ({ effect, share }, _, study) => {
        const found = drawsOf(study).find(one => one.effect === effect)!;
        expect(share === undefined ? found.excess >= 1 : Math.abs(found.excess - Number(share) / 100) < 0.006).toBe(true);
    } }, // prettier-ignore
    { pattern: /^The variances? of (?<effects>.+) (?:is|are) (?:larger by about (?<share>\d+) % or more|more than twice as large), too\.$/, check: ({ effects, share }, _, study) => {
        const found = effects!.split(/, | and /).map(effect => drawsOf(study).find(one => one.effect === effect)!);
        const [{ predictor }] = found;
        expect(found.every(one => one.predictor === predictor && one.excess > 0.1)).toBe(true);
        expect(drawsOf(study).filter(one => one.predictor === predictor)).toHaveLength(found.length + 1);
        const least = Math.min(...found.map(({ excess }) => excess));
        expect(share === undefined ? least >= 1 : Math.abs(least - Number(share) / 100) < 0.006).toBe(true);
    } }, // prettier-ignore
    { pattern: /^In some studies (?<effects>.+) ha(?:s|ve) no estimate either\.$/, check: ({ effects }, _, study) => {
        const found = effects!.split(/, | and /).map(effect => drawsOf(study).find(one => one.effect === effect)!);
        expect(found.every(({ absent, isAveraged }) => isAveraged && absent !== null)).toBe(true);
    } }, // prettier-ignore
    { pattern: /^Plan for (?<enough>\d+) values or more, or list the values that the study will have with each\.$/, check: ({ enough }, _, study) => {
        const { draws, excess } = drawsOf(study).find(one => one.enough === Number(enough))!;
        expect((draws * excess) / Number(enough)).toBeLessThanOrEqual(0.1 + 1e-9);
    } }, // prettier-ignore
    { pattern: /^This is a rough number: (?<reasons>.+)\.$/, check: ({ reasons }, _, study) => reasons!.split('; ').forEach(reason => expectRough(reason, study)) }, // prettier-ignore
    { pattern: /^The units of (?<groups>.+) differ so much in what they say about (?<effect>\w+(?:\[.+?\])?) that a few of them hold most of it\.$/, check: ({ groups, effect }, _, study) => {
        const { group, effect: uneven } = unevenOf(study);
        expect(groups!.split(/, | and /)).toEqual(group === null ? study.spec.random.map(block => block.group) : [group]);
        expect(effect).toBe(uneven);
    } }, // prettier-ignore
    { pattern: new RegExp(`^Variances take the mean over many units, but averaged over studies (?:of this size|with only (?<units>\\d+)) the variance of (?<effect>\\w+(?:\\[.+?\\])?) is (?:about (?<times>${number}) times as large|(?<several>more than 3) times as large), and the power lower\\.$`), check: ({ units, effect, times, several }, _, study) => {
        const found = unevenOf(study);
        expect(effect).toBe(found.effect);
        expect(units === undefined ? found.group : Number(units)).toBe(units === undefined ? null : found.units);
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

/** Claims about studies with too few events, draws or units for their numbers. */
import { expect } from 'vitest';
import type { Cautions } from '../../../src-engine/result/cautions.js';
import { partsOfQuantity } from '../../../language/presentation/choice/parts-of-quantity.js';
import type { Statement } from '../printed.js';
import { expectPrinted, printedNumber, type Study } from '../study.js';
import { cautionedSizes, cellsOf, drawsOf, expectCaution, unevenOf, type Told } from './cautions.js';
import { number, says, type Claim } from './claim.js';
import { expectNoneLeft } from './none-left.js';

const valueOf = (text: string): number | string => (/^[−\d.e]+$/.test(text) ? Number(text.replace('−', '-')) : text);

/** Without what the number of an effect allows for, because it is a mean over the draws. */
function toldOfEffects({ analysis, answers }: Told, effects: readonly string[]): Cautions {
    const { fewEvents, fewDraws, unevenGroups } = answers.atAnswer ? answers : analysis;
    return {
        fewEvents: fewEvents && effects.includes(fewEvents.effect) ? fewEvents : null,
        fewDraws: fewDraws.filter(one => effects.includes(one.effect) && !one.isAveraged),
        unevenGroups: unevenGroups && effects.includes(unevenGroups.effect) ? unevenGroups : null
    };
}

/** What is told of the number that a lens shows: of an effect, of the effects of a goal, of the size that a goal needs, or of a best design. */
function toldOfNumber(study: Study, of: Statement['of']): Cautions {
    if (of.kind === 'fixed') {
        return toldOfEffects(study, [of.name]);
    }
    const isTest = of.kind === 'test' || of.kind === 'asked';
    const own = isTest ? study.test(of).required?.cautions : of.kind === 'precision' ? study.precision(of).required.cautions : null;
    if (own) {
        return own;
    }
    if (of.kind === 'test') {
        const effects = study.spec.tests[of.index ?? 0]!.contrasts.flatMap(({ coefficients }) => coefficients.map(({ effect }) => effect));
        // Few events of a test have a text of their own.
        return { ...toldOfEffects(study, effects), fewEvents: null };
    }
    if (of.kind === 'precision') {
        return toldOfEffects(study, partsOfQuantity(study.spec.precisions[of.index ?? 0]!.target).effects);
    }
    return study.answers.optimal[0]!.cautions!;
}

export const smallStudyClaims: Claim[] = [
    says('rough: <kinds:[a-z -]+>', ({ kinds }, { of }, study) => {
        const { fewEvents, fewDraws, unevenGroups } = toldOfNumber(study, of);
        expect(kinds!.split(/, | and /)).toHaveLength(
            [fewEvents !== null, fewDraws.length > 0, unevenGroups !== null].filter(Boolean).length
        );
    }),
    says('<label:(?:.+: )?>That <what:size|design> is a rough number: with it, <reasons:.+>.', ({ reasons }, _, study) => {
        const sizes = cautionedSizes(study);
        expect(sizes.length).toBeGreaterThan(0);
        // A paragraph does not name its goal again, so that of one of the sizes is meant.
        const isTrue = (told: Told, reason: string): boolean => {
            try {
                expectCaution(reason, told);
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
    { pattern: /^This is a rough number: (?<reasons>.+)\.$/, check: ({ reasons }, _, study) => reasons!.split('; ').forEach(reason => expectCaution(reason, study)) }, // prettier-ignore
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
    }
];

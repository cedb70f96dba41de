/** Claims about costs, the best designs for them, and the best shares of a predictor. */
import { expect } from 'vitest';
import { list } from '../../../language/presentation/prose/enumeration.js';
import { expectPower, expectPrinted } from '../study.js';
import { number, says, type Claim } from './claim.js';

export const costClaims: Claim[] = [
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
            /^Locally D-optimal(?:: (?:the larger of the two values|(?<level>[a-z]+)) in (?<share>[\d.]+) %, all else unchanged| allocation: (?<name>\w+) = (?<value>[−\d.]+|[a-z]+) in (?<other>[\d.]+) % of the (?<units>[\w ]+))\.$/,
        check: ({ share, level, name, value, other, units }, { of }, { answers, spec }) => {
            expectPrinted((share ?? other)!, 100 * answers.allocation[name ?? of.name]!);
            const shown = spec.predictors.find(one => one.kind === 'each' && one.name === of.name);
            expect(level).toBe(share !== undefined && shown?.kind === 'each' ? shown.levels?.[1] : undefined);
            const predictor = spec.predictors.find(one => (one.kind === 'random' ? one.names.includes(name ?? '') : one.name === name));
            if (name !== undefined && predictor && predictor.kind !== 'derived') {
                expect(units === 'observations').toBe(predictor.per === null);
                const points = predictor.kind === 'each' ? predictor.points : [0, 1];
                if (predictor.kind === 'each' && predictor.levels) {
                    expect(value).toBe(predictor.levels[1]);
                } else {
                    expectPrinted(value!, Math.max(...points));
                }
                // A share that the design already has is not told.
                const own = predictor.kind === 'each' ? points.filter(point => point === Math.max(...points)).length / points.length : predictor.law.law === 'bernoulli' ? predictor.law.p : NaN;
                expect(Math.abs(own - answers.allocation[name]!)).toBeGreaterThan(0.005);
            }
        }
    } // prettier-ignore
];

/** The best design against all designs: every n and count that the budget allows, or that could be cheaper, its variance from `analyze`. */
import { describe, expect, it } from 'vitest';
import { analyze, answer, type CostSpec, type ModelSpec, type OptimalAnswer, type TestSpec } from '../../../src-engine/index.js';
import { factor, withFactors } from '../several-factors.js';
import { drawn, each, modelSpec, one, x } from '../specs.js';
import { lots } from './random-designs.js';
import { powerByHand } from './wald-power-by-hand.js';
import { tested } from './tested.js';

const test = (effect: string, more: Partial<TestSpec> = {}): TestSpec => tested(effect, { power: 0.8, ...more });

/** The variance of an effect as the file's own analysis tells it. */
function varianceOf(spec: ModelSpec, effect: string): number {
    const { covariance } = analyze(spec, { exact: 'none' });
    const at = covariance.names.indexOf(effect);
    return covariance.refined![at][at];
}

function sized(spec: ModelSpec, counts: readonly number[], n: number): ModelSpec {
    const { design } = spec;
    return { ...spec, design: { ...design, counts: design.counts.map((c, i) => ({ ...c, count: counts[i] })), n: { kind: 'fixed', n } } };
}

function optimum(spec: ModelSpec, tested: TestSpec, cost: CostSpec): OptimalAnswer {
    return answer({ ...spec, tests: [tested], cost }, { around: false, allocation: false }).optimal[0];
}

const z = { contrasts: 1, alternative: 'two-sided', alpha: 0.05, df: Infinity } as const;

describe('two-arm trials: 40 price lists by lot, for a budget and for a goal', () => {
    const lot = lots(77);
    const cases = Array.from({ length: 40 }, (_, k) => ({
        k,
        family: (['gaussian', 'poisson'] as const)[k % 2],
        sigma2: 0.02 + 0.5 * lot() ** 2,
        phi: 0.5 + lot(),
        groupPrice: Math.round(5 + 60 * lot()),
        price: 1 + Math.round(4 * lot()),
        budget: Math.round(600 + 1800 * lot()),
        effect: 0.4 + 0.4 * lot(),
        step: k % 3 === 0 ? 3 : 1
    }));

    it.each(cases)('$k: $family, σ² = $sigma2, prices $groupPrice and $price', one_ => {
        const { family, sigma2, phi, groupPrice, price, budget, effect, step } = one_;
        const spec = modelSpec({
            family,
            phi: family === 'gaussian' ? phi : 1,
            predictors: [each('arm', [0, 1], 'g'), ...(step === 3 ? [each('t', [-1, 0, 1])] : [])],
            a: [['b0', one, -0.5], ['b1', x('arm'), effect]], // prettier-ignore
            b: step === 3 ? [['b2', x('t'), 0.1]] : [],
            effects: ['b0'],
            sigma: [[sigma2]],
            m: 10,
            n: 6
        });
        const prices: CostSpec['prices'] = [{ unit: 'g', price: groupPrice }, { unit: null, price }]; // prettier-ignore
        // Per group, so that every m follows: variances fall as 1/m.
        const most = Math.floor(budget / 4 / price);
        const perGroup = new Map<number, number>();
        for (let n = step; n <= most; n += step) {
            perGroup.set(n, 2 * varianceOf(sized(spec, [2], n), 'b1'));
        }
        const least = 4; // more clusters than effects of block A, half in each arm
        let best = { variance: Infinity, n: 0, m: 0 };
        for (const [n, variance] of perGroup) {
            const m = 2 * Math.floor(budget / (groupPrice + n * price) / 2);
            if (least <= m && variance / m < best.variance) {
                best = { variance: variance / m, n, m };
            }
        }
        const found = optimum(spec, test('b1'), { prices, budget });
        const cost = (m: number, n: number): number => m * (groupPrice + n * price);
        expect(found.cost).toBe(cost(found.groups.g, found.n!));
        expect(found.cost).toBeLessThanOrEqual(budget);
        const variance = perGroup.get(found.n!)! / found.groups.g;
        expect(variance / best.variance - 1).toBeLessThan(1e-9);
        expect(found.power).toBeCloseTo(powerByHand(effect / Math.sqrt(variance), z), 8);

        // The least cost with power 0.8, over all n up to where a cluster alone costs more than the best.
        let cheapest = Infinity;
        for (const [n, one] of perGroup) {
            let m = least;
            while (powerByHand(effect / Math.sqrt(one / m), z) < 0.8) {
                m += 2;
            }
            cheapest = Math.min(cheapest, cost(m, n));
        }
        const goal = optimum(spec, test('b1'), { prices, budget: null });
        if (goal.n! <= most) {
            expect(goal.cost).toBe(cheapest);
        }
        expect(goal.power).toBeGreaterThanOrEqual(0.8);
        expect(goal.cost).toBeLessThanOrEqual(cheapest);

        // Efficiency: the best real design at the file's cost against the file's, by a fine scan over real n.
        const own = perGroup.get(6)! / 10;
        let real = Infinity;
        if (family === 'gaussian') {
            for (let n = step; n < 400; n += 0.01) {
                real = Math.min(real, (4 * (sigma2 + phi / n) * (groupPrice + n * price)) / cost(10, 6));
            }
            expect(found.efficiency).toBeCloseTo(real / own, 4);
        } else {
            expect(found.efficiency).toBeLessThanOrEqual(1);
        }
    });
});

describe('a bound is told as one', () => {
    const spec = modelSpec({
        predictors: [each('arm', [0, 1], 'g'), drawn('w', { law: 'bernoulli', p: 0.5 })],
        a: [['b0', one, 0], ['b1', x('arm'), 0.5]], // prettier-ignore
        b: [['b2', x('w'), 0.2]],
        effects: ['b0'],
        sigma: [[0.5]],
        m: 20,
        n: 10
    });

    it('free clusters: one observation in each', () => {
        const found = optimum(spec, test('b1'), { prices: [{ unit: null, price: 2 }], budget: 500 });
        expect(found).toMatchObject({ n: 1, groups: { g: 250 }, atBound: 'n' });
    });

    it('an effect inside the groups, and groups that cost something: as few groups as can be', () => {
        const found = optimum(spec, test('b2'), { prices: [{ unit: 'g', price: 50 }, { unit: null, price: 1 }], budget: 5000 }); // prettier-ignore
        expect(found).toMatchObject({ groups: { g: 4 }, n: 1200, atBound: 'g' });
    });

    it('all quantities at their limits are named', () => {
        const found = optimum(spec, test('b1'), { prices: [{ unit: null, price: 2 }], budget: 8 });
        expect(found).toMatchObject({ n: 1, groups: { g: 4 }, atBound: 'n', atBounds: ['n', 'g'] });
    });

    it('inside, there is none', () => {
        const found = optimum(spec, test('b1'), { prices: [{ unit: 'g', price: 50 }, { unit: null, price: 1 }], budget: 5000 }); // prettier-ignore
        expect(found.atBound).toBeNull();
        expect(found.atBounds).toEqual([]);
    });

    it('a budget below the smallest design: its cost', () => {
        const { failure, groups, continuous } = optimum(spec, test('b1'), { prices: [{ unit: 'g', price: 50 }, { unit: null, price: 1 }], budget: 100 }); // prettier-ignore
        expect(failure).toEqual({ code: 'unreachable', best: 4 * 51, stays: null });
        expect([groups, continuous]).toEqual([{}, { n: null, groups: {} }]);
    });

    it('a goal that no number of groups reaches: the best power', () => {
        const crossed = withFactors(
            { predictors: [each('condition', [-0.5, 0.5], 'item')], a: [['b0', one, 0], ['b1', x('condition'), 0.3]], phi: 1 }, // prettier-ignore
            [factor('subject', ['b0'], [[0.3]]), factor('item', ['b0'], [[0.2]])],
            [30, 10, 1]
        );
        const { failure } = optimum(crossed, test('b1'), { prices: [{ unit: 'subject', price: 1 }], budget: null });
        expect(failure).toMatchObject({ code: 'unreachable' });
        expect((failure as { best: number }).best).toBeCloseTo(powerByHand(0.3 / Math.sqrt(0.08), z), 7);
    });
});

describe('several counts', () => {
    const crossed = withFactors(
        { predictors: [each('condition', [-0.5, 0.5], 'item')], a: [['b0', one, 0], ['b1', x('condition'), 0.5]], phi: 1 }, // prettier-ignore
        [factor('subject', ['b0'], [[0.3]]), factor('item', ['b0'], [[0.2]])],
        [12, 8, 1]
    );
    const nested = withFactors(
        { predictors: [each('arm', [0, 1], 'school')], a: [['b0', one, 0], ['b1', x('arm'), 0.5]], phi: 1 }, // prettier-ignore
        [factor('school', ['b0'], [[0.1]]), factor('class', ['b0'], [[0.15]], 'school')],
        [8, 2, 5]
    );

    /** The least variance over all whole designs. @param cost of (first, second, n) */
    function exhaustive(spec: ModelSpec, steps: number[], least: number[], budget: number, cost: (a: number, b: number, n: number) => number): number {
        let best = Infinity;
        for (let b = least[1]; cost(least[0], b, 1) <= budget; b += steps[1])
            {for (let n = 1; cost(least[0], b, n) <= budget; n++)
                {for (let a = least[0]; cost(a, b, n) <= budget; a += steps[0])
                    // More of the first never harms: only the most is of interest.
                    {if (budget < cost(a + steps[0], b, n)) {best = Math.min(best, varianceOf(sized(spec, [a, b], n), 'b1'));}}}}
        return best;
    } // prettier-ignore

    it.each([
        [4, 3, 1, 260],
        [10, 2, 0.5, 300],
        [1, 12, 0.25, 240]
    ])('subjects and items at %f and %f, an observation %f: budget %f', (subject, item, price, budget) => {
        const prices = [{ unit: 'subject', price: subject }, { unit: 'item', price: item }, { unit: null, price }]; // prettier-ignore
        const found = optimum(crossed, test('b1'), { prices, budget });
        const cost = (a: number, b: number, n: number): number => subject * a + item * b + price * a * b * n;
        const best = exhaustive(crossed, [1, 2], [3, 2], budget, cost);
        expect(found.cost).toBe(cost(found.groups.subject, found.groups.item, found.n!));
        expect(found.cost).toBeLessThanOrEqual(budget);
        expect(varianceOf(sized(crossed, [found.groups.subject, found.groups.item], found.n!), 'b1') / best - 1).toBeLessThan(1e-9);
    });

    it.each([
        [20, 5, 1, 500],
        [8, 12, 0.5, 420]
    ])('schools and classes at %f and %f, a pupil %f: budget %f', (school, classes, price, budget) => {
        const prices = [{ unit: 'school', price: school }, { unit: 'class', price: classes }, { unit: null, price }]; // prettier-ignore
        const found = optimum(nested, test('b1'), { prices, budget });
        const cost = (a: number, b: number, n: number): number => a * (school + b * (classes + n * price));
        const best = exhaustive(nested, [2, 1], [4, 1], budget, cost);
        expect(found.cost).toBe(cost(found.groups.school, found.groups.class, found.n!));
        expect(varianceOf(sized(nested, [found.groups.school, found.groups.class], found.n!), 'b1') / best - 1).toBeLessThan(1e-9);
    });
});

describe('more counts than can be searched', () => {
    const three = withFactors(
        { predictors: [each('condition', [0, 1], 'item')], a: [['b0', one, 0], ['b1', x('condition'), 0.3]], phi: 1 }, // prettier-ignore
        [factor('subject', ['b0'], [[0.25]]), factor('item', ['b0'], [[0.09]]), factor('rater', ['b0'], [[0.04]])],
        [20, 8, 5, 1]
    );
    const prices = [{ unit: 'subject', price: 10 }, { unit: 'item', price: 5 }, { unit: 'rater', price: 50 }, { unit: null, price: 1 }]; // prettier-ignore

    it('the count that limits the power is among those that are chosen', () => {
        const found = optimum(three, test('b1'), { prices, budget: null });
        expect(found.failure).toBeNull();
        expect(found.groups.item).toBeGreaterThan(8);
        expect(found.power).toBeGreaterThanOrEqual(0.8);
        expect(found.kept).toEqual(['n']);
        expect(found.n).toBe(1);
    });

    it('a count that is not given is chosen', () => {
        const open = {
            ...three,
            design: { ...three.design, counts: three.design.counts.map(one => (one.group === 'rater' ? { ...one, count: null } : one)) }
        };
        const found = optimum(open, test('b1'), { prices, budget: null });
        expect(found.kept).not.toContain('rater');
        expect(found.groups.rater).toBeGreaterThan(0);
    });
});

/** Curves and designs of equal power against answers to the same design written as a file. */
import { expect, describe, it } from 'vitest';
import { analyze, answer, curve, curves, equalPower, type Curve, type EqualPower, type ModelSpec } from '../../../src-engine/index.js';
import { openText } from '../../open-text.js';

async function specOf(text: string): Promise<ModelSpec> {
    const { models } = await openText(text);
    return models[0].spec!;
}

const logistic = (clinic: number, n: number, rest = ''): string => `model logistic {
    family bernoulli
    predictor x ~ Normal(0, 1)
    fixed A { b0: 1 = -0.5; b1: x = 0.4 }
    random clinic { b0 sd 0.8; b1 sd 0.5 }
    design { clinic = ${clinic}, n = ${n} }
    test b1 = 0 alpha 0.05 power 0.9
    ${rest}
}`;
const trial = (school: number, klass: number, n: number): string => `model trial {
    family gaussian(phi = 4)
    predictor arm each 0, 1 per school
    predictor x ~ Uniform(-1, 1)
    fixed A { b0: 1 = 1; b1: arm = 0.5 }
    fixed B { b2: x = 0.3 }
    random school { b0 variance 0.2 }
    random class in school { b0 variance 0.1 }
    design { school = ${school}, class = ${klass}, n = ${n} }
    test b1 = 0 greater power 0.8
    test b1 = 0 and b2 = 0 alpha 0.01
    test b2 = 0 reference t
    precision b2 halfwidth 0.1
    precision var(b0 | school) factor 2
}`;
const crossed = (reader: number, word: number, n: number): string => `model crossed {
    family gaussian(phi = 1.5)
    predictor c each -0.5, 0.5 per word
    fixed A { b0: 1 = 6; b1: c = 0.3 }
    random reader { b0 variance 0.1; b1 variance 0.05 }
    random word { b0 variance 0.2 }
    design { reader = ${reader}, word = ${word}, n = ${n} }
    test b1 = 0 power 0.8 reference t
}`;

/** The goal as the answers of a file tell it. */
function toldOf(spec: ModelSpec, { goal: { kind, index } }: Curve): Record<string, number | null> {
    const { tests, precisions } = answer(spec, { around: false, allocation: false });
    return kind === 'test' ? tests[index].power : precisions[index].reached;
}

const close = (actual: number | null, expected: number | null, tolerance: number, what: string): void => {
    expect(actual === null, what).toBe(expected === null);
    if (actual !== null && expected !== null) {
        expect(Math.abs(actual - expected), what).toBeLessThan(tolerance * Math.abs(expected));
    }
};

describe('every point of a curve is what a file with that design is told', () => {
    const cases = [
        { name: 'one factor', text: (q: string, x: number) => logistic(q === 'clinic' ? x : 40, q === 'n' ? x : 12), of: logistic(40, 12), tolerance: 1e-7, curves: 2 },
        { name: 'levels', text: (q: string, x: number) => trial(q === 'school' ? x : 20, q === 'class' ? x : 3, q === 'n' ? x : 10), of: trial(20, 3, 10), tolerance: 1e-9, curves: 15 },
        { name: 'crossed', text: (q: string, x: number) => crossed(q === 'reader' ? x : 30, q === 'word' ? x : 24, q === 'n' ? x : 2), of: crossed(30, 24, 2), tolerance: 1e-9, curves: 3 }
    ]; // prettier-ignore
    it.each(cases)('$name', async ({ text, of, tolerance, curves: expected }) => {
        const all = curves(await specOf(of), { points: 5 });
        expect(all.length).toBe(expected);
        for (const one of all) {
            expect(one.at).toContain(one.here);
            for (const [i, x] of one.at.entries()) {
                const told = toldOf(await specOf(text(one.quantity, x)), one);
                for (const accuracy of ['leading', 'twoTerm', 'refined'] as const) {
                    // No answer is told from a rough number, where a curve may still pass.
                    if (accuracy !== 'refined' && told.refined === null) {
                        continue;
                    }
                    close(
                        one.values[accuracy][i],
                        told[accuracy],
                        tolerance,
                        `${one.goal.kind} ${one.goal.index} ${one.quantity} = ${x}, ${accuracy}`
                    );
                }
            }
        }
    });

    it('an effect: the variances are of its value', async () => {
        const spec = await specOf(logistic(40, 12));
        const one = curve(spec, { kind: 'test', index: 0 }, 'b1', { points: 4 })!;
        expect([one.at[0], one.at[3]]).toEqual([0, 0.8]);
        // At the null the test rejects as often as its level says.
        expect(one.values.refined[0]).toBeCloseTo(0.05, 12);
        for (const [i, x] of one.at.entries()) {
            const told = toldOf(await specOf(logistic(40, 12).replace('b1: x = 0.4', `b1: x = ${x}`)), one);
            close(one.values.refined[i], told.refined, 1e-7, `b1 = ${x}`);
        }
    });
});

describe('what a model asks for', () => {
    it('has a curve along it, and none along the others', async () => {
        const spec = await specOf(logistic(40, 12).replace('clinic = 40', 'clinic = ?'));
        const all = curves(spec, { points: 7 });
        expect(all.map(({ quantity, here }) => [quantity, here])).toEqual([['clinic', null]]);
        const needed = answer(spec, { around: false }).tests[0].required!.value.refined!;
        expect(all[0].at[0]).toBeLessThan(needed);
        expect(all[0].at.at(-1)).toBeGreaterThan(needed);
    });

    it('a design far from its goal is shown where there is something to see', async () => {
        const upTo = async (clinic: number, effect: number): Promise<number> => {
            const spec = await specOf(logistic(clinic, 12).replace('b1: x = 0.4', `b1: x = ${effect}`));
            return curve(spec, { kind: 'test', index: 0 }, 'clinic', { points: 5 })!.at.at(-1)!;
        };
        // 58 clinics are needed for 0.4, thousands for 0.04.
        expect(await upTo(1e9, 0.4)).toBeLessThan(200);
        expect(await upTo(40, 0.04)).toBeLessThan(200);
        expect(await upTo(40, 0.4)).toBeGreaterThan(58);
    });

    it('points are multiples of what `each` takes', async () => {
        const all = curves(await specOf(trial(20, 3, 10)), { points: 9 });
        for (const { quantity, at } of all) {
            if (quantity === 'school') {
                for (const x of at) {
                    expect(x % 2).toBe(0);
                }
            }
        }
    });
});

describe('designs of equal power', () => {
    const powerAt = async (text: string, accuracy: 'refined' | 'leading'): Promise<number> =>
        answer(await specOf(text), { around: false, allocation: false }).tests[0].power[accuracy]!;

    it.each([
        { name: 'one factor', of: logistic(40, 12), at: (count: number, n: number) => logistic(count, n), step: 1 },
        { name: 'levels', of: trial(20, 3, 10), at: (count: number, n: number) => trial(count, 3, n), step: 2 },
        { name: 'crossed, reference t', of: crossed(30, 80, 2), at: (count: number, n: number) => crossed(count, 80, n), step: 1 }
    ])('$name: the whole numbers around a line are below and above its power', async ({ of, at, step }) => {
        const spec = await specOf(of);
        const found: EqualPower = equalPower(spec, 0, { points: 6 })!;
        expect(found.n).toContain(found.here!.n);
        expect(found.lines.filter(({ isTarget }) => isTarget).map(({ power }) => power)).toEqual([spec.tests[0].power]);
        let looked = 0;
        for (const { power, counts } of found.lines) {
            for (const [i, real] of counts.entries()) {
                if (real === null || real < 4 * step) {
                    continue;
                }
                looked++;
                const below = Math.floor(real / step) * step;
                expect(await powerAt(at(below, found.n[i]), 'refined')).toBeLessThan(power + 1e-9);
                expect(await powerAt(at(below + step, found.n[i]), 'refined')).toBeGreaterThan(power - 1e-9);
            }
        }
        expect(looked).toBeGreaterThan(5);
        const target = found.lines.find(({ isTarget }) => isTarget)!;
        // A leading term promises more than there is.
        found.leading!.forEach((count, i) => expect(count!).toBeLessThan(target.counts[i]!));
    });

    it('the budget line spends the budget, and touches the line of the best power', async () => {
        const spec = await specOf(logistic(40, 12, 'cost { per clinic 50, per observation 2, budget 3000 }'));
        const { optimal } = answer(spec, { around: false });
        const found = equalPower(spec, 0, { points: 8, optimal })!;
        found.n.forEach((n, i) => expect(found.budget![i]! * (50 + 2 * n)).toBeCloseTo(3000, 8));
        expect(found.best).toEqual({ n: optimal[0].n, count: optimal[0].groups.clinic });
        const reached = answer({ ...spec, tests: [{ ...spec.tests[0], power: optimal[0].power }] }, { around: false }).tests[0];
        expect(reached.required).not.toBeNull();
        const touching = equalPower({ ...spec, tests: [{ ...spec.tests[0], power: optimal[0].power }] }, 0, { points: 8, optimal })!;
        const line = touching.lines.find(({ isTarget }) => isTarget)!;
        // No design within the budget has more power, but for what whole numbers lose.
        line.counts.forEach((count, i) => expect(count!).toBeGreaterThan(touching.budget![i]! * 0.98));
    });

    it('a best design with other numbers of inner units lies on other lines', async () => {
        const pupils = (classes: number): string => `model m {
            family gaussian(phi = 0.8)
            predictor arm each 0, 1 per school
            fixed A { b0: 1 = 0; effect: arm = 0.3 }
            random school { b0 variance 0.1 }
            random class in school { b0 variance 0.1 }
            design { school = 40, class = ${classes}, n = 20 }
            test effect = 0 power 0.8
            cost { per school 500, per class 100, per observation 5, budget 60000 }
        }`;
        const found = async (classes: number): Promise<EqualPower> => {
            const spec = await specOf(pupils(classes));
            return equalPower(spec, 0, { points: 6, optimal: answer(spec, { around: false }).optimal })!;
        };
        expect(await found(3)).toMatchObject({ best: null, bestDiffersIn: ['class'] });
        const there = await found(2);
        expect(there.bestDiffersIn).toEqual([]);
        // On the line of the budget, but for what whole numbers leave.
        const at = there.n.indexOf(there.best!.n);
        expect(there.budget![at]! - there.best!.count).toBeGreaterThanOrEqual(0);
        expect(there.budget![at]! - there.best!.count).toBeLessThan(2);
    });

    it('is not there without groups, with a law of n, or at the null', async () => {
        const without = `model m { family poisson
            predictor x ~ Normal(0, 1)
            fixed B { b0: 1 = 0; b1: x = 0.2 }
            design { n = 100 }
            test b1 = 0 }`;
        expect(equalPower(await specOf(without), 0)).toBeNull();
        expect(curves(await specOf(without)).map(({ quantity }) => quantity)).toEqual(['n']);
        const law = await specOf(logistic(40, 12).replace('n = 12', 'n ~ Poisson(12)'));
        expect(equalPower(law, 0)).toBeNull();
        expect(curves(law).map(({ quantity }) => quantity)).toEqual(['clinic']);
        expect(equalPower(await specOf(logistic(40, 12).replace('b1: x = 0.4', 'b1: x = 0')), 0)).toBeNull();
    });
});

it('curves of a file whose numbers do not exist are left out', async () => {
    const spec = await specOf(`model heavy {
        family poisson
        predictor x ~ LogNormal(0, 1)
        fixed A { b0: 1 = 0 }
        fixed B { b1: x = 0.4 }
        random clinic { b0 sd 0.5 }
        design { clinic = 40, n = 12 }
        test b1 = 0
        test b0 = 1
    }`);
    expect(analyze(spec).parameters.find(({ name }) => name === 'b1')!.standardError).toBeNull();
    // Of b0 there is a leading term only, and no curve is drawn from that.
    expect(curves(spec)).toEqual([]);
    expect(equalPower(spec, 0)).toBeNull();
});

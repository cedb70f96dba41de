/**
 * Required sizes against a scan: variances by `analyze` at every size of the scan, the power from its definition, the degrees of freedom by
 * hand. The answered size reaches the goal, and none of the smaller multiples does: all of them where they are few, else those just below and
 * a spread over the rest.
 */
import { describe, expect, it } from 'vitest';
import { analyze, answer, type Accuracy, type ModelSpec, type Required } from '../../../src-engine/index.js';
import { normalQuantile } from '../../../src-engine/numeric/special/normal-distribution.js';
import { powerByHand } from './wald-power-by-hand.js';
import { lots, randomDesign, type RandomDesign, type Sizes } from './random-designs.js';

const specifications = 500;
const batches = 25;
/** The exact variance of other families is not for every n, and the exact power of drawn predictors without groups is a mean over samples. */
const isExactByFormula = ({ family, random, predictors }: ModelSpec): boolean =>
    family.name === 'gaussian' && (random.length > 0 || predictors.every(({ kind }) => kind !== 'random'));
const accuraciesOf = (spec: ModelSpec): Accuracy[] => [
    'leading',
    'twoTerm',
    'refined',
    ...(isExactByFormula(spec) ? (['exact'] as const) : [])
];

const lot = lots(20240607);
const designs = Array.from({ length: specifications }, () => randomDesign(lot));

function sizesOf({ design }: ModelSpec): Sizes {
    const n = design.n?.kind === 'fixed' ? design.n.n : NaN;
    return { ...Object.fromEntries(design.counts.map(({ group, count }) => [group, count ?? NaN])), n };
}

function at(spec: ModelSpec, quantity: string, size: number): ModelSpec {
    const { design } = spec;
    if (quantity === 'n') {
        return { ...spec, design: { ...design, n: { kind: 'fixed', n: size } } };
    }
    return { ...spec, design: { ...design, counts: design.counts.map(c => (c.group === quantity ? { ...c, count: size } : c)) } };
}

/** How good the goal is reached at known sizes, in every accuracy: power, or minus the half-width. Null where the variance can't be had. */
function reached({ df }: RandomDesign, spec: ModelSpec): Partial<Record<Accuracy, number | null>> {
    const { covariance } = analyze(spec, { exact: isExactByFormula(spec) ? 'closed' : 'none' });
    const position = new Map(covariance.names.map((name, i) => [name, i]));
    const [test] = spec.tests;
    const [precision] = spec.precisions;
    return Object.fromEntries(
        accuraciesOf(spec).map(accuracy => {
            const matrix = covariance[accuracy];
            const entry = (a: string, b: string): number => matrix?.[position.get(a)!]?.[position.get(b)!] ?? NaN;
            if (precision) {
                const halfwidth = normalQuantile(0.5 + precision.level / 2) * Math.sqrt(entry(precision.text, precision.text));
                return [accuracy, Number.isNaN(halfwidth) ? null : -halfwidth];
            }
            const { contrasts, reference } = test;
            const variance = contrasts.map(({ coefficients: g }) =>
                contrasts.map(({ coefficients: h }) =>
                    g.reduce((sum, a) => sum + h.reduce((s, b) => s + a.coefficient * b.coefficient * entry(a.effect, b.effect), 0), 0)
                )
            );
            const delta = contrasts.map(({ coefficients, value }) =>
                coefficients.reduce((sum, c) => sum + c.coefficient * spec.fixed.find(({ name }) => name === c.effect)!.value!, -value)
            );
            const effects = contrasts.flatMap(({ coefficients }) => coefficients.map(({ effect }) => effect));
            const degrees = reference === 't' ? Math.min(...effects.map(effect => df[effect](sizesOf(spec)))) : Infinity;
            if (degrees < 1) {
                return [accuracy, 0];
            }
            const noncentrality = contrasts.length === 1 ? delta[0] / Math.sqrt(variance[0][0]) : quadratic(variance, delta);
            if (Number.isNaN(noncentrality)) {
                return [accuracy, null];
            }
            return [accuracy, powerByHand(noncentrality, { ...test, contrasts: contrasts.length, df: degrees })];
        })
    );
}

/** √(δᵀV⁻¹δ) of two. */
function quadratic([[a, b], [, c]]: number[][], [x, y]: number[]): number {
    return Math.sqrt((c * x * x - 2 * b * x * y + a * y * y) / (a * c - b * b));
}

/** Power, or minus the half-width, as the answers tell it. */
function toldAt(spec: ModelSpec): Partial<Record<Accuracy, number | null>> {
    const { tests, precisions } = answer(spec, { around: false, allocation: false, exact: isExactByFormula(spec) ? 'closed' : 'none' });
    if (tests.length === 1) {
        return tests[0].power;
    }
    return Object.fromEntries(Object.entries(precisions[0].reached).map(([accuracy, width]) => [accuracy, width === null ? null : -width]));
}

function targetOf({ spec }: RandomDesign): number {
    const [precision] = spec.precisions;
    return precision ? -(precision.goal as { halfwidth: number }).halfwidth : spec.tests[0].power!;
}

function requiredOf({ spec }: RandomDesign): Required {
    const { tests, precisions } = answer(spec, { around: false, allocation: false, exact: isExactByFormula(spec) ? 'closed' : 'none' });
    return tests[0]?.required ?? precisions[0].required;
}

/** Multiples of 1 below k: all of few, else eight just below and eight in equal ratios down to 1. */
function smaller(k: number): number[] {
    if (k <= 18) {
        return Array.from({ length: k - 1 }, (_, i) => i + 1);
    }
    const near = Array.from({ length: 8 }, (_, i) => k - 1 - i);
    const far = Array.from({ length: 8 }, (_, i) => Math.floor((k - 9) ** (i / 8)));
    return [...new Set([...near, ...far])];
}

/** Whether some parameter of the model can't be told from data of this size. */
function leavesOpen(spec: ModelSpec): boolean {
    return analyze(spec, { exact: 'none' }).parameters.some(({ reason }) => reason?.code === 'not-identified');
}

const tally = { found: 0, 'wrong-sign': 0, unreachable: 0, 'no-variance': 0, rough: 0 };

function compare(design: RandomDesign): void {
    const { spec, quantity, step } = design;
    const required = requiredOf(design);
    expect(required).toMatchObject({ quantity, step, asked: true });
    const target = targetOf(design);
    const seen = new Map<number, ReturnType<typeof reached>>();
    const value = (accuracy: Accuracy, size: number): number | null | undefined => {
        if (!seen.has(size)) {
            seen.set(size, reached(design, at(spec, quantity, size)));
        }
        return seen.get(size)![accuracy];
    };
    let told: { size: number; by: ReturnType<typeof toldAt> } | undefined;
    // The finest first: the largest size, at which all of them have a variance.
    for (const accuracy of accuraciesOf(spec).reverse()) {
        const size = required.value[accuracy];
        if (size !== null) {
            tally.found++;
            expect(size % step).toBe(0);
            told ??= { size, by: toldAt(at(spec, quantity, size)) };
            expect(Math.abs(value(accuracy, told.size)! - told.by[accuracy]!)).toBeLessThan(1e-9);
            expect(value(accuracy, size)).toBeGreaterThanOrEqual(target - 1e-11);
            for (const k of smaller(size / step)) {
                if (k * step < required.least!) {
                    expect(leavesOpen(at(spec, quantity, k * step)), `${quantity} = ${k * step}`).toBe(true);
                    continue;
                }
                const there = value(accuracy, k * step);
                // One answer of yes or no in each group tells nothing. A refined variance may begin to exist below the answer, but not at it.
                if (there === null && !(quantity === 'n' && k * step === 1)) {
                    expect([accuracy, k < size / step - 1]).toEqual(['refined', true]);
                } else if (there !== null) {
                    expect(there).toBeLessThan(target);
                }
            }
            const real = required.continuous[accuracy];
            if (real !== null) {
                expect(real).toBeLessThanOrEqual(size);
                if (step < size) {
                    expect(real).toBeGreaterThan(size - step);
                }
            }
            continue;
        }
        const failure = required.failure[accuracy]!;
        tally[failure.code as keyof typeof tally]++;
        const farther = [1, 4, 64, 1024, 1048576].map(k => value(accuracy, k * step * 10)!);
        if (failure.code === 'no-variance') {
            // It begins to exist where the goal is reached already, so that nothing is known of where it begins to be.
            expect([accuracy, value(accuracy, step)]).toEqual(['refined', null]);
            expect(Math.min(...farther.filter(one => one !== null))).toBeGreaterThan(target);
        } else if (failure.code === 'rough') {
            // The refined form is withheld there, which makes the others too rough for a size.
            expect(accuracy).not.toBe('refined');
            expect(required.value.refined).toBeNull();
        } else if (failure.code === 'wrong-sign') {
            // More data make it less.
            expect(Math.max(...farther)).toBeLessThan(spec.tests[0].alpha);
            expect(farther).toEqual([...farther].sort((a, b) => b - a));
        } else {
            expect(failure.code).toBe('unreachable');
            const { best } = failure as { best: number };
            expect(Math.max(...farther)).toBeLessThan(target);
            expect(Math.abs(farther.at(-1)!)).toBeCloseTo(best, 4);
        }
    }
}

describe('required sizes of 500 random specifications against a scan', () => {
    const share = specifications / batches;
    it.each(Array.from({ length: batches }, (_, batch) => batch * share))('from number %d on', { timeout: 120_000 }, first => {
        for (let k = first; k < first + share; k++) {
            try {
                compare(designs[k]);
            } catch (error) {
                throw new Error(`Specification ${k}: ${JSON.stringify(designs[k].spec)}`, { cause: error });
            }
        }
    });

    it('has met what it is about', () => {
        expect(tally.found + tally.rough).toBeGreaterThan(1150);
        expect(tally['wrong-sign']).toBeGreaterThan(100);
        expect(tally.unreachable).toBeGreaterThan(100);
    });
});

describe('required sizes of the linear models among them, over samples of their predictors', () => {
    const sampled = designs.filter(({ spec }) => spec.family.name === 'gaussian' && !isExactByFormula(spec)).slice(0, 40);
    const options = { around: false, allocation: false } as const;

    it('reach their goals, and one step less does not', () => {
        let found = 0;
        for (const design of sampled) {
            const { spec, quantity, step } = design;
            const { tests, precisions } = answer(spec, options);
            const { value, failure } = (tests[0]?.required ?? precisions[0].required)!;
            if (value.exact === null) {
                // No sample is of help where none is without sampling.
                expect([failure.exact, value.refined]).toEqual([failure.refined, null]);
                continue;
            }
            found++;
            const told = (size: number): number => {
                const there = answer(at(spec, quantity, size), options);
                return (there.tests[0]?.power.exact ?? -(there.precisions[0]?.reached.exact ?? Infinity)) as number;
            };
            expect(told(value.exact)).toBeGreaterThanOrEqual(targetOf(design) - 1e-11);
            if (step < value.exact) {
                expect(told(value.exact - step)).toBeLessThan(targetOf(design));
            }
        }
        expect(found).toBeGreaterThan(20);
    });
});

/** Random models, designs and goals, each with its degrees of freedom written out by hand. */
import type { ModelSpec, PrecisionSpec, TestSpec } from '../../../src-engine/spec/model-spec.js';
import { factor, withFactors } from '../several-factors.js';
import { drawn, each, modelSpec, one, times, x } from '../specs.js';

/** Numbers in [0, 1) from a seed (mulberry32). */
export function lots(seed: number): () => number {
    let state = seed >>> 0;
    return () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let t = Math.imul(state ^ (state >>> 15), state | 1);
        t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
        return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
}

/** By group, and `n`; the inner group of a nesting per outer unit. */
export type Sizes = Readonly<Record<string, number>>;

export interface RandomDesign {
    spec: ModelSpec;
    /** What is solved for, and in which steps. */
    quantity: string;
    step: number;
    /** Of an effect in `reference t`. */
    df: Record<string, (sizes: Sizes) => number>;
}

interface Layout {
    spec: ModelSpec;
    steps: Record<string, number>;
    df: Record<string, (sizes: Sizes) => number>;
}

type Lot = () => number;
const between = (lot: Lot, low: number, high: number): number => low + (high - low) * lot();
const whole = (lot: Lot, low: number, high: number): number => Math.floor(between(lot, low, high + 1));
const oneOf = <T>(lot: Lot, values: readonly T[]): T => values[Math.floor(lot() * values.length)];
const signed = (lot: Lot, low: number, high: number): number => (lot() < 0.5 ? -1 : 1) * between(lot, low, high);

const dose = { law: 'discrete' as const, values: [0, 1, 2], probabilities: [0.5, 0.3, 0.2] };

function linear(lot: Lot): Layout {
    const points = oneOf(lot, [[-1, 1], [0, 1, 2], [0, 0, 1]]); // prettier-ignore
    const spec = modelSpec({
        phi: between(lot, 0.5, 9),
        predictors: [each('t', points), drawn('z', { law: 'normal', mean: 1, sd: between(lot, 0.5, 2) })],
        b: [['b0', one, 1], ['b1', x('t'), signed(lot, 0.1, 1)], ['b2', x('z'), signed(lot, 0.1, 1)]], // prettier-ignore
        n: points.length * whole(lot, 5, 40)
    });
    const rest = ({ n }: Sizes): number => n - 3;
    return { spec, steps: { n: points.length }, df: { b0: rest, b1: rest, b2: rest } };
}

function generalised(lot: Lot): Layout {
    const family = oneOf(lot, ['poisson', 'bernoulli'] as const);
    const spec = modelSpec({
        family,
        predictors: [drawn('t', dose), each('arm', oneOf(lot, [[0, 1], [0, 0, 1]]))], // prettier-ignore
        b: [['b0', one, between(lot, -1, 0.5)], ['b1', x('t'), signed(lot, 0.1, 0.6)], ['b2', x('arm'), signed(lot, 0.2, 0.8)]], // prettier-ignore
        n: 60
    });
    const points = spec.predictors[1].kind === 'each' ? spec.predictors[1].points.length : 1;
    const rest = ({ n }: Sizes): number => n - 3;
    return { spec, steps: { n: points }, df: { b0: rest, b1: rest, b2: rest } };
}

/** A cluster trial with a covariate inside: intercept and arm in block A. */
function clusters(lot: Lot, family: 'gaussian' | 'poisson' | 'bernoulli'): Layout {
    const arms = oneOf(lot, [[0, 1], [0, 0, 1], [0, 1, 1, 1]]); // prettier-ignore
    const spec = modelSpec({
        family,
        phi: family === 'gaussian' ? between(lot, 0.5, 4) : 1,
        predictors: [each('arm', arms, 'g'), drawn('t', { ...dose })],
        a: [['a0', one, between(lot, -0.5, 0.5)], ['a1', x('arm'), signed(lot, 0.2, 1)]], // prettier-ignore
        b: [['b1', x('t'), signed(lot, 0.1, 0.6)], ['b2', times(x('arm'), x('t')), signed(lot, 0.1, 0.5)]], // prettier-ignore
        effects: ['a0'],
        sigma: [[between(lot, 0.05, 0.8)]],
        m: arms.length * whole(lot, 2, 12),
        n: whole(lot, 3, 30)
    });
    const arm = ({ g }: Sizes): number => g - 2;
    return { spec, steps: { g: arms.length, n: 1 }, df: { a0: arm, a1: arm, b1: ({ g, n }) => g * n - g - 2, b2: arm } };
}

/** Growth curves: intercept and slope vary, arm and arm × time ride on them. */
function slopes(lot: Lot): Layout {
    const s = between(lot, 0.2, 1);
    const visits = oneOf(lot, [[0, 1, 2], [-1, 0, 0.5, 1]]); // prettier-ignore
    const covariance = lot() * 0.3 * s;
    const spec = modelSpec({
        phi: between(lot, 0.5, 3),
        predictors: [each('arm', [0, 1], 'g'), each('t', visits), drawn('w', { law: 'bernoulli', p: 0.4 })],
        a: [['a0', one, 0.4], ['a1', x('arm'), signed(lot, 0.2, 0.8)], ['a2', x('t'), signed(lot, 0.1, 0.5)], ['a3', times(x('arm'), x('t')), signed(lot, 0.1, 0.6)]], // prettier-ignore
        b: [['b1', x('w'), signed(lot, 0.2, 0.5)]],
        effects: ['a0', 'a2'],
        sigma: [[s, covariance], [covariance, 0.3 * s]], // prettier-ignore
        m: 2 * whole(lot, 3, 20),
        n: visits.length * whole(lot, 2, 4)
    });
    const arm = ({ g }: Sizes): number => g - 2;
    return {
        spec,
        steps: { g: 2, n: visits.length },
        df: { a0: arm, a1: arm, a2: arm, a3: arm, b1: ({ g, n }) => g * n - 2 * g - 1 }
    };
}

/** Items of two conditions, every subject sees all of them. */
function crossed(lot: Lot): Layout {
    const spec = withFactors(
        {
            phi: between(lot, 0.3, 2),
            predictors: [each('condition', [-0.5, 0.5], 'item'), each('old', [0, 1], 'subject'), drawn('w', { law: 'normal', mean: 0, sd: 1 })], // prettier-ignore
            a: [['a0', one, 1], ['a1', x('condition'), signed(lot, 0.2, 0.8)], ['a2', x('old'), signed(lot, 0.2, 0.8)]], // prettier-ignore
            b: [['b1', x('w'), signed(lot, 0.05, 0.3)], ['b2', times(x('old'), x('condition')), signed(lot, 0.1, 0.5)]] // prettier-ignore
        },
        [factor('subject', ['a0'], [[between(lot, 0.1, 0.8)]]), factor('item', ['a0'], [[between(lot, 0.05, 0.5)]])],
        [2 * whole(lot, 5, 20), 2 * whole(lot, 4, 15), whole(lot, 1, 3)]
    );
    const rest = ({ subject, item, n }: Sizes): number => subject * item * n - (subject + item - 1) - 2;
    const inA: Layout['df'] = { a1: ({ item }) => item - 2, a2: ({ subject }) => subject - 2 };
    return {
        spec,
        steps: { subject: 2, item: 2, n: 1 },
        df: { ...inA, b1: rest, b2: ({ subject, item }) => Math.min(subject, item) - 2 }
    };
}

/** Classes in schools, the arm given per school. */
function levels(lot: Lot): Layout {
    const spec = withFactors(
        {
            phi: between(lot, 0.5, 3),
            predictors: [each('arm', [0, 1], 'school'), each('t', [0, 1])],
            a: [['a0', one, 1], ['a1', x('arm'), signed(lot, 0.3, 1)]], // prettier-ignore
            b: [['b1', x('t'), signed(lot, 0.1, 0.5)]]
        },
        [factor('school', ['a0'], [[between(lot, 0.02, 0.3)]]), factor('class', ['a0'], [[between(lot, 0.05, 0.5)]], 'school')],
        [2 * whole(lot, 3, 15), whole(lot, 2, 6), 2 * whole(lot, 2, 10)]
    );
    const arm = ({ school }: Sizes): number => school - 2;
    return {
        spec,
        steps: { school: 2, class: 1, n: 2 },
        df: { a0: arm, a1: arm, b1: s => s.school * s.class * s.n - s.school * s.class - 1 }
    };
}

const layouts: [share: number, make: (lot: Lot) => Layout][] = [
    [0.14, linear],
    [0.16, generalised],
    [0.18, lot => clusters(lot, 'gaussian')],
    [0.14, lot => clusters(lot, 'poisson')],
    [0.06, lot => clusters(lot, 'bernoulli')],
    [0.13, slopes],
    [0.1, crossed],
    [0.09, levels]
];

export function randomDesign(lot: Lot): RandomDesign {
    let at = lot();
    const make = layouts.find(([share]) => (at -= share) < 0)?.[1] ?? linear;
    const { spec, steps, df } = make(lot);
    const quantity = oneOf(lot, Object.keys(steps));
    const goal = lot() < 0.15 ? { precisions: [precision(lot, spec)] } : { tests: [test(lot, spec, Object.keys(df))] };
    return { spec: { ...asking(spec, quantity), ...goal }, quantity, step: steps[quantity], df };
}

/** The same with a `?` in the place of a count. */
function asking(spec: ModelSpec, quantity: string): ModelSpec {
    const { design } = spec;
    if (quantity === 'n') {
        return { ...spec, design: { ...design, n: { kind: 'unknown' } } };
    }
    return { ...spec, design: { ...design, counts: design.counts.map(c => (c.group === quantity ? { ...c, count: null } : c)) } };
}

/** One effect, a difference or sum of two, or two jointly. */
function test(lot: Lot, spec: ModelSpec, tested: readonly string[]): TestSpec {
    const first = oneOf(lot, tested);
    const second = oneOf(lot, tested.filter(name => name !== first)); // prettier-ignore
    const kind = oneOf(lot, ['one', 'one', 'one', 'contrast', 'joint'] as const);
    const valueOf = (name: string): number => spec.fixed.find(effect => effect.name === name)!.value!;
    const contrasts: TestSpec['contrasts'] =
        kind === 'joint'
            ? [first, second].map(effect => ({ coefficients: [{ effect, coefficient: 1 }], value: 0 }))
            : kind === 'contrast'
              ? [{ coefficients: [{ effect: first, coefficient: 1 }, { effect: second, coefficient: oneOf(lot, [-1, 0.5]) }], value: 0 }] // prettier-ignore
              : [{ coefficients: [{ effect: first, coefficient: 1 }], value: lot() < 0.8 ? 0 : valueOf(first) / 2 }];
    return {
        name: null,
        hypothesis: kind,
        contrasts,
        alternative: kind === 'joint' ? 'two-sided' : oneOf(lot, ['two-sided', 'two-sided', 'greater', 'less']),
        alpha: oneOf(lot, [0.01, 0.025, 0.05, 0.1]),
        power: oneOf(lot, [0.5, 0.8, 0.9, 0.95, 0.99]),
        reference: oneOf(lot, ['z', 't'])
    };
}

function precision(lot: Lot, spec: ModelSpec): PrecisionSpec {
    const { name } = oneOf(lot, spec.fixed);
    return {
        target: { op: 'effect', name },
        text: name,
        goal: { halfwidth: between(lot, 0.08, 0.5) },
        level: oneOf(lot, [0.9, 0.95, 0.99])
    };
}

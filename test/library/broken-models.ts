/** Models broken at random places, with a fixed seed. */
import type { ModelInput } from '../../library/index.js';

/** Numbers in [0, 1) that follow from a seed (mulberry32). */
export function seededNumbers(seed: number): () => number {
    let state = seed >>> 0;
    return () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let mixed = Math.imul(state ^ (state >>> 15), state | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
}

const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'n', '', ' ', 'x y', 'β₁', '\n', 'x'.repeat(1000)];
const numbers = [NaN, Infinity, -Infinity, -1, -3, 0, -0, 1, 2, 0.5, 1e-300, 1e300, Number.MAX_VALUE, 1e15, 1e16, 2 ** 53];
const others = [null, undefined, true, false, [], {}, '0.5', '1', 'none', [[]], [null], { op: 'number' }, 1n, Symbol('x'), () => 1];

/** A change of one place. What it does is in the name, for the message of a failing test. */
export interface BrokenModel {
    change: string;
    model: unknown;
}

/** `changes` places of a model are deleted, emptied, doubled, or replaced by what they should not be. */
export function brokenModel(model: ModelInput, random: () => number, changes = 1): BrokenModel {
    const root = { model: structuredClone(model) as unknown };
    const made: string[] = [];
    for (let i = 0; i < changes; i++) {
        const places = placesIn(root, '');
        if (places.length > 0) {
            made.push(change(pick(places, random), random));
        }
    }
    return { change: made.join('; '), model: root.model };
}

interface Place {
    parent: Record<string, unknown>;
    key: string;
    path: string;
}

function placesIn(value: unknown, path: string): Place[] {
    if (typeof value !== 'object' || value === null) {
        return [];
    }
    const parent = value as Record<string, unknown>;
    return Object.keys(parent).flatMap(key => [{ parent, key, path: `${path}.${key}` }, ...placesIn(parent[key], `${path}.${key}`)]);
}

function change({ parent, key, path }: Place, random: () => number): string {
    const before = parent[key];
    const kind = pick(['delete', 'number', 'name', 'other', 'shape'], random);
    switch (kind) {
        case 'delete':
            if (Array.isArray(parent)) {
                parent.splice(Number(key), 1);
            } else {
                delete parent[key];
            }
            return `${path} deleted`;
        case 'number':
            parent[key] = pick(numbers, random);
            break;
        case 'name':
            parent[key] = pick(names, random);
            break;
        case 'other':
            parent[key] = pick(others, random);
            break;
        case 'shape':
            parent[key] = reshaped(before, random);
            break;
    }
    return `${path} is now ${shown(parent[key])}`;
}

function shown(value: unknown): string {
    return typeof value === 'number' ? String(value) : typeof value === 'object' ? JSON.stringify(value) : `a ${typeof value}`;
}

/** A list that is longer or shorter, a number of the other sign, an object with one more property, the text of a number. */
function reshaped(value: unknown, random: () => number): unknown {
    if (Array.isArray(value)) {
        return pick([[...(value as unknown[]), ...(value as unknown[])], value.slice(1), [value], [...(value as unknown[]), null]], random);
    }
    if (typeof value === 'number') {
        return pick([-value, String(value), value * 1e6, value / 1e6, value + 0.5, [value]], random);
    }
    if (typeof value === 'object' && value !== null) {
        return pick([{ ...value, extra: 1 }, [value], JSON.stringify(value), Object.create(value)], random);
    }
    return [value];
}

function pick<T>(items: readonly T[], random: () => number): T {
    return items[Math.floor(random() * items.length)]!;
}

/** Every number that is not finite in a result, by its path. */
export function notFinite(value: unknown, path = ''): string[] {
    if (typeof value === 'number') {
        return Number.isFinite(value) ? [] : [`${path} = ${value}`];
    }
    if (typeof value !== 'object' || value === null) {
        return value === undefined || typeof value === 'function' ? [`${path} is ${typeof value}`] : [];
    }
    return Object.entries(value).flatMap(([key, inner]) => notFinite(inner, `${path}.${key}`));
}

const one = { op: 'number', value: 1 } as const;
const x = (name: string) => ({ op: 'predictor', name }) as const;

/** Models that use every part of the input, in several structures; each is computed in milliseconds. */
export const goodModels: ModelInput[] = [
    {
        name: 'asthma',
        family: 'poisson',
        predictors: [
            { kind: 'random', names: ['x'], law: { law: 'normal', mean: 0, sd: 1 } },
            { kind: 'random', names: ['arm'], law: { law: 'bernoulli', p: 0.5 }, per: 'g' },
            { kind: 'derived', name: 'both', term: { op: '*', left: x('x'), right: x('arm') } }
        ],
        fixed: [
            { name: 'b0', term: one, value: -0.2 },
            { name: 'b1', term: x('x'), value: 0.3 },
            { name: 'b2', term: x('arm'), value: 0.4 },
            { name: 'b3', term: x('both'), value: 0.1 }
        ],
        random: [{ group: 'g', effects: ['b0', 'b1'], covariance: [[0.4, 0.05], [0.05, 0.1]] }], // prettier-ignore
        design: { counts: [{ group: 'g', count: null }], n: { kind: 'fixed', n: 12 }, attrition: 0.1 },
        tests: [{ contrasts: [{ coefficients: [{ effect: 'b1', coefficient: 1 }], value: 0 }], power: 0.9 }],
        precisions: [{ target: { op: 'call', function: 'exp', argument: { op: 'effect', name: 'b2' } }, goal: { factor: 1.5 } }],
        derived: [{ name: 'ratio', quantity: { op: '/', left: { op: 'effect', name: 'b1' }, right: { op: 'effect', name: 'b2' } } }],
        cost: { prices: [{ unit: 'g', price: 100 }, { unit: null, price: 5 }], budget: 10_000 } // prettier-ignore
    },
    {
        family: { name: 'gaussian', phi: 2 },
        predictors: [
            { kind: 'each', name: 't', points: [0, 1, 2, 3] },
            { kind: 'random', names: ['site'], law: { law: 'categorical', levels: ['a', 'b'], probabilities: [0.4, 0.6] } },
            { kind: 'random', names: ['u', 'v'], law: { law: 'mvNormal', mean: [0, 1], covariance: [[1, 0.3], [0.3, 1]] } } // prettier-ignore
        ],
        fixed: [
            { name: 'b0', block: 'A', term: one, value: 1 },
            { name: 'bt', block: 'A', term: x('t'), value: 0.5 },
            { name: 'bs', block: 'B', term: { op: 'level', predictor: 'site', level: 'b' }, value: 0.2 },
            { name: 'bu', block: 'B', term: { op: '+', left: x('u'), right: { op: 'negate', operand: x('v') } }, value: 0.1 }
        ],
        offset: { op: 'call', function: 'log', argument: { op: 'number', value: 2 } },
        random: [
            { group: 'school', effects: ['b0'], covariance: [[1]] },
            { group: 'class', within: 'school', effects: ['b0', 'bt'], covariance: { structure: 'diagonal', variances: [0.5, 0.1] } }
        ],
        design: { counts: [{ group: 'school', count: 20 }, { group: 'class', count: 3 }], n: { kind: 'fixed', n: 8 } }, // prettier-ignore
        using: 'exact',
        tests: [
            {
                name: 'joint',
                contrasts: [
                    { coefficients: [{ effect: 'bt', coefficient: 1 }], value: 0 },
                    { coefficients: [{ effect: 'bs', coefficient: 1 }, { effect: 'bu', coefficient: -2 }], value: 0.1 } // prettier-ignore
                ],
                alpha: 0.01,
                reference: 't'
            }
        ],
        precisions: [{ target: { op: 'covariance', effects: ['b0', 'b0'], group: 'class' }, goal: { halfwidth: 0.2 }, level: 0.9 }],
        sweeps: [{ quantity: 'count', name: 'school', values: [10, 20] }]
    },
    {
        family: { name: 'binomial', link: 'logit', trials: { op: 'number', value: 5 } },
        predictors: [
            {
                kind: 'random',
                names: ['x'],
                law: { law: 'mixture', components: [{ probability: 0.9, law: { law: 'uniform', min: -1, max: 1 } }, { probability: 0.1, law: { law: 'discrete', values: [0, 2], probabilities: [0.5, 0.5] } }] } // prettier-ignore
            }
        ],
        fixed: [
            { name: 'b0', term: one, marginal: 0.3 },
            { name: 'b1', term: x('x'), value: 0.7 }
        ],
        random: [{ group: 'g', effects: ['b0'], covariance: [[0.5]] }],
        design: { counts: [{ group: 'g', count: 40 }], n: { kind: 'poisson', mean: 15 } },
        tests: [{ contrasts: [{ coefficients: [{ effect: 'b1', coefficient: 1 }], value: 0 }], alternative: 'greater', power: 0.8 }],
        data: [{ name: 'pilot', file: 'pilot.csv', response: null, columns: [] }],
        simulation: { replicates: 100, seed: 1, method: 'laplace' }
    },
    {
        family: { name: 'negativeBinomial', size: 2 },
        predictors: [{ kind: 'random', names: ['x'], law: { law: 'gamma', shape: 2, rate: 3 } }],
        fixed: [
            { name: 'b0', term: one, value: 0.4 },
            { name: 'b1', term: { op: '<', left: x('x'), right: { op: 'number', value: 0.5 } }, value: 0.7 }
        ],
        design: { n: { kind: 'unknown' } },
        tests: [{ contrasts: [{ coefficients: [{ effect: 'b1', coefficient: 1 }], value: 0 }], power: 0.8 }]
    },
    {
        family: 'bernoulli',
        predictors: [{ kind: 'random', names: ['x'], law: { law: 'studentT', df: 6, location: 0, scale: 1 } }],
        fixed: [
            { name: 'b0', term: one, value: 0.4 },
            { name: 'b1', term: x('x'), value: 0.5 }
        ],
        random: [
            { group: 'rater', effects: ['b0'], covariance: [[0.3]] },
            { group: 'item', effects: ['b0'], covariance: [[0.6]] }
        ],
        design: { counts: [{ group: 'rater', count: 30 }, { group: 'item', count: 40 }], n: { kind: 'fixed', n: 2 } } // prettier-ignore
    }
];

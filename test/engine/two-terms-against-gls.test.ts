/** Two terms of Gaussian models with several factors against (XᵀV⁻¹X)⁻¹ of the design itself, with a dense V. */
import { describe, expect, test } from 'vitest';
import { crossedResult } from '../../src-engine/several-factors/crossed/crossed-result.js';
import { levelsResult } from '../../src-engine/several-factors/levels/levels-result.js';
import type { ModelSpec, PredictorSpec, RandomEffectsSpec, Term } from '../../src-engine/spec/model-spec.js';
import { denseGls } from './dense-gls.js';
import { factor, options, withFactors } from './several-factors.js';
import { isReason } from '../../src-engine/result/reason.js';
import { one, times, x, type Sketch } from './specs.js';

const each = (name: string, points: number[], per: string | null = null): PredictorSpec => ({ kind: 'each', name, points, per });
const slopes = [
    [0.5, 0.1],
    [0.1, 0.3]
];
const twoSlopes = [
    [0.2, 0.05],
    [0.05, 0.1]
];
const inPeriod = (k: number): Term => ({ op: '==', left: x('period'), right: { op: 'number', value: k } });
const treated: PredictorSpec = { kind: 'derived', name: 'treated', term: { op: '>=', left: x('period'), right: x('wave') } };
const visits = each('x', [-1, 0, 2]);
const pair = each('y', [0, 1]);

interface Case {
    name: string;
    sketch: Sketch;
    random: RandomEffectsSpec[];
    /** Units of each factor, and n. */
    sizes: number[];
    /** Which of them are doubled at each step. */
    grows: boolean[];
    steps: number;
}

/** Balanced designs in which nothing is estimated by weighing different parts of the data against one another: two terms are all. */
const exactCases: Case[] = [
    {
        name: 'school and class intercepts',
        sketch: { a: [['b0', one, 0]], b: [['b1', x('x'), 0]], predictors: [visits] },
        random: [factor('school', ['b0'], [[0.5]]), factor('class', ['b0'], [[0.3]], 'school')],
        sizes: [2, 2, 3],
        grows: [false, true, true],
        steps: 3
    },
    {
        name: 'a slope of schools on what varies in classes',
        sketch: {
            a: [['b1', x('x'), 0], ['b0', one, 0]], // prettier-ignore
            b: [['b2', x('y'), 0]],
            predictors: [visits, pair]
        },
        random: [factor('school', ['b1', 'b0'], slopes), factor('class', ['b0'], [[0.3]], 'school')],
        sizes: [2, 2, 6],
        grows: [false, true, true],
        steps: 2
    },
    {
        name: 'an arm of classes beside a slope of schools',
        sketch: {
            a: [['b0', one, 0], ['b1', x('x'), 0], ['arm', x('arm'), 0]], // prettier-ignore
            b: [['b2', times(x('arm'), x('x')), 0]],
            predictors: [visits, each('arm', [0, 1], 'class')]
        },
        random: [factor('school', ['b0', 'b1'], slopes), factor('class', ['b0'], [[0.3]], 'school')],
        sizes: [2, 2, 3],
        grows: [false, true, true],
        steps: 3
    },
    {
        name: 'an arm of schools, also times a slope of classes',
        sketch: {
            a: [['b0', one, 0], ['b1', x('x'), 0], ['arm', x('arm'), 0], ['both', times(x('arm'), x('x')), 0]], // prettier-ignore
            b: [['b2', x('y'), 0]],
            predictors: [visits, pair, each('arm', [0, 1], 'school')]
        },
        random: [factor('school', ['b0'], [[0.4]]), factor('class', ['b0', 'b1'], slopes, 'school')],
        sizes: [2, 2, 6],
        grows: [false, true, true],
        steps: 2
    },
    {
        name: 'a slope of schools on what is constant in classes',
        sketch: {
            a: [['b0', one, 0], ['b1', x('x'), 0]], // prettier-ignore
            b: [['b2', x('y'), 0]],
            predictors: [each('x', [-1, 0, 2], 'class'), pair]
        },
        random: [factor('school', ['b0', 'b1'], slopes), factor('class', ['b0'], [[0.3]], 'school')],
        sizes: [2, 3, 2],
        grows: [false, true, true],
        steps: 2
    },
    {
        name: 'crossed intercepts',
        sketch: { a: [['b0', one, 0]], b: [['b1', x('x'), 0]], predictors: [visits] },
        random: [factor('subject', ['b0'], [[0.5]]), factor('item', ['b0'], [[0.3]])],
        sizes: [3, 2, 3],
        grows: [true, true, true],
        steps: 2
    },
    {
        name: 'a condition of items with a slope of subjects',
        sketch: {
            a: [['b0', one, 0], ['c', x('condition'), 0]], // prettier-ignore
            b: [['b1', x('x'), 0]],
            predictors: [visits, each('condition', [0, 1], 'item')]
        },
        random: [factor('subject', ['b0', 'c'], slopes), factor('item', ['b0'], [[0.3]])],
        sizes: [3, 4, 3],
        grows: [true, true, true],
        steps: 2
    },
    {
        name: 'three crossed factors',
        sketch: {
            a: [['b0', one, 0], ['c', x('condition'), 0]], // prettier-ignore
            b: [['b1', x('x'), 0]],
            predictors: [each('x', [-1, 1]), each('condition', [0, 1], 'item')]
        },
        random: [factor('subject', ['b0'], [[0.4]]), factor('item', ['b0'], [[0.3]]), factor('day', ['b0', 'c'], slopes)],
        sizes: [2, 2, 2, 2],
        grows: [true, true, true, false],
        steps: 2
    }
];

/** Here different parts of the data are weighed: what two terms miss is of the next order, so it falls at least like 1/size. */
const asymptoticCases: Case[] = [
    {
        name: 'a stepped wedge whose clinic periods have an effect of their own',
        sketch: {
            a: [['b0', one, 0], ['p1', inPeriod(1), 0], ['p2', inPeriod(2), 0], ['p3', inPeriod(3), 0], ['t', x('treated'), 0]], // prettier-ignore
            b: [['b2', x('y'), 0]],
            predictors: [each('wave', [1, 2, 3], 'clinic'), each('period', [0, 1, 2, 3], 'clinicPeriod'), treated, each('y', [0, 1, 3])]
        },
        random: [factor('clinic', ['b0'], [[0.4]]), factor('clinicPeriod', ['b0'], [[0.2]], 'clinic')],
        sizes: [3, 4, 3],
        grows: [false, true, true],
        steps: 3
    },
    {
        name: 'three levels, the middle one without the slope of the others',
        sketch: {
            a: [['b0', one, 0], ['b1', x('x'), 0], ['arm', x('arm'), 0]], // prettier-ignore
            b: [['b2', x('y'), 0]],
            predictors: [visits, pair, each('arm', [0, 1], 'class')]
        },
        random: [
            factor('school', ['b0', 'b1'], slopes),
            factor('class', ['b0'], [[0.3]], 'school'),
            factor('pupil', ['b0', 'b1'], twoSlopes, 'class')
        ],
        sizes: [1, 2, 2, 6],
        grows: [false, true, true, true],
        steps: 2
    },
    {
        name: 'an arm of subjects, a condition of items, slopes of both',
        sketch: {
            a: [
                ['b0', one, 0],
                ['c', x('condition'), 0],
                ['arm', x('arm'), 0],
                ['both', times(x('arm'), x('condition')), 0],
                ['b1', x('x'), 0]
            ],
            b: [['b2', times(x('x'), x('arm')), 0]],
            predictors: [visits, each('condition', [0, 1], 'item'), each('arm', [0, 1], 'subject')]
        },
        random: [factor('subject', ['b0', 'c'], slopes), factor('item', ['b0', 'b1'], slopes)],
        sizes: [4, 4, 3],
        grows: [true, true, false],
        steps: 2
    },
    {
        name: 'an effect that changes with the pair of units',
        sketch: {
            a: [['b0', one, 0]],
            b: [['t', x('treated'), 0]],
            predictors: [each('wave', [1, 2, 3], 'subject'), each('period', [0, 1, 2, 3], 'item'), treated]
        },
        random: [factor('subject', ['b0'], [[0.4]]), factor('item', ['b0'], [[0.2]])],
        sizes: [3, 4, 1],
        grows: [true, true, true],
        steps: 3
    },
    {
        name: 'pupils in schools who meet the same items',
        sketch: {
            a: [['b0', one, 0], ['c', x('condition'), 0], ['arm', x('arm'), 0]], // prettier-ignore
            b: [['b1', x('x'), 0]],
            predictors: [each('x', [-1, 1]), each('condition', [0, 1], 'item'), each('arm', [0, 1], 'class')]
        },
        random: [factor('school', ['b0'], [[0.4]]), factor('class', ['b0', 'c'], slopes, 'school'), factor('item', ['b0'], [[0.3]])],
        sizes: [2, 2, 2, 2],
        grows: [false, true, true, false],
        steps: 4
    }
];

function specAt({ sketch, random, sizes, grows }: Case, step: number): ModelSpec {
    return withFactors(
        { ...sketch, phi: 0.7 },
        random,
        sizes.map((size, i) => (grows[i] ? size * 2 ** step : size))
    );
}

/** Largest difference of two terms from the exact covariance, in units of the standard errors; `scaled`: also each variance's. */
function difference(spec: ModelSpec): number {
    const nested = spec.random.some(({ within }) => within !== null);
    const { twoTerm } = nested ? levelsResult(spec, options) : crossedResult(spec, options);
    if (isReason(twoTerm)) {
        throw new Error(JSON.stringify(twoTerm));
    }
    expect(twoTerm.members).toEqual(spec.fixed.map((_, j) => j));
    const exact = denseGls(spec);
    return Math.max(
        ...exact.flatMap((row, i) => row.map((e, j) => Math.abs(e - twoTerm.covariance[i][j]) / Math.sqrt(exact[i][i] * exact[j][j])))
    );
}

describe('nothing beyond two terms', () => {
    test.each(exactCases)('$name', example => {
        for (let step = 0; step < example.steps; step++) {
            expect(difference(specAt(example, step))).toBeLessThan(1e-11);
        }
    });
});

describe('the rest is of the next order', () => {
    test.each(asymptoticCases)('$name', example => {
        const scaled = Array.from({ length: example.steps }, (_, step) => 2 ** step * difference(specAt(example, step)));
        expect(scaled[0]).toBeGreaterThan(1e-6);
        for (let step = 1; step < scaled.length; step++) {
            expect(scaled[step]).toBeLessThan(1.02 * scaled[step - 1]);
        }
        expect(scaled.at(-1)! / 2 ** (scaled.length - 1)).toBeLessThan(0.3);
    });
});

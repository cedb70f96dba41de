import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { JointCovariance } from '../../../src-engine/structure/structure-result.js';
import { gaussianExact, isClosedGaussian } from '../../../src-engine/gaussian/gaussian-exact.js';
import { groupSizes } from '../../../src-engine/structure/group-size-law.js';
import type { Law, ModelSpec, Term } from '../../../src-engine/spec/model-spec.js';
import { NotAvailable } from '../../../src-engine/result/not-available.js';
import { drawn, one, times, x } from '../specs.js';
import { each, mixed, standardNormal, type Groups } from './mixed-spec.js';
import { bruteForce } from './whole-design.js';

const exact = (spec: ModelSpec): JointCovariance => gaussianExact(spec, { shouldStop: () => false, monteCarlo: null });

function reasonOf(spec: ModelSpec): unknown {
    try {
        return exact(spec);
    } catch (error) {
        if (error instanceof NotAvailable) {
            return error.reason;
        }
        throw error;
    }
}

/** Largest relative difference of variances, and of covariances in units of the standard deviations. */
function distance(a: number[][], b: number[][]): number {
    return Math.max(...a.flatMap((row, i) => row.map((value, j) => Math.abs(value - b[i]![j]!) / Math.sqrt(b[i]![i]! * b[j]![j]!))));
}

function blocks(joint: JointCovariance, p: number): { fixed: number[][]; components: number[][] } {
    return {
        fixed: joint.covariance.slice(0, p).map(row => row.slice(0, p)),
        components: joint.covariance.slice(p).map(row => row.slice(p))
    };
}

const variance = (spec: ModelSpec, name: string): number =>
    exact(spec).covariance.map((row, i) => row[i]!)[spec.fixed.findIndex(f => f.name === name)]!;

const slopes = [
    [0.5, 0.1],
    [0.1, 0.3]
];
const coin: Law = { law: 'discrete', values: [-1, 2], probabilities: [0.3, 0.7] };
const arm = each('arm', [0, 1], 'subject');

describe('small designs against every draw with a dense V', () => {
    const b0: [string, Term] = ['b0', one];
    const cases: [string, ModelSpec][] = [
        ['no groups', mixed({}, [b0, ['b1', x('t')]], [each('t', [0, 1, 5])], 6, 1.7)],
        [
            'no groups, drawn predictors',
            mixed({}, [b0, ['b1', x('u')], ['b2', times(x('u'), x('t'))]], [drawn('u', coin), each('t', [1, 2])], 4)
        ],
        [
            'one group, a drawn predictor inside and one of the group',
            mixed(
                { g: { count: 2, effects: ['b0'], sigma: [[0.8]] } },
                [b0, ['bz', x('z')], ['bu', x('u')], ['buz', times(x('u'), x('z'))]],
                [drawn('u', coin), drawn('z', { law: 'discrete', values: [0, 1, 4], probabilities: [0.2, 0.5, 0.3] }, 'g')],
                3
            )
        ],
        [
            'random slopes on points, an arm per subject, a drawn covariate',
            mixed(
                { subject: { count: 2, effects: ['b0', 'b1'], sigma: slopes } },
                [b0, ['b1', x('t')], ['bArm', x('arm')], ['bt', times(x('arm'), x('t'))], ['bu', x('u')]],
                [each('t', [0, 1, 3]), arm, drawn('u', { law: 'discrete', values: [0, 1], probabilities: [0.5, 0.5] })],
                3,
                0.6
            )
        ],
        [
            'crossed intercepts with a drawn predictor',
            mixed(
                { a: { count: 2, effects: ['b0'], sigma: [[0.8]] }, b: { count: 3, effects: ['b0'], sigma: [[0.5]] } },
                [b0, ['bu', x('u')]],
                [drawn('u', coin)],
                1
            )
        ],
        [
            'crossed, predictors drawn for rows, for columns and for cells',
            mixed(
                { a: { count: 2, effects: ['b0'], sigma: [[0.8]] }, b: { count: 2, effects: ['b0'], sigma: [[0.5]] } },
                [b0, ['bz', x('z')], ['bw', x('w')], ['bu', times(x('u'), x('z'))], ['bzw', times(x('z'), x('w'))]],
                [drawn('z', coin, 'a'), drawn('w', coin, 'b'), drawn('u', coin)],
                2
            )
        ],
        [
            'crossed slopes on each other’s conditions',
            mixed(
                {
                    subject: { count: 4, effects: ['b0', 'bc'], sigma: slopes },
                    item: {
                        count: 4,
                        effects: ['b0', 'bArm'],
                        sigma: [
                            [0.4, -0.1],
                            [-0.1, 0.2]
                        ]
                    }
                },
                [b0, ['bc', x('c')], ['bArm', x('arm')]],
                [each('c', [-1, 1], 'item'), arm],
                2,
                1.3
            )
        ],
        [
            'nested in three levels, an arm per class, a covariate per school, points inside',
            mixed(
                {
                    school: { count: 2, effects: ['b0'], sigma: [[0.6]] },
                    class: { count: 4, within: 'school', effects: ['b0', 'b1'], sigma: slopes }
                },
                [b0, ['b1', x('t')], ['bArm', x('arm')], ['bz', x('z')], ['bzt', times(x('z'), x('t'))]],
                [each('arm', [0, 1], 'class'), drawn('z', coin, 'school'), each('t', [0, 1])],
                4,
                0.9
            )
        ],
        [
            'nested within a crossed factor, a level without effects, a pair that is fixed at 0',
            mixed(
                {
                    school: { count: 2, effects: [], sigma: [] },
                    class: {
                        count: 2,
                        within: 'school',
                        effects: ['b0', 'b1'],
                        sigma: [
                            [0.5, 0],
                            [0, 0.3]
                        ],
                        free: [
                            [true, false],
                            [false, true]
                        ]
                    },
                    rater: { count: 3, effects: ['b0'], sigma: [[0.7]] }
                },
                [b0, ['b1', x('t')], ['bu', x('u')]],
                [each('t', [0, 1]), drawn('u', { law: 'discrete', values: [0, 1], probabilities: [0.4, 0.6] }, 'school')],
                2
            )
        ],
        [
            'three crossed factors',
            mixed(
                {
                    a: { count: 2, effects: ['b0'], sigma: [[0.6]] },
                    b: { count: 3, effects: ['b0'], sigma: [[0.4]] },
                    c: { count: 2, effects: ['b0', 'b1'], sigma: slopes }
                },
                [b0, ['b1', x('t')]],
                [each('t', [0, 1])],
                2
            )
        ],
        [
            'a stepped wedge',
            mixed(
                { clinic: { count: 6, effects: ['b0'], sigma: [[0.3]] } },
                [
                    b0,
                    ['p1', { op: '==', left: x('period'), right: { op: 'number', value: 1 } }],
                    ['p2', { op: '==', left: x('period'), right: { op: 'number', value: 2 } }],
                    ['effect', x('treated')]
                ],
                [
                    each('wave', [1, 2, 3], 'clinic'),
                    each('period', [0, 1, 2]),
                    { kind: 'derived', name: 'treated', term: { op: '>=', left: x('period'), right: x('wave') } }
                ],
                6
            )
        ]
    ];
    test.each(cases)('%s', (_, spec) => {
        const joint = exact(spec);
        const expected = bruteForce(spec);
        const found = blocks(joint, spec.fixed.length);
        expect(isClosedGaussian(spec)).toBe(true);
        expect(distance(found.fixed, expected.fixed)).toBeLessThan(1e-12);
        expect(found.components).toHaveLength(expected.components.length);
        expect(distance(found.components, expected.components)).toBeLessThan(1e-11);
        joint.covariance.forEach((row, i) =>
            row.forEach((value, j) => {
                if (i < spec.fixed.length !== j < spec.fixed.length) {
                    expect(value).toBe(0);
                }
            })
        );
        joint.errors.forEach((error, i) => expect(error).toBeLessThan(1e-11 * joint.covariance[i]![i]!));
    });
});

describe('closed forms', () => {
    test.each([
        [24, 4, 5, 0.3, 1.2, 120],
        [12, 3, 4, 0.05, 0.8, 10],
        [6, 6, 7, 2, 0.01, 3],
        [40, 2, 3, 0, 1, 50]
    ])(
        'Hussey & Hughes (2007): %i clusters in %i waves, %i periods, τ² = %f, σ² = %f, %i in each cell',
        (clusters, waves, periods, tau2, sigma2, size) => {
            const others = Array.from({ length: periods - 1 }, (_, t): [string, Term] => [
                `p${t + 1}`,
                { op: '==', left: x('period'), right: { op: 'number', value: t + 1 } }
            ]);
            const spec = mixed(
                { cluster: { count: clusters, effects: ['b0'], sigma: [[tau2]] } },
                [['b0', one], ...others, ['effect', x('treated')]],
                [
                    each(
                        'wave',
                        Array.from({ length: waves }, (_, w) => w + 1),
                        'cluster'
                    ),
                    each(
                        'period',
                        Array.from({ length: periods }, (_, t) => t)
                    ),
                    { kind: 'derived', name: 'treated', term: { op: '>=', left: x('period'), right: x('wave') } }
                ],
                periods * size,
                sigma2
            );
            // Theirs are the variances of cell means.
            const s2 = sigma2 / size;
            const treated = (cluster: number, period: number): number => (period >= (cluster % waves) + 1 ? 1 : 0);
            const sums = { u: 0, w: 0, v: 0 };
            for (let t = 0; t < periods; t++) {
                let column = 0;
                for (let i = 0; i < clusters; i++) {
                    column += treated(i, t);
                }
                sums.w += column ** 2;
            }
            for (let i = 0; i < clusters; i++) {
                let row = 0;
                for (let t = 0; t < periods; t++) {
                    row += treated(i, t);
                }
                sums.u += row;
                sums.v += row ** 2;
            }
            const [I, T, { u: U, w: W, v: V }] = [clusters, periods, sums];
            const expected = (I * s2 * (s2 + T * tau2)) / ((I * U - W) * s2 + (U ** 2 + I * T * U - T * W - I * V) * tau2);
            expect(Math.abs(variance(spec, 'effect') / expected - 1)).toBeLessThan(1e-12);
        }
    );

    test.each([
        [40, 20, 0.5, 1.3],
        [6, 1000, 0.01, 2],
        [1e6, 1e6, 3, 0.1]
    ])('an arm per cluster: 4(σ² + φ/n)/m at m = %i, n = %i', (m, n, sigma2, phi) => {
        const spec = mixed(
            { cluster: { count: m, effects: ['b0'], sigma: [[sigma2]] } },
            [
                ['b0', one],
                ['arm', x('arm')]
            ],
            [each('arm', [0, 1], 'cluster')],
            n,
            phi
        );
        expect(Math.abs(variance(spec, 'arm') / ((4 * (sigma2 + phi / n)) / m) - 1)).toBeLessThan(1e-13);
    });

    test('an arm per class, balanced within schools: 4(Σ2 + φ/n)/(m m2)', () => {
        const spec = mixed(
            {
                school: { count: 30, effects: ['b0'], sigma: [[0.9]] },
                class: { count: 6, within: 'school', effects: ['b0'], sigma: [[0.4]] }
            },
            [
                ['b0', one],
                ['arm', x('arm')]
            ],
            [each('arm', [0, 1], 'class')],
            25,
            1.5
        );
        expect(Math.abs(variance(spec, 'arm') / ((4 * (0.4 + 1.5 / 25)) / 180) - 1)).toBeLessThan(1e-13);
    });

    test('a condition of items in a crossed design: 4(σ′² + φ/(mn))/m′', () => {
        const spec = mixed(
            { subject: { count: 50, effects: ['b0'], sigma: [[0.9]] }, item: { count: 20, effects: ['b0'], sigma: [[0.4]] } },
            [
                ['b0', one],
                ['condition', x('condition')]
            ],
            [each('condition', [-0.5, 0.5], 'item')],
            3,
            1.5
        );
        expect(Math.abs(variance(spec, 'condition') / ((4 * (0.4 + 1.5 / 150)) / 20) - 1)).toBeLessThan(1e-13);
    });

    test('a random intercept and a predictor drawn anew, n = 5, σ² = 4', () => {
        const spec = mixed(
            { g: { count: 10, effects: ['b0'], sigma: [[4]] } },
            [
                ['b0', one],
                ['b1', x('t')]
            ],
            [drawn('t', standardNormal)],
            5
        );
        // Var(X){(n − 1)/φ + 1/(φ + nσ²)} is the information of a group.
        expect(10 * variance(spec, 'b1')).toBeCloseTo(0.24706, 5);
        expect(Math.abs(10 * variance(spec, 'b1') * (4 + 1 / 21) - 1)).toBeLessThan(1e-13);
    });

    test.each([
        [10, 15, 1, 0],
        [40, 40, 2, 0.7],
        [1e6, 1e6, 20, 1e3]
    ])('crossed intercepts with a drawn predictor, m = %i, m′ = %i, n = %i, mean %f', (m, m2, n, mean) => {
        const [s2, t2, phi] = [0.7, 0.4, 1.1];
        const spec = mixed(
            { row: { count: m, effects: ['b0'], sigma: [[s2]] }, column: { count: m2, effects: ['b0'], sigma: [[t2]] } },
            [
                ['b0', one],
                ['b1', x('t')]
            ],
            [drawn('t', { law: 'normal', mean, sd: 1 })],
            n,
            phi
        );
        // The expected sums of squares are Var(X) times the degrees of freedom; the mean's part goes with the intercept.
        const [rows, columns] = [phi + m2 * n * s2, phi + m * n * t2];
        const whole = phi + m2 * n * s2 + m * n * t2;
        const information = 1 / whole + (m - 1) / rows + (m2 - 1) / columns + (m * m2 * n - m - m2 + 1) / phi;
        expect(Math.abs(variance(spec, 'b1') * information - 1)).toBeLessThan(1e-12);
        expect(exact(spec).errors[1]! / exact(spec).covariance[1]![1]!).toBeLessThan(1e-13);
        expect(Math.abs(variance(spec, 'b0') / (whole / (m * m2 * n) + mean ** 2 / information) - 1)).toBeLessThan(1e-12);
    });

    const blocksFile = JSON.parse(readFileSync(new URL('../../reference/blocks.json', import.meta.url), 'utf8')) as {
        oneway_variance_components: {
            rows: { sigma2: number; sigma_e2: number; n: number; m_Var_sigma2: number; m_Cov: number; m_Var_sigma_e2: number }[];
        };
    };
    test.each(blocksFile.oneway_variance_components.rows)('one-way variance components: %o', row => {
        const spec = mixed({ g: { count: 8, effects: ['b0'], sigma: [[row.sigma2]] } }, [['b0', one]], [], row.n, row.sigma_e2);
        const { covariance, members } = exact(spec);
        expect(members).toEqual([0, 1, 2]);
        expect(Math.abs((8 * covariance[1]![1]!) / row.m_Var_sigma2 - 1)).toBeLessThan(1e-12);
        expect(Math.abs((8 * covariance[1]![2]!) / row.m_Cov - 1)).toBeLessThan(1e-12);
        expect(Math.abs((8 * covariance[2]![2]!) / row.m_Var_sigma_e2 - 1)).toBeLessThan(1e-12);
    });
});

describe('designs that are the same in two forms', () => {
    const terms: [string, Term][] = [
        ['b0', one],
        ['b1', x('t')],
        ['bu', x('u')]
    ];
    const predictors = [each('t', [0, 1, 4]), drawn('u', { law: 'gamma', shape: 2, rate: 3 })];
    const inner = { effects: ['b0', 'b1'], sigma: slopes };
    const outer = { effects: ['b0'], sigma: [[0.8]] };

    test('one unit of the inner group in each of the outer one is one group with both variances', () => {
        const split = mixed({ outer: { count: 12, ...outer }, inner: { count: 1, within: 'outer', ...inner } }, terms, predictors, 6);
        const sum = mixed(
            {
                g: {
                    count: 12,
                    effects: ['b0', 'b1'],
                    sigma: [
                        [1.3, 0.1],
                        [0.1, 0.3]
                    ]
                }
            },
            terms,
            predictors,
            6
        );
        const p = terms.length;
        expect(distance(blocks(exact(split), p).fixed, blocks(exact(sum), p).fixed)).toBeLessThan(1e-13);
        // σ²_outer and σ²_inner of the intercept can't be estimated separately; the others are as with one group.
        expect(exact(split).members).toEqual([0, 1, 2, 5, 6, 7]);
        expect(Math.abs(exact(split).covariance[5]![5]! / exact(sum).covariance[6]![6]! - 1)).toBeLessThan(1e-9);
    });

    test('an outer level without variance changes nothing', () => {
        const with0 = mixed(
            { outer: { count: 4, effects: ['b0'], sigma: [[0]] }, inner: { count: 3, within: 'outer', ...inner } },
            terms,
            predictors,
            6
        );
        const without = mixed({ inner: { count: 12, ...inner } }, terms, predictors, 6);
        expect(distance(blocks(exact(with0), 3).fixed, blocks(exact(without), 3).fixed)).toBeLessThan(1e-12);
    });

    test('crossed with one column, its variance in the intercept alone, is nested', () => {
        const points = [each('t', [0, 1, 4]), each('u', [0, 1], 'row')];
        const crossed = mixed({ row: { count: 12, ...inner }, column: { count: 1, ...outer } }, terms, points, 6);
        const nested = mixed({ row: { count: 12, ...inner } }, terms, points, 6);
        const expected = blocks(exact(nested), 3).fixed;
        expected[0]![0]! += 0.8;
        expect(distance(blocks(exact(crossed), 3).fixed, expected)).toBeLessThan(1e-12);
    });

    test('the order in which groups stand, and the unit of a predictor, do not matter', () => {
        const groups: Groups = {
            rater: { count: 3, ...outer },
            school: { count: 4, effects: ['b0'], sigma: [[0.3]] },
            class: { count: 2, within: 'school', ...inner }
        };
        const spec = mixed(groups, terms, predictors, 6);
        const turned: ModelSpec = { ...spec, random: [...spec.random].reverse() };
        expect(distance(blocks(exact(spec), 3).fixed, blocks(exact(turned), 3).fixed)).toBeLessThan(1e-13);
        const shifted = mixed(groups, terms, [each('t', [0, 1, 4]), drawn('u', { law: 'normal', mean: 1e6, sd: 1 })], 6);
        const centred = mixed(groups, terms, [each('t', [0, 1, 4]), drawn('u', standardNormal)], 6);
        expect(Math.abs(variance(shifted, 'bu') / variance(centred, 'bu') - 1)).toBeLessThan(1e-9);
    });
});

describe('laws and terms', () => {
    const group = { g: { count: 10, effects: ['b0'], sigma: [[0.5]] } };
    const [n, phi] = [6, 1.3];
    /** Information of a term whose variance and mean are known, beside the intercept. */
    const expected = (s2: number): number => 1 / (10 * s2 * ((n - 1) / phi + 1 / (phi + n * 0.5)));

    test.each<[string, Law, Term, number]>([
        ['x²', standardNormal, times(x('t'), x('t')), 2],
        ['exp(x)', standardNormal, { op: 'call', function: 'exp', argument: x('t') }, Math.E * (Math.E - 1)],
        ['x > 0.3', { law: 'uniform', min: 0, max: 1 }, { op: '>', left: x('t'), right: { op: 'number', value: 0.3 } }, 0.21],
        ['x', { law: 'gamma', shape: 2, rate: 0.5 }, x('t'), 8],
        ['x', { law: 'studentT', df: 3, location: 1, scale: 2 }, x('t'), 12],
        ['x²', { law: 'exponential', rate: 1 }, times(x('t'), x('t')), 20],
        ['x', { law: 'poisson', rate: 3 }, x('t'), 3],
        ['x²', { law: 'bernoulli', p: 0.3 }, times(x('t'), x('t')), 0.21],
        [
            'x',
            {
                law: 'mixture',
                components: [
                    { probability: 0.5, law: standardNormal },
                    { probability: 0.5, law: { law: 'normal', mean: 4, sd: 1 } }
                ]
            },
            x('t'),
            5
        ]
    ])('%s of %o', (_, law, term, s2) => {
        const spec = mixed(
            group,
            [
                ['b0', one],
                ['b1', term]
            ],
            [drawn('t', law)],
            n,
            phi
        );
        const joint = exact(spec);
        const found = joint.covariance[1]![1]!;
        expect(Math.abs(found / expected(s2) - 1)).toBeLessThan(1e-11);
        expect(Math.abs(found - expected(s2))).toBeLessThan(joint.errors[1]!);
    });

    test('a threshold that a discrete predictor moves', () => {
        // u > 0.2 or u > 0.7, with probability 1/2 each, drawn anew for every observation: Bernoulli(0.55).
        const spec = mixed(
            group,
            [
                ['b0', one],
                ['b1', { op: '>', left: x('u'), right: x('c') }]
            ],
            [
                drawn('u', { law: 'uniform', min: 0, max: 1 }),
                drawn('c', { law: 'discrete', values: [0.2, 0.7], probabilities: [0.5, 0.5] })
            ],
            n,
            phi
        );
        expect(Math.abs(variance(spec, 'b1') / expected(0.55 * 0.45) - 1)).toBeLessThan(1e-12);
    });

    test('a threshold that is drawn from a density takes chance', () => {
        const spec = mixed(
            group,
            [
                ['b0', one],
                ['b1', { op: '>', left: x('u'), right: x('c') }]
            ],
            [drawn('u', standardNormal), drawn('c', standardNormal, 'g')],
            n,
            phi
        );
        expect(reasonOf(spec)).toEqual({ code: 'not-computed' });
        const { covariance, errors, simulated } = gaussianExact(spec, {
            shouldStop: () => false,
            monteCarlo: { relativeError: 0.01, seed: 1 }
        });
        // P(u > c | c) = 1 − Φ(c) is uniform: of the variance 1/4 of the indicator 1/12 lies between groups.
        const information = 10 * ((n * (1 / 12)) / (phi + n * 0.5) + (1 / 6) * ((n - 1) / phi + 1 / (phi + n * 0.5)));
        expect(simulated).toBe(true);
        expect(Math.abs(covariance[1]![1]! - 1 / information)).toBeLessThan(4 * errors[1]!);
    });

    test('levels of a categorical predictor', () => {
        const site: Law = { law: 'categorical', levels: ['a', 'b', 'c'], probabilities: [0.5, 0.3, 0.2] };
        const level = (name: string): Term => ({ op: 'level', predictor: 'site', level: name });
        const spec = mixed(
            group,
            [
                ['b0', one],
                ['bb', level('b')],
                ['bc', level('c')]
            ],
            [drawn('site', site)],
            n,
            phi
        );
        // Covariance of the indicators, inverted: 1/p_b + 1/p_a on the diagonal.
        expect(Math.abs(variance(spec, 'bb') / ((1 / 0.3 + 1 / 0.5) * expected(1)) - 1)).toBeLessThan(1e-12);
    });

    test('correlated normal predictors, one of them squared', () => {
        const law: Law = {
            law: 'mvNormal',
            mean: [1, 2],
            covariance: [
                [1, 0.6],
                [0.6, 2]
            ]
        };
        const spec = mixed(
            group,
            [
                ['b0', one],
                ['b1', x('s')],
                ['b2', x('t')],
                ['b3', times(x('t'), x('t'))]
            ],
            [{ kind: 'random', names: ['s', 't'], law, per: null }],
            n,
            phi
        );
        // What of s its linear projection on t leaves: 1 − 0.36/2. Squares are of no use for it: E(s | t) is linear.
        expect(Math.abs(variance(spec, 'b1') / expected(1 - 0.18) - 1)).toBeLessThan(1e-11);
    });

    test('twelve linear predictors take no tensor rule', () => {
        const names = Array.from({ length: 12 }, (_, i) => `x${i}`);
        const spec = mixed(
            group,
            [['b0', one], ...names.map((name): [string, Term] => [`b${name}`, x(name)])],
            names.map(name => drawn(name, standardNormal)),
            n,
            phi
        );
        expect(Math.abs(variance(spec, 'bx7') / expected(1) - 1)).toBeLessThan(1e-12);
    });
});

describe('sizes that differ', () => {
    test.each([{ kind: 'poisson', mean: 8 } as const, { kind: 'sizes', mean: 20, cv: 0.4 } as const])(
        'the information averaged over %o',
        law => {
            const at = (n: number): JointCovariance =>
                exact(mixed({ g: { count: 10, effects: ['b0'], sigma: [[0.5]] } }, [['b0', one]], [], n, 1.3));
            const spec = { ...mixed({ g: { count: 10, effects: ['b0'], sigma: [[0.5]] } }, [['b0', one]], [], 1, 1.3) };
            const found = exact({ ...spec, design: { ...spec.design, n: law } }).covariance[0]![0]!;
            const information = groupSizes(law).reduce((sum, { n, probability }) => sum + probability / at(n).covariance[0]![0]!, 0);
            expect(Math.abs(found * information - 1)).toBeLessThan(1e-12);
        }
    );

    test('take chance where V connects cells', () => {
        const spec = mixed(
            { a: { count: 6, effects: ['b0'], sigma: [[0.5]] }, b: { count: 6, effects: ['b0'], sigma: [[0.5]] } },
            [['b0', one]],
            [],
            1
        );
        expect(reasonOf({ ...spec, design: { ...spec.design, n: { kind: 'poisson', mean: 5 } } })).toEqual({ code: 'not-computed' });
    });
});

test('a stepped wedge of 24 × 600 people and a million groups take no time', () => {
    const period = (t: number): [string, Term] => [`p${t}`, { op: '==', left: x('period'), right: { op: 'number', value: t } }];
    const spec = (clinics: number, n: number): ModelSpec =>
        mixed(
            { clinic: { count: clinics, effects: ['b0'], sigma: [[0.09]] } },
            [['b0', one], period(1), period(2), period(3), period(4), ['effect', x('treated')]],
            [
                each('wave', [1, 2, 3, 4], 'clinic'),
                each('period', [0, 1, 2, 3, 4]),
                { kind: 'derived', name: 'treated', term: { op: '>=', left: x('period'), right: x('wave') } }
            ],
            n
        );
    exact(spec(24, 600));
    const start = performance.now();
    for (let i = 0; i < 20; i++) {
        exact(spec(24, 600));
    }
    exact(spec(1e6, 1e6));
    expect(performance.now() - start).toBeLessThan(1500);
});

describe('what can’t be had says why', () => {
    const group: Groups = { g: { count: 10, effects: ['b0'], sigma: [[0.5]] } };
    const intercept: [string, Term] = ['b0', one];
    const one1 = mixed(group, [intercept], [], 5);
    test.each<[string, ModelSpec, object]>([
        [
            'a count that is asked for',
            { ...one1, design: { ...one1.design, counts: [{ group: 'g', count: null }] } },
            { code: 'unknown-value', what: 'g' }
        ],
        ['n that is asked for', { ...one1, design: { ...one1.design, n: { kind: 'unknown' } } }, { code: 'unknown-value', what: 'n' }],
        ['no n', { ...one1, design: { ...one1.design, n: null } }, { code: 'unknown-value', what: 'n' }],
        [
            'collinear terms',
            mixed(group, [intercept, ['b1', x('t')], ['b2', { op: '+', left: x('t'), right: one }]], [drawn('t', standardNormal)], 5),
            { code: 'collinear', effects: ['b0', 'b1', 'b2'] }
        ],
        [
            'no second moment',
            mixed(group, [intercept, ['b1', x('t')]], [drawn('t', { law: 'studentT', df: 2, location: 0, scale: 1 })], 5),
            { code: 'infinite-moment', predictors: ['t'] }
        ],
        [
            'no fourth moment',
            mixed(group, [intercept, ['b1', times(x('t'), x('t'))]], [drawn('t', { law: 'studentT', df: 4, location: 0, scale: 1 })], 5),
            { code: 'infinite-moment', predictors: ['t'] }
        ],
        [
            'a term that is not finite',
            mixed(group, [intercept, ['b1', { op: '/', left: one, right: x('t') }]], [each('t', [0, 1])], 4),
            { code: 'not-finite', detail: 'the term of b1' }
        ],
        [
            'an indefinite Σ',
            mixed(
                {
                    g: {
                        count: 10,
                        effects: ['b0', 'b1'],
                        sigma: [
                            [1, 2],
                            [2, 1]
                        ]
                    }
                },
                [intercept, ['b1', x('t')]],
                [each('t', [0, 1])],
                4
            ),
            { code: 'not-positive-definite', group: 'g' }
        ],
        [
            'a random slope on a drawn predictor',
            mixed({ g: { count: 10, effects: ['b0', 'b1'], sigma: slopes } }, [intercept, ['b1', x('t')]], [drawn('t', standardNormal)], 5),
            { code: 'not-computed' }
        ],
        [
            'fewer units than points in a crossed design',
            mixed({ ...group, h: { count: 1, effects: ['b0'], sigma: [[1]] } }, [intercept, ['b1', x('t')]], [each('t', [0, 1], 'h')], 4),
            { code: 'invalid' }
        ]
    ])('%s', (_, spec, reason) => {
        expect(reasonOf(spec)).toMatchObject(reason);
    });

    test('at one observation in each unit σ² and φ are one sum, and are left out', () => {
        const spec = mixed({ g: { count: 10, effects: ['b0'], sigma: [[0.5]] } }, [['b0', one]], [], 1);
        expect(exact(spec).members).toEqual([0]);
        expect(exact(spec).covariance[0]![0]!).toBeCloseTo(0.15, 14);
    });

    test('with the work stopped', () => {
        expect(() => gaussianExact(one1, { shouldStop: () => true, monteCarlo: null })).toThrow(new NotAvailable({ code: 'stopped' }));
    });
});

/** The exact covariance of small designs against an average over every draw of their predictors, each with a dense V. */
import { describe, expect, test } from 'vitest';
import { isClosedGaussian } from '../../../src-engine/gaussian/gaussian-exact.js';
import type { Law, ModelSpec, Term } from '../../../src-engine/spec/model-spec.js';
import { drawn, one, times, x } from '../specs.js';
import { blocks, distance, exact, slopes } from './exact-covariance.js';
import { each, mixed } from './mixed-spec.js';
import { bruteForce } from './whole-design.js';

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

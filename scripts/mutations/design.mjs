/** Mistakes in power, sizes and costs. */
import { place } from './place.mjs';

export const design = [
    place(
        'one-sided power with a two-sided level',
        'src-engine/inference/wald-power.ts',
        "alternative === 'two-sided' ? 0.5 * alpha : alpha",
        '0.5 * alpha',
        'test/engine/inference/wald-power.test.ts'
    ),
    place(
        'power to the less side',
        'src-engine/inference/wald-power.ts',
        "alternative === 'less' ? -noncentrality : noncentrality",
        'noncentrality',
        'test/engine/inference/wald-power.test.ts'
    ),
    place(
        'degrees of freedom: an arm of clusters',
        'src-engine/design/degrees-of-freedom.ts',
        'units - unitsAround - Math.max(1, estimated.length)',
        'units - unitsAround - 1',
        'test/engine/design/degrees-of-freedom.test.ts'
    ),
    place(
        'degrees of freedom of a stepped wedge',
        'src-engine/design/degrees-of-freedom.ts',
        'Math.min(...(constant as number[])) - 2',
        'Math.min(...(constant as number[]))',
        'test/engine/design/degrees-of-freedom.test.ts'
    ),
    place(
        'a precision is one-sided',
        'src-engine/design/precision-goal.ts',
        '(1 - this.precision.level) / 2',
        '1 - this.precision.level',
        'test/engine/design/brute-force.test.ts'
    ),
    place(
        'observations cost nothing',
        'src-engine/design/cost.ts',
        'total += price * cells * meanSize(n)',
        'total += 0 * cells * meanSize(n)',
        'test/engine/design/optimal.test.ts'
    ),
    place(
        'a level is adjusted in every test',
        'src-engine/design/adjustments.ts',
        '(test, i) => (i === of.test ? { ...test, alpha: value } : test)',
        'test => ({ ...test, alpha: value })',
        'test/language/writing.test.ts'
    ),
    place(
        'the line of a budget',
        'src-engine/design/equal-power.ts',
        '(budget - 2 * one + two)',
        '(budget - one + two)',
        'test/engine/design/goal-curves.test.ts'
    ),
    place(
        'a design effect of n pairs',
        'src-engine/design/design-effect.ts',
        '1 + (n.n - 1) * icc',
        '1 + n.n * icc',
        'test/engine/design/published.test.ts',
        'test/examples/answers.test.ts'
    ),
    place(
        'the best share of the smaller value',
        'src-engine/design/allocation.ts',
        'const probabilities = [1 - p, p]',
        'const probabilities = [p, 1 - p]',
        'test/engine/design/allocation.test.ts'
    )
];

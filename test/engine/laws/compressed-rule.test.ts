/** The Gauss rule of a law's own rule: few nodes, the same moments. */
import { describe, expect, it } from 'vitest';
import type { Law } from '../../../src-engine/index.js';
import { compressedRule, isLawRule, lawRule, type LawRule } from '../../../src-engine/laws/index.js';

const moment = ({ nodes, weights }: LawRule, power: number, about: number): number =>
    nodes.reduce((sum, x, i) => sum + weights[i] * (x - about) ** power, 0);

function ruleOf(law: Law, logEnvelope: (x: number) => number): LawRule {
    const rule = lawRule(law, { level: 1, logEnvelope });
    if (!isLawRule(rule)) {
        throw new Error('no rule');
    }
    return rule;
}

const laws: [Law, number[]][] = [
    // Central moments 2, 3 and 4, by their closed forms.
    [{ law: 'normal', mean: 5, sd: 2 }, [4, 0, 48]],
    [{ law: 'uniform', min: 1000, max: 1001 }, [1 / 12, 0, 1 / 80]],
    [{ law: 'gamma', shape: 3, rate: 2 }, [3 / 4, 6 / 8, (3 * 9 + 18) / 16]],
    [{ law: 'exponential', rate: 0.5 }, [4, 16, 144]],
    [{ law: 'poisson', rate: 30 }, [30, 30, 30 + 2700]],
    [{ law: 'beta', a: 2, b: 2 }, [1 / 20, 0, 3 / 560]]
];

describe('five moments by three nodes', () => {
    it.each(laws)('%j', (law, central) => {
        const rule = ruleOf(law, x => 4 * Math.log1p(Math.abs(x)));
        const found = compressedRule(rule, 4)!;
        expect(found.nodes.length).toBe(3);
        expect(moment(found, 0, 0)).toBeCloseTo(1, 13);
        const mean = moment(found, 1, 0);
        central.forEach((expected, k) => {
            const size = central[0] ** ((k + 2) / 2);
            expect(Math.abs(moment(found, k + 2, mean) - expected) / size).toBeLessThan(1e-11);
        });
        expect(found.weights.every(weight => weight > 0)).toBe(true);
    });
});

it('the normal law has the nodes 0 and ±√3 of Hermite', () => {
    const { nodes, weights } = compressedRule(
        ruleOf({ law: 'normal', mean: 0, sd: 1 }, x => 4 * Math.log1p(Math.abs(x))),
        5
    )!;
    [-Math.sqrt(3), 0, Math.sqrt(3)].forEach((node, i) => expect(nodes[i]).toBeCloseTo(node, 12));
    [1 / 6, 2 / 3, 1 / 6].forEach((weight, i) => expect(weights[i]).toBeCloseTo(weight, 12));
});

it('a rule that is as small stays', () => {
    expect(
        compressedRule(
            ruleOf({ law: 'bernoulli', p: 0.3 }, () => 0),
            4
        )
    ).toBeNull();
    expect(
        compressedRule(
            ruleOf({ law: 'discrete', values: [1, 2, 3], probabilities: [0.2, 0.3, 0.5] }, () => 0),
            4
        )
    ).toBeNull();
});

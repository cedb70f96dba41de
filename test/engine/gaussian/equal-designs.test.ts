/** One design, written in two forms, has one exact covariance. */
import { describe, expect, test } from 'vitest';
import type { ModelSpec, Term } from '../../../src-engine/spec/model-spec.js';
import { drawn, one, x } from '../specs.js';
import { blocks, distance, exact, slopes, variance } from './exact-covariance.js';
import { each, mixed, standardNormal, type Groups } from './mixed-spec.js';

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

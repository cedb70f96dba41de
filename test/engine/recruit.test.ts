import { describe, expect, it } from 'vitest';
import { analyze, recruited } from '../../src-engine/index.js';
import type { ModelSpec, RandomEffectsSpec } from '../../src-engine/spec/model-spec.js';
import { modelSpec, one } from './specs.js';

const random = (group: string, within: string | null = null): RandomEffectsSpec => ({
    group,
    within,
    effects: ['b0'],
    covariance: { structure: 'unstructured' as const, matrix: [[1]] }
});

function recruits(groups: RandomEffectsSpec[], counts: Record<string, number | null>, attrition: number): Record<string, number | null> {
    const spec: ModelSpec = {
        ...modelSpec({ a: [['b0', one, 0]] }),
        random: groups,
        design: {
            counts: Object.entries(counts).map(([group, count]) => ({ group, count })),
            n: { kind: 'fixed', n: 2 },
            attrition
        }
    };
    return Object.fromEntries(analyze(spec).groups.map(({ name, recruit }) => [name, recruit]));
}

describe('with a share of the outermost groups lost, so many more are recruited', () => {
    it.each<[string, RandomEffectsSpec[], Record<string, number | null>, Record<string, number | null>]>([
        ['one group', [random('patient')], { patient: 50 }, { patient: 59 }],
        ['an unknown count', [random('patient')], { patient: null }, { patient: null }],
        [
            'nested groups: the outermost',
            [random('school'), random('class', 'school'), random('pupil', 'class')],
            { school: 34, class: 3, pupil: 5 },
            { school: 40, class: 3, pupil: 5 }
        ],
        ['crossed groups: each of them', [random('subject'), random('item')], { subject: 50, item: 20 }, { subject: 59, item: 24 }],
        [
            'groups inside of crossed ones: those that are in no other',
            [random('subject'), random('item'), random('visit', 'subject')],
            { subject: 50, item: 20, visit: 4 },
            { subject: 59, item: 24, visit: 4 }
        ]
    ])('%s', (_, groups, counts, expected) => {
        expect(recruits(groups, counts, 0.15)).toEqual(expected);
        expect(recruits(groups, counts, 0)).toEqual(counts);
    });

    it('is the least number that leaves enough, for every share in per cent', () => {
        for (let percent = 0; percent < 100; percent++) {
            for (const count of [1, 2, 3, 17, 85, 100, 999_999]) {
                const recruit = recruited(count, percent / 100);
                expect(recruit * (100 - percent)).toBeGreaterThanOrEqual(count * 100);
                expect((recruit - 1) * (100 - percent)).toBeLessThan(count * 100);
            }
        }
    });
});

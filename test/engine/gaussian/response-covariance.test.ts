import { describe, expect, test } from 'vitest';
import { responseCovariance, type ResponseCovariance } from '../../../src-engine/gaussian/response-covariance.js';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { drawn, modelSpec, one, x } from '../specs.js';
import { denseV } from './dense.js';
import { each, mixed, standardNormal } from './mixed-spec.js';
import { isReason } from '../../../src-engine/result/reason.js';
import { allDesigns } from './whole-design.js';

function structure(spec: ModelSpec, limits?: Parameters<typeof responseCovariance>[1]): ResponseCovariance {
    const found = responseCovariance(spec, limits);
    if (isReason(found)) {
        throw new Error(JSON.stringify(found));
    }
    return found;
}

const slopes = [
    [0.5, 0.1],
    [0.1, 0.3]
];
const crossed = mixed(
    { plate: { count: 24, effects: ['b0'], sigma: [[0.7]] }, sample: { count: 6, effects: ['b0'], sigma: [[0.2]] } },
    [['b0', one]],
    [],
    1,
    0.3
);
const nested = mixed(
    { school: { count: 2, effects: ['b0'], sigma: [[0.6]] }, class: { count: 2, within: 'school', effects: ['b0', 'b1'], sigma: slopes } },
    [
        ['b0', one],
        ['b1', x('t')]
    ],
    [each('t', [0, 2])],
    2
);

test('crossed intercepts: three of each, σ² + σ′² + φ on the diagonal', () => {
    const { rows, matrix, groups, observations, capped, entries, kinds, components, blocks } = structure(crossed);
    expect(groups).toEqual([
        { group: 'plate', within: null, shown: 3, count: 24 },
        { group: 'sample', within: null, shown: 3, count: 6 }
    ]);
    expect(observations).toEqual({ shown: 1, count: 1 });
    expect(capped).toBe(true);
    expect(components.map(({ name, value }) => [name, value])).toEqual([
        ['var(b0 | plate)', 0.7],
        ['var(b0 | sample)', 0.2],
        ['phi', 0.3]
    ]);
    expect(rows.map(({ units }) => units.join(' '))).toEqual(['1 1', '1 2', '1 3', '2 1', '2 2', '2 3', '3 1', '3 2', '3 3']);
    expect(matrix[0]).toEqual([0.7 + 0.2 + 0.3, 0.7, 0.7, 0.2, 0, 0, 0.2, 0, 0]);
    expect(entries).toHaveLength(4);
    expect(entries[kinds[0]![3]!]!.parts).toEqual([{ component: 1, coefficient: 1 }]);
    expect(blocks.filter(({ group }) => group === 'sample').map(block => block.rows)).toEqual([
        [0, 3, 6],
        [1, 4, 7],
        [2, 5, 8]
    ]);
});

test.each([
    [
        'crossed',
        {
            ...crossed,
            design: {
                ...crossed.design,
                counts: [
                    { group: 'plate', count: 2 },
                    { group: 'sample', count: 3 }
                ]
            }
        }
    ],
    ['nested, with slopes on points', nested]
])('%s: the whole of a small design is V', (_, spec) => {
    const { matrix, capped, entries, components, kinds } = structure(spec);
    expect(capped).toBe(false);
    const [{ design }] = allDesigns(spec) as [ReturnType<typeof allDesigns>[0]];
    const expected = denseV(design);
    expect(matrix).toHaveLength(expected.length);
    matrix.forEach((row, i) => row.forEach((value, j) => expect(value).toBeCloseTo(expected[i]![j]!, 14)));
    kinds.forEach((row, i) =>
        row.forEach((kind, j) => {
            const sum = entries[kind]!.parts.reduce((total, part) => total + part.coefficient * components[part.component]!.value, 0);
            expect(sum).toBe(matrix[i]![j]);
            expect(kind).toBe(kinds[j]![i]);
        })
    );
});

describe('limits', () => {
    test('units and observations', () => {
        const { rows, groups, observations } = structure(crossed, { units: 2 });
        expect(rows).toHaveLength(4);
        expect(groups.map(({ shown }) => shown)).toEqual([2, 2]);
        expect(observations.shown).toBe(1);
    });

    test('rows', () => {
        const big: ModelSpec = { ...crossed, design: { ...crossed.design, n: { kind: 'fixed', n: 50 } } };
        expect(structure(big).rows).toHaveLength(18);
        expect(structure(big, { rows: 10 }).rows).toHaveLength(8);
        expect(structure(big, { rows: 1 }).rows).toHaveLength(1);
    });

    test('what is asked for is shown as if it were there', () => {
        const asked: ModelSpec = {
            ...crossed,
            design: {
                ...crossed.design,
                counts: [
                    { group: 'plate', count: null },
                    { group: 'sample', count: 2 }
                ],
                n: { kind: 'unknown' }
            }
        };
        const { groups, observations, capped } = structure(asked);
        expect(groups[0]).toEqual({ group: 'plate', within: null, shown: 3, count: null });
        expect(observations).toEqual({ shown: 2, count: null });
        expect(capped).toBe(true);
    });
});

test('drawn predictors of random slopes have example values, one for each unit that they are drawn for', () => {
    const spec = mixed(
        { item: { count: 2, effects: ['b0', 'b1'], sigma: slopes }, subject: { count: 3, effects: ['b0'], sigma: [[1]] } },
        [
            ['b0', one],
            ['b1', x('age')]
        ],
        [drawn('age', { law: 'normal', mean: 50, sd: 10 }, 'subject'), drawn('u', standardNormal)],
        2
    );
    const { rows, examples } = structure(spec);
    expect(examples).toEqual(['age']);
    const ages = new Map(rows.map(row => [row.units[1], row.predictors]));
    expect(ages.size).toBe(3);
    rows.forEach(row => expect(row.predictors).toEqual(ages.get(row.units[1]!)));
    expect(new Set([...ages.values()].map(([age]) => age!.value)).size).toBe(3);
});

test('the structure is plain data', () => {
    const found = structure(nested);
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
});

test('another family has none', () => {
    expect(responseCovariance(modelSpec({ family: 'poisson', a: [['b0', one, 0]], sigma: [[1]] }))).toMatchObject({ code: 'invalid' });
});

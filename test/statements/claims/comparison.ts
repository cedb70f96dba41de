/** What an effect compares, against the linear predictor itself: other values of all effects must move the comparison by this effect alone. */
import { expect } from 'vitest';
import { listedValues } from '../../../src-engine/laws/index.js';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { levelsOf } from '../../../src-engine/spec/predictor-levels.js';
import { compileTerm, indexPredictors } from '../../../src-engine/spec/term.js';

/** A predictor at some values, each with its weight. */
type Weighted = { predictor: string; at: { value: number; weight: number }[] };

const value = '(?:\\w+ = -?[\\d.]+|"[^"]*"|\\w+)';
const compared = new RegExp(
    `^(?:at )?(?<value>${value}) compared with (?:the (?<geometric>geometric )?mean of all levels of (?<of>\\w+)|(?<others>.+))$`
);

/** Texts that say what a level is compared with. */
export const comparisonPattern = `(?:per unit of [^,]+, )?(?:at )?${value} compared with .+`;

/** What `low compared with control, where visit = 0` says about an effect. */
export function expectComparison(text: string, name: string, spec: ModelSpec): void {
    // Each choice of the levels that are compared with is a statement of its own.
    for (const axes of readings(text, spec)) {
        const index = indexPredictors(spec.predictors);
        const terms = spec.fixed.map(effect => ({ name: effect.name, f: compileTerm(effect.term, index) }));
        for (const seed of [1, 2, 3]) {
            const elsewhere = Float64Array.from({ length: index.slots.size }, (_, i) =>
                anywhere(spec, [...index.slots.keys()][i]!, seed + i)
            );
            const contrast = terms.map(({ f }) => weightedSum(axes, values => f(values), elsewhere, index.slots));
            terms.forEach((term, i) => {
                expect(contrast[i], `${text} as a combination of effects: ${term.name}`).toBeCloseTo(term.name === name ? 1 : 0, 9);
            });
        }
    }
}

/** A value that a predictor can have. */
function anywhere(spec: ModelSpec, predictor: string, seed: number): number {
    const all = listedValues(predictor, spec.predictors);
    return all ? code(all[seed % all.length]!, predictor, spec) : 0.37 * seed - 1;
}

function code(level: number | string, predictor: string, spec: ModelSpec): number {
    const own = spec.predictors.find(one => (one.kind === 'random' ? one.names.includes(predictor) : one.name === predictor))!;
    return typeof level === 'number' ? level : levelsOf(own)!.indexOf(level);
}

function weightedSum(
    [axis, ...others]: readonly Weighted[],
    f: (values: Float64Array) => number,
    at: Float64Array,
    slots: ReadonlyMap<string, number>
): number {
    if (!axis) {
        return f(at);
    }
    return axis.at.reduce((sum, point) => {
        const there = Float64Array.from(at);
        there[slots.get(axis.predictor)!] = point.value;
        return sum + point.weight * weightedSum(others, f, there, slots);
    }, 0);
}

function readings(text: string, spec: ModelSpec): Weighted[][] {
    const parts = text
        .replace(/, on the \w+ scale$/, '')
        .split(/, (?=at |where |averaged |with the same |(?:"[^"]*"|\S+(?: = \S+)?) compared )/);
    return parts.reduce<Weighted[][]>(
        (before, part) => before.flatMap(axes => readingsOf(part, spec).map(axis => [...axes, ...axis])),
        [[]]
    );
}

function readingsOf(part: string, spec: ModelSpec): Weighted[][] {
    const predictors = spec.predictors.flatMap(one => (one.kind === 'random' ? one.names : [one.name]));
    const all = (predictor: string) => listedValues(predictor, spec.predictors)!.map(one => code(one, predictor, spec));
    /** `visit = 2`, `low` and `"high dose"`, of a predictor of the factors. */
    const meant = (shown: string, among = predictors): { predictor: string; value: number } => {
        const [, left, number] = /^(\w+) = (.+)$/.exec(shown) ?? [];
        if (left !== undefined) {
            return { predictor: left, value: Number(number) };
        }
        const level = shown.replace(/^"|"$/g, '');
        const predictor = among.find(one => listedValues(one, spec.predictors)?.includes(level));
        expect(predictor, shown).toBeDefined();
        return { predictor: predictor!, value: code(level, predictor!, spec) };
    };
    const { groups } = compared.exec(part) ?? {};
    if (groups) {
        const high = meant(groups.value!, groups.of === undefined ? predictors : [groups.of]);
        const { predictor } = high;
        if (groups.of !== undefined) {
            const levels = all(predictor);
            const mean = levels.map(one => ({ value: one, weight: (one === high.value ? 1 : 0) - 1 / levels.length }));
            return [[{ predictor, at: mean }]];
        }
        return groups.others!.split(/, | or /).map(other => {
            const low = meant(other, [predictor]);
            return [{ predictor, at: [{ value: high.value, weight: 1 }, { value: low.value, weight: -1 }] }]; // prettier-ignore
        });
    }
    const slope = /^per unit of (\w+)$/.exec(part)?.[1];
    if (slope !== undefined) {
        return [[{ predictor: slope, at: [{ value: 1.3, weight: 1 }, { value: 0.3, weight: -1 }] }]]; // prettier-ignore
    }
    const averaged = /^averaged over the levels of (.+)$/.exec(part)?.[1];
    if (averaged !== undefined) {
        return [
            averaged
                .split(/, | and /)
                .map(one => ({ predictor: one, at: all(one).map((at, _, { length }) => ({ value: at, weight: 1 / length })) }))
        ];
    }
    if (part.startsWith('with the same ')) {
        return [[]];
    }
    expect(part).toMatch(/^where /);
    return part
        .slice('where '.length)
        .split(/, | and /)
        .reduce<Weighted[][]>(
            (before, condition) => {
                const [, left = '', right = ''] = /^(\w+) (?:=|is) (.+)$/.exec(condition)!;
                const at = right.split(/, | or /).map(one => {
                    const number = Number(one.replace(/^\w+ = /, ''));
                    return [{ predictor: left, at: [{ value: Number.isNaN(number) ? meant(one, [left]).value : number, weight: 1 }] }];
                });
                return before.flatMap(axes => at.map(axis => [...axes, ...axis]));
            },
            [[]]
        );
}

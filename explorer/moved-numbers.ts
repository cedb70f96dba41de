/** The numbers of one model that a person has changed from those of the file. */
import { authorScales, type AuthorScale } from '../language/presentation/notation/author-scale.js';
import { effectScale } from '../language/presentation/prose/on-author-scale.js';
import { adjustableKey, adjustables, type Adjustable, type Adjustment } from '../src-engine/design/adjustments.js';
import type { ModelSpec } from '../src-engine/spec/model-spec.js';

/** Plain data, kept while the panel is hidden. By `adjustableKey`; `was`: the number in the file at that time, null for `?`. */
export type MovedNumbers = Record<string, { value: number; was: number | null }>;

/** A number stays moved as long as the file's number is unchanged. If the file now has another one, the file counts. */
export function stillMoved(moved: MovedNumbers, spec: ModelSpec): MovedNumbers {
    const own = new Map(adjustables(spec).map(({ of, value }) => [adjustableKey(of), value]));
    return Object.fromEntries(Object.entries(moved).filter(([key, { value, was }]) => own.get(key) === was && value !== was));
}

/** Moves one number. A number that is moved back to the file's value no longer counts as moved. */
export function withMoved(moved: MovedNumbers, of: Adjustable, value: number | null, was: number | null): MovedNumbers {
    const key = adjustableKey(of);
    const others = Object.fromEntries(Object.entries(moved).filter(([other]) => other !== key));
    return value === null || value === was ? others : { ...others, [key]: { value, was } };
}

export function adjustmentsOf(moved: MovedNumbers, spec: ModelSpec): Adjustment[] {
    return adjustables(spec).flatMap(({ of }) => {
        const at = moved[adjustableKey(of)];
        return at ? [{ of, value: at.value }] : [];
    });
}

/** Why the changed numbers can't be written into the file; null where they can. */
export function notWrittenReason(moved: MovedNumbers, spec: ModelSpec, notWritable: Record<string, string>): string | null {
    const adjustments = adjustmentsOf(moved, spec);
    if (adjustments.length === 0) {
        return 'No number has changed.';
    }
    const hindered = adjustments.find(({ of }) => notWritable[adjustableKey(of)]);
    return hindered ? `${numberLabel(hindered.of, spec)} can't be written. ${notWritable[adjustableKey(hindered.of)]}` : null;
}

/** The label of a number's slider, which says on which scale the number is. */
export function numberLabel(of: Adjustable, spec: ModelSpec, scale: AuthorScale | null = null): string {
    if (of.kind === 'variance' && (scale === 'sd' || scale === 'icc')) {
        return `${scale === 'sd' ? 'standard deviation' : 'ICC'} of ${of.effect}, ${of.group}`;
    }
    const unit = scale && unitOf(of, spec, scale);
    return unit ? `${plainLabel(of, spec)} (${unit})` : plainLabel(of, spec);
}

/** What the number on the scale of the author is: `probability`, `odds ratio`. Where the link gives it no such name, how it is written. */
function unitOf(of: Adjustable, spec: ModelSpec, scale: AuthorScale): string {
    const effect = of.kind === 'effect' ? spec.fixed.find(({ name }) => name === of.name) : undefined;
    const known = effect && scale !== 'pct' ? effectScale(spec, effect, scale) : null;
    return known?.title ?? authorScales[scale].unit;
}

function plainLabel(of: Adjustable, { tests }: Pick<ModelSpec, 'tests'>): string {
    const whose = (test: number): string => (tests.length > 1 ? ` of ${tests[test]?.name ?? tests[test]?.hypothesis}` : '');
    switch (of.kind) {
        case 'count':
            return of.group;
        case 'n':
            return 'n';
        case 'effect':
            return of.name;
        case 'variance':
            return `variance of ${of.effect}, ${of.group}`;
        case 'dispersion':
            return 'dispersion';
        case 'alpha':
            return `level${whose(of.test)}`;
        case 'power':
            return `power${whose(of.test)}`;
    }
}

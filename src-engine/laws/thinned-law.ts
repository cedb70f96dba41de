/** Rules for listed laws of so many values that a sum over all of them is too slow: the column of a data set. */
import type { LawRule, LawRuleOptions } from './expectation-rule.js';
import { condensed } from '../numeric/quadrature/condensed-rule.js';
import { atoms, type Atom } from './parts.js';
import type { LawOf } from './scalar-law.js';
import { levelRatio, mostSummedValues, onBreakpoint, thinnedPoints } from './limits.js';

/** Whether a law's rule is not the sum over its values, so that it depends on the level. */
export function isThinned(law: LawOf<'discrete'>): boolean {
    return mostSummedValues < law.values.length;
}

const whole = new WeakMap<LawOf<'discrete'>, Map<number, LawRule>>();

/**
 * Between breakpoints the Gauss rule of the values there, exact for polynomials of degree 2·POINTS − 1; values at breakpoints stay. Where no more values are
 * left than points, the sum is exact, so refining ends there at the latest. Rules without breakpoints are kept.
 */
export function thinned(law: LawOf<'discrete'>, { level, breakpoints = [], singularities = [] }: LawRuleOptions): LawRule {
    const values = atoms(law);
    const count = Math.round(thinnedPoints * levelRatio ** level);
    if (breakpoints.length + singularities.length > 0) {
        return joined(pieces(values, [...breakpoints, ...singularities]).map(piece => condensedPiece(piece, count)));
    }
    const kept = whole.get(law) ?? new Map<number, LawRule>();
    whole.set(law, kept);
    const rule = kept.get(level) ?? condensedPiece(values, count);
    kept.set(level, rule);
    return rule;
}

function condensedPiece(piece: readonly Atom[], count: number): LawRule {
    return condensed(
        { nodes: Float64Array.from(piece, ({ value }) => value), weights: Float64Array.from(piece, ({ probability }) => probability) },
        count
    );
}

/** The values between breakpoints, and each one that lies on a breakpoint by itself. */
function pieces(values: readonly Atom[], breakpoints: readonly number[]): Atom[][] {
    const near = onBreakpoint * (values.at(-1)!.value - values[0].value);
    const ends = [...breakpoints].sort((a, b) => a - b);
    const found: Atom[][] = [];
    let open: Atom[] = [];
    let next = 0;
    for (const atom of values) {
        let crossed = false;
        for (; next < ends.length && ends[next] < atom.value - near; next++) {
            crossed = true;
        }
        const isOn = next < ends.length && Math.abs(ends[next] - atom.value) <= near;
        if (isOn || crossed) {
            found.push(open);
            open = [];
        }
        if (isOn) {
            found.push([atom]);
        } else {
            open.push(atom);
        }
    }
    found.push(open);
    return found.filter(piece => piece.length > 0);
}

function joined(rules: readonly LawRule[]): LawRule {
    return {
        nodes: Float64Array.from(rules.flatMap(({ nodes }) => [...nodes])),
        weights: Float64Array.from(rules.flatMap(({ weights }) => [...weights]))
    };
}

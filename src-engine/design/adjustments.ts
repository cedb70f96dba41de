/** The numbers of a model that a user can change in the explorer, and the model with changed numbers. */
import { hasDispersion } from '../family/families.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { sigmaOf, withVariance } from '../structure/covariance/structures.js';

export type Adjustable =
    | { kind: 'count'; group: string }
    | { kind: 'n' }
    | { kind: 'effect'; name: string }
    /** The variance of a random effect. Covariances change with it, so that correlations stay. */
    | { kind: 'variance'; effect: string; group: string }
    | { kind: 'dispersion' }
    /** The level or power of a test, by its position. */
    | { kind: 'alpha'; test: number }
    | { kind: 'power'; test: number };

export interface Adjustment {
    of: Adjustable;
    value: number;
}

/** A unique key of an adjustable number: `count clinic`, `n`, `effect beta1`, `variance beta0 clinic`, `dispersion`, `alpha 0`, `power 0`. */
export function adjustableKey(of: Adjustable): string {
    switch (of.kind) {
        case 'count':
            return `count ${of.group}`;
        case 'effect':
            return `effect ${of.name}`;
        case 'variance':
            return `variance ${of.effect} ${of.group}`;
        case 'alpha':
        case 'power':
            return `${of.kind} ${of.test}`;
        case 'n':
        case 'dispersion':
            return of.kind;
    }
}

/**
 * All numbers that can be changed, in reading order: sizes, effects, variances, φ, levels and powers of tests. `value` is null where the file asks
 * for it.
 */
export function adjustables({ design, random, fixed, family, tests }: ModelSpec): { of: Adjustable; value: number | null }[] {
    const { n } = design;
    return [
        ...design.counts.map(({ group, count }) => ({ of: { kind: 'count' as const, group }, value: count })),
        ...(n === null || n.kind === 'poisson' || n.kind === 'sizes'
            ? []
            : [{ of: { kind: 'n' as const }, value: n.kind === 'fixed' ? n.n : null }]),
        ...fixed.flatMap(({ name, value, marginal }) => (marginal === null ? [{ of: { kind: 'effect' as const, name }, value }] : [])),
        ...random.flatMap(block =>
            block.effects.map((effect, i) => ({
                of: { kind: 'variance' as const, effect, group: block.group },
                value: sigmaOf(block)[i][i]
            }))
        ),
        ...(hasDispersion(family) ? [{ of: { kind: 'dispersion' as const }, value: family.phi }] : []),
        ...tests.flatMap(({ alpha, power }, test) => [
            { of: { kind: 'alpha' as const, test }, value: alpha },
            ...(power === null ? [] : [{ of: { kind: 'power' as const, test }, value: power }])
        ])
    ];
}

/** The model with other numbers. A changed variance keeps its correlations, unless it was 0. */
export function adjusted(spec: ModelSpec, adjustments: readonly Adjustment[]): ModelSpec {
    return adjustments.reduce(adjustedOnce, spec);
}

function adjustedOnce(spec: ModelSpec, { of, value }: Adjustment): ModelSpec {
    const { design, fixed, random, family, tests } = spec;
    switch (of.kind) {
        case 'count': {
            const counts = design.counts.map(entry => (entry.group === of.group ? { ...entry, count: value } : entry));
            return { ...spec, design: { ...design, counts } };
        }
        case 'n':
            return { ...spec, design: { ...design, n: { kind: 'fixed', n: value } } };
        case 'effect':
            return { ...spec, fixed: fixed.map(effect => (effect.name === of.name ? { ...effect, value } : effect)) };
        case 'variance':
            return { ...spec, random: random.map(block => (block.group === of.group ? withVariance(block, of.effect, value) : block)) };
        case 'dispersion':
            return { ...spec, family: { ...family, phi: value } };
        case 'alpha':
            return { ...spec, tests: tests.map((test, i) => (i === of.test ? { ...test, alpha: value } : test)) };
        case 'power':
            return { ...spec, tests: tests.map((test, i) => (i === of.test ? { ...test, power: value } : test)) };
    }
}

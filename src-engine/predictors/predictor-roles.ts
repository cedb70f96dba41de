/**
 * How each predictor is integrated over: normal ones collapsed into one dimension together, predictors without random effect folded, all others in
 * separate dimensions. This decides what an integral costs, not what its value is.
 */
import { isScalarLaw, lawSupport } from '../laws/index.js';
import type { ModelSpec, PredictorSpec, RandomEffectsSpec, Term } from '../spec/model-spec.js';
import type { TermAnalysis } from '../spec/term-analysis.js';
import { isNormal } from './normal-block.js';

export interface PredictorRoles {
    /** Observation-level normal predictors that get a separate dimension. The others are collapsed. */
    explicitNormals: ReadonlySet<string>;
    /** See `Dimension.level`. */
    folded: ReadonlySet<string>;
    /** See `GroupModel.foldedByPoint`. */
    foldedByPoint: boolean;
}

/** @param used the predictors that some term depends on */
export function predictorRoles(
    spec: ModelSpec,
    random: RandomEffectsSpec | null,
    analysis: TermAnalysis,
    used: ReadonlySet<string>
): PredictorRoles {
    const explicitNormals = normalsThatNeedADimension(spec, analysis, used);
    if (random === null) {
        return { explicitNormals, folded: new Set(), foldedByPoint: false };
    }
    const fold = (how: 'apart' | 'by-point'): Set<string> => foldedPredictors(spec, random, analysis, used, explicitNormals, how);
    const lone = loneNormal(spec, random, analysis, used, explicitNormals);
    if (lone !== undefined) {
        explicitNormals.add(lone);
        if (!fold('apart').has(lone)) {
            explicitNormals.delete(lone);
        }
    }
    const apart = fold('apart');
    const byPoint = fold('by-point');
    const foldedByPoint = spec.predictors.some(p => isContinuous(p) && p.names.some(name => byPoint.has(name) && !apart.has(name)));
    return { explicitNormals, folded: foldedByPoint ? byPoint : apart, foldedByPoint };
}

/** All terms whose values enter Ω, with those of the offset and the trials. */
export function relevantTerms({ fixed, offset, family }: ModelSpec): Term[] {
    const terms = fixed.map(effect => effect.term);
    if (offset) {
        terms.push(offset);
    }
    if (family.trials) {
        terms.push(family.trials);
    }
    return terms;
}

/** Observation-level predictors with a normal law. */
function normalsAmong(spec: ModelSpec, used: ReadonlySet<string>): string[] {
    return spec.predictors.flatMap(p => (isNormal(p) && p.per === null ? p.names.filter(name => used.has(name)) : []));
}

/**
 * Normal predictors can be integrated over together in one dimension, that of η, where every term is linear in them given the others.
 * Predictors that prevent this (x², x₁x₂, x > 0, a normal number of trials) get separate dimensions, as few as possible.
 */
function normalsThatNeedADimension(spec: ModelSpec, analysis: TermAnalysis, used: ReadonlySet<string>): Set<string> {
    const candidates = new Set(normalsAmong(spec, used));
    const explicit = new Set<string>();
    const allowed = (term: Term): number => (term === spec.family.trials ? 0 : 1);
    for (;;) {
        const blocking = new Map<string, number>();
        for (const term of relevantTerms(spec)) {
            if (analysis.degree(term, candidates) <= allowed(term)) {
                continue;
            }
            for (const name of analysis.basicPredictors(term)) {
                if (candidates.has(name)) {
                    blocking.set(name, (blocking.get(name) ?? 0) + 1);
                }
            }
        }
        if (blocking.size === 0) {
            return explicit;
        }
        const [worst] = [...blocking].reduce((a, b) => (a[1] < b[1] ? b : a));
        candidates.delete(worst);
        explicit.add(worst);
    }
}

/**
 * The only normal predictor that would be collapsed, where no random effect multiplies it but some multiplies another predictor. It is folded instead,
 * so that no integral over η is left for every U.
 */
function loneNormal(
    spec: ModelSpec,
    random: RandomEffectsSpec,
    analysis: TermAnalysis,
    used: ReadonlySet<string>,
    explicitNormals: ReadonlySet<string>
): string | undefined {
    const collapsed = normalsAmong(spec, used).filter(name => !explicitNormals.has(name));
    const sloped = spec.fixed.filter(f => random.effects.includes(f.name)).some(f => analysis.basicPredictors(f.term).size > 0);
    return sloped && collapsed.length === 1 ? collapsed[0] : undefined;
}

/** A random predictor with a law that needs a rule. */
function isContinuous(predictor: PredictorSpec): predictor is Extract<PredictorSpec, { kind: 'random' }> {
    return predictor.kind === 'random' && isScalarLaw(predictor.law) && !lawSupport(predictor.law).discrete;
}

/**
 * The observation-level predictors that can be folded. Not among them are predictors that a random effect multiplies, `each` points, collapsed normals, and
 * predictors that share a term or a joint law with one of these. Folded by point, sharing with a predictor that is not a collapsed normal is
 * allowed. None is folded where no random effect multiplies a predictor: then η needs no second part.
 */
function foldedPredictors(
    spec: ModelSpec,
    random: RandomEffectsSpec,
    analysis: TermAnalysis,
    used: ReadonlySet<string>,
    explicitNormals: ReadonlySet<string>,
    how: 'apart' | 'by-point'
): Set<string> {
    const blocks = spec.predictors.flatMap(p => (p.kind === 'derived' || p.per !== null ? [] : [p.kind === 'each' ? [p.name] : p.names]));
    const folded = new Set(blocks.flat().filter(name => used.has(name)));
    const strike = (names: Iterable<string>): void => {
        for (const name of names) {
            folded.delete(name);
        }
    };
    const sloped = spec.fixed.filter(f => f.block === 'A').flatMap(f => [...analysis.basicPredictors(f.term)]);
    const observed = new Set(blocks.flat());
    if (!sloped.some(name => observed.has(name)) || random.effects.length === 0) {
        return new Set();
    }
    const collapsed = spec.predictors
        .filter(isNormal)
        .flatMap(({ names }) => names.filter(name => !explicitNormals.has(name) || names.length > 1));
    strike(sloped);
    strike(spec.predictors.flatMap(p => (p.kind === 'each' ? [p.name] : []))); // the braces tell such points apart
    strike(collapsed);
    const together = [
        ...blocks,
        ...relevantTerms(spec).map(term => [...analysis.basicPredictors(term)].filter(name => observed.has(name)))
    ];
    const standsInTheWay = (name: string): boolean => used.has(name) && !folded.has(name) && (how === 'apart' || collapsed.includes(name));
    for (let before = -1; before !== folded.size;) {
        before = folded.size;
        for (const names of together) {
            if (names.some(standsInTheWay)) {
                strike(names);
            }
        }
    }
    return folded;
}

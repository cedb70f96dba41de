/** One of several laws, each drawn with its probability. */
import type { Tails } from '../numeric/special/incomplete-gamma.js';
import { increasingRoot } from '../numeric/special/monotone-root.js';
import type { Law } from '../spec/model-spec.js';
import { firstOf, probabilities, problem, type LawProblem } from './argument-checks.js';
import { combinedLogMgf, combinedMoments } from './combined.js';
import type { CheckedLaw, LawRecord, LogMgf, Moments, Support } from './law-record.js';
import { isLawRule, type LawRule, type LawRuleFailure, type LawRuleOptions } from './expectation-rule.js';
import { components } from './parts.js';
import { distance, reaches } from './quantile.js';
import { isScalarLaw, type LawOf, type ScalarLaw, type ScalarMixture } from './scalar-law.js';

/** The record of a component. */
type RecordOf = (law: ScalarLaw) => LawRecord<ScalarLaw>;

/** @param of the record of a law of one number @param checksOf that of any law */
export function mixtureOf(of: RecordOf, checksOf: (law: Law) => CheckedLaw<Law>): LawRecord<ScalarMixture> {
    return {
        problem: law => mixtureProblem(law, checksOf),
        moments: law => moments(of, law),
        support: law => hull(components(law).map(part => of(part.law).support(part.law))),
        logMgf: (law, t) => mgf(of, law, t),
        logDensity: (law, x) => logDensity(of, law, x),
        tails: (law, x) => tails(of, law, x),
        quantile: (law, p) => quantile(of, law, p),
        rule: (law, options) => rule(of, law, options),
        draw: (law, random) => {
            let rest = random.uniform();
            const parts = components(law);
            const { law: chosen } = parts.find(({ probability }) => (rest -= probability) < 0) ?? parts[parts.length - 1];
            return of(chosen).draw(chosen, random);
        },
        hasAtoms: law => components(law).some(part => of(part.law).hasAtoms(part.law)),
        listed: () => null,
        isLattice: false
    };
}

function mixtureProblem({ components }: LawOf<'mixture'>, checksOf: (law: Law) => CheckedLaw<Law>): LawProblem | null {
    if (components.length === 0) {
        return problem('components', 'at least one component is needed');
    }
    return (
        firstOf(components, (component, index) => {
            const inner = checksOf(component.law).problem(component.law) ?? unmixable(component.law);
            return inner && { ...inner, components: [index, ...inner.components] };
        }) ??
        probabilities(
            components.map(component => component.probability),
            components.length,
            'component'
        )
    );
}

function unmixable(law: Law): LawProblem | null {
    // A mixture has been checked by itself.
    const known = law.law === 'mixture' || (isScalarLaw(law) && law.law !== 'categorical');
    return known ? null : problem('components', 'a component must be a law of one number');
}

function moments(of: RecordOf, law: ScalarMixture): Moments {
    const parts = components(law).map(part => ({ probability: part.probability, ...of(part.law).moments(part.law) }));
    if (!parts.every(part => part.mean !== null)) {
        return { mean: null, variance: null };
    }
    const { mean, variance } = combinedMoments(parts.map(part => ({ ...part, mean: part.mean ?? 0, variance: part.variance ?? 0 })));
    return { mean, variance: parts.every(part => part.variance !== null) ? variance : null };
}

function mgf(of: RecordOf, law: ScalarMixture, t: number): LogMgf | { infinite: true } | null {
    const parts: (LogMgf & { probability: number })[] = [];
    let unknown = false;
    for (const { probability, law: component } of components(law)) {
        const part = of(component).logMgf(component, t);
        if (part === null) {
            unknown = true;
        } else if ('infinite' in part) {
            return part;
        } else {
            parts.push({ probability, ...part });
        }
    }
    return unknown ? null : combinedLogMgf(parts);
}

function logDensity(of: RecordOf, law: ScalarMixture, x: number): number {
    return logSumExp(components(law).map(part => Math.log(part.probability) + of(part.law).logDensity(part.law, x)));
}

/** log Σ e^{term}. */
function logSumExp(terms: readonly number[]): number {
    const greatest = terms.reduce((most, term) => Math.max(most, term), -Infinity);
    if (!Number.isFinite(greatest)) {
        return greatest;
    }
    return greatest + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - greatest), 0));
}

function tails(of: RecordOf, law: ScalarMixture, x: number): Tails {
    return sumTails(components(law).map(part => ({ probability: part.probability, ...of(part.law).tails(part.law, x) })));
}

function sumTails(parts: (Tails & { probability: number })[]): Tails {
    return {
        lower: parts.reduce((sum, part) => sum + part.probability * part.lower, 0),
        upper: parts.reduce((sum, part) => sum + part.probability * part.upper, 0)
    };
}

/** Between the least and the greatest quantile of the components; a jump of the distribution function there is found by bisection. */
function quantile(of: RecordOf, law: ScalarMixture, p: number): number {
    const quantiles = components(law).map(part => of(part.law).quantile(part.law, p));
    const low = Math.min(...quantiles);
    const high = Math.max(...quantiles);
    if (low === high || reaches(tails(of, law, low), p)) {
        return low;
    }
    if (!components(law).some(part => of(part.law).hasAtoms(part.law))) {
        const middle = 0.5 * low + 0.5 * high;
        return increasingRoot(x => distance(tails(of, law, x), p, logDensity(of, law, x)), middle, high - middle);
    }
    let below = low;
    let reached = high;
    for (let k = 0; k < 2100 && reached > below; k++) {
        const middle = 0.5 * below + 0.5 * reached;
        if (middle === below || middle === reached) {
            break;
        }
        if (reaches(tails(of, law, middle), p)) {
            reached = middle;
        } else {
            below = middle;
        }
    }
    return reached;
}

function rule(of: RecordOf, law: ScalarMixture, options: LawRuleOptions): LawRule | LawRuleFailure {
    const nodes: number[] = [];
    const weights: number[] = [];
    for (const component of components(law)) {
        const rule = of(component.law).rule(component.law, options);
        if (!isLawRule(rule)) {
            return rule;
        }
        for (const [k, node] of rule.nodes.entries()) {
            nodes.push(node);
            weights.push(component.probability * rule.weights[k]);
        }
    }
    return { nodes: Float64Array.from(nodes), weights: Float64Array.from(weights) };
}

function hull(parts: Support[]): Support {
    return {
        min: parts.reduce((least, part) => Math.min(least, part.min), Infinity),
        max: parts.reduce((greatest, part) => Math.max(greatest, part.max), -Infinity),
        discrete: parts.every(part => part.discrete)
    };
}

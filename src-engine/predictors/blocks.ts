/**
 * Which fixed effects also vary randomly between groups (block A, rate 1/m) and which do not (block B, rate 1/(mn)).
 *
 * An effect belongs to A if for some group its term is Σ g(z)·r, where r are the terms of that group's random effects and z is constant in a unit of
 * the group. This is decided by evaluation at points of the predictors' support: for every z the term must lie in the span of the r. So algebra
 * in disguise is recognised: x/2, (x + 1) − 1 and, for a predictor with values 0 and 1, x² are all x.
 */
import type { Partner } from '../result/analysis.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { Span } from '../numeric/span.js';
import { roundingOfCoefficients } from './limits.js';
import { SupportSample } from './support-sample.js';

export interface BlockMembership {
    effect: string;
    belongs: 'A' | 'B';
    partners: Partner[];
}

/** The group itself, then the groups in which it is nested, from the inside out. */
export function enclosing(spec: ModelSpec, group: string): string[] {
    const found: string[] = [];
    for (let at: string | null = group; at !== null && !found.includes(at);) {
        found.push(at);
        at = spec.random.find(block => block.group === at)?.within ?? null;
    }
    return found;
}

/**
 * The block of every fixed effect by the rule, whatever the file says, with the random effects that make it belong to A. It is asked for several times in one
 * analysis and at every size of a search, so the last one is kept.
 */
export function blockMembership(spec: ModelSpec, sample?: SupportSample): BlockMembership[] {
    if (last === undefined || !haveSameTerms(last.spec, spec)) {
        last = { spec, membership: membershipOf(spec, sample ?? new SupportSample(spec)) };
    }
    return last.membership;
}

let last: { spec: ModelSpec; membership: BlockMembership[] } | undefined;

/** Values, variances and sizes make no difference. */
function haveSameTerms(a: ModelSpec, b: ModelSpec): boolean {
    return (
        a.predictors === b.predictors &&
        a.fixed.length === b.fixed.length &&
        a.fixed.every(({ name, term }, i) => name === b.fixed[i].name && term === b.fixed[i].term) &&
        a.random.length === b.random.length &&
        a.random.every(
            ({ group, within, effects }, i) =>
                group === b.random[i].group && within === b.random[i].within && effects === b.random[i].effects
        )
    );
}

function membershipOf(spec: ModelSpec, sample: SupportSample): BlockMembership[] {
    const found = new Map<string, Partner[]>(spec.fixed.map(effect => [effect.name, []]));
    for (const block of spec.random) {
        if (block.effects.length === 0) {
            continue;
        }
        const outer = enclosing(spec, block.group);
        const constant = new Set<string>();
        for (const predictor of spec.predictors) {
            if (predictor.kind !== 'derived' && predictor.per !== null && outer.includes(predictor.per)) {
                for (const name of predictor.kind === 'each' ? [predictor.name] : predictor.names) {
                    constant.add(name);
                }
            }
        }
        for (const [effect, partner] of partnersIn(block.group, block.effects, constant, sample)) {
            found.get(effect)!.push(partner);
        }
    }
    return spec.fixed.map(({ name }) => {
        const partners = found.get(name)!;
        // Among groups that are nested in one another, only the outermost counts.
        const outermost = partners.filter(p => !partners.some(q => q !== p && enclosing(spec, p.group).includes(q.group)));
        return { effect: name, belongs: outermost.length === 0 ? 'B' : 'A', partners: outermost };
    });
}

function partnersIn(group: string, random: readonly string[], constant: ReadonlySet<string>, sample: SupportSample): Map<string, Partner> {
    const { spec, values, evaluators } = sample;
    const open = new Map(spec.fixed.map(effect => [effect.name, { coefficients: [] as number[][], nonZero: false }]));
    const inner = Math.max(40, 4 * (random.length + 1));
    sample.forEach(
        name => constant.has(name),
        16,
        () => {
            const names = [...new Set([...random, ...open.keys()])];
            const columns = new Map(names.map(name => [name, [] as number[]]));
            sample.forEach(
                name => !constant.has(name),
                inner,
                () => {
                    for (const name of names) {
                        columns.get(name)!.push(evaluators.get(name)!(values));
                    }
                }
            );
            const span = new Span(random.map(name => Float64Array.from(columns.get(name)!)));
            for (const [name, state] of open) {
                const target = Float64Array.from(columns.get(name)!);
                const fit = span.fit(target);
                if (!fit.fits || !target.every(Number.isFinite)) {
                    open.delete(name);
                } else {
                    state.coefficients.push(fit.coefficients);
                    if (target.some(x => x !== 0)) {
                        state.nonZero = true;
                    }
                }
            }
        }
    );
    const partners = new Map<string, Partner>();
    for (const [name, { coefficients, nonZero }] of open) {
        if (!nonZero) {
            continue;
        }
        const used = random.filter((_, k) =>
            coefficients.some(row => roundingOfCoefficients * Math.max(...row.map(Math.abs)) < Math.abs(row[k]))
        );
        const only = random.indexOf(used[0]);
        const own =
            used.length === 1 &&
            coefficients.every(
                row => Math.abs(row[only] - coefficients[0][only]) <= roundingOfCoefficients * Math.abs(coefficients[0][only])
            );
        partners.set(name, { group, effects: used, own });
    }
    return partners;
}

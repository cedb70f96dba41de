/**
 * Which fixed effects also vary randomly between groups (block A, rate 1/m) and which do not (block B, rate 1/(mn)).
 *
 * An effect belongs to A if for some group its term is Σ g(z)·r, where r are the terms of that group's random effects and z is constant in a unit of
 * the group. This is decided by evaluation at points of the predictors' support: for every z the term must lie in the span of the r. So algebra
 * in disguise is recognised: x/2, (x + 1) − 1 and, for a predictor with values 0 and 1, x² are all x.
 */
import type { Partner } from '../result/analysis.js';
import { isScalarLaw, lawQuantile, lawSupport } from '../laws/index.js';
import type { Law, ModelSpec, PredictorSpec } from '../spec/model-spec.js';
import { rootsAlong } from '../numeric/roots-along.js';
import { spanFit } from '../numeric/span.js';
import { compileTerm, derivedInOrder, indexPredictors, type Evaluator } from '../spec/term.js';
import { TermAnalysis } from '../spec/term-analysis.js';
import { mostCellsVisited, roundingOfCoefficients } from './limits.js';

export interface BlockMembership {
    effect: string;
    belongs: 'A' | 'B';
    partners: Partner[];
}

/** Points of the support of every predictor, in combinations that visit all values of each predictor. */
export class SupportSample {
    readonly values: Float64Array;
    readonly evaluators: Map<string, Evaluator>;
    private readonly candidates: { name: string; slot: number; values: number[]; isListed: boolean }[];
    private readonly derive: () => void;

    constructor(readonly spec: ModelSpec) {
        const index = indexPredictors(spec.predictors);
        const analysis = new TermAnalysis(spec.predictors);
        this.values = new Float64Array(index.slots.size);
        this.evaluators = new Map(spec.fixed.map(effect => [effect.name, compileTerm(effect.term, index)]));
        const derived = derivedInOrder(spec.predictors).map(p => ({ slot: index.slots.get(p.name)!, f: compileTerm(p.term, index) }));
        this.derive = () => {
            for (const { slot, f } of derived) {
                this.values[slot] = f(this.values);
            }
        };
        const terms = spec.fixed.map(effect => effect.term);
        const used = new Set(terms.flatMap(term => [...analysis.basicPredictors(term)]));
        const breaks = analysis
            .roughness(terms)
            .filter(({ kind }) => kind === 'break')
            .map(({ expression }) => ({ names: analysis.basicPredictors(expression), f: compileTerm(expression, index) }));
        this.candidates = [];
        for (const predictor of spec.predictors) {
            if (predictor.kind === 'derived') {
                continue;
            }
            for (const name of predictor.kind === 'each' ? [predictor.name] : predictor.names) {
                if (used.has(name)) {
                    this.candidates.push({
                        name,
                        slot: index.slots.get(name)!,
                        values: supportPoints(predictor, name),
                        isListed: isListed(predictor)
                    });
                }
            }
        }
        this.setMiddle();
        for (const candidate of this.candidates) {
            const jumps = breaks.filter(b => b.names.size === 1 && b.names.has(candidate.name));
            if (jumps.length === 0) {
                continue;
            }
            const predictor = spec.predictors.find(p => p.kind === 'random' && p.names.includes(candidate.name));
            if (predictor?.kind !== 'random') {
                continue;
            }
            const law = marginal(predictor.law, predictor.names.indexOf(candidate.name));
            if (!isScalarLaw(law)) {
                continue;
            }
            const { min, max } = lawSupport(law);
            for (const { f } of jumps) {
                for (const root of rootsAlong(
                    x => this.at(candidate.slot, x, f),
                    p => lawQuantile(law, p)
                )) {
                    for (const x of [between(min, root), between(root, max)]) {
                        candidate.values.push(x);
                    }
                }
            }
            candidate.values = candidate.values.filter(x => min <= x && x <= max);
            this.setMiddle();
        }
    }

    private at(slot: number, x: number, f: Evaluator): number {
        this.values[slot] = x;
        this.derive();
        return f(this.values);
    }

    private setMiddle(): void {
        for (const { slot, values } of this.candidates) {
            this.values[slot] = values[values.length >> 1];
        }
        this.derive();
    }

    /**
     * Calls `use` at `count` combinations of values of the chosen predictors, or at all combinations if there are fewer, or if all have listed values: the indicator of one cell
     * of a design is 0 in all others. The other predictors keep their values.
     */
    forEach(chosen: (name: string) => boolean, count: number, use: () => void): void {
        const running = this.candidates.filter(c => chosen(c.name));
        const product = running.reduce((n, c) => n * c.values.length, 1);
        const all = product <= (running.every(c => c.isListed) ? Math.max(count, mostCellsVisited) : count);
        for (let i = 0; i < (all ? product : count); i++) {
            let rest = i;
            running.forEach(({ slot, values }, d) => {
                // Otherwise a Weyl sequence in each dimension, which visits every value in combinations that do not repeat.
                const at = all ? rest % values.length : Math.floor((((i + 1) * Math.sqrt(prime(d))) % 1) * values.length);
                rest = Math.floor(rest / values.length);
                this.values[slot] = values[at];
            });
            this.derive();
            use();
        }
    }
}

/** A number strictly between two bounds, of which one may be infinite. */
function between(a: number, b: number): number {
    if (a === -Infinity) {
        return b - Math.max(1, Math.abs(b)) / 8;
    }
    if (b === Infinity) {
        return a + Math.max(1, Math.abs(a)) / 8;
    }
    return a + (b - a) / 2;
}

function prime(index: number): number {
    for (let n = 2, found = -1; ; n++) {
        let divisor = 2;
        while (divisor * divisor <= n && n % divisor !== 0) {
            divisor++;
        }
        if (n < divisor * divisor && ++found === index) {
            return n;
        }
    }
}

/** The law of one component of a predictor. */
function marginal(law: Law, component: number): Law {
    return law.law === 'mvNormal' ? { law: 'normal', mean: law.mean[component], sd: Math.sqrt(law.covariance[component][component]) } : law;
}

/** Whether all values of a predictor are known one by one. */
function isListed(predictor: Exclude<PredictorSpec, { kind: 'derived' }>): boolean {
    return predictor.kind === 'each' || ['categorical', 'discrete', 'bernoulli', 'binomial'].includes(predictor.law.law);
}

const probabilities = [1e-3, 0.03, 0.11, 0.21, 0.32, 0.41, 0.53, 0.62, 0.74, 0.83, 0.91, 0.98, 0.999];

function supportPoints(predictor: Exclude<PredictorSpec, { kind: 'derived' }>, name: string): number[] {
    if (predictor.kind === 'each') {
        return [...new Set(predictor.points)];
    }
    const law = marginal(predictor.law, predictor.names.indexOf(name));
    switch (law.law) {
        case 'categorical':
            return law.levels.map((_, i) => i).filter(i => law.probabilities[i] > 0);
        case 'discrete':
            return law.values.filter((_, i) => law.probabilities[i] > 0);
        case 'bernoulli':
            return [0, 1].filter(x => (x === 1 ? law.p > 0 : law.p < 1));
        case 'empirical':
            return [-1.7, -0.6, 0, 0.3, 1, 2.2];
        case 'mixture':
            return [...new Set(law.components.flatMap(c => supportPoints({ kind: 'random', names: [name], law: c.law, per: null }, name)))];
        case 'mvNormal':
            return [];
        default:
            return [...new Set(probabilities.map(p => lawQuantile(law, p)))];
    }
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
            const basis = random.map(name => Float64Array.from(columns.get(name)!));
            for (const [name, state] of open) {
                const target = Float64Array.from(columns.get(name)!);
                const fit = spanFit(basis, target);
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

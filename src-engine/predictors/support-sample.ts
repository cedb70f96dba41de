/** Points at which terms are compared: values of the predictors that occur, in combinations. */
import { isScalarLaw, lawQuantile, lawSupport } from '../laws/index.js';
import { rootsAlong } from '../numeric/roots-along.js';
import type { Law, ModelSpec, PredictorSpec } from '../spec/model-spec.js';
import { compileTerm, derivedInOrder, indexPredictors, type Evaluator } from '../spec/term.js';
import { TermAnalysis } from '../spec/term-analysis.js';
import { mostCellsVisited } from './limits.js';

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

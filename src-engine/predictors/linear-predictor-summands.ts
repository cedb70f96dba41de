/**
 * The mean and the variance of η as sums of products of terms. Predictors that share no summand and no joint law are independent summands of η, so each set
 * of them can be integrated over alone.
 */
import { NotAvailable } from '../result/not-available.js';
import type { ModelSpec, Term } from '../spec/model-spec.js';
import { InvalidSpec } from '../spec/term.js';
import type { TermAnalysis } from '../spec/term-analysis.js';
import { sigmaOf } from '../structure/covariance/structures.js';

/** One summand of η or of its variance: the coefficient times the factors. */
export interface Summand {
    coefficient: number;
    factors: Term[];
    /** The basic predictors that it depends on. */
    names: Set<string>;
}

/**
 * The summands of the mean of η given the predictors: β_k x_k, and the offset.
 * @param without an effect that is left out
 * @throws NotAvailable where another effect's value is asked for
 */
export function meanSummands({ fixed, offset }: ModelSpec, analysis: TermAnalysis, without: string): Summand[] {
    const summands = offset ? split(offset, 1, analysis) : [];
    for (const { name, term, value, marginal } of fixed) {
        if (name === without) {
            continue;
        }
        if (value === null) {
            throw new NotAvailable(
                marginal === null
                    ? { code: 'unknown-value', what: name }
                    : { code: 'invalid', detail: `only one intercept can be found from the mean response; ${name} is another one` }
            );
        }
        if (value !== 0) {
            summands.push(...split(term, value, analysis));
        }
    }
    return summands;
}

/** The summands of the variance of η given the predictors: Σ_g Σ_ij Σ_g[i,j] r_i r_j. */
export function varianceSummands({ fixed, random }: ModelSpec, analysis: TermAnalysis): Summand[] {
    const termOf = (name: string): Term => {
        const effect = fixed.find(one => one.name === name);
        if (!effect) {
            throw new InvalidSpec(`no fixed effect is named ${name}`);
        }
        return effect.term;
    };
    return random.flatMap(block => {
        const sigma = sigmaOf(block);
        return block.effects.flatMap((effect, i) =>
            block.effects.slice(0, i + 1).flatMap((other, j) => {
                const coefficient = sigma[i][j] * (i === j ? 1 : 2);
                const factors = [termOf(effect), termOf(other)];
                return coefficient === 0 ? [] : [{ coefficient, factors, names: namesOf(factors, analysis) }];
            })
        );
    });
}

/** A term is split where it adds, because its summands may depend on independent predictors. */
function split(term: Term, coefficient: number, analysis: TermAnalysis): Summand[] {
    switch (term.op) {
        case '+':
            return [...split(term.left, coefficient, analysis), ...split(term.right, coefficient, analysis)];
        case '-':
            return [...split(term.left, coefficient, analysis), ...split(term.right, -coefficient, analysis)];
        case 'negate':
            return split(term.operand, -coefficient, analysis);
        default:
            return [{ coefficient, factors: [term], names: namesOf([term], analysis) }];
    }
}

function namesOf(terms: readonly Term[], analysis: TermAnalysis): Set<string> {
    return new Set(terms.flatMap(term => [...analysis.basicPredictors(term)]));
}

/** The finest division of the predictors into sets that share no summand and no joint law. */
export function independentSets({ predictors }: ModelSpec, summands: readonly Summand[]): Set<string>[] {
    const together: Set<string>[] = summands.map(({ names }) => names);
    const used = new Set(together.flatMap(names => [...names]));
    for (const predictor of predictors) {
        if (predictor.kind === 'random') {
            together.push(new Set(predictor.names.filter(name => used.has(name))));
        }
    }
    let sets: Set<string>[] = [];
    for (const names of together) {
        if (names.size === 0) {
            continue;
        }
        const met = sets.filter(set => [...names].some(name => set.has(name)));
        sets = [...sets.filter(set => !met.includes(set)), new Set([...met.flatMap(set => [...set]), ...names])];
    }
    return sets;
}

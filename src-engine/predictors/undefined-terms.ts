/**
 * Functions that are given arguments outside their domain by some values of the predictors: log x with a normal x. The arguments are evaluated at
 * points of the predictors' support, down to tails of probability 1e-21, about as far out as the rules of quadrature go.
 */
import { cholesky } from '../numeric/cholesky.js';
import { normalQuantile } from '../numeric/special/normal-distribution.js';
import { isScalarLaw, lawQuantile, lawSupport, lawValues, type ScalarLaw } from '../laws/index.js';
import type { UndefinedTerm } from '../result/analysis.js';
import type { ModelSpec, PredictorSpec, Term } from '../spec/model-spec.js';
import { TermAnalysis } from '../spec/term-analysis.js';
import { compileTerm, derivedInOrder, indexPredictors, operands, type Evaluator } from '../spec/term.js';
import { leastProbabilityChecked, mostDomainPoints, mostListedValues, roundingOfDomain } from './limits.js';

/** A value of one independent variable: the probability of values at least as far out, and whether it has a positive probability itself. */
interface Candidate {
    value: number;
    tail: number;
    isAtom: boolean;
}

/** An independent variable, and how it sets the values of predictors. */
interface Variable {
    names: readonly string[];
    candidates: readonly Candidate[];
    place: (value: number) => void;
}

/** An operation with a bounded domain, and where it is written. */
interface Operation {
    part: UndefinedTerm['part'];
    operation: UndefinedTerm['operation'];
    argument: Term;
    exponent: Evaluator | null;
}

/** The operations that some values of the predictors leave without a finite value, each once. */
export function undefinedTerms(spec: ModelSpec): UndefinedTerm[] {
    const index = indexPredictors(spec.predictors);
    const operations = operationsOf(spec, term => compileTerm(term, index));
    if (operations.length === 0) {
        return [];
    }
    const values = new Float64Array(index.slots.size);
    const analysis = new TermAnalysis(spec.predictors);
    const set = (name: string, value: number): void => void (values[index.slots.get(name)!] = value);
    const variables = spec.predictors.flatMap(predictor => variablesOf(predictor, set));
    const derived = derivedInOrder(spec.predictors).map(({ name, term }) => ({ name, at: compileTerm(term, index) }));
    return operations.flatMap(({ part, operation, argument, exponent }) => {
        const names = analysis.basicPredictors(argument);
        const used = variables.filter(variable => variable.names.some(name => names.has(name)));
        const at = compileTerm(argument, index);
        const found: { value: number; problem: 'outside' | 'boundary'; tail: number }[] = [];
        let scale = 0;
        forEachPoint(used, (tail, isAtom) => {
            derived.forEach(({ name, at: evaluate }) => set(name, evaluate(values)));
            const value = at(values);
            scale = Number.isFinite(value) ? Math.max(scale, Math.abs(value)) : scale;
            const problem = problemOf(operation, value, exponent?.(values) ?? 0);
            if (problem === 'outside' || (problem === 'boundary' && isAtom)) {
                found.push({ value, problem, tail });
            }
        });
        // A value that is outside by rounding alone is at the boundary, which has probability 0.
        const [likeliest] = found
            .filter(({ value, problem }) => problem === 'boundary' || excess(operation, value) > roundingOfDomain * scale)
            .sort((a, b) => b.tail - a.tail);
        return likeliest ? [{ part, operation, argument, value: likeliest.value }] : [];
    });
}

function operationsOf(spec: ModelSpec, compile: (term: Term) => Evaluator): Operation[] {
    const found: Operation[] = [];
    const seen = new Set<Term>();
    const definitions = new Map(spec.predictors.flatMap(p => (p.kind === 'derived' ? [[p.name, p.term] as const] : [])));
    const visit = (term: Term, part: Operation['part']): void => {
        if (seen.has(term)) {
            return;
        }
        seen.add(term);
        const definition = term.op === 'predictor' ? definitions.get(term.name) : undefined;
        if (definition && term.op === 'predictor') {
            visit(definition, { kind: 'predictor', name: term.name });
        }
        operands(term).forEach(operand => visit(operand, part));
        if (
            term.op === 'call' &&
            (term.function === 'log' || term.function === 'sqrt' || term.function === 'logit' || term.function === 'probit')
        ) {
            found.push({ part, operation: term.function, argument: term.argument, exponent: null });
        } else if (term.op === '/') {
            found.push({ part, operation: '/', argument: term.right, exponent: null });
        } else if (term.op === '^') {
            found.push({ part, operation: '^', argument: term.left, exponent: compile(term.right) });
        }
    };
    spec.fixed.forEach(({ name, term }) => visit(term, { kind: 'effect', name }));
    if (spec.offset) {
        visit(spec.offset, { kind: 'offset', name: null });
    }
    return found;
}

/** What is wrong with an argument: it lies outside the domain, or at its boundary, where the value is infinite. */
function problemOf(operation: Operation['operation'], x: number, exponent: number): 'outside' | 'boundary' | null {
    switch (operation) {
        case 'log':
            return x < 0 ? 'outside' : x === 0 ? 'boundary' : null;
        case 'sqrt':
            return x < 0 ? 'outside' : null;
        case 'logit':
        case 'probit':
            return x < 0 || x > 1 ? 'outside' : x === 0 || x === 1 ? 'boundary' : null;
        case '/':
            return x === 0 ? 'boundary' : null;
        case '^':
            return x < 0 && !Number.isInteger(exponent) ? 'outside' : x === 0 && exponent < 0 ? 'boundary' : null;
    }
}

/** How far an argument lies outside. */
function excess(operation: Operation['operation'], x: number): number {
    return operation === 'logit' || operation === 'probit' ? Math.max(-x, x - 1) : -x;
}

/** Calls `use` at combinations of candidates that are not too improbable and their probability; `isAtom`: whether the combination has a positive probability. */
function forEachPoint(variables: readonly Variable[], use: (tail: number, isAtom: boolean) => void): void {
    const thinned = variables.map(({ candidates, place }) => ({ candidates: thin(candidates, variables.length), place }));
    let points = 0;
    const visit = (depth: number, tail: number, isAtom: boolean): void => {
        const variable = thinned[depth];
        if (!variable) {
            points++;
            use(tail, isAtom);
            return;
        }
        for (const candidate of variable.candidates) {
            if (tail * candidate.tail >= leastProbabilityChecked && points < mostDomainPoints) {
                variable.place(candidate.value);
                visit(depth + 1, tail * candidate.tail, isAtom && candidate.isAtom);
            }
        }
    };
    visit(0, 1, true);
}

/** With several variables fewer values of each, always with the ends. */
function thin(candidates: readonly Candidate[], variables: number): readonly Candidate[] {
    const most = Math.max(3, Math.floor(mostDomainPoints ** (1 / Math.max(1, variables))));
    if (candidates.length <= most) {
        return candidates;
    }
    return Array.from({ length: most }, (_, k) => candidates[Math.round((k * (candidates.length - 1)) / (most - 1))]);
}

function variablesOf(predictor: PredictorSpec, set: (name: string, value: number) => void): Variable[] {
    if (predictor.kind === 'derived') {
        return [];
    }
    if (predictor.kind === 'each') {
        const { name, points } = predictor;
        return [{ names: [name], candidates: atoms([...new Set(points)]), place: value => set(name, value) }];
    }
    const { names, law } = predictor;
    if (law.law === 'mvNormal') {
        const factor = cholesky(law.covariance);
        const nu = names.map(() => 0);
        const place = (k: number, value: number): void => {
            nu[k] = value;
            names.forEach((name, i) =>
                set(name, law.mean[i] + nu.reduce((sum, x, j) => sum + (factor.ok ? factor.lower[i][j] : 0) * x, 0))
            );
        };
        return names.map((_, k) => ({
            names,
            candidates: candidatesOf({ law: 'normal', mean: 0, sd: 1 }),
            place: value => place(k, value)
        }));
    }
    return isScalarLaw(law) ? [{ names, candidates: candidatesOf(law), place: value => set(names[0], value) }] : [];
}

function atoms(values: readonly number[]): Candidate[] {
    return values.map(value => ({ value, tail: 1, isAtom: true }));
}

const tails = [leastProbabilityChecked, 1e-16, 1e-12, 1e-9, 1e-6, 1e-4, 1e-3, 0.01];
const inner = Array.from({ length: 63 }, (_, k) => (k + 1) / 64);

function candidatesOf(law: ScalarLaw): Candidate[] {
    if (law.law === 'mixture') {
        return law.components.flatMap(({ law: component }) => (isScalarLaw(component) ? candidatesOf(component) : []));
    }
    const listed = lawValues(law, mostListedValues);
    if (listed) {
        return atoms(listed.filter(({ probability }) => probability > 0).map(({ value }) => value));
    }
    const isAtom = lawSupport(law).discrete;
    const at = (p: number): Candidate => ({ value: lawQuantile(law, p), tail: Math.min(1, 2 * Math.min(p, 1 - p)), isAtom });
    const upper = tails.filter(p => 1 - p < 1).map(p => at(1 - p)); // prettier-ignore
    const farthest =
        law.law === 'normal'
            ? [{ value: law.mean - law.sd * normalQuantile(leastProbabilityChecked), tail: 2 * leastProbabilityChecked, isAtom: false }]
            : [];
    const found = [...tails.map(at), ...inner.map(at), ...upper.toReversed(), ...farthest];
    return found.filter(({ value }) => Number.isFinite(value)).sort((a, b) => a.value - b.value);
}

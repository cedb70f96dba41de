/** The predictors that a term depends on, its degree, and where it is not smooth. These follow from its form, without values. */
import type { PredictorSpec, Term } from './model-spec.js';
import { operands } from './term.js';

const comparisons = new Set<string>(['<', '<=', '>', '>=', '==', '!=']);

/** Properties of terms that are needed repeatedly. Derived predictors are replaced by their terms, and results are kept. */
export class TermAnalysis {
    private readonly derived = new Map<string, Term>();
    private readonly support = new Map<Term, ReadonlySet<string>>();
    private readonly derivedDegrees = new Map<string, number>();

    constructor(predictors: readonly PredictorSpec[]) {
        for (const predictor of predictors) {
            if (predictor.kind === 'derived') {
                this.derived.set(predictor.name, predictor.term);
            }
        }
    }

    /** The predictors that a term depends on, except derived ones. */
    basicPredictors(term: Term): ReadonlySet<string> {
        const known = this.support.get(term);
        if (known) {
            return known;
        }
        const found = new Set<string>();
        this.support.set(term, found); // A cycle, which the language forbids, ends here.
        const name = term.op === 'predictor' ? term.name : term.op === 'level' ? term.predictor : undefined;
        if (name !== undefined) {
            const definition = this.derived.get(name);
            if (definition) {
                for (const inner of this.basicPredictors(definition)) {
                    found.add(inner);
                }
            } else {
                found.add(name);
            }
        }
        for (const operand of operands(term)) {
            for (const inner of this.basicPredictors(operand)) {
                found.add(inner);
            }
        }
        return found;
    }

    /**
     * The polynomial degree of a term in the predictors of `variables`, all others held fixed; Infinity if it is not a polynomial.
     * The result is an upper bound: `x - x` has degree 1.
     */
    degree(term: Term, variables: ReadonlySet<string>): number {
        this.derivedDegrees.clear();
        return this.degreeIn(term, variables);
    }

    private degreeIn(term: Term, variables: ReadonlySet<string>): number {
        switch (term.op) {
            case 'number':
                return 0;
            case 'level':
                return variables.has(term.predictor) ? Infinity : 0;
            case 'predictor': {
                const definition = this.derived.get(term.name);
                if (!definition) {
                    return variables.has(term.name) ? 1 : 0;
                }
                let degree = this.derivedDegrees.get(term.name);
                if (degree === undefined) {
                    this.derivedDegrees.set(term.name, Infinity);
                    degree = this.degreeIn(definition, variables);
                    this.derivedDegrees.set(term.name, degree);
                }
                return degree;
            }
            case 'negate':
                return this.degreeIn(term.operand, variables);
            case 'call':
                return this.degreeIn(term.argument, variables) === 0 ? 0 : Infinity;
        }
        const left = this.degreeIn(term.left, variables);
        const right = this.degreeIn(term.right, variables);
        if (left === 0 && right === 0) {
            return 0;
        }
        switch (term.op) {
            case '+':
            case '-':
                return Math.max(left, right);
            case '*':
                return left + right;
            case '/':
                return right === 0 ? left : Infinity;
            case '^': {
                const power = term.right.op === 'number' ? term.right.value : NaN;
                return Number.isInteger(power) && power >= 0 ? left * power : Infinity;
            }
            default:
                return Infinity;
        }
    }

    /** The expressions at whose zeros a term is not smooth: it jumps, has a kink, or is singular. */
    roughness(terms: readonly Term[]): Roughness[] {
        const found: Roughness[] = [];
        const seen = new Set<Term>();
        const visit = (term: Term): void => {
            if (seen.has(term)) {
                return;
            }
            seen.add(term);
            found.push(...ownRoughness(term));
            if (term.op === 'predictor') {
                const definition = this.derived.get(term.name);
                if (definition) {
                    visit(definition);
                }
            }
            for (const operand of operands(term)) {
                visit(operand);
            }
        };
        terms.forEach(visit);
        return found;
    }
}

/** A term is not smooth where `expression` is 0: it jumps or has a kink (`break`), or a derivative is unbounded (`singularity`). */
export interface Roughness {
    kind: 'break' | 'singularity';
    expression: Term;
}

function ownRoughness(term: Term): Roughness[] {
    const zero = (kind: Roughness['kind'], expression: Term): Roughness[] =>
        factors(expression).map(factor => ({ kind, expression: factor }));
    if (term.op === '/') {
        return zero('singularity', term.right);
    }
    if (term.op === '^') {
        const smooth = term.right.op === 'number' && Number.isInteger(term.right.value) && term.right.value >= 0;
        return smooth ? [] : zero('singularity', term.left);
    }
    if (comparisons.has(term.op) && 'left' in term) {
        return [{ kind: 'break', expression: { op: '-', left: term.left, right: term.right } }];
    }
    if (term.op !== 'call') {
        return [];
    }
    switch (term.function) {
        case 'abs':
            return zero('break', term.argument);
        case 'log':
        case 'sqrt':
            return zero('singularity', term.argument);
        case 'logit':
        case 'probit':
            return [
                ...zero('singularity', term.argument),
                ...zero('singularity', { op: '-', left: term.argument, right: { op: 'number', value: 1 } })
            ];
        default:
            return [];
    }
}

/** Expressions whose zeros are those of a term, but which change their sign there, so that the zeros can be found: x − 1 for |x − 1| or (x − 1)². */
function factors(term: Term): Term[] {
    switch (term.op) {
        case 'negate':
            return factors(term.operand);
        case 'call':
            return term.function === 'abs' || term.function === 'sqrt' ? factors(term.argument) : [term];
        case '*':
            return [...factors(term.left), ...factors(term.right)];
        case '/':
            return factors(term.left);
        case '^':
            return term.right.op === 'number' && term.right.value > 0 ? factors(term.left) : [term];
        default:
            return [term];
    }
}

/** Terms that are linear in normal predictors: Σ a_j z_j + something free of them, with constant a_j. */
import { compileTerm, type PredictorIndex } from '../../spec/term.js';
import type { TermAnalysis } from '../../spec/term-analysis.js';
import type { Term } from '../../spec/model-spec.js';

export interface TermReader {
    analysis: TermAnalysis;
    index: PredictorIndex;
    /** The terms of derived predictors, by name. */
    derived: ReadonlyMap<string, Term>;
}

type Coefficients = ReadonlyMap<string, number>;

const none: Coefficients = new Map();

/** The coefficients of the predictors `names` in a term; null where the term is not linear in them, or their coefficients vary. */
export function normalCoefficients(term: Term, names: ReadonlySet<string>, reader: TermReader): Coefficients | null {
    const { analysis, derived } = reader;
    const of = (inner: Term): Coefficients | null => normalCoefficients(inner, names, reader);
    if (![...analysis.basicPredictors(term)].some(name => names.has(name))) {
        return none;
    }
    switch (term.op) {
        case 'predictor': {
            const definition = derived.get(term.name);
            return definition ? of(definition) : new Map([[term.name, 1]]);
        }
        case 'negate':
            return times(of(term.operand), -1);
        case '+':
            return sum(of(term.left), of(term.right), 1);
        case '-':
            return sum(of(term.left), of(term.right), -1);
        case '*':
            return times(of(term.left), constantOf(term.right, reader)) ?? times(of(term.right), constantOf(term.left, reader));
        case '/': {
            const divisor = constantOf(term.right, reader);
            return times(of(term.left), divisor === null ? null : 1 / divisor);
        }
        default:
            return null;
    }
}

/** The value of a term without predictors; null for others. */
function constantOf(term: Term, { analysis, index }: TermReader): number | null {
    return analysis.basicPredictors(term).size === 0 ? compileTerm(term, index)(new Float64Array(index.slots.size)) : null;
}

function times(coefficients: Coefficients | null, factor: number | null): Coefficients | null {
    return coefficients === null || factor === null ? null : new Map([...coefficients].map(([name, x]) => [name, factor * x]));
}

function sum(a: Coefficients | null, b: Coefficients | null, sign: number): Coefficients | null {
    if (a === null || b === null) {
        return null;
    }
    const total = new Map(a);
    for (const [name, x] of b) {
        total.set(name, (total.get(name) ?? 0) + sign * x);
    }
    return total;
}

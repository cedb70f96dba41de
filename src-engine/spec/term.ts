/** Terms over predictors, compiled to functions of a vector of predictor values. */
import { normalCdf, normalQuantile } from '../numeric/special/normal-distribution.js';
import { expit, logit } from '../numeric/special/logistic.js';
import type { PredictorSpec, ScalarFunction, Term } from './model-spec.js';
import { levelsOf } from './predictor-levels.js';

/** A term as a function of the values of all predictors (a categorical one's value is the index of its level). */
export type Evaluator = (values: Float64Array) => number;

export const scalarFunctions: Record<ScalarFunction, (x: number) => number> = {
    log: Math.log,
    exp: Math.exp,
    sqrt: Math.sqrt,
    abs: Math.abs,
    logit,
    expit,
    probit: normalQuantile,
    normcdf: normalCdf
};

/** The position of each predictor's value in the vector, and the index of each categorical level. */
export interface PredictorIndex {
    slots: Map<string, number>;
    levels: Map<string, string[]>;
}

/** Gives every predictor a position in the vector of values, in text order. */
export function indexPredictors(predictors: readonly PredictorSpec[]): PredictorIndex {
    const slots = new Map<string, number>();
    const levels = new Map<string, string[]>();
    for (const predictor of predictors) {
        if (predictor.kind === 'random') {
            for (const name of predictor.names) {
                slots.set(name, slots.size);
            }
        } else {
            slots.set(predictor.name, slots.size);
        }
        const own = levelsOf(predictor);
        if (own !== null) {
            levels.set(predictor.kind === 'random' ? predictor.names[0] : predictor.name, own);
        }
    }
    return { slots, levels };
}

export function compileTerm(term: Term, index: PredictorIndex): Evaluator {
    switch (term.op) {
        case 'number': {
            const value = term.value;
            return () => value;
        }
        case 'predictor': {
            const slot = slotOf(index, term.name);
            return values => values[slot];
        }
        case 'level': {
            const slot = slotOf(index, term.predictor);
            const level = (index.levels.get(term.predictor) ?? []).indexOf(term.level);
            return values => (values[slot] === level ? 1 : 0);
        }
        case 'negate': {
            const operand = compileTerm(term.operand, index);
            return values => -operand(values);
        }
        case 'call': {
            const f = scalarFunctions[term.function];
            const argument = compileTerm(term.argument, index);
            return values => f(argument(values));
        }
        default:
            return binary(term.op, compileTerm(term.left, index), compileTerm(term.right, index));
    }
}

function slotOf(index: PredictorIndex, name: string): number {
    const slot = index.slots.get(name);
    if (slot === undefined) {
        throw new InvalidSpec(`no predictor is named ${name}`);
    }
    return slot;
}

/** A spec that breaks its own rules (an unknown name, a matrix of the wrong size): a mistake in the program that made it, not in the numbers. */
export class InvalidSpec extends Error {}

function binary(op: string, left: Evaluator, right: Evaluator): Evaluator {
    switch (op) {
        case '+':
            return values => left(values) + right(values);
        case '-':
            return values => left(values) - right(values);
        case '*':
            return values => left(values) * right(values);
        case '/':
            return values => left(values) / right(values);
        case '^':
            return values => left(values) ** right(values);
        case '<':
            return values => (left(values) < right(values) ? 1 : 0);
        case '<=':
            return values => (left(values) <= right(values) ? 1 : 0);
        case '>':
            return values => (left(values) > right(values) ? 1 : 0);
        case '>=':
            return values => (left(values) >= right(values) ? 1 : 0);
        case '==':
            return values => (left(values) === right(values) ? 1 : 0);
        case '!=':
            return values => (left(values) !== right(values) ? 1 : 0);
        default:
            throw new InvalidSpec(`no operator ${op}`);
    }
}

/** The terms directly below a term. */
export function operands(term: Term): Term[] {
    switch (term.op) {
        case 'number':
        case 'predictor':
        case 'level':
            return [];
        case 'negate':
            return [term.operand];
        case 'call':
            return [term.argument];
        default:
            return [term.left, term.right];
    }
}

/** Sorts derived predictors so that each comes after those that it uses. */
export function derivedInOrder(predictors: readonly PredictorSpec[]): { name: string; term: Term }[] {
    const derived = new Map(predictors.flatMap(p => (p.kind === 'derived' ? [[p.name, p] as const] : [])));
    const ordered: { name: string; term: Term }[] = [];
    const state = new Map<string, 'open' | 'done'>();
    const visitTerm = (term: Term): void => {
        if (term.op === 'predictor') {
            visit(term.name);
        }
        operands(term).forEach(visitTerm);
    };
    const visit = (name: string): void => {
        const predictor = derived.get(name);
        if (!predictor || state.get(name) === 'done') {
            return;
        }
        if (state.get(name) === 'open') {
            throw new InvalidSpec(`the derived predictor ${name} depends on itself`);
        }
        state.set(name, 'open');
        visitTerm(predictor.term);
        state.set(name, 'done');
        ordered.push(predictor);
    };
    for (const name of derived.keys()) {
        visit(name);
    }
    return ordered;
}

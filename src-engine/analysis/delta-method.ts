/** A function of the parameters with its gradient, for the delta method: Var g(θ̂) ≈ ∇gᵀ Cov(θ̂) ∇g. */
import type { Quantity, ScalarFunction } from '../spec/model-spec.js';
import { normalPdf, normalQuantile } from '../numeric/special/normal-distribution.js';
import { expit } from '../numeric/special/logistic.js';
import { scalarFunctions } from '../spec/term.js';

export interface Differentiated {
    value: number;
    /** By the parameter's position. */
    gradient: Map<number, number>;
}

/** Value and position of a parameter; a position of null where it is fixed in the model. */
export type Lookup = (quantity: Extract<Quantity, { op: 'effect' | 'covariance' | 'phi' }>) => { value: number; position: number | null };

const derivatives: Record<ScalarFunction, (x: number) => number> = {
    log: x => 1 / x,
    exp: Math.exp,
    sqrt: x => 0.5 / Math.sqrt(x),
    abs: Math.sign,
    logit: p => 1 / (p * (1 - p)),
    expit: x => expit(x) * expit(-x),
    probit: p => 1 / normalPdf(normalQuantile(p)),
    normcdf: normalPdf
};

/** Forward differentiation. Outside a function's domain the result is NaN, which the caller must report. */
export function differentiate(quantity: Quantity, lookup: Lookup): Differentiated {
    switch (quantity.op) {
        case 'number':
            return { value: quantity.value, gradient: new Map() };
        case 'effect':
        case 'covariance':
        case 'phi': {
            const { value, position } = lookup(quantity);
            return { value, gradient: position === null ? new Map<number, number>() : new Map([[position, 1]]) };
        }
        case 'negate': {
            const operand = differentiate(quantity.operand, lookup);
            return { value: -operand.value, gradient: combine([[operand, -1]]) };
        }
        case 'call': {
            const argument = differentiate(quantity.argument, lookup);
            const value = scalarFunctions[quantity.function](argument.value);
            return { value, gradient: combine([[argument, derivatives[quantity.function](argument.value)]]) };
        }
    }
    const left = differentiate(quantity.left, lookup);
    const right = differentiate(quantity.right, lookup);
    const [a, b] = [left.value, right.value];
    switch (quantity.op) {
        case '+':
            return { value: a + b, gradient: combine([[left, 1], [right, 1]]) }; // prettier-ignore
        case '-':
            return { value: a - b, gradient: combine([[left, 1], [right, -1]]) }; // prettier-ignore
        case '*':
            return { value: a * b, gradient: combine([[left, b], [right, a]]) }; // prettier-ignore
        case '/':
            return { value: a / b, gradient: combine([[left, 1 / b], [right, -a / (b * b)]]) }; // prettier-ignore
        case '^': {
            const value = a ** b;
            return { value, gradient: combine([[left, b === 0 ? 0 : b * a ** (b - 1)], [right, right.gradient.size === 0 ? 0 : value * Math.log(a)]]) }; // prettier-ignore
        }
    }
}

/** Σ factor·∇part; a part without gradient is skipped, whatever its factor is. */
function combine(parts: [Differentiated, number][]): Map<number, number> {
    const gradient = new Map<number, number>();
    for (const [{ gradient: inner }, factor] of parts) {
        for (const [position, slope] of inner) {
            gradient.set(position, (gradient.get(position) ?? 0) + factor * slope);
        }
    }
    return gradient;
}

/** Whether a quantity is a linear function of the parameters, so that its variance needs no delta method. */
export function isLinearQuantity(quantity: Quantity): boolean {
    switch (quantity.op) {
        case 'number':
        case 'effect':
        case 'covariance':
        case 'phi':
            return true;
        case 'negate':
            return isLinearQuantity(quantity.operand);
        case 'call':
            return isNumber(quantity.argument);
        case '+':
        case '-':
            return isLinearQuantity(quantity.left) && isLinearQuantity(quantity.right);
        case '*':
            return (
                isLinearQuantity(quantity.left) && isLinearQuantity(quantity.right) && (isNumber(quantity.left) || isNumber(quantity.right))
            );
        case '/':
            return isLinearQuantity(quantity.left) && isNumber(quantity.right);
        default:
            return isNumber(quantity);
    }
}

/** Whether a quantity has no parameter. */
function isNumber(quantity: Quantity): boolean {
    switch (quantity.op) {
        case 'number':
            return true;
        case 'effect':
        case 'covariance':
        case 'phi':
            return false;
        case 'negate':
            return isNumber(quantity.operand);
        case 'call':
            return isNumber(quantity.argument);
        default:
            return isNumber(quantity.left) && isNumber(quantity.right);
    }
}

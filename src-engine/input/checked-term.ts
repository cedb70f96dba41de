/** Expressions of an input: terms over predictors, and quantities over parameters. */
import type { ArithmeticOperator, ComparisonOperator, Quantity, Term } from '../spec/model-spec.js';
import { scalarFunctions } from '../spec/term.js';
import { InvalidInput, listed, shownName, type CheckedValue } from './checked-value.js';

/** The names that expressions can use. */
export interface KnownNames {
    /** All predictors, categorical ones among them. */
    predictors: ReadonlySet<string>;
    /** The levels of each categorical predictor. */
    levels: ReadonlyMap<string, readonly string[]>;
    effects: ReadonlySet<string>;
    groups: ReadonlySet<string>;
}

const arithmetic: readonly ArithmeticOperator[] = ['+', '-', '*', '/', '^'];
const comparisons: readonly ComparisonOperator[] = ['<', '<=', '>', '>=', '==', '!='];
const functions = Object.keys(scalarFunctions) as (keyof typeof scalarFunctions)[];
const termOperators = ['number', 'predictor', 'level', 'negate', 'call', ...arithmetic, ...comparisons] as const;
const quantityOperators = ['number', 'effect', 'covariance', 'phi', 'negate', 'call', ...arithmetic] as const;

/** The operator of an expression, before it is known which other properties it has. */
function operatorOf<T extends string>(input: CheckedValue, operators: readonly T[]): T {
    const op = input.property('op', 'an expression: an object such as { op: "number", value: 1 }');
    const found = operators.find(operator => operator === op);
    if (found === undefined) {
        throw new InvalidInput(`${input.path}.op`, `must be ${listed(operators)}; it is ${typeof op === 'string' ? shownName(op) : 'not'}`);
    }
    return found;
}

/** A term over the predictors. */
export function checkedTerm(input: CheckedValue, names: KnownNames): Term {
    const op = operatorOf(input, termOperators);
    switch (op) {
        case 'number': {
            const at = input.fields(['op', 'value']);
            return { op, value: at('value').number() };
        }
        case 'predictor': {
            const at = input.fields(['op', 'name']);
            const name = at('name').nameOf(names.predictors, 'a predictor');
            if (names.levels.has(name)) {
                throw new InvalidInput(
                    input.path,
                    `must name a level of the categorical predictor ${shownName(name)}: use the operator "level"`
                );
            }
            return { op, name };
        }
        case 'level': {
            const at = input.fields(['op', 'predictor', 'level']);
            const predictor = at('predictor').nameOf(new Set(names.levels.keys()), 'a categorical predictor');
            return { op, predictor, level: at('level').nameOf(new Set(names.levels.get(predictor)), `a level of ${shownName(predictor)}`) };
        }
        case 'negate': {
            const at = input.fields(['op', 'operand']);
            return { op, operand: checkedTerm(at('operand'), names) };
        }
        case 'call': {
            const at = input.fields(['op', 'function', 'argument']);
            return { op, function: at('function').oneOf(functions), argument: checkedTerm(at('argument'), names) };
        }
        default: {
            const at = input.fields(['op', 'left', 'right']);
            return { op, left: checkedTerm(at('left'), names), right: checkedTerm(at('right'), names) };
        }
    }
}

/** A quantity over the parameters. */
export function checkedQuantity(input: CheckedValue, names: KnownNames): Quantity {
    const op = operatorOf(input, quantityOperators);
    switch (op) {
        case 'number': {
            const at = input.fields(['op', 'value']);
            return { op, value: at('value').number() };
        }
        case 'effect': {
            const at = input.fields(['op', 'name']);
            return { op, name: at('name').nameOf(names.effects, 'a fixed effect') };
        }
        case 'covariance': {
            const at = input.fields(['op', 'effects', 'group']);
            const effects = at('effects').list();
            const [first, second] = effects;
            if (!first || !second || effects.length !== 2) {
                at('effects').mustBe('a list of two effects');
            }
            const pair: [string, string] = [first.nameOf(names.effects, 'a fixed effect'), second.nameOf(names.effects, 'a fixed effect')];
            return { op, effects: pair, group: at('group').nameOf(names.groups, 'a group') };
        }
        case 'phi':
            input.fields(['op']);
            return { op };
        case 'negate': {
            const at = input.fields(['op', 'operand']);
            return { op, operand: checkedQuantity(at('operand'), names) };
        }
        case 'call': {
            const at = input.fields(['op', 'function', 'argument']);
            return { op, function: at('function').oneOf(functions), argument: checkedQuantity(at('argument'), names) };
        }
        default: {
            const at = input.fields(['op', 'left', 'right']);
            return { op, left: checkedQuantity(at('left'), names), right: checkedQuantity(at('right'), names) };
        }
    }
}

/** Whether a quantity has a parameter in it. */
export function hasParameter(quantity: Quantity): boolean {
    switch (quantity.op) {
        case 'number':
            return false;
        case 'effect':
        case 'covariance':
        case 'phi':
            return true;
        case 'negate':
            return hasParameter(quantity.operand);
        case 'call':
            return hasParameter(quantity.argument);
        default:
            return hasParameter(quantity.left) || hasParameter(quantity.right);
    }
}

/** Values of effects as the author wrote them. */
import type { Term } from '../../src-engine/spec/model-spec.js';
import { scalarFunctions } from '../../src-engine/spec/term.js';

/** The text that the author wrote for a value; null if it is a number, or no longer has this value. */
export function writtenValue(term: Term | undefined, value: number): Term | null {
    return term && Math.abs(constantValue(term) - value) <= 1e-12 * Math.abs(value) ? term : null;
}

/** The value of a term without predictors. */
function constantValue(term: Term): number {
    switch (term.op) {
        case 'number':
            return term.value;
        case 'negate':
            return -constantValue(term.operand);
        case 'call':
            return scalarFunctions[term.function](constantValue(term.argument));
        case '+':
            return constantValue(term.left) + constantValue(term.right);
        case '-':
            return constantValue(term.left) - constantValue(term.right);
        case '*':
            return constantValue(term.left) * constantValue(term.right);
        case '/':
            return constantValue(term.left) / constantValue(term.right);
        case '^':
            return constantValue(term.left) ** constantValue(term.right);
        default:
            return NaN;
    }
}

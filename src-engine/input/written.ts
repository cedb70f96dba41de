/** Quantities and hypotheses as text, for inputs that do not give the text. */
import type { Contrast, Quantity } from '../spec/model-spec.js';

const precedence = { '+': 1, '-': 1, '*': 2, '/': 2, negate: 3, '^': 4 } as const;

/** A quantity in the notation of the language: `exp(beta1 + beta2)`. */
export function quantityText(quantity: Quantity): string {
    return written(quantity, 0);
}

/** `around`: how strongly the operator around it binds. */
function written(quantity: Quantity, around: number): string {
    switch (quantity.op) {
        case 'number':
            return quantity.value < 0 && around > 0 ? `(${quantity.value})` : String(quantity.value);
        case 'effect':
            return quantity.name;
        case 'covariance': {
            const [first, second] = quantity.effects;
            return first === second ? `var(${first} | ${quantity.group})` : `cov(${first}, ${second} | ${quantity.group})`;
        }
        case 'phi':
            return 'phi';
        case 'negate':
            return enclosed(`-${written(quantity.operand, precedence.negate)}`, around > 1);
        case 'call':
            return `${quantity.function}(${written(quantity.argument, 0)})`;
        default: {
            const own = precedence[quantity.op];
            const [left, right] = quantity.op === '^' ? [own + 1, own] : [own, own + 1];
            return enclosed(`${written(quantity.left, left)} ${quantity.op} ${written(quantity.right, right)}`, own < around);
        }
    }
}

function enclosed(text: string, isNeeded: boolean): string {
    return isNeeded ? `(${text})` : text;
}

/** Linear hypotheses in the notation of the language: `beta1 - 2 * beta2 = 0 and beta3 = 0`. */
export function hypothesisText(contrasts: readonly Contrast[]): string {
    return contrasts.map(contrastText).join(' and ');
}

function contrastText({ coefficients, value }: Contrast): string {
    const sum = coefficients.map(({ effect, coefficient }, i) => {
        const size = Math.abs(coefficient);
        const summand = size === 1 ? effect : `${size} * ${effect}`;
        const sign = coefficient < 0 ? '-' : '+';
        return i === 0 ? (coefficient < 0 ? `-${summand}` : summand) : ` ${sign} ${summand}`;
    });
    return `${sum.join('')} = ${value}`;
}

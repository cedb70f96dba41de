/** Terms such as `arm + arm * x`: in R's formulas two effects, but here one effect of their sum. */
import { isBinary, isPredictorName, isReference, type Expression, type FixedEffect } from '../generated/ast.js';
import { unwrapped } from '../lowering/terms.js';
import { textOf } from '../parsing/text-range.js';
import { resolve } from '../scoping/names.js';
import type { Check } from './check.js';
import { freeOf } from './interaction-names.js';
import { isTaken } from './proposals.js';

/** The parts of a sum or of a product, without brackets around them. */
function partsOf(expression: Expression | undefined, operator: '+' | '*'): Expression[] {
    const inner = unwrapped(expression);
    if (isBinary(inner) && inner.operator === operator) {
        return [...partsOf(inner.left, operator), ...partsOf(inner.right, operator)];
    }
    return inner ? [inner] : [];
}

/** The predictor that a factor of a product is; undefined for a number, a level, and all else. */
function predictorOf(factor: Expression): string | undefined {
    const isPlain = isReference(factor) && !factor.indexed && isPredictorName(resolve(factor.target, factor, 'target'));
    return isPlain ? factor.target?.$refText : undefined;
}

/** Nobody adds a predictor to its own product with another one, unless each is meant to have an effect. */
export const sumShouldNotMeanEffects: Check<FixedEffect> = (effect, context) => {
    const summands = partsOf(effect.term, '+');
    const factors = summands.map(summand => partsOf(summand, '*').map(predictorOf));
    const isOfPredictors = factors.every(names => names.every(name => name !== undefined));
    const alone = factors.flatMap(names => (names.length === 1 ? names : []));
    const isAsInR = factors.some(names => names.length > 1 && names.some(name => alone.includes(name)));
    if (!effect.name || !effect.term || !effect.value || !isOfPredictors || !isAsInR) {
        return;
    }
    const value = textOf(effect.value);
    const names: string[] = [effect.name];
    for (const own of factors.slice(1)) {
        const [first = '', ...others] = own;
        const stem = [first, ...others.map(other => other.charAt(0).toUpperCase() + other.slice(1))].join('');
        const taken = isTaken(effect);
        names.push(freeOf(others.length === 0 ? `${first}Effect` : stem, name => taken(name) || names.includes(name)));
    }
    const entries = summands.map((summand, i) => `${names[i]}: ${textOf(summand)} = ${value}`);
    context.report.add('sum-of-effects', effect.term, { effect: effect.name, term: textOf(effect.term), value, entries });
};

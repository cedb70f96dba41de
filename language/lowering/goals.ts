import { isLinear } from '../../src-engine/family/families.js';
import type { Contrast, PrecisionSpec, TestSpec } from '../../src-engine/spec/model-spec.js';
import {
    isAlternative,
    isFixedEffect,
    isReference,
    isReferenceLaw,
    isTestNumber,
    type Expression,
    type Hypothesis,
    type Precision,
    type Test
} from '../generated/ast.js';
import { textOf } from '../parsing/text-range.js';
import { resolve } from '../scoping/names.js';
import type { ModelContext } from './context.js';
import { quantitiesOf } from './quantities-of.js';
import { effectParameters, isFactorEffect, type EffectParameter } from './factor-effects.js';
import { linkOf } from './family.js';
import { unwrapped } from './terms.js';

/** The value of a test's option; of several with the same name the last one. */
export function testNumber(test: Test, name: 'alpha' | 'power'): Expression | undefined {
    return test.options.filter(isTestNumber).find(option => option.name === name)?.value;
}

/** The parameters of a factor whose name alone is tested: all of them together. */
export function jointlyTested(expression: Expression | undefined, context: ModelContext): readonly EffectParameter[] | undefined {
    const name = unwrapped(expression);
    const target = isReference(name) && !name.indexed ? resolve(name.target, name, 'target') : undefined;
    if (!isFixedEffect(target) || !isFactorEffect(target)) {
        return undefined;
    }
    const parameters = context.once(effectParameters, target);
    return parameters?.length === 1 ? undefined : (parameters ?? []);
}

/** The linear hypotheses of one equation: one, or one for each parameter of a factor. Undefined where it has no meaning, which is reported. */
export function lowerHypothesis(hypothesis: Hypothesis, context: ModelContext): Contrast[] | undefined {
    const joint = jointlyTested(hypothesis.contrast, context);
    const value = quantitiesOf(context).contrast(hypothesis.value);
    if (joint) {
        return joint.length === 0 || !value || value.coefficients.size > 0
            ? undefined
            : joint.map(({ name }) => ({ coefficients: [{ effect: name, coefficient: 1 }], value: value.constant }));
    }
    const form = quantitiesOf(context).contrast(hypothesis.contrast);
    if (!form || !value || value.coefficients.size > 0 || form.coefficients.size === 0) {
        return undefined;
    }
    const coefficients = [...form.coefficients].map(([effect, coefficient]) => ({ effect, coefficient }));
    return [{ coefficients, value: value.constant - form.constant }];
}

/** All linear hypotheses of a test. Undefined where one has no meaning. */
export function contrastsOf(test: Test, context: ModelContext): readonly Contrast[] | undefined {
    return context.once(lowerHypotheses, test);
}

function lowerHypotheses(test: Test, context: ModelContext): Contrast[] | undefined {
    const contrasts = test.hypotheses.map(hypothesis => lowerHypothesis(hypothesis, context));
    return contrasts.every(contrast => contrast !== undefined) ? contrasts.flat() : undefined;
}

function isShare(value: number | undefined): value is number {
    return value !== undefined && value > 0 && value < 1;
}

/** Whether the family and the link are known and not those of a linear model. */
export function isKnownNotLinear(context: ModelContext): boolean {
    const { family } = context;
    const link = linkOf(context);
    return family !== undefined && link !== undefined && !isLinear({ name: family.name, link });
}

/** Lowers a test; undefined where it has no meaning. */
export function lowerTest(test: Test, context: ModelContext): TestSpec | undefined {
    const contrasts = contrastsOf(test, context);
    const alphaText = testNumber(test, 'alpha');
    const powerText = testNumber(test, 'power');
    const alpha = alphaText ? context.number(alphaText) : 0.05;
    const power = powerText ? context.number(powerText) : null;
    const alternative = test.options.find(isAlternative)?.alternative ?? 'two-sided';
    const reference = test.options.find(isReferenceLaw)?.law ?? 'z';
    if (reference === 'kr' && isKnownNotLinear(context)) {
        return undefined;
    }
    if (
        !contrasts ||
        contrasts.length === 0 ||
        !isShare(alpha) ||
        (power !== null && !isShare(power)) ||
        (contrasts.length > 1 && alternative !== 'two-sided')
    ) {
        return undefined;
    }
    return {
        name: test.name ?? null,
        hypothesis: writtenHypothesis(test),
        contrasts: [...contrasts],
        alternative,
        alpha,
        power,
        reference
    };
}

/** `beta1 - beta2 = 0 and beta3 = 0`. */
export function writtenHypothesis(test: Test): string {
    return test.hypotheses
        .map(({ contrast, value }) => `${contrast ? textOf(contrast) : '…'} = ${value ? textOf(value) : '…'}`)
        .join(' and ');
}

/** Lowers a precision; undefined where it has no meaning. */
export function lowerPrecision(node: Precision, context: ModelContext): PrecisionSpec | undefined {
    const target = quantitiesOf(context).quantity(node.target);
    const option = (name: string): Expression | undefined => node.options.find(one => one.name === name)?.value;
    const halfwidth = context.number(option('halfwidth'));
    const factor = context.number(option('factor'));
    const levelText = option('level');
    const level = levelText ? context.number(levelText) : 0.95;
    if (!target || !node.target || !isShare(level)) {
        return undefined;
    }
    const text = textOf(node.target);
    if (halfwidth !== undefined && halfwidth > 0) {
        return { target, text, goal: { halfwidth }, level };
    }
    return factor !== undefined && factor > 1 ? { target, text, goal: { factor }, level } : undefined;
}

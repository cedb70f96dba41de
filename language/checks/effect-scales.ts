/** Rules about effects that are written as probabilities or means, or as differences of them, on the scale of a link. */
import { AstUtils } from 'langium';
import { families } from '../../src-engine/family/families.js';
import { links as engineLinks } from '../../src-engine/family/links.js';
import { listedValues } from '../../src-engine/laws/index.js';
import type { LinkName } from '../../src-engine/spec/model-spec.js';
import {
    isBinary,
    isCall,
    isConstant,
    isFixedEffect,
    isFixedEffects,
    isList,
    isPredictor,
    isReference,
    type Expression,
    type FixedEffect,
    type Hypothesis,
    type Sweep
} from '../generated/ast.js';
import type { ModelContext } from '../lowering/context.js';
import { linkOf } from '../lowering/family.js';
import { isIntercept, marginalCall, valueOf } from '../lowering/fixed-effects.js';
import { effectParameters, parametersOf } from '../lowering/factor-effects.js';
import { findPredictorCycle } from '../lowering/predictor-cycle.js';
import { lowerPredictor } from '../lowering/predictors.js';
import { unwrapped } from '../lowering/terms.js';
import { links } from '../knowledge/links.js';
import { textOf } from '../parsing/text-range.js';
import { ratioTitle } from '../presentation/prose/back-transform.js';
import { resolve } from '../scoping/names.js';
import type { Check } from './check.js';
import { isShare } from './numbers.js';

/** The value of an effect as it is written, where it stands, and what stands there or in the constant of that name. */
interface Written {
    at: Expression;
    meant: Expression;
}

function definitionOf(expression: Expression | undefined): Expression | undefined {
    const inner = unwrapped(expression);
    const constant = isReference(inner) ? resolve(inner.target, inner, 'target') : undefined;
    return isConstant(constant) ? constant.value : undefined;
}

/** The numbers of a value that may be a list or a matrix. */
function numbersIn(value: Expression | undefined): Written[] {
    const inner = unwrapped(value);
    if (isList(inner)) {
        return inner.items.flatMap(numbersIn);
    }
    const meant = unwrapped(definitionOf(inner) ?? inner);
    return inner && meant ? [{ at: inner, meant }] : [];
}

/** Whether an expression is made of literals alone, or of constants that are: a probability rather than its logit. */
function isPlain(expression: Expression, open: readonly Expression[] = []): boolean {
    return AstUtils.streamAst(expression).every(node => {
        if (!isReference(node)) {
            return !isCall(node);
        }
        const definition = definitionOf(node);
        return definition !== undefined && !open.includes(definition) && isPlain(definition, [...open, definition]);
    });
}

/** Hardly any study plans for a ratio of 10, … */
const leastLikeMean = 10;

/** … and means of two arms rarely differ by more than this factor. */
const farFromMean = 3;

interface Scale {
    link: LinkName;
    title: string | null;
    mean: string;
    isMean: (value: number) => boolean;
}

/** The scale of the effects; undefined where it is that of the mean, or not known. */
export function scaleOf(context: ModelContext): Scale | undefined {
    const { family } = context;
    const link = linkOf(context);
    if (!family || !link || link === 'identity') {
        return undefined;
    }
    const isProbability = families[family.name].mean === 'probability';
    return {
        link,
        title: ratioTitle({ name: family.name, link }),
        mean: isProbability ? 'probability' : 'mean',
        isMean: value => (isProbability ? isShare(value) : value > 0)
    };
}

/** The mean to which a shift of the linear predictor leads from another one. */
const shifted = (link: LinkName, from: number, by: number): number => engineLinks[link].mean(engineLinks[link].eta(from) + by);

/** In brackets where other operators would bind tighter. */
function operand(expression: Expression): string {
    const isOne = ['NumberLiteral', 'Reference', 'Call', 'Parenthesis'].includes(expression.$type);
    return isOne ? textOf(expression) : `(${textOf(expression)})`;
}

/** `logit(0.55)`: brackets around the mean are those of the function. */
function onLink(link: LinkName, mean: Expression): string {
    const inner = unwrapped(mean)!;
    return links[link].written(links[link].written('').endsWith('()') ? textOf(inner) : operand(inner));
}

function reportDifference({ at, meant }: Written, context: ModelContext): void {
    const scale = scaleOf(context);
    if (!scale || !isBinary(meant) || meant.operator !== '-' || !isPlain(meant)) {
        return;
    }
    const { left, right } = meant;
    const [to, from] = [context.number(left), context.number(right)];
    if (to === undefined || from === undefined || to === from || !scale.isMean(to) || !scale.isMean(from)) {
        return;
    }
    const { link, title, mean } = scale;
    const reached = shifted(link, from, to - from);
    if (scale.isMean(reached)) {
        const instead = `${onLink(link, left)} - ${onLink(link, right)}`;
        context.report.add('difference-of-means', at, {
            text: textOf(meant),
            value: to - from,
            link,
            title,
            mean,
            from,
            to: reached,
            instead
        });
    }
}

/** A mean on the scale of a link: `logit(0.45)`. */
function meanOnLink(expression: Expression): { function: 'logit' | 'probit'; mean: Expression } | undefined {
    const isOne =
        isCall(expression) && (expression.function === 'logit' || expression.function === 'probit') && expression.args.length === 1;
    return isOne ? { function: expression.function as 'logit', mean: expression.args[0]! } : undefined;
}

function reportOtherLink({ at, meant }: Written, context: ModelContext): boolean {
    const scale = scaleOf(context);
    const call = meanOnLink(meant);
    if (!scale || !call || call.function === scale.link || context.number(call.mean) === undefined) {
        return false;
    }
    const { link } = scale;
    context.report.add('other-link', at, {
        text: textOf(meant),
        function: call.function,
        link,
        instead: onLink(link, call.mean)
    });
    return true;
}

interface WrittenIntercept {
    /** The mean where all other terms are 0; undefined where the intercept is given by a mean over the predictors. */
    mean: number | undefined;
    text: string;
}

/** What the intercept stands for, and how it is written on the scale of the link. */
function interceptOf(context: ModelContext, link: LinkName): WrittenIntercept | undefined {
    const effect = context
        .elements(isFixedEffects)
        .flatMap(({ effects }) => effects)
        .find(one => isIntercept(one, context));
    if (effect && marginalCall(effect)) {
        return { mean: undefined, text: textOf(effect.value) };
    }
    const value = unwrapped(effect?.value);
    const eta = value && value.$type !== 'Unknown' ? context.number(value) : undefined;
    return value && eta !== undefined ? { mean: engineLinks[link].mean(eta), text: operand(value) } : undefined;
}

/** Whether the effect's columns are 0 or 1, so that a step from the intercept is the whole effect: an arm, a level, a comparison; not a product. */
function isStep(effect: FixedEffect, context: ModelContext): boolean {
    const predictors = context.elements(isPredictor).map(node => context.once(lowerPredictor, node));
    const known = predictors.filter(predictor => predictor !== undefined);
    const parameters = effectParameters(effect, context) ?? [];
    if (known.length < predictors.length || findPredictorCycle(context.elements(isPredictor))) {
        return false;
    }
    return (
        parameters.length > 0 &&
        parameters.every(({ term, isSum }) => {
            const values = isSum || term.op === '*' ? null : listedValues('', [...known, { kind: 'derived', name: '', term }]);
            return values?.length === 2 && values.includes(0) && values.includes(1);
        })
    );
}

/** The logarithm of a ratio is what an effect is with the log link, but a ratio that is as large as the mean itself is a mean. */
function isLikeMean(ratio: number, mean: number | undefined): boolean {
    return mean !== undefined && ratio >= leastLikeMean && mean / farFromMean < ratio && ratio < mean * farFromMean;
}

/** Without an intercept, or with one of 0, the logit of a probability is what its author means. */
function reportMean({ at, meant }: Written, effect: FixedEffect, context: ModelContext): void {
    const scale = scaleOf(context);
    const written = scale && isCall(meant) && meant.function === scale.link && meant.args.length === 1 ? meant.args[0] : undefined;
    if (!scale || !written) {
        return;
    }
    const intercept = interceptOf(context, scale.link);
    const [value, mean] = [context.number(meant), context.number(written)];
    if (!intercept || value === undefined || mean === undefined) {
        return;
    }
    const { mean: from } = intercept;
    if (scale.link === 'log' && !isLikeMean(mean, from)) {
        return;
    }
    const to = from === undefined ? undefined : shifted(scale.link, from, value);
    if (to !== undefined && Math.abs(to - mean) < 1e-9) {
        return;
    }
    const others = parametersOf(context).filter(one => one.effect !== effect && !isIntercept(one.effect, context));
    const step =
        from === undefined || to === undefined || !isStep(effect, context)
            ? null
            : {
                  from,
                  to,
                  meant: mean,
                  besideOthers: others.some(one => valueOf(one, context) !== 0),
                  instead: `${textOf(meant)} - ${intercept.text}`
              };
    context.report.add('mean-as-effect', at, { text: textOf(meant), value, title: scale.title, mean: scale.mean, step });
}

/** The value of an effect is on the scale of the link. */
export const effectShouldFitTheScale: Check<FixedEffect> = (effect, context) => {
    for (const written of numbersIn(effect.value)) {
        if (!reportOtherLink(written, context) && !isIntercept(effect, context)) {
            reportDifference(written, context);
            reportMean(written, effect, context);
        }
    }
};

export const sweptEffectShouldFitTheScale: Check<Sweep> = (sweep, context) => {
    const target = resolve(sweep.target, sweep, 'target');
    if (!isFixedEffect(target)) {
        return;
    }
    for (const written of sweep.values.flatMap(numbersIn)) {
        if (!reportOtherLink(written, context) && !isIntercept(target, context)) {
            reportDifference(written, context);
            reportMean(written, target, context);
        }
    }
};

/** The null value of a contrast is on the scale of the link, too. */
export const nullShouldFitTheScale: Check<Hypothesis> = (hypothesis, context) => {
    numbersIn(hypothesis.value).forEach(written => reportDifference(written, context));
};

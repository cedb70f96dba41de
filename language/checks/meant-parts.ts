/** The family and the fixed effects that an unfinished model most likely means, as what it says already shows. */
import type { DeclaringLine } from '../diagnostics/names.js';
import {
    isCall,
    isDependence,
    isHypothesis,
    isPrecision,
    isPredictor,
    isRandomEffect,
    isRandomEffects,
    isReference,
    isUnknown,
    type Expression
} from '../generated/ast.js';
import type { ModelContext } from '../lowering/context.js';
import { walk } from '../parsing/walk.js';
import { interceptOf } from './proposals.js';

/** Functions that only one kind of response needs. */
const ofProbabilities = new Set(['logit', 'expit', 'OR']);
const ofRates = new Set(['RR']);

/** Intercepts this far from 0 are means of measurements: on the scale of a logit or logarithm nobody has them. */
const leastMean = 15;

/** The family that fits the functions and values in the model. */
export function meantFamily(context: ModelContext): DeclaringLine {
    const { nodes } = walk(context.model);
    const called = nodes.flatMap(node => (isCall(node) ? [node.function] : []));
    const measures = nodes.flatMap(node => (isRandomEffect(node) ? [node.measure] : []));
    const intercept = interceptOf(context);
    const value = intercept && isNumber(intercept.value) ? context.number(intercept.value) : undefined;
    if (called.some(name => ofProbabilities.has(name))) {
        return { text: 'family bernoulli', stops: ['bernoulli'] };
    }
    if (called.includes('probit')) {
        return { text: 'family bernoulli link probit', stops: ['bernoulli'] };
    }
    const isMeasured = (value !== undefined && Math.abs(value) >= leastMean) || measures.includes('icc') || called.includes('cohen');
    return isMeasured && !called.some(name => ofRates.has(name))
        ? { text: 'family gaussian(phi = 1)', stops: ['gaussian', '1'] }
        : { text: 'family poisson', stops: ['poisson'] };
}

/** Whether a value is written as a number, not as a function or `?`. */
function isNumber(value: Expression | undefined): boolean {
    return value !== undefined && !isUnknown(value) && !isCall(value);
}

/** The effects that random blocks and goals name, with terms from the predictors. */
export function meantEffects(context: ModelContext): DeclaringLine {
    const random = context
        .elements(isRandomEffects)
        .flatMap(({ entries }) => entries)
        .flatMap(entry => (isRandomEffect(entry) ? [entry.effect] : isDependence(entry) ? entry.effects.map(({ effect }) => effect) : []))
        .flatMap(effect => effect?.$refText ?? []);
    const predictors = context.elements(isPredictor).flatMap(({ names }) => names.flatMap(({ name }) => name ?? []));
    const named = [...new Set([...random, ...testedNames(context)])];
    const intercept = named.find(name => !predictors.includes(name) && random.includes(name)) ?? 'beta0';
    const open = predictors.filter(name => !named.includes(name));
    const others = named
        .filter(name => name !== intercept)
        .flatMap(name => {
            const term = predictors.includes(name) ? name : open.shift();
            return term === undefined ? [] : [`${name}: ${term} = 0.3`];
        });
    const entries = [`${intercept}: 1 = 0.5`, ...others];
    return { text: `fixed { ${entries.join('; ')} }`, stops: [intercept, '0.5', ...others.map(() => '0.3')] };
}

/** The names of parameters in tests and precisions. */
function testedNames(context: ModelContext): string[] {
    return walk(context.model).nodes.flatMap(node => {
        const quantity = isHypothesis(node) ? node.contrast : isPrecision(node) ? node.target : undefined;
        return quantity ? [quantity, ...walk(quantity).nodes].flatMap(one => (isReference(one) ? (one.target?.$refText ?? []) : [])) : [];
    });
}

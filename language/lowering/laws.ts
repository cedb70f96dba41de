import { lawProblem } from '../../src-engine/laws/index.js';
import type { Law } from '../../src-engine/spec/model-spec.js';
import { laws } from '../knowledge/laws.js';
import {
    isList,
    type Categorical,
    type Discrete,
    type Expression,
    type Law as LawNode,
    type Mixture,
    type NamedLaw
} from '../generated/ast.js';
import { meantWord } from '../knowledge/other-names.js';
import { bindArguments } from './arguments.js';
import type { ModelContext } from './context.js';
import { lowerEmpirical } from './empirical.js';
import type { Where } from './issue-report.js';
import { dimensionsAround, mendedLaw, pointsOfCall, withAllProbabilities, withoutNumberOfDraws } from './mended-law.js';
import { unwrapped } from './terms.js';

/** A law, and where its arguments are in the text. */
interface LoweredLaw {
    law: Law;
    argument: (name: string) => Where;
    components: LoweredLaw[];
}

/** Lowers a law and checks its arguments. Undefined where it has no meaning, which is reported. */
export function lowerLaw(node: LawNode | undefined, context: ModelContext): Law | undefined {
    const lowered = node && lower(node, context);
    if (!node || !lowered) {
        return undefined;
    }
    const problem = lawProblem(lowered.law);
    if (!problem) {
        return lowered.law;
    }
    const at = problem.components.reduce<LoweredLaw | undefined>((part, i) => part?.components[i], lowered) ?? lowered;
    context.report.add('law-argument-out-of-range', at.argument(problem.argument), {
        law: node.name,
        detail: problem.detail,
        ...mendedLaw(node, problem.argument, context)
    });
    return undefined;
}

function lower(node: LawNode, context: ModelContext): LoweredLaw | undefined {
    switch (node.$type) {
        case 'Discrete':
            return lowerDiscrete(node, context);
        case 'Categorical':
            return lowerCategorical(node, context);
        case 'Mixture':
            return lowerMixture(node, context);
        case 'Empirical': {
            const law = lowerEmpirical(node, context);
            return law && { law, argument: () => node, components: [] };
        }
        case 'NamedLaw':
            return lowerNamedLaw(node, context);
    }
}

function lowerNamedLaw(node: NamedLaw, context: ModelContext): LoweredLaw | undefined {
    const known = laws.get(node.name);
    const name: Where = { node, part: { property: 'name' } };
    if (!known) {
        if (node.name) {
            const nearest = meantWord('law', node.name, laws.keys());
            context.report.add('unknown-law', name, {
                name: node.name,
                isOfSizes: false,
                nearest,
                known: [...laws.keys()],
                whole: withoutNumberOfDraws(node, nearest),
                points: pointsOfCall(node)
            });
        }
        return undefined;
    }
    const bound = bindArguments(
        node.args,
        known.arguments.map(argument => argument.name),
        known.signature,
        node,
        context.report
    );
    if (!bound) {
        return undefined;
    }
    const argument = (name: string): Where => bound.get(name) ?? node;
    if (known.form === 'vectorAndMatrix') {
        const mean = vector(bound.get('mean'), context);
        const covariance = matrix(bound.get('covariance'), context);
        return mean && covariance && { law: { law: 'mvNormal', mean, covariance }, argument, components: [] };
    }
    const values: Record<string, number> = {};
    for (const [key, expression] of bound) {
        const value = context.number(expression);
        if (value === undefined) {
            return undefined;
        }
        values[key] = value;
    }
    return { law: { law: known.lowersTo, ...values } as Law, argument, components: [] };
}

function lowerDiscrete(node: Discrete, context: ModelContext): LoweredLaw | undefined {
    const values = numbers(
        node.points.map(point => point.value),
        context
    );
    const given = node.points.filter(point => point.probability).length;
    if (given > 0 && given < node.points.length) {
        const text = withAllProbabilities(node, context);
        context.report.add(
            'probability-missing',
            node.points.find(point => !point.probability)!,
            { text }
        );
        return undefined;
    }
    const probabilities =
        given === 0
            ? node.points.map(() => 1 / node.points.length)
            : numbers(
                  node.points.map(point => point.probability),
                  context
              );
    return values && probabilities && { law: { law: 'discrete', values, probabilities }, argument: () => node, components: [] };
}

function lowerCategorical(node: Categorical, context: ModelContext): LoweredLaw | undefined {
    const probabilities = numbers(
        node.levels.map(level => level.probability),
        context
    );
    const levels = node.levels.map(level => String(level.name));
    return probabilities && { law: { law: 'categorical', levels, probabilities }, argument: () => node, components: [] };
}

function lowerMixture(node: Mixture, context: ModelContext): LoweredLaw | undefined {
    const probabilities = numbers(
        node.components.map(component => component.probability),
        context
    );
    const components = node.components.map(component => component.law && lower(component.law, context));
    if (!probabilities || components.some(component => component === undefined)) {
        return undefined;
    }
    const parts = components as LoweredLaw[];
    return {
        law: { law: 'mixture', components: parts.map(({ law }, i) => ({ probability: probabilities[i]!, law })) },
        argument: () => node,
        components: parts
    };
}

/** The values of several expressions; undefined where one has none. */
function numbers(expressions: (Expression | undefined)[], context: ModelContext): number[] | undefined {
    const values = expressions.map(expression => context.number(expression));
    return values.every(value => value !== undefined) ? values : undefined;
}

/** The numbers of a list `[1, 2]`. Undefined where it is not one, which is reported. */
export function vector(expression: Expression | undefined, context: ModelContext): number[] | undefined {
    const list = unwrapped(expression);
    if (!list) {
        return undefined;
    }
    if (!isList(list)) {
        context.report.add('list-expected', list, { of: 'vector', dimensions: dimensionsAround(expression) });
        return undefined;
    }
    return numbers(list.items, context);
}

/** The rows of a matrix `[[1, 0.3], [0.3, 1]]`. Undefined where it is not one, which is reported. */
export function matrix(expression: Expression | undefined, context: ModelContext): number[][] | undefined {
    const list = unwrapped(expression);
    if (!list) {
        return undefined;
    }
    const rows = isList(list) ? list.items.map(unwrapped) : [];
    if (!isList(list) || !rows.every(isList) || rows.some(row => row.items.length !== rows.length)) {
        context.report.add('list-expected', list, { of: 'matrix', dimensions: dimensionsAround(expression) });
        return undefined;
    }
    const lowered = rows.map(row => numbers(row.items, context));
    return lowered.every(row => row !== undefined) ? lowered : undefined;
}

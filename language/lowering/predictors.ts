import type { PredictorSpec } from '../../src-engine/spec/model-spec.js';
import { isBinary, isNumberLiteral, isQuotedLevel, type Expression, type Predictor } from '../generated/ast.js';
import { mixedPoint, namedPoints } from '../scoping/named-points.js';
import { resolveGroup } from '../scoping/names.js';
import { textOf } from '../parsing/text-range.js';
import type { ModelContext } from './context.js';
import { lowerLaw } from './laws.js';

/** Points that are numbers, or levels whose indices are the points. */
function lowerPoints(node: Predictor, name: string, per: string | null, context: ModelContext): PredictorSpec | undefined {
    const named = namedPoints(node);
    if (named) {
        const levels = [...new Set(named.map(point => point.name))];
        return { kind: 'each', name, points: named.map(point => levels.indexOf(point.name)), levels, per };
    }
    const mixed = mixedPoint(node);
    if (mixed) {
        context.report.add('mixed-points', mixed.point, {
            name: mixed.name,
            predictor: name,
            isConstant: mixed.isConstant,
            other: mixed.other
        });
        return undefined;
    }
    const [point] = node.points;
    const divided = node.points.length === 1 && isBinary(point) ? dividedNumbers(point) : undefined;
    if (point && divided) {
        context.report.add('number-expected', point, { found: 'divided points', points: divided.join(', ') });
        return undefined;
    }
    const points = node.points.map(point => (isQuotedLevel(point) ? undefined : context.number(point)));
    return points.length > 0 && points.every(point => point !== undefined) ? { kind: 'each', name, points, per } : undefined;
}

/** The whole numbers of `0/1/2`, where the author lists them. Undefined for other expressions. */
function dividedNumbers(expression: Expression): string[] | undefined {
    if (isNumberLiteral(expression)) {
        return Number.isInteger(expression.value) ? [textOf(expression)] : undefined;
    }
    const isDivision = isBinary(expression) && expression.operator === '/' && expression.left && expression.right;
    const [left, right] = isDivision ? [dividedNumbers(expression.left), dividedNumbers(expression.right)] : [];
    return left && right ? [...left, ...right] : undefined;
}

/** Lowers a predictor. Undefined where it has no meaning, which is reported. */
export function lowerPredictor(node: Predictor, context: ModelContext): PredictorSpec | undefined {
    const names = node.names.map(({ name }) => name).filter(name => name !== undefined);
    const [first] = names;
    if (first === undefined) {
        return undefined;
    }
    const group = resolveGroup(node.group, node, 'group');
    if (node.group && !group) {
        return undefined;
    }
    const per = group?.name ?? null;
    if (node.law) {
        const law = lowerLaw(node.law, context);
        const lawText = `${textOf(node.law)}${per === null ? '' : ` per ${per}`}`;
        const dimension = law?.law === 'mvNormal' ? law.mean.length : 1;
        if (law && dimension !== names.length) {
            context.report.add(
                'wrong-number-of-names',
                node,
                dimension === 1
                    ? {
                          problem: 'one dimension',
                          law: node.law.name,
                          first,
                          instead: names.map(name => `predictor ${name} ~ ${lawText}`).join('\n')
                      }
                    : { problem: 'several dimensions', dimensions: dimension, names: names.length }
            );
            return undefined;
        }
        return law && { kind: 'random', names, law, per };
    }
    if (node.each) {
        return lowerPoints(node, first, per, context);
    }
    const term = context.terms.term(node.term);
    return term && { kind: 'derived', name: first, term };
}

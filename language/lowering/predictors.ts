import type { PredictorSpec } from '../../src-engine/spec/model-spec.js';
import type { Predictor } from '../generated/ast.js';
import { resolveGroup } from '../scoping/names.js';
import { textOf } from '../parsing/text-range.js';
import type { ModelContext } from './context.js';
import { lowerLaw } from './laws.js';

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
        const points = node.points.map(point => context.number(point));
        return points.length > 0 && points.every(point => point !== undefined) ? { kind: 'each', name: first, points, per } : undefined;
    }
    const term = context.terms.term(node.term);
    return term && { kind: 'derived', name: first, term };
}

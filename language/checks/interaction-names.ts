/** Effects whose names are predictors, although their terms have nothing to do with them: `arm:x` is R's interaction, but here an effect of x called arm. */
import type { AstNode } from 'langium';
import { levelsOf } from '../../src-engine/spec/predictor-levels.js';
import type { MeantInteraction } from '../diagnostics/fixed-effects.js';
import { isBinary, isPredictorName, isReference, type FixedEffect, type PredictorName } from '../generated/ast.js';
import type { ModelContext } from '../lowering/context.js';
import { lowerPredictor } from '../lowering/predictors.js';
import { unwrapped } from '../lowering/terms.js';
import { rangeOf, rangeOfPart, textOf } from '../parsing/text-range.js';
import { walk } from '../parsing/walk.js';
import { resolve } from '../scoping/names.js';
import type { Check } from './check.js';
import { isTaken } from './proposals.js';

/** The name of an effect should not be that of a predictor that its term does not contain. */
export const nameShouldNotHideAnInteraction: Check<FixedEffect> = (effect, context) => {
    const meant = meantInteraction(effect, context);
    if (meant && !context.names.duplicates.some(({ node }) => node === effect)) {
        context.report.add('interaction-meant', { node: effect, part: { property: 'name' } }, meant);
    }
};

/** The interaction that `arm: x` most likely means. Undefined where the name says what the term is. */
export function meantInteraction(effect: FixedEffect, context: ModelContext): MeantInteraction | undefined {
    const { name, term } = effect;
    const named = context.names.predictors.get(name ?? '');
    if (!name || !term || !named) {
        return undefined;
    }
    const used = predictorsIn(term);
    const own = sourcesOf(named);
    const others = [...used].flatMap(predictor => [...sourcesOf(predictor)]);
    if (used.size === 0 || others.some(source => own.has(source))) {
        return undefined;
    }
    const inner = unwrapped(term);
    const isProduct = !isBinary(inner) || ['*', '/', '^'].includes(inner.operator);
    const written = textOf(term);
    const factor = isReference(inner) && !inner.indexed ? factorText([...used][0]!, context) : isProduct ? written : `(${written})`;
    const stem = [name, ...[...used].map(({ name: other }) => other.charAt(0).toUpperCase() + other.slice(1))].join('');
    const taken = isTaken(effect);
    return {
        name,
        term: written,
        interaction: `${freeOf(stem, taken)}: ${factorText(named, context)} * ${factor}`,
        free: freeOf(`${name}Effect`, taken),
        at: { start: rangeOfPart(effect, { property: 'name' }).start, end: rangeOf(term).end }
    };
}

/** The name, or with the next number that is free. */
export function freeOf(name: string, taken: (name: string) => boolean): string {
    for (let i = 1; ; i++) {
        const candidate = i === 1 ? name : `${name}${i}`;
        if (!taken(candidate)) {
            return candidate;
        }
    }
}

/** A factor stands with its levels. */
function factorText({ name, $container }: PredictorName, context: ModelContext): string {
    const predictor = context.once(lowerPredictor, $container);
    return predictor && levelsOf(predictor) ? `levels(${name})` : name;
}

function predictorsIn(node: AstNode): Set<PredictorName> {
    const targets = walk(node).references.map(({ reference, node: user, property }) => resolve(reference, user, property));
    return new Set(targets.filter(isPredictorName));
}

/** The predictor, and all that it is computed from. */
function sourcesOf(predictor: PredictorName, found = new Set<PredictorName>()): Set<PredictorName> {
    if (!found.has(predictor)) {
        found.add(predictor);
        const { term } = predictor.$container;
        if (term) {
            predictorsIn(term).forEach(source => sourcesOf(source, found));
        }
    }
    return found;
}

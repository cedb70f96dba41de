/** Categorical predictors, and which of them can be factors in a model formula. */
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import { levelsOf } from '../../src-engine/spec/predictor-levels.js';
import { isConstantOne } from '../presentation/notation/term-text.js';

/** The levels of categorical predictors. */
export function categoricalLevels({ predictors }: ModelSpec): Map<string, string[]> {
    return new Map(
        predictors.flatMap((predictor): [string, string[]][] => {
            const levels = levelsOf(predictor);
            return levels ? (predictor.kind === 'random' ? predictor.names : [predictor.name]).map(name => [name, levels]) : [];
        })
    );
}

/**
 * Categorical predictors whose effects are those of a factor: one for each level but one, which comes first, beside an intercept, the same for all
 * groups.
 */
export function codedFactors({ fixed, random }: ModelSpec, all: ReadonlyMap<string, string[]>): Map<string, string[]> {
    const varies = (effect: string) => random.some(({ effects }) => effects.includes(effect));
    const hasIntercept = fixed.some(({ term }) => isConstantOne(term));
    return new Map(
        [...all].flatMap(([predictor, levels]): [string, string[]][] => {
            const own = fixed.flatMap(({ name, term }) =>
                term.op === 'level' && term.predictor === predictor ? [{ name, level: term.level }] : []
            );
            const compared = new Set(own.map(({ level }) => level));
            const [reference, another] = levels.filter(level => !compared.has(level));
            const isCoded = hasIntercept && own.length === compared.size && !own.some(({ name }) => varies(name));
            return isCoded && own.length > 0 && reference !== undefined && another === undefined
                ? [[predictor, [reference, ...levels.filter(level => level !== reference)]]]
                : [];
        })
    );
}

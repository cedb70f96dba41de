/** The predictors of an input. */
import type { PredictorSpec } from '../spec/model-spec.js';
import { levelsOf } from '../spec/predictor-levels.js';
import { derivedInOrder } from '../spec/term.js';
import { checkedLaw, checkedLevelNames } from './checked-law.js';
import { checkedTerm, type KnownNames } from './checked-term.js';
import { InvalidInput, shownName, repeated, type CheckedValue } from './checked-value.js';

const kinds = ['random', 'each', 'derived'] as const;

/** The predictors of a list, and the levels of the categorical ones. A derived predictor is checked when all names are known. */
export function checkedPredictors(input: CheckedValue, groups: ReadonlySet<string>): PredictorSpec[] {
    const drafts = input.list().map(item => draft(item, groups));
    const names = drafts.flatMap(({ spec }) => (spec.kind === 'random' ? spec.names : [spec.name]));
    const twice = repeated(names);
    if (twice !== undefined) {
        throw new InvalidInput(input.path, `must have different names; ${shownName(twice)} occurs twice`);
    }
    const known = knownPredictors(drafts.map(({ spec }) => spec));
    const predictors = drafts.map(({ spec, term }) =>
        spec.kind === 'derived' && term ? { ...spec, term: checkedTerm(term, known) } : spec
    );
    mustHaveNoCycle(input, predictors);
    return predictors;
}

/** The names that terms can use. */
export function knownPredictors(predictors: readonly PredictorSpec[]): KnownNames {
    const levels = new Map<string, readonly string[]>();
    const names = new Set<string>();
    for (const predictor of predictors) {
        (predictor.kind === 'random' ? predictor.names : [predictor.name]).forEach(name => names.add(name));
        const own = levelsOf(predictor);
        if (own !== null) {
            levels.set(predictor.kind === 'random' ? predictor.names[0] : predictor.name, own);
        }
    }
    return { predictors: names, levels, effects: new Set(), groups: new Set() };
}

interface Draft {
    spec: PredictorSpec;
    /** The term of a derived predictor, which is not checked yet. */
    term: CheckedValue | null;
}

function draft(item: CheckedValue, groups: ReadonlySet<string>): Draft {
    const kind = item.kind('kind', kinds);
    const group = (per: CheckedValue): string | null => per.or(null, value => value.orNull(name => name.nameOf(groups, 'a group')));
    switch (kind) {
        case 'random': {
            const at = item.fields(['kind', 'names', 'law', 'per']);
            const names = at('names').someItems().map(name => name.ownName()); // prettier-ignore
            const law = checkedLaw(at('law'));
            const dimension = law.law === 'mvNormal' ? law.mean.length : 1;
            if (names.length !== dimension) {
                throw new InvalidInput(at('names').path, `must have ${dimension} ${dimension === 1 ? 'name' : 'names'}, as many as its law has dimensions; it has ${names.length}`); // prettier-ignore
            }
            return { spec: { kind, names, law, per: group(at('per')) }, term: null };
        }
        case 'each': {
            const at = item.fields(['kind', 'name', 'points', 'levels', 'per']);
            const points = at('points').someItems().map(point => point.number()); // prettier-ignore
            const levels = at('levels').or(null, checkedLevelNames);
            const wrong = levels === null ? -1 : points.findIndex(point => levels[point] === undefined);
            if (wrong >= 0) {
                throw new InvalidInput(at('points').path, `must be indices of levels, from 0 to ${levels!.length - 1}; ${points[wrong]} is none`); // prettier-ignore
            }
            return { spec: { kind, name: at('name').ownName(), points, ...(levels && { levels }), per: group(at('per')) }, term: null };
        }
        case 'derived': {
            const at = item.fields(['kind', 'name', 'term']);
            return { spec: { kind, name: at('name').ownName(), term: { op: 'number', value: 0 } }, term: at('term') };
        }
    }
}

function mustHaveNoCycle(input: CheckedValue, predictors: readonly PredictorSpec[]): void {
    try {
        derivedInOrder(predictors);
    } catch (error) {
        throw error instanceof RangeError
            ? error
            : new InvalidInput(input.path, `must have no circle of definitions: ${(error as Error).message}`);
    }
}

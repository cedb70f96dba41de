/** The distinct rows of a study without groups, and how many observations each of them has. */
import { hasDispersion } from '../../family/families.js';
import { isScalarLaw, lawValues } from '../../laws/index.js';
import { NotAvailable } from '../../result/not-available.js';
import type { ModelSpec, PredictorSpec } from '../../spec/model-spec.js';
import { compiledTerms } from '../../spec/compiled-terms.js';
import { mostCellsEnumerated } from '../limits.js';

/** Observations with the same terms, offset and trials. */
export interface OutcomeCell {
    /** The terms of the fixed effects. */
    x: readonly number[];
    offset: number;
    trials: number;
    /** Which part of the observations it belongs to: each combination of `each` points has its own, of fixed size. */
    part: number;
    /** The share of the part's observations; below 1 where predictors are drawn, so that the number of observations is random. */
    share: number;
}

export interface OutcomeCells {
    cells: readonly OutcomeCell[];
    /** Each has the same number of observations. */
    parts: number;
}

/** Whether every response is a count, in a study without random effects. Of such studies, outcomes can be listed if there are few. */
export function hasCountedOutcomes({ random, family }: ModelSpec): boolean {
    return random.length === 0 && !hasDispersion(family);
}

/** @param spec with all values. @throws NotAvailable `not-enumerated` where predictors take too many values, or the response is no count */
export function outcomeCells(spec: ModelSpec): OutcomeCells {
    if (!hasCountedOutcomes(spec)) {
        throw new NotAvailable({ code: 'not-enumerated', because: 'response' });
    }
    const { predictors } = spec;
    const { slots, values, derive, terms, offset: extra, trials } = compiledTerms(spec);
    const settings = settingsOf(predictors);
    const cells = settings.list.map(({ at, part, share }): OutcomeCell => {
        at.forEach(([name, value]) => (values[slots.get(name)!] = value));
        derive();
        return { x: terms.map(term => term(values)), offset: extra ? extra(values) : 0, trials: trials ? trials(values) : 1, part, share };
    });
    if (cells.some(({ trials: some }) => !Number.isInteger(some) || some < 0)) {
        throw new NotAvailable({ code: 'not-enumerated', because: 'sizes' });
    }
    const merged = mergeEqual(cells);
    return { cells: merged, parts: settings.parts };
}

/** A value for every predictor that is not derived. */
interface Setting {
    at: readonly (readonly [name: string, value: number])[];
    part: number;
    share: number;
}

/** All combinations of the predictors' values. */
function settingsOf(predictors: readonly PredictorSpec[]): { list: Setting[]; parts: number } {
    let list: Setting[] = [{ at: [], part: 0, share: 1 }];
    let parts = 1;
    const join = (name: string, values: readonly { value: number; part: number; share: number }[]): void => {
        if (mostCellsEnumerated < list.length * values.length) {
            throw new NotAvailable({ code: 'not-enumerated', because: 'values' });
        }
        list = list.flatMap(({ at, part, share }) =>
            values.map(one => ({
                at: [...at, [name, one.value] as const],
                part: part * partsOf(values) + one.part,
                share: share * one.share
            }))
        );
        parts *= partsOf(values);
    };
    for (const predictor of predictors) {
        if (predictor.kind === 'each') {
            join(
                predictor.name,
                predictor.points.map((value, part) => ({ value, part, share: 1 }))
            );
        } else if (predictor.kind === 'random') {
            const listed = isScalarLaw(predictor.law) ? lawValues(predictor.law, mostCellsEnumerated) : null;
            if (listed === null) {
                throw new NotAvailable({ code: 'not-enumerated', because: 'values' });
            }
            join(
                predictor.names[0],
                listed.map(({ value, probability }) => ({ value, part: 0, share: probability }))
            );
        }
    }
    return { list, parts };
}

const partsOf = (values: readonly { part: number }[]): number => values[values.length - 1].part + 1;

/** Joins the cells of a part whose observations have the same law. */
function mergeEqual(cells: readonly OutcomeCell[]): OutcomeCell[] {
    const merged = new Map<string, OutcomeCell>();
    for (const cell of cells) {
        const key = JSON.stringify([cell.part, cell.x, cell.offset, cell.trials]);
        const known = merged.get(key);
        merged.set(key, known ? { ...known, share: known.share + cell.share } : cell);
    }
    return [...merged.values()];
}

/** Formulas of R's packages for mixed models. */
import type { FamilySpec } from '../../../src-engine/spec/model-spec.js';
import { families as engineFamilies } from '../../../src-engine/family/families.js';
import { families } from '../../knowledge/families.js';
import { links } from '../../knowledge/links.js';
import { correlatedSets } from '../../presentation/notation/random-effect.js';
import { impliedCovariances, type Study, type StudyEffect } from '../study.js';
import { rName } from './r-text.js';
import { wrappedList } from '../wrapped-list.js';

/** How a package writes random effects that are uncorrelated: `(1 + x || g)`, or `diag(1 + x | g)`. */
export type UncorrelatedForm = 'double bar' | 'diag';

function summands(effects: readonly StudyEffect[]): { intercept: string; columns: string[] } {
    return {
        intercept: effects.some(({ column }) => column === null) ? '1' : '0',
        columns: [...new Set(effects.flatMap(({ column }) => (column === null ? [] : [rName(column)])))]
    };
}

function sum(effects: readonly StudyEffect[]): string {
    const { intercept, columns } = summands(effects);
    return [intercept, ...columns].join(' + ');
}

/** `(1 + x | clinic)` for each set of correlated random effects. */
function bars({ varying }: Study, form: UncorrelatedForm): string[] {
    return varying.flatMap(({ group, effects }) => {
        const sets = correlatedSets(group.block);
        const isUncorrelated = sets.length > 1 && sets.every(set => set.length === 1);
        if (isUncorrelated) {
            return [form === 'diag' ? `diag(${sum(effects)} | ${rName(group.column)})` : `(${sum(effects)} || ${rName(group.column)})`];
        }
        return sets.map(set => `(${sum(set.flatMap(at => effects[at] ?? []))} | ${rName(group.column)})`);
    });
}

/** `response ~ 1 + x + offset(known) + (1 | g)`, broken after sums. `response` is R code. */
export function rFormula(study: Study, response: string, form: UncorrelatedForm): string {
    const { effects, columns } = study;
    const { intercept, columns: rest } = summands(effects);
    const offset = columns.offset === null ? [] : [`offset(${rName(columns.offset)})`];
    return wrappedList(`${response} ~ `, [intercept, ...rest, ...offset, ...bars(study, form)], '', ' +');
}

/** `y`, or successes and failures. */
export function twoColumnResponse({ columns: { response, trials } }: Study): string {
    return trials === null ? rName(response) : `cbind(${rName(response)}, ${rName(trials)} - ${rName(response)})`;
}

/** Where the fitted model has covariances that the model holds at 0: comments. */
export function impliedCovarianceNotes({ varying }: Study): string[] {
    return varying.flatMap(({ group }) =>
        correlatedSets(group.block)
            .flatMap(set => impliedCovariances(group, set))
            .map(([a, b]) => `# The fit also estimates the covariance of ${a} and ${b} over ${group.name}, which the model holds at 0.`)
    );
}

/** A family of base R or MASS with its link; `k` is the size of a response that has one. */
export function baseFamily({ name, link }: FamilySpec): string {
    const { r } = families[name].code;
    return engineFamilies[name].hasSize ? `${r.name}(theta = k)` : `${r.name}("${links[link].code.r.name}")`;
}

/** What a model still needs before it has numbers. While a model is written from top to bottom, what comes later is no mistake. */
import { isDesign, isFixedEffects, isPredictor, isRandomEffects, type Model } from '../generated/ast.js';
import type { MissingParts } from '../diagnostics/unfinished.js';
import type { ModelContext } from '../lowering/context.js';
import { designEntries } from '../lowering/design.js';
import { nearestName } from '../scoping/nearest-name.js';
import { resolveGroup } from '../scoping/names.js';
import type { Check } from './check.js';
import { meantEntries } from './meant-entries.js';
import { meantEffects, meantFamily } from './meant-parts.js';
import { totalSize } from './meant-names.js';
import { groupDeclaration } from './proposals.js';

/** Whether the model has no fixed effects yet. */
export function lacksEffects(context: ModelContext): boolean {
    return !context.elements(isFixedEffects).some(({ effects }) => effects.length > 0);
}

/** The parts that the model does not have yet. */
function missingParts(_: Model, context: ModelContext): MissingParts {
    const { counts, sizes } = designEntries(context);
    const counted = new Set(counts.map(count => count.group?.$refText));
    const groups = context.elements(isRandomEffects).flatMap(({ name }) => (name ? [name] : []));
    const undeclared = undeclaredGroups(context);
    // What they mean has a message of its own.
    const meant = [...meantEntries(context).values()];
    return {
        family: context.familyElement ? null : meantFamily(context),
        fixed: lacksEffects(context) ? meantEffects(context) : null,
        groups: undeclared,
        declarations: undeclared.map(name => groupDeclaration(name, context)),
        hasDesign: context.elements(isDesign).length > 0,
        // The built-in group has a message of its own.
        design: countsTotal(context)
            ? []
            : [
                  ...groups
                      .filter(name => !counted.has(name) && !meant.includes(name) && name !== 'observation')
                      .map(name => `${name} = 50`),
                  ...(sizes.length === 0 && !meant.includes('n') ? ['n = 20'] : [])
              ]
    };
}

/** Whether the design has a total, which has a message of its own. */
function countsTotal(context: ModelContext): boolean {
    return designEntries(context).counts.some(count => totalSize(count, context));
}

/** Groups that predictors name and no `random` block declares. */
function undeclaredGroups(context: ModelContext): string[] {
    const names = context
        .elements(isPredictor)
        .flatMap(predictor => (predictor.group && !resolveGroup(predictor.group, predictor, 'group') ? [predictor.group.$refText] : []));
    return [...new Set(names)].filter(name => name !== '' && nearestName(name, context.names.groups.keys()) === undefined);
}

/** Whether something is missing that the model needs. */
export function isUnfinished(context: ModelContext): boolean {
    const { family, fixed, design } = context.once(missingParts, context.model);
    return family !== null || fixed !== null || design.length > 0;
}

/** Says at the end of an unfinished model what comes next. */
export const unfinishedModelNeedsMore: Check<Model> = (model, context) => {
    if (model.name && isUnfinished(context)) {
        context.report.add('unfinished', { node: model, part: { keyword: '}' } }, context.once(missingParts, model));
    }
};

/** The part of an effect's variance that more observations in each group can remove. */
import type { Analysis } from '../../../src-engine/result/analysis.js';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { findParameter, type ModelView } from '../model-view.js';

/**
 * The share of the variance in use, 0 … 1, that goes to 0 as n grows; null where it is not known, and for leading terms, which leave out what n adds.
 * It is known if the leading term has the variances of all random effects that stay, or from a test of only this effect.
 */
export function shareLoweredByN(view: Pick<ModelView, 'spec' | 'analysis' | 'answers'>, name: string): number | null {
    const { spec, analysis } = view;
    const parameter = findParameter(view, name);
    if (analysis && parameter?.using && parameter.using !== 'leading' && leadingHasAllLevels(spec, analysis)) {
        const now = parameter[parameter.using].asyVar;
        const stays = parameter.leading.asyVar;
        if (now !== null && stays !== null) {
            return Math.max(0, 1 - stays / now);
        }
    }
    const index = spec.tests.findIndex(({ contrasts: [first, second] }) => {
        const effects = first?.coefficients.filter(({ coefficient }) => coefficient !== 0) ?? [];
        return second === undefined && effects.length === 1 && effects[0]!.effect === name;
    });
    const floor = view.answers?.tests[index]?.floor ?? null;
    return floor === null ? null : 1 - floor;
}

/** Nested levels leave the variance of the inner ones out of the leading term. */
function leadingHasAllLevels({ random }: ModelSpec, { structure }: Analysis): boolean {
    return random.every(({ within }) => within === null) && (structure === 'nested' || structure === 'crossed');
}

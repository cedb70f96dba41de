/** Whether the values of a model are on the side of the alternative of a test. */
import type { TestSpec } from '../../../src-engine/spec/model-spec.js';
import { findFixedEffect, findParameter, type ModelView } from '../model-view.js';

/** `null`: the hypothesis holds. `other-side`: a one-sided test looks in the other direction. */
export type TestSituation = 'null' | 'alternative' | 'other-side';

const rounding = 1e-12;

/** An unknown value counts as one in the direction of the alternative. */
export function situationOf(view: Pick<ModelView, 'spec' | 'analysis'>, { contrasts, alternative }: TestSpec): TestSituation {
    const valueOf = (name: string): number => findFixedEffect(view.spec, name)?.value ?? findParameter(view, name)?.value ?? NaN;
    const distances = contrasts.map(({ coefficients, value }) => {
        const parts = [...coefficients.map(({ effect, coefficient }) => coefficient * valueOf(effect)), -value];
        const size = Math.max(...parts.map(Math.abs));
        const distance = parts.reduce((sum, part) => sum + part, 0);
        return Math.abs(distance) <= rounding * size ? 0 : distance;
    });
    if (distances.every(distance => distance === 0)) {
        return 'null';
    }
    const [distance = 0] = distances;
    const isOther = contrasts.length === 1 && ((alternative === 'greater' && distance < 0) || (alternative === 'less' && distance > 0));
    return isOther ? 'other-side' : 'alternative';
}

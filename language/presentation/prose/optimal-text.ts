/** The best design for a budget or a goal, in words. */
import type { OptimalAnswer } from '../../../src-engine/result/design-answers.js';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { designText } from './design-text.js';

/** The best design as a design: `91 clinics × 12`; null where there is none. */
export function optimalDesignText(spec: ModelSpec, { n, groups }: OptimalAnswer): string | null {
    if (n === null) {
        return null;
    }
    const counts = spec.random.map(({ group }) => ({ group, count: groups[group] ?? null }));
    return designText({ ...spec, design: { ...spec.design, counts, n: { kind: 'fixed', n } } });
}

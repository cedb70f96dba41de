import { solvedQuantity } from '../../../src-engine/design/solved-quantity.js';
import type { Required } from '../../../src-engine/result/design-answers.js';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';

/** The number that a model has as `?`: a group's count, `n`, or a fixed effect's value; null where there is none. */
export function askedQuantity(spec: ModelSpec): { kind: Required['kind']; name: string } | null {
    const { kind, name, asked } = solvedQuantity(spec);
    return asked ? { kind, name } : null;
}

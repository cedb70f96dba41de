import type { ModelSpec } from '../../src-engine/model-spec.js';
import type { ModelContext } from '../lowering/context.js';
import { namesMustBeKnown } from './names.js';

/** Checks a model; `spec` is what it was lowered to, null where it has no meaning yet. */
export function checkModel(context: ModelContext, _spec: ModelSpec | null): void {
    namesMustBeKnown(context);
}

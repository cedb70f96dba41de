import { families } from '../../src-engine/family/families.js';
import type { FamilyName, LinkName } from '../../src-engine/spec/model-spec.js';

/** Undefined for a family that the language does not know. */
export function defaultLinkOf(family: string | undefined): LinkName | undefined {
    return family !== undefined && Object.hasOwn(families, family) ? families[family as FamilyName].defaultLink : undefined;
}

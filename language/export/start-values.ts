/** Whether a fit without random effects needs values to start from. */
import { families } from '../../src-engine/family/families.js';
import type { FamilySpec } from '../../src-engine/spec/model-spec.js';
import { familyLink } from '../knowledge/families.js';

/** True where the link does not take every response or every mean: R and statsmodels then find no start by themselves. */
export function needsStartValues({ name, link }: Pick<FamilySpec, 'name' | 'link'>): boolean {
    return families[name].isNormal || familyLink(name, link)?.domain !== null;
}

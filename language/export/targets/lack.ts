/** Words for what a tool does not support. */
import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { families } from '../../knowledge/families.js';

export const hasRandomEffects = ({ random }: ModelSpec): boolean => random.some(({ effects }) => effects.length > 0);

/** `a gamma response`, `an inverse Gaussian response`. */
export function responseWithArticle({ family }: ModelSpec): string {
    const { title } = families[family.name];
    return `${/^[aeiou]/i.test(title) ? 'an' : 'a'} ${title} response`;
}

/** `a gamma response with the log link`. */
export function responseWithLink(spec: ModelSpec): string {
    const link = spec.family.link.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);
    return `${responseWithArticle(spec)} with the ${link} link`;
}

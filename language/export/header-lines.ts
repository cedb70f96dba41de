import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import { families } from '../knowledge/families.js';
import { links } from '../knowledge/links.js';
import { designText } from '../presentation/prose/design-text.js';
import type { Study } from './study.js';

/** `Poisson response, log link`. */
export function responseText({ family }: ModelSpec): string {
    const { title } = families[family.name];
    return `${title.charAt(0).toUpperCase()}${title.slice(1)} response, ${links[family.link].title} link`;
}

/** The comment at the top of an export: the model, its response and design, remarks, and names. */
export function headerLines(study: Study): string[] {
    const { spec, title, remarks, identifiers } = study;
    return [
        `${spec.name}${title === null ? '' : `: ${title}`}`,
        `${responseText(spec)}; design: ${designText(spec)}.`,
        ...remarks,
        ...identifiers.notes.map(note => `${note}.`)
    ].flatMap(commentLines);
}

/** Text as lines for comments that end with the line. */
function commentLines(text: string): string[] {
    return text.split(/\r\n?|[\n\v\f\u0085\u2028\u2029]/).map(line => line.trimEnd());
}

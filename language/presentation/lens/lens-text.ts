import { printable } from '../notation/markdown.js';

/** Joins the parts of a one-line text that are not empty. Editors read `$(name)` in a lens as an icon, so a space breaks it. */
export function lensText(...parts: (string | null | false)[]): string {
    return printable(parts.filter(part => part !== null && part !== false && part !== '').join(' · '))
        .replace(/\n/g, ' ')
        .replace(/\$\(/g, '$ (');
}

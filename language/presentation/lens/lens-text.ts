import { printable } from '../notation/markdown.js';

/** The parts of a one-line text, those that are empty left out. Editors read `$(name)` in a lens as an icon: here it is none. */
export function lensText(...parts: (string | null | false)[]): string {
    return printable(parts.filter(part => part !== null && part !== false && part !== '').join(' · '))
        .replace(/\n/g, ' ')
        .replace(/\$\(/g, '$ (');
}

/** The longest way that is written out in a message. */
const longestPath = 5;

/** A way from name to name: `a` → `b` → `a`; the middle of a long one is left out. */
export function pathText(names: readonly string[]): string {
    const steps = names.map(name => `\`${name}\``);
    return (steps.length <= longestPath ? steps : [...steps.slice(0, 3), '…', ...steps.slice(-1)]).join(' → ');
}

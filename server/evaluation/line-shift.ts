/**
 * Where the lines of a text are after an edit: the new number of a line, or null if it is gone. Lines before and after the edited ones keep their
 * text; a line that was edited in place keeps its number.
 */
export type LineShift = (line: number) => number | null;

/** The texts are compared when the first line is asked for: most edits hide nothing. */
export function lineShift(before: string, after: string): LineShift {
    let found: LineShift | undefined;
    return line => (found ??= shiftBetween(before.split('\n'), after.split('\n')))(line);
}

function shiftBetween(old: readonly string[], now: readonly string[]): LineShift {
    const shorter = Math.min(old.length, now.length);
    let start = 0;
    while (start < shorter && old[start] === now[start]) {
        start++;
    }
    let end = 0;
    while (end < shorter - start && old[old.length - 1 - end] === now[now.length - 1 - end]) {
        end++;
    }
    const delta = now.length - old.length;
    return line => {
        if (line < start) {
            return line;
        }
        if (old.length - end <= line) {
            return line + delta;
        }
        return line < now.length - end ? line : null;
    };
}

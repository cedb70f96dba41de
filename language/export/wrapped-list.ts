/** Long lists in code, broken into lines. */

const width = 110;

/** `open` items `close`, the items separated by `separator` and a space or a line's end; later lines begin with `indent`. */
export function wrappedList(open: string, items: readonly string[], close: string, separator = ',', indent = '    '): string {
    const lines: string[] = [];
    let line = open;
    items.forEach((item, index) => {
        const piece = index === items.length - 1 ? item + close : item + separator;
        const isFirstOfLine = line === open || line === indent;
        if (!isFirstOfLine && line.length + 1 + piece.length > width) {
            lines.push(line);
            line = indent + piece;
        } else {
            line += (isFirstOfLine ? '' : ' ') + piece;
        }
    });
    return [...lines, items.length === 0 ? open + close : line].join('\n');
}

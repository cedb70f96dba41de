/** Writes a table for the terminal, with numbers aligned right and words aligned left. */
export function table(header: string[], rows: (string | number)[][]): string {
    const cells = [header, ...rows.map(row => row.map(String))];
    const widths = header.map((_, column) => Math.max(...cells.map(row => row[column]?.length ?? 0)));
    const isNumeric = header.map((_, column) => rows.every(row => Number.isFinite(Number(row[column]))));
    const line = (row: string[]) =>
        row
            .map((cell, column) => (isNumeric[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
            .join('  ')
            .trimEnd();
    return [line(header), line(widths.map(width => '─'.repeat(width))), ...cells.slice(1).map(line)].join('\n');
}

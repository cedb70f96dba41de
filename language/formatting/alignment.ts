/** Aligns the columns of adjacent lines: parts of effects, predictors and groups, and the comments behind them. */
import { trailingComment, widestLine, widthOf, widthWithoutComment, type FormattedLine } from './lines.js';

/** Aligns in place. */
export function align(lines: readonly FormattedLine[]): void {
    runs(lines, kindOfLine).forEach(alignColumns);
    runs(lines, line => (trailingComment(line) ? `comment ${line.indent}` : null)).forEach(alignComments);
}

/** Adjacent lines of the same kind. */
function runs(lines: readonly FormattedLine[], kind: (line: FormattedLine) => string | null): FormattedLine[][] {
    const found: FormattedLine[][] = [];
    let last: string | null = null;
    for (const line of lines) {
        const present = kind(line);
        if (present !== null && present === last && !line.isAfterBlank) {
            found.at(-1)!.push(line);
        } else if (present !== null) {
            found.push([line]);
        }
        last = present;
    }
    return found;
}

/** Where the columns of a line begin; lines of one kind have as many. */
function columnsOf({ placed }: FormattedLine): number[] {
    const first = placed[0]!.piece.starts;
    const at = (sign: (text: string) => boolean) =>
        placed.findIndex(({ piece }) => !piece.comment && piece.node === first && sign(piece.text));
    switch (first?.$type) {
        case 'FixedEffect':
            return [at(text => text === ':') + 1, at(text => text === '=')];
        case 'RandomEffect':
            return [at(text => text === 'sd' || text === 'variance' || text === 'icc')];
        case 'Predictor':
            return [at(text => text === '~' || text === 'each')];
        case 'RandomEffects':
            return [at(text => text === '{')];
        default:
            return [];
    }
}

/** Null for a line that is not one whole element or entry with columns. */
function kindOfLine(line: FormattedLine): string | null {
    const { placed, indent } = line;
    const first = placed[0]!.piece;
    const node = first.starts;
    const last = (trailingComment(line) ? placed.at(-2) : placed.at(-1))!.piece;
    const isWhole = node?.$cstNode !== undefined && last.end === node.$cstNode.end;
    const isSingle = placed.filter(({ piece }) => piece.starts?.$container === node?.$container).length === 1;
    const columns = columnsOf(line);
    const isInColumns = isWhole && isSingle && columns.length > 0 && columns.every(column => column > 0);
    // `~` and `each` are no column together.
    const sign = node?.$type === 'Predictor' ? placed[columns[0]!]?.piece.text : '';
    return isInColumns ? `${node.$type} ${indent} ${sign}` : null;
}

function alignColumns(lines: FormattedLine[]): void {
    const before = lines.map(({ placed }) => placed.map(part => part.before));
    for (let k = 0; k < columnsOf(lines[0]!).length; k++) {
        const widths = lines.map(line => widthOf({ ...line, placed: line.placed.slice(0, columnsOf(line)[k]) }));
        const widest = Math.max(...widths);
        lines.forEach((line, i) => {
            line.placed[columnsOf(line)[k]!]!.before += ' '.repeat(widest - widths[i]!);
        });
    }
    if (lines.some(line => widthWithoutComment(line) > widestLine)) {
        lines.forEach(({ placed }, i) => placed.forEach((part, j) => (part.before = before[i]![j]!)));
    }
}

function alignComments(lines: FormattedLine[]): void {
    const widest = Math.max(...lines.map(widthWithoutComment));
    for (const line of lines) {
        trailingComment(line)!.before = ' '.repeat(widest - widthWithoutComment(line) + 2);
    }
}

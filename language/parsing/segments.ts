/**
 * Finds the models of a text without parsing it. A syntax error then affects only its own model, and an edit parses only one model
 * again.
 */

/** A part of the text that is parsed separately: one model, constants, or text that belongs to neither. */
export interface TextSegment {
    start: number;
    end: number;
}

interface Start {
    /** Where the word `model` or `let` begins. */
    offset: number;
    /** End of the last word or sign before it. */
    previousEnd: number;
}

const trivia = /(?:[\s\uFEFF]+|\/\/[^\n\r]*|\/\*[\s\S]*?\*\/|\/\*[^\n\r]*)+/y;
const chunk = /"(?:\\.|[^"\\\n\r])*"|"(?:\\.|[^"\\\n\r{])*|[\p{L}_\d\u2080-\u2089]+|[^]/uy;
/** After the word `model`: a name, perhaps a title, and the brace. */
const modelHead = /(?:\s|\/\*[\s\S]*?\*\/)+[^\s{}"/]+(?:\s|\/\*[\s\S]*?\*\/)*(?:"(?:\\.|[^"\\\n\r])*"\s*|"(?:\\.|[^"\\\n\r{])*)?\{/y;
const operatorAhead = /\s*(?:==|[=:~^*/+\-<>!.,;)\]|])/y;

function matchesAt(pattern: RegExp, text: string, offset: number): boolean {
    pattern.lastIndex = offset;
    return pattern.test(text);
}

function beginsLine(text: string, offset: number): boolean {
    for (let i = offset - 1; i >= 0; i--) {
        const c = text[i];
        if (c === '\n' || c === '\r') {
            return true;
        }
        if (c !== ' ' && c !== '\t') {
            return false;
        }
    }
    return true;
}

function atColumnZero(text: string, offset: number): boolean {
    return offset === 0 || text[offset - 1] === '\n' || text[offset - 1] === '\r';
}

/**
 * The starts of segments. Outside braces, every `model` and `let` that can't be a name is one. Inside a model, only the head of
 * another model at the start of a line is one. If the braces are never closed, a `model` or `let` in the first column is one, too,
 * unless the model itself is written without indentation.
 */
function findStarts(text: string): Start[] {
    const starts: Start[] = [];
    let depth = 0;
    let previousEnd = 0;
    let inModel = false;
    let indented = true;
    let firstEntry = false;
    /** Starts in the first column inside the present model. They count if it is never closed. */
    let candidates: Start[] = [];
    let offset = 0;
    while (offset < text.length) {
        trivia.lastIndex = offset;
        if (trivia.test(text)) {
            offset = trivia.lastIndex;
            continue;
        }
        chunk.lastIndex = offset;
        chunk.test(text);
        const end = chunk.lastIndex;
        const first = text.charCodeAt(offset);
        if (firstEntry) {
            indented = !atColumnZero(text, offset);
            firstEntry = false;
        }
        if (first === 0x7b /* { */) {
            depth++;
            firstEntry = depth === 1 && inModel;
        } else if (first === 0x7d /* } */) {
            depth = Math.max(0, depth - 1);
            if (depth === 0) {
                candidates = [];
            }
        } else if (first === 0x6d /* m */ || first === 0x6c /* l */) {
            const word = text.slice(offset, end);
            const start = { offset, previousEnd };
            if (word === 'model' && matchesAt(modelHead, text, end) && (depth === 0 || beginsLine(text, offset))) {
                starts.push(...candidates, start);
                candidates = [];
                depth = 0;
                inModel = true;
            } else if ((word === 'model' || word === 'let') && !matchesAt(operatorAhead, text, end)) {
                if (depth === 0) {
                    if (beginsLine(text, offset) || text[previousEnd - 1] === '}' || text[previousEnd - 1] === ';') {
                        starts.push(start);
                        inModel = word === 'model';
                    }
                } else if (indented && atColumnZero(text, offset)) {
                    candidates.push(start);
                }
            }
        }
        offset = end;
        previousEnd = end;
    }
    starts.push(...candidates);
    return starts;
}

/** The border of two segments: after the last line of the first one, so that the comments above a model belong to the model. */
function boundary(text: string, start: Start): number {
    const between = text.slice(start.previousEnd, start.offset);
    const lineEnd = /^(?:[ \t]|\/\*[^\n\r]*?\*\/|\/\/[^\n\r]*)*(?:\r\n|\n|\r)/.exec(between);
    return start.previousEnd + (lineEnd?.[0].length ?? 0);
}

/** Splits a text into segments that cover it without gaps; none for an empty text. */
export function splitSegments(text: string): TextSegment[] {
    if (text.length === 0) {
        return [];
    }
    const starts = findStarts(text);
    const bounds = starts.map((start, i) => (i === 0 && text.slice(0, start.previousEnd) === '' ? 0 : boundary(text, start)));
    if (bounds[0] !== 0) {
        bounds.unshift(0);
    }
    return bounds.map((start, i) => ({ start, end: bounds[i + 1] ?? text.length }));
}

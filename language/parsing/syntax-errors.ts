import type { ILexingError, IRecognitionException, IToken } from 'chevrotain';
import type { TextRange } from '../lowered-model.js';
import type { SyntaxError } from './parsed-segment.js';

function rangeOfToken(token: IToken): TextRange {
    return {
        start: { line: token.startLine! - 1, character: token.startColumn! - 1 },
        end: { line: token.endLine! - 1, character: token.endColumn! }
    };
}

/** The syntax errors of a segment in plain words. */
export function syntaxErrors(_text: string, lexerErrors: ILexingError[], parserErrors: IRecognitionException[]): SyntaxError[] {
    const errors: SyntaxError[] = [];
    for (const error of lexerErrors) {
        const start = { line: error.line! - 1, character: error.column! - 1 };
        errors.push({ message: error.message, range: { start, end: { line: start.line, character: start.character + error.length } } });
    }
    for (const error of parserErrors) {
        const token = Number.isNaN(error.token.startOffset) ? (error as { previousToken?: IToken }).previousToken : error.token;
        errors.push({
            message: error.message,
            range:
                token && !Number.isNaN(token.startOffset)
                    ? rangeOfToken(token)
                    : { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }
        });
    }
    return errors;
}

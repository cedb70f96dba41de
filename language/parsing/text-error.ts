import type { ILexingError } from 'chevrotain';
import type { SyntaxProblem } from '../diagnostics/syntax.js';
import type { Repair } from './slips/slip.js';

/** An error in the text itself, found before the grammar is applied. */
export interface TextError extends ILexingError {
    problem: SyntaxProblem;
    repairs?: readonly Repair[];
}

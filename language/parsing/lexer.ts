import { DefaultLexer, type LexerResult, type TokenizeOptions } from 'langium';
import type { IToken, TokenType } from 'chevrotain';
import type { SyntaxProblem } from '../diagnostics/syntax.js';
import { balanceBrackets } from './brackets.js';
import { beginsElement } from './element-starts.js';
import { foreignNames } from './foreign-names.js';
import type { Repair } from './slips/slip.js';
import type { TextError } from './text-error.js';
import { unknownSigns } from './slips/unknown-signs.js';
import type { GlmmTokenBuilder } from './token-builder.js';

/** The deepest nesting of brackets, signs and powers together. Beyond it, parsing could exhaust the stack. */
export const deepestNesting = 100;
/** The longest chain of operators between two separators, for the same reason. */
export const longestChain = 1000;

const operators = new Set(['+', '-', '*', '/', '^', '<', '<=', '>', '>=', '==', '!=']);
const separators = new Set(['{', '}', ';', ',', ':', '=', '~', '(', ')', '[', ']', '|']);

export class GlmmLexer extends DefaultLexer {
    private prepared: LexerResult | undefined;

    /** Sets the result of the next call of `tokenize`, for a parser that already has its tokens. */
    prepare(result: LexerResult): void {
        this.prepared = result;
    }

    /** In full mode the tokens are ready for parsing: brackets are balanced and nesting is limited. */
    override tokenize(text: string, options?: TokenizeOptions): LexerResult {
        if (this.prepared) {
            const result = this.prepared;
            this.prepared = undefined;
            return result;
        }
        const lexed = super.tokenize(text, options);
        const foreign = foreignNames(text, lexed.tokens, lexed.errors, (this.definition as Record<string, TokenType>)['WORD']!);
        const result = { ...lexed, tokens: foreign.tokens };
        hardenElementKeywords(result.tokens, this.tokenBuilder as GlmmTokenBuilder);
        if (options?.mode === 'partial') {
            return result;
        }
        const errors = [...foreign.errors, ...unknownSigns(text, foreign.others), ...unclosedTexts([...result.tokens, ...result.hidden])];
        const { tokens, errors: bracketErrors } = balanceBrackets(withoutDeepNesting(result.tokens, errors), this.definition);
        errors.push(...bracketErrors.map(({ token, problem, repairs }) => errorAt(token, problem, ...repairs)));
        return { ...result, tokens, errors };
    }
}

function errorAt(token: IToken, problem: SyntaxProblem, ...repairs: Repair[]): TextError {
    const { startOffset: offset, startLine: line, startColumn: column, image } = token;
    return { offset, line, column, length: image.length, message: problem.kind, problem, ...(repairs.length > 0 && { repairs }) };
}

function unclosedTexts(tokens: readonly IToken[]): TextError[] {
    return tokens.flatMap(token => {
        switch (token.tokenType.name) {
            case 'UNCLOSED_STRING':
                return [errorAt(token, { kind: 'text-not-closed' }, { ...endOf(token), text: '"', title: 'Add "' })];
            case 'UNCLOSED_COMMENT':
                return [errorAt(token, { kind: 'comment-not-closed' }, { ...endOf(token), text: ' */', title: 'Add */', isSure: true })];
            default:
                return [];
        }
    });
}

function endOf(token: IToken): { start: number; end: number } {
    const end = token.startOffset + token.image.trimEnd().length;
    return { start: end, end };
}

/** Makes a keyword that certainly begins an element a keyword alone, so that an unfinished entry above cannot take it as a name. */
function hardenElementKeywords(tokens: IToken[], tokenBuilder: GlmmTokenBuilder): void {
    let depth = 0;
    tokens.forEach((token, i) => {
        if (token.image === '{') {
            depth++;
        } else if (token.image === '}') {
            depth--;
        } else if (depth <= 1 && beginsElement(tokens, i)) {
            const hard = tokenBuilder.hardened(token.tokenType);
            if (hard) {
                token.tokenType = hard;
                token.tokenTypeIdx = hard.tokenTypeIdx!;
            }
        }
    });
}

/** Removes what is nested too deeply or chained too long, and reports the first such place. */
function withoutDeepNesting(tokens: IToken[], errors: TextError[]): IToken[] {
    /** For each open bracket: the signs and powers before it that apply to its content. */
    const open: number[] = [];
    let outer = 0;
    let tower = 0;
    let chain = 0;
    let found = false;
    let previous = '';
    const kept = tokens.filter(token => {
        const sign = token.image;
        const opens = sign === '(' || sign === '[' || sign === '{';
        const isPrefix = (sign === '-' || sign === '+') && (operators.has(previous) || separators.has(previous));
        previous = sign;
        if (sign === ')' || sign === ']' || sign === '}') {
            const waiting = open.pop();
            tower = waiting ?? 0;
            outer -= waiting === undefined ? 0 : waiting + 1;
        } else if (sign === '^' || isPrefix) {
            tower++;
        } else if (operators.has(sign) || (separators.has(sign) && !opens)) {
            tower = 0;
        }
        chain = separators.has(sign) ? 0 : operators.has(sign) ? chain + 1 : chain;
        const tooDeep = outer + tower > deepestNesting;
        if (opens) {
            open.push(tower);
            outer += tower + 1;
            tower = 0;
        }
        if (!tooDeep && chain <= longestChain) {
            return true;
        }
        if (!found) {
            found = true;
            errors.push(errorAt(token, tooDeep ? { kind: 'too-deep', most: deepestNesting } : { kind: 'too-long', most: longestChain }));
        }
        return false;
    });
    return found ? kept : tokens;
}

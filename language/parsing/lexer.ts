import { DefaultLexer, type LexerResult } from 'langium';
import type { ILexingError, IToken } from 'chevrotain';
import type { GlmmTokenBuilder } from './token-builder.js';

/** The deepest nesting of parentheses, brackets and braces that is read; beyond it, parsing would exhaust the stack. */
export const deepestNesting = 256;
/** The longest chain of operators, signs included, between two separators; the reason is the same. */
export const longestChain = 1000;

/** Keywords that begin an element of a model. */
const elementKeywords = new Set(
    'let family predictor fixed offset random design sweep test precision cost derive data simulate using'.split(' ')
);
/** What follows a name in an expression, an entry or a list; after a keyword it tells that the keyword is a name. */
const afterName = new Set([
    '=',
    ':',
    ',',
    ';',
    ')',
    ']',
    '}',
    '~',
    '|',
    '.',
    '[',
    '*',
    '/',
    '^',
    '<',
    '<=',
    '>',
    '>=',
    '==',
    '!=',
    '+',
    '-'
]);
const chained = new Set(['+', '-', '*', '/', '^', '<', '<=', '>', '>=', '==', '!=']);
const separators = new Set(['{', '}', ';', ',', ':', '=', '~', '(', ')', '[', ']']);

export class GlmmLexer extends DefaultLexer {
    override tokenize(text: string): LexerResult {
        const result = super.tokenize(text);
        hardenElementKeywords(result.tokens, this.tokenBuilder as GlmmTokenBuilder);
        const errors: ILexingError[] = [];
        const tokens = withoutDeepNesting(result.tokens, errors);
        return { ...result, tokens, errors: [...result.errors, ...errors] };
    }
}

/**
 * A keyword that begins a line of a model and is followed by something that can't follow a name is a keyword for certain.
 * Said to the parser, an unfinished entry above it can't swallow it as a name.
 */
function hardenElementKeywords(tokens: IToken[], tokenBuilder: GlmmTokenBuilder): void {
    let depth = 0;
    for (let i = 0; i < tokens.length; i++) {
        const token = tokens[i]!;
        if (token.image === '{') {
            depth++;
        } else if (token.image === '}') {
            depth--;
        } else if (depth === 1 && elementKeywords.has(token.image)) {
            const previous = tokens[i - 1];
            const next = tokens[i + 1];
            const beginsLine = previous?.endLine !== token.startLine;
            const mayBeSign = next?.image === '-' || next?.image === '+';
            const previousEnds = previous !== undefined && !chained.has(previous.image) && !',=:~('.includes(previous.image);
            const followsName = next !== undefined && afterName.has(next.image) && !(mayBeSign && previousEnds);
            const hard = tokenBuilder.hardened(token.tokenType);
            if (beginsLine && !followsName && hard) {
                token.tokenType = hard;
                token.tokenTypeIdx = hard.tokenTypeIdx!;
            }
        }
    }
}

/** Leaves out what is nested too deeply or chained too long, with an error for the first such place. */
function withoutDeepNesting(tokens: IToken[], errors: ILexingError[]): IToken[] {
    let depth = 0;
    let chain = 0;
    const kept: IToken[] = [];
    for (const token of tokens) {
        const sign = token.image;
        if (sign === ')' || sign === ']' || sign === '}') {
            depth = Math.max(0, depth - 1);
        }
        const tooDeep = depth >= deepestNesting;
        chain = separators.has(sign) ? 0 : chained.has(sign) ? chain + 1 : chain;
        if (!tooDeep && chain <= longestChain) {
            kept.push(token);
        } else if (errors.length === 0) {
            errors.push({
                offset: token.startOffset,
                line: token.startLine,
                column: token.startColumn,
                length: sign.length,
                message: tooDeep
                    ? `This is nested too deeply: more than ${deepestNesting} levels of parentheses. Split it by \`let\` or derived predictors.`
                    : `This expression is too long: more than ${longestChain} operators. Split it by \`let\` or derived predictors.`
            });
        }
        if (sign === '(' || sign === '[' || sign === '{') {
            depth++;
        }
    }
    return errors.length === 0 ? tokens : kept;
}

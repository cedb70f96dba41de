import { DefaultLexer, type LexerResult, type TokenizeOptions } from 'langium';
import type { ILexingError, IToken } from 'chevrotain';
import { balanceBrackets } from './brackets.js';
import { beginsElement } from './element-starts.js';
import type { GlmmTokenBuilder } from './token-builder.js';

/** The deepest nesting that is read, of brackets, signs and powers together; beyond it, parsing could exhaust the stack. */
export const deepestNesting = 100;
/** The longest chain of operators between two separators; the reason is the same. */
export const longestChain = 1000;

const operators = new Set(['+', '-', '*', '/', '^', '<', '<=', '>', '>=', '==', '!=']);
const separators = new Set(['{', '}', ';', ',', ':', '=', '~', '(', ')', '[', ']', '|']);

/** Signs that people paste in, and what they write instead. */
const substitutes: Record<string, string> = {
    '−': '-',
    '–': '-',
    '×': '*',
    '·': '*',
    '÷': '/',
    '≤': '<=',
    '≥': '>=',
    '≠': '!=',
    '²': '^2',
    '³': '^3',
    '½': '0.5',
    '“': '"',
    '”': '"',
    '„': '"'
};

/** An error of the text itself, before its grammar. */
export interface TextError extends ILexingError {
    /** What to write instead. */
    replace?: string;
}

export class GlmmLexer extends DefaultLexer {
    private prepared: LexerResult | undefined;

    /** Gives the result of the next call of `tokenize`, for a parser that has its tokens already. */
    prepare(result: LexerResult): void {
        this.prepared = result;
    }

    /** In full mode the tokens are fit for parsing: brackets are balanced and nesting is bounded. */
    override tokenize(text: string, options?: TokenizeOptions): LexerResult {
        if (this.prepared) {
            const result = this.prepared;
            this.prepared = undefined;
            return result;
        }
        const result = super.tokenize(text, options);
        hardenElementKeywords(result.tokens, this.tokenBuilder as GlmmTokenBuilder);
        if (options?.mode === 'partial') {
            return result;
        }
        const errors = [
            ...result.errors.flatMap(error => unknownSigns(text, error)),
            ...unclosedTexts([...result.tokens, ...result.hidden])
        ];
        const { tokens, errors: bracketErrors } = balanceBrackets(withoutDeepNesting(result.tokens, errors), this.definition);
        errors.push(...bracketErrors.map(({ token, message }) => errorAt(token, message)));
        return { ...result, tokens, errors };
    }
}

function errorAt(token: IToken, message: string): TextError {
    return { offset: token.startOffset, line: token.startLine, column: token.startColumn, length: token.image.length, message };
}

/** The lexer skips what it does not know in runs; white space in a run separates what is reported. */
function unknownSigns(text: string, error: ILexingError): TextError[] {
    const run = text.slice(error.offset, error.offset + error.length);
    const sign = /^\S+/.exec(run)?.[0] ?? run;
    const replace = Object.hasOwn(substitutes, sign) ? substitutes[sign] : undefined;
    const shown = sign.length > 20 ? `${sign.slice(0, 20)}…` : sign;
    const message = replace === undefined ? `\`${shown}\` has no meaning here.` : `\`${sign}\` has no meaning here. Write \`${replace}\`.`;
    return [{ ...error, length: sign.length, message, ...(replace !== undefined && { replace }) }];
}

function unclosedTexts(tokens: readonly IToken[]): TextError[] {
    return tokens.flatMap(token => {
        switch (token.tokenType.name) {
            case 'UNCLOSED_STRING':
                return [errorAt(token, 'This text is not closed. Add `"`.')];
            case 'UNCLOSED_COMMENT':
                return [errorAt(token, 'This comment is not closed. Add `*/`.')];
            default:
                return [];
        }
    });
}

/** Where a keyword begins an element for certain, an unfinished entry above it must not swallow it as a name. */
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

/** Leaves out what is nested too deeply or chained too long, with an error for the first such place. */
function withoutDeepNesting(tokens: IToken[], errors: TextError[]): IToken[] {
    /** For each open bracket: signs and powers before it that wait for what stands inside. */
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
            errors.push(
                errorAt(
                    token,
                    tooDeep
                        ? `This is nested too deeply: at most ${deepestNesting} brackets, signs and powers stand inside each other. Split it by \`let\` or derived predictors.`
                        : `This expression is too long: it has more than ${longestChain} operators. Split it by \`let\` or derived predictors.`
                )
            );
        }
        return false;
    });
    return found ? kept : tokens;
}

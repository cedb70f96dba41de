/** Slips: mistakes of syntax that people often make, and how the text would be right. */
import type { IToken } from 'chevrotain';
import type { SyntaxProblem } from '../../diagnostics/syntax.js';
import { beginsLine } from '../element-starts.js';

/** A text in place of a part of a segment, between offsets. */
export interface Repair {
    start: number;
    end: number;
    text: string;
    /** Parts of the text that the author should fill in or confirm. */
    stops?: readonly string[];
    /** Nothing else can have been meant. */
    isSure?: boolean;
    /** What an editor calls it; by default what it writes. */
    title?: string;
}

export interface Slip {
    /** What the message says; null where the message of the parser says it. */
    problem: SyntaxProblem | null;
    /** The tokens that the message is at. */
    first: IToken;
    last: IToken;
    /** The best one first. */
    repairs: readonly Repair[];
}

/** A place in the tokens of a segment at which the parser stops. */
export class ErrorPlace {
    /**
     * @param at the index of the token that does not fit
     * @param rules the names of the rules of the grammar around it, from outside
     * @param expected the name of the token that the parser expects; empty where several could follow
     */
    constructor(
        readonly text: string,
        readonly tokens: readonly IToken[],
        readonly at: number,
        readonly rules: readonly string[],
        readonly expected: string
    ) {}

    get rule(): string {
        return this.rules.at(-1) ?? 'File';
    }

    /** The token that does not fit; undefined at the end of the text. */
    get found(): IToken | undefined {
        return this.tokens[this.at];
    }

    get previous(): IToken | undefined {
        return this.tokens[this.at - 1];
    }

    /** The text of a token, counted from the one that does not fit; empty beyond the text. */
    image(offset: number): string {
        return this.tokens[this.at + offset]?.image ?? '';
    }

    token(offset: number): IToken | undefined {
        return this.tokens[this.at + offset];
    }

    isNumber(offset: number): boolean {
        return this.token(offset)?.tokenType.name === 'NUMBER';
    }

    isName(offset: number): boolean {
        return /^[\p{L}_]/u.test(this.image(offset));
    }

    isText(offset: number): boolean {
        return this.image(offset).startsWith('"');
    }

    /** Whether a token directly follows the one before it, without a space. */
    isJoined(offset: number): boolean {
        const [before, token] = [this.token(offset - 1), this.token(offset)];
        return before !== undefined && token !== undefined && before.endOffset! + 1 === token.startOffset;
    }

    /** Whether the entry or line ends before the token that does not fit. */
    get isUnfinished(): boolean {
        return this.found === undefined || beginsLine(this.tokens, this.at) || ['}', ';', ',', ')', ']'].includes(this.found.image);
    }

    beginsLine(offset = 0): boolean {
        return beginsLine(this.tokens, this.at + offset);
    }

    /** The offset from the found token to the last one on its line, before a closing brace of what is around it. */
    get lastOfLine(): number {
        let last = 0;
        let depth = 0;
        while (this.token(last + 1) && !this.beginsLine(last + 1)) {
            const sign = this.image(last + 1);
            depth += sign === '{' ? 1 : sign === '}' ? -1 : 0;
            if (depth < 0) {
                break;
            }
            last++;
        }
        return last;
    }

    /** Whether the entry of a block, or its line, ends behind a token. */
    isLastOfEntry(offset: number): boolean {
        return this.token(offset + 1) === undefined || this.beginsLine(offset + 1) || [',', ';', '}'].includes(this.image(offset + 1));
    }

    /** Whether a closing brace, which the parser may have left out, follows a token on its line. */
    closesBehind(offset: number): boolean {
        return /^[ \t]*\}/.test(this.text.slice(this.token(offset)!.endOffset! + 1));
    }

    /** The offset from the found token to the last one of its entry. */
    get lastOfEntry(): number {
        for (let last = 0; last < this.lastOfLine; last++) {
            if ([';', '}'].includes(this.image(last + 1)) || (this.image(last + 1) === ',' && this.depthAt(last + 1) === 0)) {
                return last;
            }
        }
        return this.lastOfLine;
    }

    /** The offset from the found token to the first one of its entry, or of its line where that is an element. */
    get firstOfEntry(): number {
        let first = 0;
        let depth = 0;
        while (this.token(first - 1)) {
            const sign = this.image(first - 1);
            depth += [')', ']'].includes(sign) ? 1 : ['(', '['].includes(sign) ? -1 : 0;
            const separates = ['{', ';'].includes(sign) || (sign === ',' && depth === 0 && this.isInBlock);
            if (separates || (this.beginsLine(first) && first < 0)) {
                break;
            }
            first--;
        }
        return first;
    }

    /** Whether the entries around are separated by commas, too. */
    private get isInBlock(): boolean {
        return ['Design', 'RandomEffects', 'FixedEffects', 'Cost', 'Data', 'Simulation'].some(rule => this.rules.includes(rule));
    }

    /** How many brackets are open between the found token and another one. */
    private depthAt(offset: number): number {
        let depth = 0;
        for (let i = 0; i < offset; i++) {
            depth += ['(', '['].includes(this.image(i)) ? 1 : [')', ']'].includes(this.image(i)) ? -1 : 0;
        }
        return depth;
    }

    /** The offset of the bracket that closes the one at an offset. Undefined where none does. */
    closerOf(offset: number): number | undefined {
        let depth = 0;
        for (let i = offset; this.token(i); i++) {
            depth += ['(', '[', '{'].includes(this.image(i)) ? 1 : [')', ']', '}'].includes(this.image(i)) ? -1 : 0;
            if (depth === 0) {
                return this.token(i)!.isInsertedInRecovery ? undefined : i;
            }
        }
        return undefined;
    }

    /** The text from one token to another. */
    slice(from: number, to: number): string {
        const [first, last] = [this.token(from), this.token(to)];
        return first && last ? this.text.slice(first.startOffset, last.endOffset! + 1) : '';
    }

    /** A text in place of the tokens from one to another. */
    replaced(from: number, to: number, text: string, more: Omit<Repair, 'start' | 'end' | 'text'> = {}): Repair {
        return { start: this.token(from)!.startOffset, end: this.token(to)!.endOffset! + 1, text, ...more };
    }

    /** A text behind the token before the one that does not fit. */
    appended(text: string, ...stops: string[]): Repair {
        const end = this.previous ? this.previous.endOffset! + 1 : 0;
        return { start: end, end, text, ...(stops.length > 0 && { stops }) };
    }

    /** A text before the token that does not fit. */
    inserted(text: string, ...stops: string[]): Repair {
        const start = this.found!.startOffset;
        return { start, end: start, text, ...(stops.length > 0 && { stops }) };
    }

    /** A slip at some tokens, with its message. */
    slip(from: number, to: number, problem: SyntaxProblem, ...repairs: Repair[]): Slip {
        return { problem, first: this.token(from)!, last: this.token(to)!, repairs };
    }

    /** A slip that the message of the parser describes. */
    unsaid(...repairs: Repair[]): Slip {
        const at = this.found ?? this.previous!;
        return { problem: null, first: at, last: at, repairs };
    }

    /** One sign in place of another. */
    otherSign(from: number, to: number, instead: string, isSure = true): Slip {
        const found = this.slice(from, to).replace(/\s+/g, ' ');
        return this.slip(from, to, { kind: 'other-sign', found, instead: instead.trim() }, this.replaced(from, to, instead, { isSure }));
    }

    /** One word in place of others. */
    otherWord(from: number, to: number, instead: string, isSure = false): Slip {
        const found = this.slice(from, to).replace(/\s+/g, ' ');
        return this.slip(from, to, { kind: 'other-word', found, instead }, this.replaced(from, to, instead, { isSure }));
    }

    /** Tokens that only have to go. */
    needless(from: number, to: number, isSure = true): Slip {
        const [before, kept] = [this.image(from - 1), this.token(from - 1)];
        const found = this.slice(from, to).replace(/\s+/g, ' ');
        const repair = kept
            ? this.replaced(from - 1, to, before, { isSure, title: `Remove "${found}"` })
            : this.replaced(from, to, '', { isSure });
        return this.slip(from, to, { kind: 'needless', found }, repair);
    }

    /** Another form of what some tokens say. `why` is a sentence that says what the language does otherwise. */
    otherForm(from: number, to: number, instead: string, more: Omit<Repair, 'start' | 'end' | 'text'> & { why: string }): Slip {
        const { why, ...repair } = more;
        return this.slip(from, to, { kind: 'other-form', instead, why }, this.replaced(from, to, instead, repair));
    }
}

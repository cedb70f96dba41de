import {
    createParser,
    LangiumParser,
    RootCstNodeImpl,
    type AstNode,
    type LangiumCoreServices,
    type LexerResult,
    type Mutable,
    type ParseResult,
    type ParserOptions
} from 'langium';
import { File } from '../generated/ast.js';
import { isPrintedFit } from '../other-software/printed-fit.js';
import { adoptSegment, moveSegment, type ParsedSegment, type SyntaxError } from './parsed-segment.js';
import { withQuickSetup } from './parser-setup.js';
import { withoutStrayText } from './outside-models.js';
import { splitSegments } from './segments.js';
import { printedFitError } from './slips/printed-fit-slip.js';
import { entryEnd, entryStart } from './entry-end.js';
import type { GlmmLexer } from './lexer.js';
import type { TextError } from './text-error.js';
import { oneErrorALine, withoutCovered, strayTextError, syntaxErrorOf, syntaxErrorOfText } from './syntax-errors.js';
import type { IToken } from 'chevrotain';

/** The result for a whole file. The segments are in text order and cover the file. */
export interface SegmentedParseResult extends ParseResult<File> {
    segments: ParsedSegment[];
}

/** The segments of a parsed file; none where another parser made the nodes. */
export function segmentsOf(result: ParseResult): readonly ParsedSegment[] {
    return (result as Partial<SegmentedParseResult>).segments ?? [];
}

/** The text of the constants at the top of the file, on which the names of every segment depend. */
export function constantsText(segments: readonly ParsedSegment[]): string {
    return segments
        .filter(({ content }) => content.constants.length > 0)
        .map(({ text }) => text)
        .join('\n');
}

const lineBreak = /\r\n|\n|\r/g;

/**
 * Parses every segment of a file separately and puts the nodes under one root, so that linking, hovers and renaming see an ordinary
 * tree. Segments of an earlier result with the same text are used again.
 */
export class GlmmParser extends LangiumParser {
    constructor(services: LangiumCoreServices) {
        super(services);
        // Guessing that a token is missing or additional hides where the next line begins. The rest of the entry is left out instead.
        Object.assign(this.wrapper, { canTokenTypeBeInsertedInRecovery: () => false, canTokenTypeBeDeletedInRecovery: () => false });
        withQuickSetup(this.wrapper);
    }

    override parse<T extends AstNode = AstNode>(input: string, options: ParserOptions = {}): ParseResult<T> {
        return options.rule ? super.parse<T>(input, options) : (this.parseAgain(input, []) as unknown as ParseResult<T>);
    }

    /** Parses a text. Segments of `earlier` that are used again no longer belong to their old file. */
    parseAgain(input: string, earlier: readonly ParsedSegment[]): SegmentedParseResult {
        const reusable = new Map<string, ParsedSegment[]>();
        for (let i = earlier.length - 1; i >= 0; i--) {
            const segment = earlier[i]!;
            const same = reusable.get(segment.text);
            if (same) {
                same.push(segment);
            } else {
                reusable.set(segment.text, [segment]);
            }
        }
        const root = new RootCstNodeImpl(input);
        const file = { $type: File.$type, models: [], constants: [], $cstNode: root } as unknown as File;
        root.astNode = file;
        const segments: ParsedSegment[] = [];
        let line = 0;
        let character = 0;
        const parts = isPrintedFit(input) ? [{ start: 0, end: input.length }] : splitSegments(input);
        for (const { start, end } of parts) {
            const text = input.slice(start, end);
            const segment = reusable.get(text)?.pop() ?? this.parseSegment(text);
            moveSegment(segment, start, line, character);
            adoptSegment(segment, file, root);
            segments.push(segment);
            lineBreak.lastIndex = 0;
            let last = -1;
            while (lineBreak.exec(text)) {
                line++;
                last = lineBreak.lastIndex;
            }
            character = last < 0 ? character + text.length : text.length - last;
        }
        (file as Mutable<AstNode>).$cstNode = root;
        return { value: file, lexerErrors: [], parserErrors: [], segments };
    }

    private parseSegment(text: string): ParsedSegment {
        const printed = printedFitError(text);
        return printed ? withoutContent(text, printed) : this.parseModel(text);
    }

    /**
     * Parses one segment. After an error it leaves out the rest of the entry and parses the segment again, so that what follows is
     * read as if the entry were correct, and one error does not cause others.
     */
    private parseModel(text: string): ParsedSegment {
        const lexed = this.lexer.tokenize(text);
        const errors: SyntaxError[] = [];
        const broken: IToken[] = [];
        const { stray, end, ...proper } = withoutStrayText(lexed.tokens);
        let { tokens } = proper;
        let result = this.parseTokens(text, lexed, tokens);
        /** Errors up to this token are handled. */
        let frontier = -1;
        let effort = tokens.length;
        while (errors.length < mostParserErrors && effort < mostEffort) {
            const error = result.parserErrors.find(one => indexOf(tokens, one.token) > frontier);
            if (!error) {
                break;
            }
            frontier = indexOf(tokens, error.token);
            errors.push(
                syntaxErrorOf(error, text, tokens, frontier, (element, upTo) => {
                    effort += element.length;
                    return this.reads(element, upTo);
                })
            );
            const next = entryEnd(tokens, frontier);
            // A semicolon that is out of place cuts an entry in two.
            const isBehindCut = tokens[frontier - 1]?.image === ';';
            broken.push(...tokens.slice(entryStart(tokens, isBehindCut ? frontier - 1 : frontier), next));
            if (next > frontier) {
                tokens = [...tokens.slice(0, frontier), ...tokens.slice(next)];
                result = this.parseTokens(text, lexed, tokens);
                effort += tokens.length;
            }
        }
        const textErrors = lexed.errors as TextError[];
        const isInside = ({ offset }: TextError): boolean => offset < end;
        return {
            text,
            content: { models: result.value.models, constants: result.value.constants },
            cst: result.value.$cstNode ? [...(result.value.$cstNode as RootCstNodeImpl).content] : [],
            brokenWords: wordsOf([...broken, ...tokensOnLines(lexed.tokens, textErrors)], errors),
            syntaxErrors: oneErrorALine(withoutCovered([...textErrors.filter(isInside).map(syntaxErrorOfText), ...errors], text)),
            strayErrors: oneErrorALine([
                ...(stray ? [strayTextError(stray, text, lexed.tokens)] : []),
                ...textErrors.filter(error => !isInside(error)).map(syntaxErrorOfText)
            ]),
            offset: 0,
            line: 0,
            character: 0
        };
    }

    /** Whether an element of a model has no syntax error before an offset. */
    private reads(element: string, upTo: number): boolean {
        const head = 'model m {';
        const text = `${head}${element}\n}`;
        const lexed = this.lexer.tokenize(text);
        const isBefore = (offset: number): boolean => offset < head.length + upTo;
        return (
            !lexed.errors.some(({ offset }) => isBefore(offset)) &&
            !this.parseTokens(text, lexed, lexed.tokens).parserErrors.some(({ token }) => isBefore(token.startOffset))
        );
    }

    private parseTokens(text: string, lexed: LexerResult, tokens: IToken[]): ParseResult<File> {
        (this.lexer as GlmmLexer).prepare({ ...lexed, tokens, hidden: [...lexed.hidden] });
        try {
            return super.parse<File>(text);
        } catch {
            // Langium gives up where recovery leaves nodes unfinished. The next parse must not find them.
            this['stack'] = [];
            const value = { $type: File.$type, models: [], constants: [] } as unknown as File;
            return { value, parserErrors: [], lexerErrors: [] };
        }
    }
}

/** A segment that is no model. */
function withoutContent(text: string, error: SyntaxError): ParsedSegment {
    const content = { models: [], constants: [] };
    return { text, content, cst: [], syntaxErrors: [], brokenWords: new Set(), strayErrors: [error], offset: 0, line: 0, character: 0 };
}

/** The words of entries that can't be read, and of their corrections. */
function wordsOf(tokens: readonly IToken[], errors: readonly SyntaxError[]): ReadonlySet<string> {
    const texts = [...tokens.map(({ image }) => image), ...errors.flatMap(({ repairs = [] }) => repairs.map(({ text }) => text))];
    return new Set(texts.flatMap(text => text.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []));
}

function tokensOnLines(tokens: readonly IToken[], errors: readonly TextError[]): IToken[] {
    const lines = new Set(errors.map(({ line }) => line));
    return lines.size === 0 ? [] : tokens.filter(({ startLine }) => lines.has(startLine));
}

/** More parser errors in one model help nobody, and each costs another parse. */
const mostParserErrors = 20;
/** The most tokens that all parses of one segment read together. A handwritten model has some hundred. */
const mostEffort = 200_000;

/** The index of a token; the number of tokens for the end of the text. */
function indexOf(tokens: readonly IToken[], token: IToken): number {
    const index = tokens.indexOf(token);
    return index < 0 ? tokens.length : index;
}

/** The parser of the grammar, ready for use. */
export function createGlmmParser(services: LangiumCoreServices): GlmmParser {
    const parser = createParser(services.Grammar, new GlmmParser(services), services.parser.Lexer.definition);
    parser.finalize();
    return parser;
}

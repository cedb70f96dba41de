import type { IRecognitionException, IToken } from 'chevrotain';
import { expectedEntries, expectedNames, ruleWords } from '../diagnostics/expected-syntax.js';
import { shortened } from '../diagnostics/wording.js';
import { plannedWord } from '../knowledge/planned.js';
import type { TextRange } from '../lowered-model.js';
import { comparedHypothesis } from './compared-hypothesis.js';
import { nearestName } from '../scoping/nearest-name.js';
import { inOwnWords } from './own-words.js';
import type { TextError } from './text-error.js';
import type { SyntaxError } from './parsed-segment.js';
import { nestedComment } from './slips/notations.js';
import { designEntry } from './slips/blocks.js';
import { strayLines } from './slips/lines.js';
import { elementKeywords } from './slips/options.js';
import { callInR } from './slips/r-formula-line.js';
import { ErrorPlace, type Slip } from './slips/slip.js';
import { writtenSize } from './slips/written-sizes.js';
import { slipAt } from './slips/known-slips.js';

/** Options that need a number. Without it the grammar does not recognise them. */
const beforeNumber = new Set(['alpha', 'power', 'halfwidth', 'factor', 'level', 'step', 'attrition', 'budget', 'replicates', 'seed']);

/** A parser error as the parser and its message provider make it. */
export interface ParserError extends IRecognitionException {
    previousToken?: IToken;
}

function isReal(token: IToken | undefined): token is IToken {
    return token !== undefined && !Number.isNaN(token.startOffset) && token.image !== '';
}

function rangeOfToken(token: IToken): TextRange {
    return {
        start: { line: token.startLine! - 1, character: token.startColumn! - 1 },
        end: { line: token.endLine! - 1, character: token.endColumn! }
    };
}

function expectation(error: ParserError, rule: string): string | undefined {
    const expected = error.message;
    switch (expected) {
        case '':
            return ruleWords[rule]?.expected;
        case 'NAME':
        case 'WORD':
            return expectedNames[rule] ?? 'a name';
        case 'NUMBER':
            return 'a number';
        case '}':
            return expectedEntries[rule] ?? ruleWords[rule]?.expected;
        default:
            return `\`${expected}\``;
    }
}

/**
 * What a parser error says, at the wrong token or, where a line is unfinished, at its last token.
 *
 * @param tokens those of the text
 * @param position that of the error's token among them
 * @param isRead whether an element of a model can be read up to an offset in its text
 */
export function syntaxErrorOf(
    error: ParserError,
    text: string,
    tokens: readonly IToken[],
    position: number,
    isRead: (element: string, upTo: number) => boolean
): SyntaxError {
    // Langium marks the names of rules with an invisible suffix.
    const rules = error.context.ruleStack.map(name => name.replace('\u200B', ''));
    const usual = usualError(error, rules.at(-1) ?? 'File', text, tokens, position);
    const place = new ErrorPlace(text, tokens, position, rules, error.message);
    if (usual.problem.kind === 'planned') {
        return withSlip(writtenSize(place) ?? designEntry(place), usual);
    }
    if (usual.problem.kind === 'compared-hypothesis' || usual.problem.kind === 'product') {
        return usual;
    }
    return inOwnWords(withSlip(slipAt(place), usual), place, isRead);
}

/** The error of a slip with its repairs, or the usual one where none is known. */
function withSlip(slip: Slip | undefined, usual: SyntaxError): SyntaxError {
    if (!slip) {
        return usual;
    }
    const { problem, first, last, repairs } = slip;
    return problem === null
        ? { ...usual, repairs }
        : { problem, range: { start: rangeOfToken(first).start, end: rangeOfToken(last).end }, repairs };
}

/** What the parser alone says. */
function usualError(error: ParserError, rule: string, text: string, tokens: readonly IToken[], position: number): SyntaxError {
    const compared = rule === 'Hypothesis' && error.message === '=' ? comparedHypothesis(text, tokens, position) : undefined;
    if (compared) {
        const { first, last, ...hypothesis } = compared;
        return {
            problem: { kind: 'compared-hypothesis', ...hypothesis },
            range: { start: rangeOfToken(first).start, end: rangeOfToken(last).end }
        };
    }
    const found = isReal(error.token) ? error.token : undefined;
    const previous = isReal(error.previousToken) ? error.previousToken : undefined;
    const isUnfinished = previous !== undefined && found?.startLine !== previous.endLine;
    const at = isUnfinished ? previous : (found ?? previous);
    const range = at ? rangeOfToken(at) : { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    const plannedError = errorOfPlannedWord(rule, found, tokens[position - 1]);
    if (plannedError) {
        return plannedError;
    }
    if (found?.image === '..' && error.message === '}') {
        const end = found.endOffset! + 1;
        const repairs = [{ start: end, end, text: '50', stops: ['50'] }];
        return { problem: { kind: 'range-without-end' }, range: rangeOfToken(found), repairs };
    }
    if (found && beforeNumber.has(found.image) && error.message === '}') {
        return { problem: { kind: 'number-missing', option: found.image }, range: rangeOfToken(found) };
    }
    if (found && previous?.tokenType.name === 'NUMBER' && previous.endOffset! + 1 === found.startOffset && /^\w/.test(found.image)) {
        const product = `${previous.image} * ${found.image}`;
        return {
            problem: { kind: 'product', product },
            range: { start: rangeOfToken(previous).start, end: rangeOfToken(found).end }
        };
    }
    if (found && (rule === 'File' || (rule === 'Model' && error.message === '}'))) {
        return unknownLine(found, rule, rangeOfToken(found));
    }
    const expected = expectation(error, rule) ?? 'something else';
    const form = ruleWords[rule]?.form;
    return {
        problem: {
            kind: 'expected',
            expected,
            found: isUnfinished || !found ? null : shortened(found.image),
            after: previous ? shortened(previous.image) : null,
            form: form === undefined || expected.includes(form) ? null : form
        },
        range
    };
}

/** A word that the language will have. The grammar takes some of them for names, so that the error is at what follows. */
function errorOfPlannedWord(rule: string, found: IToken | undefined, previous: IToken | undefined): SyntaxError | undefined {
    const isTakenForName =
        (rule === 'RandomEffect' && (previous?.image === 'on' || found?.tokenType.name === 'NUMBER')) ||
        (rule === 'Count' && previous?.image === 'per') ||
        (rule === 'Model' && previous?.image === 'mean' && found?.image === '(');
    for (const token of [found, isTakenForName ? previous : undefined]) {
        const planned = token && plannedWord(rule, token.image);
        if (planned) {
            return { problem: { kind: 'planned', ...planned }, range: rangeOfToken(token) };
        }
    }
    return undefined;
}

/** Text outside of all models that does not begin one. @param tokens those of the text */
export function strayTextError(token: IToken, text: string, tokens: readonly IToken[]): SyntaxError {
    const place = new ErrorPlace(text, tokens, tokens.indexOf(token), ['File'], '');
    return withSlip(callInR(place) ?? nestedComment(place) ?? strayLines(place), unknownLine(token, 'File', rangeOfToken(token)));
}

/** A word that begins neither a model nor a line of one. */
function unknownLine(found: IToken, rule: string, range: TextRange): SyntaxError {
    const word = shortened(found.image);
    const near = /^\w/.test(word) ? nearestName(word, rule === 'File' ? ['model', 'let'] : elementKeywords) : undefined;
    const nearest = near === word ? undefined : near;
    return { problem: { kind: 'unknown-word', word, nearest, place: rule === 'File' ? 'file' : 'model' }, range };
}

export function syntaxErrorOfText({ problem, line, column, length, repairs }: TextError): SyntaxError {
    const start = { line: line! - 1, character: column! - 1 };
    return { problem, range: { start, end: { line: start.line, character: start.character + length } }, ...(repairs && { repairs }) };
}

/** One error a line, because what follows on the same line is often a consequence. In text order. */
export function oneErrorALine(errors: readonly SyntaxError[]): SyntaxError[] {
    const sorted = [...errors].sort((a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character);
    return sorted.filter((error, i) => sorted[i - 1]?.range.start.line !== error.range.start.line);
}

/** The errors that do not follow from a wrong name, whose correction mends all its uses. */
export function withoutCovered(errors: readonly SyntaxError[], text: string): SyntaxError[] {
    const starts = [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map(({ index, 0: end }) => index + end.length)];
    const renamed = errors.flatMap(error => (error.problem.kind === 'strange-name' ? [{ error, repair: error.repairs?.[0] }] : []));
    const offset = ({ range: { start } }: SyntaxError): number => (starts[start.line] ?? 0) + start.character;
    return errors.filter(error =>
        renamed.every(
            ({ error: first, repair }) =>
                error === first ||
                !repair ||
                !text.slice(repair.start, repair.end).includes('\n') ||
                !(repair.start <= offset(error) && offset(error) <= repair.end)
        )
    );
}

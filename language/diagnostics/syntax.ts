/** Diagnostics about syntax. */
import { error } from './diagnostic.js';
import { replaceWith, surelyReplaceWith, type Fixes } from './fix.js';
import type { TextRange } from './text-place.js';
import { exampleModel } from './example-model.js';
import { keywords } from '../knowledge/keywords.js';
import type { Planned } from '../knowledge/planned.js';
import { notPossibleYet, quoted, shortened } from './wording.js';

/** More of a line is not written out. */
const longestForm = 80;

/** The kinds of syntax errors. */
export type SyntaxProblem =
    /** `expected` and `form` as in `expected-syntax.ts`; `found` is null at the end of a line, `after` at the beginning of the text. */
    | { kind: 'expected'; expected: string; found: string | null; after: string | null; form: string | null }
    /** `test b1 > 0`. `alternative`: what is said after the hypothesis, empty for two-sided; `instead`: both. */
    | { kind: 'compared-hypothesis'; operator: string; alternative: '' | 'greater' | 'less'; instead: string }
    | ({ kind: 'planned' } & Planned)
    | { kind: 'number-missing'; option: string }
    | { kind: 'range-without-end' }
    | { kind: 'product'; product: string }
    | { kind: 'unknown-word'; word: string; nearest: string | undefined; place: 'file' | 'model' }
    | { kind: 'unknown-sign'; sign: string; instead: string | undefined }
    | { kind: 'percentage'; written: string; instead: string }
    | { kind: 'other-sign'; found: string; instead: string }
    | { kind: 'other-word'; found: string; instead: string }
    | { kind: 'needless'; found: string; why?: string }
    /** A line that the language does not need; `why` is a sentence. */
    | { kind: 'undue'; why: string }
    /** `why`: a sentence that says what the language does otherwise. */
    | { kind: 'other-form'; instead: string; why: string }
    | { kind: 'foreign-name'; written: string; instead: string }
    /** `beta0 ~ N(0, 0.64)`. */
    | { kind: 'spread'; effect: string; value: string }
    | { kind: 'nested-comment' }
    /** `36 per arm`. */
    | { kind: 'per-value'; instead: string; each: number; values: number }
    | { kind: 'strange-name'; written: string; instead: string }
    /** `each 0..24`. */
    | { kind: 'range-of-points'; points: readonly string[] }
    /** `instead`: the number, or the numbers, without it. */
    | { kind: 'unit'; unit: string; instead: string }
    /** `points`: those of the predictor with the wanted level first. */
    | { kind: 'reference-level'; predictor: string; points: string }
    | { kind: 'one-sided'; found: string; likely: 'greater' | 'less' }
    /** A formula or a call of R. */
    | { kind: 'formula'; isCall: boolean }
    /** The print of a fit. */
    | { kind: 'printed-fit'; isRead: boolean }
    | { kind: 'not-closed'; opener: string; closer: string }
    | { kind: 'closes-nothing'; sign: string }
    | { kind: 'closes-model-early' }
    | { kind: 'text-not-closed' }
    | { kind: 'comment-not-closed' }
    | { kind: 'too-deep'; most: number }
    | { kind: 'too-long'; most: number };

function message(problem: SyntaxProblem): string {
    switch (problem.kind) {
        case 'expected': {
            const { expected, found, after, form } = problem;
            const place = found !== null ? ` but found ${quoted(found)}` : after !== null ? ` after ${quoted(after)}` : '';
            return `Expected ${expected}${place}.${form === null ? '' : ` Write ${form}.`}`;
        }
        case 'compared-hypothesis': {
            const { operator, instead, alternative } = problem;
            const where = alternative === '' ? '' : `, and the alternative ${quoted(alternative)} after it`;
            return `A hypothesis is written with \`=\`, not ${quoted(operator)}${where}. Write ${quoted(`test ${instead}`)}.`;
        }
        case 'planned':
            return notPossibleYet(problem);
        case 'number-missing':
            return `A number is missing after ${quoted(problem.option)}. Write ${quoted(`${problem.option} ${problem.option === 'power' ? '0.9' : '0.05'}`)}, for example.`;
        case 'range-without-end':
            return 'The range has no end. Write it after `..`, as in `1..10`.';
        case 'product':
            return `A product needs \`*\`. Write ${quoted(problem.product)}.`;
        case 'unknown-word': {
            const { word, nearest, place } = problem;
            if (nearest !== undefined) {
                return `${quoted(word)} is not a keyword. Did you mean ${quoted(nearest)}?`;
            }
            return place === 'file'
                ? `${quoted(word)} can't begin a line here. Outside a model, write \`model NAME { … }\` or \`let NAME = …\`.`
                : `${quoted(word)} can't begin a line here. In a model, write lines such as \`family poisson\` or \`predictor x ~ Normal(0, 1)\`.`;
        }
        case 'formula':
            return problem.isCall
                ? 'This is a model of R. Write it as `model NAME { … }`, with a law for each predictor and a value for each effect.'
                : 'This is a formula of R. Write its effects in `fixed` and `random`, with their values.';
        case 'printed-fit':
            return problem.isRead
                ? 'This is a printed fit. Write it as `model NAME { … }`, with the estimates as values.'
                : 'This is a printed fit, but its formula or its coefficients are not understood. Write it as `model NAME { … }`.';
        case 'not-closed':
            return `This ${quoted(problem.opener)} is never closed. Add ${quoted(problem.closer)}.`;
        case 'closes-nothing':
            return `This ${quoted(problem.sign)} closes no bracket. Remove it.`;
        case 'closes-model-early':
            return 'This `}` ends the model before its last lines. Remove it.';
        case 'text-not-closed':
            return 'This text in quotes is never closed. Add `"`.';
        case 'comment-not-closed':
            return 'This comment is never closed. Add `*/`.';
        case 'too-deep':
            return `More than ${problem.most} brackets, signs and powers are nested here. Name parts of the expression with \`let\` or as separate predictors.`;
        case 'too-long':
            return `This expression has more than ${problem.most} operators. Name parts of it with \`let\` or as separate predictors.`;
        default:
            return otherNotation(problem);
    }
}

/** What is written in another way here. */
type OtherNotation = Extract<
    SyntaxProblem,
    {
        kind:
            | 'foreign-name'
            | 'strange-name'
            | 'per-value'
            | 'range-of-points'
            | 'unit'
            | 'reference-level'
            | 'one-sided'
            | 'other-sign'
            | 'other-word'
            | 'needless'
            | 'undue'
            | 'spread'
            | 'nested-comment'
            | 'other-form'
            | 'percentage'
            | 'unknown-sign';
    }
>;

function otherNotation(problem: OtherNotation): string {
    switch (problem.kind) {
        case 'foreign-name':
            return `Names have Latin, Greek or Cyrillic letters, digits and \`_\`. Write ${quoted(problem.instead)} for ${quoted(problem.written)}, for example.`;
        case 'strange-name':
            return `A name begins with a letter and has letters, digits and \`_\` only. Write ${quoted(problem.instead)} for ${quoted(problem.written)}.`;
        case 'per-value':
            return `A design has the number of all values together. Write ${quoted(problem.instead)} for ${problem.each} of each of ${problem.values}.`;
        case 'range-of-points':
            return `The points of a predictor are listed one by one. Write ${quoted(`each ${listed(problem.points)}`)}.`;
        case 'unit':
            return `Numbers are written without a unit. Write ${quoted(shortened(problem.instead, longestForm))}; ${quoted(problem.unit)} can be said in a comment.`;
        case 'reference-level':
            return `The levels of ${quoted(problem.predictor)} are compared with its first one. Write ${quoted(`each ${problem.points}`)}, and the values in this order.`;
        case 'one-sided':
            return `A one-sided test has a direction. Write ${quoted('greater')} or ${quoted('less')} for ${quoted(problem.found)}.`;
        case 'other-sign':
            return `Write ${quoted(problem.instead)} here, not ${quoted(problem.found)}.`;
        case 'other-word':
            return `${quoted(problem.found)} ${keywords.has(problem.instead) && !keywords.has(problem.found) ? 'is not a keyword' : 'has no meaning here'}. Did you mean ${quoted(problem.instead)}?`;
        case 'needless':
            return problem.why === undefined
                ? `${quoted(problem.found)} is not needed here. Remove it.`
                : `${problem.why} Remove ${quoted(problem.found)}.`;
        case 'spread':
            return `${quoted(problem.value)} is a variance in papers and a standard deviation in R and Stan. Write ${quoted(`${problem.effect} variance ${problem.value}`)} or ${quoted(`${problem.effect} sd ${problem.value}`)}.`;
        case 'nested-comment':
            return 'The comment ends at the first `*/`, because comments cannot be nested. Remove the marks inside of it.';
        case 'undue':
            return `This line is not needed. ${problem.why} Remove it.`;
        case 'other-form':
            return `${problem.why} Write ${quoted(shortened(problem.instead.replace(/\s+/g, ' '), longestForm))}.`;
        case 'percentage':
            return `A number in per cent is written as a share. Write ${quoted(problem.instead)} for ${quoted(problem.written)}.`;
        case 'unknown-sign':
            return `The language has no sign ${quoted(problem.sign)}.${problem.instead === undefined ? ' Remove it.' : ` Write ${quoted(problem.instead)}.`}`;
    }
}

/** More points are not written out. */
const mostPoints = 10;

/** `0, 1, 2, …, 24`. */
function listed(points: readonly string[]): string {
    return (points.length > mostPoints ? [...points.slice(0, 3), '…', ...points.slice(-1)] : points).join(', ');
}

/** A text in place of a part of the file. */
export interface PlacedRepair {
    at: TextRange;
    text: string;
    stops?: readonly string[] | undefined;
    isSure?: boolean | undefined;
    title?: string | undefined;
}

/** A syntax error, with repairs of the text, the best one first. */
export type RepairedProblem = SyntaxProblem & { repairs?: readonly PlacedRepair[] };

/** What a repair that replaces nothing is called; others have the usual title. */
function repairTitle({ start, end }: TextRange, text: string): string | undefined {
    return start.line === end.line && start.character === end.character ? `Add "${text.trim()}"` : undefined;
}

function fixes(problem: RepairedProblem): Fixes {
    if (problem.repairs) {
        return problem.repairs.map(({ at, text, stops, isSure = false, title = repairTitle(at, text) }) => ({
            ...replaceWith(text)!,
            at,
            isSure,
            ...(title !== undefined && { title }),
            ...(stops && { stops })
        }));
    }
    switch (problem.kind) {
        case 'product':
            return surelyReplaceWith(problem.product);
        case 'compared-hypothesis':
            return surelyReplaceWith(problem.instead);
        case 'unknown-word':
            return replaceWith(problem.nearest);
        default:
            return null;
    }
}

export const syntax = {
    syntax: error({
        summary: 'A part of the text cannot be read.',
        message: (problem: RepairedProblem) => message(problem),
        fix: fixes,
        why: 'A model with a syntax error gets no new numbers. Its last numbers stay, marked as old, and the other models of the file are not affected.',
        remedy: 'Complete or correct the line as the message says.',
        example: {
            text: exampleModel({ fixedB: 'fixed B { beta1 = 0.3 }' }),
            instead: exampleModel()
        }
    })
};

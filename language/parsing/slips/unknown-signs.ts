/** Signs that the language does not have. */
import type { ILexingError } from 'chevrotain';
import { shareOf, shortened } from '../../diagnostics/wording.js';
import type { TextError } from '../text-error.js';
import type { Repair } from './slip.js';
import { sizesText } from './written-sizes.js';
import { plainName } from './strange-names.js';

/** Signs that people paste, and what the language has for them. */
const substitutes: Record<string, string> = {
    '−': '-',
    '–': '-',
    '—': '-',
    '×': '*',
    '·': '*',
    '⋅': '*',
    '∗': '*',
    '÷': '/',
    '≤': '<=',
    '≥': '>=',
    '≠': '!=',
    '²': '^2',
    '³': '^3',
    '½': '0.5',
    '¼': '0.25',
    '∼': '~',
    '…': '..',
    '＝': '=',
    '，': ',',
    '；': ';',
    '：': ':',
    '（': '(',
    '）': ')',
    '&': '*',
    '&&': '*'
};
const openingQuotes = '“”„«‘’‚\'`"';
const quotedText = /^[“”„«‘’‚'`]([^“”„»«‘’'"`\n\r]*)[“”»‘’'"`]/;

/** The errors at the runs of signs that the lexer skips, one for each run and one for a text in strange quotes. */
export function unknownSigns(text: string, errors: readonly ILexingError[]): TextError[] {
    let quotedUntil = 0;
    return errors.flatMap((error): TextError[] => {
        if (error.offset < quotedUntil) {
            return [];
        }
        const found = signAt(text, error);
        quotedUntil = openingQuotes.includes(text[error.offset] ?? '') ? error.offset + found.length : quotedUntil;
        return [found];
    });
}

function signAt(text: string, error: ILexingError): TextError {
    const { offset } = error;
    const run = text.slice(offset, offset + error.length);
    const sign = /^\S+/.exec(run)?.[0] ?? run;
    const rest = text.slice(offset);
    const quoted = quotedText.exec(rest);
    if (quoted && /\bmodel\s+$/.test(text.slice(0, offset)) && plainName(quoted[1]!) !== '') {
        return signError(error, quoted[0], `${plainName(quoted[1]!)} "${quoted[1]!}"`);
    }
    const isOfName = quoted && /\b(predictor|random|let|derive|test|precision|per|in)\s+$/.test(text.slice(0, offset));
    if (isOfName && /^[\p{L}_][\p{L}\p{N}_]*$/u.test(quoted[1]!)) {
        return signError(error, quoted[0], quoted[1]);
    }
    if (quoted) {
        return signError(error, quoted[0], `"${quoted[1]!}"`);
    }
    if (sign.startsWith('%')) {
        return percentage(text, error) ?? signError(error, sign, undefined);
    }
    if (sign.startsWith('#')) {
        const line = /^#+[^\n\r]*/.exec(rest)![0];
        return signError(error, '#', '//', { start: offset, end: offset + line.length, text: line.replace(/^#+/, '//') });
    }
    if (/^[\u0022“”„]$/.test(sign)) {
        return signError(error, sign, '"');
    }
    const size = sizeWith(text, offset, sign);
    if (size) {
        return signError(error, sign, size.instead, size.repair);
    }
    const isJoint = /^&+$/.test(sign) && /\btest\b[^\n\r;]*$/.test(textBefore(text, offset));
    return signError(error, sign, isJoint ? 'and' : Object.hasOwn(substitutes, sign) ? substitutes[sign] : undefined);
}

function signError(error: ILexingError, sign: string, instead: string | undefined, repair?: Repair): TextError {
    const { offset } = error;
    const end = offset + sign.length;
    const repairs = [repair ?? { start: offset, end, text: instead ?? '', isSure: instead !== undefined }];
    return { ...error, length: sign.length, problem: { kind: 'unknown-sign', sign: shortened(sign), instead }, repairs };
}

/** `n = 20 ± 5`, and `clinic = 40 × 25` in a design without `n`. */
function sizeWith(text: string, offset: number, sign: string): { instead: string; repair: Repair } | undefined {
    const before = textBefore(text, offset);
    const behind = text.slice(offset + sign.length);
    const number = /^\s*(\d+(?:\.\d+)?)/.exec(behind);
    const spread = sign === '±' ? /\bn\s*=\s*(\d+)\s*$/.exec(before) : null;
    if (spread && number) {
        const instead = sizesText(spread[1]!, Number(number[1]!) / Number(spread[1]!));
        const repair = {
            start: offset - spread[0].length,
            end: offset + sign.length + number[0].length,
            text: instead,
            stops: [instead.replace(/^.*cv = |\)$/g, '')]
        };
        return { instead, repair };
    }
    const units = sign === '×' ? /\bdesign\s*\{([^{}]*=\s*\d+)\s*$/.exec(before) : null;
    const rest = /^[^}]*\}/.exec(behind)?.[0] ?? '';
    const hasSize = /\bn\s*[=~]/.test(`${units?.[1] ?? ''}${rest}`);
    if (units && number && !hasSize) {
        const space = /\s*$/.exec(before)![0].length;
        const repair = { start: offset - space, end: offset + sign.length + number[0].length, text: `, n = ${number[1]!}` };
        return { instead: `${units[1]!.trim()}, n = ${number[1]!}`, repair };
    }
    return undefined;
}

/** How far before a sign its number or its test begins at most. Looking back to the start of a long text for each of its signs takes minutes. */
const farthestBefore = 500;

function textBefore(text: string, offset: number): string {
    return text.slice(Math.max(0, offset - farthestBefore), offset);
}

const numberBefore = /(\d+(?:\.\d+)?|\.\d+)[ \t]*$/;

/** `30 %` as a share; in `pct(…)` as the number alone. Undefined where no number stands before the sign. */
function percentage(text: string, error: ILexingError): TextError | undefined {
    const before = textBefore(text, error.offset);
    const number = numberBefore.exec(before);
    if (!number) {
        return undefined;
    }
    const value = Number(number[1]!);
    const isOfPct = /pct\(\s*$/.test(before.slice(0, number.index));
    const share = isOfPct ? number[1]! : (shareOf(value) ?? String(Number((value / 100).toPrecision(12))));
    const start = error.offset - before.length + number.index;
    const written = text.slice(start, error.offset + 1);
    const isOfEffect = /=\s*[+-]?\s*$/.test(before.slice(0, number.index));
    return {
        ...error,
        length: 1,
        problem: { kind: 'percentage', written, instead: share },
        repairs: [{ start, end: error.offset + 1, text: share, isSure: !isOfEffect }]
    };
}

/** A diagnostic of one text, as plain data. */
import { diagnosticOf, type DiagnosticCode, type FactsOf } from './catalogue.js';
import type { Fix, Severity } from './diagnostic.js';

/** Lines and characters count from 0, in UTF-16 units, as in LSP. */
export interface TextPosition {
    line: number;
    character: number;
}

export interface TextRange {
    start: TextPosition;
    end: TextPosition;
}

export interface Issue {
    severity: Severity;
    /** Stable, in kebab-case: `wrong-block`, `syntax`, … `docs/diagnostics.md` explains each. */
    code: DiagnosticCode;
    message: string;
    range: TextRange;
    /** One edit that corrects it. */
    fix?: Fix;
    /** Other places that the message is about. */
    related?: { message: string; range: TextRange }[];
    /** Editors show the range faded. */
    isUnused?: true;
}

/** A code's facts, which may be left out where there are none, and the other places that they are about. */
export type FactsAndPlaces<Code extends DiagnosticCode> =
    Record<never, never> extends FactsOf<Code>
        ? [facts?: FactsOf<Code>, related?: readonly TextRange[]]
        : [facts: FactsOf<Code>, related?: readonly TextRange[]];

/** Words an issue. */
export function issueOf<Code extends DiagnosticCode>(
    code: Code,
    range: TextRange,
    ...[facts = {}, places = []]: FactsAndPlaces<Code>
): Issue {
    const { severity, message, fix, related, isUnused } = diagnosticOf(code);
    const edit = fix?.(facts);
    return {
        severity,
        code,
        message: message(facts),
        range,
        ...(edit && { fix: edit }),
        ...(related && places.length > 0 && { related: places.map((range, i) => ({ message: related(facts, i), range })) }),
        ...(isUnused && { isUnused })
    };
}

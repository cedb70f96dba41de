/** A diagnostic of one text, as plain data. */
import { diagnosticOf, type DiagnosticCode, type FactsOf } from './catalogue.js';
import type { Severity } from './diagnostic.js';
import type { Fix } from './fix.js';
import type { TextRange } from './text-place.js';

export type { TextPosition, TextRange } from './text-place.js';

export interface Issue {
    severity: Severity;
    /** Stable, in kebab-case: `wrong-block`, `syntax`, … `docs/diagnostics.md` explains each. */
    code: DiagnosticCode;
    message: string;
    range: TextRange;
    /** Corrections, the best one first. */
    fixes?: readonly Fix[];
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
    const fixes = [fix?.(facts) ?? []].flat();
    return {
        severity,
        code,
        message: message(facts),
        range,
        ...(fixes.length > 0 && { fixes }),
        ...(related && places.length > 0 && { related: places.map((range, i) => ({ message: related(facts, i), range })) }),
        ...(isUnused && { isUnused })
    };
}

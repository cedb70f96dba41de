/** The type of a record of the catalogue, and functions to write one. */
import type { Fixes } from './fix.js';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

export type Example =
    | {
          /** A whole file that gives the diagnostic, and no other one. */
          text: string;
          /** The corrected file. */
          instead: string;
          /** Data files beside it, by their names. */
          files?: Readonly<Record<string, string>>;
      }
    /** A description of the cause, if no short file gives the diagnostic. */
    | { situation: string };

/** A message without facts. */
export type NoFacts = Record<never, never>;

/** Everything about one diagnostic. `Facts` is what a check knows about the text; the record turns it into words and edits. */
export interface DiagnosticRecord<Facts> {
    severity: Severity;
    /** What the code means, in one sentence. */
    summary: string;
    /** What is wrong and what would be right, in at most two sentences. */
    message: (facts: Facts) => string;
    /**
     * The corrections that one edit makes, the best one first; none where these facts allow none. Null where no edit could know
     * what is meant: `remedy` says what would be right.
     */
    fix: ((facts: Facts) => Fixes) | null;
    /** The message at another place of the text that is related; `index`: which place. */
    related?: (facts: Facts, index: number) => string;
    /** Editors show the text faded. */
    isUnused?: boolean;
    /**
     * The engine computes numbers all the same, but they are those of a study that cannot be carried out, or of a model that no data can fit:
     * lenses and hovers mark them.
     */
    spoilsNumbers?: true;
    /** Not reported for a model with syntax errors: what is missed may be in the part that can't be read. */
    needsWholeModel?: boolean;
    /** Why it matters. */
    why: string;
    /** What to do about it. */
    remedy: string;
    example: Example;
}

function withSeverity(severity: Severity) {
    return <Facts = NoFacts>(record: Omit<DiagnosticRecord<Facts>, 'severity'>): DiagnosticRecord<Facts> => ({ severity, ...record });
}

/** Numbers would have no meaning. */
export const error = withSeverity('error');
/** Numbers may mislead. */
export const warning = withSeverity('warning');
/** The basis of a number. */
export const information = withSeverity('information');
/** About the text alone. */
export const hint = withSeverity('hint');

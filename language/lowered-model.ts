/** What the language hands to the server and the command line: models as data, with where they stand in the text. */
import type { ModelSpec, Term } from '../src-engine/spec/model-spec.js';
import type { Issue, TextRange } from './diagnostics/issue.js';

export type { Severity } from './diagnostics/diagnostic.js';
export type { Issue, TextPosition, TextRange } from './diagnostics/issue.js';

/** A named element of a model: where its name stands, where its whole entry stands, its doc comment. */
export interface ElementPlace {
    kind:
        | 'predictor'
        | 'fixed'
        | 'group'
        | 'variance'
        | 'covariance'
        | 'dispersion'
        | 'derived'
        | 'test'
        | 'precision'
        | 'cost'
        | 'sweep'
        /** A `?`. */
        | 'asked'
        | 'accuracy';
    /**
     * As in `Analysis.parameters` for parameters: `beta1`, `var(beta0 | subject)`, `phi`, …; a test's name, or its hypothesis where it has none;
     * a precision's target; `cost`; what is swept or asked for: a group, `n`, an effect, a constant; `using` for the accuracy.
     */
    name: string;
    /** Of tests, precisions and sweeps, whose names may repeat: which one of the spec's it is; null where it is none of them, and for all others. */
    index: number | null;
    /** Of `asked` the `?` itself. */
    nameRange: TextRange;
    range: TextRange;
    doc: string | null;
}

export interface LoweredModel {
    name: string;
    title: string | null;
    doc: string | null;
    range: TextRange;
    nameRange: TextRange;
    /** True where the model's own text does not parse: `spec` is then null and older numbers are to be kept, marked. */
    hasSyntaxErrors: boolean;
    /** Whole and fit to be computed from; null where the text does not parse, or an error leaves no meaning. */
    spec: ModelSpec | null;
    /** By effect its value as it is written, a term without predictors: `logit(0.05)`. Effects whose value is a number are left out. */
    written: Record<string, Term>;
    /** Hash of `spec`; equal for texts that differ by comments and layout only. Null where `spec` is. */
    hash: string | null;
    /** All diagnostics of this model, those of its syntax included. */
    issues: Issue[];
    places: ElementPlace[];
}

export interface LoweredFile {
    models: LoweredModel[];
    /** Diagnostics that belong to no model. */
    issues: Issue[];
}

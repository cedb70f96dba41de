/** The models of a text as data, with their places in the text: what the server and the command line get from the language. */
import type { ModelSpec, Term } from '../src-engine/spec/model-spec.js';
import type { AuthorScales } from './presentation/notation/author-scale.js';
import type { Issue, TextRange } from './diagnostics/issue.js';

export type { Severity } from './diagnostics/diagnostic.js';
export type { Issue, TextPosition, TextRange } from './diagnostics/issue.js';

/** A named element of a model: the places of its name and of its whole entry, and its doc comment. */
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
    /** The index of a test, precision or sweep in the spec, because their names may repeat. Null for other elements, and where the spec lacks it. */
    index: number | null;
    /** For `asked`: the `?` itself. */
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
    /** True where the model's own text does not parse. `spec` is then null, and the last numbers stay, marked as old. */
    hasSyntaxErrors: boolean;
    /** Complete and ready to be computed. Null where the text does not parse, or an error leaves the model without a meaning. */
    spec: ModelSpec | null;
    /** By effect its value as it is written, a term without predictors: `logit(0.05)`. Effects whose value is a number are left out. */
    written: Record<string, Term>;
    /** The scales on which numbers are written, by `adjustableKey`: an odds ratio, a standard deviation. Numbers on the scale of the model are left out. */
    scales: AuthorScales;
    /** Effects whose block the file leaves to the tool. */
    sorted: string[];
    /** Hash of `spec`. Equal for texts that differ only in comments and layout; null where `spec` is null. */
    hash: string | null;
    /** All diagnostics of this model, those of its syntax included. */
    issues: Issue[];
    places: ElementPlace[];
}

export interface LoweredFile {
    models: LoweredModel[];
    /** Diagnostics outside of all models. */
    issues: Issue[];
}

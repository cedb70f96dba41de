/** What the server and its clients agree on beyond LSP itself. It imports nothing but types, so that a client can bundle it alone. */
import type { ExploredModel } from '../explorer/messages.js';
import type { Adjustment } from '../src-engine/design/adjustments.js';

export const languageId = 'glmm';

/**
 * The command of every code lens. The client implements it: it shows the place's hover.
 * Arguments: the document's URI, and the position of the name as `{ line, character }`.
 */
export const showDetailsCommand = 'glmm.showDetails';

/** A place in a document: lines and characters count from 0, in UTF-16 units. */
export interface DetailsPosition {
    line: number;
    character: number;
}

export type ShowDetailsArguments = [uri: string, position: DetailsPosition];

/**
 * The command of the lens over a `?` whose number is known. The server implements it, for every client that can apply edits: it writes the number in place of the
 * `?`, as one edit. Arguments: the document's URI, the position of the `?`, and the number as the lens tells it; where the present answer is another one,
 * nothing is written.
 */
export const writeAnswerCommand = 'glmm.writeAnswer';

export type WriteAnswerArguments = [uri: string, position: DetailsPosition, text: string];

/** The settings under the section `glmm`; what is absent has its default, which is true for each. */
export interface GlmmSettings {
    lenses?: {
        /** A lens over every model. */
        models?: boolean;
        /** A lens over every fixed effect. */
        fixedEffects?: boolean;
        /** A lens over every test. */
        tests?: boolean;
        /** A lens over every precision. */
        precisions?: boolean;
        /** A lens over the prices: the best design. */
        costs?: boolean;
        /** A lens over every `?`. */
        asked?: boolean;
    };
    exact?: {
        /** Exact variances simulated in the background, for models that say `using exact`. */
        simulate?: boolean;
    };
}

/** The `data` of every code lens. */
export interface LensData {
    /** The document's URI as the server writes it, and the model's place in it: how a lens without a text finds its model again. */
    uri: string;
    model: number;
    /** What the lens is over: an element of this kind whose lens stands at the same place, or the model. */
    element: 'model' | 'fixed' | 'test' | 'precision' | 'cost' | 'asked';
    /**
     * Whether the numbers or answers are of the present text. `computing` and `waiting` will change without an edit: the client is
     * told when.
     */
    state: 'fresh' | 'computing' | 'waiting' | 'stale' | 'failed';
}

/**
 * The models of an open document, in text order. Parameters: `PlaceParams`; result: `ModelChoices`. Like all requests that follow it is answered from the text as it is when
 * the request comes.
 */
export const modelsRequest = 'glmm/models';

export interface PlaceParams {
    uri: string;
    position: DetailsPosition;
}

export interface ModelParams {
    uri: string;
    /** The model's place among the models of the file. */
    index: number;
}

export interface ModelChoice {
    index: number;
    name: string;
    title: string | null;
    /** Why nothing can be made from it, in words; null where something can. */
    problem: string | null;
}

export interface ModelChoices {
    models: ModelChoice[];
    /** Index of the model that the position is in; null where it is in none. */
    current: number | null;
}

/** The tools that a model can be exported to, those that take it first. Parameters: `ModelParams`; result: `ExportChoice[]`, empty where the model is not there. */
export const exportTargetsRequest = 'glmm/exportTargets';

export interface ExportChoice {
    target: string;
    title: string;
    /** What is written, in a few words. */
    what: string;
    /** Why the tool can't take the model, as a sentence; null where nothing speaks against it. */
    problem: string | null;
}

/** A model as text for another tool. Parameters: `ExportParams`; result: `MadeText`. It may take a while, and can be cancelled. */
export const exportRequest = 'glmm/export';

export interface ExportParams extends ModelParams {
    target: string;
}

/** A text that was asked for, or why there is none, in words; neither where it was cancelled, or a newer request took its place. */
export interface MadeText {
    text: string | null;
    problem: string | null;
}

/**
 * The design report of an open document. Parameters: `ReportParams`; result: `MadeText`. It may take a while, and can be cancelled; a newer request for the same
 * document and format takes its place.
 */
export const reportRequest = 'glmm/report';

export interface ReportParams {
    uri: string;
    format: 'html' | 'markdown';
    /** Of the extension, for the report's footer. */
    version: string;
}

/** What the explorer shows of an open document. Parameters: `PlaceParams`; result: `ExploredModels`. */
export const exploredRequest = 'glmm/explored';

export interface ExploredModels {
    models: ExploredModel[];
    /** Index of the model that the position is in; null where it is in none. */
    current: number | null;
    /** Why a model is not there or is from before the last edit, in words; null where all are there. */
    remark: string | null;
}

/** Writes numbers that were chosen in the explorer into the text, as one edit. Parameters: `WriteParams`; result: `Written`. */
export const writeAdjustmentsRequest = 'glmm/writeAdjustments';

export interface WriteParams extends ModelParams {
    /** Of the model that they were chosen for: where the text means another one now, nothing is written. */
    hash: string;
    adjustments: Adjustment[];
}

export interface Written {
    /** Why nothing was written, in words; null where the file has the values now. */
    problem: string | null;
}

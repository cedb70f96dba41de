/** What the server and its clients agree on beyond LSP. This file imports only types, so that a client can bundle it alone. */
import type { ExploredModel } from '../explorer/messages.js';
import type { Adjustment } from '../src-engine/design/adjustments.js';

export const languageId = 'glmm';

/**
 * The command of every code lens. The client implements it and shows the hover at the position. Arguments: the document's URI, and
 * the position of the name as `{ line, character }`.
 */
export const showDetailsCommand = 'glmm.showDetails';

/** A place in a document: lines and characters count from 0, in UTF-16 units. */
export interface DetailsPosition {
    line: number;
    character: number;
}

export type ShowDetailsArguments = [uri: string, position: DetailsPosition];

/**
 * The command of the lens above a `?` whose number is known. The server implements it for every client that can apply edits, and
 * writes the number in place of the `?` as one edit. Arguments: the document's URI, the position of the `?`, and the number that the
 * lens shows. If the present answer is different, nothing is written.
 */
export const writeAnswerCommand = 'glmm.writeAnswer';

export type WriteAnswerArguments = [uri: string, position: DetailsPosition, text: string];

/** The data of a completion item. A space or a parenthesis that an edit has inserted triggers nothing, so the client asks for what comes next. */
export interface CompletionData {
    /** A list, where the text needs a word that the server can offer; the arguments of a call, where the cursor is between parentheses. */
    next: 'list' | 'arguments';
}

/** Where an editor shows numbers: in code lenses, in inlay hints at the ends of lines, or in hovers alone. */
export type NumbersPlace = 'lenses' | 'lineEnds' | 'hovers';

/**
 * The settings in the section `glmm`. A missing switch has its default, which is true except for `hints.besideNumbers`. A client without settings gives them
 * as its initialization options.
 */
export interface GlmmSettings {
    numbers?: {
        /** Default: in lenses; for a client that has inlay hints but no lenses, at the ends of lines. */
        show?: NumbersPlace;
    };
    /** Of what numbers are shown, in lenses or at the ends of lines. */
    lenses?: {
        /** Of every model. */
        models?: boolean;
        /** Of every fixed effect. */
        fixedEffects?: boolean;
        /** Of every test. */
        tests?: boolean;
        /** Of every precision. */
        precisions?: boolean;
        /** Of the prices: the best design. */
        costs?: boolean;
        /** Of every `?`. */
        asked?: boolean;
    };
    /** Which inlay hints explain the text. */
    hints?: {
        /** The block of an effect that the tool has sorted. */
        blocks?: boolean;
        /** The names of arguments. */
        argumentNames?: boolean;
        /** The values of expressions. */
        values?: boolean;
        /** The intraclass correlation that belongs to a variance. */
        icc?: boolean;
        /** Also while numbers are at the ends of lines. Default: false, because an editor then shows both or none. */
        besideNumbers?: boolean;
    };
    exact?: {
        /** Simulate exact variances in the background: to 1 % with `using exact`, otherwise where about a second is enough. */
        simulate?: boolean;
    };
}

/** The `data` of every inlay hint with numbers: where the element is that it is about. */
export interface NumberHintData {
    /** The document's URI as the client writes it. */
    uri: string;
    position: DetailsPosition;
    state: LensData['state'];
}

/** The `data` of every code lens. */
export interface LensData {
    /** The document's URI as the server writes it, and the index of the model in it. A lens without a text finds its model by them. */
    uri: string;
    model: number;
    /** What the lens is about: an element of this kind that has its lens at the same position, or the model. */
    element: 'model' | 'fixed' | 'test' | 'precision' | 'cost' | 'asked';
    /** The name of the element. Several effects of a factor can have their lenses at the same position. Null for the model. */
    name: string | null;
    /**
     * Whether the numbers or answers belong to the present text. `computing` and `waiting` will change without an edit, and the
     * server then notifies the client.
     */
    state: 'fresh' | 'computing' | 'waiting' | 'stale' | 'failed';
}

/**
 * The models of an open document, in text order. Parameters: `PlaceParams`; result: `ModelChoices`. As for all requests below, the
 * answer refers to the text at the time of the request.
 */
export const modelsRequest = 'glmm/models';

export interface PlaceParams {
    uri: string;
    position: DetailsPosition;
}

export interface ModelParams {
    uri: string;
    /** The index of the model in the file. */
    index: number;
}

export interface ModelChoice {
    index: number;
    name: string;
    title: string | null;
    /** Why the model can't be used, in words; null if it can. */
    problem: string | null;
}

export interface ModelChoices {
    models: ModelChoice[];
    /** Index of the model at the position; null if there is none. */
    current: number | null;
}

/** The models that people begin with. No parameters; result: `ModelTemplate[]`. */
export const templatesRequest = 'glmm/templates';

export interface ModelTemplate {
    title: string;
    description: string;
    /** The text of a file, with places to fill in, in the syntax of snippets. */
    snippet: string;
}

/** The model that a text of other software stands for: a formula or call of R, or a printed fit. Parameters: `OtherText`; result: `ModelOfText`. */
export const modelOfTextRequest = 'glmm/modelOfText';

export interface OtherText {
    text: string;
}

export interface ModelOfText {
    /** The text of a file, with places to fill in, in the syntax of snippets; null for a text that is not understood. */
    snippet: string | null;
}

/**
 * The tools to which a model can be exported, the suitable ones first. Parameters: `ModelParams`; result: `ExportChoice[]`, empty if
 * there is no such model.
 */
export const exportTargetsRequest = 'glmm/exportTargets';

export interface ExportChoice {
    target: string;
    title: string;
    /** A short description of the output. */
    what: string;
    /** The editor's identifier of the language of the output. */
    language: string;
    /** Why the tool can't take the model, as a sentence; null if it can. */
    problem: string | null;
}

/** A model as text for another tool. Parameters: `ExportParams`; result: `MadeText`. It may take a while, and can be cancelled. */
export const exportRequest = 'glmm/export';

export interface ExportParams extends ModelParams {
    target: string;
}

/** The requested text, or the reason why there is none, in words. Both are null if the request was cancelled or replaced by a newer one. */
export interface MadeText {
    text: string | null;
    problem: string | null;
}

/**
 * The design report of an open document. Parameters: `ReportParams`; result: `MadeText`. It may take a while and can be cancelled. A
 * newer request for the same document and format replaces it.
 */
export const reportRequest = 'glmm/report';

export interface ReportParams {
    uri: string;
    format: 'html' | 'markdown';
    /** The version of the extension, for the footer of the report. */
    version: string;
}

/** The data that the explorer shows for an open document. Parameters: `PlaceParams`; result: `ExploredModels`. */
export const exploredRequest = 'glmm/explored';

export interface ExploredModels {
    models: ExploredModel[];
    /** Index of the model that the position is in; null where it is in none. */
    current: number | null;
    /** Why a model is missing or older than the last edit, in words; null if all are present. */
    remark: string | null;
}

/** Writes numbers from the explorer into the text, as one edit. Parameters: `WriteParams`; result: `Written`. */
export const writeAdjustmentsRequest = 'glmm/writeAdjustments';

export interface WriteParams extends ModelParams {
    /** The hash of the model for which the numbers were chosen. If the text now means a different model, nothing is written. */
    hash: string;
    adjustments: Adjustment[];
}

export interface Written {
    /** Why nothing was written, in words; null if the file now has the values. */
    problem: string | null;
}

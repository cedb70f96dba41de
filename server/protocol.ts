/** What the server and its clients agree on beyond LSP itself. It imports nothing, so that a client can bundle it alone. */

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

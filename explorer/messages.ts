/** The messages between the explorer's page and the extension. Both bundle this file. */
import type { AuthorScale } from '../language/presentation/notation/author-scale.js';
import type { Adjustment } from '../src-engine/design/adjustments.js';
import type { ModelSpec } from '../src-engine/spec/model-spec.js';

/** A model of the file without errors. */
export interface ExploredModel {
    /** Its place among the models of the file. */
    index: number;
    name: string;
    title: string | null;
    /** The hash of its spec: equal if only comments and layout differ. */
    hash: string;
    spec: ModelSpec;
    /** Keys (`adjustableKey`) of the numbers that can't be written back, and why: `the file has no number there`, … */
    notWritable: Record<string, string>;
    /** By the same keys, the scales on which the author wrote numbers. */
    scales: Record<string, AuthorScale>;
}

/** The messages from the extension to the page. */
export type ToExplorer =
    /**
     * The file's models after every change of the text or of the cursor's model. `current`: index of the model at the cursor, or of the last one that was at the
     * cursor; null if there is none. `file`: its name without folders. `remark`: why a model is not there or is from before the last edit, in words.
     */
    | { kind: 'models'; file: string | null; models: ExploredModel[]; current: number | null; remark: string | null }
    /** An answer to `write`: `problem` in words, null where the file has the values now. */
    | { kind: 'written'; problem: string | null };

/** The messages from the page to the extension. */
export type FromExplorer =
    | { kind: 'ready' }
    /** The values to write back into the model, as one edit; `hash`: the model that they were chosen for. */
    | { kind: 'write'; index: number; hash: string; adjustments: Adjustment[] };

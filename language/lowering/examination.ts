import type { Examination } from '../../src-engine/result/analysis.js';
import { examine } from '../../src-engine/index.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import { hashesOf, type ModelHashes } from './hash.js';

/** How many examinations are kept: more than the models that a person edits in turn. */
const mostKept = 1000;
const kept = new Map<string, Examination>();

/**
 * What the engine finds in a model without integrating. It is kept by the model's content without its name, because examining costs
 * more than all other work for a keystroke, and most keystrokes leave most models unchanged.
 */
export function examinationOf(spec: ModelSpec, { nameless: key }: ModelHashes = hashesOf(spec)): Examination {
    let examination = kept.get(key);
    if (examination) {
        // The order of the map is the order of use.
        kept.delete(key);
    } else {
        examination = examine(spec);
    }
    kept.set(key, examination);
    if (kept.size > mostKept) {
        kept.delete(kept.keys().next().value!);
    }
    return examination;
}

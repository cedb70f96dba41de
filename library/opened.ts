/** The sources of the objects that `read` returned: reports need the text and its places, callers do not. */
import type { Issue, LoweredModel, SweptModel } from '../language/index.js';

export interface OpenedText {
    text: string;
    /** Of no model. */
    issues: Issue[];
    models: { model: LoweredModel; swept: () => SweptModel[] }[];
}

const opened = new WeakMap<object, OpenedText>();

export function remember(result: object, text: OpenedText): void {
    opened.set(result, text);
}

/** Undefined where `read` did not return this object itself. */
export function openedText(target: unknown): OpenedText | undefined {
    return typeof target === 'object' && target !== null ? opened.get(target) : undefined;
}

import type { TextEdit } from './text-edit.js';

/** Another way to write a part of a text. */
export interface Rewriting {
    title: string;
    kind: 'refactor.rewrite' | 'refactor.extract';
    edits: TextEdit[];
}

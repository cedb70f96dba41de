import type { LangiumDocument } from 'langium';
import { lowerDocument, type LoweredFile } from '../../language/index.js';
import type { BuildListener } from './open-document-builder.js';

/** What happens with a text after its build. */
export interface ValidatedText {
    /** The text was checked and lowered. */
    take(document: LangiumDocument, file: LoweredFile): void;
    /** The build failed, so the text has no tree. */
    takeFailure(document: LangiumDocument, error: unknown): void;
}

/** Lowers every text that was validated, and again when a data file that it names has changed. */
export class ValidatedDocuments implements BuildListener {
    private readonly files = new WeakMap<LangiumDocument, LoweredFile>();

    constructor(private readonly receiver: ValidatedText) {}

    onValidated(document: LangiumDocument): void {
        const file = lowerDocument(document);
        this.files.set(document, file);
        this.receiver.take(document, file);
    }

    onFailure(document: LangiumDocument, error: unknown): void {
        this.receiver.takeFailure(document, error);
    }

    /** Takes the models again whose meaning has changed with a data file, as after an edit. */
    lookAgain(documents: Iterable<LangiumDocument>): void {
        for (const document of documents) {
            const before = this.files.get(document);
            if (before && lowerDocument(document) !== before) {
                this.onValidated(document);
            }
        }
    }
}

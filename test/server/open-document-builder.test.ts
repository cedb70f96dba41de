import { DocumentState, EmptyFileSystem, type LangiumDocument, URI } from 'langium';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { expect, test } from 'vitest';
import { createGlmmServices } from '../../language/index.js';
import { OpenDocumentBuilder } from '../../server/documents/open-document-builder.js';

const defect = URI.parse('file:///defect.glmm');
const sound = URI.parse('file:///sound.glmm');

/** Open documents, of which one makes the checks break down. */
function setUp() {
    const told: string[] = [];
    const name = ({ uri }: LangiumDocument) => uri.path.slice(1);
    const { shared } = createGlmmServices(EmptyFileSystem, {
        shared: {
            workspace: {
                DocumentBuilder: services =>
                    new OpenDocumentBuilder(services, {
                        onValidated: document => told.push(`${name(document)} validated`),
                        onFailure: (document, error) => told.push(`${name(document)} failed: ${(error as Error).message}`)
                    })
            }
        },
        language: {
            validation: {
                DocumentValidator: () => ({
                    validateDocument: async document => {
                        if (name(document) === 'defect.glmm') {
                            throw new Error('a defect');
                        }
                        return [];
                    }
                })
            }
        }
    });
    const { TextDocuments, DocumentBuilder, LangiumDocuments } = shared.workspace;
    let version = 0;
    const write = (uri: URI, text: string) => TextDocuments.set(TextDocument.create(uri.toString(), 'glmm', ++version, text));
    return { told, write, DocumentBuilder, LangiumDocuments };
}

test('A document whose build breaks down is told of, and does not hold up another one', async () => {
    const { told, write, DocumentBuilder, LangiumDocuments } = setUp();
    write(defect, 'model a { }');
    write(sound, 'model b { }');
    await DocumentBuilder.update([defect, sound], []);
    expect(told).toEqual(['defect.glmm failed: a defect', 'sound.glmm validated']);
    expect(LangiumDocuments.all.map(({ state }) => state).toArray()).toEqual([DocumentState.Validated, DocumentState.Validated]);

    // It is not tried again before its text changes.
    write(sound, 'model c { }');
    await DocumentBuilder.update([sound], []);
    expect(told.slice(2)).toEqual(['sound.glmm validated']);
});

test('Who waits for a document whose build breaks down waits no longer', async () => {
    const { write, DocumentBuilder } = setUp();
    write(defect, 'model a { }');
    const waited = DocumentBuilder.waitUntil(DocumentState.Validated, defect);
    await DocumentBuilder.update([defect], []);
    expect(await waited).toEqual(defect);
});

test('Who comes behind an edit waits for the edited text, though the text before is validated', async () => {
    const { told, write, DocumentBuilder } = setUp();
    write(sound, 'model a { }');
    await DocumentBuilder.update([sound], []);
    write(sound, 'model b { }');
    const waited = DocumentBuilder.waitUntil(DocumentState.Validated, sound).then(() => told.push('answered'));
    await DocumentBuilder.update([sound], []);
    await waited;
    expect(told).toEqual(['sound.glmm validated', 'sound.glmm validated', 'answered']);
});

import { DocumentState, EmptyFileSystem, URI, type LangiumDocument } from 'langium';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { describe, expect, it } from 'vitest';
import { createGlmmServices, layoutEdits, lowerDocument, type LayoutEdit } from '../../language/index.js';
import type { File } from '../../language/generated/ast.js';

function model(name: string, value = '0.1'): string {
    return `/** About ${name}. */\nmodel ${name} {\n    family poisson\n    predictor x ~ Normal(0, 1)\n    fixed A { beta0: 1 = shift }\n    fixed B { beta1: x = ${value}; beta2: xx = 1 }\n    random g { beta0 sd 0.5 }\n    design { g = 50, n = 20 }\n}\n`;
}

/** A document whose text can be changed as by typing. */
async function open(
    text: string
): Promise<{ document: LangiumDocument<File>; change: (text: string) => Promise<void>; layout: () => LayoutEdit[] }> {
    const { shared, Glmm } = createGlmmServices(EmptyFileSystem);
    const uri = URI.file('/typed.glmm');
    let version = 1;
    const textDocument = TextDocument.create(uri.toString(), 'glmm', version, text);
    shared.workspace.TextDocuments.set(textDocument);
    const document = shared.workspace.LangiumDocumentFactory.fromTextDocument<File>(textDocument, uri);
    shared.workspace.LangiumDocuments.addDocument(document);
    await shared.workspace.DocumentBuilder.build([document], { validation: true });
    return {
        document,
        change: async newText => {
            TextDocument.update(textDocument, [{ text: newText }], ++version);
            await shared.workspace.DocumentBuilder.update([uri], []);
        },
        layout: () => layoutEdits(document, Glmm)
    };
}

function places(document: LangiumDocument<File>): unknown {
    return document.parseResult.value.models.map(one => ({
        name: one.name,
        index: one.$containerIndex,
        text: one.$cstNode?.text,
        range: one.$cstNode?.range,
        offset: one.$cstNode?.offset,
        elements: one.elements.map(element => [element.$type, element.$cstNode?.range, element.$cstNode?.text])
    }));
}

describe('an edit is read as the whole text would be', () => {
    const start = `let shift = 0.5\n${model('a')}${model('b')}  ${model('c').trimEnd()} ${model('d')}`;
    const edits: [string, (text: string) => string][] = [
        ['a value', text => text.replace('x = 0.1', 'x = 0.25')],
        ['lines before everything', text => `// one\n// two\n${text}`],
        ['a line in the first model', text => text.replace('family poisson', 'family\n    poisson')],
        ['a constant that all models use', text => text.replace('shift = 0.5', 'shift = 0.75')],
        ['a model less', text => text.replace(model('b'), '')],
        ['a model more', text => text + model('e')],
        ['two models in another order', () => `let shift = 0.5\n${model('b')}${model('a')}`],
        ['the same model twice', text => text + model('a')],
        ['a brace less', text => text.replace('x = 0.1; beta2: xx = 1 }', 'x = 0.1; beta2: xx = 1')],
        ['an indented model', text => text.replace('/** About c', '    /** About c')],
        ['nothing but constants', text => text.slice(0, text.indexOf('/**'))]
    ];

    it.each(edits)('%s', async (_, edit) => {
        const { document, change, layout } = await open(start);
        expect(layout()).not.toEqual([]);
        await change(edit(start));
        const fresh = await open(edit(start));
        expect(document.state).toBe(DocumentState.Validated);
        expect(places(document)).toEqual(places(fresh.document));
        expect(lowerDocument(document)).toEqual(lowerDocument(fresh.document));
        expect(layout()).toEqual(fresh.layout());
        expect(document.diagnostics).toEqual(fresh.document.diagnostics);
        await change(start);
        expect(lowerDocument(document)).toEqual(lowerDocument((await open(start)).document));
    });

    it('keeps what was not touched', async () => {
        const { document, change } = await open(start);
        const [a, b, c] = document.parseResult.value.models;
        const lowered = lowerDocument(document);
        await change(start.replace('x = 0.1', 'x = 0.25'));
        expect(document.parseResult.value.models[0]).not.toBe(a);
        expect(document.parseResult.value.models[1]).toBe(b);
        expect(document.parseResult.value.models[2]).toBe(c);
        const again = lowerDocument(document);
        expect(again.models[0]).not.toBe(lowered.models[0]);
        expect(again.models[1]).toBe(lowered.models[1]);
    });

    it('is the same object while the text is', async () => {
        const { document } = await open(start);
        expect(lowerDocument(document)).toBe(lowerDocument(document));
    });
});

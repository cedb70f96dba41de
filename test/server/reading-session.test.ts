/** What helps to read and write a text: definitions, references, the outline, folding, colours and completion. */
import { describe, expect, test } from 'vitest';
import {
    CompletionRequest,
    DefinitionRequest,
    DocumentHighlightRequest,
    DocumentSymbolRequest,
    FoldingRangeRequest,
    ReferencesRequest,
    SemanticTokensRequest,
    type CompletionList,
    type DocumentSymbol,
    type Range
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { templatesRequest, type ModelTemplate } from '../../server/protocol.js';
import { positionOf } from './language-session.js';
import { session, shareSession } from './shared-session.js';
import { openTalk, talk, textDocument, uri, withoutComments } from './talk-session.js';

shareSession(uri);

describe('reading', () => {
    test('Definition, references and highlights of a name', async () => {
        await openTalk();
        const position = positionOf(talk, 'beta0 variance', 0, 2);
        const definition = await session.connection.sendRequest(DefinitionRequest.type, { textDocument, position });
        const declared = { start: positionOf(talk, 'beta0: 1'), end: positionOf(talk, 'beta0: 1', 0, 5) };
        expect(definition).toMatchObject([{ targetUri: uri, targetSelectionRange: declared }]);
        const references = await session.connection.sendRequest(ReferencesRequest.type, {
            textDocument,
            position,
            context: { includeDeclaration: true }
        });
        const expected = [positionOf(talk, 'beta0: 1'), positionOf(talk, 'beta0 variance')];
        expect(references?.map(({ range }) => range.start)).toEqual(expected);
        const highlights = await session.connection.sendRequest(DocumentHighlightRequest.type, { textDocument, position });
        expect(highlights?.map(({ range }) => range.start)).toEqual(expected);
    });

    test('The outline has models, their blocks and parameters, with places inside each other', async () => {
        await openTalk();
        const symbols = (await session.connection.sendRequest(DocumentSymbolRequest.type, { textDocument })) as DocumentSymbol[];
        expect(symbols.map(({ name }) => name)).toEqual(['talk', 'printed']);
        expect(symbols[0].children?.map(({ name }) => name)).toEqual(['family', 'x', 'fixed A', 'fixed B', 'random subject', 'design']);
        expect(symbols[0].children?.[3].children).toMatchObject([{ name: 'beta1', detail: 'x = 2.11' }]);
        const document = TextDocument.create(uri, 'glmm', 0, talk);
        const check = (symbol: DocumentSymbol, outer?: Range): void => {
            const [start, end] = [document.offsetAt(symbol.range.start), document.offsetAt(symbol.range.end)];
            expect(document.offsetAt(symbol.selectionRange.start)).toBeGreaterThanOrEqual(start);
            expect(document.offsetAt(symbol.selectionRange.end)).toBeLessThanOrEqual(end);
            expect(start).toBeGreaterThanOrEqual(outer ? document.offsetAt(outer.start) : 0);
            symbol.children?.forEach(child => check(child, symbol.range));
        };
        symbols.forEach(symbol => check(symbol));
    });

    test('The outline shows the points of a predictor', async () => {
        await session.open(uri, 'model m { predictor arm each control, "high dose" per clinic; predictor visit each 0, -1.5 }');
        const [model] = (await session.connection.sendRequest(DocumentSymbolRequest.type, { textDocument })) as DocumentSymbol[];
        expect(model?.children).toMatchObject([
            { name: 'arm', detail: 'each control, "high dose"' },
            { name: 'visit', detail: 'each 0, -1.5' }
        ]);
    });

    test('Models and comments fold', async () => {
        await openTalk();
        const ranges = await session.connection.sendRequest(FoldingRangeRequest.type, { textDocument });
        const line = (words: string) => positionOf(talk, words).line;
        expect(ranges).toEqual(
            expect.arrayContaining([
                expect.objectContaining({ startLine: 0, kind: 'comment' }),
                expect.objectContaining({ startLine: line('model talk'), endLine: line('\n}') }),
                expect.objectContaining({ startLine: line('model printed') })
            ])
        );
    });

    test('A name spelt like a keyword has the colour of a name', async () => {
        const text = withoutComments(talk).replace(/\bx\b/g, 'level');
        await session.open(uri, text);
        const legend = (await session.initialization).capabilities.semanticTokensProvider!.legend;
        const { data = [] } = (await session.connection.sendRequest(SemanticTokensRequest.type, { textDocument })) ?? {};
        const tokens: string[] = [];
        const lines = text.split('\n');
        for (let i = 0, line = 0, character = 0; i < data.length; i += 5) {
            character = data[i] === 0 ? character + data[i + 1] : data[i + 1];
            line += data[i];
            tokens.push(`${lines[line].slice(character, character + data[i + 2])} ${legend.tokenTypes[data[i + 3]]}`);
        }
        expect(tokens.slice(0, 9)).toEqual([
            'talk class',
            'poisson function',
            'level variable',
            'Uniform function',
            'beta0 parameter',
            'beta1 parameter',
            'level variable',
            'subject type',
            'beta0 parameter'
        ]);
    });

    async function completions(text: string, words: string): Promise<string[]> {
        await session.open(uri, text);
        const position = positionOf(text, words, 0, words.length);
        const list = (await session.connection.sendRequest(CompletionRequest.type, { textDocument, position })) as CompletionList;
        return list.items.map(({ label }) => label);
    }

    test.each([
        ['in a model the elements', 'fixed B { beta1: x = 2.11 }\n  ', ['random', 'design', 'test', 'fixed', 'predictor']],
        ['after `~` the laws', 'predictor x ~ ', ['Normal', 'Uniform', 'Discrete', 'MvNormal']],
        ['after `family` the families', 'family ', ['poisson', 'bernoulli', 'gaussian']],
        ['in a random block the effects', 'random subject { ', ['beta0', 'correlation']],
        ['in a term predictors and functions', 'beta1: ', ['x', 'log', 'exp']],
        ['in the design the groups', 'design { ', ['subject', 'n']]
    ])('Completion: %s', async (_, words, expected) => {
        expect(await completions(withoutComments(talk), words)).toEqual(expect.arrayContaining(expected));
    });

    test('The models to begin with', async () => {
        const templates = await session.connection.sendRequest<ModelTemplate[]>(templatesRequest);
        expect(templates.map(({ title }) => title)).toContain('Cluster trial');
        expect(templates.every(({ snippet }) => snippet.includes('model ${'))).toBe(true);
    });

    test('Completion offers the names of its own model', async () => {
        const labels = await completions(
            talk.replace('model printed', 'model other').replace('beta0: 1 = -1.46 }', 'alone: 1 = -1.46 }'),
            'random subject { '
        );
        expect(labels).toContain('alone');
        expect(labels).not.toContain('beta0');
    });
});

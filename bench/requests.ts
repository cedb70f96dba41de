import {
    CodeActionKind,
    CodeActionRequest,
    CodeLensRequest,
    CompletionRequest,
    DefinitionRequest,
    DocumentFormattingRequest,
    DocumentHighlightRequest,
    DocumentLinkRequest,
    DocumentSymbolRequest,
    FoldingRangeRequest,
    HoverRequest,
    InlayHintRequest,
    PrepareRenameRequest,
    ReferencesRequest,
    RenameRequest,
    SelectionRangeRequest,
    SemanticTokensRequest,
    SignatureHelpRequest,
    WorkspaceSymbolRequest,
    type Position,
    type ProtocolConnection
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { LanguageSession } from '../test/server/language-session.js';
import { processorTime } from './processor-time.js';
import { quantiles, type Quantiles } from './quantiles.js';

export interface RequestTimes {
    request: string;
    /** Milliseconds. */
    aim: number;
    times: Quantiles;
    /** Those that the server's main thread used the processor for. */
    processor: Quantiles;
}

const warmUps = 10;
const measured = 40;

type Sent = (connection: ProtocolConnection, uri: string, position: Position) => Promise<unknown>;

const whole = { start: { line: 0, character: 0 }, end: { line: 1_000_000, character: 0 } };

/** What an editor asks for; completion may take longer. */
const requests: Record<string, { aim: number; sent: Sent }> = {
    completion: {
        aim: 30,
        sent: (client, uri, position) => client.sendRequest(CompletionRequest.type, { textDocument: { uri }, position })
    },
    'signature help': {
        aim: 15,
        sent: (client, uri, position) => client.sendRequest(SignatureHelpRequest.type, { textDocument: { uri }, position })
    },
    hover: { aim: 15, sent: (client, uri, position) => client.sendRequest(HoverRequest.type, { textDocument: { uri }, position }) },
    'code lenses': { aim: 15, sent: (client, uri) => client.sendRequest(CodeLensRequest.type, { textDocument: { uri } }) },
    'inlay hints of a screen': {
        aim: 15,
        sent: (client, uri, { line }) =>
            client.sendRequest(InlayHintRequest.type, {
                textDocument: { uri },
                range: { start: { line: Math.max(0, line - 30), character: 0 }, end: { line: line + 30, character: 0 } }
            })
    },
    'inlay hints of the file': {
        aim: 15,
        sent: (client, uri) => client.sendRequest(InlayHintRequest.type, { textDocument: { uri }, range: whole })
    },
    'code actions of a line': {
        aim: 15,
        sent: (client, uri, { line }) =>
            client.sendRequest(CodeActionRequest.type, {
                textDocument: { uri },
                range: { start: { line, character: 0 }, end: { line: line + 1, character: 0 } },
                context: { diagnostics: [] }
            })
    },
    'code actions of the file': {
        aim: 15,
        sent: (client, uri) =>
            client.sendRequest(CodeActionRequest.type, { textDocument: { uri }, range: whole, context: { diagnostics: [] } })
    },
    'correct all': {
        aim: 15,
        sent: (client, uri) =>
            client.sendRequest(CodeActionRequest.type, {
                textDocument: { uri },
                range: whole,
                context: { diagnostics: [], only: [CodeActionKind.SourceFixAll] }
            })
    },
    outline: { aim: 15, sent: (client, uri) => client.sendRequest(DocumentSymbolRequest.type, { textDocument: { uri } }) },
    'workspace symbols': { aim: 15, sent: client => client.sendRequest(WorkspaceSymbolRequest.type, { query: 'beta1' }) },
    'semantic tokens': { aim: 15, sent: (client, uri) => client.sendRequest(SemanticTokensRequest.type, { textDocument: { uri } }) },
    folding: { aim: 15, sent: (client, uri) => client.sendRequest(FoldingRangeRequest.type, { textDocument: { uri } }) },
    'document links': { aim: 15, sent: (client, uri) => client.sendRequest(DocumentLinkRequest.type, { textDocument: { uri } }) },
    'selection ranges': {
        aim: 15,
        sent: (client, uri, position) => client.sendRequest(SelectionRangeRequest.type, { textDocument: { uri }, positions: [position] })
    },
    highlights: {
        aim: 15,
        sent: (client, uri, position) => client.sendRequest(DocumentHighlightRequest.type, { textDocument: { uri }, position })
    },
    definition: {
        aim: 15,
        sent: (client, uri, position) => client.sendRequest(DefinitionRequest.type, { textDocument: { uri }, position })
    },
    references: {
        aim: 15,
        sent: (client, uri, position) =>
            client.sendRequest(ReferencesRequest.type, { textDocument: { uri }, position, context: { includeDeclaration: true } })
    },
    'prepare rename': {
        aim: 15,
        sent: (client, uri, position) => client.sendRequest(PrepareRenameRequest.type, { textDocument: { uri }, position })
    },
    rename: {
        aim: 15,
        sent: (client, uri, position) => client.sendRequest(RenameRequest.type, { textDocument: { uri }, position, newName: 'slope' })
    },
    formatting: {
        aim: 15,
        sent: (client, uri) =>
            client.sendRequest(DocumentFormattingRequest.type, { textDocument: { uri }, options: { tabSize: 4, insertSpaces: true } })
    }
};

/** The times of requests to the built server, after an edit whose diagnostics have come. */
export async function measureRequests(text: string): Promise<RequestTimes[]> {
    const session = await LanguageSession.start({ command: [process.execPath, 'dist/server/main.mjs', '--stdio'] });
    const uri = 'file:///bench/requests.glmm';
    await session.open(uri, text);
    await session.diagnostics(uri);
    await session.lensesWhen(uri, titles => titles.every(title => !/computing/.test(title)));
    const position = placeOfEffect(text);
    const times = new Map<string, number[]>();
    const processor = new Map<string, number[]>();
    const { pid = 0 } = session.process;
    for (let i = -warmUps; i < measured; i++) {
        // A comment behind the models, so that positions stay.
        await session.change(uri, { text: `${text}// ${i}\n` });
        await session.diagnostics(uri);
        for (const [request, { sent }] of Object.entries(requests)) {
            const used = processorTime(pid);
            const start = performance.now();
            await sent(session.connection, uri, position);
            const end = performance.now();
            if (i >= 0) {
                times.set(request, [...(times.get(request) ?? []), end - start]);
                processor.set(request, [...(processor.get(request) ?? []), processorTime(pid) - used]);
            }
        }
    }
    await session.stop();
    return Object.entries(requests).map(([request, { aim }]) => ({
        request,
        aim,
        times: quantiles(times.get(request) ?? []),
        processor: quantiles(processor.get(request) ?? [])
    }));
}

/** In the name of an effect in the model in the middle of the file. */
function placeOfEffect(text: string): Position {
    const effects = [...text.matchAll(/beta1:/g)];
    const effect = effects[Math.floor(effects.length / 2)];
    if (!effect) {
        throw new Error('The file holds no effect beta1.');
    }
    return TextDocument.create('', 'glmm', 0, text).positionAt(effect.index + 2);
}

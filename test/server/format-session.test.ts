/** Laying out a whole text, a selection, and what is being typed. */
import { describe, expect, test } from 'vitest';
import {
    DocumentFormattingRequest,
    DocumentOnTypeFormattingRequest,
    DocumentRangeFormattingRequest
} from 'vscode-languageserver-protocol/node';
import { positionOf } from './language-session.js';
import { session, shareSession } from './shared-session.js';
import { edited, textDocument, uri } from './talk-session.js';

shareSession(uri);

/** Editors send the width of their tabs, which the format does not depend on. */
const options = { tabSize: 8, insertSpaces: false };

const text = `model m {
family   poisson
    fixed A { b0:1=0 }
  fixed B {
b1:x=1
longer : z=2
  }
  design{n=20}
}
`;

describe('layout', () => {
    test('of the whole text', async () => {
        await session.open(uri, text);
        const edits = await session.connection.sendRequest(DocumentFormattingRequest.type, { textDocument, options });
        expect(edited(text, edits ?? [])).toBe(
            [
                'model m {',
                '  family poisson',
                '  fixed A { b0: 1 = 0 }',
                '  fixed B {',
                '    b1:     x = 1',
                '    longer: z = 2',
                '  }',
                '  design { n = 20 }',
                '}',
                ''
            ].join('\n')
        );
    });

    test('of the selected lines alone', async () => {
        await session.open(uri, text);
        const range = { start: positionOf(text, 'poisson'), end: positionOf(text, 'b0') };
        const edits = await session.connection.sendRequest(DocumentRangeFormattingRequest.type, { textDocument, options, range });
        expect(edited(text, edits ?? [])).toBe(
            text.replace('family   poisson', '  family poisson').replace('    fixed A { b0:1=0 }', '  fixed A { b0: 1 = 0 }')
        );
    });

    test('of the block that a brace closes', async () => {
        await session.open(uri, text);
        const position = positionOf(text, '  }\n', 0, 3);
        const edits = await session.connection.sendRequest(DocumentOnTypeFormattingRequest.type, {
            textDocument,
            options,
            position,
            ch: '}'
        });
        expect(edited(text, edits ?? [])).toBe(text.replace('b1:x=1\nlonger : z=2', '    b1:     x = 1\n    longer: z = 2'));
    });

    test('of the line that ends, with its neighbours in the block, but not of the line with the cursor', async () => {
        const typed = text.replace('z=2\n', 'z=2\n        \n');
        await session.open(uri, typed);
        const position = positionOf(typed, '        \n', 0, 8);
        const edits = await session.connection.sendRequest(DocumentOnTypeFormattingRequest.type, {
            textDocument,
            options,
            position,
            ch: '\n'
        });
        expect(edited(typed, edits ?? [])).toBe(typed.replace('b1:x=1\nlonger : z=2', '    b1:     x = 1\n    longer: z = 2'));
    });

    test('not of a text with a syntax error', async () => {
        const broken = text.replace('b1:x', 'b1 x');
        await session.open(uri, broken);
        expect(await session.connection.sendRequest(DocumentFormattingRequest.type, { textDocument, options })).toEqual([]);
    });
});

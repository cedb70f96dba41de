/** The Markdown of hovers, parsed: whatever the author writes is read as text, and tables have the cells that were written. */
import type { Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { describe, expect, it } from 'vitest';
import { codeBlock, codeSpan, escapeComment, escapeMarkdown, markdownTable } from '../../language/presentation/notation/markdown.js';

// Without the transforms, which make links even of addresses whose markup is escaped.
const readers = gfmFromMarkdown().map(extension => ({ ...extension, transforms: [] }));
const parsed = (text: string): Root => fromMarkdown(text, { extensions: [gfm()], mdastExtensions: readers });

/** What a reader sees of a tree; null where there is anything but text, paragraphs and line ends. */
function shown(node: Nodes): string | null {
    switch (node.type) {
        case 'root':
        case 'paragraph': {
            const parts = node.children.map(shown);
            return parts.includes(null) ? null : parts.join(node.type === 'root' ? '\n\n' : '');
        }
        case 'text':
            return node.value;
        case 'break':
            return '\n';
        default:
            return null;
    }
}

const pieces = [
    ...['*', '**', '_', '__', '`', '``', '~', '~~', '$', '$$', '[', ']', '(', ')', '![', '](', '<', '>', '<!--', '-->', '<b>', '</b>'],
    ...[
        '&',
        '&amp;',
        '&#42;',
        '&x',
        ';',
        '\\',
        '\\\\',
        '|',
        '#',
        '##',
        '-',
        '---',
        '+',
        '=',
        '===',
        '1.',
        '12)',
        '.',
        ':',
        '://',
        'http://'
    ],
    ...['www.', 'a@b.c', 'mailto:', '@', '{', '}', '^', '[^1]', '[ ]', '"', "'", ' ', '  ', 'x', 'β₀', 'é', '日', '0', 'a_b', 'x*y', '😀']
];

/** Texts of these pieces, the same at every run. */
function texts(count: number, separators: readonly string[]): string[] {
    let state = 12345;
    const below = (limit: number) => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return Math.floor((state / 2 ** 32) * limit);
    };
    return Array.from({ length: count }, () =>
        Array.from({ length: 1 + below(7) }, () => pieces[below(pieces.length)] + separators[below(separators.length)])
            .join('')
            .trim()
    ).filter(text => text !== '');
}

const squeezed = (text: string): string => text.replace(/ +/g, ' ');

describe("the author's text is read as it was written", () => {
    it('in a line', () => {
        for (const text of texts(4000, ['', '', ' '])) {
            const read = shown(parsed(escapeMarkdown(text)));
            expect(read === null ? null : squeezed(read), text).toBe(squeezed(text));
        }
    });

    it('after other text, and in bold', () => {
        for (const text of texts(2000, ['', ' '])) {
            const read = parsed(`Name: **${escapeMarkdown(text)}**.`);
            const [paragraph] = read.children;
            expect(paragraph.type).toBe('paragraph');
            const strong = paragraph.type === 'paragraph' ? paragraph.children.find(({ type }) => type === 'strong') : undefined;
            const inside = strong?.type === 'strong' ? strong.children.map(shown).join('') : null;
            expect(inside && squeezed(inside), text).toBe(squeezed(text));
        }
    });

    it('in the lines of a comment', () => {
        for (const text of texts(3000, ['', ' ', '\n', '\n\n'])) {
            const read = shown(parsed(escapeComment(text)));
            const lines = text.replace(/[ ]*\n[ ]*/g, '\n').replace(/\n{3,}/g, '\n\n');
            expect(read === null ? null : squeezed(read), JSON.stringify(text)).toBe(squeezed(lines));
        }
    });

    it('in cells and code', () => {
        for (const text of texts(2000, ['', ' '])) {
            const [table] = parsed(markdownTable(['a', 'b'], ['left', 'right'], [[escapeMarkdown(text), codeSpan(text)]])).children;
            const cells = table.type === 'table' ? table.children[1].children : [];
            expect(cells).toHaveLength(2);
            expect(squeezed(cells[0].children.map(shown).join('')), text).toBe(squeezed(text));
            const [code] = cells[1].children;
            // Within code, the one backslash before a pipe is read as its escape.
            const inCode = text.replace(/(\\*)\|/g, (all, { length }: string) => (length % 2 === 0 ? all : all.slice(1)));
            expect(code.type === 'inlineCode' ? code.value : null, text).toBe(inCode);
            const [block] = parsed(codeBlock('text', text)).children;
            expect(block.type === 'code' ? block.value : null, text).toBe(text);
        }
    });
});

/**
 * The author's comments as blocks of a report. Paragraphs, lists, tables and code are Markdown's; a paragraph that is indented keeps its lines, as
 * formulas in comments do. Inside a line only backticks are markup: an asterisk in a comment is a product.
 */
import type { BlockContent, DefinitionContent, List as ListNode, PhrasingContent, RootContent, Table as TableNode } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import type { Block, Inline, List, Table, Text } from './document.js';

/** Markdown other than lists, tables and code, which stays plain text in a comment. */
const literal = [
    ...['attention', 'autolink', 'blockQuote', 'characterEscape', 'characterReference', 'definition', 'hardBreakEscape', 'headingAtx'],
    ...['htmlFlow', 'htmlText', 'labelEnd', 'labelStartImage', 'labelStartLink', 'setextUnderline', 'thematicBreak']
];

export function docBlocks(doc: string): Block[] {
    const { children } = fromMarkdown(doc, {
        extensions: [{ disable: { null: literal } }, gfmTable()],
        mdastExtensions: [gfmTableFromMarkdown()]
    });
    const lines = doc.split('\n');
    return children.flatMap(node => indentedLines(node, lines) ?? blocksOf(node));
}

/** A paragraph as code where each of its lines is indented. */
function indentedLines({ type, position }: RootContent, lines: readonly string[]): Block[] | null {
    const own = position ? lines.slice(position.start.line - 1, position.end.line) : [];
    if (type !== 'paragraph' || own.length === 0 || !own.every(line => /^\s{2}/.test(line))) {
        return null;
    }
    const margin = Math.min(...own.map(line => line.search(/\S/)));
    return [{ kind: 'code', language: null, text: own.map(line => line.slice(margin)).join('\n') }];
}

function blocksOf(node: RootContent | BlockContent | DefinitionContent): Block[] {
    switch (node.type) {
        case 'paragraph':
            return [{ kind: 'paragraph', text: textOf(node.children) }];
        case 'list':
            return [listOf(node)];
        case 'table':
            return [tableOf(node)];
        case 'code':
            return [{ kind: 'code', language: null, text: node.value }];
        default:
            return [];
    }
}

function listOf({ ordered, start, children }: ListNode): List {
    return { kind: 'list', start: ordered ? (start ?? 1) : null, items: children.map(item => item.children.flatMap(blocksOf)) };
}

function tableOf({ align, children }: TableNode): Table {
    // Only a backslash puts a pipe into a cell.
    const cellText = (cell: Text): Text => cell.map(inline => (typeof inline === 'string' ? inline.replaceAll('\\|', '|') : inline));
    const [header = [], ...rows] = children.map(row => row.children.map(cell => cellText(textOf(cell.children))));
    return {
        kind: 'table',
        caption: [],
        columns: header.map((title, at) => ({
            title: title.map(inline => (typeof inline === 'string' ? inline : Object.values(inline).join(''))).join(''),
            align: align?.[at] === 'right' ? 'right' : 'left'
        })),
        rows: rows.map(cells => header.map((_, at) => cells[at] ?? []))
    };
}

function textOf(nodes: readonly PhrasingContent[]): Text {
    return nodes.flatMap((node): Inline[] => {
        switch (node.type) {
            case 'text':
                return [node.value.replace(/\s*\n\s*/g, ' ')];
            case 'inlineCode':
                return [{ code: node.value }];
            case 'break':
                return [' '];
            default:
                return [];
        }
    });
}

/** A report as GitHub-flavoured Markdown: formulas in `math` fences, tables of numbers in place of pictures. */
import type { BlockContent, Nodes, PhrasingContent, Root, RootContent, Table as TableNode } from 'mdast';
import { gfmToMarkdown } from 'mdast-util-gfm';
import { toMarkdown } from 'mdast-util-to-markdown';
import { printable } from '../language/presentation/notation/markdown.js';
import type { Block, Inline, List, ReportDocument, Section, Table, Text } from './document.js';

export function markdownText(report: ReportDocument): string {
    return toMarkdown(markdownTree(report), {
        bullet: '-',
        emphasis: '_',
        rule: '-',
        // A dollar sign of the author's would begin a formula in many readers.
        extensions: [gfmToMarkdown(), { unsafe: [{ character: '$' }] }]
    });
}

/** The same as a tree of Markdown's elements. */
export function markdownTree({ title, colophon, opening, sections }: ReportDocument): Root {
    return {
        type: 'root',
        children: [
            heading(1, title),
            ...opening.flatMap(blockNodes),
            ...sections.flatMap(section => sectionNodes(section, 2)),
            { type: 'thematicBreak' },
            { type: 'paragraph', children: [{ type: 'emphasis', children: [plain(colophon)] }] }
        ]
    };
}

/** Empty if the section has only pictures. */
function sectionNodes({ title, blocks, sections }: Section, level: 2 | 3 | 4): RootContent[] {
    const deeper = level === 2 ? 3 : 4;
    const body: RootContent[] = [...blocks.flatMap(blockNodes), ...sections.flatMap(inner => sectionNodes(inner, deeper))];
    return body.length === 0 ? [] : [heading(level, title), ...body];
}

function heading(depth: 1 | 2 | 3 | 4, title: string): RootContent {
    return { type: 'heading', depth, children: [plain(title)] };
}

const heralds = { error: 'Error:', warning: 'Warning:', information: 'Note:' };

function blockNodes(block: Block): BlockContent[] {
    switch (block.kind) {
        case 'paragraph':
            return [paragraph(inlineNodes(block.text))];
        case 'notice':
            return [{ type: 'blockquote', children: [paragraph(inlineNodes([{ strong: heralds[block.severity] }, ' ', ...block.text]))] }];
        case 'list':
            return [listNode(block)];
        case 'summary':
            return block.paragraphs.map(text => paragraph(inlineNodes([{ strong: text }])));
        case 'quotation':
            return [{ type: 'blockquote', children: block.paragraphs.map(text => paragraph(inlineNodes([text]))) }];
        case 'code':
            return [{ type: 'code', lang: block.language, value: printable(block.text).replace(/\n+$/, '') }];
        case 'equations':
            return [{ type: 'code', lang: 'math', value: `\\begin{aligned}\n${block.lines.join(' \\\\\n')}\n\\end{aligned}` }];
        case 'table':
            return tableNodes(block);
        case 'figure':
            return block.numbers ? tableNodes(block.numbers) : [];
    }
}

const paragraph = (children: PhrasingContent[]): BlockContent => ({ type: 'paragraph', children });

function listNode({ items, start }: List): BlockContent {
    return {
        type: 'list',
        ordered: start !== null,
        start,
        spread: false,
        children: items.map(blocks => ({ type: 'listItem', spread: false, children: blocks.flatMap(blockNodes) }))
    };
}

function tableNodes({ caption, columns, rows }: Table): BlockContent[] {
    if (rows.length === 0) {
        return [];
    }
    const row = (cells: readonly Text[]): TableNode['children'][number] => ({
        type: 'tableRow',
        children: cells.map(cell => ({ type: 'tableCell', children: inlineNodes(cell) }))
    });
    const table: TableNode = {
        type: 'table',
        align: columns.map(({ align }) => align),
        children: [row(columns.map(({ title }) => [title])), ...rows.map(row)]
    };
    return [...(caption.length === 0 ? [] : [paragraph([{ type: 'emphasis', children: inlineNodes(caption) }])]), table];
}

/** Neighbouring texts are one; spaces at the ends of strong text stand outside of it, as Markdown has them. */
function inlineNodes(text: Text): PhrasingContent[] {
    const nodes: PhrasingContent[] = [];
    const add = (node: PhrasingContent) => {
        const last = nodes.at(-1);
        if (node.type === 'text' && last?.type === 'text') {
            last.value += node.value;
        } else if (node.type !== 'text' || node.value !== '') {
            nodes.push(node);
        }
    };
    text.flatMap(inlineNode).forEach(add);
    return trimmed(nodes);
}

function inlineNode(inline: Inline): PhrasingContent[] {
    if (typeof inline === 'string') {
        return [plain(inline)];
    }
    if ('code' in inline) {
        return [{ type: 'inlineCode', value: printable(inline.code).replace(/\n/g, ' ') }];
    }
    const strong = inline.strong.trim();
    if (strong === '') {
        return [];
    }
    const [before = '', after = ''] = inline.strong.split(strong);
    return [plain(before), { type: 'strong', children: [plain(strong)] }, plain(after)];
}

/** Spaces around a line belong to no element of Markdown. */
function trimmed(nodes: PhrasingContent[]): PhrasingContent[] {
    const first = nodes.at(0);
    if (first?.type === 'text') {
        first.value = first.value.trimStart();
    }
    const last = nodes.at(-1);
    if (last?.type === 'text') {
        last.value = last.value.trimEnd();
    }
    return nodes.filter((node: Nodes) => node.type !== 'text' || node.value !== '');
}

/** Text of a line, whose line ends are spaces. */
const plain = (text: string): { type: 'text'; value: string } => ({ type: 'text', value: printable(text).replace(/\s*\n\s*/g, ' ') });

/** A report as Markdown with LaTeX formulas; of pictures their numbers. */
import { codeBlock, codeSpan, escapeMarkdown, markdownTable, paragraphs } from '../language/presentation/notation/markdown.js';
import type { Block, Inline, ReportDocument, Section, Table, Text } from './document.js';

export function markdownText({ title, colophon, opening, sections }: ReportDocument): string {
    return `${paragraphs(`# ${escapeMarkdown(title)}`, ...opening.map(blockText), ...sections.map(section => sectionText(section, 2)), '---', `_${escapeMarkdown(colophon)}_`)}\n`;
}

/** Empty where nothing of the section can be told without pictures. */
function sectionText({ title, blocks, sections }: Section, level: number): string {
    const body = paragraphs(...blocks.map(blockText), ...sections.map(inner => sectionText(inner, level + 1)));
    return body === '' ? '' : paragraphs(`${'#'.repeat(level)} ${escapeMarkdown(title)}`, body);
}

const heralds = { error: 'Error: ', warning: 'Warning: ', information: 'Note: ' };

function blockText(block: Block): string {
    switch (block.kind) {
        case 'paragraph':
            return textOf(block.text);
        case 'notice':
            return `> **${heralds[block.severity]}**${textOf(block.text)}`;
        case 'list':
            return block.items.map(item => `- ${textOf(item)}`).join('\n');
        case 'summary':
            return block.paragraphs.map(text => `**${escapeMarkdown(text.trim())}**`).join('\n\n');
        case 'quotation':
            return block.paragraphs.map(text => `> ${escapeMarkdown(text)}`).join('\n>\n');
        case 'code':
            return codeBlock('glmm', block.text);
        case 'equations':
            return `$$\n\\begin{aligned}\n${block.lines.join(' \\\\\n')}\n\\end{aligned}\n$$`;
        case 'table':
            return tableText(block);
        case 'figure':
            return block.numbers ? paragraphs(`_${textOf(block.caption)}_`, tableText(block.numbers, false)) : '';
    }
}

function tableText({ caption, columns, rows }: Table, hasCaption = true): string {
    const table = markdownTable(
        columns.map(({ title }) => escapeMarkdown(title)),
        columns.map(({ align }) => align),
        rows.map(row => row.map(textOf))
    );
    return paragraphs(hasCaption && `_${textOf(caption)}_`, table);
}

function textOf(text: Text): string {
    return text.map(inlineText).join('');
}

function inlineText(inline: Inline): string {
    if (typeof inline === 'string') {
        return escapeMarkdown(inline);
    }
    return 'strong' in inline
        ? `**${escapeMarkdown(inline.strong.trim())}**${inline.strong.endsWith(' ') ? ' ' : ''}`
        : codeSpan(inline.code);
}

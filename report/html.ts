/** A report as one HTML page: nothing is fetched, nothing runs. */
import katex from 'katex';
import { parseHTML } from 'linkedom';
import { printable } from '../language/presentation/notation/markdown.js';
import { pictureStyle } from '../pictures/index.js';
import type { Block, Figure, Inline, List, ReportDocument, Section, Table, Text } from './document.js';
import { mathStyle } from './generated/math-style.js';
import { pageStyle } from './page-style.js';

/** The content security policy: only resources inside the page. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:";

export function htmlPage({ title, colophon, opening, sections }: ReportDocument): string {
    // A document without a window, into which pictures are drawn.
    const { document } = parseHTML('<!DOCTYPE html><html><body></body></html>') as unknown as { document: Document };
    const body = sections.map(section => sectionHtml(section, 2, document)).join('\n');
    const style = [pageStyle, pictureStyle, ...(body.includes('class="katex') ? [mathStyle] : [])].join('\n');
    return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>
${style}
</style>
</head>
<body>
<header>
<h1>${escaped(title)}</h1>
${opening.map(block => blockHtml(block, document)).join('\n')}
</header>
${contents(sections)}
<main>
${body}
</main>
<footer>
<p>${escaped(colophon)}</p>
</footer>
</body>
</html>
`;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** The only function that puts text from the file into the page. */
function escaped(text: string): string {
    return printable(text).replace(/[&<>"']/g, character => entities[character]!);
}

function contents(sections: readonly Section[]): string {
    const list = (entries: readonly Section[], depth: number): string =>
        `<ul>\n${entries
            .map(
                ({ id, title, sections: inner }) =>
                    `<li><a href="#${id}">${escaped(title)}</a>${depth < 2 && inner.length > 0 ? `\n${list(inner, depth + 1)}\n` : ''}</li>`
            )
            .join('\n')}\n</ul>`;
    return sections.length === 0 ? '' : `<nav aria-label="Contents">\n${list(sections, 1)}\n</nav>`;
}

function sectionHtml({ id, title, blocks, sections }: Section, level: number, document: Document): string {
    const parts = [...blocks.map(block => blockHtml(block, document)), ...sections.map(inner => sectionHtml(inner, level + 1, document))];
    return `<section id="${id}">\n<h${level}>${escaped(title)}</h${level}>\n${parts.join('\n')}\n</section>`;
}

function blockHtml(block: Block, document: Document): string {
    switch (block.kind) {
        case 'paragraph':
            return `<p>${textHtml(block.text)}</p>`;
        case 'notice':
            return `<p class="notice ${block.severity}">${textHtml(block.text)}</p>`;
        case 'list':
            return listHtml(block, document);
        case 'summary':
            return `<div class="summary">\n${block.paragraphs.map(text => `<p>${escaped(text)}</p>`).join('\n')}\n</div>`;
        case 'quotation':
            return `<blockquote>\n${block.paragraphs.map(text => `<p>${escaped(text)}</p>`).join('\n')}\n</blockquote>`;
        case 'code':
            return `<pre tabindex="0"><code>${escaped(block.text)}</code></pre>`;
        case 'equations':
            return `<div class="equations" role="group" aria-label="Equations" tabindex="0">${equations(block.lines)}</div>`;
        case 'table':
            return tableHtml(block);
        case 'figure':
            return figureHtml(block, document);
    }
}

function listHtml({ start, items }: List, document: Document): string {
    const open = start === null ? '<ul>' : start === 1 ? '<ol>' : `<ol start="${start}">`;
    const entries = items.map(
        blocks =>
            `<li>${blocks.map(block => (block.kind === 'paragraph' ? textHtml(block.text) : blockHtml(block, document))).join('\n')}</li>`
    );
    return `${open}\n${entries.join('\n')}\n${start === null ? '</ul>' : '</ol>'}`;
}

function textHtml(text: Text): string {
    return text.map(inlineHtml).join('');
}

function inlineHtml(inline: Inline): string {
    if (typeof inline === 'string') {
        return escaped(inline);
    }
    return 'strong' in inline ? `<strong>${escaped(inline.strong)}</strong>` : `<code>${escaped(inline.code)}</code>`;
}

function equations(lines: readonly string[]): string {
    return katex.renderToString(`\\begin{aligned}${lines.join(' \\\\\n')}\\end{aligned}`, {
        displayMode: true,
        output: 'htmlAndMathml',
        // A formula that cannot be typeset is shown as source. No formula may link out of the page.
        throwOnError: false,
        strict: false,
        trust: false
    });
}

function tableHtml({ caption, columns, rows }: Table): string {
    const head = columns.map(({ title, align }) => `<th scope="col" class="${align}">${escaped(title)}</th>`).join('');
    const body = rows
        .map(
            cells =>
                `<tr>${cells
                    .map((cell, i) => {
                        const align = columns[i]?.align ?? 'left';
                        return i === 0
                            ? `<th scope="row" class="${align}">${textHtml(cell)}</th>`
                            : `<td class="${align}">${textHtml(cell)}</td>`;
                    })
                    .join('')}</tr>`
        )
        .join('\n');
    const label = escaped(plain(caption) || 'Table');
    const title = caption.length === 0 ? '' : `\n<caption>${textHtml(caption)}</caption>`;
    return `<div class="scroll" role="group" aria-label="${label}" tabindex="0">\n<table>${title}\n<thead>\n<tr>${head}</tr>\n</thead>\n<tbody>\n${body}\n</tbody>\n</table>\n</div>`;
}

function figureHtml({ caption, width, height, draw, numbers }: Figure, document: Document): string {
    const picture = draw({ document, width, height });
    const table = numbers ? tableHtml(numbers) : '';
    if (!picture) {
        return table;
    }
    const details = table === '' ? '' : `\n<details>\n<summary>Numbers</summary>\n${table}\n</details>`;
    return `<figure>\n${picture.outerHTML}\n<figcaption>${textHtml(caption)}</figcaption>\n</figure>${details}`;
}

const plain = (text: Text): string => text.map(inline => (typeof inline === 'string' ? inline : Object.values(inline).join(''))).join('');

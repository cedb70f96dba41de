/** The report's Markdown, parsed back: a reader of Markdown finds the tree that was written, and no markup as text. */
import type { Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { htmlReport, reportDocument } from '../../report/index.js';
import { docBlocks } from '../../report/comment-blocks.js';
import { markdownText, markdownTree } from '../../report/markdown.js';
import { examples, reportInput } from './made-report.js';

// Without the transforms, which make links even of addresses whose markup is escaped.
const readers = gfmFromMarkdown().map(extension => ({ ...extension, transforms: [] }));
const parsed = (text: string): Root => fromMarkdown(text, { extensions: [gfm()], mdastExtensions: readers });

const parts = (node: Nodes): Nodes[] => [node, ...('children' in node ? node.children.flatMap(parts) : [])];

/** A tree without places in a text. */
function bare(tree: Root): unknown {
    return JSON.parse(
        JSON.stringify(tree, (key, value: unknown) =>
            ['position', 'spread', 'meta', 'checked'].includes(key) || (key === 'lang' && value === null) ? undefined : value
        )
    );
}

/** @returns the tree, which is the same written and read */
async function mustComeBack(text: string, file?: string): Promise<Root> {
    const report = reportDocument(await reportInput(text, file));
    const markdown = markdownText(report);
    const read = parsed(markdown);
    expect(bare(read)).toEqual(bare(markdownTree(report)));
    const texts = parts(read).flatMap(node => (node.type === 'text' ? [node.value] : []));
    expect(texts.length).toBeGreaterThan(5);
    expect(parts(read).filter(({ type }) => type === 'html' || type === 'link' || type === 'image' || type === 'delete')).toEqual([]);
    return read;
}

/** Markup that a reader sees as text. */
function leaks(tree: Root): string[] {
    return parts(tree).flatMap(node => (node.type === 'text' && /\*\*|^\s*\||\|\s*$|^#+ |\\[_*[|]/m.test(node.value) ? [node.value] : []));
}

const words = (tree: Root): string[] => parts(tree).flatMap(node => ('value' in node ? [node.value] : []));

describe('what is written is read', () => {
    it.each(examples)('$file', async ({ text, file }) => {
        const tree = await mustComeBack(text, file);
        expect(leaks(tree)).toEqual([]);
        expect(parts(tree).filter(({ type }) => type === 'table').length).toBeGreaterThanOrEqual(2);
        expect(parts(tree).filter(node => node.type === 'code' && node.lang === 'math').length).toBeGreaterThanOrEqual(1);
        // There are no pictures: no sentence may speak of one.
        expect(
            words(tree).filter(value => /\b(figures?|pictures?|colou?rs?|axes|logarithmic)\b/i.test(value) && !text.includes(value))
        ).toEqual([]);
    });

    it('notices, with their heralds in bold', async () => {
        const tree = await mustComeBack('model m { family gaussian(phi = 1) predictor x ~ Normal(0, 1) fixed A { b0: 1 = 0 } fixed B { b1: x = 0.4 } random g { b0 sd 0.5 } design { g = 40, n = 12 } test b1 = 0 }'); // prettier-ignore
        expect(leaks(tree)).toEqual([]);
        const quotes = parts(tree).filter(node => node.type === 'blockquote');
        expect(quotes.length).toBeGreaterThanOrEqual(1);
        const heralds = parts(tree).filter(node => node.type === 'strong' && words({ type: 'root', children: [node] }).join() === 'Note:');
        expect(heralds.length).toBeGreaterThanOrEqual(1);
    });

    const nasty = [
        '**Note: **Two | three',
        '$x_1$ and $$y$$',
        '<script>alert(1)</script> &lt; &amp;',
        '[a](javascript:b) ![c](d)',
        '# * - 1. > ~~~ ```',
        'www.a.example http://b.example c@d.example',
        'a_b_c *d* __e__ ~~f~~ \\g\\',
        '  spaces \t ',
        '^[1] [^1] :smile: <!-- x -->',
        'é β̃ 日本 𝛽 \u202e'
    ];
    it.each(nasty)('anything in titles, names and comments: %j', async text => {
        const quoted = JSON.stringify(text.replace(/\t/g, ' ')).replace(/\\u[0-9a-f]{4}/g, '');
        const tree = await mustComeBack(
            `/** ${text.replaceAll('*/', '')} */
            model m ${quoted} { family gaussian(phi = 1) predictor x ~ Categorical(${quoted}: 0.5, "other": 0.5)
            fixed B { b0: 1 = 0; b1: x[${quoted}] = 0.5 } design { n = 60 } test b1 = 0 power 0.9 }`,
            'a_b*c|d.glmm'
        );
        const shown = words(tree).join(' ').replace(/\s+/g, ' ');
        expect(shown).toContain(
            text
                .replace(/\u202e/g, '\ufffd')
                .replace(/\s+/g, ' ')
                .trim()
                .split('`')[0]
        );
    });
});

describe('comments of the author', () => {
    const doc = `Two arms; a*b*c is a product, and x_1_y a name.

Costs:

1. visits
2. \`drug\`
   - tablets
   - bottles

| arm | patients |
|:----|---------:|
| a   | 10 |
| b | c \\| d |

   z = 2 sigma^2
   d = 0.5

End.`;
    const text = `/**\n${doc.replace(/^/gm, ' * ')}\n */\nmodel m { family gaussian(phi = 1) predictor x ~ Normal(0, 1) fixed B { b0: 1 = 0; b1: x = 0.5 } design { n = 60 } }`;

    it('keep their lists, tables and lines that are indented', () => {
        const item = (...text: unknown[]) => ({ kind: 'paragraph', text });
        expect(docBlocks(doc)).toEqual([
            item('Two arms; a*b*c is a product, and x_1_y a name.'),
            item('Costs:'),
            {
                kind: 'list',
                start: 1,
                items: [
                    [item('visits')],
                    [item({ code: 'drug' }), { kind: 'list', start: null, items: [[item('tablets')], [item('bottles')]] }]
                ]
            },
            {
                kind: 'table',
                caption: [],
                columns: [
                    { title: 'arm', align: 'left' },
                    { title: 'patients', align: 'right' }
                ],
                rows: [
                    [['a'], ['10']],
                    [['b'], ['c | d']]
                ]
            },
            { kind: 'code', language: null, text: 'z = 2 sigma^2\nd = 0.5' },
            item('End.')
        ]);
    });

    it('are written so, as Markdown and as a page', async () => {
        const tree = await mustComeBack(text);
        const first = tree.children.findIndex(({ type }) => type === 'list');
        expect(tree.children[first]).toMatchObject({ ordered: true, start: 1 });
        expect(tree.children[first + 1]).toMatchObject({ type: 'table', align: ['left', 'right'] });
        expect(tree.children[first + 2]).toMatchObject({ type: 'code', value: 'z = 2 sigma^2\nd = 0.5' });
        const { document } = parseHTML(htmlReport(await reportInput(text))) as unknown as { document: Document };
        const header = document.querySelector('header')!;
        expect([...header.querySelectorAll('ol > li > ul > li')].map(({ textContent }) => textContent)).toEqual(['tablets', 'bottles']);
        expect([...header.querySelectorAll('td, tbody th')].map(({ textContent }) => textContent)).toEqual(['a', '10', 'b', 'c | d']);
        expect(header.querySelector('pre')!.textContent).toBe('z = 2 sigma^2\nd = 0.5');
    });
});

import { describe, expect, it } from 'vitest';
import {
    codeBlock,
    codeSpan,
    escapeComment,
    escapeMarkdown,
    markdownTable,
    printable
} from '../../language/presentation/notation/markdown.js';
import { terminalLine } from '../../language/presentation/terminal/terminal.js';
import { firstModel, fixture, viewOfText } from './rendered-model.js';
import { elementHover, modelHover, modelText, plainStyle } from '../../language/presentation/index.js';

describe("the author's text is shown as it is", () => {
    it.each([
        ['<script>alert(1)</script>', '\\<script\\>alert(1)\\</script\\>'],
        ['[x](javascript:alert(1))', '\\[x\\](javascript:alert(1))'],
        ['![x](http://a.b)', '!\\[x\\](http:\\/\\/a.b)'],
        ['*a* _b_ ~~c~~ `d`', '\\*a\\* \\_b\\_ \\~\\~c\\~\\~ \\`d\\`'],
        ['a | b', 'a \\| b'],
        ['&lt;b&gt; &#60; a & b', '\\&lt;b\\&gt; \\&#60; a & b'],
        ['$(alert) $x$', '\\$(alert) \\$x\\$'],
        ['back\\slash', 'back\\\\slash'],
        ['# heading', '\\# heading'],
        ['- item', '\\- item'],
        ['+ item', '\\+ item'],
        ['---', '\\---'],
        ['===', '\\==='],
        ['1. item', '1\\. item'],
        ['12) item', '12\\) item'],
        ['6.66', '6.66'],
        ['a@b.c', 'a\\@b.c'],
        ['two\nlines', 'two lines']
    ])('%j', (text, escaped) => expect(escapeMarkdown(text)).toBe(escaped));

    it('bare addresses are no links', () => expect(escapeMarkdown('www.evil.example')).not.toBe('www.evil.example'));

    it('controls cannot act', () => {
        expect(printable('a\u001b[2Jb\u0007\u202ec\u0000')).toBe('a�[2Jb��c�');
        expect(terminalLine('a\u001b]0;title\u0007\r\nb\tc')).toBe('a�]0;title� b c');
    });

    it('comments keep their lines', () => expect(escapeComment('one\n  two\n\n\tthree\r\n# four')).toBe('one  \ntwo\n\nthree  \n\\# four'));
});

describe('code', () => {
    it.each([
        ['x', '`x`'],
        ['a`b', '``a`b``'],
        ['`', '`` ` ``'],
        ['``', '``` `` ```'],
        ['a\nb', '`a b`']
    ])('%j', (text, span) => expect(codeSpan(text)).toBe(span));

    it('a block cannot be closed from within', () => expect(codeBlock('text', 'a\n```\nb')).toBe('````text\na\n```\nb\n````'));

    it('a cell cannot open another one', () =>
        expect(markdownTable(['', 'x'], ['left', 'right'], [['`var(b | g)`', 'a \\| b']])).toBe(
            '|  | x |\n|:---|---:|\n| `var(b \\| g)` | a \\| b |'
        ));
});

describe('a model that tries', () => {
    it('no markup of its own comes through', async () => {
        const model = await firstModel(fixture('malicious'));
        const view = viewOfText(model);
        const texts = [modelHover(view), ...model.places.map(place => elementHover(view, place, place.doc))];
        const outsideOfCode = texts
            .join('\n\n')
            .replace(/\\`/g, '')
            .replace(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');
        expect(outsideOfCode).not.toMatch(/(?<!\\)[<>[\]]/);
        expect(outsideOfCode).not.toMatch(/(?<!\\)\$\(/);
        expect(texts.join()).toContain('script');
        const { spec, scales, analysis } = view;
        const terminal = modelText({ file: 'm\u001b[31m.glmm', title: model.title, spec, scales, analysis: analysis! }, 80, plainStyle);
        // eslint-disable-next-line no-control-regex -- that there are none is what is tested
        expect(terminal).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
    });
});

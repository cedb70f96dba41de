/** The reports of the examples, each made once: valid pages that stand in nobody's way, with the numbers of `--json`. */
import { describe, expect, it } from 'vitest';
import { describeAccessibility } from './accessibility.js';
import { exampleReport, examples } from './made-report.js';
import { describePrintedNumbers } from './printed-numbers.js';
import { mustBeGood } from './valid-page.js';

describe('valid, alone, small', () => {
    it.each(examples)('$file', async ({ file }) => {
        const { html, page } = await exampleReport(file);
        await mustBeGood(html);
        expect(page.querySelector('h1')!.textContent).not.toBe('');
        expect(page.querySelectorAll('.katex').length).toBeGreaterThan(0);
    });
});

describeAccessibility();
describePrintedNumbers();

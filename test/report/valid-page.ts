/** Whether a report is a valid, self-contained page. */
import { HtmlValidate } from 'html-validate';
import { parseHTML } from 'linkedom';
import { expect } from 'vitest';

const validator = new HtmlValidate({ extends: ['html-validate:standard', 'html-validate:a11y'] });
const largest = 1.5 * 2 ** 20;

export async function mustBeGood(html: string): Promise<void> {
    const { results } = await validator.validateString(html);
    expect(results.flatMap(({ messages }) => messages.map(({ ruleId, message, line }) => `${line}: ${message} [${ruleId}]`))).toEqual([]);
    expect(html).not.toContain('katex-error');
    expect(html).not.toMatch(/\b(NaN|undefined|Infinity|null)\b/);
    expect(new TextEncoder().encode(html).length).toBeLessThan(largest);
    const { document } = parseHTML(html) as unknown as { document: Document };
    expect(document.querySelectorAll('script, iframe, object, embed, link, form').length).toBe(0);
    for (const element of document.querySelectorAll('[src], [href]')) {
        const address = element.getAttribute('src') ?? element.getAttribute('href')!;
        expect(address).toMatch(/^#/);
        expect(document.getElementById(address.slice(1)), address).not.toBeNull();
    }
    const style = [...document.querySelectorAll('style')].map(({ textContent }) => textContent).join('');
    expect([...style.matchAll(/url\((?!data:)/g), ...style.matchAll(/@import/g)]).toEqual([]);
    for (const element of document.querySelectorAll('*')) {
        for (const { name } of element.attributes) {
            expect(name).not.toMatch(/^on/i);
        }
    }
}

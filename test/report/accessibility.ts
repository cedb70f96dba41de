/** The findings of axe in reports in a browser. */
import { createRequire } from 'node:module';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureChromium } from '../../scripts/chromium.mjs';
import { browserOptions } from '../e2e/browser.mjs';
import { examples, madeReport } from './made-report.js';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
let browser: Browser;

beforeAll(async () => {
    browser = await chromium.launch(browserOptions(ensureChromium()));
}, 300_000);
afterAll(() => browser?.close());

/** Violations, a line each, and whether the page asked for anything. */
async function found(
    html: string,
    view: { colorScheme: 'light' | 'dark'; width: number }
): Promise<{ violations: string[]; requests: string[]; overflow: number }> {
    const page = await browser.newPage({ colorScheme: view.colorScheme, viewport: { width: view.width, height: 900 } });
    const requests: string[] = [];
    page.on('request', request => requests.push(request.url()));
    await page.setContent(html);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    // The page lets no script in; the checker is not of the page.
    const unlocked = await browser.newPage({ colorScheme: view.colorScheme, viewport: { width: view.width, height: 900 } });
    await unlocked.setContent(html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, ''));
    for (const details of await unlocked.locator('details').all()) {
        await details.evaluate(element => element.setAttribute('open', ''));
    }
    await unlocked.addScriptTag({ path: axe });
    const violations = await unlocked.evaluate(async () => {
        const { violations } = await (
            globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
        ).axe.run();
        return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`);
    });
    await Promise.all([page.close(), unlocked.close()]);
    return { violations, requests: requests.filter(url => !url.startsWith('data:')), overflow };
}

describe('nothing stands in anybody’s way', () => {
    it.each(examples)('$file', { timeout: 60_000 }, async ({ text, file }) => {
        const { html } = await madeReport(text, file);
        expect(await found(html, { colorScheme: 'light', width: 1000 })).toEqual({ violations: [], requests: [], overflow: 0 });
    });

    it.each(['slopes.glmm', 'psycholinguistics.glmm', 'talk.glmm'])(
        '%s in the dark, on a narrow screen',
        { timeout: 60_000 },
        async file => {
            const { html } = await madeReport(examples.find(example => example.file === file)!.text, file);
            expect(await found(html, { colorScheme: 'dark', width: 380 })).toEqual({ violations: [], requests: [], overflow: 0 });
        }
    );
});

/** The findings of axe in the reports of the examples in a browser. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureChromium } from '../../scripts/chromium.mjs';
import { browserOptions } from '../e2e/browser.mjs';
import { exampleReport, examples } from './made-report.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let browser: Browser;

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
    await page.evaluate(() => document.querySelectorAll('details').forEach(element => element.setAttribute('open', '')));
    // The page lets no script in; the checker comes as the debugger's, which the page's policy does not hold for.
    await page.evaluate(axe);
    const violations = await page.evaluate(async () => {
        const { violations } = await (
            globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
        ).axe.run();
        return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`);
    });
    await page.close();
    return { violations, requests: requests.filter(url => !url.startsWith('data:')), overflow };
}

export function describeAccessibility(): void {
    describe('nothing stands in anybody’s way', () => {
        beforeAll(async () => {
            browser = await chromium.launch(browserOptions(ensureChromium()));
        }, 300_000);
        afterAll(() => browser?.close());

        it.each(examples)('$file', { timeout: 60_000 }, async ({ file }) => {
            const { html } = await exampleReport(file);
            expect(await found(html, { colorScheme: 'light', width: 1000 })).toEqual({ violations: [], requests: [], overflow: 0 });
        });

        it.each(['slopes.glmm', 'psycholinguistics.glmm', 'talk.glmm'])(
            '%s in the dark, on a narrow screen',
            { timeout: 60_000 },
            async file => {
                const { html } = await exampleReport(file);
                expect(await found(html, { colorScheme: 'dark', width: 380 })).toEqual({ violations: [], requests: [], overflow: 0 });
            }
        );
    });
}

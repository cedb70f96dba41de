/** The explorer's page in a browser, under the policy that it has in the editor, with an editor that only notes what the page says. */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { bundleExplorer } from '../../scripts/bundles.mjs';
import { ensureChromium } from '../../scripts/chromium.mjs';
import type { FromExplorer, ToExplorer } from '../../explorer/messages.js';
import { pageHtml } from '../../explorer/page-html.js';
import { browserOptions } from '../e2e/browser.mjs';

const folder = path.resolve('out/explorer-page');
const bundles = path.join(folder, 'client/explorer');
const types: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css' };

/** What stands in for the editor. The state outlives a reload, as in a web view that was hidden. */
const editor = `
window.said = [];
window.acquireVsCodeApi = () => ({
    postMessage: message => window.said.push(message),
    getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null'),
    setState: state => sessionStorage.setItem('state', JSON.stringify(state))
});`;

const html = (source: string): string =>
    pageHtml({ script: 'page.js', computing: 'computing.js', style: 'page.css', source, nonce: 'of-this-page' });

export class ExplorerInBrowser {
    private constructor(
        private readonly server: Server,
        private readonly browser: Browser,
        readonly origin: string
    ) {}

    static async start(): Promise<ExplorerInBrowser> {
        await bundleExplorer(folder);
        const server = createServer((request, response) => {
            const file = path.basename(request.url ?? '');
            const type = types[path.extname(file)];
            response.setHeader('content-type', type ?? 'text/html');
            response.end(type ? readFileSync(path.join(bundles, file)) : html(`http://${request.headers.host}`));
        });
        await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
        const browser = await chromium.launch(browserOptions(ensureChromium()));
        return new ExplorerInBrowser(server, browser, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    }

    async stop(): Promise<void> {
        await this.browser.close();
        this.server.close();
    }

    async open(options: { width?: number; height?: number; colorScheme?: 'light' | 'dark' } = {}): Promise<ExplorerView> {
        const { width = 1000, height = 900, colorScheme = 'light' } = options;
        const page = await this.browser.newPage({ viewport: { width, height }, colorScheme });
        // The limit of the test counts: how long a computation takes depends on what else the machine does.
        page.setDefaultTimeout(0);
        const view = new ExplorerView(page);
        await page.addInitScript(editor);
        await page.goto(`${this.origin}/`);
        return view;
    }
}

/** The page as a person meets it. */
export class ExplorerView {
    /** What went wrong in the page, refused by its policy or thrown. */
    readonly problems: string[] = [];

    constructor(readonly page: Page) {
        page.on('pageerror', error => this.problems.push(error.message));
        page.on('console', message => message.type() === 'error' && this.problems.push(message.text()));
    }

    async tell(message: ToExplorer): Promise<void> {
        await this.page.evaluate(`window.postMessage(${JSON.stringify(message)}, '*')`);
    }

    async said(): Promise<FromExplorer[]> {
        return this.page.evaluate('window.said');
    }

    slider(name: string): Locator {
        return this.page.getByRole('slider', { name, exact: true });
    }

    entry(name: string): Locator {
        return this.page.getByRole('spinbutton', { name: `${name}, as a number`, exact: true });
    }

    get answers(): Locator {
        return this.page.locator('[aria-live="polite"]');
    }

    picture(title: string | RegExp): Locator {
        return this.page.locator('figure', { hasText: title }).locator('svg[role="img"]');
    }

    /** All that was asked for is there, computed finely. */
    async settled(): Promise<void> {
        await this.page.locator('main:not(.busy) [aria-live="polite"][aria-busy="false"]').waitFor();
    }

    /** From where the thumb is by this share of the slider, in many small steps; it stays held until `release`. */
    async drag(name: string, share: number, steps: number): Promise<{ release: () => Promise<void> }> {
        const slider = this.slider(name);
        const at =
            (Number(await slider.inputValue()) - Number(await slider.getAttribute('min'))) / Number(await slider.getAttribute('max'));
        const box = await slider.boundingBox();
        if (!box) {
            throw new Error(`The slider \`${name}\` can't be seen.`);
        }
        const y = box.y + box.height / 2;
        await this.page.mouse.move(box.x + at * box.width, y);
        await this.page.mouse.down();
        await this.page.mouse.move(box.x + (at + share) * box.width, y, { steps });
        return { release: () => this.page.mouse.up() };
    }
}

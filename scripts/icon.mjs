/** `npm run icon`: `client/media/icon.png`, the icon of the extension, from `icon.svg`. */
import fs from 'node:fs';
import path from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { ensureDependencies, main, root } from './toolchain.mjs';

const size = 128;

await main(async () => {
    ensureDependencies();
    const executablePath = ensureChromium();
    const { chromium } = await import('playwright-core');
    const { browserOptions } = await import('../test/e2e/browser.mjs');
    const file = path.join(root, 'client/media/icon.png');
    const svg = fs.readFileSync(file.replace('.png', '.svg'), 'utf8');
    const browser = await chromium.launch(browserOptions(executablePath));
    try {
        const page = await browser.newPage({ viewport: { width: size, height: size } });
        await page.setContent(`<body style="margin: 0">${svg}</body>`);
        await page.screenshot({ path: file, omitBackground: true });
        console.log(path.relative(root, file));
    } finally {
        await browser.close();
    }
});

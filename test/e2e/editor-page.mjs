/** VS Code in a browser page, as a person uses it: what is seen, the mouse and the keyboard. */
export class EditorPage {
    constructor(page) {
        this.page = page;
    }

    static async open(browser, origin, folder, viewport = { width: 1280, height: 860 }) {
        const context = await browser.newContext({ viewport, deviceScaleFactor: 1 });
        const page = await context.newPage();
        page.setDefaultTimeout(30_000);
        await page.goto(`${origin}/?folder=${encodeURIComponent(folder)}`);
        await page.getByRole('treeitem').first().waitFor();
        return new EditorPage(page);
    }

    async close() {
        await this.page.context().close();
    }

    async openFromExplorer(name) {
        await this.page.getByRole('treeitem', { name }).dblclick();
        await this.#shown(name);
    }

    async openByName(name) {
        await this.page.keyboard.press('Control+P');
        const input = this.page.locator('.quick-input-widget input[type="text"]:visible');
        await input.fill(name);
        await this.page.locator('.quick-input-widget .monaco-list-row', { hasText: name }).first().waitFor();
        await input.press('Enter');
        await this.#shown(name);
    }

    async #shown(name) {
        await this.page.locator('.tab.active', { hasText: name }).waitFor();
        await this.page.locator('.monaco-editor .view-line').first().waitFor();
    }

    /** Runs a command of the command palette. */
    async command(title) {
        await this.page.keyboard.press('F1');
        const input = this.page.locator('.quick-input-widget input[type="text"]:visible');
        await input.fill(`>${title}`);
        await this.page.locator('.quick-input-widget .monaco-list-row', { hasText: title }).first().waitFor();
        await input.press('Enter');
    }

    get errors() {
        return this.page.locator('.monaco-editor .squiggly-error');
    }

    /** Lenses that hold this text. */
    lenses(text) {
        return this.page.locator('.codelens-decoration', { hasText: text });
    }

    async lensTexts() {
        const texts = await this.page.locator('.codelens-decoration').allInnerTexts();
        return texts.map(plainText).filter(text => text !== '');
    }

    /** The visible hover with this text. */
    hover(text) {
        return this.page.locator('.monaco-hover:visible', { hasText: text });
    }

    /** Waits until what `read` gives satisfies `holds`. */
    async until(what, read, holds) {
        const end = Date.now() + 30_000;
        for (;;) {
            const value = await read();
            if (holds(value)) return value;
            if (Date.now() > end) throw new Error(`${what}; it is still ${JSON.stringify(value)}`);
            await this.page.waitForTimeout(50);
        }
    }

    /** Rests the mouse on the `nth` place where this word stands on a visible line. */
    async pointAt(word, nth = 0) {
        const { x, y } = await this.placeOf(word, nth);
        // A hover opens when the mouse comes to the word's letters, not when it jumps there.
        await this.page.mouse.move(x - 6, y);
        await this.page.mouse.move(x, y, { steps: 4 });
    }

    /** Puts the cursor at the end of the line where this text stands. */
    async cursorToEndOf(text) {
        const { x, y } = await this.placeOf(text);
        await this.page.mouse.click(x, y);
        await this.page.keyboard.press('End');
    }

    async placeOf(word, nth = 0) {
        const place = await this.page.evaluate(findText, { word, nth });
        if (!place) throw new Error(`"${word}" is not on the screen`);
        return place;
    }

    /** The colours of the words of the first line that holds this text. */
    async coloursOf(text) {
        return this.page.evaluate(wanted => {
            const line = [...document.querySelectorAll('.monaco-editor .view-line')].find(row =>
                row.textContent.replaceAll('\u00a0', ' ').includes(wanted)
            );
            return [...line.querySelectorAll('span span')].map(span => [span.textContent.trim(), getComputedStyle(span).color]);
        }, text);
    }

    async type(text) {
        await this.page.keyboard.type(text);
    }

    async press(key, times = 1) {
        for (let i = 0; i < times; i++) await this.page.keyboard.press(key);
    }

    async screenshot(file) {
        await this.page.screenshot({ path: file });
    }
}

const plainText = text => text.replaceAll('\u00a0', ' ').trim();

/** Runs in the page: the middle of the nth whole word in the editor's lines, from above. */
function findText({ word, nth }) {
    const isPart = character => character !== undefined && /[\p{L}\p{N}_]/u.test(character);
    const rows = [...document.querySelectorAll('.monaco-editor .view-line')];
    rows.sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top);
    let seen = 0;
    for (const row of rows) {
        const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
        for (let node; (node = walker.nextNode());) {
            const text = node.data.replaceAll('\u00a0', ' ');
            for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
                if (isPart(text[at - 1]) || isPart(text[at + word.length]) || seen++ < nth) continue;
                const range = document.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + word.length);
                const box = range.getBoundingClientRect();
                return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
            }
        }
    }
    return undefined;
}

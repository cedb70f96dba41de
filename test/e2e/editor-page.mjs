import { patience, plainText, soon, Window } from './window.mjs';

/** VS Code in a browser page, as a user sees and operates it: its files, and the text in the editor with all that is shown beside it. */
export class EditorPage extends Window {
    static async open(browser, origin, folder, viewport = { width: 1280, height: 860 }) {
        const context = await browser.newContext({ viewport, deviceScaleFactor: 1 });
        const page = await context.newPage();
        page.setDefaultTimeout(patience);
        page.setDefaultNavigationTimeout(2 * patience);
        await page.goto(`${origin}/?folder=${encodeURIComponent(folder)}`);
        await page.getByRole('treeitem').first().waitFor();
        return new EditorPage(page);
    }

    async openFromExplorer(name) {
        const entry = this.page.getByRole('treeitem', { name });
        await this.repeat(`${name} does not open`, () => entry.dblclick(), this.#activeTab(name));
        await this.#shown(name);
    }

    async openByName(name) {
        await this.takeFirst('Control+P', name, name);
        await this.#shown(name);
    }

    async #shown(name) {
        await this.#activeTab(name).waitFor();
        await this.page.locator('.monaco-editor .view-line').first().waitFor();
    }

    /** The first one, because the explorer's tab names the file, too. */
    #activeTab(name) {
        return this.page.locator('.tab.active', { hasText: name }).first();
    }

    tab(title) {
        return this.page.locator('.tab', { hasText: title }).first();
    }

    async closePanel(title) {
        const tab = this.page.locator('.tab', { hasText: title });
        const close = async () => {
            await tab.hover();
            await tab.locator('.tab-actions a').click();
        };
        await this.repeat(`${title} stays open`, close, async () => (await tab.count()) === 0);
    }

    /** The visible lines. */
    async lines() {
        const lines = await this.page.locator('.monaco-editor .view-line').allInnerTexts();
        return lines.map(plainText);
    }

    /** Waits until a line has this text. */
    async untilLine(text) {
        return this.until(
            `no line has the text ${text}`,
            () => this.lines(),
            lines => lines.some(line => line.includes(text))
        );
    }

    async hasLine(text) {
        return (await this.lines()).some(line => line.includes(text));
    }

    /** Takes the last change back. It is asked for again only while the text is the same. */
    async undo() {
        const text = async () => (await this.lines()).join('\n');
        const before = await text();
        await this.repeat(
            'nothing is taken back',
            () => this.press('Control+z'),
            async () => (await text()) !== before
        );
    }

    /** Saves until `isSaved`. */
    async save(isSaved) {
        await this.repeat('the text is not saved', () => this.press('Control+s'), isSaved);
    }

    /** The suggestion with this label. */
    suggestion(label) {
        const name = this.page.locator('.label-name').getByText(label, { exact: true });
        return this.page.locator('.suggest-widget.visible .monaco-list-row', { has: name }).first();
    }

    /** Waits for a suggestion. What was typed while the file was still being opened has none by itself, so a person asks for them. */
    async untilSuggested(label) {
        await this.until(
            `${label} is not suggested`,
            async () => {
                await this.suggestion(label)
                    .waitFor({ timeout: 5000 })
                    .catch(() => this.press('Control+Space'));
                return this.suggestion(label).count();
            },
            count => count > 0
        );
    }

    /** What is shown of the arguments of a function with this text. */
    signature(text) {
        return this.page.locator('.parameter-hints-widget.visible', { hasText: text });
    }

    /** Waits for it. A window that was busy while `(` was typed shows it on request. */
    async untilSigned(text) {
        if (!(await this.isSoon(() => this.signature(text).isVisible()))) {
            await this.repeat(`no signature ${text}`, () => this.press('Control+Shift+Space'), this.signature(text));
        }
    }

    /** Opens the menu of fixes at this word, and waits for one of them. It tries again until the word's message has arrived. */
    async openFixes(word, line, title) {
        const entry = this.page.locator('.action-widget .monaco-list-row', { hasText: title }).first();
        await this.until(
            `no fix ${title}`,
            async () => {
                await this.cursorInto(word, line);
                await this.press('Control+.');
                await entry.waitFor({ timeout: 3000 }).catch(() => this.press('Escape'));
                return entry.count();
            },
            count => count > 0
        );
    }

    /** An entry of the outline. */
    symbol(name) {
        return this.page.locator('.outline-tree .monaco-list-row', { hasText: name }).first();
    }

    get errors() {
        return this.page.locator('.monaco-editor .squiggly-error');
    }

    /** Lenses with this text. */
    lenses(text) {
        return this.page.locator('.codelens-decoration', { hasText: text });
    }

    /** Clicks on the first lens with this text until the effect is seen: lenses that come anew may lose a click. */
    async clickLens(text, effect) {
        await this.lenses(text).first().waitFor();
        await this.repeat(`a click on ${text} has no effect`, () => this.lenses(text).locator('a').first().click(), effect);
    }

    async lensTexts() {
        const texts = await this.page.locator('.codelens-decoration').allInnerTexts();
        return texts.map(plainText).filter(text => text !== '');
    }

    /** The visible hover with this text. */
    hover(text) {
        return this.page.locator('.monaco-hover:visible', { hasText: text });
    }

    /** Opens the hover over the first underlined error, and gives the link of its code. */
    async hoverOverError() {
        const link = this.page.locator('.monaco-hover:visible a.code-link');
        await this.until(
            'no hover over the error',
            async () => {
                await this.press('Escape');
                await this.page.mouse.move(5, 5);
                const { x, y, width, height } = await this.errors.first().boundingBox();
                await this.page.mouse.move(x + width / 2, y + height / 2, { steps: 5 });
                await link
                    .first()
                    .waitFor({ timeout: 3000 })
                    .catch(() => undefined);
                return link.count();
            },
            count => count > 0
        );
        return link.first();
    }

    /**
     * Rests the mouse on this word, on the first visible line with the text `line`, until a hover contains `text`. It tries again
     * and again, because new lenses may move the line, and an open hover does not follow the computation.
     */
    async hoverOver(word, line, text) {
        await this.until(
            `no hover over ${word} says ${text}`,
            async () => {
                await this.press('Escape');
                await this.page.mouse.move(5, 5);
                await this.pointAt(word, line);
                await this.hover(text)
                    .waitFor({ timeout: 3000 })
                    .catch(() => undefined);
                return this.hover(text).count();
            },
            count => count > 0
        );
    }

    /** Rests the mouse on this word, on the first visible line with the text `line`. */
    async pointAt(word, line = word) {
        const { x, y } = await this.placeOf(word, line);
        // A hover opens when the mouse moves to the letters of the word, not when it jumps there.
        await this.page.mouse.move(x - 6, y);
        await this.page.mouse.move(x, y, { steps: 4 });
    }

    /** Double-clicks on this word of the first visible line with the text `line`. */
    async doubleClick(word, line) {
        const { x, y } = await this.placeOf(word, line);
        await this.page.mouse.dblclick(x, y);
    }

    /** Puts the cursor into this word of the first visible line with the text `line`. */
    async cursorInto(word, line) {
        const click = async () => {
            const { x, y } = await this.placeOf(word, line);
            await this.page.mouse.click(x, y);
        };
        // New lenses may move the line between the look and the click.
        await this.repeat(`the cursor is not in ${line}`, click, () => this.#isCursorIn(word, line));
    }

    /** Puts the cursor at the end of the first visible line with this text. */
    async cursorToEndOf(line) {
        await this.cursorInto(line.split(/\W/)[0], line);
        await this.page.keyboard.press('End');
    }

    /** Whether the editor with the keyboard has its cursor in the line. */
    async #isCursorIn(word, line) {
        const cursor = await this.page
            .locator('.monaco-editor.focused .cursors-layer .cursor')
            .first()
            .boundingBox(soon)
            .catch(() => null);
        const { y } = await this.placeOf(word, line);
        return cursor !== null && cursor.y <= y && y <= cursor.y + cursor.height;
    }

    async placeOf(word, line = word) {
        const place = await this.page.evaluate(findText, { word, line });
        if (!place) {
            throw new Error(`"${word}" is not on the screen`);
        }
        return place;
    }

    /** The colours of the words of the first line with this text. */
    async coloursOf(text) {
        return this.page.evaluate(wanted => {
            const line = [...document.querySelectorAll('.monaco-editor .view-line')].find(row =>
                row.textContent.replaceAll('\u00a0', ' ').includes(wanted)
            );
            return [...line.querySelectorAll('span span')].map(span => [span.textContent.trim(), getComputedStyle(span).color]);
        }, text);
    }
}

/** Runs in the page: the middle of a word in the first line of the editor with the text `line`. */
function findText({ word, line }) {
    const plain = text => text.replaceAll('\u00a0', ' ');
    const rows = [...document.querySelectorAll('.monaco-editor .view-line')].filter(row => plain(row.textContent).includes(line));
    rows.sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top);
    const walker = document.createTreeWalker(rows[0] ?? document.createElement('div'), NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode());) {
        const at = plain(node.data).indexOf(word);
        if (at < 0) {
            continue;
        }
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + word.length);
        const box = range.getBoundingClientRect();
        return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    }
    return undefined;
}

/** How long a step may wait, in milliseconds: the slowest, the first numbers of a new window, takes a minute on a busy machine. */
const patience = 90_000;
/** How long a gesture may take to show its effect before it is repeated. */
const attention = 10_000;

/** VS Code in a browser page, as a user sees and operates it. */
export class EditorPage {
    constructor(page) {
        this.page = page;
    }

    static async open(browser, origin, folder, viewport = { width: 1280, height: 860 }) {
        const context = await browser.newContext({ viewport, deviceScaleFactor: 1 });
        const page = await context.newPage();
        page.setDefaultTimeout(patience);
        page.setDefaultNavigationTimeout(2 * patience);
        await page.goto(`${origin}/?folder=${encodeURIComponent(folder)}`);
        await page.getByRole('treeitem').first().waitFor();
        return new EditorPage(page);
    }

    async close() {
        await this.page.context().close();
    }

    async openFromExplorer(name) {
        const entry = this.page.getByRole('treeitem', { name });
        await this.repeat(`${name} does not open`, () => entry.dblclick(), this.#activeTab(name));
        await this.#shown(name);
    }

    async openByName(name) {
        await this.#takeFirst('Control+P', name, name);
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

    /** Runs a command of the command palette, again if its effect, something on the screen, does not come. */
    async command(title, effect) {
        const run = () => this.#takeFirst('F1', `>${title}`, title);
        await (effect ? this.repeat(`${title} has no effect`, run, effect) : run());
    }

    /**
     * Does something until its effect is seen, because a busy window may lose a key or a click. The log tells of repetitions, so that
     * they do not hide a fault.
     *
     * @param effect what is then on the screen, or a function that says whether it has come
     */
    async repeat(what, gesture, effect) {
        const isSeen = typeof effect === 'function' ? effect : () => effect.isVisible();
        const end = Date.now() + patience;
        this.page.setDefaultTimeout(attention);
        try {
            for (let count = 1; ; count++) {
                const reason = await gesture().catch(error => error);
                if (await this.isSoon(isSeen)) {
                    return;
                }
                if (Date.now() > end) {
                    throw new Error(`${what}, after ${count} attempts`, { cause: reason });
                }
                console.log(`     again: ${what}${reason ? ` (${reason.message.split('\n')[0]})` : ''}`);
            }
        } finally {
            this.page.setDefaultTimeout(patience);
        }
    }

    /** Whether this holds before a person would try again. */
    async isSoon(holds, within = attention) {
        const end = Date.now() + within;
        do {
            if (await holds()) {
                return true;
            }
            await this.page.waitForTimeout(50);
        } while (Date.now() < end);
        return false;
    }

    /**
     * Opens a list by its key, types into it and takes the row at its top, once that has this text. An editor or a panel that is
     * just closing takes the focus from the list, which closes it: a person opens it again.
     */
    async #takeFirst(key, typed, text) {
        const input = this.page.locator('.quick-input-widget input[type="text"]:visible');
        const row = this.page.locator('.quick-input-widget .monaco-list-row.focused', { hasText: text }).first();
        const asked = { timeout: 10_000 };
        await this.until(
            `no row ${text}`,
            async () => {
                await this.page.keyboard.press(key);
                try {
                    await input.fill(typed, asked);
                    await row.waitFor(asked);
                    await input.press('Enter', asked);
                    return true;
                } catch {
                    await this.press('Escape');
                    return false;
                }
            },
            isTaken => isTaken
        );
    }

    /** The row of a quick pick with this text. */
    choice(text) {
        return this.page.locator('.quick-input-widget .monaco-list-row', { hasText: text }).first();
    }

    /** The labels of a quick pick. */
    async choices() {
        const labels = await this.page.locator('.quick-input-widget .monaco-list-row .label-name').allInnerTexts();
        return labels.map(plainText);
    }

    async choose(text) {
        const row = this.choice(text);
        await row.waitFor();
        await this.repeat(
            `${text} is not chosen`,
            () => row.click(),
            async () => !(await row.isVisible())
        );
    }

    /** Types into an open box and confirms it. */
    async answer(text) {
        await this.page.locator('.quick-input-widget input[type="text"]:visible').fill(text);
        await this.press('Enter');
    }

    /** The page in the visible web view: it is a frame in the frame of the editor. */
    webview() {
        return this.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
    }

    /**
     * Moves a slider's thumb by a share of its length, with the mouse. While the page is still being laid out the mouse may miss the
     * thumb; then a person takes it again.
     */
    async drag(slider, share) {
        const before = await slider.inputValue();
        await this.repeat(
            'the slider does not move',
            () => this.#drag(slider, share),
            async () => (await slider.inputValue()) !== before
        );
    }

    async #drag(slider, share) {
        await slider.scrollIntoViewIfNeeded();
        const at = await slider.evaluate(({ min, max, value }) => (value - min) / (max - min));
        const { x, y, width, height } = await slider.boundingBox();
        await this.page.mouse.move(x + at * width, y + height / 2);
        await this.page.mouse.down();
        await this.page.mouse.move(x + (at + share) * width, y + height / 2, { steps: 8 });
        await this.page.mouse.up();
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

    /** Waits until the result of `read` satisfies `holds`. */
    async until(what, read, holds) {
        const end = Date.now() + patience;
        for (;;) {
            const value = await read();
            if (holds(value)) {
                return value;
            }
            if (Date.now() > end) {
                throw new Error(`${what}; it is still ${JSON.stringify(value)}`);
            }
            await this.page.waitForTimeout(50);
        }
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

    async type(text) {
        await this.page.keyboard.type(text);
    }

    /** Holds keys down until this is seen. */
    async holdUntil(keys, effect) {
        const hold = async () => {
            await this.release(keys);
            for (const key of keys) {
                await this.page.keyboard.down(key);
            }
        };
        await this.repeat(`${keys.join('+')} has no effect`, hold, effect);
    }

    async release(keys) {
        for (const key of [...keys].reverse()) {
            await this.page.keyboard.up(key);
        }
    }

    async press(key, times = 1) {
        for (let i = 0; i < times; i++) {
            await this.page.keyboard.press(key);
        }
    }

    /** `dark` or `light`. */
    async theme() {
        return (await this.page.locator('.monaco-workbench.vs-dark').count()) > 0 ? 'dark' : 'light';
    }

    /** By the key of the command, because opening a list of commands closes what a picture is to show. */
    async switchTheme(key) {
        const before = await this.theme();
        const other = this.page.locator(before === 'dark' ? '.monaco-workbench.vs' : '.monaco-workbench.vs-dark');
        await this.until(
            `the theme stays ${before}`,
            async () => {
                await this.page.keyboard.press(key);
                // A window that is still busy with a hover may lose the key.
                await other.waitFor({ timeout: 5000 }).catch(() => undefined);
                return other.count();
            },
            count => count > 0
        );
    }

    /** By the key of the command that asks which theme. */
    async chooseTheme(key, name) {
        await this.#takeFirst(key, name, name);
    }

    /** `clip`: a part of the window. */
    async screenshot(file, clip) {
        // Elements that fade in are shown in their final state.
        await this.page.screenshot({ path: file, animations: 'disabled', ...(clip && { clip }) });
    }
}

/** For what is on the screen already, or not at all. */
const soon = { timeout: 1000 };
const plainText = text => text.replaceAll('\u00a0', ' ').trim();

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

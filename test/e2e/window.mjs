/** How long a step may wait, in milliseconds: the slowest, the first numbers of a new window, takes a minute on a busy machine. */
export const patience = 90_000;
/** How long a gesture may take to show its effect before it is repeated. */
const attention = 10_000;
/** For what is on the screen already, or not at all. */
export const soon = { timeout: 1000 };
/** The text of an element as a user reads it. */
export const plainText = text => text.replaceAll('\u00a0', ' ').trim();

/** A window of VS Code in a browser page: its keys, mouse, lists, web views and themes. */
export class Window {
    constructor(page) {
        this.page = page;
    }

    async close() {
        await this.page.context().close();
    }

    /** Runs a command of the command palette, again if its effect, something on the screen, does not come. */
    async command(title, effect) {
        const run = () => this.takeFirst('F1', `>${title}`, title);
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
    async takeFirst(key, typed, text) {
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
        await this.takeFirst(key, name, name);
    }

    /** `clip`: a part of the window. */
    async screenshot(file, clip) {
        // Elements that fade in are shown in their final state.
        await this.page.screenshot({ path: file, animations: 'disabled', ...(clip && { clip }) });
    }
}

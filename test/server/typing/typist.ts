/** A person who types: text with a cursor, one key at a time. */
export class Typist {
    /** The text after every key, and the line of the cursor. */
    readonly keys: { text: string; cursorLine: number }[] = [];
    private cursor: number;

    constructor(private text = '') {
        this.cursor = text.length;
        if (text !== '') {
            this.seen();
        }
    }

    /** The editor closes brackets, and a typed closing bracket goes over the one that it has put there. */
    type(text: string): this {
        for (const key of text) {
            const closing = { '{': '}', '(': ')', '[': ']' }[key] ?? '';
            const isThere = '})]'.includes(key) && this.text[this.cursor] === key;
            if (!isThere) {
                this.text = this.text.slice(0, this.cursor) + key + closing + this.text.slice(this.cursor);
            }
            this.cursor += key.length;
            this.seen();
        }
        return this;
    }

    erase(count: number): this {
        for (let i = 0; i < count; i++) {
            this.text = this.text.slice(0, this.cursor - 1) + this.text.slice(this.cursor);
            this.cursor--;
            this.seen();
        }
        return this;
    }

    after(words: string): this {
        const at = this.text.indexOf(words);
        if (at < 0) {
            throw new Error(`The text has no \`${words}\`.`);
        }
        this.cursor = at + words.length;
        return this;
    }

    /** Takes words back, one key at a time, and types others in their place. */
    replace(words: string, others: string): this {
        return this.after(words).erase(words.length).type(others);
    }

    private seen(): void {
        this.keys.push({ text: this.text, cursorLine: this.text.slice(0, this.cursor).split('\n').length - 1 });
    }
}

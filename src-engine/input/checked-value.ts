/** Reads values from outside with their paths. A value of the wrong type gives a message that says what is expected. */
import { longestName, longestText, mostValues } from './limits.js';

/** An input breaks a rule. `completeModel` catches it, so it never leaves the engine. */
export class InvalidInput extends Error {
    /** @param path the path of the value: `random[0].covariance[1][0]`; empty for the whole input */
    constructor(
        readonly path: string,
        message: string
    ) {
        super(message);
    }
}

/** Counts the values that the check of one input has read. Without a limit, an input that shares objects could keep the check busy for ever. */
export interface Visits {
    count: number;
}

/** Reads one property of an object. */
export type Fields<K extends string> = (key: K) => CheckedValue;

export class CheckedValue {
    constructor(
        readonly value: unknown,
        readonly path: string,
        private readonly visits: Visits = { count: 0 }
    ) {
        visits.count++;
        if (visits.count > mostValues) {
            throw new InvalidInput('', `has more than ${mostValues} values`);
        }
    }

    /** Whether the value is missing. */
    get isAbsent(): boolean {
        return this.value === undefined;
    }

    /** @throws InvalidInput: `<path> must be <expected>; it is <value>` */
    mustBe(expected: string): never {
        throw new InvalidInput(this.path, `must be ${expected}; it is ${shown(this.value)}`);
    }

    /** An object with no other properties than these. Inherited properties do not count. */
    fields<K extends string>(keys: readonly K[]): Fields<K> {
        const { value, path } = this;
        if (typeof value !== 'object' || value === null || isList(value)) {
            this.mustBe('an object');
        }
        const unknown = foreign(path, () => Object.keys(value)).find(key => !(keys as readonly string[]).includes(key));
        if (unknown !== undefined) {
            throw new InvalidInput(path, `has the unknown property ${shownName(unknown)}; its properties are ${keys.join(', ')}`);
        }
        return key => {
            const at = path === '' ? key : `${path}.${key}`;
            return new CheckedValue(ownValue(value, key, at), at, this.visits);
        };
    }

    /** One property of an object, before it is known which others it has. */
    property(key: string, expected: string): unknown {
        const { value, path } = this;
        return typeof value === 'object' && value !== null && !isList(value) ? ownValue(value, key, path) : this.mustBe(expected);
    }

    /** The same as a value with its path: the kind of an object, which says what other properties it has. */
    kind<T extends string>(key: string, kinds: readonly T[]): T {
        const at = this.path === '' ? key : `${this.path}.${key}`;
        return new CheckedValue(this.property(key, 'an object'), at, this.visits).oneOf(kinds);
    }

    /** The items of a list. A gap counts as a missing item. */
    list(): CheckedValue[] {
        const { value, path, visits } = this;
        if (!isList(value)) {
            this.mustBe('a list');
        }
        const length = foreign(path, () => value.length);
        return Array.from({ length }, (_, i) => {
            const at = `${path}[${i}]`;
            return new CheckedValue(
                foreign(at, () => value[i]),
                at,
                visits
            );
        });
    }

    /** A list with at least one item. */
    someItems(): CheckedValue[] {
        const items = this.list();
        if (items.length === 0) {
            throw new InvalidInput(this.path, 'must have at least one item; it is empty');
        }
        return items;
    }

    /** A finite number that has a property. */
    number(isRight: (value: number) => boolean = () => true, expected = 'a finite number'): number {
        const { value } = this;
        return typeof value === 'number' && Number.isFinite(value) && isRight(value) ? value : this.mustBe(expected);
    }

    positive(): number {
        return this.number(value => value > 0, 'a number greater than 0');
    }

    /** Strictly between 0 and 1. */
    share(): number {
        return this.number(value => value > 0 && value < 1, 'a number between 0 and 1');
    }

    /** A count of at most 10¹⁵, so that doubles represent it exactly. */
    count(): number {
        return this.number(value => Number.isInteger(value) && value >= 1 && value <= 1e15, 'a whole number from 1 to 10^15');
    }

    /** A text without line breaks. */
    text(): string {
        const { value } = this;
        if (typeof value !== 'string' || value.length > longestText || hasControlCharacter(value)) {
            this.mustBe(`a text of one line, at most ${longestText} characters`);
        }
        return value;
    }

    /** A text that can be a name: it has at least one visible character. */
    name(): string {
        const { value } = this;
        if (typeof value !== 'string' || value.trim() === '' || value.length > longestName || hasControlCharacter(value)) {
            this.mustBe(`a name: a text of one line, not empty, at most ${longestName} characters`);
        }
        return value;
    }

    /** A name that a formula can use. `n` is the number of observations. */
    ownName(): string {
        const name = this.name();
        if (name === 'n') {
            throw new InvalidInput(this.path, 'must not be "n", which is the number of observations');
        }
        return name;
    }

    oneOf<T extends string>(values: readonly T[]): T {
        const found = values.find(value => value === this.value);
        return found ?? this.mustBe(listed(values));
    }

    /** One of the names that the model declares elsewhere. `what`: `a fixed effect`. */
    nameOf(known: ReadonlySet<string>, what: string): string {
        const name = this.name();
        if (!known.has(name)) {
            const names = [...known];
            const list = names.length > 10 ? `${names.slice(0, 10).join(', ')}, …` : names.join(', ');
            const are = names.length === 0 ? 'the model has none' : `the model has ${list}`;
            throw new InvalidInput(this.path, `must be the name of ${what}, and ${are}; it is ${shownName(name)}`);
        }
        return name;
    }

    /** The result of `read` on the value, or null if the value is null. */
    orNull<T>(read: (value: CheckedValue) => T): T | null {
        return this.value === null ? null : read(this);
    }

    /** The result of `read` on the value, or `missing` if there is no value. */
    or<T, M>(missing: M, read: (value: CheckedValue) => T): T | M {
        return this.isAbsent ? missing : read(this);
    }
}

/** What the caller's own code gives: a getter, or a trap of a proxy, may throw anything. */
function foreign<T>(path: string, read: () => T): T {
    try {
        return read();
    } catch (error) {
        // The check itself has no more stack.
        if (error instanceof RangeError) {
            throw error;
        }
        throw new InvalidInput(path, 'must be plain data; reading it throws an error');
    }
}

function ownValue(object: object, key: string, path: string): unknown {
    return foreign(path, () => (Object.hasOwn(object, key) ? (object as Record<string, unknown>)[key] : undefined));
}

/** Total: of a revoked proxy nobody can tell. */
export function isList(value: unknown): value is unknown[] {
    try {
        return Array.isArray(value);
    } catch {
        return false;
    }
}

function hasControlCharacter(text: string): boolean {
    // eslint-disable-next-line no-control-regex -- the pattern looks for control characters
    return /[\u0000-\u001F\u007F\u2028\u2029]/.test(text);
}

/** The first name that repeats an earlier one of the list, or undefined. */
export function repeated(names: readonly string[]): string | undefined {
    const seen = new Set<string>();
    return names.find(name => seen.size === seen.add(name).size);
}

export function listed(values: readonly string[]): string {
    return values.length === 1 ? shownName(values[0]) : `one of ${values.map(shownName).join(', ')}`;
}

/** A name as messages show it. */
export function shownName(text: string): string {
    return `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;
}

/** A value as messages show it. */
function shown(value: unknown): string {
    switch (typeof value) {
        case 'number':
        case 'boolean':
            return String(value);
        case 'string':
            return `the text ${shownName(value.replace(/\s+/g, ' '))}`;
        case 'undefined':
            return 'missing';
        case 'object':
            return value === null ? 'null' : isList(value) ? `a list of ${value.length}` : 'an object';
        default:
            return `a ${typeof value}`;
    }
}

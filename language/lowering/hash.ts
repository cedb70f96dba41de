import type { ModelSpec } from '../../src-engine/spec/model-spec.js';

/** Longer lists, which come from data files, are represented by their hash. The hash is kept as long as the list. */
const longList = 200;
const longLists = new WeakMap<readonly unknown[], string>();

/** JSON with sorted keys, equal for equal data in any order of properties. */
function canonical(value: unknown): string {
    if (Array.isArray(value)) {
        return longList < value.length ? hashOfLongList(value) : `[${value.map(canonical).join(',')}]`;
    }
    if (value !== null && typeof value === 'object') {
        let text = '';
        for (const key of Object.keys(value).sort()) {
            text += `${text === '' ? '' : ','}${quoted(key)}:${canonical((value as Record<string, unknown>)[key])}`;
        }
        return `{${text}}`;
    }
    return typeof value === 'string' ? quoted(value) : JSON.stringify(value);
}

const plain = /^[\w ().|]*$/;

function quoted(text: string): string {
    return plain.test(text) ? `"${text}"` : JSON.stringify(text);
}

const prime1 = 2654435761;
const prime2 = 1597334677;

/** A 53-bit hash (cyrb53 by bryc, public domain) of a text. */
function hash53(text: string, seed: number): number {
    let h1 = 0xdeadbeef ^ seed;
    let h2 = 0x41c6ce57 ^ seed;
    for (let i = 0; i < text.length; i++) {
        const unit = text.charCodeAt(i);
        h1 = Math.imul(h1 ^ unit, prime1);
        h2 = Math.imul(h2 ^ unit, prime2);
    }
    h1 = Math.imul(h1 ^ (h1 >>> 16), 2246822507) ^ Math.imul(h2 ^ (h2 >>> 13), 3266489909);
    h2 = Math.imul(h2 ^ (h2 >>> 16), 2246822507) ^ Math.imul(h1 ^ (h1 >>> 13), 3266489909);
    return 4294967296 * (2097151 & h2) + (h1 >>> 0);
}

/** A cache key of some data: 106 bits of its canonical JSON, so that two models practically never share one. */
function hashOf(data: unknown): string {
    const text = canonical(data);
    return `${hash53(text, 0).toString(36)}-${hash53(text, 0x9e3779b9).toString(36)}`;
}

function hashOfLongList(list: readonly unknown[]): string {
    let hash = longLists.get(list);
    if (hash === undefined) {
        const text = list.map(canonical).join(',');
        hash = `#${hash53(text, 0).toString(36)}-${hash53(text, 0x9e3779b9).toString(36)}`;
        longLists.set(list, hash);
    }
    return hash;
}

/** The keys of a model: of the whole spec, and of all but its name. Specs never change, so each is hashed once. */
export interface ModelHashes {
    whole: string;
    nameless: string;
}

const known = new WeakMap<ModelSpec, ModelHashes>();

export function hashesOf(spec: ModelSpec): ModelHashes {
    let hashes = known.get(spec);
    if (!hashes) {
        const nameless = hashOf({ ...spec, name: '' });
        hashes = { whole: `${nameless}-${hash53(spec.name, 0).toString(36)}`, nameless };
        known.set(spec, hashes);
    }
    return hashes;
}

/** The places that `npm run mutate` changes are where it looks for them, and their tests exist. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { mutations } from '../../scripts/mutations.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

it.each(mutations)('$name', ({ file, find, replace, tests }) => {
    const text = readFileSync(path.join(root, file), 'utf8');
    expect(text.split(find).length - 1, find).toBe(1);
    expect(replace).not.toBe(find);
    expect(tests.filter(test => !existsSync(path.join(root, test)))).toEqual([]);
});

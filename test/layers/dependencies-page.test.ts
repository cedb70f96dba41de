/** `docs/dependencies.md` names every package of `package.json` with its licence, and no other. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, root), 'utf8');
const manifest = JSON.parse(read('package.json')) as Record<
    'dependencies' | 'devDependencies' | 'optionalDependencies',
    Record<string, string>
>;
const page = read('docs/dependencies.md');

/** Package and licence of each row under a heading. */
function rows(heading: string): string[][] {
    const section = page.split(/^## /m).find(part => part.startsWith(heading))!;
    return [...section.matchAll(/^\| `([^`]+)` +\| ([^|]+?) +\|/gm)].map(([, name, licence]) => [name!, licence!]);
}

function installed(group: 'dependencies' | 'devDependencies'): string[][] {
    return Object.keys(manifest[group]).map(name => {
        const { license, licenses } = JSON.parse(read(`node_modules/${name}/package.json`)) as {
            license?: string;
            licenses?: { type: string }[];
        };
        return [name, license ?? licenses!.map(({ type }) => type).join(' or ')];
    });
}

describe('docs/dependencies.md', () => {
    it.each([
        ['What ships', 'dependencies'],
        ['Tools', 'devDependencies']
    ] as const)('%s', (heading, group) => {
        expect(rows(heading)).toEqual(installed(group));
    });

    it('names the optional packages', () => {
        for (const name of Object.keys(manifest.optionalDependencies)) {
            expect(page).toContain(`\`${name}\``);
        }
    });

    it('has a lock file without addresses beside it', () => {
        expect(read('package-lock.json')).not.toMatch(/"resolved"/);
    });
});

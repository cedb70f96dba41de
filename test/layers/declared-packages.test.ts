import { describe, expect, it } from 'vitest';
import { declarationProblems } from '../../scripts/eslint/declared-packages.mjs';

const manifest = { name: 'glmm-design', dependencies: { langium: '^4' }, devDependencies: { vitest: '^5', '@types/mdast': '^4' } };
const needed = ['language/index.ts', `import { URI } from 'langium';`] as const;
const problems = (...files: (readonly [string, string])[]) => declarationProblems(new Map([needed, ...files]), manifest);

describe('packages that are declared', () => {
    it.each([
        ['language/a.ts', `import { inject } from 'langium/lsp';`],
        ['language/a.ts', `import fs from 'node:fs'; import { b } from './b.js';`],
        ['report/a.ts', `import type { Root } from 'mdast';`],
        ['client/a.ts', `import * as vscode from 'vscode';`],
        ['test/a.test.ts', `import { it } from 'vitest'; import { read } from 'glmm-design';`]
    ])('%s: %s', (file, text) => {
        expect(problems([file, text])).toEqual([]);
    });
});

describe('packages that are not', () => {
    it.each([
        ['language/a.ts', `import { it } from 'vitest';`, /`language\/a\.ts` imports `vitest`, which `dependencies` must declare/],
        ['report/a.ts', `import { root } from 'mdast';`, /`dependencies` must declare/],
        ['cli/a.ts', `const katex = await import('katex');`, /`katex`/],
        ['server/a.ts', `export * from '@scope/name/file.js';`, /`@scope\/name`/],
        ['test/a.ts', `import { z } from 'zod';`, /`devDependencies` must declare/]
    ])('%s: %s', (file, text, message) => {
        const found = problems([file, text]);
        expect(found).toHaveLength(1);
        expect(found[0]).toMatch(message);
    });

    it('a dependency that no layer imports', () => {
        expect(declarationProblems(new Map(), manifest)).toEqual([expect.stringMatching(/No layer imports `langium`/)]);
    });
});

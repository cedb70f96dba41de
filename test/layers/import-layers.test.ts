import { Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import { importCircles } from '../../scripts/eslint/import-circles.mjs';
import { importLayers } from '../../scripts/eslint/import-layers.mjs';
import { filesNamedTwice, namesExportedTwice } from '../../scripts/eslint/twice-named.mjs';

/** What the rule says of this text in this file. */
function problems(filename: string, text: string): string[] {
    const linter = new Linter({ cwd: '/project' });
    const messages = linter.verify(
        text,
        [
            {
                files: ['**/*.ts'],
                languageOptions: { parser: tseslint.parser as Linter.Parser },
                plugins: { project: { rules: { 'import-layers': importLayers } } },
                rules: { 'project/import-layers': 'error' }
            }
        ],
        { filename: `/project/${filename}` }
    );
    return messages.map(({ message }) => message);
}

describe('an import that runs up the layers is an error', () => {
    it.each([
        ['src-engine/analysis/analyze.ts', `import { lowerDocument } from '../language/index.js';`],
        ['src-engine/laws/normal.ts', `import type { LoweredFile } from '../../language/lowered-model.js';`],
        ['language/index.ts', `import { languageId } from '../server/protocol.js';`],
        ['language/presentation/hover.ts', `export * from '../../server/protocol.js';`],
        ['language/index.ts', `const server = import('../server/main.js');`],
        ['language/index.ts', `type P = import('../server/protocol.js').GlmmSettings;`],
        ['server/main.ts', `import { run } from '../cli/glmm.js';`],
        ['server/main.ts', `import { activate } from '../client/extension.js';`],
        ['cli/glmm.ts', `import { languageId } from '../server/protocol.js';`],
        ['client/extension.ts', `import { createGlmmServices } from '../language/index.js';`],
        ['client/extension.ts', `import { analyze } from '../src-engine/index.js';`],
        ['client/extension.ts', `export { start } from '../server/main.js';`]
    ])('%s: %s', (file, text) => {
        expect(problems(file, text)).toHaveLength(1);
    });
});

describe('an import of a package that the layer does not know is an error', () => {
    it.each([
        ['src-engine/analysis/analyze.ts', `import fs from 'node:fs';`],
        ['src-engine/analysis/analyze.ts', `import fs from 'fs';`],
        ['src-engine/analysis/analyze.ts', `import { URI } from 'vscode-uri';`],
        ['language/index.ts', `import { readFileSync } from 'node:fs';`],
        ['language/index.ts', `import { NodeFileSystem } from 'langium/node';`],
        ['language/index.ts', `import { createConnection } from 'vscode-languageserver/node';`],
        ['server/main.ts', `import * as vscode from 'vscode';`],
        ['server/main.ts', `const vscode = require('vscode');`],
        ['cli/glmm.ts', `import { LanguageClient } from 'vscode-languageclient/node';`],
        ['client/extension.ts', `import { URI } from 'langium';`]
    ])('%s: %s', (file, text) => {
        expect(problems(file, text)).toHaveLength(1);
    });
});

describe('an import that runs down is fine', () => {
    it.each([
        ['src-engine/analysis/analyze.ts', `import { Matrix } from 'ml-matrix';\nimport { normal } from '../laws/normal.js';`],
        ['src-engine/laws/normal.ts', `import type { Law } from '../spec/model-spec.js';`],
        ['language/index.ts', `import { EmptyFileSystem } from 'langium';\nimport { analyze } from '../src-engine/index.js';`],
        ['server/main.ts', `import path from 'node:path';\nimport { lowerDocument } from '../language/index.js';`],
        [
            'cli/glmm.ts',
            `import { lowerDocument } from '../language/index.js';\nimport { DiskDataFiles } from '../server/documents/data-files.js';`
        ],
        ['client/extension.ts', `import * as vscode from 'vscode';\nimport { languageId } from '../server/protocol.js';`],
        ['test/server/session.test.ts', `import { languageId } from '../../server/protocol.js';`]
    ])('%s: %s', (file, text) => {
        expect(problems(file, text)).toEqual([]);
    });
});

describe('an import that runs up the floors of the engine is an error', () => {
    it.each([
        ['src-engine/numeric/linear-algebra.ts', `import { NotAvailable } from '../result/not-available.js';`],
        ['src-engine/one-factor/two-term.ts', `import type { Analysis } from '../analysis/analyze.js';`],
        ['src-engine/laws/rule.ts', `import { analyze } from '../index.js';`],
        ['src-engine/laws/rule.ts', `import { left } from '../left-alone.js';`],
        ['src-engine/left-alone.ts', `import type { Law } from './spec/model-spec.js';`]
    ])('%s: %s', (file, text) => {
        expect(problems(file, text)).toHaveLength(1);
    });

    it.each([
        ['src-engine/index.ts', `export { analyze } from './analysis/analyze.js';`],
        ['src-engine/several-factors/crossed/crossed-result.ts', `import { factorModel } from '../factor-model.js';`],
        ['src-engine/analysis/analyze.ts', `import type { Reason } from '../result/reason.js';`]
    ])('and one that runs down is not: %s: %s', (file, text) => {
        expect(problems(file, text)).toEqual([]);
    });
});

describe('circles of imports', () => {
    const circles = (texts: Record<string, string>) => importCircles(new Map(Object.entries(texts)));

    it('are found where types alone close them', () => {
        const found = circles({
            'a/one.ts': `import { two } from './two.js';`,
            'a/two.ts': `export * from '../b/three.js';`,
            'b/three.ts': `type One = import('../a/one.js').One;\nimport type { Other } from './other.js';`,
            'b/other.ts': ''
        });
        expect(found).toEqual([['a/one.ts', 'a/two.ts', 'b/three.ts']]);
    });

    it('are not seen where imports only meet again', () => {
        const found = circles({
            'top.ts': `import './left.js';\nimport './right.js';`,
            'left.ts': `import './bottom.js';`,
            'right.ts': `import './bottom.js';`,
            'bottom.ts': ''
        });
        expect(found).toEqual([]);
    });
});

describe('names that stand twice', () => {
    const twice = (texts: Record<string, string>) => namesExportedTwice(new Map(Object.entries(texts))).map(({ name }) => name);

    it('are found among exports of any kind', () => {
        const found = twice({
            'a/one.ts': 'export const shown = 1;\nexport interface Line {}\nconst local = 2;',
            'b/two.ts': 'export function shown() {}\nexport type Line = string;\nconst local = 3;'
        });
        expect(found).toEqual(['shown', 'Line']);
    });

    it('are allowed to records of the same family, one with its numbers and one with its words', () => {
        const record = 'export const poisson = {};';
        expect(twice({ 'src-engine/family/poisson.ts': record, 'language/knowledge/families/poisson.ts': record })).toEqual([]);
        expect(twice({ 'src-engine/family/poisson.ts': record, 'language/lowering/poisson.ts': record })).toEqual(['poisson']);
    });

    it('are found among the files of a folder', () => {
        expect(filesNamedTwice(['a/slip.ts', 'a/slips.ts', 'a/family-record.ts', 'a/families.ts', 'b/slip.ts'])).toEqual([
            ['a/slip.ts', 'a/slips.ts']
        ]);
    });
});

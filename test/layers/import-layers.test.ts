import { Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import { importLayers } from '../../scripts/eslint/import-layers.mjs';

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
        ['src-engine/analysis/analyze.ts', `import { Matrix } from 'ml-matrix';\nimport { normal } from './laws/normal.js';`],
        ['src-engine/laws/normal.ts', `import type { Law } from '../model-spec.js';`],
        ['language/index.ts', `import { EmptyFileSystem } from 'langium';\nimport { analyze } from '../src-engine/index.js';`],
        ['server/main.ts', `import path from 'node:path';\nimport { lowerDocument } from '../language/index.js';`],
        ['cli/glmm.ts', `import { lowerDocument } from '../language/index.js';\nimport { DiskDataFiles } from '../server/data-files.js';`],
        ['client/extension.ts', `import * as vscode from 'vscode';\nimport { languageId } from '../server/protocol.js';`],
        ['test/server/session.test.ts', `import { languageId } from '../../server/protocol.js';`]
    ])('%s: %s', (file, text) => {
        expect(problems(file, text)).toEqual([]);
    });
});

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { ExportProblem, exportModel, exportTargets, type ExportTarget } from '../../language/export/index.js';
import { openText } from '../open-text.js';

// All targets of a model take the same answers to its `?`.
vi.mock('../../src-engine/exact/kept-information.js', async original =>
    (await import('../shared-information.js')).sharedEverywhere(original)
);

const folder = new URL('../../examples/', import.meta.url);
const examples = readdirSync(folder).filter(file => file.endsWith('.glmm'));

/** The tools that take every model; the others may refuse one, with the names of those that take it. */
const takesAll: readonly ExportTarget[] = ['lme4', 'stan', 'latex', 'csv'];

describe.each(examples)('%s', file => {
    it.each(exportTargets)('%s', async target => {
        const { models } = await openText(readFileSync(new URL(file, folder), 'utf8'));
        expect(models.length).toBeGreaterThan(0);
        for (const { name, spec, title, written } of models) {
            expect(spec, name).not.toBeNull();
            try {
                const text = exportModel(spec!, { target, title, seed: 1, written });
                expect(text).toMatch(/\n$/);
                expect(text).not.toMatch(/undefined|\[object|\bnull\b/);
            } catch (error) {
                if (!(error instanceof ExportProblem)) {
                    throw error;
                }
                expect(takesAll).not.toContain(target);
                expect(error.message).toMatch(new RegExp(`The model ${name} can be exported to lme4, .*\\.$`));
            }
        }
    });
});

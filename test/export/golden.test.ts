import { describe, expect, it, vi } from 'vitest';
import { ExportProblem, exportTargets } from '../../language/export/index.js';
import { exportedText, modelText } from './exported.js';

/** The text, or why there is none; of data the first lines. */
async function exportedOrRefused(model: string, target: (typeof exportTargets)[number]): Promise<string> {
    try {
        const text = await exportedText(modelText(model), target);
        return target === 'csv' ? text.split('\n').slice(0, 8).join('\n') : text;
    } catch (error) {
        if (error instanceof ExportProblem) {
            return `${error.message}\n`;
        }
        throw error;
    }
}

// All targets of a model take the same answers to its `?`.
vi.mock('../../src-engine/exact/kept-information.js', async original =>
    (await import('../shared-information.js')).sharedEverywhere(original)
);

describe.each(['gaussian-arms', 'slopes', 'binomial', 'nested', 'unequal', 'inverse-gaussian', 'negative-binomial', 'names'])(
    '%s',
    model => {
        it.each(exportTargets)('%s', async target => {
            await expect(await exportedOrRefused(model, target)).toMatchFileSnapshot(`golden/${model}.${target}.txt`);
        });
    }
);

/** Models of this folder, as they are exported. */
import { readFileSync } from 'node:fs';
import { exportModel, type ExportTarget } from '../../language/export/index.js';
import type { LoweredModel } from '../../language/index.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import { openText } from '../open-text.js';

export async function openModel(text: string): Promise<Pick<LoweredModel, 'title' | 'written' | 'scales'> & { spec: ModelSpec }> {
    const { models, issues } = await openText(text);
    const [model] = models;
    const errors = [...issues, ...(model?.issues ?? [])].filter(({ severity }) => severity === 'error');
    if (!model?.spec || errors.length > 0) {
        throw new Error(`the model has errors: ${errors.map(({ message }) => message).join(' ')}`);
    }
    return { spec: model.spec, title: model.title, written: model.written, scales: model.scales };
}

export const modelText = (name: string): string => readFileSync(new URL(`models/${name}.glmm`, import.meta.url), 'utf8');

export async function exportedText(text: string, target: ExportTarget, seed = 1): Promise<string> {
    const { spec, title, written, scales } = await openModel(text);
    return exportModel(spec, { target, title, seed, written, scales });
}

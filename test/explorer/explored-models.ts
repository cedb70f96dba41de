/** The models of a text as the page receives them. */
import { readFileSync } from 'node:fs';
import type { ExploredModel, ToExplorer } from '../../explorer/messages.js';
import { openText } from '../open-text.js';

export function example(name: string): string {
    return readFileSync(`examples/${name}.glmm`, 'utf8');
}

export async function exploredModels(text: string): Promise<ExploredModel[]> {
    const { models } = await openText(text);
    return models.flatMap(({ name, title, spec, hash }, index) =>
        spec && hash !== null ? [{ index, name, title, hash, spec, notWritable: {}, scales: {} }] : []
    );
}

export async function modelsMessage(text: string, current = 0, changed: Partial<ExploredModel> = {}): Promise<ToExplorer> {
    const models = (await exploredModels(text)).map(model => ({ ...model, ...changed }));
    return { kind: 'models', file: 'study.glmm', models, current, remark: null };
}

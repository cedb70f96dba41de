/** Models of texts, and the files of this folder, as the tool gets them. */
import { readFileSync } from 'node:fs';
import { openText } from '../open-text.js';
import type { LoweredModel } from '../../language/index.js';
import type { ModelSpec } from '../../src-engine/index.js';

/** A file of this folder. */
export const fieldText = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

/** The first model of a text. */
export async function modelOf(text: string): Promise<LoweredModel> {
    return (await openText(text)).models[0];
}

/** The first model of a text, which must have no error. */
export async function specOf(text: string): Promise<ModelSpec> {
    const { spec, issues } = await modelOf(text);
    const errors = issues.filter(({ severity }) => severity === 'error');
    if (spec === null || errors.length > 0) {
        throw new Error(`Expected a model without errors. Instead found: ${errors.map(({ message }) => message).join(' ')}`);
    }
    return spec;
}

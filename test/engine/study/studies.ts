/** What the tests of whole studies share: models of texts, and the options of the average. */
import { modelOf } from '../../field/opened.js';
import type { ModelSpec } from '../../../src-engine/index.js';

export const studyOptions = { shouldStop: () => false, seed: 1, budget: 2e8 };

/** The model of its body. */
export async function specOfStudy(body: string): Promise<ModelSpec> {
    const { spec, issues } = await modelOf(`model m { ${body} }`);
    const errors = issues.filter(({ severity }) => severity === 'error');
    if (spec === null || errors.length > 0) {
        throw new Error(`Expected a model without errors. Instead found: ${errors.map(({ message }) => message).join(' ')}`);
    }
    return spec;
}

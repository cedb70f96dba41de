/** A model from some of its parts, the others as usual, lowered to a spec. */
import { expect } from 'vitest';
import type { LoweredModel } from '../../../language/index.js';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { openText } from '../../open-text.js';

interface Parts {
    family?: string;
    predictors?: string;
    a?: string;
    b?: string;
    random?: string;
    design?: string;
    more?: string;
}

export async function lower(parts: Parts): Promise<LoweredModel> {
    const {
        family = 'gaussian(phi = 2)',
        predictors = 'predictor x ~ Normal(0, 1)',
        a = 'beta0: 1 = 0.5',
        b = 'beta1: x = 0.1',
        random = 'random g { beta0 sd 0.8 }',
        design = 'design { g = 50, n = 20 }',
        more = ''
    } = parts;
    const file = await openText(
        `model m {\nfamily ${family}\n${predictors}\nfixed A { ${a} }\nfixed B { ${b} }\n${random}\n${design}\n${more}\n}`
    );
    return file.models[0];
}

export async function spec(parts: Parts): Promise<ModelSpec> {
    const { spec: lowered, issues } = await lower(parts);
    expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    return lowered!;
}

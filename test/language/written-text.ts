/** Texts into which other numbers were written. */
import { expect } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { lowerDocument, writtenAdjustments } from '../../language/index.js';
import { adjustables, adjusted, type Adjustment } from '../../src-engine/design/adjustments.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import { sigmaOf } from '../../src-engine/structure/covariance/structures.js';
import { openDocument, openText } from '../open-text.js';

/** The text after the model at an index was given other numbers; it has to mean what the engine makes of them. */
export async function written(text: string, adjustments: readonly Adjustment[], index = 0): Promise<string> {
    const document = await openDocument(text);
    const spec = lowerDocument(document).models[index].spec!;
    const { replacements, problem } = writtenAdjustments(document, index, adjustments);
    expect(problem).toBeNull();
    const after = TextDocument.applyEdits(document.textDocument, replacements);
    expectSame(numbersOf((await openText(after)).models[index].spec!), numbersOf(adjusted(spec, adjustments)));
    return after;
}

/** What of a model can be moved, and what follows from it. */
function numbersOf(spec: ModelSpec): number[] {
    const moved = adjustables(spec).map(({ value }) => value ?? NaN);
    return [...moved, ...spec.random.flatMap(block => sigmaOf(block).flat())];
}

function expectSame(found: number[], expected: number[]): void {
    expect(found).toHaveLength(expected.length);
    found.forEach((value, i) => {
        if (Number.isNaN(expected[i])) {
            expect(value).toBeNaN();
        } else {
            expect(Math.abs(value - expected[i])).toBeLessThanOrEqual(1e-6 * Math.abs(expected[i]));
        }
    });
}

export interface Parts {
    family?: string;
    b0?: string;
    b1?: string;
    random?: string;
    design?: string;
    test?: string;
    lets?: string;
}

export const model = ({
    family = 'poisson',
    b0 = '-1.46',
    b1 = '2.11',
    random = 'b0 sd 0.8; b1 sd 0.5',
    design = 'clinic = 50, n = 20',
    test = 'test b1 = 0',
    lets = ''
}: Parts = {}) => `model m {
    ${lets}
    family ${family}
    predictor x ~ Normal(0, 1)
    fixed A { b0: 1 = ${b0}; b1: x = ${b1} } // two
    random clinic { ${random} }
    design { ${design} }
    ${test} // the goal
}
`;

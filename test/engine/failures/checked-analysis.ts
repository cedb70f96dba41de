/** Analyses of models that may have no number: whatever is missing has a reason, and no number is NaN. */
import { expect } from 'vitest';
import { analyze, examine, type Analysis, type AnalysisOptions, type Reason } from '../../../src-engine/index.js';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';

/** Every number in the data, at any depth, with its place. */
function* numbersIn(data: unknown, path = ''): Generator<[string, number]> {
    if (typeof data === 'number') {
        yield [path, data];
    } else if (typeof data === 'object' && data !== null) {
        for (const [key, value] of Object.entries(data)) {
            yield* numbersIn(value, `${path}.${key}`);
        }
    }
}

/** Analyses, and asserts what holds of every analysis. */
export function checked(spec: ModelSpec, options?: AnalysisOptions): Analysis {
    const analysis = analyze(spec, options);
    for (const data of [analysis, examine(spec)]) {
        for (const [path, value] of numbersIn(data)) {
            if (!Number.isFinite(value)) {
                throw new Error(`${path} is ${value}`);
            }
        }
    }
    for (const { name, leading, reason } of analysis.parameters) {
        if (reason === null) {
            expect(leading.asyVar, name).toBeGreaterThanOrEqual(0);
            expect(leading.error, name).toBeGreaterThanOrEqual(0);
        } else {
            expect(leading.asyVar, name).toBeNull();
        }
    }
    return analysis;
}

export function reasonOf(analysis: Analysis, name: string): Reason | null {
    const found = analysis.parameters.find(parameter => parameter.name === name);
    expect(found).toBeDefined();
    return found!.reason;
}

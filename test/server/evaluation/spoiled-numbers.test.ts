/** Errors under which the engine still computes numbers: either the numbers are right all the same, or they carry a mark. */
import { describe, expect, it } from 'vitest';
import { diagnosticOf, diagnostics, type DiagnosticCode } from '../../../language/index.js';
import { isSpoiled } from '../../../server/evaluation/model-results.js';
import { openText } from '../../open-text.js';

/** The numbers are those of the model as it is written. */
const harmless: Record<string, readonly DiagnosticCode[]> = {
    'A goal, a sweep or a simulation is left out': [
        'unknown-name', 'ambiguous-name', 'effect-expected', 'unknown-effect-level', 'effect-needs-level', 'size-has-a-law',
        'contrast-not-linear', 'alternative-not-possible', 'probability-out-of-range', 'power-below-level', 'reference-not-possible',
        'precision-without-goal', 'precision-out-of-range', 'cost-out-of-range', 'too-many-sweeps', 'sweep-out-of-range',
        'simulation-out-of-range', 'unknown-method'
    ],
    'A goal has no answer, and says so': [
        'size-for-null', 'effect-points-away', 'asked-twice', 'asked-without-goal', 'asked-not-in-goal', 'goal-not-reached',
        'too-few-degrees-of-freedom'
    ],
    'The engine sorts effects by itself': ['wrong-block'],
    'The name is another element’s': ['name-reserved'],
    'What has no number says why': ['collinear', 'infinite-moment', 'marginal-out-of-range', 'path-not-allowed', 'data-not-read', 'unknown-column', 'column-not-numeric']
}; // prettier-ignore

describe('an error beside numbers', () => {
    it('marks them, or leaves them right', async () => {
        const left: DiagnosticCode[] = [];
        const marked: DiagnosticCode[] = [];
        for (const code of Object.keys(diagnostics) as DiagnosticCode[]) {
            const { severity, example } = diagnosticOf(code);
            const [model] = severity === 'error' && 'text' in example ? (await openText(example.text)).models : [];
            if (model?.spec) {
                (isSpoiled(model) ? marked : left).push(code);
            }
        }
        expect(left.sort()).toEqual(Object.values(harmless).flat().sort());
        expect(marked.sort()).toEqual(
            ['constant-random-effect', 'link-domain', 'link-not-valid', 'not-a-multiple', 'not-positive-definite', 'planned-group', 'undefined-term'] // prettier-ignore
        );
    });

    it('leaves those of a model whose sweep is wrong', async () => {
        const { models } = await openText(`model m { family poisson predictor arm each 0, 1 per clinic fixed { b0: 1 = 1; b: arm = 0.3 }
            random clinic { b0 sd 0.5 } design { clinic = 40, n = 20 }
            sweep clinic = 20, 31 }`);
        expect(models[0].issues.map(({ code }) => code)).toEqual(['not-a-multiple']);
        expect(isSpoiled(models[0])).toBe(false);
    });
});

import type { PredictorSpec } from './model-spec.js';

/** The levels of a categorical predictor, whose values are their indices; null for a predictor whose values are numbers. */
export function levelsOf(predictor: PredictorSpec): string[] | null {
    switch (predictor.kind) {
        case 'each':
            return predictor.levels ?? null;
        case 'random':
            return predictor.law.law === 'categorical' ? predictor.law.levels : null;
        case 'derived':
            return null;
    }
}

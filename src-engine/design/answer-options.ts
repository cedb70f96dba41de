/** What a caller may ask of the answers. */
import type { VarianceStore } from './design-variances.js';

export interface AnswerOptions {
    shouldStop?: () => boolean;
    /** What has been computed of variances before, and is kept for the next time, with options of its own for exact ones; a new store if not said. */
    variances?: VarianceStore;
    /** How far to go for exact variances; see `AnalysisOptions`. */
    exact?: 'none' | 'closed' | 'simulate';
    seed?: number;
    /** Whether the locally D-optimal allocation is computed; true if not said. */
    allocation?: boolean;
    /** Whether sensitivities and curves are computed; true if not said. */
    around?: boolean;
}

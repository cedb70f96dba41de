/** The options of `answer`. */
import type { ExactDepth } from '../result/analysis.js';
import type { VarianceStore } from './variance-store.js';

export interface AnswerOptions {
    shouldStop?: () => boolean;
    /** A store of computed variances, which later calls can use again. It has its own options for exact ones. Default: a new store. */
    variances?: VarianceStore;
    /** How far to go for exact variances; see `AnalysisOptions`. */
    exact?: ExactDepth;
    seed?: number;
    /** Whether the locally D-optimal allocation is computed. Default: true. */
    allocation?: boolean;
    /** Whether sensitivities and curves are computed. Default: true. */
    around?: boolean;
    /** Whether Satterthwaite's degrees of freedom are computed beside those of other references. Default: false. */
    sideBySide?: boolean;
    /** Whether to look for what makes the numbers rough; see `AnalysisOptions`. Default: true. */
    cautions?: boolean;
}

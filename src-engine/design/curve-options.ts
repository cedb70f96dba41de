/** What a caller may ask of curves. */
import type { Accuracy } from '../spec/model-spec.js';
import type { VarianceStore } from './design-variances.js';

export interface CurveOptions {
    shouldStop?: () => boolean;
    /** What has been computed of variances before, and is kept for the next time; its own if not said. */
    variances?: VarianceStore;
    /** About how many points a curve has; 40 if not said. Counts and n are whole numbers where there are so few. */
    points?: number;
    /** Accuracies to compute; if not said all, but exact ones only where they are closed. */
    accuracies?: readonly Accuracy[];
    /** Ends of the abscissa; chosen around the design if not said. */
    range?: { from: number; to: number };
}

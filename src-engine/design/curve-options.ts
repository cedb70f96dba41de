/** The options of curves. */
import type { Accuracy } from '../spec/model-spec.js';
import type { VarianceStore } from './variance-store.js';

export interface CurveOptions {
    shouldStop?: () => boolean;
    /** A store of computed variances, which later calls can use again. Default: a new store. */
    variances?: VarianceStore;
    /** The approximate number of points of a curve. Default: 40. Counts and n are whole numbers, so there can be fewer. */
    points?: number;
    /** The accuracies to compute. Default: all, but exact ones only in closed form. */
    accuracies?: readonly Accuracy[];
    /** The ends of the horizontal axis. Default: chosen around the design. */
    range?: { from: number; to: number };
}

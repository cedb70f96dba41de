/** The exact information, by the way that the model allows: closed algebra, a sum over sufficient statistics, or simulated groups. */
import type { JointCovariance } from './approximation.js';
import type { ModelSpec } from './model-spec.js';
import { NotAvailable } from './not-available.js';

export interface ExactCovarianceOptions {
    shouldStop: () => boolean;
    /** Null: only what is closed or a short sum. */
    simulate: { relativeError: number; seed: number } | null;
}

/** @throws NotAvailable */
export function exactCovariance(_spec: ModelSpec, _options: ExactCovarianceOptions): JointCovariance {
    throw new NotAvailable({ code: 'not-computed' });
}

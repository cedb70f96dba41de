/** What the normal and the log-normal law share. */
import type { Tails } from '../numeric/special/incomplete-gamma.js';
import { normalCdf } from '../numeric/special/normal-distribution.js';

/** −½ log 2π, the log density of the standard normal at 0. */
export const NORMAL_LOG_PEAK = -0.5 * 1.8378770664093453;
/** The step of the trapezoidal rule in the standardised x. Its own error for the mass is 2e^{−2π²/h²} = 6e-18. */
export const NORMAL_STEP = 0.7;

export function normalTails(z: number): Tails {
    return { lower: normalCdf(z), upper: normalCdf(-z) };
}

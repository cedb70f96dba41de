/** What the normal and the log-normal law share. */
import type { Tails } from '../numeric/special/incomplete-gamma.js';
import { normalCdf } from '../numeric/special/normal-distribution.js';
import { LOG_2PI } from '../numeric/special/log-two-pi.js';

/** −½ log 2π, the log density of the standard normal at 0. */
export const NORMAL_LOG_PEAK = -0.5 * LOG_2PI;

export function normalTails(z: number): Tails {
    return { lower: normalCdf(z), upper: normalCdf(-z) };
}

/** The mean of a response as a function of the linear predictor, by link. */
import { expit } from '../../../src-engine/numeric/special/logistic.js';
import { normalCdf } from '../../../src-engine/numeric/special/normal-distribution.js';

export const means: Record<string, (eta: number) => number> = {
    log: Math.exp,
    logit: expit,
    probit: normalCdf,
    cloglog: eta => -Math.expm1(-Math.exp(eta)),
    identity: eta => eta
};

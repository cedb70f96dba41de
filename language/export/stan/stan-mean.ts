/** The mean of a response in Stan. */
import type { LinkName } from '../../../src-engine/spec/model-spec.js';

const means: Record<LinkName, (eta: string) => string> = {
    identity: eta => eta,
    log: eta => `exp(${eta})`,
    logit: eta => `inv_logit(${eta})`,
    probit: eta => `Phi(${eta})`,
    cloglog: eta => `inv_cloglog(${eta})`,
    sqrt: eta => `square(${eta})`,
    inverse: eta => `inv(${eta})`,
    inverseSquare: eta => `inv_sqrt(${eta})`
};

/** The mean at a linear predictor, which is the name of a number or of a vector. */
export function stanMean(link: LinkName, eta: string): string {
    return means[link](eta);
}

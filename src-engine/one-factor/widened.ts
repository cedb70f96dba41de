/**
 * E G Ω_RR⁻¹ Gᵀ and E G R under a wider law of the random effect, for weights that fall off like a normal density.
 *
 * With a probit link w⁻¹ grows like exp(η²/2), and the mean of Ω_RR⁻¹ comes from values of U that are many standard deviations out as σ² nears 1: where w is
 * too small for a double. With U ~ N(0, σ′²) in place of N(0, σ²) and the ratio ρ(U) of the two densities,
 *
 *     E_σ Ω⁻¹ = E_σ′ (Ω/ρ)⁻¹,   E_σ G R = E_σ′ ρ G R.
 *
 * Ω/ρ is computed as E exp(log w − log ρ) X Xᵀ, which stays in range: 1/σ′² = (1/σ² − 1)/2 leaves half of the decay exp(−(1/σ² − 1)U²/2) of ρ w⁻¹.
 */
import { logWeight, type Weight } from '../family/weight.js';
import { sigmaOf } from '../structure/covariance/structures.js';
import type { OneFactorModel, WidenedLaw } from './one-factor-model.js';
import { leastVarianceWidened } from './limits.js';

/** The model under the wider law; null where the law of its random effects is wide enough, or has no wider one. */
export function widened(oneFactor: OneFactorModel): OneFactorModel | null {
    const { model, root } = oneFactor;
    const variance = sigmaOf(model.random!)[0]?.[0] ?? 0;
    // Integrated over a normal predictor, w falls off more slowly than the normal density of U.
    const isAlone = root.length === 1 && model.randomIntercept[0] && model.collapsed.length === 0;
    if (!isAlone || model.weight.tails.kind !== 'gaussian' || variance < leastVarianceWidened || variance >= 1) {
        return null;
    }
    const precision = 1 / variance;
    const wide = (precision - 1) / 2;
    const stretch = Math.sqrt(precision / wide);
    let logRatio = 0;
    const law: WidenedLaw = {
        ratio: 1,
        follow: u => {
            logRatio = Math.log(stretch) - 0.5 * (precision - wide) * u * u;
            law.ratio = Math.exp(logRatio);
        }
    };
    // Without poles no table of w is made: it changes with u.
    const weight: Weight = { ...model.weight, poleDistance: 0, at: eta => Math.exp(logWeight(model.weight, eta) - logRatio) };
    return { ...oneFactor, model: { ...model, weight }, root: root.map(column => column.map(x => x * stretch)), law };
}

/**
 * The law of the squared noncentrality δᵀ(Lᵀ(XᵀX)⁻¹L)⁻¹δ/φ of a test over samples of the predictors, as points with weights.
 *
 * Given D and the normal columns W (see `standard-terms.ts`), with A = DᵀD and one contrast λ = (λ_D, λ_w) in the standard terms,
 * λᵀ(X*ᵀX*)⁻¹λ = h + |λ_w − u|²/χ², h = λ_DᵀA⁻¹λ_D, u ~ N(0, hI_k), χ² with n − p + 1 degrees of freedom (p columns, k normal ones; Wishart:
 * Muirhead 1982, theorem 3.2.12). So without λ_D it is |λ_w|²/χ², and otherwise h/B, B a mixture of Beta((n − p + 1)/2, k/2 + j) with Poisson weights of mean
 * |λ_w|²/(2h). For r contrasts of normal columns alone the noncentrality is δᵀ(Λ_wᵀΛ_w)⁻¹δ times χ² with n − p + r degrees of freedom.
 */
import { logGamma } from '../../numeric/special/log-gamma.js';
import { logDropOfDensity, mostPoissonMean, stepAlongLog } from './limits.js';

export interface NoncentralityLaw {
    /** δᵀ(Lᵀ(XᵀX)⁻¹L)⁻¹δ/φ. */
    squares: Float64Array;
    /** Their sum is 1 less the probability of designs that cannot estimate the contrasts. */
    weights: Float64Array;
    /** Weights at the same points of a rule with half as many of them; null where the points are not those of a rule. */
    coarse: Float64Array | null;
    /** For drawn designs: which draw each point belongs to, and for each draw a number whose mean is 0 and that follows the noncentrality. */
    draws: { of: Int32Array; control: Float64Array } | null;
}

/** Points of a law of a positive number, with weights. */
export interface PositiveRule {
    points: number[];
    weights: number[];
    coarse: number[];
}

/** By the trapezoidal rule along log x, which converges exponentially because the density is analytic there. */
export function chiSquaredRule(df: number): PositiveRule {
    const half = df / 2;
    const log = (y: number): number => half * (y - Math.log(df)) - (Math.exp(y) - df) / 2;
    return ruleAlong(log, Math.log(df), Math.sqrt(2 / df), Math.exp);
}

/** The mixture of Beta(a, b + j) with Poisson weights of this mean, along the logit. */
export function betaMixtureRule(a: number, b: number, mean: number): PositiveRule {
    return mean <= mostPoissonMean ? summedMixtureRule(a, b, mean) : gammaLikeRule(a, b, mean);
}

function summedMixtureRule(a: number, b: number, mean: number): PositiveRule {
    const spread = 9 * Math.sqrt(mean) + 20;
    const [from, to] = [Math.max(0, Math.floor(mean - spread)), Math.ceil(mean + spread)];
    const terms = Array.from({ length: to - from + 1 }, (_, i) => {
        const j = from + i;
        const poisson = mean === 0 ? (j === 0 ? 0 : -Infinity) : j * Math.log(mean) - mean - logGamma(j + 1);
        return { j, log: poisson + logGamma(a + b + j) - logGamma(a) - logGamma(b + j) };
    }).filter(({ log }) => log > -Infinity);
    const log = (y: number): number => {
        const [within, beyond] = [-Math.log1p(Math.exp(-y)), -Math.log1p(Math.exp(y))];
        const logs = terms.map(({ j, log: own }) => own + a * within + (b + j) * beyond);
        const largest = Math.max(...logs);
        return largest + Math.log(logs.reduce((sum, x) => sum + Math.exp(x - largest), 0));
    };
    const centre = Math.log(a / (b + mean));
    const sd = Math.sqrt(1 / a + (b + 2 * mean) / (b + mean) ** 2);
    return ruleAlong(log, centre, sd, y => 1 / (1 + Math.exp(-y)));
}

/**
 * For a large mean. The logit is log G_a − log G_{b+j} with independent gamma variables. The second hardly varies, so the difference is taken as the logarithm
 * of one gamma variable, with the mean and the variance of the difference.
 */
function gammaLikeRule(a: number, b: number, mean: number): PositiveRule {
    const other = b + mean;
    const shape = 1 / (1 / a + (other + mean) / other ** 2);
    // E log G_{b+j}: the asymptotic series of the digamma function, and the variance of j.
    const shift = meanLogOfGamma(a) - meanLogOfGamma(shape) - (meanLogOfGamma(other) - mean / (2 * other ** 2));
    const log = (y: number): number => shape * (y - shift) - Math.exp(y - shift);
    return ruleAlong(log, shift + Math.log(shape), 1 / Math.sqrt(shape), y => 1 / (1 + Math.exp(-y)));
}

/** The asymptotic series of the digamma function. Only differences of near arguments are taken, and large ones. */
function meanLogOfGamma(shape: number): number {
    return Math.log(shape) - 1 / (2 * shape) - 1 / (12 * shape ** 2);
}

function ruleAlong(logDensity: (y: number) => number, centre: number, sd: number, pointAt: (y: number) => number): PositiveRule {
    const step = Math.min(stepAlongLog.share * sd, stepAlongLog.most);
    const top = logDensity(centre);
    const rule: PositiveRule = { points: [], weights: [], coarse: [] };
    const add = (k: number): boolean => {
        const y = centre + k * step;
        const drop = logDensity(y) - top;
        if (drop < -logDropOfDensity) {
            return false;
        }
        rule.points.push(pointAt(y));
        rule.weights.push(Math.exp(drop));
        rule.coarse.push(k % 2 === 0 ? Math.exp(drop) : 0);
        return true;
    };
    for (const direction of [1, -1]) {
        let k = direction === 1 ? 0 : -1;
        while (add(k)) {
            k += direction;
        }
    }
    const normalised = (weights: number[]): number[] => {
        const total = weights.reduce((sum, x) => sum + x, 0);
        return weights.map(x => x / total);
    };
    return { points: rule.points, weights: normalised(rule.weights), coarse: normalised(rule.coarse) };
}

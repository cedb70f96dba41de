/** Mistakes in the numbers: integrals, laws, families, covariances. */
import { place } from './place.mjs';

export const engine = [
    place(
        'conjugate gradients accept any residual',
        'src-engine/numeric/conjugate-gradients.ts',
        '!(size <= worstResidual * scale)',
        '!(size <= 1e10 * worstResidual * scale)',
        'test/engine/numeric/conjugate-gradients.test.ts'
    ),
    place(
        'a Gauss–Legendre weight',
        'src-engine/numeric/quadrature/interval-rule.ts',
        '1 / ((1 - x) * (1 + x) * slope * slope)',
        '1 / ((1 - x * x * x) * slope * slope)',
        'test/engine/laws/compressed-rule.test.ts'
    ),
    place(
        'variance of a beta law',
        'src-engine/laws/beta.ts',
        '((a / sum) * (b / sum)) / (sum + 1)',
        '((a / sum) * (b / sum)) / sum',
        'test/engine/laws/laws.test.ts'
    ),
    place(
        'moment generating function of a Poisson law',
        'src-engine/laws/poisson.ts',
        'value: rate * Math.expm1(t)',
        'value: rate * t',
        'test/engine/laws/laws.test.ts'
    ),
    place(
        'a gamma response has no dispersion',
        'src-engine/family/gamma.ts',
        '    dispersion: {\n        // d(φ) = log Γ(1/φ) + (log φ)/φ. Relative error below 1e-13.\n        variance: phi => phi ** 4 / trigammaExcess(1 / phi),\n        formula: observations => `phi^4/((trigamma(1/phi) - phi) ${observations})`,\n        squaredSkewness: (_, phi) => 4 * phi\n    },',
        '    dispersion: null,',
        'test/engine/family'
    ),
    place(
        'variance of the gamma dispersion',
        'src-engine/family/gamma.ts',
        'phi ** 4 / trigammaExcess',
        'phi ** 3 / trigammaExcess',
        'test/engine/family'
    ),
    place(
        'weight of a negative binomial response',
        'src-engine/family/negative-binomial.ts',
        'size / (1 + Math.exp(logSize - eta))',
        'size / (1.0001 + Math.exp(logSize - eta))',
        'test/engine/independent/reference.test.ts'
    ),
    place(
        'draw of a negative binomial response',
        'src-engine/family/negative-binomial.ts',
        'generator.poisson((generator.gamma(size) / size) * mean)',
        'generator.poisson(mean)',
        'test/engine/simulation/simulated-data.test.ts'
    ),
    place(
        'attrition rounds down',
        'src-engine/structure/recruited.ts',
        'Math.ceil(exact - roundingOfCounts * exact)',
        'Math.floor(exact - roundingOfCounts * exact)',
        'test/engine/recruit.test.ts'
    ),
    place(
        'points per group are ignored in steps',
        'src-engine/structure/sizes.ts',
        "(predictor.per ?? 'n') === quantity",
        "'n' === quantity",
        'test/engine/design/brute-force.test.ts'
    ),
    place(
        'a covariance scales with its variance',
        'src-engine/structure/covariance/covariance-structure.ts',
        'i === at || j === at ? entry * scale',
        'i === at || j === at ? entry',
        'test/engine/covariance'
    ),
    place(
        'two terms: E{R} C_B E{R}ᵀ is left out',
        'src-engine/one-factor/two-term.ts',
        '(phi / meanN) * k.regression[i][j]) / m',
        '0 * k.regression[i][j]) / m',
        'test/engine/two-term-references.test.ts'
    ),
    place(
        'two terms: the sign of K_AB',
        'src-engine/one-factor/two-term.ts',
        'row.map(x => -x)',
        'row.map(x => x)',
        'test/engine/independent/two-term.test.ts'
    ),
    place(
        'two terms: E n for E(1/n)',
        'src-engine/one-factor/two-term.ts',
        'sum + probability / n, 0',
        'sum + probability * n, 0',
        'test/engine/unequal-sizes.test.ts'
    ),
    place(
        'refined: the braces of heavy tails',
        'src-engine/one-factor/limits.ts',
        'mostOfBraces = 0.25',
        'mostOfBraces = 250',
        'test/engine/refined-limits.test.ts'
    ),
    place(
        'standing: a group-level effect is published',
        'src-engine/one-factor/two-term.ts',
        "&& isCanonical(spec.family) ? 'published'",
        "|| isCanonical(spec.family) ? 'published'",
        'test/engine/standing.test.ts'
    ),
    place(
        'leading covariance: one factor only',
        'src-engine/analysis/approximations.ts',
        'sum[i][j] += covariance[k][l] / divisor',
        'sum[i][j] = covariance[k][l] / divisor',
        'test/engine/standing.test.ts'
    ),
    place(
        'Gaussian exact: information of components',
        'src-engine/gaussian/strata.ts',
        '(information[at[i]][at[j]] += weight * x)',
        '(information[at[i]][at[j]] = weight * x)',
        'test/engine/gaussian/average-over-draws.test.ts',
        'test/engine/gaussian'
    ),
    place(
        'Gaussian exact: digits that are drawn',
        'src-engine/gaussian/strata.ts',
        '(t & ~drawn) === 0',
        '(t & drawn) === 0',
        'test/engine/gaussian/average-over-draws.test.ts',
        'test/engine/gaussian'
    ),
    place(
        'expansion of an inverse: what is projected off',
        'src-engine/several-factors/inverse-expansion.ts',
        'last[i][j] -= step[i][j]',
        'last[i][j] += step[i][j]',
        'test/engine/levels/levels.test.ts'
    ),
    place(
        'exact sums: the number of ways to draw a composition',
        'src-engine/exact/group-design.ts',
        ' - logGamma(count + 1)',
        '',
        'test/engine/exact/convergence.test.ts'
    ),
    place(
        'exact score: an off-diagonal parameter of Σ counts half',
        'src-engine/exact/complete-likelihood.ts',
        'slope += i === j ? 0.5 * product : product',
        'slope += 0.5 * product',
        'test/engine/exact/group-score.test.ts'
    )
];

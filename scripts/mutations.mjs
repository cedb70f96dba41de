/** Changes that a test must notice, across all layers; each is a mistake that a person could make. Used by `scripts/mutate.mjs`. */

/** @param tests files or folders that should notice the change */
const place = (name, file, find, replace, ...tests) => ({ name, file, find, replace, tests });

const numbers = [
    place(
        'conjugate gradients accept any residual',
        'src-engine/numeric/conjugate-gradients.ts',
        '!(size <= worstResidual * scale)',
        '!(size <= 1e10 * worstResidual * scale)',
        'test/engine/numeric'
    ),
    place(
        'a Gauss–Legendre weight',
        'src-engine/numeric/quadrature/interval-rule.ts',
        '1 / ((1 - x) * (1 + x) * slope * slope)',
        '1 / ((1 - x * x * x) * slope * slope)',
        'test/engine/laws'
    ),
    place(
        'variance of a beta law',
        'src-engine/laws/beta.ts',
        '((a / sum) * (b / sum)) / (sum + 1)',
        '((a / sum) * (b / sum)) / sum',
        'test/engine/laws'
    ),
    place(
        'moment generating function of a Poisson law',
        'src-engine/laws/poisson.ts',
        'value: rate * Math.expm1(t)',
        'value: rate * t',
        'test/engine/laws'
    ),
    place(
        'a gamma response has no dispersion',
        'src-engine/family/gamma.ts',
        '    dispersion: {\n        // d(φ) = log Γ(1/φ) + (log φ)/φ. Relative error below 1e-13.\n        variance: phi => phi ** 4 / trigammaExcess(1 / phi),\n        formula: observations => `phi^4/((trigamma(1/phi) - phi) ${observations})`\n    },',
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
        'test/engine/independent'
    ),
    place(
        'draw of a negative binomial response',
        'src-engine/family/negative-binomial.ts',
        'generator.poisson((generator.gamma(size) / size) * mean)',
        'generator.poisson(mean)',
        'test/engine/simulation'
    ),
    place(
        'attrition rounds down',
        'src-engine/structure/group-counts.ts',
        'Math.ceil(exact - 1e-12 * exact)',
        'Math.floor(exact - 1e-12 * exact)',
        'test/engine/recruit.test.ts'
    ),
    place(
        'points per group are ignored in steps',
        'src-engine/structure/sizes.ts',
        "(predictor.per ?? 'n') === quantity",
        "'n' === quantity",
        'test/engine/design'
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
        'refined: variance components of small groups',
        'src-engine/one-factor/limits.ts',
        'leastForComponents = 10',
        'leastForComponents = 2',
        'test/engine/failures.test.ts',
        'test/engine/refined-references.test.ts',
        'test/presentation/golden.test.ts'
    ),
    place(
        'refined: the braces of heavy tails',
        'src-engine/one-factor/limits.ts',
        'mostOfBraces = 0.25',
        'mostOfBraces = 250',
        'test/engine/heavy-slopes.test.ts',
        'test/engine/failures.test.ts',
        'test/engine/refined-references.test.ts'
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
        'one-sided power with a two-sided level',
        'src-engine/inference/wald-power.ts',
        "alternative === 'two-sided' ? 0.5 * alpha : alpha",
        '0.5 * alpha',
        'test/engine/inference'
    ),
    place(
        'power to the less side',
        'src-engine/inference/wald-power.ts',
        "alternative === 'less' ? -noncentrality : noncentrality",
        'noncentrality',
        'test/engine/inference',
        'test/engine/design'
    ),
    place(
        'degrees of freedom: an arm of clusters',
        'src-engine/design/degrees-of-freedom.ts',
        'const df = units - rivals',
        'const df = units - 1',
        'test/engine/design/degrees-of-freedom.test.ts'
    ),
    place(
        'degrees of freedom of a stepped wedge',
        'src-engine/design/degrees-of-freedom.ts',
        'Math.min(...(constant as number[])) - 2',
        'Math.min(...(constant as number[]))',
        'test/engine/design/degrees-of-freedom.test.ts'
    ),
    place('a precision is one-sided', 'src-engine/design/precision-goal.ts', '(1 - level) / 2', '1 - level', 'test/engine/design'),
    place(
        'observations cost nothing',
        'src-engine/design/cost.ts',
        'total += price * cells * meanSize(n)',
        'total += 0 * cells * meanSize(n)',
        'test/engine/design/optimal.test.ts'
    )
];

const language = [
    place(
        '`-x^2` is a square',
        'language/lowering/constants.ts',
        "expression.sign === '-' ? -operand : operand",
        "expression.sign === '-' ? Math.abs(operand) : operand",
        'test/language'
    ),
    place(
        'a fraction of a negative number to a power',
        'language/lowering/constants.ts',
        'base < 0 && !Number.isInteger(exponent)',
        'base < 0',
        'test/language/diagnostics.test.ts'
    ),
    place(
        'icc of a 0/1 response',
        'src-engine/family/families.ts',
        'links[link].latentVariance : null',
        '2 * (links[link].latentVariance ?? 1) : null',
        'test/engine/design',
        'test/language/lowering.test.ts',
        'test/presentation'
    ),
    place(
        'a correlation is a covariance',
        'language/lowering/random-effects.ts',
        "entry.measure === 'correlation' ? value * Math.sqrt",
        "entry.measure === 'never' ? value * Math.sqrt",
        'test/language/lowering.test.ts'
    ),
    place(
        'a doubled quotation mark in a table',
        'language/data/csv.ts',
        "field += '\"';",
        "field += '';",
        'test/language',
        'test/server/data-files.test.ts',
        'test/cli/data.test.ts'
    ),
    place(
        'one digit more than certified',
        'language/presentation/notation/numbers.ts',
        'exponentOf(value) - lastExponent + 1',
        'exponentOf(value) - lastExponent + 2',
        'test/presentation/numbers.test.ts'
    ),
    place(
        'the warning threshold of nearly singular Σ',
        'language/checks/structure.ts',
        'nearlySingular = 1e-3',
        'nearlySingular = 1e-9',
        'test/language/diagnostics.test.ts'
    ),
    place('simr: no effect of the random part', 'language/export/r/r-simulation.ts', '`set.seed(${seed})`', '`set.seed(1)`', 'test/export'),
    place(
        'a proposed name of another case',
        'language/scoping/nearest-name.ts',
        'distance < least &&',
        'distance <= least + 9 &&',
        'test/language'
    )
];

const severalFactors = [
    place(
        'Gaussian exact: information of components',
        'src-engine/gaussian/strata.ts',
        '(information[at[i]][at[j]] += weight * x)',
        '(information[at[i]][at[j]] = weight * x)',
        'test/engine/gaussian'
    ),
    place(
        'Gaussian exact: digits that are drawn',
        'src-engine/gaussian/strata.ts',
        '(t & ~drawn) === 0',
        '(t & drawn) === 0',
        'test/engine/gaussian'
    ),
    place(
        'expansion of an inverse: what is projected off',
        'src-engine/several-factors/inverse-expansion.ts',
        'last[i][j] -= step[i][j]',
        'last[i][j] += step[i][j]',
        'test/engine/levels',
        'test/engine/crossed'
    )
];

const around = [
    place(
        'HTML of anybody’s text',
        'report/html.ts',
        'printable(text).replace(/[&<>"\']/g',
        'printable(text).replace(/[&>]/g',
        'test/report/page.test.ts'
    ),
    place(
        'a stage before its numbers',
        'server/evaluation/evaluation-stages.ts',
        'asksForAnswers(numbers.spec) && numbers.answers === null',
        'numbers.answers === null',
        'test/server'
    ),
    place(
        'long sweeps in the editor',
        'server/evaluation/evaluation-stages.ts',
        'mostPoints < pointsOf(spec)',
        'mostPoints > pointsOf(spec)',
        'test/server'
    ),
    place(
        'an old model keeps its numbers as new',
        'server/evaluation/evaluation-stages.ts',
        '!failed && lastGood !== null && lastGood.hash === lowered.hash ? lastGood : null',
        '!failed && lastGood !== null ? lastGood : null',
        'test/server'
    ),
    place(
        'sliders of effects do not reach the other side',
        'explorer/slider-scale.ts',
        '2 * Math.abs(value)',
        'Math.abs(value) / 2',
        'test/explorer/slider-scale.test.ts'
    ),
    place(
        'the explorer drops what is waiting',
        'explorer/newest.ts',
        'this.waiting && !this.isWorthFinishing(work)',
        '!this.isWorthFinishing(work)',
        'test/explorer/newest.test.ts'
    ),
    place(
        'a curve without its own scale',
        'pictures/equal-power-picture.ts',
        "            type: 'log',\n            label: `n, ",
        "            type: 'linear',\n            label: `n, ",
        'test/pictures'
    ),
    place(
        'exit code of a file that can not be written',
        'cli/written-file.ts',
        'return 3;',
        'return 0;',
        'test/robustness',
        'test/report',
        'test/cli'
    )
];

export const mutations = [...numbers, ...severalFactors, ...language, ...around];

# The designs of `models/`, written by hand: the rows of a data set, how a response is drawn, and the fit.
#
# Observations with equal predictors and random effects are one row with their total: binomial and Poisson likelihoods are the same for totals.
# An entry has
#   truth       the tested effect, the intercept, and the first variance component (without groups the dispersion)
#   names       their names in the model
#   tested      the name of the tested effect in the fit;  group: that of the component
#   draw        a data set, given the value of the tested effect
#   fit         a fit by lme4 or glm;  tmb: a structure of glmmTMB in its place, with a fit `without` for a variance of 0
#   redraws     whether predictors or sizes are drawn too, so that every data set needs a new structure
#   critical    the test rejects above this |estimate / standard error|

# A level's random intercepts, one for each of its units, given to every row.
intercepts <- function(group, sd) rnorm(nlevels(group), 0, sd)[group]

# A random intercept and a random slope for each unit, with their correlation; columns of the rows' values.
interceptsAndSlopes <- function(group, sds, correlation) {
  z <- matrix(rnorm(2 * nlevels(group)), ncol = 2)
  second <- correlation * z[, 1] + sqrt(1 - correlation^2) * z[, 2]
  cbind(sds[1] * z[, 1], sds[2] * second)[group, ]
}

successes <- function(rows, trials, probability) {
  rows$y <- rbinom(nrow(rows), trials, probability)
  rows$failures <- trials - rows$y
  rows
}

# lme4's own choice, Nelder and Mead's method, reaches the same estimates in three times the time.
bobyqa <- glmerControl(optimizer = "bobyqa")

# A total of yes/no answers by lme4: adaptive Gauss-Hermite quadrature for one factor, Laplace (points = 1) for several.
glmerOfTotals <- function(formula, link = "logit", points = 10) {
  function(rows) glmer(update(formula, cbind(y, failures) ~ .), data = rows, family = binomial(link), nAGQ = points, control = bobyqa)
}

inverseGaussian <- function(mean, dispersion) {
  # Michael, Schucany and Haas (1976).
  y <- dispersion * mean * rnorm(length(mean))^2
  small <- mean * (1 + y / 2 - sqrt(y * (4 + y)) / 2)
  ifelse(runif(length(mean)) <= mean / (mean + small), small, mean^2 / small)
}

# Gamma with this mean and coefficient of variation, rounded, given at least 1.
sizes <- function(count, mean, cv) {
  drawn <- round(rgamma(count, shape = 1 / cv^2, scale = mean * cv^2))
  while (any(drawn < 1)) {
    missing <- drawn < 1
    drawn[missing] <- round(rgamma(sum(missing), shape = 1 / cv^2, scale = mean * cv^2))
  }
  drawn
}

arms <- function(count) rep(0:1, length.out = count)
units <- function(count, each = 1) factor(rep(seq_len(count), each = each))

# A two-arm cluster trial of totals.
binaryTrial <- function(name, seed, count, n, beta0, effect, sd, link = "logit", unit = "clinic") {
  rows <- data.frame(unit = units(count), arm = arms(count))
  inverse <- binomial(link)$linkinv
  list(
    name = name, seed = seed, observations = count * n, software = "lme4, 10 quadrature points",
    truth = c(effect = effect, beta0 = beta0, component = sd^2),
    names = c(effect = "effect", beta0 = "beta0", component = paste0("var(beta0 | ", unit, ")")),
    tested = "arm", group = "unit", critical = qnorm(0.975),
    draw = function(effect) successes(rows, n, inverse(beta0 + effect * rows$arm + intercepts(rows$unit, sd))),
    fit = glmerOfTotals(~ arm + (1 | unit), link)
  )
}

# The rows of a stepped wedge: `count` clinics in four waves, periods 0 to 4; a clinic is treated from the period of its wave on.
wedgeRows <- function(count, each = 1) {
  rows <- expand.grid(member = seq_len(each), period = 0:4, unit = seq_len(count))
  rows$treated <- as.numeric(rows$period >= rep(1:4, length.out = count)[rows$unit])
  rows$unit <- factor(rows$unit)
  rows$cell <- interaction(rows$unit, rows$period)
  rows$periodFactor <- factor(rows$period)
  rows
}

named <- function(component, effect = "effect") c(effect = effect, beta0 = "beta0", component = component)

gaussianTrial <- local({
  rows <- data.frame(unit = units(12, 10), arm = rep(arms(12), each = 10))
  list(
    name = "gaussianTrial", seed = 1, observations = 120, software = "lme4, REML",
    truth = c(effect = 0.75, beta0 = 0, component = 0.1), names = named("var(beta0 | clinic)"), tested = "arm", group = "unit",
    # Student's t; 12 clinics, 2 means.
    critical = qt(0.975, 10),
    draw = function(effect) transform(rows, y = effect * arm + intercepts(unit, sqrt(0.1)) + rnorm(120, 0, sqrt(0.9))),
    fit = function(rows) lmer(y ~ arm + (1 | unit), rows)
  )
})

gaussianGrowth <- local({
  rows <- data.frame(unit = units(80, 4), arm = rep(arms(80), each = 4), year = rep(0:3, 80))
  list(
    name = "gaussianGrowth", seed = 2, observations = 320, software = "lme4, REML",
    truth = c(effect = 0.35, beta0 = 10, component = 1.44), names = named("var(beta0 | patient)"), tested = "year:arm", group = "unit",
    critical = qnorm(0.975),
    draw = function(effect) {
      u <- interceptsAndSlopes(rows$unit, c(1.2, 0.4), -0.3)
      transform(rows, y = 10 - 0.5 * year + effect * arm * year + u[, 1] + u[, 2] * year + rnorm(320))
    },
    fit = function(rows) lmer(y ~ year + arm + arm:year + (year | unit), rows)
  )
})

gaussianCrossed <- local({
  rows <- expand.grid(person = units(20), item = units(24))
  rows$condition <- arms(24)[rows$item]
  list(
    name = "gaussianCrossed", seed = 3, observations = 480, software = "lme4, REML",
    truth = c(effect = 0.75, beta0 = 5, component = 0.49), names = named("var(beta0 | person)"), tested = "condition", group = "person",
    critical = qnorm(0.975),
    draw = function(effect) {
      transform(rows, y = 5 + effect * condition + intercepts(person, 0.7) + intercepts(item, 0.6) + rnorm(480))
    },
    fit = function(rows) lmer(y ~ condition + (1 | person) + (1 | item), rows)
  )
})

gaussianWedge <- local({
  rows <- wedgeRows(12, 8)
  list(
    name = "gaussianWedge", seed = 4, observations = 480, software = "lme4, REML",
    truth = c(effect = 0.4, beta0 = 0, component = 0.09), names = named("var(beta0 | clinic)"), tested = "treated", group = "unit",
    critical = qnorm(0.975),
    draw = function(effect) transform(rows, y = effect * treated + intercepts(unit, 0.3) + rnorm(480)),
    fit = function(rows) lmer(y ~ periodFactor + treated + (1 | unit), rows)
  )
})

logitPairs <- local({
  rows <- data.frame(unit = units(100, 2), treated = rep(0:1, 100))
  list(
    name = "logitPairs", seed = 8, observations = 400, software = "lme4, 10 quadrature points",
    truth = c(effect = 0.7, beta0 = 0.5, component = 2.25), names = named("var(beta0 | person)"), tested = "treated", group = "unit",
    critical = qnorm(0.975),
    draw = function(effect) successes(rows, 2, plogis(0.5 + effect * rows$treated + intercepts(rows$unit, 1.5))),
    fit = glmerOfTotals(~ treated + (1 | unit))
  )
})

logitSlopes <- local({
  rows <- data.frame(unit = units(40, 3), dose = rep(-1:1, 40))
  list(
    name = "logitSlopes", seed = 9, observations = 1200, software = "lme4, Laplace",
    truth = c(effect = 0.36, beta0 = -0.5, component = 0.64), names = named("var(beta0 | person)"), tested = "dose", group = "unit",
    critical = qnorm(0.975),
    draw = function(effect) {
      u <- interceptsAndSlopes(rows$unit, c(0.8, 0.6), 0.3)
      successes(rows, 10, plogis(-0.5 + effect * rows$dose + u[, 1] + u[, 2] * rows$dose))
    },
    fit = glmerOfTotals(~ dose + (dose | unit), points = 1)
  )
})

logitLevels <- local({
  rows <- data.frame(school = units(16, 4), class = units(64), arm = arms(64))
  list(
    name = "logitLevels", seed = 10, observations = 960, software = "lme4, Laplace",
    truth = c(effect = 0.5, beta0 = 0.4, component = 0.25), names = named("var(beta0 | school)"), tested = "arm", group = "school",
    critical = qnorm(0.975),
    draw = function(effect) {
      successes(rows, 15, plogis(0.4 + effect * rows$arm + intercepts(rows$school, 0.5) + intercepts(rows$class, 0.4)))
    },
    fit = glmerOfTotals(~ arm + (1 | school) + (1 | class), points = 1)
  )
})

logitCrossed <- local({
  rows <- expand.grid(person = units(15), item = units(10))
  rows$condition <- arms(10)[rows$item]
  list(
    name = "logitCrossed", seed = 11, observations = 150, software = "lme4, Laplace",
    truth = c(effect = 1.5, beta0 = 0, component = 1), names = named("var(beta0 | person)"), tested = "condition", group = "person",
    critical = qnorm(0.975),
    draw = function(effect) {
      rows$y <- rbinom(150, 1, plogis(effect * rows$condition + intercepts(rows$person, 1) + intercepts(rows$item, 0.6)))
      rows
    },
    fit = function(rows) glmer(y ~ condition + (1 | person) + (1 | item), rows, family = binomial, control = bobyqa)
  )
})

logitWedge <- local({
  rows <- wedgeRows(24)
  list(
    name = "logitWedge", seed = 12, observations = 3000, software = "lme4, 10 quadrature points",
    truth = c(effect = -0.5, beta0 = qlogis(0.2), component = 0.16), names = named("var(beta0 | clinic)"), tested = "treated", group = "unit",
    critical = qnorm(0.975),
    draw = function(effect) {
      period <- c(0, 0.1, 0.1, 0.2, 0.2)[rows$period + 1]
      successes(rows, 25, plogis(qlogis(0.2) + period + effect * rows$treated + intercepts(rows$unit, 0.4)))
    },
    fit = glmerOfTotals(~ periodFactor + treated + (1 | unit))
  )
})

binomialDose <- local({
  unit <- units(15, 4)
  list(
    name = "binomialDose", seed = 15, observations = 60, software = "lme4, 10 quadrature points",
    truth = c(effect = 0.25, beta0 = -0.5, component = 0.36), names = named("var(beta0 | dish)"), tested = "dose", group = "unit",
    critical = qnorm(0.975), redraws = TRUE,
    draw = function(effect) {
      rows <- data.frame(unit, dose = rnorm(60))
      successes(rows, 12, plogis(-0.5 + effect * rows$dose + intercepts(unit, 0.6)))
    },
    fit = glmerOfTotals(~ dose + (1 | unit))
  )
})

poissonTrial <- local({
  rows <- data.frame(unit = units(36), arm = arms(36))
  list(
    # `n ~ Sizes(20, 0.6)`: 20 on average before sizes of 0 are left out.
    name = "poissonTrial", seed = 16, observations = NULL, software = "lme4, 10 quadrature points",
    truth = c(effect = -0.4, beta0 = log(0.8), component = 0.1225), names = named("var(beta0 | clinic)"), tested = "arm", group = "unit",
    critical = qnorm(0.975), redraws = TRUE,
    draw = function(effect) {
      rows$n <- sizes(36, 20, 0.6)
      rows$y <- rpois(36, rows$n * exp(log(0.8) + effect * rows$arm + intercepts(rows$unit, 0.35)))
      rows
    },
    fit = function(rows) glmer(y ~ arm + offset(log(n)) + (1 | unit), rows, family = poisson, nAGQ = 10, control = bobyqa)
  )
})

poissonCrossed <- local({
  rows <- expand.grid(reader = units(8), film = units(40))
  rows$enhanced <- arms(40)[rows$film]
  list(
    name = "poissonCrossed", seed = 17, observations = 320, software = "lme4, Laplace",
    truth = c(effect = 0.5, beta0 = 0.2, component = 0.16), names = named("var(beta0 | reader)"), tested = "enhanced", group = "reader",
    critical = qnorm(0.975),
    draw = function(effect) {
      rows$y <- rpois(320, exp(0.2 + effect * rows$enhanced + intercepts(rows$reader, 0.4) + intercepts(rows$film, 0.5)))
      rows
    },
    fit = function(rows) glmer(y ~ enhanced + (1 | reader) + (1 | film), rows, family = poisson, control = bobyqa)
  )
})

poissonWedge <- local({
  rows <- wedgeRows(20)
  rows$n <- 8
  list(
    name = "poissonWedge", seed = 18, observations = 800, software = "lme4, Laplace",
    truth = c(effect = -0.35, beta0 = 0, component = 0.09), names = named("var(beta0 | clinic)"), tested = "treated", group = "unit",
    critical = qnorm(0.975),
    draw = function(effect) {
      period <- c(0, 0.1, 0.1, 0.1, 0.1)[rows$period + 1]
      rows$y <- rpois(100, 8 * exp(period + effect * rows$treated + intercepts(rows$unit, 0.3) + intercepts(rows$cell, 0.2)))
      rows
    },
    fit = function(rows) glmer(y ~ periodFactor + treated + offset(log(n)) + (1 | unit) + (1 | cell), rows, family = poisson, control = bobyqa)
  )
})

negativeBinomialTrial <- local({
  rows <- data.frame(unit = units(44, 15), arm = rep(arms(44), each = 15))
  list(
    name = "negativeBinomialTrial", seed = 19, observations = 660, software = "lme4, 10 quadrature points",
    truth = c(effect = log(0.65), beta0 = log(2), component = 0.16), names = named("var(beta0 | site)"), tested = "arm", group = "unit",
    critical = qnorm(0.975),
    draw = function(effect) {
      rows$y <- rnbinom(660, size = 1.5, mu = exp(log(2) + effect * rows$arm + intercepts(rows$unit, 0.4)))
      rows
    },
    # The size is known: it stays at its value.
    fit = function(rows) glmer(y ~ arm + (1 | unit), rows, family = MASS::negative.binomial(1.5), nAGQ = 10, control = bobyqa)
  )
})

gammaCosts <- local({
  rows <- data.frame(unit = units(30, 12), arm = rep(arms(30), each = 12))
  list(
    name = "gammaCosts", seed = 20, observations = 360, software = "glmmTMB",
    truth = c(effect = 0.35, beta0 = 3, component = 0.09), names = named("var(beta0 | ward)"), tested = "arm", group = "unit",
    critical = qnorm(0.975),
    draw = function(effect) {
      mean <- exp(3 + effect * rows$arm + intercepts(rows$unit, 0.3))
      rows$y <- rgamma(360, shape = 1 / 0.6, scale = 0.6 * mean)
      rows
    },
    tmb = function(rows) glmmTMB(y ~ arm + (1 | unit), rows, family = Gamma(link = "log"), doFit = FALSE),
    without = function(rows) glm(y ~ arm, data = rows, family = Gamma(link = "log"))
  )
})

inverseGaussianTimes <- list(
  name = "inverseGaussianTimes", seed = 21, observations = 80, software = "R's glm",
  truth = c(effect = 0.4, beta0 = 0.5, component = 0.3), names = named("phi"), tested = "x", group = NULL,
  critical = qnorm(0.975), redraws = TRUE,
  draw = function(effect) {
    x <- runif(80, -1, 1)
    data.frame(x, y = inverseGaussian(exp(0.5 + effect * x), 0.3))
  },
  fit = function(rows) glm(y ~ x, data = rows, family = inverse.gaussian(link = "log"))
)

designs <- list(
  gaussianTrial, gaussianGrowth, gaussianCrossed, gaussianWedge,
  binaryTrial("logitTrial", 5, 40, 20, qlogis(0.3), log(1.8), 0.5),
  binaryTrial("logitRare", 6, 60, 50, qlogis(0.03), log(2), 0.5),
  binaryTrial("logitLarge", 7, 120, 200, qlogis(0.1), log(0.8), 0.35, unit = "hospital"),
  logitPairs, logitSlopes, logitLevels, logitCrossed, logitWedge,
  binaryTrial("probitTrial", 13, 14, 60, qnorm(0.2), 0.5, 0.3, link = "probit"),
  binaryTrial("cloglogTrial", 14, 50, 20, log(-log(0.9)), log(1.9), 0.5, link = "cloglog"),
  binomialDose, poissonTrial, poissonCrossed, poissonWedge, negativeBinomialTrial, gammaCosts, inverseGaussianTimes
)
names(designs) <- vapply(designs, function(design) design$name, "")

# Exact asymptotic variances of the designs that allow them, without this program: (X'V^-1 X)^-1 for Gaussian responses, and for trials whose clinics
# have few possible totals the sum of the expected squared scores over all totals. Writes `exact.json`: the variances of the tested effect, of the
# intercept and of the first variance component.
#
#   Rscript validation/exact.R               under a minute
suppressMessages({
  library(jsonlite)
  # For the settings of the fits in `designs.R`.
  library(lme4)
})
here <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))))
source(file.path(here, "designs.R"))

# Nodes and weights for the mean of f(z), z standard normal (Golub and Welsch 1969).
hermite <- function(count) {
  band <- sqrt(seq_len(count - 1))
  jacobi <- matrix(0, count, count)
  jacobi[cbind(1:(count - 1), 2:count)] <- band
  jacobi[cbind(2:count, 1:(count - 1))] <- band
  found <- eigen(jacobi, symmetric = TRUE)
  list(node = found$values, weight = found$vectors[1, ]^2)
}
rule <- hermite(120)

# Expected information of one unit about theta = (beta0, effect, variance): sum over the outcomes of p(outcome) score score'.
# `logDensity(theta, z)`: a matrix, outcomes by nodes, of log p(outcome | z).
unitInformation <- function(theta, logDensity) {
  marginal <- function(theta) {
    conditional <- sapply(rule$node, function(z) logDensity(theta, z))
    conditional <- matrix(conditional, ncol = length(rule$node))
    largest <- apply(conditional, 1, max)
    largest + log(drop(exp(conditional - largest) %*% rule$weight))
  }
  step <- 1e-4 * pmax(abs(theta), 0.1)
  scores <- sapply(seq_along(theta), function(i) {
    move <- replace(numeric(length(theta)), i, step[i])
    (marginal(theta + move) - marginal(theta - move)) / (2 * step[i])
  })
  probability <- exp(marginal(theta))
  # Counts have no end: at most 1e-8 of the outcomes is left out.
  stopifnot(abs(sum(probability) - 1) < 1e-8)
  crossprod(scores * sqrt(probability))
}

variances <- function(information) {
  inverse <- solve(information)
  c(effect = inverse[2, 2], beta0 = inverse[1, 1], component = inverse[3, 3])
}

ofTrial <- function(theta, count, logDensityIn) {
  variances(count / 2 * (unitInformation(theta, logDensityIn(0)) + unitInformation(theta, logDensityIn(1))))
}

binaryExact <- function(name, count, n, link = "logit") {
  truth <- designs[[name]]$truth
  inverse <- binomial(link)$linkinv
  ofTrial(truth[c("beta0", "effect", "component")], count, function(arm) function(theta, z) {
    dbinom(0:n, n, inverse(theta[1] + arm * theta[2] + sqrt(theta[3]) * z), log = TRUE)
  })
}

# Two totals of two answers for every person.
pairsExact <- function() {
  outcomes <- expand.grid(without = 0:2, with = 0:2)
  information <- unitInformation(logitPairs$truth[c("beta0", "effect", "component")], function(theta, z) {
    eta <- theta[1] + sqrt(theta[3]) * z
    dbinom(outcomes$without, 2, plogis(eta), log = TRUE) + dbinom(outcomes$with, 2, plogis(eta + theta[2]), log = TRUE)
  })
  variances(100 * information)
}

# Totals of counts; sizes are a rounded gamma, given 1 at least.
poissonExact <- function() {
  theta <- poissonTrial$truth[c("beta0", "effect", "component")]
  n <- 1:250
  probability <- pgamma(n + 0.5, 1 / 0.36, 1 / (20 * 0.36)) - pgamma(n - 0.5, 1 / 0.36, 1 / (20 * 0.36))
  stopifnot(pgamma(250.5, 1 / 0.36, 1 / (20 * 0.36), lower.tail = FALSE) < 1e-9)
  mean <- matrix(0, 3, 3)
  for (i in seq_along(n)) {
    both <- lapply(0:1, function(arm) unitInformation(theta, function(theta, z) {
      dpois(0:(60 + 12 * n[i]), n[i] * exp(theta[1] + arm * theta[2] + sqrt(theta[3]) * z), log = TRUE)
    }))
    mean <- mean + probability[i] / sum(probability) * (both[[1]] + both[[2]]) / 2
  }
  variances(36 * mean)
}

# Gaussian: fixed effects by generalised least squares, the variances of components by the information of maximum likelihood, tr(V^-1 V_a V^-1 V_b)/2.
gaussianExact <- function(x, components, values, tested) {
  v <- Reduce(`+`, Map(`*`, components, values))
  inverse <- solve(v)
  fixed <- solve(crossprod(x, inverse %*% x))
  products <- lapply(components, function(part) inverse %*% part)
  information <- outer(seq_along(values), seq_along(values), Vectorize(function(a, b) sum(products[[a]] * t(products[[b]])) / 2))
  c(effect = fixed[tested, tested], beta0 = fixed[1, 1], component = solve(information)[1, 1])
}

together <- function(group) tcrossprod(model.matrix(~ 0 + group))

gaussianResults <- function() {
  trial <- gaussianTrial$draw(0)
  growth <- gaussianGrowth$draw(0)
  crossed <- gaussianCrossed$draw(0)
  wedge <- gaussianWedge$draw(0)
  same <- together(growth$unit)
  list(
    gaussianTrial = gaussianExact(model.matrix(~arm, trial), list(together(trial$unit), diag(120)), c(0.1, 0.9), 2),
    gaussianGrowth = gaussianExact(
      model.matrix(~ year + arm + arm:year, growth),
      list(same, same * outer(growth$year, growth$year), same * outer(growth$year, growth$year, `+`), diag(320)),
      c(1.44, 0.16, -0.3 * 1.2 * 0.4, 1), 4
    ),
    gaussianCrossed = gaussianExact(
      model.matrix(~condition, crossed), list(together(crossed$person), together(crossed$item), diag(480)), c(0.49, 0.36, 1), 2
    ),
    gaussianWedge = gaussianExact(model.matrix(~ periodFactor + treated, wedge), list(together(wedge$unit), diag(480)), c(0.09, 1), 6)
  )
}

exact <- c(gaussianResults(), list(
  logitTrial = binaryExact("logitTrial", 40, 20),
  logitRare = binaryExact("logitRare", 60, 50),
  logitLarge = binaryExact("logitLarge", 120, 200),
  probitTrial = binaryExact("probitTrial", 14, 60, "probit"),
  cloglogTrial = binaryExact("cloglogTrial", 50, 20, "cloglog"),
  logitPairs = pairsExact(),
  poissonTrial = poissonExact(),
  # Without groups, per observation: E x^2 = 1/3 is orthogonal to 1; the weight (dmu/deta)^2/V(mu) is 1/mu, and Var(phi-hat) = 2 phi^2/n.
  inverseGaussianTimes = local({
    moment <- function(power) integrate(function(x) x^power * exp(-0.5 - 0.4 * x) / 2, -1, 1)$value
    information <- 80 / 0.3 * matrix(c(moment(0), moment(1), moment(1), moment(2)), 2)
    c(effect = solve(information)[2, 2], beta0 = solve(information)[1, 1], component = 2 * 0.3^2 / 80)
  })
))
write_json(lapply(exact, as.list), file.path(here, "exact.json"), auto_unbox = TRUE, digits = NA, pretty = 4)

# arms
# Gaussian response, identity link; design: 20 g × 10.
# Needs R 4.0 or newer with simr 1.0.7 or newer.
# The power of the tests, by simulation.

set.seed(1)

# The design: one row for each observation.
d <- expand.grid(observation = seq_len(10), g = seq_len(20))

# Predictors.
d$arm <- factor(c("a", "b", "c")[sample.int(3, nrow(d), replace = TRUE, prob = c(0.3, 0.3, 0.4))], levels = c("a", "b", "c"))
d$g <- factor(d$g)

# True values.
truth <- c("b0" = 1, "toB" = 0.3, "toC" = 0.4)
Sigma_g <- matrix(0.25, 1, dimnames = rep(list("(Intercept)"), 2))
phi <- 1   # the residual variance

# Random effects, linear predictor, mean and response.
u_g <- matrix(rnorm(20 * 1), 20) %*% chol(Sigma_g)
eta <- truth[["b0"]] + u_g[d$g, 1] + truth[["toB"]] * (d$arm == "b") + truth[["toC"]] * (d$arm == "c")
mu <- eta
d$y <- rnorm(nrow(d), mu, sqrt(phi))

library(simr)
# A fitted model, which then gets the true values.
model_formula <- y ~ 1 + arm + (1 | g)
model <- lmer(model_formula, data = d)
names(truth) <- c("(Intercept)", "armb", "armc")
fixef(model) <- setNames(truth[names(fixef(model))], names(fixef(model)))
sigma(model) <- sqrt(phi)
# lme4 has its own order of terms: each takes its part of its group's matrix.
Sigma <- list("g" = Sigma_g)
random_terms <- getME(model, "cnms")
VarCorr(model) <- lapply(seq_along(random_terms), function(i) {
    effects <- random_terms[[i]]
    Sigma[[names(random_terms)[i]]][effects, effects, drop = FALSE]
})

# Wald tests: p-values of linear hypotheses L b = value. With df = Inf the reference is normal (several hypotheses: chi-squared).
wald <- function(L, value, alternative, df) {
    function(fit, ...) {
        b <- fixef(fit)
        V <- as.matrix(vcov(fit))
        difference <- drop(L %*% b[colnames(L)] - value)
        covariance <- L %*% V[colnames(L), colnames(L)] %*% t(L)
        if (nrow(L) > 1) {
            statistic <- drop(difference %*% solve(covariance, difference)) / nrow(L)
            p <- pf(statistic, nrow(L), df, lower.tail = FALSE)
        } else {
            statistic <- difference / sqrt(drop(covariance))
            p <- switch(alternative, greater = pt(-statistic, df), less = pt(statistic, df), 2 * pt(-abs(statistic), df))
        }
        p
    }
}

test <- wald(rbind(c("armb" = 1, "armc" = 0), c("armb" = 0, "armc" = 1)), c(0, 0), "two-sided", Inf)
cat("\nPower of both: toB = 0 and toC = 0\n")
print(powerSim(model, test = test, nsim = 200, alpha = 0.05, seed = 1, progress = FALSE))

# trials
# Binomial response, logit link; design: 12 g × 8.
# Needs R 4.0 or newer with simr 1.0.7 or newer.
# The power of the tests, by simulation.

set.seed(1)

# The design: one row for each observation.
d <- expand.grid(observation = seq_len(8), g = seq_len(12))

# Predictors.
d$x <- rnorm(nrow(d), mean = 0, sd = 1)
d$g <- factor(d$g)

# True values.
truth <- c("b0" = qlogis(0.05), "b1" = log(1.25))
Sigma_g <- matrix(0.25, 1, dimnames = rep(list("(Intercept)"), 2))

# Random effects, linear predictor, mean and response.
u_g <- matrix(rnorm(12 * 1), 12) %*% chol(Sigma_g)
d$trials <- rep(20, nrow(d))
eta <- truth[["b0"]] + u_g[d$g, 1] + truth[["b1"]] * d$x
mu <- plogis(eta)
d$y <- rbinom(nrow(d), d$trials, mu)

library(simr)
# A fitted model, which then gets the true values.
model_formula <- cbind(y, trials - y) ~ 1 + x + (1 | g)
model <- glmer(model_formula, data = d, family = binomial("logit"))
names(truth) <- c("(Intercept)", "x")
fixef(model) <- setNames(truth[names(fixef(model))], names(fixef(model)))
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

test <- wald(rbind(c("x" = 1)), 0, "two-sided", Inf)
cat("\nPower of b1 = 0\n")
print(powerSim(model, test = test, nsim = 200, alpha = 0.05, seed = 1, progress = FALSE))

# visits
# Binomial response, logit link; design: 12 größe × 8.
# Needs R 4.0 or newer with simr 1.0.7 or newer.
# The power of the tests, by simulation.

set.seed(1)

# The design: one row for each observation.
d <- expand.grid(observation = seq_len(8), `größe` = seq_len(12))

# Predictors.
d$visits <- c(0, 5, 30)[sample.int(3, nrow(d), replace = TRUE, prob = c(0.2, 0.4, 0.4))]
d$x <- rnorm(nrow(d), mean = 0, sd = 1)
d$`größe` <- factor(d$`größe`)

# True values.
truth <- c("β0" = qlogis(0.3), "β1" = log(1.15))
`Sigma_größe` <- matrix(0.25, 1, dimnames = rep(list("(Intercept)"), 2))

# Random effects, linear predictor, mean and response.
`u_größe` <- matrix(rnorm(12 * 1), 12) %*% chol(`Sigma_größe`)
d$trials <- d$visits
d <- d[d$trials > 0, ]   # rows without trials contain no information
eta <- truth[["β0"]] + `u_größe`[d$`größe`, 1] + truth[["β1"]] * d$x
mu <- plogis(eta)
d$y <- rbinom(nrow(d), d$trials, mu)

library(simr)
# A fitted model, which then gets the true values.
model_formula <- cbind(y, trials - y) ~ 1 + x + (1 | `größe`)
model <- glmer(model_formula, data = d, family = binomial("logit"))
# Without the backticks that R puts around names of other letters.
plain <- function(names) gsub("`", "", names, fixed = TRUE)
names(truth) <- c("(Intercept)", "x")
fixef(model) <- setNames(truth[plain(names(fixef(model)))], names(fixef(model)))
# lme4 has its own order of terms: each takes its part of its group's matrix.
Sigma <- list("größe" = `Sigma_größe`)
random_terms <- getME(model, "cnms")
VarCorr(model) <- lapply(seq_along(random_terms), function(i) {
    effects <- plain(random_terms[[i]])
    Sigma[[plain(names(random_terms)[i])]][effects, effects, drop = FALSE]
})

# Wald tests: p-values of linear hypotheses L b = value. With df = Inf the reference is normal (several hypotheses: chi-squared).
wald <- function(L, value, alternative, df) {
    function(fit, ...) {
        b <- fixef(fit)
        V <- as.matrix(vcov(fit))
        names(b) <- plain(names(b))
        dimnames(V) <- list(names(b), names(b))
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

test <- wald(rbind(c("x" = 1)), 0, "greater", Inf)
cat("\nPower of β1 = 0\n")
print(powerSim(model, test = test, nsim = 200, alpha = 0.025, seed = 1, progress = FALSE))

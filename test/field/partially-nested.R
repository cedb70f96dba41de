# Variances of estimates over simulated data sets with glmer (Laplace), for logistic models in which a random effect acts in one arm only.
# Writes partially-nested-simulated.json. Run: Rscript partially-nested.R
suppressMessages(library(lme4))

simulated <- function(name, data, formula, draw, effects, replicates, seed) {
    set.seed(seed)
    estimates <- t(replicate(replicates, {
        data$y <- rbinom(nrow(data), 1, plogis(draw(data)))
        fit <- suppressMessages(suppressWarnings(glmer(formula, data, family = binomial)))
        fixef(fit)[effects]
    }))
    variance <- apply(estimates, 2, var)
    error <- variance * sqrt(2 / (replicates - 1))
    sprintf('  { "design": "%s", "effect": "%s", "variance": %.6f, "error": %.6f }', name, c("b0", "d")[seq_along(effects)], variance, error)
}

nested <- expand.grid(i = 1:10, c = 1:4, s = 1:20)
nested$arm <- nested$c %% 2
nested$class <- factor(nested$s * 10 + nested$c)
levels <- simulated("levels", nested, y ~ arm + (1 | s) + (0 + arm | class), function(d) {
    -0.3 + 0.5 * d$arm + rnorm(20, 0, sqrt(0.2))[d$s] + d$arm * rnorm(80, 0, sqrt(0.4))[as.integer(d$class)]
}, c("(Intercept)", "arm"), 600, 1)

cells <- expand.grid(item = 1:24, subject = 1:30)
cells$arm <- cells$item %% 2
crossed <- simulated("crossed", cells, y ~ arm + (1 | subject) + (1 | item) + (0 + arm | item), function(d) {
    -0.3 + 0.5 * d$arm + rnorm(30, 0, sqrt(0.5))[d$subject] + rnorm(24, 0, sqrt(0.3))[d$item] + d$arm * rnorm(24, 0, sqrt(0.4))[d$item]
}, c("(Intercept)", "arm"), 600, 2)

writeLines(c("[", paste(c(levels, crossed), collapse = ",\n"), "]"), "partially-nested-simulated.json")

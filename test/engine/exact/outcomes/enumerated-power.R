# Powers of Wald and likelihood-ratio tests by brute force: glm() is fitted to every outcome of a small study, and the probabilities of the outcomes that reject
# are added up. Writes enumerated-power.json. Run: Rscript enumerated-power.R (a few minutes)
suppressMessages(library(MASS))

# One study. x: the terms of each cell; n: observations in each cell; beta: the true values. z, zoffset: the model under the hypothesis.
# contrast: one row for each hypothesis. drawn: the probability of the second of two cells where the arm is drawn.
study <- function(name, text, family, x, n, beta, contrast, value, z, zoffset = 0, trials = 1, alternative = "two-sided", alpha = 0.05, df = Inf,
                  size = NULL, drawn = NULL, offset = 0) {
    contrast <- matrix(contrast, ncol = ncol(x))
    as.list(environment())
}

binary <- function(s) s$family$family == "binomial"

# Totals of the cells: how they are fitted, and how likely they are.
fitted_model <- function(s, x, off, y, n) {
    keep <- n > 0
    x <- x[keep, , drop = FALSE]; off <- off[keep]; y <- y[keep]; n <- n[keep]
    tight <- list(epsilon = 1e-12, maxit = 100)
    quiet <- function(e) suppressWarnings(tryCatch(e, error = function(e) NULL))
    if (binary(s)) {
        quiet(glm.fit(x, y / (n * s$trials), weights = n * s$trials, family = s$family, offset = off, control = tight))
    } else switch(s$family$link,
        log = quiet(glm.fit(x, y, family = if (is.null(s$size)) s$family else negative.binomial(s$size * n[1]), offset = off + log(n), control = tight)),
        identity = quiet(glm.fit(x * n, y, family = s$family, offset = off * n, control = tight)),
        sqrt = quiet(glm.fit(x * sqrt(n), y, family = s$family, offset = off * sqrt(n), control = tight)))
}

rejections <- function(s, y, n) {
    off <- rep(s$offset, length.out = nrow(s$x))
    full <- fitted_model(s, s$x, off, y, n)
    k <- nrow(s$contrast)
    critical <- function(df) if (k > 1) { if (df == Inf) sqrt(qchisq(1 - s$alpha, k)) else sqrt(k * qf(1 - s$alpha, k, df)) } else
        qt(1 - if (s$alternative == "two-sided") s$alpha / 2 else s$alpha, df)
    beyond <- function(root, bound) switch(s$alternative, "two-sided" = abs(root) > bound, greater = root > bound, less = root < -bound)
    root <- NA
    if (!is.null(full) && !full$boundary && full$rank == ncol(s$x)) {
        v <- chol2inv(full$qr$qr[1:full$rank, 1:full$rank, drop = FALSE])
        v <- v[order(full$qr$pivot), order(full$qr$pivot), drop = FALSE]
        d <- s$contrast %*% full$coefficients - s$value
        middle <- s$contrast %*% v %*% t(s$contrast)
        # glm stops on the way to an infinite estimate, where the standard error is large.
        if (any(diag(middle) > 1e4)) middle <- NA * middle
        root <- if (k > 1) { q <- tryCatch(drop(t(d) %*% solve(middle, d)), error = function(e) NA); sqrt(max(0, q)) } else d / sqrt(middle)
        # At the end of its range an estimate has no law that a test could use.
        means <- full$fitted.values
        if (s$family$link %in% c("identity", "sqrt") && any(means < 1e-6)) root <- NA
    }
    # As many parameters as cells: the largest likelihood is that of the data.
    saturated <- nrow(s$x) == ncol(s$x)
    ratio <- 0
    null <- fitted_model(s, s$z, off + s$zoffset, y, n)
    if (!is.null(null) && (saturated || !is.null(full))) {
        ratio <- null$deviance - if (saturated) 0 else full$deviance
    }
    ratio <- sqrt(max(0, ratio))
    if (s$alternative != "two-sided") {
        shares <- (y + 0.5) / (n + 1)
        direction <- if (!is.null(full)) drop(s$contrast %*% full$coefficients) - s$value else shares[2] - shares[1]
        if (!is.na(direction) && direction < 0) ratio <- -ratio
    }
    c(wald = isTRUE(as.logical(beyond(root, critical(s$df)))), ratio = isTRUE(beyond(ratio, critical(Inf))))
}

power <- function(s) {
    eta <- drop(s$x %*% s$beta) + s$offset
    mu <- s$family$linkinv(eta)
    density <- function(y, k, n) if (binary(s)) dbinom(y, n * s$trials, mu[k]) else if (is.null(s$size)) dpois(y, n * mu[k]) else
        dnbinom(y, size = n * s$size, mu = n * mu[k])
    top <- function(k, n) if (binary(s)) n * s$trials else { y <- 0; while (y < n * mu[k] || density(y, k, n) > 1e-12) y <- y + 1; y }
    of_sizes <- function(n) {
        grid <- as.matrix(expand.grid(lapply(seq_along(n), function(k) 0:top(k, n[k]))))
        mass <- Reduce(`*`, lapply(seq_along(n), function(k) density(grid[, k], k, n[k])))
        keep <- mass > 1e-13
        hits <- t(apply(grid[keep, , drop = FALSE], 1, function(y) rejections(s, y, n)))
        colSums(hits * mass[keep])
    }
    if (is.null(s$drawn)) return(of_sizes(s$n))
    total <- sum(s$n)
    rowSums(sapply(0:total, function(second) dbinom(second, total, s$drawn) * of_sizes(c(total - second, second))))
}

arms <- cbind(1, c(0, 1))
one <- cbind(rep(1, 2))
cross <- cbind(1, c(0, 0, 1, 1), c(0, 1, 0, 1))
doses <- cbind(1, c(0, 1, 2))
model <- function(family, predictors, fixed, n, test, extra = "")
    sprintf("model m {\n    family %s\n    %s\n    fixed B { %s }\n    %s\n    design { n = %d }\n    test %s\n}\n", family, predictors, fixed, extra, n, test)
arm <- "predictor arm each 0, 1"

studies <- list(
    study("rare control arm", model("bernoulli", arm, "b0: 1 = logit(0.05), b1: arm = 3.6589478", 30, "b1 = 0"),
        binomial(), arms, c(15, 15), c(qlogis(0.05), 3.6589478), c(0, 1), 0, one),
    study("rare in both arms", model("bernoulli", arm, "b0: 1 = logit(0.01), b1: arm = log(3)", 120, "b1 = 0"),
        binomial(), arms, c(60, 60), c(qlogis(0.01), log(3)), c(0, 1), 0, one),
    study("one-sided greater", model("bernoulli", arm, "b0: 1 = logit(0.2), b1: arm = 1.4", 40, "b1 = 0 greater"),
        binomial(), arms, c(20, 20), c(qlogis(0.2), 1.4), c(0, 1), 0, one, alternative = "greater"),
    study("one-sided less, level 0.01", model("bernoulli", arm, "b0: 1 = logit(0.7), b1: arm = -2", 40, "b1 = 0 less alpha 0.01"),
        binomial(), arms, c(20, 20), c(qlogis(0.7), -2), c(0, 1), 0, one, alternative = "less", alpha = 0.01),
    study("reference t", model("bernoulli", arm, "b0: 1 = logit(0.3), b1: arm = 1.5", 24, "b1 = 0 reference t"),
        binomial(), arms, c(12, 12), c(qlogis(0.3), 1.5), c(0, 1), 0, one, df = 22),
    study("at the null", model("bernoulli", arm, "b0: 1 = logit(0.3), b1: arm = 0", 30, "b1 = 0"),
        binomial(), arms, c(15, 15), c(qlogis(0.3), 0), c(0, 1), 0, one),
    study("another null value", model("bernoulli", arm, "b0: 1 = logit(0.3), b1: arm = 1.8", 40, "b1 = 0.4"),
        binomial(), arms, c(20, 20), c(qlogis(0.3), 1.8), c(0, 1), 0.4, one, zoffset = c(0, 0.4)),
    study("2:1 allocation", model("bernoulli", "predictor arm each 0, 1, 1", "b0: 1 = logit(0.1), b1: arm = 1.6", 45, "b1 = 0"),
        binomial(), arms, c(15, 30), c(qlogis(0.1), 1.6), c(0, 1), 0, one),
    study("probit", model("bernoulli link probit", arm, "b0: 1 = -1, b1: arm = 1", 40, "b1 = 0"),
        binomial("probit"), arms, c(20, 20), c(-1, 1), c(0, 1), 0, one),
    study("cloglog, binomial", model("binomial(trials = 3) link cloglog", arm, "b0: 1 = -2, b1: arm = 1.1", 16, "b1 = 0"),
        binomial("cloglog"), arms, c(8, 8), c(-2, 1.1), c(0, 1), 0, one, trials = 3),
    study("log link of a probability", model("bernoulli link log", arm, "b0: 1 = log(0.2), b1: arm = log(2.5)", 40, "b1 = 0"),
        binomial("log"), arms, c(20, 20), log(c(0.2, 2.5)), c(0, 1), 0, one),
    study("intercept alone", model("bernoulli", arm, "b0: 1 = 1", 25 * 2, "b0 = 0"),
        binomial(), cbind(1), 50, 1, 1, 0, matrix(0, 1, 0)),
    study("three doses, a trend", model("bernoulli", "predictor dose each 0, 1, 2", "b0: 1 = -1.5, b1: dose = 0.9", 36, "b1 = 0"),
        binomial(), doses, rep(12, 3), c(-1.5, 0.9), c(0, 1), 0, cbind(rep(1, 3))),
    study("three doses, probit trend, t", model("bernoulli link probit", "predictor dose each 0, 1, 2", "b0: 1 = -1, b1: dose = 0.6", 30, "b1 = 0 reference t"),
        binomial("probit"), doses, rep(10, 3), c(-1, 0.6), c(0, 1), 0, cbind(rep(1, 3)), df = 28),
    study("two predictors", model("bernoulli", paste(arm, "predictor s each 0, 1", sep = "\n    "), "b0: 1 = -1, b1: arm = 1.5, b2: s = 0.5", 24, "b1 = 0"),
        binomial(), cross, rep(6, 4), c(-1, 1.5, 0.5), c(0, 1, 0), 0, cross[, c(1, 3)]),
    study("two predictors, a difference", model("bernoulli link cloglog", paste(arm, "predictor s each 0, 1", sep = "\n    "), "b0: 1 = -1.5, b1: arm = 1.2, b2: s = -0.4", 20, "b1 - b2 = 0"),
        binomial("cloglog"), cross, rep(5, 4), c(-1.5, 1.2, -0.4), c(0, 1, -1), 0, cbind(1, cross[, 2] + cross[, 3])),
    study("interaction", model("bernoulli", paste(arm, "predictor s each 0, 1", sep = "\n    "), "b0: 1 = -0.8, b1: arm = 0.5, b2: s = 0.5, b3: arm * s = 1.5", 28, "b3 = 0"),
        binomial(), cbind(cross, cross[, 2] * cross[, 3]), rep(7, 4), c(-0.8, 0.5, 0.5, 1.5), c(0, 0, 0, 1), 0, cross),
    study("three arms jointly", model("bernoulli", "predictor g each 0, 1, 2", "b0: 1 = -1, b1: g == 1 = 1, b2: g == 2 = 2", 36, "b1 = 0 and b2 = 0"),
        binomial(), cbind(1, c(0, 1, 0), c(0, 0, 1)), rep(12, 3), c(-1, 1, 2), rbind(c(0, 1, 0), c(0, 0, 1)), c(0, 0), cbind(rep(1, 3))),
    study("drawn arm", model("bernoulli", "predictor arm ~ Bernoulli(0.4)", "b0: 1 = logit(0.2), b1: arm = 1.7", 20, "b1 = 0"),
        binomial(), arms, c(12, 8), c(qlogis(0.2), 1.7), c(0, 1), 0, one, drawn = 0.4),
    study("poisson", model("poisson", arm, "b0: 1 = log(0.3), b1: arm = log(2.5)", 20, "b1 = 0"),
        poisson(), arms, c(10, 10), log(c(0.3, 2.5)), c(0, 1), 0, one),
    study("poisson with exposures", model("poisson", arm, "b0: 1 = log(0.4), b1: arm = log(2)", 24, "b1 = 0", "offset log(1 + 2 * arm)"),
        poisson(), arms, c(12, 12), log(c(0.4, 2)), c(0, 1), 0, one, offset = log(c(1, 3))),
    study("poisson identity", model("poisson link identity", arm, "b0: 1 = 0.5, b1: arm = 0.8", 16, "b1 = 0"),
        poisson("identity"), arms, c(8, 8), c(0.5, 0.8), c(0, 1), 0, one),
    study("poisson sqrt", model("poisson link sqrt", arm, "b0: 1 = 0.7, b1: arm = 0.5", 16, "b1 = 0"),
        poisson("sqrt"), arms, c(8, 8), c(0.7, 0.5), c(0, 1), 0, one),
    study("poisson trend", model("poisson", "predictor dose each 0, 1, 2", "b0: 1 = log(0.3), b1: dose = 0.5", 12, "b1 = 0 greater"),
        poisson(), doses, rep(4, 3), c(log(0.3), 0.5), c(0, 1), 0, cbind(rep(1, 3)), alternative = "greater"),
    study("negative binomial", model("negativeBinomial(size = 1.5)", arm, "b0: 1 = log(0.5), b1: arm = log(3)", 16, "b1 = 0"),
        poisson(), arms, c(8, 8), log(c(0.5, 3)), c(0, 1), 0, one, size = 1.5)
)

rows <- vapply(studies, function(s) {
    p <- power(s)
    message(sprintf("%-32s %.9f %.9f", s$name, p[1], p[2]))
    sprintf('  { "name": "%s", "text": %s, "wald": %.10f, "likelihoodRatio": %.10f }', s$name, jsonlite::toJSON(s$text, auto_unbox = TRUE), p[1], p[2])
}, "")
writeLines(c("[", paste(rows, collapse = ",\n"), "]"), "enumerated-power.json")

# Power and mean variance of tests in linear models whose predictors are drawn, made without the tool.
# Correlations: the density of the sample correlation (Hotelling 1953, Anderson 2003 section 4.2). Normal, two-valued and categorical predictors: one- and
# two-dimensional integrals and sums that are written down for each design. All others: brute force over many designs, with the standard error.
# Writes sampled-predictors.json. Run: Rscript sampled-predictors.R (about 5 minutes)
options(digits = 15)
set.seed(20261130)
out <- list()
say <- function(id, power = NA, powerError = 0, variance = NA, varianceError = 0, n = NA) {
    text <- function(x) if (is.na(x)) "null" else format(x, digits = 12)
    out[[length(out) + 1]] <<- sprintf('  { "id": "%s", "power": %s, "powerError": %s, "variance": %s, "varianceError": %s, "n": %s }',
        id, text(power), text(powerError), text(variance), text(varianceError), text(n))
}
crit <- function(df, alpha = 0.05, tails = 2) qt(1 - alpha / tails, df)
two <- function(ncp, df, alpha = 0.05) {
    c <- crit(df, alpha)
    suppressWarnings(pt(c, df, ncp, lower.tail = FALSE) + pt(-c, df, ncp))
}
int <- function(f, lower = 0, upper = Inf) integrate(f, lower, upper, rel.tol = 1e-10, subdivisions = 2000)$value
# E f(chi-squared): in log x
chi <- function(df, f) int(function(y) sapply(y, function(v) f(exp(v)) * dchisq(exp(v), df) * exp(v)), log(qchisq(1e-14, df)), log(qchisq(1 - 1e-14, df)))

# 1. The test of a correlation rho of n pairs, from the density of r.
corpower <- function(rho, n, alpha = 0.05) {
    logc <- log(n - 2) + lgamma(n - 1) + (n - 1) / 2 * log1p(-rho^2) - log(sqrt(2 * pi)) - lgamma(n - 0.5)
    hyper <- function(z) { s <- 1; t <- 1; for (k in 0:400) { t <- t * (0.5 + k)^2 / (n - 0.5 + k) / (k + 1) * z; s <- s + t }; s }
    density <- function(r) exp(logc + (n - 4) / 2 * log1p(-r^2) - (n - 1.5) * log1p(-rho * r)) * hyper((rho * r + 1) / 2)
    c <- crit(n - 2, alpha); rc <- c / sqrt(n - 2 + c^2)
    int(density, rc, 1) + int(density, -1, -rc)
}
least <- function(f, from, target = 0.8) { n <- from; while (f(n) < target) n <- n + 1; n }
say("correlation 0.6", corpower(0.6, 10), variance = 0.64 / (10 - 3), n = least(function(n) corpower(0.6, n), 5))
say("correlation 0.3", corpower(0.3, 40), variance = 0.91 / (40 - 3), n = least(function(n) corpower(0.3, n), 60))

# 2. Five correlated normals: (X'X)^-1 of the slopes is inverse Wishart; the variance of x1 given the others from the covariance.
S <- matrix(0.5, 5, 5); diag(S) <- 1
s2 <- 1 / solve(S)[1, 1]
five <- function(n) chi(n - 5, function(w) two(0.7 * sqrt(s2 * w), n - 6))
say("five normals", five(20), variance = 1 / s2 / 13, n = least(five, 20))
# One-sided, and with known phi (z).
say("five normals, one-sided", chi(15, function(w) pt(crit(14, 0.025, 1), 14, 0.7 * sqrt(s2 * w), lower.tail = FALSE)))
say("five normals, z", chi(15, function(w) { d <- 0.7 * sqrt(s2 * w); pnorm(d - qnorm(0.975)) + pnorm(-d - qnorm(0.975)) }))
say("five normals, null", 0.05)
# Contrast x1 - x2 of two slopes.
V <- solve(S); vc <- V[1, 1] + V[2, 2] - 2 * V[1, 2]
say("five normals, contrast", chi(15, function(w) two(0.6 * sqrt(w / vc), 14)), variance = vc / 13)
# Joint test of two slopes: the noncentrality is chi-squared with n - p + 2 degrees of freedom.
q <- c(0.7, 0.1) %*% solve(V[1:2, 1:2]) %*% c(0.7, 0.1)
jointpower <- function(n) chi(n - 4, function(w) pf(qf(0.95, 2, n - 6), 2, n - 6, q * w, lower.tail = FALSE))
say("five normals, joint", jointpower(20), n = least(jointpower, 20))
# 3. The intercept of a straight line, x ~ Normal(2, 1): q = 1/n + m^2/S with m ~ N(2, 1/n), S ~ chi-squared(n - 1).
line <- function(n) int(function(m) sapply(m, function(mm) dnorm(mm, 2, 1 / sqrt(n)) * chi(n - 1, function(s) two(1.5 / sqrt(1 / n + mm^2 / s), n - 2))), 2 - 8 / sqrt(n), 2 + 8 / sqrt(n))
say("intercept", line(12), variance = 1 / 12 + (4 + 1 / 12) / (12 - 3))
# 4. Two-valued predictor: a sum over the number of ones; samples without zeros or ones never reject and are left out of the variance.
n <- 20; k <- 1:(n - 1); w <- dbinom(k, n, 0.3)
say("two values", sum(w * two(0.6 / sqrt(1 / k + 1 / (n - k)), n - 2)), variance = sum(w / sum(w) * (1 / k + 1 / (n - k))))
# 5. Two-valued and normal: given k ones, the arm's variance is (1/k + 1/(n - k))(1 + F), F a ratio of chi-squared(1) and chi-squared(n - 3 + 1 - ...).
ancova <- function(n) { k <- 1:(n - 1); w <- dbinom(k, n, 0.3)
    sum(w * sapply(k, function(kk) { h <- 1 / kk + 1 / (n - kk)
        # 1/(1 + R), R = chi2(1)/chi2(n - 2), is Beta((n - 2)/2, 1/2); substituted so that the integrand is smooth.
        int(function(t) two(0.6 * sqrt(sin(t)^2 / h), n - 3) * dbeta(sin(t)^2, (n - 2) / 2, 0.5) * 2 * sin(t) * cos(t), 1e-9, pi / 2 - 1e-9) })) }
n <- 20; k <- 1:(n - 1); w <- dbinom(k, n, 0.3)
say("two values and normal, arm", ancova(20), variance = sum(w / sum(w) * (1 / k + 1 / (n - k))) * (1 + 1 / (n - 4)))
say("two values and normal, slope", sum(w) * chi(18, function(x) two(0.4 * sqrt(x), 17)), variance = 1 / 16)
# 6. Three categories with arms a, b, c: the contrast of b with a.
n <- 24; total <- 0; mass <- 0; v <- 0
for (a in 1:(n - 2)) for (b in 1:(n - a - 1)) { c <- n - a - b; m <- dmultinom(c(a, b, c), prob = c(0.3, 0.2, 0.5)); mass <- mass + m
    total <- total + m * two(1.2 / sqrt(1 / a + 1 / b), n - 3); v <- v + m * (1 / a + 1 / b) }
say("three categories", total, variance = v / mass)
# 7. A balanced arm and a normal covariate.
n <- 20
say("balanced arm and normal", int(function(t) two(0.9 * sqrt(sin(t)^2 * n / 4), n - 3) * dbeta(sin(t)^2, (n - 2) / 2, 0.5) * 2 * sin(t) * cos(t), 1e-9, pi / 2 - 1e-9), variance = 4 / n * (1 + 1 / (n - 4)))

# 8. Brute force: rows gives the design matrix of one study, l the contrasts, delta their distances from the hypothesis.
brute <- function(id, rows, n, l, delta, alpha = 0.05, reps = 200000, infinite = FALSE) {
    l <- as.matrix(l); r <- ncol(l); p <- nrow(l)
    quads <- matrix(NA, reps, 2)
    for (i in 1:reps) { x <- rows(n); inverse <- tryCatch(solve(crossprod(x)), error = function(e) NULL)
        if (is.null(inverse)) next
        m <- t(l) %*% inverse %*% l
        quads[i, ] <- c(drop(t(delta) %*% solve(m, delta)), m[1, 1]) }
    df <- n - p; ok <- !is.na(quads[, 1]); power <- numeric(reps)
    power[ok] <- if (r == 1) two(sqrt(quads[ok, 1]), df, alpha) else pf(qf(1 - alpha, r, df), r, df, quads[ok, 1], lower.tail = FALSE)
    v <- quads[ok, 2]
    say(id, mean(power), sd(power) / sqrt(reps), if (r > 1 || infinite) NA else mean(v), sd(v) / sqrt(sum(ok)))
}
brute("uniform", function(n) cbind(1, runif(n)), 12, c(0, 1), 2)
brute("exponential without intercept", function(n) cbind(rexp(n)), 10, 1, 0.5)
brute("quadratic", function(n) { x <- rnorm(n); cbind(1, x, x^2) }, 15, c(0, 0, 1), 0.4)
brute("quadratic, joint", function(n) { x <- rnorm(n); cbind(1, x, x^2) }, 15, cbind(c(0, 1, 0), c(0, 0, 1)), c(0.5, 0.4))
brute("uniform and exponential, contrast", function(n) cbind(1, runif(n), rexp(n)), 25, c(0, 1, -1), 1.5)
brute("slope in an arm", function(n) { x <- rnorm(n); a <- rbinom(n, 1, 0.5); cbind(1, x, a, a * x) }, 40, c(0, 0, 0, 1), 0.8, infinite = TRUE)
brute("joint of arm and normal", function(n) { a <- rbinom(n, 1, 0.3); cbind(1, a, rnorm(n, 2)) }, 20, cbind(c(0, 1, 0), c(0, 0, 1)), c(0.6, 0.4))
brute("normal without intercept", function(n) cbind(rnorm(n, 1, 2)), 8, 1, 0.4)
writeLines(c("[", paste(unlist(out), collapse = ",\n"), "]"), "sampled-predictors.json")

# Exact variances for Gaussian responses with log link and a random intercept, two arms of whole groups:
#   y_ij | U_i ~ N(exp(b0 + b a_i + U_i), phi),  U_i ~ N(0, s2),  phi known.
# The mean of a group is sufficient: ybar ~ N(exp(eta), phi/n). The score of its density in (eta, s2) is
# E(U | ybar)/s2 and {E(U^2 | ybar) - s2}/(2 s2^2); the information is the mean of its outer product.
#
# Rscript log_link_groups.R > log_link_groups.json

information <- function(n, phi, s2, b) {
    s <- sqrt(s2)
    v <- phi / n
    # The outer random effect by the trapezoidal rule, the error of the mean by Gauss-Hermite.
    outer_u <- seq(-7, 7, 0.02)
    outer_w <- dnorm(outer_u) * 0.02
    nodes <- c(-4.499990707309391, -3.669950373404453, -2.967166927905603, -2.325732486173858, -1.719992575186489,
               -1.136115585210921, -0.5650695832555758, 0, 0.5650695832555758, 1.136115585210921, 1.719992575186489,
               2.325732486173858, 2.967166927905603, 3.669950373404453, 4.499990707309391)
    H15 <- function(x) { # sqrt-normalised Hermite polynomial of order 14, for the weights
        h <- c(pi^-0.25, sqrt(2) * x * pi^-0.25)
        for (k in 2:14) h[k + 1] <- sqrt(2 / k) * x * h[k] - sqrt((k - 1) / k) * h[k - 1]
        h[15]
    }
    weights <- sapply(nodes, function(x) 2 / (30 * H15(x)^2)) 
    weights <- weights / sum(weights)
    inner <- seq(-8, 8, 0.005)
    I <- matrix(0, 2, 2)
    for (k in seq_along(outer_u)) for (j in seq_along(nodes)) {
        y <- exp(b + s * outer_u[k]) + sqrt(2 * v) * nodes[j]
        log_post <- function(u) -(y - exp(b + s * u))^2 / (2 * v) - u^2 / 2
        u <- inner
        w <- exp(log_post(u) - max(log_post(u)))
        # Where the posterior is sharp, a finer grid around its mode.
        if (sum(w > 1e-6) < 40) {
            mode <- u[which.max(w)]
            width <- max(3 * min(0.5, 6 * sqrt(v) / (s * exp(b + s * mode))), 1e-4)
            u <- mode + seq(-1, 1, length.out = 400) * width
            w <- exp(log_post(u) - max(log_post(u)))
        }
        w <- w / sum(w)
        e1 <- sum(w * s * u)
        e2 <- sum(w * (s * u)^2)
        score <- c(e1 / s2, (e2 - s2) / (2 * s2^2))
        I <- I + outer_w[k] * weights[j] * outer(score, score)
    }
    I
}

variances <- function(n, phi, sd, b = 0.4, groups = 40) {
    I0 <- information(n, phi, sd^2, 0)
    I1 <- information(n, phi, sd^2, b)
    J <- matrix(0, 3, 3)
    J[1, 1] <- (I0[1, 1] + I1[1, 1]) / 2
    J[1, 2] <- J[2, 1] <- J[2, 2] <- I1[1, 1] / 2
    J[1, 3] <- J[3, 1] <- (I0[1, 2] + I1[1, 2]) / 2
    J[2, 3] <- J[3, 2] <- I1[1, 2] / 2
    J[3, 3] <- (I0[2, 2] + I1[2, 2]) / 2
    diag(solve(J)) / groups
}

designs <- data.frame(phi = c(1, 4, 1, 1, 4, 0.25, 0.25), sd = c(1, 1, 2, 3, 2, 1, 1.5), n = c(10, 10, 10, 10, 10, 40, 40))
rows <- apply(designs, 1, function(d) {
    V <- variances(d["n"], d["phi"], d["sd"])
    sprintf('  { "phi": %g, "sd": %g, "n": %g, "b0": %.5g, "b": %.5g, "variance": %.5g }', d["phi"], d["sd"], d["n"], V[1], V[2], V[3])
})
cat("[\n", paste(rows, collapse = ",\n"), "\n]\n", sep = "")

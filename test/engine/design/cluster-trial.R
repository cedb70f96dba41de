# Two-arm cluster trials with t on m - 2 degrees of freedom, by R's qt and pt with ncp: the power at m clusters, and the least even m that has the
# power asked for. The variance of the difference is 4(sigma2 + phi/n)/m. Writes cluster-trial.json beside itself. Run: Rscript cluster-trial.R
power <- function(m, n, sigma2, phi, delta, alpha, sided) {
    df <- m - 2
    ncp <- delta / sqrt(4 * (sigma2 + phi / n) / m)
    if (sided == 1) return(pt(qt(alpha, df, lower.tail = FALSE), df, ncp, lower.tail = FALSE))
    critical <- qt(alpha / 2, df, lower.tail = FALSE)
    pt(critical, df, ncp, lower.tail = FALSE) + pt(-critical, df, ncp)
}
rows <- character()
for (sided in 1:2) for (alpha in c(0.01, 0.05)) for (n in c(5, 30)) for (sigma2 in c(0.02, 0.25)) for (goal in c(0.8, 0.95)) {
    phi <- 1.5
    delta <- 0.6
    m <- 4
    while (power(m, n, sigma2, phi, delta, alpha, sided) < goal) m <- m + 2
    rows <- c(rows, sprintf('    { "sided": %d, "alpha": %g, "n": %d, "sigma2": %g, "phi": %g, "delta": %g, "goal": %g, "required": %d, "power": %.15g, "twoFewer": %.15g }',
        sided, alpha, n, sigma2, phi, delta, goal, m, power(m, n, sigma2, phi, delta, alpha, sided), power(m - 2, n, sigma2, phi, delta, alpha, sided)))
}
here <- dirname(sub('--file=', '', grep('--file=', commandArgs(), value = TRUE)))
writeLines(sprintf('[\n%s\n]', paste(rows, collapse = ',\n')), file.path(here, 'cluster-trial.json'))

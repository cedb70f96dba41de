# Powers of Wald tests by R's pnorm, pt, pchisq and pf, at noncentralities that are doubles. Writes powers.json beside itself. Run: Rscript powers.R
# R's pt with ncp is good to about 1e-12 absolutely, so tests compare with it where the power is not small.
number <- function(x) ifelse(is.infinite(x), '"Infinity"', sprintf('%.17g', x))
two.sided <- function(delta, alpha, df) {
    if (is.infinite(df)) { z <- qnorm(alpha / 2); return(pnorm(delta + z) + pnorm(-delta + z)) }
    c <- -qt(alpha / 2, df)
    pt(c, df, delta, lower.tail = FALSE) + pt(-c, df, delta)
}
greater <- function(delta, alpha, df) {
    if (is.infinite(df)) return(pnorm(delta + qnorm(alpha)))
    pt(-qt(alpha, df), df, delta, lower.tail = FALSE)
}
joint <- function(ncp, k, alpha, df) {
    if (is.infinite(df)) return(pchisq(qchisq(alpha, k, lower.tail = FALSE), k, ncp, lower.tail = FALSE))
    pf(qf(alpha, k, df, lower.tail = FALSE), k, df, ncp, lower.tail = FALSE)
}
single <- several <- character()
for (df in c(2, 9, 38, 400, Inf)) for (alpha in c(0.001, 0.025, 0.05, 0.2)) {
    for (delta in c(0.3, 1.5, 2.8, 4.1))
        single <- c(single, sprintf('        [%s, %s, %s, %s, %s]', number(delta), number(alpha), number(df),
            number(two.sided(delta, alpha, df)), number(greater(delta, alpha, df))))
    for (k in c(1, 2, 4, 11)) for (ncp in c(0.7, 6, 21))
        several <- c(several, sprintf('        [%s, %s, %s, %s, %s]', number(ncp), number(k), number(alpha), number(df), number(joint(ncp, k, alpha, df))))
}
text <- sprintf('{\n    "single": [\n%s\n    ],\n    "several": [\n%s\n    ]\n}', paste(single, collapse = ',\n'), paste(several, collapse = ',\n'))
here <- dirname(sub('--file=', '', grep('--file=', commandArgs(), value = TRUE)))
writeLines(text, file.path(here, 'powers.json'))

# The power of Wald tests of lme4 in studies of counts with few events.
#
# Rscript test/engine/events_that_count.R > test/engine/events-that-count.json
#
# Six clinics in turn begin the treatment in period 1 or 2 of 0, 1, 2 (`wedge`), or treat half of the observations of every period (`arms`). A fit without a finite
# standard error does not reject. `error` is the Monte-Carlo standard error.
suppressMessages(library(lme4))

power <- function(design, clinics, n, rate, effect, sd, studies) {
    set.seed(1)
    d <- expand.grid(period = 0:2, clinic = seq_len(clinics))
    if (design == "wedge") {
        d$treated <- as.numeric(d$period >= (d$clinic - 1) %% 2 + 1)
        d$size <- n / 3
    } else {
        d <- rbind(transform(d, treated = 0), transform(d, treated = 1))
        d$size <- n / 6
    }
    d$period <- factor(d$period)
    rejects <- replicate(studies, {
        u <- rnorm(clinics, 0, sd)
        d$y <- rpois(nrow(d), d$size * rate * exp(effect * d$treated + u[d$clinic]))
        fit <- tryCatch(suppressMessages(suppressWarnings(
            glmer(y ~ period + treated + (1 | clinic) + offset(log(size)), d, poisson, control = glmerControl(calc.derivs = FALSE))
        )), error = function(e) NULL)
        z <- if (is.null(fit)) NA else tryCatch(coef(summary(fit))["treated", "z value"], error = function(e) NA)
        isTRUE(abs(z) > qnorm(0.975))
    })
    sprintf(
        '{"design": "%s", "clinics": %d, "n": %d, "rate": %g, "effect": %g, "sd": %g, "studies": %d, "power": %g, "error": %.4f}',
        design, clinics, n, rate, effect, sd, studies, mean(rejects), sqrt(mean(rejects) * (1 - mean(rejects)) / studies)
    )
}

rows <- c(
    power("wedge", 6, 30, 0.2, log(0.5), 0.4, 300),
    power("wedge", 6, 30, 0.2, log(0.25), 0.4, 150),
    power("wedge", 24, 30, 0.2, log(0.5), 0.4, 100),
    power("arms", 6, 30, 0.2, log(0.5), 0.4, 200)
)
cat("[\n    ", paste(rows, collapse = ",\n    "), "\n]\n", sep = "")

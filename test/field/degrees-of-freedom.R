# Kenward-Roger degrees of freedom of fixed effects in balanced Gaussian designs, from data drawn at the model's values.
# Writes degrees-of-freedom.json. Run: Rscript degrees-of-freedom.R
suppressMessages({ library(lme4); library(pbkrtest) })

rows <- list()
say <- function(name, df, formula, effects, variances) {
    # In these designs the degrees of freedom don't depend on the variances, as long as none is estimated as 0.
    for (seed in 1:200) {
        set.seed(seed)
        y <- rnorm(nrow(df))
        for (v in variances) {
            g <- interaction(df[v$by], drop = TRUE)
            x <- if (is.null(v$x)) 1 else df[[v$x]]
            y <- y + x * rnorm(nlevels(g), 0, v$sd)[as.integer(g)]
        }
        df$y <- y
        fit <- suppressMessages(suppressWarnings(lmer(formula, df)))
        if (!isSingular(fit, tol = 1e-3)) break
    }
    names <- names(fixef(fit))
    for (effect in effects) {
        l <- as.numeric(names == effect)
        stopifnot(sum(l) == 1)
        rows[[length(rows) + 1]] <<- sprintf('  { "design": "%s", "effect": "%s", "df": %.4f }', name, effect, get_Lb_ddf(fit, l))
    }
}
level <- function(..., sd = 1, x = NULL) list(by = c(...), sd = sd, x = x)
school <- level("s")
class <- level("s", "c")

d <- expand.grid(i = 1:6, c = 1:2, s = 1:5)
d$arm <- d$c - 1
d$t <- (d$i - 1) %% 2
say("blocks", d, y ~ arm + t + (1 | s / c), c("arm", "t"), list(school, class))

d <- expand.grid(i = 1:4, c = 1:4, s = 1:8)
d$arm <- d$c %% 2
say("four classes", d, y ~ arm + (1 | s / c), "arm", list(school, class))

d <- expand.grid(i = 1:4, c = 1:3, s = 1:6)
d$two <- +(d$c == 2)
d$three <- +(d$c == 3)
say("three arms", d, y ~ two + three + (1 | s / c), c("two", "three"), list(school, class))

d <- expand.grid(i = 1:4, c = 1:2, s = 1:10)
d$z <- d$s %% 2
d$arm <- d$c - 1
say("split plot", d, y ~ z + arm + z:arm + (1 | s / c), c("(Intercept)", "z", "arm", "z:arm"), list(school, class))
say("arm per school", d, y ~ z + (1 | s / c), c("(Intercept)", "z"), list(school, class))
say("slopes of the arm", d, y ~ arm + (1 | s) + (0 + arm | s) + (1 | s:c), "arm", list(school, class, level("s", sd = 1.5, x = "arm")))

d <- expand.grid(i = 1:3, p = 1:2, c = 1:2, s = 1:6)
d$arm <- d$p - 1
d$z <- d$c - 1
say("three levels", d, y ~ arm + z + (1 | s / c / p), c("arm", "z"), list(school, class, level("s", "c", "p")))

d <- expand.grid(i = 1:6, s = 1:12)
d$x <- (d$i - 1) %% 3 - 1
d$arm <- d$s %% 2
d$w <- d$x^2
say("slopes", d, y ~ arm + x + arm:x + w + (1 | s) + (0 + x | s), c("arm", "x", "arm:x", "w"), list(level("s"), level("s", x = "x")))

d <- expand.grid(i = 1:4, p = 0:1, s = 1:14)
d$arm <- d$s %% 2
say("difference in differences", d, y ~ arm + p + arm:p + (1 | s / p), c("arm", "p", "arm:p"), list(level("s"), level("s", "p")))

d <- expand.grid(i = 1:2, h = 1:8, g = 1:12)
d$z <- d$h %% 2
d$t <- d$i - 1
say("crossed", d, y ~ z + t + (1 | g) + (1 | h), c("z", "t"), list(level("g"), level("h")))

writeLines(c("[", paste(unlist(rows), collapse = ",\n"), "]"), "degrees-of-freedom.json")

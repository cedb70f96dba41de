# Satterthwaite's and Kenward and Roger's tests at true variances, for the designs of estimated-variances.test.ts. Writes designs.json.
# Run: Rscript designs.R (lme4, lmerTest and pbkrtest)
#
# Both methods depend on the variances. So that software for fitted models uses the true ones, the responses are made so that the REML estimates are the true
# values: a combination of noise vectors for which all REML equations y'P V_a P y = tr(P V_a) hold. lmer's fit is then evaluated at the true values.
# `kr`: pbkrtest, with the expected information. `satterthwaite`: 2V^2/(g'Wg), with W and the derivatives P_a that pbkrtest computes. `lmerTest`: with its numerical Hessian of
# the REML deviance, which is the same only for balanced designs; null where it differs.
suppressMessages({ library(lme4); library(pbkrtest); library(lmerTest) })

# `sigmas`: by 'group/columns'; lme4 has its own order of terms.
at_truth <- function(formula, data, sigmas, phi, seed = 1) {
    set.seed(seed)
    data$y <- rnorm(nrow(data))
    parsed <- lme4::lFormula(formula, data)
    X <- parsed$X
    Zt <- as.matrix(parsed$reTrms$Zt)
    # V and its derivatives by every entry of every Sigma, and phi.
    n <- nrow(data)
    V <- phi * diag(n)
    derivatives <- list()
    Gp <- parsed$reTrms$Gp
    theta <- c()
    for (k in seq_along(parsed$reTrms$cnms)) {
        d <- length(parsed$reTrms$cnms[[k]])
        Z <- t(Zt[(Gp[k] + 1):Gp[k + 1], , drop = FALSE])
        units <- ncol(Z) / d
        S <- as.matrix(sigmas[[paste0(sub('\\.[0-9]+$', '', names(parsed$reTrms$cnms)[k]), '/', paste(parsed$reTrms$cnms[[k]], collapse = ','))]])
        V <- V + Z %*% kronecker(diag(units), S) %*% t(Z)
        for (j in 1:d) for (i in j:d) {
            E <- matrix(0, d, d)
            E[i, j] <- E[j, i] <- 1
            derivatives[[length(derivatives) + 1]] <- Z %*% kronecker(diag(units), E) %*% t(Z)
        }
        L <- t(chol(S / phi))
        theta <- c(theta, L[lower.tri(L, diag = TRUE)])
    }
    derivatives[[length(derivatives) + 1]] <- diag(n)
    Vi <- solve(V)
    P <- Vi - Vi %*% X %*% solve(t(X) %*% Vi %*% X, t(X) %*% Vi)
    forms <- lapply(derivatives, function(D) P %*% D %*% P)
    targets <- sapply(derivatives, function(D) sum(P * D))
    # Newton's method for the shares of many noise vectors; the start has the right expectation.
    W <- t(chol(V)) %*% matrix(rnorm(n * (2 * length(targets) + 4)), n) / sqrt(2 * length(targets) + 4)
    s <- rep(1, ncol(W))
    reduced <- lapply(forms, function(A) t(W) %*% A %*% W)
    for (step in 1:200) {
        now <- sapply(reduced, function(A) drop(t(s) %*% A %*% s)) - targets
        if (max(abs(now / targets)) < 1e-13) break
        J <- t(sapply(reduced, function(A) drop(2 * A %*% s)))
        s <- s - 0.7 * drop(t(J) %*% solve(J %*% t(J), now))
    }
    stopifnot(max(abs(now / targets)) < 1e-11)
    data$y <- drop(W %*% s)
    parsed <- lme4::lFormula(formula, data)
    deviance <- do.call(mkLmerDevfun, parsed)
    value <- deviance(theta)
    fit <- mkMerMod(environment(deviance), list(par = theta, fval = value, feval = 1, conv = 0, message = ""), parsed$reTrms, fr = parsed$fr)
    fit@call <- call("lmer", formula = formula, data = quote(data))
    environment(fit@call$formula) <- environment()
    stopifnot(abs(sigma(fit)^2 / phi - 1) < 1e-8)
    list(fit = fit, data = data)
}

rows <- list()
number <- function(x) if (is.null(x) || is.na(x)) "null" else format(x, digits = 12)

say <- function(design, formula, data, sigmas, phi, tests) {
    made <- at_truth(formula, data, sigmas, phi)
    fit <- made$fit
    assign("data", made$data, envir = globalenv())
    adjusted <- vcovAdj(fit)
    Phi <- as.matrix(vcov(fit))
    W <- attr(adjusted, "W")
    P <- lapply(attr(adjusted, "P"), as.matrix)
    names <- names(fixef(fit))
    modern <- try(as_lmerModLmerTest(fit), silent = TRUE)
    for (test in tests) {
        L <- if (is.list(test)) do.call(rbind, lapply(test, function(one) as.numeric(names == one))) else rbind(as.numeric(names == test))
        stopifnot(all(rowSums(L) == 1))
        one <- function(l) {
            V <- drop(l %*% Phi %*% l)
            g <- sapply(P, function(Pa) -drop(l %*% Phi %*% Pa %*% Phi %*% l))
            2 * V^2 / drop(t(g) %*% W %*% g)
        }
        if (nrow(L) == 1) {
            satterthwaite <- one(L[1, ])
            kr <- get_Lb_ddf(fit, L[1, ])
            scale <- 1
        } else {
            e <- eigen(L %*% Phi %*% t(L), symmetric = TRUE)
            nu <- apply(t(e$vectors) %*% L, 1, one)
            satterthwaite <- if (max(nu) - min(nu) < 1e-6) mean(nu) else { E <- sum(nu / (nu - 2)); 2 * E / (E - nrow(L)) }
            found <- getKR(KRmodcomp(fit, L))
            kr <- found$ddf
            scale <- found$F.scaling
        }
        theirs <- if (inherits(modern, "try-error")) NA else contest(modern, L, joint = TRUE)$DenDF
        if (!is.na(theirs) && abs(theirs / satterthwaite - 1) > 1e-4) theirs <- NA
        covariance <- L %*% adjusted %*% t(L)
        rows[[length(rows) + 1]] <<- sprintf('  { "design": "%s", "effects": [%s], "satterthwaite": %s, "lmerTest": %s, "kr": %s, "scale": %s, "variance": [%s], "adjusted": [%s] }',
            design, paste0('"', unlist(test), '"', collapse = ", "), number(satterthwaite), number(theirs), number(kr), number(scale),
            paste(sapply(as.vector(L %*% Phi %*% t(L)), number), collapse = ", "), paste(sapply(as.vector(as.matrix(covariance)), number), collapse = ", "))
    }
}

d <- expand.grid(i = 1:5, s = 1:12)
d$arm <- d$s %% 2
say("two arms", y ~ arm + (1 | s), d, list('s/(Intercept)' = 0.5), 2, list("(Intercept)", "arm", list("(Intercept)", "arm")))

d <- expand.grid(i = 1:6, c = 1:2, s = 1:5)
d$arm <- d$c - 1
say("blocks", y ~ arm + (1 | s) + (1 | s:c), d, list('s/(Intercept)' = 0.3, 's:c/(Intercept)' = 0.2), 1, list("(Intercept)", "arm", list("(Intercept)", "arm")))

d <- expand.grid(i = 1:4, p = 0:1, s = 1:6)
d$arm <- d$s %% 2
d$armp <- d$arm * d$p
say("difference in differences", y ~ arm + p + armp + (1 | s) + (1 | s:p), d, list('s/(Intercept)' = 0.4, 's:p/(Intercept)' = 0.2), 1, list("arm", "armp", list("arm", "armp")))

d <- expand.grid(t = 0:3, s = 1:10)
d$arm <- d$s %% 2
d$armt <- d$arm * d$t
say("random slopes", y ~ arm + t + armt + (t | s), d, list('s/(Intercept),t' = matrix(c(0.8, 0.1, 0.1, 0.2), 2)), 1, list("arm", "t", "armt", list("t", "armt"), list("arm", "armt")))
say("uncorrelated slopes", y ~ arm + t + armt + (t || s), d, list('s/(Intercept)' = 0.8, 's/t' = 0.2), 1, list("(Intercept)", "arm", "t", "armt", list("arm", "t", "armt")))

d <- expand.grid(c = c(-0.5, 0.5), g = 1:8, h = 1:8)
say("crossed within", y ~ c + (c || g) + (c || h), d, list('g/(Intercept)' = 0.4, 'g/c' = 0.5, 'h/(Intercept)' = 0.3, 'h/c' = 0.2), 1, list("(Intercept)", "c", list("(Intercept)", "c")))

d <- expand.grid(i = 1:2, h = 1:8, g = 1:12)
d$z <- d$h %% 2
say("crossed between items", y ~ z + (1 | g) + (1 | h), d, list('g/(Intercept)' = 0.6, 'h/(Intercept)' = 0.4), 1.5, list("(Intercept)", "z"))

d <- expand.grid(i = 1:2, h = 1:8, g = 1:12)
d$z <- d$h %% 2
say("crossed between items with slopes of subjects", y ~ z + (z || g) + (1 | h), d, list('g/(Intercept)' = 0.6, 'g/z' = 0.3, 'h/(Intercept)' = 0.4), 1.5, list("(Intercept)", "z", list("(Intercept)", "z")))

d <- expand.grid(i = 1:3, p = 1:2, c = 1:2, s = 1:6)
d$arm <- d$p - 1
d$z <- d$c - 1
say("three levels", y ~ arm + z + (1 | s) + (1 | s:c) + (1 | s:c:p), d, list('s/(Intercept)' = 0.3, 's:c/(Intercept)' = 0.2, 's:c:p/(Intercept)' = 0.5), 1, list("(Intercept)", "arm", "z", list("arm", "z")))

d <- expand.grid(period = 0:3, i = 1:2, s = 1:6)
d$wave <- (d$s - 1) %% 3 + 1
d$on <- as.numeric(d$period >= d$wave)
d$p1 <- +(d$period == 1); d$p2 <- +(d$period == 2); d$p3 <- +(d$period == 3)
say("stepped wedge", y ~ p1 + p2 + p3 + on + (1 | s), d, list('s/(Intercept)' = 0.5), 1, list("on", "p3", list("p1", "p2", "p3")))
say("stepped wedge by periods", y ~ p1 + p2 + p3 + on + (1 | s) + (1 | s:period), d, list('s/(Intercept)' = 0.5, 's:period/(Intercept)' = 0.2), 1, list("on", "p3", list("p1", "p2", "p3")))

d <- expand.grid(i = 1:4, s = 1:9)
d$two <- +(d$s %% 3 == 1)
d$three <- +(d$s %% 3 == 2)
say("three arms", y ~ two + three + (1 | s), d, list('s/(Intercept)' = 0.5), 1, list("two", list("two", "three")))

d <- expand.grid(i = 1:4, c = 1:2, s = 1:8)
d$z <- d$s %% 2
d$arm <- d$c - 1
d$zarm <- d$z * d$arm
say("split plot", y ~ z + arm + zarm + (1 | s) + (1 | s:c), d, list('s/(Intercept)' = 0.5, 's:c/(Intercept)' = 0.25), 1, list("z", "arm", "zarm", list("z", "arm")))

d <- expand.grid(t = 0:3, s = 1:12)
d$arm <- +(d$s %% 3 == 0)
d$armt <- d$arm * d$t
say("one in three treated", y ~ arm + t + armt + (t | s), d, list('s/(Intercept),t' = matrix(c(0.5, -0.1, -0.1, 0.3), 2)), 0.7, list("arm", "armt", list("arm", "armt")))

writeLines(c("[", paste(unlist(rows), collapse = ",\n"), "]"), "designs.json")

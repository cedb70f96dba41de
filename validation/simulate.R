# Simulates the designs of `models/` and fits each data set by maximum likelihood with lme4, glmmTMB or R's glm.
#
#   Rscript validation/simulate.R                 all designs
#   Rscript validation/simulate.R NAME...         some of them
#   Rscript validation/simulate.R --batches 8     up to eight batches of each (5 unless said otherwise)
#
# The designs are written by hand here (`designs.R`), a second time and in another language, so that a mistake in the program's reading of a model
# shows up as a disagreement. A batch is 100 data sets with the effect at its value and 60 with the effect at 0, with a seed of its own; its estimates
# are kept in `batches/`, so that a run continues where the last one stopped. `results/` has the summaries.
suppressMessages({
  library(lme4)
  library(glmmTMB)
  library(jsonlite)
})

here <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))))
source(file.path(here, "designs.R"))

# The estimates of one data set: values, standard error of the tested effect, and whether a variance was estimated as 0 (or a correlation as +-1).
# NULL if the software gives no estimate or no standard error.
estimates <- function(fitted, design) {
  effects <- if (inherits(fitted, "glmmTMB")) fixef(fitted)$cond else if (inherits(fitted, "glm")) coef(fitted) else fixef(fitted)
  covariance <- if (inherits(fitted, "glmmTMB")) vcov(fitted)$cond else as.matrix(vcov(fitted))
  error <- sqrt(covariance[design$tested, design$tested])
  if (inherits(fitted, "glm")) {
    # The deviance of an inverse Gaussian response is its maximum likelihood estimate; the sum of squared residuals that `summary` divides has more noise.
    component <- if (is.null(design$group)) deviance(fitted) / df.residual(fitted) else 0
    singular <- !is.null(design$group)
  } else if (inherits(fitted, "glmmTMB")) {
    component <- VarCorr(fitted)$cond[[design$group]][1, 1]
    singular <- component < 1e-6
  } else {
    component <- VarCorr(fitted)[[design$group]][1, 1]
    singular <- isSingular(fitted)
  }
  stopped <- (inherits(fitted, "glmmTMB") && fitted$fit$convergence != 0) ||
    (inherits(fitted, "merMod") && !identical(as.integer(fitted@optinfo$conv$opt), 0L))
  found <- c(effect = effects[[design$tested]], beta0 = effects[["(Intercept)"]], component = component, error = error, singular = singular)
  if (stopped || !all(is.finite(found)) || abs(found[["effect"]]) > 15 || error > 15) NULL else found
}

# The first fit makes the template; later ones put a new response into it where the design's rows stay the same.
fitter <- function(design) {
  template <- NULL
  function(rows) {
    tryCatch(suppressWarnings(suppressMessages({
      if (!is.null(design$tmb)) {
        if (is.null(template)) {
          template <<- design$tmb(rows)
        }
        structure <- template
        structure$data.tmb$yobs <- rows$y
        fitted <- fitTMB(structure)
        # At a variance of 0 the logarithm that glmmTMB estimates has no end, and there are no standard errors.
        if (any(unlist(VarCorr(fitted)$cond) < 1e-6) || !all(is.finite(vcov(fitted)$cond))) design$without(rows) else fitted
      } else if (isTRUE(design$redraws)) {
        design$fit(rows)
      } else if (is.null(template)) {
        template <<- design$fit(rows)
        template
      } else {
        refit(template, newresp = if (is.null(rows$failures)) rows$y else cbind(rows$y, rows$failures))
      }
    })), error = function(problem) NULL)
  }
}

simulate <- function(design, fit, replicates, effect) {
  lapply(seq_len(replicates), function(i) {
    fitted <- fit(design$draw(effect))
    if (is.null(fitted)) NULL else tryCatch(estimates(fitted, design), error = function(problem) NULL)
  })
}

batchFile <- function(design, batch) file.path(here, "batches", paste0(design$name, "-", batch, ".rds"))

makeBatch <- function(design, batch) {
  set.seed(1000 * design$seed + batch)
  begun <- proc.time()[["user.self"]]
  fit <- fitter(design)
  runs <- list(atValue = simulate(design, fit, 100, design$truth[["effect"]]), atNull = simulate(design, fit, 60, 0))
  saveRDS(c(runs, seconds = proc.time()[["user.self"]] - begun), batchFile(design, batch))
}

proportion <- function(hits) list(value = mean(hits), mcse = sqrt(mean(hits) * (1 - mean(hits)) / length(hits)))

# Mean and variance of the estimates, each with its Monte-Carlo standard error; that of the variance from the fourth moment.
moments <- function(values, truth) {
  centred <- values - mean(values)
  variance <- var(values)
  list(
    truth = truth,
    mean = list(value = mean(values), mcse = sqrt(variance / length(values))),
    variance = list(value = variance, mcse = sqrt(max(0, mean(centred^4) - variance^2) / length(values)))
  )
}

summarised <- function(design) {
  batches <- lapply(Filter(file.exists, vapply(1:1000, function(batch) batchFile(design, batch), "")), readRDS)
  runs <- lapply(c(atValue = "atValue", atNull = "atNull"), function(which) unlist(lapply(batches, function(batch) batch[[which]]), recursive = FALSE))
  tables <- lapply(runs, function(run) do.call(rbind, run))
  rejects <- function(table) abs(table[, "effect"] / table[, "error"]) > design$critical
  counts <- function(which) list(
    fits = length(runs[[which]]), failed = sum(vapply(runs[[which]], is.null, NA)), singular = sum(tables[[which]][, "singular"])
  )
  found <- tables$atValue
  regular <- found[, "singular"] == 0
  names <- design$names
  parameters <- setNames(lapply(names(names), function(key) moments(found[, key], design$truth[[key]])), names)
  parameters[[names[["effect"]]]]$meanOfEstimatedVariance <- mean(found[, "error"]^2)
  list(
    design = design$name, observations = design$observations, software = design$software, critical = design$critical, seed = design$seed,
    atValue = counts("atValue"), atNull = counts("atNull"),
    parameters = parameters,
    componentOfRegularFits = if (is.null(design$group)) NULL else moments(found[regular, "component"], design$truth[["component"]]),
    power = proportion(rejects(found)), powerOfRegularFits = proportion(rejects(found)[regular]), typeOne = proportion(rejects(tables$atNull)),
    seconds = round(sum(vapply(batches, function(batch) batch$seconds, 0)))
  )
}

versions <- list(R = as.character(getRversion()), lme4 = as.character(packageVersion("lme4")), glmmTMB = as.character(packageVersion("glmmTMB")))
arguments <- commandArgs(TRUE)
limit <- match("--batches", arguments)
batches <- if (is.na(limit)) 5 else as.integer(arguments[limit + 1])
chosen <- if (is.na(limit)) arguments else arguments[-(limit + 0:1)]
known <- names(designs)
if (!all(chosen %in% known)) {
  stop("Unknown design: ", paste(setdiff(chosen, known), collapse = ", "), ". The designs are ", paste(known, collapse = ", "), ".")
}
for (folder in c("batches", "results")) {
  dir.create(file.path(here, folder), showWarnings = FALSE)
}
for (batch in seq_len(batches)) {
  for (name in if (length(chosen) > 0) chosen else known) {
    design <- designs[[name]]
    if (file.exists(batchFile(design, batch))) {
      next
    }
    makeBatch(design, batch)
    result <- c(summarised(design), list(versions = versions))
    write_json(result, file.path(here, "results", paste0(name, ".json")), auto_unbox = TRUE, digits = 8, pretty = 4, null = "null")
    cat(sprintf("%s, batch %d: power %.3f, at the null %.3f, %d s\n", name, batch, result$power$value, result$typeOne$value, result$seconds))
  }
}

# Prints fits of lme4, glmmTMB, lm and glm: the texts that people paste. Run it in this folder: Rscript fits.R
# Each print goes to a file of its own.
suppressMessages({
    library(lme4)
    library(glmmTMB)
})
set.seed(20261130)

print_to <- function(name, ...) {
    writeLines(unlist(lapply(list(...), capture.output)), paste0(name, ".txt"))
}

# One factor, a random slope.
sleep <- lmer(Reaction ~ Days + (1 + Days | Subject), sleepstudy)
print_to("lmer-slopes.summary", summary(sleep))
print_to("lmer-slopes.print", print(sleep))
print_to("lmer-uncorrelated.summary", summary(lmer(Reaction ~ Days + (Days || Subject), sleepstudy, REML = FALSE)))
print_to("glmmTMB-slopes.summary", summary(glmmTMB(Reaction ~ Days + (Days | Subject), sleepstudy)))

# Counts of successes, a factor with four levels.
print_to("glmer-herds.summary", summary(glmer(cbind(incidence, size - incidence) ~ period + (1 | herd), cbpp, binomial)))

# Two arms with different link, an interaction of a factor and a number, names with dots.
clinics <- data.frame(clinic = factor(rep(1:30, each = 20)), arm = factor(rep(c("control", "drug"), each = 20, length.out = 600)))
clinics$age.c <- rnorm(600)
clinics$cured <- rbinom(600, 1, pnorm(-0.4 + 0.5 * (clinics$arm == "drug") + 0.3 * clinics$age.c + rep(rnorm(30, 0, 0.5), each = 20)))
print_to("glmer-probit.summary", summary(glmer(cured ~ arm * age.c + (1 | clinic), clinics, family = binomial(link = "probit"))))

# Nesting, unequal sizes, a factor by number, a logical, a long formula.
pupils <- expand.grid(pupil = 1:12, class = 1:3, school = 1:20)[sample(720, 650), ]
pupils$class <- factor(pupils$class)
pupils$school <- factor(pupils$school)
pupils$visit <- sample(1:3, 650, TRUE)
pupils$trained <- as.integer(pupils$school) %% 2 == 0
pupils$hours_of_homework <- rnorm(650)
pupils$socioeconomic_status <- rnorm(650)
pupils$score <- 0.4 * pupils$trained + 0.2 * (pupils$visit == 2) + 0.2 * pupils$hours_of_homework + rnorm(20, 0, 0.5)[pupils$school] +
    rnorm(60, 0, 0.4)[interaction(pupils$class, pupils$school)] + rnorm(650)
print_to(
    "lmer-nested.summary",
    summary(lmer(score ~ trained + factor(visit) + hours_of_homework * socioeconomic_status + I(hours_of_homework^2) + (1 | school / class), pupils))
)

# Crossed factors; a factor with a random effect.
words <- expand.grid(subject = factor(1:24), item = factor(1:12), stringsAsFactors = FALSE)
words$condition <- factor(ifelse(as.integer(words$item) %% 2 == 0, "match", "mismatch"))
words$logRT <- 6 + 0.08 * (words$condition == "mismatch") + rnorm(24, 0, 0.25)[words$subject] +
    rnorm(24, 0, 0.1)[words$subject] * (words$condition == "mismatch") + rnorm(12, 0, 0.12)[words$item] + rnorm(288, 0, 0.3)
print_to("lmer-crossed.summary", summary(lmer(logRT ~ condition + (condition | subject) + (1 | item), words)))

# Counts with a time at risk.
events <- data.frame(practice = factor(rep(1:25, each = 16)), treated = rep(c(0, 1), each = 16, length.out = 400))
events$years <- runif(400, 0.5, 2)
events$count <- rnbinom(400, size = 2, mu = events$years * exp(0.2 - 0.4 * events$treated + rep(rnorm(25, 0, 0.4), each = 16)))
print_to("glmmTMB-counts.summary", summary(glmmTMB(count ~ treated + offset(log(years)) + (1 | practice), events, family = nbinom2)))
print_to("glmer-nb.summary", summary(suppressWarnings(glmer.nb(count ~ treated + offset(log(years)) + (1 | practice), events))))
print_to("glmmTMB-counts.print", print(glmmTMB(count ~ treated + offset(log(years)) + (1 | practice), events, family = poisson)))

# A variance at its bound.
flat <- data.frame(group = factor(rep(1:10, each = 6)), x = rnorm(60))
flat$y <- 1 + 0.3 * flat$x + rep(c(-1, 1, -1, 1, -1, 1), 10)
print_to("lmer-singular.summary", summary(suppressMessages(lmer(y ~ x + (1 | group), flat))))

# Without groups.
print_to("lm.summary", summary(lm(Reaction ~ Days, sleepstudy)))
print_to("glm.summary", summary(glm(cured ~ arm + age.c, binomial, clinics)))
print_to("glm-gamma.summary", summary(glm(Reaction ~ Days, Gamma("log"), sleepstudy)))


"""Mean responses of models with known intercepts, by nested quadrature with mpmath 1.3.0, 20 digits or more.

Each case says its model by hand, apart from the engine's own data; marginal.test.ts has the same models as specs, by name. Writes marginal.json beside
itself: name, intercept, mean response. Takes some minutes. Run: python3 reference.py
"""
import json
import pathlib

import mpmath as mp

mp.mp.dps = 25

expit = lambda x: 1 / (1 + mp.exp(-x))
cloglog = lambda x: -mp.expm1(-mp.exp(x))
density = lambda z: mp.exp(-z * z / 2) / mp.sqrt(2 * mp.pi)


def normal(f, mean=0, sd=1):
    """E f(X), X normal, by the trapezoidal rule, which is exact to all digits here."""
    if sd == 0:
        return f(mp.mpf(mean))
    h = mp.mpf(1) / 16
    return h * mp.fsum(density(k * h) * f(mean + sd * (k * h)) for k in range(-192, 193))


def uniform(f, low, high, pieces=()):
    points = [low, *pieces, high]
    return mp.quad(f, points) / (mp.mpf(high) - low)


def points(f, values):
    return mp.fsum(f(mp.mpf(v)) for v in values) / len(values)


sqrt = mp.sqrt
d = mp.mpf
cases = {}


def case(name, intercept, mean):
    cases[name] = {"name": name, "intercept": intercept, "mean": float(mean(d(intercept)))}
    print(cases[name], flush=True)


# Without random effects, or with closed forms.
case("gaussian", 1.5, lambda b: b + d("0.7") * d("0.5") + 2 * (d(7) / 3))
case("poisson intercept, uniform", -1.46, lambda b: mp.exp(b + d("6.66") / 2) * mp.sinh(d("2.11")) / d("2.11"))
case("poisson slope, normal", 0.2, lambda b: normal(lambda x: mp.exp(b + d("0.3") * x + (d("0.25") - 2 * d("0.1") * x + d("0.16") * x * x) / 2), 1, 1))
case("poisson gamma", 0.4, lambda b: mp.exp(b) * (d(3) / (3 - d("0.8"))) ** 2)
case("poisson square", -0.3, lambda b: uniform(lambda x: mp.exp(b + x * x - x), -1, 2))
case("probit", -0.8, lambda b: uniform(lambda x: mp.ncdf((b + d("0.5") * x) / sqrt(1 + d("0.5") + d("0.36"))), 0, 2))
# Logistic.
case("logit intercept", -1.2, lambda b: normal(lambda u: expit(b + u), 0, d("1.3")))
case("logit rare", -16, lambda b: normal(lambda u: expit(b + u), 0, d("0.5")))
case("logit frequent", 7, lambda b: normal(lambda u: expit(b + u), 0, 1))
case("logit wide", 3, lambda b: normal(lambda u: expit(b + u), 0, 6))
case("logit uniform", 0.5, lambda b: uniform(lambda x: normal(lambda u: expit(b - 2 * x + u), 0, 1), -1, 3))
case("logit slope on uniform", -0.5, lambda b: uniform(lambda x: normal(lambda u: expit(b + x + sqrt(d("0.5") + 2 * d("0.1") * x + d("0.8") * x * x) * u)), -1, 1))
case("logit slope on normal", -0.5, lambda b: normal(lambda x: normal(lambda u: expit(b + d("0.7") * x + sqrt(d("0.5") + d("0.8") * x * x) * u)), 1, d("0.5")))
case("logit crossed", 0.3, lambda b: normal(lambda u: expit(b + u), 0, sqrt(d("0.7") + d("1.1") + d("0.5") ** 2 * 4)))
case("logit each and interaction", -2, lambda b: points(lambda a: points(lambda t: normal(lambda u: expit(b + a + d("0.3") * t - d("0.2") * a * t + u), 0, d("0.9")), [0, 2, 5]), [0, 0, 1]))
case("logit threshold", -1, lambda b: mp.ncdf(-d("0.3")) * normal(lambda u: expit(b + 2 + u), 0, d("0.6")) + mp.ncdf(d("0.3")) * normal(lambda u: expit(b + u), 0, d("0.6")))
case("logit student", 0.7, lambda b: mp.quad(lambda x: expit(b + x) * mp.gamma(2) / (sqrt(3 * mp.pi) * mp.gamma(d(3) / 2)) * (1 + x * x / 3) ** -2, [-mp.inf, -50, -10, -3, 0, 3, 10, 50, mp.inf]))
# Given x1 the other predictor is 0.5 x1 + sqrt(0.75) z.
case("logit mvnormal", 0.25, lambda b: normal(lambda x: normal(lambda u: expit(b + d("0.4") * x + d("0.9") * d("0.5") * x + sqrt(d("0.6") + d("0.3") * x * x + d("0.81") * d("0.75")) * u))))
case("cloglog", -1.1, lambda b: uniform(lambda x: normal(lambda u: cloglog(b + d("0.6") * x + u), 0, d("0.8")), -1, 1))
case("cloglog frequent", 1.0, lambda b: normal(lambda u: cloglog(b + u), 0, d("0.5")))
# Links for η > 0.
case("gamma inverse", 2, lambda b: uniform(lambda x: 1 / (b + d("0.5") * x), -1, 1))
case("inverse gaussian inverseSquare", 3, lambda b: uniform(lambda x: 1 / sqrt(b + x), -1, 1))
case("poisson sqrt", 1.5, lambda b: uniform(lambda x: (b + d("0.5") * x) ** 2, -1, 1))


def bates(n):
    """Density of the sum of n uniforms on (0, 1)."""
    return lambda s: mp.fsum((-1) ** k * mp.binomial(n, k) * (s - k) ** (n - 1) for k in range(int(mp.floor(s)) + 1)) / mp.factorial(n - 1)


f6 = bates(6)
case("logit six uniforms", -3, lambda b: mp.quad(lambda s: f6(s) * normal(lambda u: expit(b + s + u), 0, d("0.7")), list(range(7))))

path = pathlib.Path(__file__).with_name("marginal.json")
path.write_text("[\n" + ",\n".join("  " + json.dumps(row) for row in cases.values()) + "\n]\n")

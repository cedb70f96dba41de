"""Variances of fixed effects with one random intercept, by dense trapezoidal sums over everything: slow, and without any of the engine's transformations.

Writes one-factor-quadrature.json. Run: python3 one_factor_quadrature.py. Formulas: docs/theory.md, "Leading terms", "Two terms", "The refined form".
Each value is computed with two spacings; the script stops where they differ by more than 1e-9 relative.
"""

import json

import numpy as np
from numpy.polynomial.legendre import leggauss
from scipy.special import log_ndtr

LOG_WEIGHTS = {
    "bernoulli": lambda e: -np.abs(e) - 2 * np.log1p(np.exp(-np.abs(e))),
    "probit": lambda e: -e * e - np.log(2 * np.pi) - log_ndtr(e) - log_ndtr(-e),
    "poisson": lambda e: e,
    "gaussian log": lambda e: 2 * e,
}


def normal(step):
    """N(0, 1)."""
    x = np.arange(-12, 12 + step / 2, step)
    return x, step * np.exp(-x * x / 2) / np.sqrt(2 * np.pi)


def panels(low, high, width):
    """Gauss-Legendre on equal panels."""
    nodes, weights = leggauss(20)
    starts = np.arange(low, high - width / 2, width)
    return (starts[:, None] + (nodes + 1) * width / 2).ravel(), np.tile(weights * width / 2, len(starts))


def law(name, fine):
    """Points and weights of a predictor."""
    step = 0.02 / fine
    if name == "Normal(0, 1)":
        return normal(step)
    if name == "Uniform(-1, 1)":
        x, w = panels(-1, 1, 0.5 / fine)
        return x, w / 2
    if name == "each 0, 1":
        return np.array([0.0, 1.0]), np.array([0.5, 0.5])
    if name.startswith("Exponential("):
        rate = float(name[12:-1])
        x, w = panels(0, 400 / rate, 0.5 / fine)
        return x, w * rate * np.exp(-rate * x)
    raise ValueError(name)


def variances(case, fine):
    sigma2, n, m, phi = case["variance"], case["n"], case["m"], case.get("phi", 1)
    log_weight = LOG_WEIGHTS[case["family"]]
    x, px = law(case["x"], fine)
    z, pz = law(case["z"], fine) if "z" in case else (np.zeros(1), np.ones(1))
    terms_a = 2 if "z" in case else 1
    sd = np.sqrt(sigma2)
    # Far enough for weights that move the mass, and for the inverse of weights that fall off like a normal density.
    reach = case.get("reach", 12) * sd + 4 * sigma2 * (case["family"] in ("poisson", "gaussian log"))
    step = min(0.05, 0.05 * sd) / fine
    u = np.arange(-reach, reach + step / 2, step)
    log_pu = np.log(step) - u * u / (2 * sigma2) - 0.5 * np.log(2 * np.pi * sigma2)
    size = terms_a + 1
    information = np.zeros((size, size))
    e_schur, inverse, regression, l_inverse = 0.0, np.zeros((terms_a, terms_a)), np.zeros(terms_a), np.zeros((terms_a, terms_a))
    for zk, wk in zip(z, pz):
        if wk < 1e-120:
            continue
        design = np.array([1.0, zk][:terms_a])
        eta0 = case["b0"] + case.get("bz", 0) * zk
        l_inverse += wk * np.outer(design, design) / sigma2
        for chunk in np.array_split(np.arange(len(u)), max(1, len(u) * len(x) // 4_000_000)):
            eta = eta0 + u[chunk][:, None] + case["b1"] * x[None, :]
            log_w = log_weight(eta) - np.log(phi)
            # Moments relative to the largest weight of a row, so that nothing underflows.
            scale = log_w.max(axis=1)
            w = np.exp(log_w - scale[:, None])
            m0, m1, m2 = w @ px, w @ (px * x), w @ (px * x * x)
            log_p = log_pu[chunk] + np.log(wk)
            with np.errstate(over="ignore", under="ignore", invalid="ignore"):
                e_schur += np.sum(np.exp(log_p + scale + np.log(np.maximum(m2 - m1 * m1 / m0, 1e-300))))
                inverse += np.sum(np.exp(log_p - scale - np.log(m0))) * np.outer(design, design) / sigma2**2
                regression += np.sum(np.exp(log_p) * m1 / m0) * design / sigma2
                # n E P = 1/(1/(n sigma2 s) + m0) in units of the scale s.
                nps = 1 / (np.exp(-scale) / (n * sigma2) + m0)
                posterior = nps * np.exp(-scale) / n
                posterior = np.where(scale < -600, 1 / (1 / sigma2 + n * np.exp(scale) * m0), posterior)
                rho = nps * m1
                p = np.exp(log_p)
                lost = np.zeros((3, len(chunk)))
                if not case["x"].startswith("each"):
                    q0, q1, q2 = w * w @ px, w * w @ (px * x), w * w @ (px * x * x)
                    d1 = m1 - rho * m0
                    lost[0] = posterior * nps**2 / n * (q0 - m0 * m0)
                    lost[1] = nps**2 / n * (q1 - rho * q0 - m0 * d1)
                    lost[2] = nps * np.exp(scale) * (q2 - 2 * rho * q1 + rho**2 * q0 - d1 * d1)
                aa = np.sum(p * (1 / sigma2 - (posterior + lost[0]) / sigma2**2))
                ab = np.sum(p * (rho - lost[1])) / sigma2
                bb = np.sum(np.exp(log_p + scale) * (n * (m2 - m1 * rho))) - np.sum(p * lost[2])
            information[:terms_a, :terms_a] += aa * np.outer(design, design)
            information[:terms_a, terms_a] += ab * design
            information[terms_a, :terms_a] += ab * design
            information[terms_a, terms_a] += bb
    l, c = np.linalg.inv(l_inverse), 1 / e_schur
    refined = np.linalg.inv(information) / m
    two = l / m + l @ (inverse + c * np.outer(regression, regression)) @ l / (m * n)
    names = ["b0", "bz"][:terms_a] + ["b1"]
    leading = list(np.diag(l) / m) + [c / (m * n)]
    two_term = list(np.diag(two)) + [c / (m * n)]
    found = {name: {"leading": leading[i], "twoTerm": two_term[i], "refined": refined[i, i]} for i, name in enumerate(names)}
    if not case.get("twoTerm", True):
        for name in names:
            del found[name]["twoTerm"]
    if not case.get("refined", True):
        for name in names:
            del found[name]["refined"]
    return found


CASES = (
    [
        {"family": "bernoulli", "x": "Normal(0, 1)", "b0": -0.5, "b1": 0.7, "variance": v, "n": 20, "m": 50, "twoTerm": v <= 10}
        for v in (1, 10, 45, 60, 100, 400, 1000)
    ]
    + [{"family": "bernoulli", "x": "Uniform(-1, 1)", "b0": -2, "b1": 1.5, "variance": v, "n": 4, "m": 30, "twoTerm": v <= 10} for v in (4, 49, 144)]
    + [
        {"family": "probit", "x": "each 0, 1", "b0": 0.5, "b1": 0.3, "variance": v, "n": 20, "m": 50, "reach": 12 / np.sqrt(1 - v) if v < 1 else 12, "twoTerm": v <= 0.9}
        for v in (0.5, 0.9, 0.95, 0.99, 25)
    ]
    + [{"family": "gaussian log", "x": "Normal(0, 1)", "b0": 0.5, "b1": 0.3, "variance": v, "n": 20, "m": 50} for v in (1, 4)]
    + [
        {"family": "poisson", "x": "Uniform(-1, 1)", "z": "Exponential(1)", "b0": 0.5, "bz": bz, "b1": 0.3, "variance": 0.5, "n": 20, "m": 50, "twoTerm": -1 < bz}
        for bz in (-1.2, -0.5, 0.6)
    ]
    + [
        {"family": "bernoulli", "x": "Uniform(-1, 1)", "z": "Exponential(1)", "b0": 0.5, "bz": bz, "b1": 0.3, "variance": 0.5, "n": 20, "m": 50}
        for bz in (-0.6, 0.7)
    ]
)

rows = []
for case in CASES:
    first, second = variances(case, 1), variances(case, 1.5)
    for name, values in second.items():
        for accuracy, value in values.items():
            assert np.isfinite(value) and abs(first[name][accuracy] / value - 1) < 1e-9, (case, name, accuracy, first[name][accuracy], value)
    rows.append({**{k: v for k, v in case.items() if k not in ("reach", "twoTerm", "refined")}, "variances": second})
    print(case, second)
with open("one-factor-quadrature.json", "w", encoding="utf-8") as file:
    file.write("[\n" + ",\n".join("  " + json.dumps(row) for row in rows) + "\n]\n")

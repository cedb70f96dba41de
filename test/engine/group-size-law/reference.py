"""Expectations over the law of the number of observations in a group, given n >= 1, to 40 digits by mpmath 1.3.0.

Writes group-size-law.json beside itself: E n, E 1/n and E 1/(1 + n/50), and the probabilities of some sizes, all by summing over
every size. Takes a minute. Run: python3 reference.py
"""
import json
import pathlib

import mpmath as mp

mp.mp.dps = 40


def poisson(mean):
    mean = mp.mpf(mean)
    total = -mp.expm1(-mean)
    return lambda k: mp.exp(k * mp.log(mean) - mean - mp.loggamma(k + 1)) / total


def sizes(mean, cv):
    mean, cv = mp.mpf(mean), mp.mpf(cv)
    shape = 1 / cv**2
    rate = shape / mean
    upper = lambda x: mp.gammainc(shape, rate * x, mp.inf, regularized=True)
    half = mp.mpf(1) / 2
    total = upper(half)
    if shape < 1e4:
        return lambda k: mp.gammainc(shape, rate * (k - half), rate * (k + half), regularized=True) / total
    density = lambda x: mp.exp(shape * mp.log(rate) + (shape - 1) * mp.log(x) - rate * x - mp.loggamma(shape))
    return lambda k: mp.quad(density, [k - half, k, k + half]) / total


def row(kind, mean, cv, to, shown):
    probability = poisson(mean) if kind == "poisson" else sizes(mean, cv)
    masses = [probability(mp.mpf(k)) for k in range(1, to + 1)]
    total = mp.fsum(masses)
    assert abs(total - 1) < mp.mpf(10) ** -22, (kind, mean, cv, total)
    expectation = lambda f: float(mp.fsum(f(mp.mpf(k + 1)) * p for k, p in enumerate(masses)))
    law = {"kind": kind, "mean": mean} | ({} if cv is None else {"cv": cv})
    return {
        "law": law,
        "meanSize": expectation(lambda k: k),
        "meanInverse": expectation(lambda k: 1 / k),
        "meanSaturated": expectation(lambda k: 1 / (1 + k / 50)),
        "probabilities": [[k, float(masses[k - 1])] for k in shown],
    }


rows = [
    row("poisson", 0.01, None, 20, [1, 2, 3]),
    row("poisson", 1, None, 40, [1, 2, 5, 10]),
    row("poisson", 5, None, 70, [1, 5, 12]),
    row("poisson", 20, None, 130, [1, 8, 20, 40]),
    row("poisson", 600, None, 1000, [500, 600, 700]),
    row("poisson", 30000, None, 32500, []),
    row("sizes", 0.2, 2.0, 60, [1, 2, 7]),
    row("sizes", 3, 0.5, 60, [1, 3, 9]),
    row("sizes", 20, 0.4, 250, [1, 8, 20, 40]),
    row("sizes", 20, 0.001, 30, [20]),
    row("sizes", 20.5, 0.001, 30, [20, 21]),
    row("sizes", 20, 3.0, 12000, [1]),
    row("sizes", 1500, 0.4, 17000, []),
    row("sizes", 5000, 0.02, 6500, []),
]
path = pathlib.Path(__file__).with_name("group-size-law.json")
path.write_text("[\n" + ",\n".join("  " + json.dumps(row) for row in rows) + "\n]\n")

"""Exact information of models in which a random effect acts in one arm of groups, or has its own variance there: all sums of responses enumerated.

Writes partially-nested.json. Run: python3 partially_nested.py. With only an arm between groups the sum of a group is sufficient. Its score is
E{∂η log f | sum} for the linear predictor, and by the heat equation half the second derivative for the variance.
"""

import json

import numpy as np
from scipy.special import gammaln

NODES = np.arange(-9, 9, 0.004)
WEIGHTS = np.exp(-NODES * NODES / 2)
WEIGHTS = WEIGHTS / WEIGHTS.sum()


def arm_information(family, eta, variance, n):
    """Information of one group on (η, σ²); without a random effect on η alone."""
    u = eta + np.sqrt(variance) * NODES
    if family == "bernoulli":
        sums = np.arange(n + 1)
        mean = n / (1 + np.exp(-u))
        slope = mean * (1 - mean / n)
    else:
        mean = slope = n * np.exp(u)
        sums = np.arange(int(np.exp(eta + 7 * np.sqrt(variance)) * n + 60))
    information, seen = np.zeros((2, 2)), 0
    for s in np.array_split(sums, max(1, len(sums) // 500)):
        if family == "bernoulli":
            log_f = gammaln(n + 1) - gammaln(s + 1)[:, None] - gammaln(n - s + 1)[:, None] + s[:, None] * u - n * np.logaddexp(0, u)
        else:
            log_f = s[:, None] * (u + np.log(n)) - mean - gammaln(s + 1)[:, None]
        f = np.exp(log_f) * WEIGHTS
        likelihood = f.sum(axis=1)
        residual = s[:, None] - mean
        scores = np.array([(f * residual).sum(axis=1), 0.5 * (f * (residual**2 - slope)).sum(axis=1)]) / np.maximum(likelihood, 1e-300)
        information += (scores * likelihood) @ scores.T
        seen += likelihood.sum()
    assert abs(seen - 1) < 1e-10, seen
    return information


rows = []
for family in ("bernoulli", "poisson"):
    for b0, d, own, common, n in ((-0.3, 0.5, 0.4, 0, 10), (0.2, -0.4, 1.0, 0, 5), (-0.3, 0.5, 0.4, 0.2, 10), (0.5, 0.3, 0.6, 0.5, 6)):
        names = ["b0", "d", "var(d | g)"] + (["var(b0 | g)"] if common else [])
        total = np.zeros((len(names), len(names)))
        for arm in (0, 1):
            variance = common + arm * own
            j = arm_information(family, b0 + arm * d, variance, n)
            if variance == 0:
                j[1, :] = j[:, 1] = 0
            jacobian = np.zeros((2, len(names)))
            jacobian[0, :2] = 1, arm
            jacobian[1, 2:] = [arm, 1][: len(names) - 2]
            total += 0.5 * jacobian.T @ j @ jacobian
        covariance = np.linalg.inv(total)
        rows.append({"family": family, "b0": b0, "d": d, "own": own, "common": common, "n": n, "variances": dict(zip(names, np.diag(covariance)))})
with open("partially-nested.json", "w", encoding="utf-8") as file:
    file.write("[\n" + ",\n".join("  " + json.dumps(row) for row in rows) + "\n]\n")

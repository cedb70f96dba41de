"""Expected Fisher information of small crossed studies with yes/no answers, by enumeration of all answers.

Given the effects of the items, persons are independent, so the likelihood of a table of answers is one integral over the items' effects of a product of
one-dimensional integrals. Both by Gauss-Hermite rules; scores by central differences. Run by hand: python3 enumerated.py > enumerated.json
"""
import itertools
import json

import numpy as np

LINKS = {
    "logit": lambda eta: 1 / (1 + np.exp(-eta)),
    "cloglog": lambda eta: -np.expm1(-np.exp(eta)),
}


def rule(count):
    nodes, weights = np.polynomial.hermite_e.hermegauss(count)
    return nodes, weights / weights.sum()


def likelihoods(theta, persons, items, link, condition, points):
    """Of every table, as an array with an axis for each person: the number of the person's pattern of answers."""
    b0, effect, person_variance, item_variance = theta
    z, w = rule(points[1])
    grid = np.array(list(itertools.product(z, repeat=items))) * np.sqrt(item_variance)
    weight = np.prod(np.array(list(itertools.product(w, repeat=items))), axis=1)
    u, v = rule(points[0])
    patterns = np.array(list(itertools.product([0, 1], repeat=items)))
    table = np.zeros((len(patterns), len(grid)))
    x = np.array([condition[i % len(condition)] for i in range(items)])
    for node, mass in zip(u * np.sqrt(person_variance), v):
        p = LINKS[link](b0 + effect * x + node + grid)
        for k, pattern in enumerate(patterns):
            table[k] += mass * np.prod(np.where(pattern == 1, p, 1 - p), axis=1)
    result = table * weight
    for _ in range(persons - 1):
        result = np.einsum("...n,kn->...kn", result, table)
    return result.sum(axis=-1)


def covariance(theta, persons, items, link, condition, points):
    theta = np.array(theta, dtype=float)
    at = lambda t: likelihoods(t, persons, items, link, condition, points)
    base = at(theta)
    assert abs(base.sum() - 1) < 1e-9, base.sum()
    scores = []
    for k in range(4):
        h = 1e-4 * max(0.1, abs(theta[k]))
        e = np.zeros(4)
        e[k] = h
        scores.append((np.log(at(theta + e)) - np.log(at(theta - e))) / (2 * h))
    information = np.array([[(base * a * b).sum() for b in scores] for a in scores])
    return np.linalg.inv(information)


CASES = [
    ("logit", [0.4, 0.5, 0.64, 0.25], 3, 3),
    ("logit", [-1.0, 0.8, 1.44, 0.49], 4, 2),
    ("cloglog", [-0.8, 0.5, 0.5, 0.3], 3, 3),
    ("logit", [0.0, 0.6, 0.3, 1.0], 5, 2),
]

found = []
for link, theta, persons, items in CASES:
    condition = [0, 1] if items % 2 == 0 else [0, 1, 2]
    cov = covariance(theta, persons, items, link, condition, (31, 13))
    finer = covariance(theta, persons, items, link, condition, (41, 17))
    assert np.allclose(np.diag(cov), np.diag(finer), rtol=2e-4), (np.diag(cov), np.diag(finer))
    found.append({"link": link, "theta": theta, "persons": persons, "items": items, "condition": condition, "variances": list(np.diag(finer))})
print(json.dumps(found, indent=1))

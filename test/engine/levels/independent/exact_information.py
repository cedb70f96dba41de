"""Exact information of two nested levels with binary responses, by simulation: how good two terms are.

Every class has n/2 observations each at x = -1 and x = 1; schools have a random slope, classes a random intercept (or schools have both). The marginal
likelihood of a school is a Gauss-Hermite sum over its effects of products over its classes of sums over theirs; its score is the derivative of that sum, and the
information is the mean outer product of the scores of simulated schools.

    python3 exact_information.py > exact-information.json

Made with Python 3.11, numpy 2.4, scipy 1.17; seed 1.
"""
import json
import sys

import numpy as np
from scipy.special import expit
from scipy.stats import binom

SCHOOLS = 60_000


def rule(variance, count):
    if variance == 0:
        return np.zeros(1), np.ones(1)
    nodes, weights = np.polynomial.hermite_e.hermegauss(count)
    return np.sqrt(variance) * nodes, weights / weights.sum()


def class_tables(b0, b1, half, class_variance, shifts):
    """log-likelihood of a class by its two counts at each (intercept, slope) of its school, and its derivatives by both."""
    v, pv = rule(class_variance, 61)
    counts = np.arange(half + 1)
    tables = []
    for intercept, slope in shifts:
        eta = [b0 + intercept + v + sign * (b1 + slope) for sign in (1, -1)]
        p = [expit(e)[None, :] for e in eta]
        up, down = (binom.pmf(counts[:, None], half, q) for q in p)
        residual = [counts[:, None] - half * q for q in p]
        joint = np.einsum('av,bv,v->ab', up, down, pv)
        first = np.einsum('av,bv,v->ab', up * residual[0], down, pv)
        second = np.einsum('av,bv,v->ab', up, down * residual[1], pv)
        tables.append((np.log(joint), (first + second) / joint, (first - second) / joint))
    return [np.array([t[k] for t in tables]) for k in range(3)]


def information(case, generator):
    b0, b1 = case['beta']
    half, classes = case['n'] // 2, case['classes']
    u0, p0 = rule(case['schoolIntercept'], 21)
    u1, p1 = rule(case['schoolSlope'], 25)
    shifts = [(a, b) for a in u0 for b in u1]
    log_prior = np.log(np.array([a * b for a in p0 for b in p1]))
    log_table, by0, by1 = class_tables(b0, b1, half, case['classIntercept'], shifts)
    school = generator.normal(size=(SCHOOLS, 2)) * np.sqrt([case['schoolIntercept'], case['schoolSlope']])
    effect = generator.normal(size=(SCHOOLS, classes)) * np.sqrt(case['classIntercept'])
    eta = b0 + school[:, :1] + effect
    slope = b1 + school[:, 1:]
    up = generator.binomial(half, expit(eta + slope))
    down = generator.binomial(half, expit(eta - slope))
    log_joint = np.tile(log_prior, (SCHOOLS, 1))
    score0 = np.zeros_like(log_joint)
    score1 = np.zeros_like(log_joint)
    for j in range(classes):
        log_joint += log_table[:, up[:, j], down[:, j]].T
        score0 += by0[:, up[:, j], down[:, j]].T
        score1 += by1[:, up[:, j], down[:, j]].T
    posterior = np.exp(log_joint - log_joint.max(1, keepdims=True))
    posterior /= posterior.sum(1, keepdims=True)
    score = np.stack([(posterior * score0).sum(1), (posterior * score1).sum(1)], 1)
    batches = score.reshape(30, -1, 2)
    each = np.einsum('bsi,bsj->bij', batches, batches) / batches.shape[1]
    covariance = np.linalg.inv(each.mean(0))
    spread = np.std([np.diag(covariance @ (e - each.mean(0)) @ covariance) for e in each], axis=0, ddof=1) / np.sqrt(len(each))
    return np.diag(covariance), spread


def main():
    generator = np.random.default_rng(1)
    results = []
    for classes, n in [(8, 10), (8, 40), (24, 40)]:
        for intercept in (0, 0.3):
            case = {'beta': [0.4, 0.8], 'schoolIntercept': intercept, 'schoolSlope': 0.05, 'classIntercept': 3, 'classes': classes, 'n': n}
            variances, errors = information(case, generator)
            results.append({**case, 'variances': variances.tolist(), 'errors': errors.tolist()})
            print(results[-1], file=sys.stderr)
    json.dump(results, sys.stdout, indent=1)


main()

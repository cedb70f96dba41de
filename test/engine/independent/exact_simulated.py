"""Writes exact-simulated.json: the exact information of a group for some models, by simulating groups, to hold refined and simulated values against.

Missing information: I = E[E(F | y) - Var(S | y)], S the complete-data score of (beta, theta) and F(u) its Fisher information given the predictors and u. The
posterior of u is a sum over a lattice, and only (predictors, y) are drawn. Usage: python3 exact_simulated.py
"""
import json
import math
import sys
import time
from pathlib import Path

import numpy as np
import scipy
from scipy.special import expit, ndtr

from covariances import sigma_of
from leading_terms import effect_values
from two_term_cases import ARM, BOTH, COIN, INTERCEPT, UX, X, derived, each, model
from two_terms import Components

OUTPUT = Path(__file__).parent / 'exact-simulated.json'
BATCHES = 40

MODELS = [
    ('logistic, intercept and slope of a normal', model('bernoulli', [X, COIN], BOTH, [('b2', 'y', 0.5)], [[0.5, 0.1], [0.1, 0.3]], n=20, m=60), 16_000),
    ('Poisson, intercept', model('poisson', [UX], INTERCEPT, [('b1', 'x', 0.8)], [[1.0]], n=10, m=60), 40_000),
    ('logistic, intercept, n 5', model('bernoulli', [X], [('b0', '1', 0.2)], [('b1', 'x', 0.7)], [[0.8]], n=5, m=60), 60_000),
    ('negative binomial, intercept', model('negativeBinomial', [UX], INTERCEPT, [('b1', 'x', 0.8)], [[0.7]], size=2, n=15, m=60), 40_000),
    ('cloglog, intercept', model('bernoulli', [UX], INTERCEPT, [('b1', 'x', 0.8)], [[0.6]], link='cloglog', n=20, m=60), 30_000),
    ('probit, intercept of variance 1.2', model('bernoulli', [UX], INTERCEPT, [('b1', 'x', 0.8)], [[1.2]], link='probit', n=20, m=60), 30_000),
    ('logistic, arms and a coin', model('bernoulli', [ARM, COIN], [('b0', '1', 0.3), ('b1', 'arm', 0.7)], [('b2', 'y', 0.5)], [[0.6]], ['b0'], n=12, m=60), 40_000),
    (
        'logistic stepped wedge',
        model(
            'bernoulli',
            [each('wave', 1, 2, 3, per='g'), each('period', 0, 1, 2, 3), derived('treated', 'period >= wave')],
            [('b0', '1', -1)],
            [('p1', 'period == 1', 0.1), ('p2', 'period == 2', 0.1), ('p3', 'period == 3', 0.2), ('effect', 'treated', 0.6)],
            [[0.4]],
            n=24,
            m=60,
        ),
        30_000,
    ),
    ('gamma, intercept and slope', model('gamma', [UX, COIN], BOTH, [('b2', 'y', 0.5)], [[0.8, -0.3], [-0.3, 0.2]], phi=0.7, n=12, m=60), 32_000),
]


def draw_predictors(spec, rng, groups, n):
    values = {}
    for p in spec['predictors']:
        if p['kind'] == 'derived':
            continue
        if p['kind'] == 'each' and p['per']:
            values[p['name']] = np.repeat(np.array(p['points'], float)[np.arange(groups) % len(p['points'])], n)
        elif p['kind'] == 'each':
            # One such predictor in these models.
            values[p['name']] = np.tile(np.repeat(np.array(p['points'], float), n // len(p['points'])), groups)
        else:
            law, size = p['law'], groups * n
            values[p['names'][0]] = {
                'normal': lambda: rng.normal(law['mean'], law['sd'], size),
                'uniform': lambda: rng.uniform(law['min'], law['max'], size),
                'bernoulli': lambda: (rng.random(size) < law['p']).astype(float),
            }[law['law']]()
    return values


def mean_slope_variance(family, eta):
    name, link = family['name'], family['link']
    if link == 'logit':
        mu = expit(eta)
        return mu, mu * (1 - mu), mu * (1 - mu)
    if link == 'probit':
        mu = np.clip(ndtr(eta), 1e-300, 1 - 1e-16)
        return mu, np.exp(-eta * eta / 2) / math.sqrt(2 * math.pi), mu * (1 - mu)
    if link == 'cloglog':
        rate = np.exp(np.minimum(eta, 3.5))
        survival = np.exp(-rate)
        return 1 - survival, rate * survival, (1 - survival) * survival
    mu = np.exp(eta)
    return mu, mu, {'poisson': lambda: mu, 'gamma': lambda: mu * mu, 'negativeBinomial': lambda: mu + mu * mu / family['size']}[name]()


def draw_response(family, mu, rng):
    name = family['name']
    if name == 'bernoulli':
        return (rng.random(mu.shape) < mu).astype(float)
    if name == 'poisson':
        return rng.poisson(mu).astype(float)
    if name == 'negativeBinomial':
        return rng.poisson(mu * rng.gamma(family['size'], 1 / family['size'], mu.shape)).astype(float)
    return mu * rng.gamma(1 / family['phi'], family['phi'], mu.shape)


def log_likelihood(family, y, mu):
    """Up to what does not depend on mu."""
    name = family['name']
    if name == 'bernoulli':
        return np.where(y == 1, np.log(mu), np.log1p(-mu))
    if name == 'poisson':
        return y * np.log(mu) - mu
    if name == 'negativeBinomial':
        return y * np.log(mu) - (y + family['size']) * np.log(mu + family['size'])
    return -(y / mu + np.log(mu)) / family['phi']


def columns(spec, values, count):
    """All fixed effects' terms, A then B, and those of the random effects."""
    names = [f['name'] for f in spec['fixed']]
    wide = {k: v.astype(np.longdouble) for k, v in values.items()}
    x = np.stack([c.astype(float) for c in effect_values(spec, names, wide, count)], axis=-1)
    return x, x[:, [names.index(name) for name in spec['random'][0]['effects']]]


def lattice(sigma):
    d = len(sigma)
    z = np.arange(-7.5, 7.5001, 0.1 if d == 1 else 0.3)
    grid = np.stack(np.meshgrid(*[z] * d, indexing='ij'), axis=-1).reshape(-1, d)
    return grid @ np.linalg.cholesky(sigma).T, -np.sum(grid * grid, axis=1) / 2


def mean_information(spec, theta, rng, groups):
    """E(F | y) - Var(S | y), averaged over `groups` drawn groups."""
    family, n = spec['family'], spec['design']['n']['n']
    sigma = np.array(sigma_of(spec['random'][0]), float)
    beta = np.array([f['value'] for f in spec['fixed']], float)
    nodes, log_prior = lattice(sigma)
    values = draw_predictors(spec, rng, groups, n)
    x, r = columns(spec, values, groups * n)
    x, r = x.reshape(groups, n, -1), r.reshape(groups, n, -1)
    fixed_part = x @ beta
    u = rng.standard_normal((groups, len(sigma))) @ np.linalg.cholesky(sigma).T
    mu, _, _ = mean_slope_variance(family, fixed_part + np.einsum('gnd,gd->gn', r, u))
    y = draw_response(family, mu, rng)
    score_theta = np.einsum('kd,tde,ke->kt', nodes, theta.directions, nodes) / 2
    p = len(beta)
    total = np.zeros((p + len(theta.entries),) * 2)
    total[p:, p:] = groups * theta.information
    batch = max(1, 8_000_000 // (len(nodes) * n))
    for start in range(0, groups, batch):
        part = slice(start, start + batch)
        eta = fixed_part[part][:, :, None] + r[part] @ nodes.T
        mu, slope, variance = mean_slope_variance(family, eta)
        if family['name'] == 'bernoulli':
            mu, variance = np.clip(mu, 1e-15, 1 - 1e-15), np.maximum(variance, 1e-15)
        observed = y[part][:, :, None]
        log_posterior = log_prior + np.sum(log_likelihood(family, observed, mu), axis=1)
        posterior = np.exp(log_posterior - log_posterior.max(axis=1, keepdims=True))
        posterior /= posterior.sum(axis=1, keepdims=True)
        score = (observed - mu) * slope / variance / family['phi']
        score_beta = np.swapaxes(score, 1, 2) @ x[part]
        scores = np.concatenate([score_beta, np.broadcast_to(score_theta, (*score_beta.shape[:2], score_theta.shape[1]))], axis=2)
        mean = np.einsum('gk,gkp->gp', posterior, scores)
        centred = (scores - mean[:, None, :]) * np.sqrt(posterior)[:, :, None]
        total -= np.einsum('gkp,gkq->pq', centred, centred)
        fisher = np.einsum('gnk,gk->gn', slope**2 / variance, posterior) / family['phi']
        total[:p, :p] += np.einsum('gn,gnp,gnq->pq', fisher, x[part], x[part])
    return total / groups


def main():
    results = []
    for name, spec, groups in MODELS:
        started = time.process_time()
        rng = np.random.default_rng(20_24)
        theta = Components(spec['random'][0])
        each_batch = np.array([mean_information(spec, theta, rng, groups // BATCHES // 6 * 6) for _ in range(BATCHES)])
        covariance = np.linalg.inv(each_batch.mean(axis=0))
        # The variances' standard errors by linearisation: d I^-1 = I^-1 dV I^-1.
        changes = np.einsum('ij,bjk,kl->bil', covariance, each_batch - each_batch.mean(axis=0), covariance)
        errors = np.sqrt(np.sum(changes**2, axis=0) / (BATCHES * (BATCHES - 1)))
        worst = np.max(np.diag(errors) / np.diag(covariance))
        print(f'{name}: {worst:.1e} in {time.process_time() - started:.0f} s', flush=True)
        results.append({'name': name, 'spec': spec, 'covariance': covariance.tolist(), 'standardErrors': errors.tolist()})
    head = {'versions': {'python': sys.version.split()[0], 'numpy': np.__version__, 'scipy': scipy.__version__}}
    lines = ',\n'.join(json.dumps(result, separators=(',', ':')) for result in results)
    OUTPUT.write_text(json.dumps(head)[:-1] + ', "cases": [\n' + lines + '\n]}\n')


if __name__ == '__main__':
    main()

"""Variances of maximum-likelihood estimates in simulated studies with few groups and a random intercept.

python3 test/engine/uneven_groups.py > test/engine/uneven-groups.json

Every study has m groups. A group has observations with x = 0 and x = 1, half of n each (`within`), or all with x = 0 or 1, in turn (`between`). Their sum is sufficient
for the Bernoulli (logit), Poisson, Gaussian (log link, phi = 1 known) and inverse Gaussian responses (log link, phi = 0.5 known). The likelihood is integrated by seven
adaptive Gauss-Hermite nodes and maximised by Newton's method over (b0, e, sd). `variance` is that of the estimates of e, `error` its standard error over studies.
"""
import json
import numpy as np

NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(7)
LOG_WEIGHTS = np.log(WEIGHTS / np.sqrt(2 * np.pi))

# Of the sum y of n responses: log density y T(eta) - n A(eta), its slope (y - n mu) F, and the information n W.
FAMILIES = {
    'bernoulli': (lambda e: e, lambda e: np.logaddexp(0, e), lambda e: 1 / (1 + np.exp(-e)), lambda e: 1 + 0 * e,
                  lambda e: 1 / (2 + 2 * np.cosh(e))),
    'poisson': (lambda e: e, np.exp, np.exp, lambda e: 1 + 0 * e, np.exp),
    'gaussian': (np.exp, lambda e: np.exp(2 * e) / 2, np.exp, np.exp, lambda e: np.exp(2 * e)),
    'inverseGaussian': (lambda e: -np.exp(-2 * e), lambda e: -2 * np.exp(-e), np.exp, lambda e: 2 * np.exp(-2 * e),
                        lambda e: 2 * np.exp(-e)),
}


def drawn(rng, family, n, mu):
    if family == 'poisson':
        return rng.poisson(n * mu).astype(float)
    if family == 'bernoulli':
        return rng.binomial(n, mu).astype(float)
    if family == 'gaussian':
        return n * mu + np.sqrt(n) * rng.standard_normal(mu.shape)
    return rng.wald(n * mu, n**2 / 0.5)


def score(theta, family, y, n, x, v, steps):
    """The scores of all studies: y has the axes study, group, cell. v holds the modes, improved in place."""
    T, A, M, F, W = FAMILIES[family]
    b0, e, sd = (theta[:, k, None, None] for k in range(3))
    eta = b0 + e * x
    for _ in range(steps):
        at = eta + sd * v[:, :, None]
        slope = (sd * (y - n * M(at)) * F(at)).sum(2) - v
        curvature = 1 + (sd**2 * n * W(at)).sum(2)
        v += np.clip(slope / curvature, -1.5, 1.5)
    spread = 1 / np.sqrt(curvature)
    logs, slopes = [], []
    for node, weight in zip(NODES, LOG_WEIGHTS):
        u = v + spread * node
        at = eta + sd * u[:, :, None]
        logs.append(weight + node**2 / 2 - u**2 / 2 + (y * T(at) - n * A(at)).sum(2))
        residual = (y - n * M(at)) * F(at)
        slopes.append(np.stack([residual.sum(2), (residual * x).sum(2), residual.sum(2) * u], 2))
    logs = np.array(logs)
    share = np.exp(logs - logs.max(0))
    share /= share.sum(0)
    return (share[..., None] * np.array(slopes)).sum(0).sum(1)


def estimates(family, y, n, x, start):
    theta = np.tile(np.array(start, float), (len(y), 1))
    last = np.full(len(y), np.inf)
    modes = np.zeros(y.shape[:2])
    for turn in range(30):
        open_ = np.flatnonzero(last > 1e-4)
        if len(open_) == 0:
            break
        t, own, v = theta[open_], y[open_], modes[open_]
        g = score(t, family, own, n, x, v, 25 if turn == 0 else 8)
        hessian = np.empty((len(t), 3, 3))
        for k in range(3):
            step = np.zeros(3)
            step[k] = 1e-4
            above, below = (score(t + sign * step, family, own, n, x, v.copy(), 2) for sign in (1, -1))
            hessian[:, :, k] = (above - below) / 2e-4
        hessian = (hessian + hessian.transpose(0, 2, 1)) / 2
        values, vectors = np.linalg.eigh(-hessian)
        values = np.maximum(np.abs(values), 1e-3)
        move = np.einsum('sij,sj,skj,sk->si', vectors, 1 / values, vectors, g)
        move *= np.minimum(1, 0.7 / np.maximum(np.abs(move).max(1), 1e-300))[:, None]
        theta[open_] += move
        last[open_] = np.abs(move).max(1)
        modes[open_] = v
    return theta, last < 1e-3


def simulated(family, m, n, b0, e, sd, level, studies):
    rng = np.random.default_rng(1)
    if level == 'within':
        x, size = np.array([0.0, 1.0])[None, None, :], n // 2
    else:
        x, size = (np.arange(m) % 2).astype(float)[None, :, None], n
    u = sd * rng.standard_normal((studies, m, 1))
    y = drawn(rng, family, size, FAMILIES[family][2](b0 + e * x + u))
    theta, converged = estimates(family, y, size, x, (b0, e, sd))
    found = theta[converged & (np.abs(theta[:, 1] - e) < 5), 1]
    squares = (found - found.mean()) ** 2
    return {'family': family, 'groups': m, 'n': n, 'b0': b0, 'e': e, 'sd': sd, 'level': level, 'studies': len(found),
            'variance': float(squares.mean()), 'error': float(squares.std() / np.sqrt(len(found)))}


DESIGNS = [
    ('poisson', 18, 10, 0, 0.4, 2, 'within', 1000),
    ('poisson', 60, 10, 0, 0.4, 2, 'within', 1000),
    ('poisson', 10, 10, 0, 0.4, 1, 'within', 1000),
    ('poisson', 40, 10, 0, 0.4, 0.5, 'within', 1000),
    ('poisson', 18, 10, 0, 1, 2, 'between', 1000),
    ('gaussian', 4, 10, 1, 0.4, 1.2, 'within', 1000),
    ('gaussian', 12, 10, 1, 0.4, 0.6, 'within', 1000),
    ('inverseGaussian', 10, 10, 0, 0.4, 1.2, 'within', 1000),
    ('bernoulli', 30, 20, 0, 0.8, 1, 'within', 1000),
]

if __name__ == '__main__':
    print(json.dumps([simulated(*design) for design in DESIGNS], indent=2))

"""The joint information of fixed effects and variance components by dense matrices: exact for Gaussian responses, by the shrunk mode for others (docs/theory.md)."""
import math

import numpy as np


def pieces(study, x):
    """Z, G and the derivatives of G (name, matrix): variances and then covariances row by row, of each factor."""
    columns, starts = [], []
    for name, _, _, effects, _ in study.factors:
        z = np.zeros((study.count, study.units[name], len(effects)))
        z[np.arange(study.count), study.unit[name]] = x[:, effects]
        starts.append(sum(block.shape[1] for block in columns))
        columns.append(z.reshape(study.count, -1))
    z = np.concatenate(columns, axis=1)
    size = z.shape[1]
    spread = lambda start, units, small: np.pad(np.kron(np.eye(units), small), ((start, size - start - units * len(small)),) * 2)
    g, derivatives = np.zeros((size, size)), []
    for (name, _, _, effects, sigma), start in zip(study.factors, starts):
        d = len(effects)
        g += spread(start, study.units[name], np.array(sigma, float))
        entries = [(i, i) for i in range(d)] + [(i, j) for i in range(d) for j in range(i) if sigma[i][j] != 0]
        for i, j in entries:
            small = np.zeros((d, d))
            small[i, j] = small[j, i] = 1
            derivatives.append(((name, i, j), spread(start, study.units[name], small)))
    return z, g, derivatives


def gaussian(study):
    """Variances of all parameters at fixed points."""
    x, _, _ = study.draw(np.random.default_rng(0), 1)
    x = x[0]
    z, g, derivatives = pieces(study, x)
    inverse = np.linalg.inv(z @ g @ z.T + study.phi * np.eye(study.count))
    directions = [inverse @ z @ d @ z.T for _, d in derivatives] + [inverse]
    joint = np.array([[0.5 * np.sum(a * b.T) for b in directions] for a in directions])
    return np.concatenate([np.diag(np.linalg.inv(x.T @ inverse @ x)), np.diag(np.linalg.inv(joint))]), [name for name, _ in derivatives]


def shrunk_mode(study, generator, batches, parts=500, nodes=9):
    """Variances of fixed effects and components, and their standard errors, at fixed points."""
    x, eta, size = (one[0] for one in study.draw(generator, 1))
    z, g, derivatives = pieces(study, x)
    at, share = np.polynomial.hermite_e.hermegauss(nodes)
    share = share / math.sqrt(2 * math.pi)
    prior = np.linalg.inv(g)

    def posterior(u):
        mode = eta + u @ z.T
        w = study.weight(mode)
        for step in range(3):
            if step > 0:
                sd = np.sqrt(np.einsum("rk,bkl,rl->br", z, p, z, optimize=True))
                w = sum(b * study.weight(mode + a * sd) for a, b in zip(at, share))
            p = np.linalg.inv(prior + z.T @ ((w * size / study.phi)[:, :, None] * z))
        return w * size / study.phi, p

    def draw(mean):
        values, vectors = np.linalg.eigh(g - mean)
        return generator.standard_normal((parts, len(g))) @ (vectors * np.sqrt(np.maximum(values, 0))).T

    mean = np.zeros_like(g)
    for _ in range(3):
        mean = np.mean([posterior(draw(mean))[1].mean(axis=0) for _ in range(max(10, batches // 4))], axis=0)
    m = np.array([prior @ d @ prior for _, d in derivatives])
    known = 0.5 * np.einsum("akl,lm,bmn,nk->ab", m, g, m, g, optimize=True)
    each = []
    for _ in range(batches):
        u = draw(mean)
        w, p = posterior(u)
        cross = np.einsum("ri,br,rk->bik", x, w, z, optimize=True)
        mu = np.einsum("akl,bl->bak", m, u)
        mp = np.einsum("akl,blm->bakm", m, p, optimize=True)
        components = known - np.einsum("bak,bkl,bcl->ac", mu, p, mu, optimize=True) / parts - 0.5 * np.einsum("bakl,bclk->ac", mp, mp, optimize=True) / parts
        mixed = np.einsum("bik,bkl,bal->ia", cross, p, mu, optimize=True) / parts
        fixed = (np.einsum("ri,br,rj->ij", x, w, x, optimize=True) - np.einsum("bik,bkl,bjl->ij", cross, p, cross, optimize=True)) / parts
        each.append(np.block([[fixed, mixed], [mixed.T, components]]))
    covariance = np.linalg.inv(np.mean(each, axis=0))
    change = np.array([np.diag(covariance @ one @ covariance) for one in each])
    return np.diag(covariance), change.std(axis=0, ddof=1) / math.sqrt(batches), [name for name, _ in derivatives]

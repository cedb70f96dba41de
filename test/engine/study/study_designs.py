"""Whole studies as dense matrices: rows of observations, the random effects Z R of all units, and weights. Shares no code or algebra with the engine."""
import itertools
import math

import numpy as np
from scipy.special import expit, ndtr


def bernoulli(eta):
    p = expit(eta)
    return p * (1 - p)


def probit(eta):
    density = np.exp(-eta**2 / 2) / math.sqrt(2 * math.pi)
    return density**2 / np.maximum(ndtr(eta) * ndtr(-eta), 1e-300)


def cloglog(eta):
    rate = np.exp(np.minimum(eta, 300))
    return np.where(rate < 1e-8, rate, rate**2 / np.expm1(np.minimum(rate, 600)))


def negative_binomial(size):
    return lambda eta: 1 / (np.exp(-eta) + 1 / size)


WEIGHTS = {
    "bernoulli": bernoulli,
    "probit": probit,
    "cloglog": cloglog,
    "poisson": np.exp,
    "constant": np.ones_like,
    "inverse gaussian": lambda eta: np.exp(-eta),
}


class Study:
    """
    factors: (name, units per unit of the outer group, outer group or None, positions of the effects, covariance matrix).
    predictors: (name, group or None, list of points) for points that are dealt out; (name, group or None, function of generator and shape) for drawn ones.
    terms: functions of a dictionary of arrays. n: a number, or a function of generator and shape that draws sizes, with `most` rows in a cell.
    """

    def __init__(self, weight, factors, predictors, terms, beta, n=1, most=None, phi=1.0, offset=None, trials=None):
        self.weight = WEIGHTS.get(weight, weight)
        self.factors, self.predictors, self.terms = factors, predictors, terms
        self.beta = np.array(beta, float)
        self.n, self.most, self.phi, self.offset, self.trials = n, most, phi, offset, trials
        self.rows()

    def rows(self):
        depth = most = self.most or self.n
        names = [name for name, *_ in self.factors]
        outer = {name: within for name, _, within, *_ in self.factors}
        cells = list(itertools.product(*[range(count) for _, count, *_ in self.factors]))
        place = {name: np.array([cell[f] for cell in cells]).repeat(depth) for f, name in enumerate(names)}
        self.unit, self.units = {}, {}
        for name in names:
            chain = [name]
            while outer[chain[0]] is not None:
                chain.insert(0, outer[chain[0]])
            keys = list(zip(*[place[one] for one in chain]))
            index = {key: k for k, key in enumerate(sorted(set(keys)))}
            self.unit[name] = np.array([index[key] for key in keys])
            self.units[name] = len(index)
        self.count = len(cells) * most
        self.cell = np.arange(len(cells)).repeat(most)
        self.inside = np.tile(np.arange(most), len(cells))
        self.dealt = {}
        for group in {group for _, group, law in self.predictors if isinstance(law, list)}:
            own = [(name, law) for name, per, law in self.predictors if per == group and isinstance(law, list)]
            combinations = list(itertools.product(*[law for _, law in own]))
            at = self.inside if group is None else place[group]
            for k, (name, _) in enumerate(own):
                self.dealt[name] = np.array([combinations[i % len(combinations)][k] for i in at], float)

    def draw(self, generator, parts):
        """X, eta at U = 0 and the numbers of observations of `parts` independent studies."""
        values = {name: np.broadcast_to(x, (parts, self.count)) for name, x in self.dealt.items()}
        for name, group, law in self.predictors:
            if not isinstance(law, list):
                if group is None:
                    values[name] = law(generator, (parts, self.count))
                else:
                    values[name] = law(generator, (parts, self.units[group]))[:, self.unit[group]]
        x = np.stack([np.broadcast_to(term(values), (parts, self.count)) for term in self.terms], axis=2).astype(float)
        eta = x @ self.beta + (self.offset(values) if self.offset else 0)
        size = np.ones((parts, self.count))
        if callable(self.n):
            sizes = self.n(generator, (parts, self.cell[-1] + 1))
            assert sizes.max() <= self.most
            size = (self.inside < sizes[:, self.cell]).astype(float)
        if self.trials:
            size = size * self.trials(values)
        return x, eta, size

    def information(self, generator, parts):
        """X'(W^-1 + ZGZ')^-1 X of each of `parts` studies."""
        x, eta, size = self.draw(generator, parts)
        blocks = []
        for name, _, _, effects, sigma in self.factors:
            if not effects:
                continue
            values, vectors = np.linalg.eigh(np.array(sigma, float))
            terms = x[:, :, effects] @ (vectors * np.sqrt(np.maximum(values, 0)))
            v = generator.standard_normal((parts, self.units[name], len(effects)))
            eta = eta + np.einsum("brk,brk->br", terms, v[:, self.unit[name]])
            z = np.zeros((parts, self.count, self.units[name], len(effects)))
            z[:, np.arange(self.count), self.unit[name]] = terms
            blocks.append(z.reshape(parts, self.count, -1))
        w = self.weight(eta) * size / self.phi
        z = np.concatenate(blocks, axis=2)
        root = np.sqrt(w)[:, :, None]
        a, b = root * z, root * x
        inner = np.eye(z.shape[2]) + a.transpose(0, 2, 1) @ a
        cross = a.transpose(0, 2, 1) @ b
        return b.transpose(0, 2, 1) @ b - cross.transpose(0, 2, 1) @ np.linalg.solve(inner, cross)


def variances(study, generator, wanted=1e-3, least=20_000, most=4_000_000):
    """Var of each fixed effect and its standard error, from batches of independent studies."""
    parts = int(max(10, min(1000, 3e7 / (study.count * sum(study.units[name] * len(e) for name, _, _, e, _ in study.factors) + study.count * 10))))
    batches, done = [], 0
    while True:
        batches.append(study.information(generator, parts).mean(axis=0))
        done += parts
        if done >= least and len(batches) >= 20 and len(batches) % 5 == 0:
            each = np.array(batches)
            covariance = np.linalg.inv(each.mean(axis=0))
            change = np.array([np.diag(covariance @ one @ covariance) for one in each])
            error = change.std(axis=0, ddof=1) / math.sqrt(len(batches))
            if np.max(error / np.diag(covariance)) < wanted or done >= most:
                return np.diag(covariance), error, done

"""Rules for E f(X): nodes and weights in extended precision, by composite Gauss-Legendre quadrature in a variable in which the density is smooth.

A level has narrower panels, more points in each and a wider window than the one before, so that two levels tell what both are good to.
"""
import math
from functools import lru_cache

import numpy as np
from mpmath import mp, mpf

mp.dps = 30
LD = np.longdouble


def ld(x):
    """An mpmath number, or a Python float, as an extended-precision number."""
    return LD(mp.nstr(mpf(x), 25))


@lru_cache(maxsize=None)
def legendre(n):
    """Nodes and weights of the Gauss-Legendre rule on [-1, 1]: numpy's, refined by two Newton steps."""
    x = np.polynomial.legendre.leggauss(n)[0].astype(LD)
    for _ in range(2):
        p0, p1 = np.ones_like(x), x.copy()
        for k in range(2, n + 1):
            p0, p1 = p1, ((2 * k - 1) * x * p1 - (k - 1) * p0) / LD(k)
        derivative = n * (x * p1 - p0) / (x * x - 1)
        x = x - p1 / derivative
    p0, p1 = np.ones_like(x), x.copy()
    for k in range(2, n + 1):
        p0, p1 = p1, ((2 * k - 1) * x * p1 - (k - 1) * p0) / LD(k)
    derivative = n * (x * p1 - p0) / (x * x - 1)
    return x, 2 / ((1 - x * x) * derivative**2)


class Level:
    """How fine the rules are. `cut`: log of the smallest density, relative to the largest, that counts."""

    def __init__(self, index, cut, fineness):
        self.index = index
        self.cut = cut * (1 + 0.15 * index)
        self.narrowing = fineness * 1.35**index
        self.order = 14 + 4 * index


def panels(low, high, width, level, cuts=()):
    """Composite rule on [low, high] with panels no wider than width/narrowing and panel ends at the cuts."""
    ends = [ld(low), *(ld(c) for c in sorted(cuts) if low < c < high), ld(high)]
    x, w = legendre(level.order)
    nodes, weights = [], []
    for a, b in zip(ends, ends[1:]):
        count = max(1, math.ceil(float(b - a) / width * level.narrowing))
        step = (b - a) / count
        for i in range(count):
            nodes.append(a + step * (i + LD(0.5)) + step / 2 * x)
            weights.append(step / 2 * w)
    return np.concatenate(nodes), np.concatenate(weights)


def standard_normal(level, scale=1.0, cuts=()):
    """`scale`: how much faster than the density the integrand varies."""
    half = math.sqrt(2 * level.cut)
    z, w = panels(-half, half, 1.7 / max(1.0, scale), level, cuts)
    return z, w * np.exp(-z * z / 2) / ld(mp.sqrt(2 * mp.pi))


def gamma(shape, rate, level, cuts=()):
    high = (shape + math.sqrt(2 * shape * level.cut) + level.cut) / rate
    log_constant = ld(shape * mp.log(mpf(rate)) - mp.loggamma(mpf(shape)))
    if float(2 * shape).is_integer():
        # x = t^2 leaves an integer power of t.
        t, w = panels(0, math.sqrt(high), 1.7 / math.sqrt(rate), level, [math.sqrt(c) for c in cuts if c > 0])
        x = t * t
        return x, w * 2 * t ** int(2 * shape - 1) * np.exp(log_constant - ld(rate) * x)
    low = math.log(shape / rate) - (level.cut + 2) / shape
    s, w = panels(low, math.log(high), 0.5, level, [math.log(c) for c in cuts if c > 0])
    x = np.exp(s)
    return x, w * np.exp(log_constant + ld(shape) * s - ld(rate) * x)


def beta(a, b, level, cuts=()):
    constant = ld(mp.gamma(mpf(a) + mpf(b)) / (mp.gamma(mpf(a)) * mp.gamma(mpf(b))))
    if float(2 * a).is_integer() and float(2 * b).is_integer():
        # x = sin^2 t leaves integer powers of sine and cosine.
        t, w = panels(0, mp.pi / 2, 1.0, level, [math.asin(math.sqrt(c)) for c in cuts])
        sine, cosine = np.sin(t), np.cos(t)
        return sine**2, w * 2 * constant * sine ** int(2 * a - 1) * cosine ** int(2 * b - 1)
    s, w = panels(-(level.cut + 2) / a, (level.cut + 2) / b, 1.5, level, [math.log(c / (1 - c)) for c in cuts])
    x = 1 / (1 + np.exp(-s))
    return x, w * constant * np.exp(-ld(a) * np.log1p(np.exp(-s)) - ld(b) * np.log1p(np.exp(s)))


def student_t(df, location, scale, level, cuts=()):
    """x = location + scale sqrt(df) sinh s; two powers of x must still be negligible at the ends, unless the weight makes them so."""
    half = (level.cut + 4) / max(0.9, df - 2)
    root = mp.sqrt(mpf(df)) * mpf(scale)
    constant = ld(mp.gamma((mpf(df) + 1) / 2) / (mp.sqrt(mp.pi) * mp.gamma(mpf(df) / 2)))
    s, w = panels(-half, half, 0.6, level, [math.asinh(float((c - location) / root)) for c in cuts])
    return ld(location) + ld(root) * np.sinh(s), w * constant * np.cosh(s) ** ld(-df)


def poisson(rate, level):
    values, weights = [], []
    k, p = 0, mp.exp(-mpf(rate))
    while k <= rate or mp.log(p) > -1.3 * level.cut:
        values.append(k)
        weights.append(ld(p))
        k += 1
        p = p * mpf(rate) / k
    return np.array(values, LD), np.array(weights, LD)


def law_rule(law, level, cuts=()):
    """Nodes and weights for E f(X). A categorical law's nodes are the indices of its levels."""
    name = law['law']
    if name == 'normal':
        cuts = [(c - law['mean']) / law['sd'] for c in cuts]
        z, w = standard_normal(level, 1.0, cuts)
        return ld(law['mean']) + ld(law['sd']) * z, w
    if name == 'uniform':
        x, w = panels(law['min'], law['max'], 1.3 * (law['max'] - law['min']) / 2, level, cuts)
        return x, w / (ld(law['max']) - ld(law['min']))
    if name == 'bernoulli':
        return np.array([0, 1], LD), np.array([1 - ld(law['p']), ld(law['p'])], LD)
    if name == 'binomial':
        n, p = law['size'], mpf(law['p'])
        return np.arange(n + 1).astype(LD), np.array([ld(mp.binomial(n, k) * p**k * (1 - p) ** (n - k)) for k in range(n + 1)], LD)
    if name == 'poisson':
        return poisson(law['rate'], level)
    if name == 'gamma':
        return gamma(law['shape'], law['rate'], level, cuts)
    if name == 'exponential':
        return gamma(1, law['rate'], level, cuts)
    if name == 'beta':
        return beta(law['a'], law['b'], level, cuts)
    if name == 'logNormal':
        z, w = standard_normal(level, 1.0, [(math.log(c) - law['meanlog']) / law['sdlog'] for c in cuts if c > 0])
        return np.exp(ld(law['meanlog']) + ld(law['sdlog']) * z), w
    if name == 'studentT':
        return student_t(law['df'], law['location'], law['scale'], level, cuts)
    if name == 'discrete':
        return np.array([ld(v) for v in law['values']], LD), np.array([ld(p) for p in law['probabilities']], LD)
    if name == 'categorical':
        return np.arange(len(law['levels'])).astype(LD), np.array([ld(p) for p in law['probabilities']], LD)
    if name == 'mixture':
        parts = [(c['probability'], law_rule(c['law'], level, cuts)) for c in law['components']]
        return np.concatenate([x for _, (x, _) in parts]), np.concatenate([ld(p) * w for p, (_, w) in parts])
    raise ValueError(name)

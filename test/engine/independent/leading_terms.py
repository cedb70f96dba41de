"""The leading constants of a model by brute force: every expectation is a sum over a tensor grid of the predictors and the random effects.

    phi C_B = phi [E{Omega_BB - Omega_BR Omega_RR^-1 Omega_RB}]^-1          L = [E{W' Sigma^-1 W}]^-1

The Schur complement is the residual sum of squares of the weighted regression of X_B on X_R, by Gram-Schmidt in extended precision, so that
predictors far from zero and nearly collinear terms keep their digits.
"""
import math

import numpy as np
from mpmath import mp, mpf
from scipy.special import log_ndtr, ndtr

from covariances import sigma_of
from law_rules import LD, Level, ld, law_rule, standard_normal

FUNCTIONS = {
    'log': np.log,
    'exp': np.exp,
    'sqrt': np.sqrt,
    'abs': np.abs,
    'logit': lambda x: np.log(x / (1 - x)),
    'expit': lambda x: 1 / (1 + np.exp(-x)),
}
OPERATORS = {
    '+': np.add,
    '-': np.subtract,
    '*': np.multiply,
    '/': np.divide,
    '<': np.less,
    '<=': np.less_equal,
    '>': np.greater,
    '>=': np.greater_equal,
    '==': np.equal,
    '!=': np.not_equal,
}


def evaluate(term, values, spec):
    """The value of a term where the predictors have these values (arrays or numbers)."""
    op = term['op']
    if op == 'number':
        return ld(term['value'])
    if op == 'predictor':
        derived = next((p for p in spec['predictors'] if p['kind'] == 'derived' and p['name'] == term['name']), None)
        return evaluate(derived['term'], values, spec) if derived else values[term['name']]
    if op == 'level':
        law = next(p['law'] for p in spec['predictors'] if p['kind'] == 'random' and term['predictor'] in p['names'])
        return (values[term['predictor']] == law['levels'].index(term['level'])).astype(LD)
    if op == 'negate':
        return -evaluate(term['operand'], values, spec)
    if op == 'call':
        return FUNCTIONS[term['function']](evaluate(term['argument'], values, spec))
    left, right = evaluate(term['left'], values, spec), evaluate(term['right'], values, spec)
    if op == '^':
        return left ** int(right) if float(right).is_integer() else left**right
    return np.asarray(OPERATORS[op](left, right)).astype(LD)


MEAN_AND_SLOPE = {
    'identity': lambda eta: (eta, np.ones_like(eta)),
    'log': lambda eta: (np.exp(eta), np.exp(eta)),
    'sqrt': lambda eta: (eta**2, 2 * eta),
    'inverse': lambda eta: (1 / eta, -1 / eta**2),
    'inverseSquare': lambda eta: (eta ** LD(-0.5), LD(-0.5) * eta ** LD(-1.5)),
}
VARIANCE = {
    'gaussian': lambda mu, size: np.ones_like(mu),
    'poisson': lambda mu, size: mu,
    'gamma': lambda mu, size: mu**2,
    'inverseGaussian': lambda mu, size: mu**3,
    'negativeBinomial': lambda mu, size: mu + mu**2 / size,
}


def weight(family, eta):
    """(d mu/d eta)^2/V(mu) without the trials."""
    link = family['link']
    if family['name'] in ('bernoulli', 'binomial'):
        if link == 'logit':
            e = np.exp(-np.abs(eta))
            return e / (1 + e) ** 2
        if link == 'probit':
            x = eta.astype(float)
            log_density_squared = -eta * eta - ld(mp.log(2 * mp.pi))
            # In the tails, where it hardly matters, one of the probabilities is too small for a double.
            middle = np.abs(x) < 30
            inside = np.exp(log_density_squared) / np.where(middle, ndtr(x) * ndtr(-x), 1)
            return np.where(middle, inside, np.exp(log_density_squared - log_ndtr(x) - log_ndtr(-x)))
        if link == 'cloglog':
            # mu = 1 - exp(-e^eta): the slope is e^eta exp(-e^eta), the variance (1 - exp(-e^eta)) exp(-e^eta).
            rate = np.exp(np.minimum(eta, LD(9)))
            return rate**2 * np.exp(-rate) / -np.expm1(-rate)
        assert link == 'log' and np.all(eta < 0)
        return np.exp(eta) / -np.expm1(eta)
    if link in ('sqrt', 'inverse', 'inverseSquare') or (link == 'identity' and family['name'] == 'poisson'):
        assert np.all(eta > 0)
    mu, slope = MEAN_AND_SLOPE[link](eta)
    return slope**2 / VARIANCE[family['name']](mu, ld(family['size'] or 1))


def spread(values, weights, rule, names):
    """The product of a set of points with one more rule; `rule` may depend on the values so far."""
    count = len(weights)
    if callable(rule):
        rules = [rule({k: float(v[i]) for k, v in values.items()}) for i in range(count)]
        repeats = [len(r[1]) for r in rules]
        x = np.concatenate([r[0] for r in rules])
        w = np.concatenate([r[1] for r in rules])
    else:
        repeats = [len(rule[1])] * count
        x, w = np.tile(rule[0], (count,) + (1,) * (rule[0].ndim - 1)), np.tile(rule[1], count)
    values = {k: np.repeat(v, repeats) for k, v in values.items()}
    for j, name in enumerate(names):
        values[name] = x if x.ndim == 1 else x[:, j]
    return values, np.repeat(weights, repeats) * w


def multivariate_normal(law, level):
    """Tensor rule; x = mean + L z."""
    lower = np.linalg.cholesky(np.array(law['covariance'])).astype(LD)
    for _ in range(2):  # to extended precision: L <- L (I + lower half of L^-1 (A - L L') L^-T)
        gap = np.array(law['covariance'], LD) - lower @ lower.T
        inverse = np.linalg.inv(lower.astype(float)).astype(LD)
        middle = inverse @ gap @ inverse.T
        lower = lower + lower @ (np.tril(middle, -1) + np.diag(np.diag(middle)) / 2)
    values, weights = {}, np.ones(1, LD)
    z = standard_normal(level)
    for i in range(len(law['mean'])):
        values, weights = spread(values, weights, z, [i])
    nodes = np.stack([values[i] for i in range(len(law['mean']))], axis=1)
    return np.array(law['mean'], LD) + nodes @ lower.T, weights


def predictor_points(spec, level, cuts, group_level, values):
    """Points of the predictors that are constant in a group, or of the others."""
    count = len(next(iter(values.values()), [0]))
    weights = np.ones(count, LD)
    for predictor in spec['predictors']:
        if predictor['kind'] == 'derived' or (predictor['per'] is not None) != group_level:
            continue
        if predictor['kind'] == 'each':
            points = np.array([ld(x) for x in predictor['points']], LD)
            values, weights = spread(values, weights, (points, np.ones(len(points), LD) / len(points)), [predictor['name']])
            continue
        law, names = predictor['law'], predictor['names']
        if law['law'] == 'mvNormal':
            rule = multivariate_normal(law, level)
        else:
            cut = cuts.get(names[0], [])
            rule = (lambda v, law=law, cut=cut: law_rule(law, level, cut(v))) if callable(cut) else law_rule(law, level, cut)
        values, weights = spread(values, weights, rule, names)
    return values, weights


def gram_schmidt(columns, project_from):
    """Orthonormalises columns (.., N) in order from the first; returns the triangular factor R[i][j], i <= j, for columns from `project_from` on.

    Columns are taken off twice, which keeps them orthogonal to rounding.
    """
    basis, factor = [], {}
    for j, column in enumerate(columns):
        column = column.copy()
        for _ in range(2):
            for i, q in enumerate(basis):
                dot = np.sum(q * column, axis=-1)
                factor[i, j] = factor.get((i, j), 0) + dot
                column -= dot[..., None] * q
        norm = np.sqrt(np.sum(column * column, axis=-1))
        factor[j, j] = norm
        column /= np.where(norm > 0, norm, LD(1))[..., None]
        basis.append(column)
    size = len(columns) - project_from
    upper = np.zeros(columns[0].shape[:-1] + (size, size), LD)
    for i in range(size):
        for j in range(i, size):
            upper[..., i, j] = factor[project_from + i, project_from + j]
    return upper


def effect_values(spec, names, values, count):
    term = {f['name']: f['term'] for f in spec['fixed']}
    return [np.broadcast_to(np.asarray(evaluate(term[name], values, spec), LD), (count,)).copy() for name in names]


def mp_matrix(a):
    return mp.matrix([[mpf(np.format_float_scientific(x, unique=True)) for x in row] for row in a])


def leading_terms(spec, level, cuts, u_scale):
    """(L, phi C_B) as mpmath matrices, None where the block is empty."""
    random = spec['random'][0] if spec['random'] else None
    group_values, group_weights = predictor_points(spec, level, cuts, True, {})
    random_names = random['effects'] if random else []
    a_names = [f['name'] for f in spec['fixed'] if f['block'] == 'A']
    b_names = [f['name'] for f in spec['fixed'] if f['block'] == 'B']
    d_r, d_b = len(random_names), len(b_names)
    beta = [ld(f['value']) for f in spec['fixed']]
    sigma = np.array(sigma_of(random), float) if d_r else np.zeros((0, 0))
    lower = np.linalg.cholesky(sigma).astype(LD) if d_r else np.zeros((0, 0), LD)
    u_values, u_weights = {}, np.ones(1, LD)
    for k in range(d_r):
        u_values, u_weights = spread(u_values, u_weights, standard_normal(level, u_scale * math.sqrt(float(np.sum(lower[:, k] ** 2)))), [k])
    u = np.stack([u_values[k] for k in range(d_r)], axis=1) @ lower.T if d_r else np.zeros((1, 0), LD)

    information = np.zeros((d_b, d_b), LD)
    precision = mp.matrix(len(a_names), len(a_names))
    for g, group_weight in enumerate(group_weights):
        z = {k: v[g : g + 1] for k, v in group_values.items()}
        values, weights = predictor_points(spec, level, cuts, False, z)
        count = len(weights)
        r = effect_values(spec, random_names, values, count)
        a = effect_values(spec, a_names, values, count)
        if a_names:
            w = mp.matrix(d_r, len(a))
            for j, column in enumerate(a):
                upper = mp_matrix(gram_schmidt([*r, column], 0))
                w[:, j] = mp.lu_solve(upper[:d_r, :d_r], upper[:d_r, d_r])
            precision += mpf(str(group_weight)) * (w.T * mp.inverse(mp.matrix(sigma.tolist())) * w)
        if d_b == 0:
            continue
        b = effect_values(spec, b_names, values, count)
        eta = sum((value * column for value, column in zip(beta, a + b)), np.zeros(count, LD))
        if spec['offset']:
            eta = eta + evaluate(spec['offset'], values, spec)
        if spec['family']['trials']:
            weights = weights * evaluate(spec['family']['trials'], values, spec)
        batch = max(1, 400_000 // count)
        for start in range(0, len(u), batch):
            part = u[start : start + batch]
            shifted = np.broadcast_to(eta, (len(part), count)).copy()
            for k in range(d_r):
                shifted += part[:, k : k + 1] * r[k]
            root = np.sqrt(weights * weight(spec['family'], shifted))
            upper = gram_schmidt([root * column for column in r + b], d_r)
            squares = np.zeros((len(part), d_b, d_b), LD)
            for i in range(d_b):
                squares += upper[:, i, :, None] * upper[:, i, None, :]
            information += group_weight * np.sum(u_weights[start : start + batch, None, None] * squares, axis=0)
    leading_a = mp.inverse(precision) if a_names else None
    if d_b == 0:
        return leading_a, None
    if d_r == 0:
        # One regression: the inverse of its triangular factor loses fewer digits than that of its cross-product.
        inverse = mp.inverse(mp_matrix(upper[0]))
        return leading_a, mpf(spec['family']['phi']) * (inverse * inverse.T)
    return leading_a, mpf(spec['family']['phi']) * mp.inverse(mp_matrix(information))


def relative_difference(a, b):
    """The largest difference of two covariance matrices, relative to the standard deviations."""
    if a is None:
        return mpf(0)
    n = a.rows
    return max(abs(a[i, j] - b[i, j]) / mp.sqrt(b[i, i] * b[j, j]) for i in range(n) for j in range(n))


def certified(spec, cuts, cut, fineness, u_scale, wanted, levels):
    """(L, phi C_B, relative difference of the last two levels)."""
    previous = leading_terms(spec, Level(0, cut, fineness), cuts, u_scale)
    for index in range(1, levels):
        current = leading_terms(spec, Level(index, cut, fineness), cuts, u_scale)
        difference = max(relative_difference(p, c) for p, c in zip(previous, current))
        if difference < wanted:
            break
        previous = current
    return (*current, difference)

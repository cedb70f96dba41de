"""Two-term and refined covariances of a nested model with one grouping factor, by brute force in double precision.

Every expectation over the predictors and the random effects is a sum over one tensor grid of composite Gauss-Legendre rules; nothing is folded, collapsed or
recognised. Notation: r are the terms of the random effects, x = (r, terms of block B), S = E{w x x'}/phi for given U and z, W(z) with A terms = W' r,
theta the free entries of Sigma.

    two terms    m Cov = I_c^-1 (first rows) + (1/n)[...], by the noise e ~ (0, S_rr^-1/n) of a group's own estimate of U:
                 with G = I_c^-1 (d score of (beta_A, theta) / d u), R = S_rr^-1 S_rb, C = [E{S_bb - S_br R}]^-1:
                 AA: E{G S_rr^-1 G'} + E{G R} C E{G R}',  AB: -E{G R} C,  BB: C
    refined      per-group information with P = (Sigma^-1 + n S_rr)^-1 and the variation of the group's own sum of w x x' about n S
"""
import math

import numpy as np
from scipy.special import log_ndtr
from scipy.stats import gamma as gamma_law
from scipy.stats import poisson as poisson_law

from covariances import is_parameter, sigma_of
from law_rules import Level, standard_normal
from leading_terms import effect_values, evaluate, predictor_points, spread


def log_cloglog_weight(eta):
    rate = np.exp(np.minimum(eta, 300))
    return 2 * eta - rate - np.log(-np.expm1(-rate))


def weight(family, eta):
    """(d mu/d eta)^2/V(mu) of one trial."""
    name, link = family['name'], family['link']
    if name in ('bernoulli', 'binomial'):
        if link == 'logit':
            e = np.exp(-np.abs(eta))
            return e / (1 + e) ** 2
        if link == 'probit':
            return np.exp(-eta * eta - math.log(2 * math.pi) - log_ndtr(eta) - log_ndtr(-eta))
        return np.exp(log_cloglog_weight(eta))
    if name == 'gaussian' and link == 'identity' or name == 'gamma':
        return np.ones_like(eta)
    mu = np.exp(eta)
    if name == 'negativeBinomial':
        return 1 / (1 / mu + 1 / family['size'])
    return {'poisson': mu, 'inverseGaussian': 1 / mu, 'gaussian': mu * mu}[name]


def group_sizes(n):
    """[(n, probability)], of a law given n >= 1."""
    if n['kind'] == 'fixed':
        return [(n['n'], 1.0)]
    mean = n['mean']
    k = np.arange(1, int(mean * 40 + 400))
    if n['kind'] == 'poisson':
        p = poisson_law.pmf(k, mean)
    else:
        shape = 1 / n['cv'] ** 2
        law = gamma_law(shape, scale=mean / shape)
        # From the side where the difference keeps its digits.
        p = np.where(k < mean, law.cdf(k + 0.5) - law.cdf(k - 0.5), law.sf(k - 0.5) - law.sf(k + 0.5))
    p = p / math.fsum(p)
    return [(int(size), float(q)) for size, q in zip(k, p) if q > 1e-20]


def symmetric(a):
    return (a + np.swapaxes(a, -1, -2)) / 2


def transpose(a):
    return np.swapaxes(a, -1, -2)


def solve(a, b):
    """Singular matrices come only at u whose probability is nothing, where all but one point's weight underflows."""
    try:
        return np.linalg.solve(a, b)
    except np.linalg.LinAlgError:
        return np.linalg.pinv(a, hermitian=True) @ b


class Components:
    """The free entries theta of Sigma: their complete-data information and the derivative of their complete-data score by u."""

    def __init__(self, random):
        sigma = np.array(sigma_of(random), float) if random else np.zeros((0, 0))
        d = len(sigma)
        self.inverse = np.linalg.inv(sigma) if d else sigma
        self.entries = [(i, j) for j in range(d) for i in range(j, d) if is_parameter(random, i, j)]
        directions = []
        for i, j in self.entries:
            e = np.zeros((d, d))
            e[i, j] = e[j, i] = 1
            directions.append(self.inverse @ e @ self.inverse)
        self.directions = np.array(directions).reshape(len(directions), d, d)
        self.information = np.array(
            [[np.trace(a @ sigma @ b @ sigma) / 2 for b in self.directions] for a in self.directions]
        ).reshape(len(directions), len(directions))


def random_effects(spec, level, u_scale):
    """Points u (N, d) with weights: u = L z on a tensor grid of z."""
    if not spec['random']:
        return np.zeros((1, 0)), np.ones(1)
    lower = np.linalg.cholesky(np.array(sigma_of(spec['random'][0]), float))
    d = len(lower)
    values, weights = {}, np.ones(1, np.longdouble)
    for k in range(d):
        values, weights = spread(values, weights, standard_normal(level, u_scale), [k])
    return np.stack([values[k].astype(float) for k in range(d)], axis=1) @ lower.T, weights.astype(float)


def point_labels(spec, values, count):
    """Which of the `each` points within a group an entry of the grid belongs to."""
    names = [p['name'] for p in spec['predictors'] if p['kind'] == 'each' and p['per'] is None]
    if not names or count == 0:
        return np.zeros(count, int)
    table = np.stack([values[name].astype(float) for name in names], axis=1)
    return np.unique(table, axis=0, return_inverse=True)[1].reshape(-1)


def covariances(spec, x_level, u_level, cuts, u_scale, infinite):
    """`infinite`: E{S_rr^-1} is. m times the two-term covariance of (beta, theta), the refined information of beta and of (beta, theta)."""
    random = spec['random'][0] if spec['random'] else None
    names_r = random['effects'] if random else []
    names_a = [f['name'] for f in spec['fixed'] if f['block'] == 'A']
    names_b = [f['name'] for f in spec['fixed'] if f['block'] == 'B']
    d_r, d_a, d_b = len(names_r), len(names_a), len(names_b)
    theta = Components(random)
    d_t, inverse = len(theta.entries), theta.inverse
    beta = [float(f['value']) for f in spec['fixed']]
    phi = float(spec['family']['phi'])
    sizes = group_sizes(spec['design']['n'])
    us, u_weights = random_effects(spec, u_level, u_scale)

    d_c = d_a + d_t
    noise, slope, schur = np.zeros((d_c, d_c)), np.zeros((d_c, d_b)), np.zeros((d_b, d_b))
    precision = np.zeros((d_a, d_a))
    size = d_a + d_b + d_t
    refined = np.zeros((size, size))

    group_values, group_weights = predictor_points(spec, x_level, cuts, True, {})
    for g, group_weight in enumerate(group_weights.astype(float)):
        z = {k: v[g : g + 1] for k, v in group_values.items()}
        values, weights = predictor_points(spec, x_level, cuts, False, z)
        count, weights = len(weights), weights.astype(float)
        terms = np.stack([c.astype(float) for c in effect_values(spec, names_r + names_b, values, count)], axis=1)
        a_terms = [c.astype(float) for c in effect_values(spec, names_a, values, count)]
        r = terms[:, :d_r]
        w_of_z = np.zeros((d_r, d_a))
        if d_a:
            w_of_z, *_ = np.linalg.lstsq(r, np.stack(a_terms, axis=1), rcond=None)
            w_of_z[np.abs(w_of_z) < 1e-13] = 0
        precision += group_weight * w_of_z.T @ inverse @ w_of_z
        eta = sum(v * column for v, column in zip(beta, a_terms + [terms[:, d_r + j] for j in range(d_b)]))
        if spec['offset']:
            eta = eta + np.asarray(evaluate(spec['offset'], values, spec), float)
        scale = np.full(count, 1 / phi)
        if spec['family']['trials']:
            scale = scale * np.asarray(evaluate(spec['family']['trials'], values, spec), float)
        labels = point_labels(spec, values, count)
        d = d_r + d_b
        pairs = (terms[:, :, None] * terms[:, None, :]).reshape(count, d * d)
        squares = (r[:, :, None] * r[:, None, :]).reshape(count, d_r * d_r)
        batch = max(1, 3_000_000 // count)
        for start in range(0, len(us), batch):
            u = us[start : start + batch]
            p_u = group_weight * u_weights[start : start + batch]
            w = weight(spec['family'], eta + u @ r.T) * scale
            by_point = []
            for t in range(labels.max() + 1):
                inside = labels == t
                p_t = math.fsum(weights[inside])
                by_point.append((p_t, ((w[:, inside] * weights[inside]) @ pairs[inside]).reshape(-1, d, d) / p_t))
            s = symmetric(sum(p_t * s_t for p_t, s_t in by_point))
            s_rr, s_rb, s_bb = s[:, :d_r, :d_r], s[:, :d_r, d_r:], s[:, d_r:, d_r:]

            if spec['family']['link'] == 'cloglog':
                # R does not fall off with the weight, so that it has to be right where the weight underflows.
                log_w = log_cloglog_weight(eta + u @ r.T)
                relative = np.exp(log_w - log_w.max(axis=1, keepdims=True)) * (scale * weights)
                product = symmetric((relative @ pairs).reshape(-1, d, d))
                ratio = solve(product[:, :d_r, :d_r], product[:, :d_r, d_r:])
            else:
                ratio = solve(s_rr, s_rb) if d_r else s_rb
            schur += np.einsum('u,uij->ij', p_u, s_bb - transpose(s_rb) @ ratio)
            score = np.concatenate([np.broadcast_to(w_of_z.T @ inverse, (len(u), d_a, d_r)), np.einsum('tij,uj->uti', theta.directions, u)], axis=1)
            if infinite:
                noise += math.inf
            elif d_r:
                noise += np.einsum('u,uij->ij', p_u, score @ solve(s_rr, transpose(score)))
            if d_r:
                slope += np.einsum('u,uij->ij', p_u, score @ ratio)

            for n, p_n in sizes:
                p = p_u * p_n
                p_matrix = symmetric(np.linalg.inv(inverse + n * s_rr)) if d_r else np.zeros((len(u), 0, 0))
                rho = n * p_matrix @ s_rb
                q = p_matrix.reshape(len(u), -1) @ squares.T
                spread_ = ((w * w * q * weights) @ pairs).reshape(-1, d, d)
                for p_t, s_t in by_point:
                    spread_ -= p_t * transpose(s_t[:, :d_r, :]) @ p_matrix @ s_t[:, :d_r, :]
                spread_ = n * symmetric(spread_)
                to_residual = np.concatenate([-rho, np.broadcast_to(np.eye(d_b), (len(u), d_b, d_b))], axis=1)
                i_rr = -p_matrix - p_matrix @ spread_[:, :d_r, :d_r] @ p_matrix
                i_rb = rho - p_matrix @ spread_[:, :d_r, :] @ to_residual
                i_bb = n * (s_bb - transpose(s_rb) @ rho) - transpose(to_residual) @ spread_ @ to_residual
                i_rr, i_rb, i_bb = (np.einsum('u,uij->ij', p, block) for block in (i_rr, i_rb, i_bb))
                left = w_of_z.T @ inverse
                refined[:d_a, :d_a] += left @ i_rr @ left.T
                refined[:d_a, d_a : d_a + d_b] += left @ i_rb
                refined[d_a : d_a + d_b, d_a : d_a + d_b] += i_bb
                # Posterior of u: normal around some mean with variance P, so that the mean's own spread about 0 is that of u less P.
                pull = np.einsum('tij,uj->uti', theta.directions, u)
                both = theta.directions[None] @ p_matrix[:, None]
                refined[d_a + d_b :, d_a + d_b :] += np.einsum('u,uaij,ubji->ab', p, both, both) / 2
                refined[d_a + d_b :, d_a + d_b :] -= np.einsum('u,uai,uij,ubj->ab', p, pull, p_matrix, pull)
                refined[:d_a, d_a + d_b :] -= left @ np.einsum('u,uij,uaj->ia', p, p_matrix, pull)
                refined[d_a : d_a + d_b, d_a + d_b :] += np.einsum('u,uij,uai->ja', p, rho, pull)

    refined[:d_a, :d_a] += precision
    refined[d_a + d_b :, d_a + d_b :] += theta.information
    refined = np.triu(refined) + np.triu(refined, 1).T
    complete = np.zeros((d_c, d_c))
    complete[:d_a, :d_a], complete[d_a:, d_a:] = precision, theta.information
    first = np.linalg.inv(complete)
    noise, slope = noise if infinite else first @ noise @ first, first @ slope
    c_b = np.linalg.inv(schur) if d_b else schur
    mean_n = math.fsum(n * p for n, p in sizes)
    mean_inverse = math.fsum(p / n for n, p in sizes)

    order = [*range(d_a), *range(d_c, d_c + d_b), *range(d_a, d_c)]  # (beta_A, beta_B, theta)
    two = np.zeros((d_c + d_b, d_c + d_b))
    two[:d_c, :d_c] = first + mean_inverse * noise + slope @ c_b @ slope.T / mean_n
    two[:d_c, d_c:] = -slope @ c_b / mean_n
    two[d_c:, :d_c] = two[:d_c, d_c:].T
    two[d_c:, d_c:] = c_b / mean_n
    second = two.copy()
    second[:d_c, :d_c] -= first
    fixed = d_a + d_b
    return {
        'twoTerm': two[np.ix_(order, order)],
        'second': second[np.ix_(order, order)] * mean_n,
        'refinedInformation': refined[:fixed, :fixed],
        'jointInformation': refined if d_t else None,
    }


def inverse_if_positive(information):
    """None where it is no information: the braces can outweigh the rest."""
    if information is None or np.linalg.eigvalsh(information)[0] <= 0:
        return None
    return np.linalg.inv(information)


def compute(case, index):
    """At one of two levels: the second has more nodes in x and in u, and wider windows."""
    x_level = Level(index, case['cut'], case['fineness'])
    u_level = Level(index, case['u_cut'], case['u_fineness'])
    found = covariances(case['spec'], x_level, u_level, case['cuts'], case['u_scale'], case['infinite'])
    information, joint = found.pop('refinedInformation'), found.pop('jointInformation')
    found['refined'] = inverse_if_positive(information)
    found['refinedJoint'] = None if joint is None else inverse_if_positive(joint)
    return found


def difference(a, b):
    """Of two covariance matrices, relative to the standard deviations of the second."""
    if (a is None) != (b is None):
        return math.inf
    if a is None or a.size == 0:
        return 0.0
    sd = np.sqrt(np.where(np.isfinite(np.diag(b)), np.diag(b), 1))
    scale = sd[:, None] * sd
    kept = (scale > 0) & np.isfinite(b)
    return float(np.max(np.abs(a[kept] - b[kept]) / scale[kept], initial=0))

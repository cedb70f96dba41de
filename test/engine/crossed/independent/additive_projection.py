"""Independent values of C_B for two crossed factors, and of the observations' part for two nested levels.

The definitions are minimised in another way than in the engine: functions of the random effects are sums of Hermite polynomials (crossed), or free at
every node of Gauss-Hermite rules and solved for all at once as one sparse system (nested); nothing is eliminated, no lattice, no conjugate gradients.
Every value is computed with two sizes of everything; `digits` is the relative difference between them.

    python3 additive_projection.py > additive-projection.json        crossed
    python3 additive_projection.py levels > ../../levels/independent/observation-part.json

Made with Python 3.11, numpy 2.4, scipy 1.17.
"""
import itertools
import json
import sys

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import splu
from scipy.special import log_ndtr


def weight(family, link, size=None):
    if family == 'poisson':
        return np.exp
    if family in ('bernoulli', 'binomial') and link == 'logit':
        return lambda t: np.exp(-np.abs(t)) / (1 + np.exp(-np.abs(t))) ** 2
    if family in ('bernoulli', 'binomial') and link == 'probit':
        return lambda t: np.exp(-t * t - np.log(2 * np.pi) - log_ndtr(t) - log_ndtr(-t))
    if family in ('bernoulli', 'binomial') and link == 'cloglog':
        return lambda t: np.exp(2 * t - np.log(np.expm1(np.minimum(np.exp(t), 700))))
    if family == 'negativeBinomial':
        return lambda t: np.exp(t) / (1 + np.exp(t) / size)
    raise ValueError(family)


def hermite_rule(count):
    nodes, weights = np.polynomial.hermite_e.hermegauss(count)
    return nodes, weights / weights.sum()


def rule(predictor, count):
    if predictor['kind'] == 'each':
        points = predictor['points']
        return [(x, 1 / len(points)) for x in points]
    law = predictor['law']
    if law['law'] == 'normal':
        nodes, weights = hermite_rule(count)
        return [(law['mean'] + law['sd'] * x, w) for x, w in zip(nodes, weights)]
    if law['law'] == 'uniform':
        nodes, weights = np.polynomial.legendre.leggauss(count)
        middle, half = (law['min'] + law['max']) / 2, (law['max'] - law['min']) / 2
        return [(middle + half * x, w / 2) for x, w in zip(nodes, weights)]
    if law['law'] == 'bernoulli':
        return [(0.0, 1 - law['p']), (1.0, law['p'])]
    raise ValueError(law)


def name_of(predictor):
    return predictor['name'] if predictor['kind'] == 'each' else predictor['names'][0]


def points(predictors, count):
    """Every combination of values with its probability."""
    for combination in itertools.product(*[rule(p, count) for p in predictors]):
        yield {name_of(p): x for p, (x, _) in zip(predictors, combination)}, float(np.prod([w for _, w in combination]))


def evaluate(term, values):
    if term['op'] == 'number':
        return term['value']
    if term['op'] == 'predictor':
        return values[term['name']]
    if term['op'] == '*':
        return evaluate(term['left'], values) * evaluate(term['right'], values)
    raise ValueError(term)


def random_nodes(covariance, count):
    """Values of the random effects with probabilities, and the standard normal coordinates."""
    covariance = np.array(covariance)
    d = len(covariance)
    root = np.linalg.cholesky(covariance)
    nodes, weights = hermite_rule(count)
    z = np.array(list(itertools.product(nodes, repeat=d)))
    p = np.array([np.prod(w) for w in itertools.product(weights, repeat=d)])
    return z @ root.T, p, z


class Model:
    def __init__(self, spec, count):
        self.spec = spec
        family = spec['family']
        self.w = weight(family['name'], family['link'], family['size'])
        self.trials = family['trials']['value'] if family['trials'] else 1
        self.a = [f for f in spec['fixed'] if f['block'] == 'A']
        self.b = [f for f in spec['fixed'] if f['block'] == 'B']
        self.terms = {f['name']: f['term'] for f in spec['fixed']}
        self.count = count

    def predictors(self, group):
        return [p for p in self.spec['predictors'] if p['per'] == group]

    def features(self, outside):
        """Rows over the points inside a cell: eta, probability, terms of each factor, terms of block B."""
        eta, prob, r, xb = [], [], [[] for _ in self.spec['random']], []
        for inside, p in points(self.predictors(None), self.count):
            values = {**outside, **inside}
            eta.append(sum(f['value'] * evaluate(f['term'], values) for f in self.spec['fixed']))
            prob.append(p)
            for k, block in enumerate(self.spec['random']):
                r[k].append([evaluate(self.terms[e], values) for e in block['effects']])
            xb.append([evaluate(f['term'], values) for f in self.b])
        return np.array(eta), np.array(prob), [np.array(x) for x in r], np.array(xb)


def crossed(spec, count, degree):
    """min over a, a' of E w (X_B - a(U)'r - a'(U')'r')^2, with a and a' polynomials of the standard normal coordinates, free for every z."""
    model = Model(spec, count)
    first, second = spec['random']
    nodes = [random_nodes(block['covariance']['matrix'], 2 * degree + 10) for block in (first, second)]
    bases = []
    for u, _, z in nodes:
        d = z.shape[1]
        powers = [k for k in itertools.product(range(degree + 1), repeat=d) if sum(k) <= degree]
        scale = [np.sqrt(float(np.prod([np.prod(np.arange(1, i + 1.0)) for i in k]))) for k in powers]
        he = [[np.polynomial.hermite_e.hermeval(z[:, j], np.eye(degree + 1)[i]) for i in range(degree + 1)] for j in range(d)]
        bases.append(np.array([np.prod([he[j][k[j]] for j in range(d)], axis=0) / s for k, s in zip(powers, scale)]))
    outer = [list(points(model.predictors(block['group']), 12)) for block in (first, second)]
    sizes = [len(block['effects']) * len(basis) for block, basis in zip((first, second), bases)]
    n1, n2, nb = sizes[0] * len(outer[0]), sizes[1] * len(outer[1]), len(model.b)
    q = np.zeros((n1 + n2 + nb, n1 + n2 + nb))
    for i, (z1, p1) in enumerate(outer[0]):
        for j, (z2, p2) in enumerate(outer[1]):
            eta, prob, r, xb = model.features({**z1, **z2})
            for e, p, r1, r2, x in zip(eta, prob, r[0], r[1], xb):
                t = e + (nodes[0][0] @ r1)[:, None] + (nodes[1][0] @ r2)[None, :]
                w = model.trials * model.w(t) * nodes[0][1][:, None] * nodes[1][1][None, :] * p * p1 * p2
                b1, b2 = bases
                g11 = b1 @ (w.sum(1)[:, None] * b1.T)
                g22 = b2 @ (w.sum(0)[:, None] * b2.T)
                g12 = b1 @ w @ b2.T
                s1, s2, total = b1 @ w.sum(1), b2 @ w.sum(0), w.sum()
                at1 = slice(i * sizes[0], (i + 1) * sizes[0])
                at2 = slice(n1 + j * sizes[1], n1 + (j + 1) * sizes[1])
                atb = slice(n1 + n2, None)
                q[at1, at1] += np.kron(np.outer(r1, r1), g11)
                q[at2, at2] += np.kron(np.outer(r2, r2), g22)
                q[at1, at2] += np.kron(np.outer(r1, r2), g12)
                q[at1, atb] += np.outer(np.kron(r1, s1), x)
                q[at2, atb] += np.outer(np.kron(r2, s2), x)
                q[atb, atb] += total * np.outer(x, x)
    m = n1 + n2
    q[m - n2:m, :m - n2] = q[:m - n2, m - n2:m].T
    scale = 1 / np.sqrt(np.diag(q)[:m])
    inner = q[:m, :m] * scale[:, None] * scale[None, :]
    right = q[:m, m:] * scale[:, None]
    solution = np.linalg.lstsq(inner, right, rcond=1e-14)[0]
    return np.linalg.inv(q[m:, m:] - right.T @ solution)


def levels(spec, count, nodes_inner, entries):
    """The observations' part for two levels: the unknowns are the inner coefficients at all nodes of (U, V), the outer ones at those of U, and beta_B."""
    model = Model(spec, count)
    outer, inner = spec['random']
    u, pu, _ = random_nodes(outer['covariance']['matrix'], nodes_inner)
    v, pv, _ = random_nodes(inner['covariance']['matrix'], nodes_inner)
    free = [k for k, e in enumerate(outer['effects']) if e not in inner['effects']]
    d2, d1, nb = len(inner['effects']), len(free), len(model.b)
    z1s = list(points(model.predictors(outer['group']), 12))
    z2s = list(points(model.predictors(inner['group']), 12))
    blocks = len(z1s) * len(u)
    per = len(z2s) * len(v)
    start1 = blocks * per * d2
    startb = start1 + blocks * d1
    size = startb + nb
    rows, cols, data = [], [], []
    bb = np.zeros((nb, nb))
    omega = np.zeros((len(model.spec['fixed']), size))
    names = [f['name'] for f in model.spec['fixed']]
    for b, f in enumerate(model.b):
        omega[names.index(f['name']), startb + b] = 1

    def put(i, j, block):
        for a in range(block.shape[0]):
            for c in range(block.shape[1]):
                rows.append(i + a)
                cols.append(j + c)
                data.append(block[a, c])

    for i, (z1, p1) in enumerate(z1s):
        for k in range(len(z2s)):
            z2, p2 = z2s[k]
            eta, prob, r, xb = model.features({**z1, **z2})
            feature = np.hstack([r[1], r[0][:, free], xb])
            for s in range(len(u)):
                t = eta[None, :] + (r[0] @ u[s])[None, :] + v @ r[1].T
                om = np.einsum('vq,qi,qj->vij', model.trials * model.w(t) * prob[None, :], feature, feature)
                o = i * len(u) + s
                for l in range(len(v)):
                    share = p1 * p2 * pu[s] * pv[l]
                    m = share * om[l]
                    a2 = ((o * len(z2s) + k) * len(v) + l) * d2
                    a1 = start1 + o * d1
                    put(a2, a2, m[:d2, :d2])
                    put(a2, a1, m[:d2, d2:d2 + d1])
                    put(a1, a2, m[d2:d2 + d1, :d2])
                    put(a1, a1, m[d2:d2 + d1, d2:d2 + d1])
                    put(a2, startb, m[:d2, d2 + d1:])
                    put(startb, a2, m[d2 + d1:, :d2])
                    put(a1, startb, m[d2:d2 + d1, d2 + d1:])
                    put(startb, a1, m[d2 + d1:, d2:d2 + d1])
                    bb += m[d2 + d1:, d2 + d1:]
                    for j, name in enumerate(names):
                        for c, value in enumerate(entries(name, 'inner', z1, z2)):
                            omega[j, a2 + c] += share * value
                        for c, value in enumerate(entries(name, 'outer', z1, z2)[f] for f in free):
                            omega[j, a1 + c] += share * value
    put(startb, startb, bb)
    q = sparse.csc_matrix((data, (rows, cols)), shape=(size, size))
    scale = sparse.diags(1 / np.sqrt(q.diagonal()))
    scaled = (scale @ q @ scale).tocsc()
    solution = scale @ splu(scaled).solve(scale @ omega.T)
    return omega @ solution


number = lambda value: {'op': 'number', 'value': value}
one = number(1)
x = lambda name: {'op': 'predictor', 'name': name}
times = lambda a, b: {'op': '*', 'left': a, 'right': b}
drawn = lambda name, law, per=None: {'kind': 'random', 'names': [name], 'law': law, 'per': per}
each = lambda name, values, per=None: {'kind': 'each', 'name': name, 'points': values, 'per': per}
uniform = {'law': 'uniform', 'min': -1, 'max': 1.5}
normal = {'law': 'normal', 'mean': 0.3, 'sd': 0.8}
bernoulli = {'law': 'bernoulli', 'p': 0.4}
LINKS = {'bernoulli': 'logit', 'binomial': 'logit', 'poisson': 'log', 'negativeBinomial': 'log'}


def spec_of(family, predictors, a, b, random, link=None, size=None, trials=None):
    effect = lambda block: lambda f: {'name': f[0], 'block': block, 'term': f[1], 'value': f[2], 'marginal': None}
    return {
        'name': 'model',
        'family': {'name': family, 'link': link or LINKS[family], 'phi': 1, 'trials': number(trials) if trials else None, 'size': size},
        'predictors': predictors,
        'fixed': [*map(effect('A'), a), *map(effect('B'), b)],
        'offset': None,
        'random': [
            {'group': g, 'within': within, 'effects': effects, 'covariance': {'structure': 'unstructured', 'matrix': s}}
            for g, within, effects, s in random
        ],
        'design': {
            'counts': [{'group': g, 'count': 1} for g, *_ in random],
            'n': {'kind': 'fixed', 'n': 1},
            'attrition': 0,
        },
        'using': None, 'tests': [], 'precisions': [], 'cost': None, 'sweeps': [], 'derived': [], 'data': [], 'simulation': None,
    }


def crossed_cases():
    intercepts = lambda s, t: [('subject', None, ['b0'], [[s]]), ('item', None, ['b0'], [[t]])]
    plain = ([drawn('x', uniform), drawn('y', bernoulli)], [('b0', one, -0.4)], [('b1', x('x'), 0.9), ('b2', x('y'), -0.6)])
    for s, t in [(0.3, 0.5), (0.05, 1.4), (2, 1)]:
        yield 'logit', spec_of('bernoulli', *plain, intercepts(s, t))
    yield 'rare', spec_of('bernoulli', plain[0], [('b0', one, -4)], plain[2], intercepts(0.6, 0.4))
    yield 'probit', spec_of('bernoulli', *plain, intercepts(0.3, 0.5), link='probit')
    yield 'cloglog', spec_of('binomial', *plain, intercepts(0.3, 0.2), link='cloglog', trials=6)
    yield 'negative binomial', spec_of('negativeBinomial', *plain, intercepts(0.3, 0.5), size=1.7)
    yield 'poisson', spec_of('poisson', *plain, intercepts(0.3, 0.5))
    yield 'normal predictor', spec_of('bernoulli', [drawn('x', normal)], [('b0', one, -0.4)], [('b1', x('x'), 0.9)], intercepts(0.3, 0.5))
    slopes = [('b0', one, -0.4), ('b1', x('x'), 0.9)]
    s2 = [[0.4, -0.1], [-0.1, 0.3]]
    yield 'slope of one factor', spec_of('bernoulli', plain[0], slopes, [('b2', x('y'), -0.6)], [('subject', None, ['b0', 'b1'], s2), ('item', None, ['b0'], [[0.5]])])
    yield 'poisson, slope of one factor', spec_of('poisson', plain[0], slopes, [('b2', x('y'), -0.6)], [('subject', None, ['b0', 'b1'], s2), ('item', None, ['b0'], [[0.5]])])
    yield 'different effects', spec_of('bernoulli', plain[0], slopes, [('b2', x('y'), -0.6)], [('subject', None, ['b0'], [[0.5]]), ('item', None, ['b1'], [[0.3]])])
    points = [each('x', [-0.5, 0.5]), drawn('y', uniform)]
    yield 'slopes of both', spec_of('bernoulli', points, slopes, [('b2', x('y'), 0.6)], [('subject', None, ['b0', 'b1'], s2), ('item', None, ['b0', 'b1'], [[0.3, 0.05], [0.05, 0.2]])])
    yield 'a condition of items', spec_of(
        'bernoulli', [drawn('x', uniform), each('cond', [0, 1], 'item')],
        [('b0', one, -0.4), ('bc', x('cond'), 0.7)], [('b1', x('x'), 0.9), ('b2', times(x('x'), x('cond')), -0.5)], intercepts(0.3, 0.5))
    yield 'an effect between units', spec_of(
        'bernoulli', [each('arm', [0, 1], 'subject'), each('cond', [0, 1], 'item')],
        [('b0', one, -0.4), ('ba', x('arm'), 0.3), ('bc', x('cond'), 0.7)], [('b1', times(x('arm'), x('cond')), -0.5)], intercepts(0.3, 0.5))


def level_cases():
    s2 = [[0.4, -0.1], [-0.1, 0.3]]

    def partners(spec, arm=None):
        """How noise in the coefficients enters each effect of A whose design is W = I in both factors, or that of an arm of the inner units."""
        def entries(name, place, z1, z2):
            effects = spec['random'][0 if place == 'outer' else 1]['effects']
            block = next(f['block'] for f in spec['fixed'] if f['name'] == name)
            if block == 'B':
                return [0] * len(effects)
            if name == arm:
                return [(2 if z2['arm'] == 1 else -2) if e == 'b0' and place == 'inner' else 0 for e in effects]
            if arm and name == 'b0' and place == 'inner':
                return [(2 if z2['arm'] == 0 else 0) if e == 'b0' else 0 for e in effects]
            return [1 if e == name else 0 for e in effects]
        return entries

    plain = ([drawn('x', uniform), drawn('y', bernoulli)], [('b0', one, -0.4), ('b1', x('x'), 0.9)], [('b2', x('y'), -0.6)])
    for family, options in [('bernoulli', {}), ('poisson', {}), ('bernoulli', {'link': 'probit'}), ('negativeBinomial', {'size': 1.7})]:
        # The inverse of a probit weight grows like exp(u^2/2), so its expectation converges slowly for larger variances.
        share = 0.2 if options.get('link') == 'probit' else 1
        scaled = [[share * value for value in row] for row in s2]
        spec = spec_of(family, *plain, [('school', None, ['b0', 'b1'], scaled), ('class', 'school', ['b0'], [[share * 0.5]])], **options)
        yield f"{family}, {spec['family']['link']}: slope of schools, intercept of both", spec, partners(spec)
    spec = spec_of('bernoulli', *plain, [('school', None, ['b1'], [[0.6]]), ('class', 'school', ['b0'], [[0.5]])])
    yield 'slope of schools, intercept of classes', spec, partners(spec)
    spec = spec_of('bernoulli', *plain, [('school', None, ['b0'], [[0.6]]), ('class', 'school', ['b1'], [[0.5]])])
    yield 'intercept of schools, slope of classes', spec, partners(spec)
    spec = spec_of(
        'bernoulli', [drawn('x', uniform), drawn('y', bernoulli), each('arm', [0, 1], 'class')],
        [('b0', one, -0.4), ('b1', x('x'), 0.9), ('ba', x('arm'), 0.5)], [('b2', x('y'), -0.6)],
        [('school', None, ['b0', 'b1'], s2), ('class', 'school', ['b0'], [[0.5]])])
    yield 'an arm of classes', spec, partners(spec, arm='ba')


def main():
    results = []
    if sys.argv[1:] == ['levels']:
        for name, spec, entries in level_cases():
            coarse, fine = (levels(spec, c, k, entries) for c, k in [(24, 16), (28, 22)])
            digits = float(np.max(np.abs(fine - coarse) / np.sqrt(np.outer(np.diag(fine), np.diag(fine)))))
            results.append({'name': name, 'spec': spec, 'observations': fine.tolist(), 'digits': digits})
            print(name, digits, file=sys.stderr)
    else:
        for name, spec in crossed_cases():
            small = all(len(block['effects']) == 1 for block in spec['random'])
            coarse, fine = (crossed(spec, c, k) for c, k in ([(28, 18), (34, 24)] if small else [(24, 10), (24, 13)]))
            digits = float(np.max(np.abs(fine - coarse) / np.sqrt(np.outer(np.diag(fine), np.diag(fine)))))
            results.append({'name': name, 'spec': spec, 'cB': fine.tolist(), 'digits': digits})
            print(name, digits, file=sys.stderr)
    json.dump(results, sys.stdout)


main()

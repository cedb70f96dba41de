"""Var(b1) times n in models without groups whose term grows without bound, by mpmath. Usage: python3 unbounded-terms.py > unbounded-terms.json"""
import json
from mpmath import mp, mpf, quad, log, exp, npdf, inf, matrix

mp.dps = 30

b0, b1 = mpf('0.2'), mpf('0.3')
uniform = (lambda x: mpf(1), 0, 1)
uniform2 = (lambda x: mpf(1) / 2, 0, 2)
normal = (lambda x: npdf(x), -inf, inf)

weights = {
    'gaussian(phi = 1)': lambda eta: mpf(1),
    'poisson': lambda eta: exp(eta),
    'bernoulli': lambda eta: 1 / (2 + exp(eta) + exp(-eta)),
}


def variance(family, law, term, poles):
    density, low, high = law
    weight = weights[family]
    points = [low] + [p for p in [-8, -2, *poles, 2, 8] if low < p < high] + [high]

    def moment(k):
        def integrand(x):
            f = term(x)
            return density(x) * weight(b0 + b1 * f) * f**k
        return quad(integrand, sorted(points), maxdegree=12)

    w, wf, wff = moment(0), moment(1), moment(2)
    return w / (w * wff - wf**2)


third = mpf(3) / 10
cases = [
    ('gaussian(phi = 1)', 'Uniform(0, 1)', uniform, 'log(abs(x - 0.3))', lambda x: log(abs(x - third)), [third]),
    ('gaussian(phi = 1)', 'Normal(0, 1)', normal, 'log(abs(x - 0.3))', lambda x: log(abs(x - third)), [third]),
    ('poisson', 'Uniform(0, 1)', uniform, 'log(1 - x)', lambda x: log(1 - x), []),
    ('poisson', 'Uniform(0, 2)', uniform2, 'log(abs(1 - x))', lambda x: log(abs(1 - x)), [1]),
    ('poisson', 'Normal(0, 1)', normal, 'log(abs(x))', lambda x: log(abs(x)), [0]),
    ('poisson', 'Normal(0, 1)', normal, 'log((x - 0.3)^2)', lambda x: log((x - third) ** 2), [third]),
    ('bernoulli', 'Uniform(0, 1)', uniform, 'log(1 - x)', lambda x: log(1 - x), []),
    ('bernoulli', 'Uniform(0, 1)', uniform, 'logit(x)', lambda x: log(x / (1 - x)), [mpf(1) / 2]),
    ('bernoulli', 'Normal(0, 1)', normal, 'log(abs(x))', lambda x: log(abs(x)), [0]),
    ('bernoulli', 'Normal(0, 1)', normal, '1 / x', lambda x: 1 / x, [-1, -mpf(1) / 10, -mpf(1) / 100, 0, mpf(1) / 100, mpf(1) / 10, 1]),
]

print(json.dumps([
    {'family': family, 'law': name, 'term': text, 'variance': float(variance(family, law, term, poles))}
    for family, name, law, text, term, poles in cases
], indent=4))

"""Reference values of the special functions, to 40 digits by mpmath 1.3.0, at arguments that are doubles.

Writes special.json beside itself: for each function rows of arguments followed by the value. Run: python3 reference.py
"""
import json
import pathlib

import mpmath as mp

mp.mp.dps = 60


def rows(function, arguments):
    result = []
    for row in arguments:
        row = row if isinstance(row, tuple) else (row,)
        value = function(*[mp.mpf(x) for x in row])
        result.append([*row, *(map(float, value) if isinstance(value, tuple) else [float(value)])])
    return result


def normal_quantile(p):
    tail = p if p < 0.5 else 1 - p
    if tail == 0.5:
        return mp.mpf(0)
    guess = -mp.sqrt(-2 * mp.log(2 * tail)) if tail < 0.1 else mp.sqrt(2) * mp.erfinv(2 * tail - 1)
    x = mp.findroot(lambda x: mp.log(mp.ncdf(x)) - mp.log(tail), guess)
    return x if p < 0.5 else -x


def log_ncdf(x):
    return mp.log1p(-mp.ncdf(-x)) if x > 0 else mp.log(mp.ncdf(x))


def gamma_tails(a, x):
    return mp.gammainc(a, 0, x, regularized=True), mp.gammainc(a, x, mp.inf, regularized=True)


def beta_tails(a, b, x):
    return mp.betainc(a, b, 0, x, regularized=True), mp.betainc(b, a, 0, 1 - x, regularized=True)


signed = [0.0, 1e-12, 1e-5, 0.1, 0.3, 0.5, 0.67, 0.68, 1.0, 1.5, 2.0, 3.0, 4.5, 5.6, 5.7, 7.0, 8.5, 12.0, 20.0, 30.0, 37.0]
line = sorted({-x for x in signed} | set(signed))
probabilities = [1e-300, 1e-100, 1e-20, 1e-16, 1e-12, 1e-8, 1e-5, 0.001, 0.01, 0.02425, 0.05, 0.074, 0.076, 0.1, 0.25, 0.4, 0.4999, 0.5,
                 0.500001, 0.6, 0.75, 0.9, 0.924, 0.926, 0.975, 0.99, 0.999, 0.9999999, 1 - 2.0**-40, 1 - 2.0**-53]
positive = [1e-10, 1e-3, 0.05, 0.25, 0.4999, 0.5, 0.75, 0.9999, 1.0, 1.0001, 1.2, 1.25, 1.4, 1.46, 1.4616, 1.4616321449683622, 1.47, 1.499, 1.5, 1.7, 1.8, 1.99999,
            2.0, 2.00001, 2.3, 2.5, 2.6, 3.0, 4.7, 7.5, 9.99, 10.0, 10.1, 15.3, 33.0, 170.6, 1000.0, 12345.6, 1e6, 1e9, 1e15]
small = [1e-9, 1e-6, 1e-3, 0.01, 0.1, 0.3, 0.49, 0.51]
remainders = [-x for x in small] + small + [0.9, 1.1, 3.0]
stirling = lambda x: mp.loggamma(x) - ((x - mp.mpf(1) / 2) * mp.log(x) - x + mp.log(2 * mp.pi) / 2)
excess = lambda x: mp.polygamma(1, x) - 1 / x
gamma_grid = [(a, a * r) for a in [0.05, 0.5, 1.0, 2.5, 10.0, 100.0, 1000.0] for r in [1e-3, 0.1, 0.5, 0.9, 1.0, 1.1, 1.5, 3.0, 10.0]]
beta_grid = [(a, b, x) for a in [0.05, 0.5, 1.0, 3.0, 40.0, 500.0] for b in [0.05, 0.5, 2.0, 40.0, 500.0] for x in [1e-6, 0.01, 0.25, 0.5, 0.75, 0.96875]]
# Values that leave the range of doubles say nothing about accuracy.
in_range = lambda table: [row for row in table if min(row[-2:]) > 1e-290]

mp.mp.dps = 120
excess_rows = rows(excess, positive)
mp.mp.dps = 60
reference = {
    'normalPdf': rows(mp.npdf, [x for x in line if abs(x) < 38]),
    'normalCdf': rows(mp.ncdf, line),
    'normalLogCdf': rows(log_ncdf, line + [-1e3, -1e8]),
    'upperTailOverGaussian': rows(lambda y: mp.ncdf(-y) * mp.exp(y * y / 2), signed + [100.0, 1e8]),
    'normalQuantile': rows(normal_quantile, probabilities),
    'logGamma': rows(mp.loggamma, positive),
    'stirlingRemainder': rows(stirling, positive[3:]),
    'digamma': rows(mp.digamma, positive),
    'trigamma': rows(lambda x: mp.polygamma(1, x), positive),
    'trigammaExcess': excess_rows,
    'expit': rows(lambda x: 1 / (1 + mp.exp(-x)), line + [-700.0, 700.0]),
    'logit': rows(lambda p: mp.log(p) - mp.log1p(-p), probabilities),
    'log1pExp': rows(lambda x: mp.log1p(mp.exp(x)), line + [-700.0, 700.0]),
    'expm1MinusX': rows(lambda x: mp.expm1(x) - x, remainders + [-3.0]),
    'log1pMinusX': rows(lambda x: mp.log1p(x) - x, remainders + [-0.9, -0.999]),
    'incompleteGamma': in_range(rows(gamma_tails, gamma_grid)),
    'incompleteBeta': in_range(rows(beta_tails, beta_grid)),
}
body = ',\n'.join(f'"{name}": [\n' + ',\n'.join(json.dumps(row) for row in table) + '\n]' for name, table in reference.items())
pathlib.Path(__file__).with_name('special.json').write_text('{\n' + body + '\n}\n')

"""Reference values of the probability laws, by mpmath 1.3.0 at 50 digits, at arguments that are doubles.

Writes laws.json beside itself: for each law its specification and
- density: [x, log density], - tails: [x, P(X <= x), P(X > x)], - quantiles: [p, x], - moments: [mean, variance],
- mgf: [t, log M(t), first derivative, second derivative],
- expectations: [name of the integrand, E f(X)]; the integrands are those of `integrands` in laws.test.ts.
Quantiles are zeros of the reference's own distribution function. Run: python3 reference.py
"""
import json
import pathlib

import mpmath as mp

mp.mp.dps = 50
mpf = mp.mpf


def gauss_legendre(order):
    """Nodes and weights on [-1, 1] by Newton's method."""
    rule = []
    for k in range(order):
        x = mp.cos(mp.pi * (k + mpf(3) / 4) / (order + mpf(1) / 2))
        for _ in range(8):
            previous, value = mpf(1), x
            for j in range(2, order + 1):
                previous, value = value, ((2 * j - 1) * x * value - (j - 1) * previous) / j
            slope = order * (previous - x * value) / (1 - x * x)
            x -= value / slope
        rule.append((x, 2 / ((1 - x * x) * slope * slope)))
    return rule


coarse, fine = gauss_legendre(24), gauss_legendre(36)


def panel(vector, start, end, depth=0):
    """The integrals of all functions, halved until two Gauss rules agree to 22 digits of 1."""
    middle, half = (start + end) / 2, (end - start) / 2
    integrate = lambda rule: [half * mp.fsum(column) for column in zip(*([weight * v for v in vector(middle + half * x)] for x, weight in rule))]
    first, second = integrate(coarse), integrate(fine)
    if max(abs(a - b) for a, b in zip(first, second)) < mpf(10) ** -22:
        return second
    if depth > 25:
        raise ValueError('an integral does not converge')
    return [a + b for a, b in zip(panel(vector, start, middle, depth + 1), panel(vector, middle, end, depth + 1))]


class Continuous:
    """A law on (low, high) with a log density; `tails` from special functions; `knots` split the range for the quadrature."""

    def __init__(self, spec, low, high, log_density, tails, knots, moments, log_mgf=None):
        self.spec, self.low, self.high, self.log_density, self.tails = spec, low, high, log_density, tails
        self.knots, self.moments, self.log_mgf = knots, moments, log_mgf
        # How far beyond its knots (in log x or asinh x) the law still has mass: the slowest power of its density takes that to e^-70.
        self.reach = mpf(70) / mpf(spec.get('shape', spec.get('df', 1))) + 10

    def quantile(self, p):
        p = mpf(p)
        low, high = (self.low if mp.isfinite(self.low) else -mpf(10)), (self.high if mp.isfinite(self.high) else mpf(10))
        while not mp.isfinite(self.high) and self.tails(high)[0] < p:
            high *= 4
        while not mp.isfinite(self.low) and self.tails(low)[0] > p:
            low *= 4
        # Bisection, in the logarithm where the support begins at 0: small quantiles need relative accuracy.
        logarithmic = self.low == 0
        if logarithmic:
            low = mpf(10) ** -400
        for _ in range(100):
            middle = mp.sqrt(low * high) if logarithmic else (low + high) / 2
            if self.tails(middle)[0] < p:
                low = middle
            else:
                high = middle
        middle = (low + high) / 2
        return middle if logarithmic or abs(middle) > 1e-20 else mpf(0)

    def expectations(self, functions):
        """In log x or logit x where the density may have a pole at an end, so that x and 1 - x keep their digits there."""
        mp.mp.dps = 30
        if self.low == 0 and self.high == 1:
            logit = lambda x: mp.log(x) - mp.log1p(-x)
            p, q = mpf(self.spec['a']), mpf(self.spec['b'])
            log_beta = mp.log(mp.beta(p, q))
            size = lambda s: mp.exp(-p * mp.log1p(mp.exp(-s)) - q * mp.log1p(mp.exp(s)) - log_beta)
            x, points = lambda s: 1 / (1 + mp.exp(-s)), [-70 / p - 10, *map(logit, self.knots), 70 / q + 10]
        elif self.low == 0:
            size = lambda s: mp.exp(self.log_density(mp.exp(s)) + s)
            x, points = mp.exp, [mp.log(self.knots[0]) - self.reach, *map(mp.log, self.knots), mp.log(self.knots[-1]) + 6]
        elif mp.isfinite(self.low):
            x, size, points = lambda t: t, lambda t: mp.exp(self.log_density(t)), [self.low, *self.knots, self.high]
        else:
            # x = sinh t has both tails in reach; the centre of each law of the whole line is small beside them.
            x, size = mp.sinh, lambda t: mp.exp(self.log_density(mp.sinh(t))) * mp.cosh(t)
            points = [-self.reach, *map(mp.asinh, self.knots), self.reach]
        vector = lambda t: [f(x(t)) * size(t) for f in functions]
        points = sorted(map(mpf, points))
        totals = [mpf(0)] * len(functions)
        for start, end in zip(points, points[1:]):
            totals = [total + part for total, part in zip(totals, panel(vector, start, end))]
        mp.mp.dps = 50
        return totals


def normal(mean, sd):
    m, s = mpf(mean), mpf(sd)
    return Continuous({'law': 'normal', 'mean': mean, 'sd': sd}, -mp.inf, mp.inf,
                      lambda x: -((x - m) / s) ** 2 / 2 - mp.log(s * mp.sqrt(2 * mp.pi)),
                      lambda x: (mp.ncdf((x - m) / s), mp.ncdf((m - x) / s)), [m - 6 * s, m - 2 * s, m, m + 2 * s, m + 6 * s], (m, s * s),
                      lambda t: m * t + s * s * t * t / 2)


def uniform(low, high):
    a, b = mpf(low), mpf(high)
    return Continuous({'law': 'uniform', 'min': low, 'max': high}, a, b, lambda x: -mp.log(b - a),
                      lambda x: ((x - a) / (b - a), (b - x) / (b - a)), [(a + b) / 2], ((a + b) / 2, (b - a) ** 2 / 12),
                      lambda t: mp.log((mp.exp(b * t) - mp.exp(a * t)) / (t * (b - a))) if t else mpf(0))


def gamma(shape, rate, spec=None):
    k, r = mpf(shape), mpf(rate)
    mean, sd = k / r, mp.sqrt(k) / r
    knots = [mean * mpf(2) ** j for j in (-60, -20, -8, -3, -1, 0, 1, 2, 4)] if k < 20 else [x for x in (mean - 8 * sd, mean - 2 * sd, mean, mean + 2 * sd, mean + 8 * sd) if x > 0]
    return Continuous(spec or {'law': 'gamma', 'shape': shape, 'rate': rate}, mpf(0), mp.inf,
                      lambda x: k * mp.log(r) + (k - 1) * mp.log(x) - r * x - mp.loggamma(k),
                      lambda x: (mp.gammainc(k, 0, r * x, regularized=True), mp.gammainc(k, r * x, mp.inf, regularized=True)), knots, (mean, k / r ** 2),
                      lambda t: -k * mp.log(1 - t / r))


def beta(a, b):
    p, q = mpf(a), mpf(b)
    mean = p / (p + q)
    sd = mp.sqrt(mean * (1 - mean) / (p + q + 1))
    knots = sorted(x for x in [mpf(2) ** -80, mpf(2) ** -20, mean - 6 * sd, mean - 2 * sd, mean, mean + 2 * sd, mean + 6 * sd, 1 - mpf(2) ** -20, 1 - mpf(2) ** -80] if 0 < x < 1)

    def tails(x):
        # From the side where x or 1 - x is not lost in 1.
        if x < 0.5:
            lower = mp.betainc(p, q, 0, x, regularized=True)
            return lower, 1 - lower
        upper = mp.betainc(q, p, 0, 1 - x, regularized=True)
        return 1 - upper, upper

    return Continuous({'law': 'beta', 'a': a, 'b': b}, mpf(0), mpf(1),
                      lambda x: (p - 1) * mp.log(x) + (q - 1) * mp.log1p(-x) - mp.log(mp.beta(p, q)),
                      tails, knots,
                      (mean, mean * (1 - mean) / (p + q + 1)))


def log_normal(meanlog, sdlog):
    m, s = mpf(meanlog), mpf(sdlog)
    mean = mp.exp(m + s * s / 2)
    return Continuous({'law': 'logNormal', 'meanlog': meanlog, 'sdlog': sdlog}, mpf(0), mp.inf,
                      lambda x: -((mp.log(x) - m) / s) ** 2 / 2 - mp.log(s * x * mp.sqrt(2 * mp.pi)),
                      lambda x: (mp.ncdf((mp.log(x) - m) / s), mp.ncdf((m - mp.log(x)) / s)),
                      [mp.exp(m + s * z) for z in range(-10, 11)], (mean, mp.expm1(s * s) * mean ** 2))


def student(df, location, scale):
    v, m, s = mpf(df), mpf(location), mpf(scale)
    constant = mp.loggamma((v + 1) / 2) - mp.loggamma(v / 2) - mp.log(v * mp.pi) / 2 - mp.log(s)

    def tails(x):
        z = (x - m) / s
        tail = mp.betainc(v / 2, mpf(1) / 2, 0, v / (v + z * z), regularized=True) / 2 if z else mpf(1) / 2
        return (tail, 1 - tail) if z < 0 else (1 - tail, tail)

    knots = [m + s * sign * mpf(10) ** j for sign, js in ((-1, (30, 12, 5, 2, 1, 0)), (1, (0, 1, 2, 5, 12, 30))) for j in js]
    return Continuous({'law': 'studentT', 'df': df, 'location': location, 'scale': scale}, -mp.inf, mp.inf,
                      lambda x: constant - (v + 1) / 2 * mp.log1p(((x - m) / s) ** 2 / v), tails, knots,
                      (m if df > 1 else None, s * s * v / (v - 2) if df > 2 else None))


def logistic_weight(eta):
    return 1 / (2 * (1 + mp.cosh(eta)))


# The same functions stand in laws.test.ts; z is (x - centre)/spread with the doubles that are written beside them.
def integrands(centre, spread):
    z = lambda x: (x - centre) / spread
    return {
        'one': lambda x: mpf(1),
        'weight(0.1 z)': lambda x: logistic_weight(z(x) / 10),
        'weight(1 + z)': lambda x: logistic_weight(1 + z(x)),
        'weight(3 z)': lambda x: logistic_weight(3 * z(x)),
        'z^2 weight(1 - 2 z)': lambda x: z(x) ** 2 * logistic_weight(1 - 2 * z(x)),
        'weight(10 z - 5)': lambda x: logistic_weight(10 * z(x) - 5),
    }


def light_integrands(centre, spread):
    z = lambda x: (x - centre) / spread
    return {'z^4': lambda x: z(x) ** 4, 'exp(-z/2)': lambda x: mp.exp(-z(x) / 2)}


def derivatives(log_mgf, t):
    mp.mp.dps = 90
    h = mpf(10) ** -20
    low, mid, high = log_mgf(mpf(t) - h), log_mgf(mpf(t)), log_mgf(mpf(t) + h)
    result = [float(mid), float((high - low) / (2 * h)), float((high - 2 * mid + low) / (h * h))]
    mp.mp.dps = 50
    return result


def continuous_entry(law, quantile_probabilities, mgf_points=()):
    probes = [law.quantile(p) for p in (1e-8, 0.01, 0.3, 0.5, 0.9, 0.999, 1 - 2.0 ** -30)]
    points = sorted({float(x) for x in probes if 1e-280 < abs(x) < 1e280 and float(x) not in (float(law.low), float(law.high))})
    tails = [[x, *map(float, law.tails(mpf(x)))] for x in points]
    mean, variance = law.moments
    centre = float(mean) if mean is not None else float(law.spec['location'])
    spread = float(mp.sqrt(variance)) if variance is not None else float(law.spec['scale'])
    functions = integrands(mpf(centre), mpf(spread))
    if law.spec['law'] not in ('studentT', 'logNormal'):
        functions |= light_integrands(mpf(centre), mpf(spread))
    return {
        'law': law.spec,
        'density': [[x, float(law.log_density(mpf(x)))] for x in points],
        'tails': tails,
        'quantiles': [[p, float(q)] for p, q in ((p, law.quantile(p)) for p in quantile_probabilities) if q == 0 or 1e-280 < abs(q) < 1e280],
        'moments': [None if value is None else float(value) for value in law.moments],
        'mgf': [[t, *derivatives(law.log_mgf, t)] for t in mgf_points],
        'centre': centre,
        'spread': spread,
        'expectations': [[name, float(value)] for name, value in zip(functions, law.expectations(list(functions.values())))],
    }


def discrete_entry(spec, probability, points, moments, log_mgf, mgf_points, quantile_probabilities, top):
    values = [probability(k) for k in range(top + 1)]
    cumulative = [mp.fsum(values[: k + 1]) for k in range(top + 1)]
    mean, variance = moments
    centre, spread = float(mean), float(mp.sqrt(variance))
    functions = integrands(mpf(centre), mpf(spread)) | light_integrands(mpf(centre), mpf(spread))
    return {
        'law': spec,
        'density': [[k, float(mp.log(values[k]))] for k in points],
        'tails': [[k, float(cumulative[k]), float(mp.fsum(values[k + 1:]))] for k in points if k < top],
        'quantiles': [[p, next(k for k, c in enumerate(cumulative) if c >= mpf(p))] for p in quantile_probabilities],
        'moments': [float(mean), float(variance)],
        'mgf': [[t, *derivatives(log_mgf, t)] for t in mgf_points],
        'centre': centre,
        'spread': spread,
        'expectations': [[name, float(mp.fsum(f(mpf(k)) * value for k, value in enumerate(values)))] for name, f in functions.items()],
    }


def binomial(size, p, points, top=None):
    q = mpf(p)
    pmf = lambda k: mp.binomial(size, k) * q ** k * (1 - q) ** (size - k)
    return discrete_entry({'law': 'binomial', 'size': size, 'p': p}, pmf, points, (size * q, size * q * (1 - q)), lambda t: size * mp.log1p(q * mp.expm1(t)),
                          [-30.0, -2.0, -1e-6, 0.0, 0.5, 3.0, 40.0], [1e-6, 0.1, 0.5, 0.9, 1 - 2.0 ** -20], top or size)


def poisson(rate, points, top):
    r = mpf(rate)
    pmf = lambda k: mp.exp(k * mp.log(r) - r - mp.loggamma(k + 1))
    return discrete_entry({'law': 'poisson', 'rate': rate}, pmf, points, (r, r), lambda t: r * mp.expm1(t), [-3.0, -1e-6, 0.0, 0.5, 2.0],
                          [1e-6, 0.1, 0.5, 0.9, 1 - 2.0 ** -20], top)


standard = [1e-10, 1e-4, 0.025, 0.3, 0.5, 0.8, 0.975, 0.9999, 1 - 2.0 ** -40]
entries = [
    continuous_entry(normal(0, 1), standard, [-3.0, 0.0, 1e-8, 2.11]),
    continuous_entry(normal(50, 12.5), standard, [-0.1, 0.3]),
    continuous_entry(uniform(-1, 1), standard, [-700.0, -20.0, -2.11, -1.001, -0.999, -1e-4, 1e-8, 0.0, 1e-6, 0.01, 0.5, 0.999, 1.001, 3.0, 40.0, 700.0]),
    continuous_entry(uniform(10, 11.5), standard, [-3.0, 1e-5, 0.7, 30.0]),
    *[continuous_entry(gamma(k, r), standard, [-5.0 * r, -1e-7 * r, 0.0, 0.5 * r, 0.999 * r]) for k, r in [(0.05, 1), (0.5, 2), (2, 0.5), (20, 4), (1000, 100)]],
    continuous_entry(gamma(1, 2, {'law': 'exponential', 'rate': 2}), standard, [-1.0, 0.0, 1.9]),
    *[continuous_entry(beta(a, b), standard) for a, b in [(0.05, 0.05), (0.5, 0.5), (1, 1), (2, 3), (0.05, 10), (500, 2), (500, 500)]],
    *[continuous_entry(log_normal(m, s), standard) for m, s in [(0, 0.5), (1, 1), (-2, 0.05)]],
    *[continuous_entry(student(v, 0, 1), standard) for v in (0.5, 1, 2, 5, 30)],
    continuous_entry(student(4.5, 10, 2), standard),
    binomial(12, 0.3, [0, 1, 4, 11, 12]),
    binomial(300, 0.01, [0, 3, 17]),
    poisson(0.02, [0, 1, 4], 40),
    poisson(3, [0, 1, 3, 20], 120),
    poisson(250, [150, 250, 400], 700),
]
body = ',\n'.join(json.dumps(entry) for entry in entries)
pathlib.Path(__file__).with_name('laws.json').write_text('[\n' + body + '\n]\n')

"""Reference values of the non-central laws and the powers of Wald tests, by mpmath 1.3.0 with 40 digits and more, at arguments that are doubles.

t: the integral of Phi(ts - delta) over the density of s, by Gauss-Legendre panels. Chi-squared and F: the whole sum over Poisson weights, the central
tails by their recurrences from one value. Neither shares a method with the engine. Writes reference.json beside itself. Run: python3 reference.py
"""
import json
import multiprocessing
import pathlib

import mpmath as mp

mp.mp.dps = 40
LEAST_COMPARED = mp.mpf('1e-300')


def panels(f, points):
    """The integral of f > 0 between the points by 24 Gauss-Legendre points a panel, panels being halved until the halves agree to 1e-19 of the whole."""
    def panel(a, b):
        half = (b - a) / 2
        return half * mp.fsum(w * f(a + half * (1 + x)) for x, w in NODES)

    def refined(a, b, value):
        middle = (a + b) / 2
        left, right = panel(a, middle), panel(middle, b)
        if abs(left + right - value) <= whole * mp.mpf('1e-19'):
            return left + right
        return refined(a, middle, left) + refined(middle, b, right)

    first = [(a, b, panel(a, b)) for a, b in zip(points, points[1:])]
    whole = mp.fsum(value for _, _, value in first)
    return mp.fsum(refined(*each) for each in first)


def legendre(order, x):
    """P_n(x) and its derivative."""
    previous, value = mp.mpf(1), x
    for k in range(2, order + 1):
        previous, value = value, ((2 * k - 1) * x * value - (k - 1) * previous) / k
    return value, order * (previous - x * value) / (1 - x * x)


def legendre_nodes(order):
    nodes = []
    for k in range(order):
        x = mp.cos(mp.pi * (k + mp.mpf(3) / 4) / (order + mp.mpf(1) / 2))
        for _ in range(8):
            value, slope = legendre(order, x)
            x -= value / slope
        nodes.append((x, 2 / ((1 - x * x) * legendre(order, x)[1] ** 2)))
    return nodes


NODES = legendre_nodes(24)


def normal_cdf(x):
    return mp.erfc(-x / mp.sqrt(2)) / 2


def log_normal_cdf(x):
    """Beyond 60 by the leading term: only to find where the integrand is negligible."""
    return mp.log(normal_cdf(x)) if x > -60 else -x * x / 2 - mp.log(-x) - mp.log(2 * mp.pi) / 2


def t_lower(t, df, delta):
    constant = mp.log(2) + df / 2 * mp.log(df / 2) - mp.loggamma(df / 2)

    def log_f(w):
        return constant + df * w - df / 2 * mp.exp(2 * w) + log_normal_cdf(t * mp.exp(w) - delta)

    # The peak by golden section (the integrand has one), then where it has fallen by e^-55.
    a, b = mp.mpf(-60), mp.mpf(8)
    golden = (mp.sqrt(5) - 1) / 2
    for _ in range(110):
        x, y = b - golden * (b - a), a + golden * (b - a)
        if log_f(x) < log_f(y):
            a = x
        else:
            b = y
    peak = (a + b) / 2
    top = log_f(peak)
    if top < -720:
        return mp.mpf(0)

    def fallen(direction):
        near, far = mp.mpf(0), mp.mpf(10) ** -8
        while log_f(peak + direction * far) > top - 55:
            near, far = far, 2 * far
        for _ in range(12):
            middle = (near + far) / 2
            near, far = (middle, far) if log_f(peak + direction * middle) > top - 55 else (near, middle)
        return peak + direction * far

    left, right = fallen(-1), fallen(1)
    points = {left + (right - left) * k / 24 for k in range(1, 8)} | {left, peak, right}
    if delta / t > 0:
        cliff = mp.log(delta / t)
        for k in [-12, -4, 0, 4, 12]:
            points.add(cliff + k / (1 + abs(delta)))
    points = sorted(p for p in points if left <= p <= right)
    return panels(lambda w: mp.exp(constant + df * w - df / 2 * mp.exp(2 * w)) * normal_cdf(t * mp.exp(w) - delta), points)


def t_tails(t, df, delta):
    return t_lower(t, df, delta), t_lower(-t, df, -delta)


def poisson_sum(mu, lower_at, lower_step, highest):
    """Sums of Poisson weights times the lower and the upper tail, the tails by lower(j) = lower(j + 1) + lower_step(j)."""
    lower, upper = mp.mpf(0), mp.mpf(0)
    tail = lower_at(highest)
    weight = mp.exp(-mu + highest * mp.log(mu) - mp.loggamma(highest + 1)) if mu else mp.mpf(1)
    step = lower_step(highest)
    for j in range(highest, -1, -1):
        lower += weight * tail
        upper += weight * (1 - tail)
        if j:
            weight *= j / mu
            step = step / lower_step.ratio(j - 1)
            tail += step
    return lower, upper


class GammaStep:
    """x^(a+j) e^-x / Gamma(a+j+1)."""

    def __init__(self, a, x):
        self.a, self.x = a, x

    def __call__(self, j):
        return mp.exp((self.a + j) * mp.log(self.x) - self.x - mp.loggamma(self.a + j + 1))

    def ratio(self, j):
        return self.x / (self.a + j + 1)


class BetaStep:
    """y^(a+j) (1-y)^b / {(a+j) B(a+j, b)}."""

    def __init__(self, a, b, y):
        self.a, self.b, self.y = a, b, y

    def __call__(self, j):
        a = self.a + j
        return mp.exp(a * mp.log(self.y) + self.b * mp.log1p(-self.y) + mp.loggamma(a + self.b) - mp.loggamma(a + 1) - mp.loggamma(self.b))

    def ratio(self, j):
        a = self.a + j
        return self.y * (a + self.b) / (a + 1)


def highest_of(mu, x):
    """Far above the Poisson law's bell, and above what a far upper tail shifts it to."""
    centre = max(mu, mp.sqrt(mu * x) if x else 0)
    return int(centre + 40 * mp.sqrt(centre + 10) + 200)


def with_digits(digits, f):
    """Upper tails are 1 - lower here: so many digits that what cancels is there."""
    with mp.workdps(digits):
        return f()


def chi_squared_tails(x, k, ncp):
    def at():
        mu, a, half = mp.mpf(ncp) / 2, mp.mpf(k) / 2, mp.mpf(x) / 2
        highest = highest_of(mu, half) if mu else 0
        lower_at = lambda j: mp.gammainc(a + j, 0, half, regularized=True)
        return poisson_sum(mu, lower_at, GammaStep(a, half), highest)
    return with_digits(360, at)


def f_tails(f, k, df, ncp):
    def at():
        mu, a, b = mp.mpf(ncp) / 2, mp.mpf(k) / 2, mp.mpf(df) / 2
        y = k * mp.mpf(f) / (df + k * mp.mpf(f))
        # The ratio of neighbouring terms is mu y (a+b+j)/{j (a+j)}: below 1/4 well before this.
        highest = int(max(highest_of(mu, 0), 4 * mu, 40 + 4 * mp.sqrt(mu * y * (a + b))) + 400) if mu else 0
        return poisson_sum(mu, lambda j: beta_lower(a + j, b, y), BetaStep(a, b, y), highest)
    return with_digits(360, at)


def beta_lower(a, b, y):
    """I_y(a, b) by the series y^a (1-y)^b/{a B(a, b)} sum (a+b)_n/(a+1)_n y^n, whose terms are positive."""
    term = BetaStep(a, b, y)(0)
    result = mp.mpf(0)
    n = 0
    while term > result * mp.mpf(10) ** -(mp.mp.dps + 5):
        result += term
        term *= y * (a + b + n) / (a + 1 + n)
        n += 1
    return result


def row(arguments, tails):
    """Arguments, lower, upper; a tail below 1e-300 is not compared, and null."""
    return [*arguments, *(float(tail) if tail >= LEAST_COMPARED else None for tail in tails)]


def rounded(x):
    return float(mp.nstr(mp.mpf(x), 6))


def t_rows():
    rows = []
    for df in [0.5, 1, 2.5, 12, 200, 1e6, 1e9]:
        for delta in [0.125, 0.75, -3, 12, -50, 1000]:
            for z in [-28, -9, -2, 0.25, 3, 20]:
                spread = mp.sqrt(1 + mp.mpf(delta) ** 2 / (2 * df))
                t = rounded(delta + z * spread if df > 4 or abs(z) < 5 else z * (1 + abs(delta)) * 10)
                rows.append(row([t, df, delta], t_tails(mp.mpf(t), mp.mpf(df), mp.mpf(delta))))
    return rows


def chi_squared_rows():
    rows = []
    for k in [1, 2, 3, 8, 50]:
        for ncp in [0.01, 1, 10.5, 100, 1500, 2e4]:
            for z in [-12, -5, -2, 0, 1.5, 5, 20]:
                # Around its mean in the scale of the square root, where the law is nearly normal with variance 1.
                root = mp.sqrt(k + ncp) + z
                x = rounded(root ** 2) if root > 0.01 else rounded(mp.mpf(10) ** (z - 1))
                rows.append(row([x, k, ncp], chi_squared_tails(x, k, ncp)))
    for ncp, x in [(1e6, 9.9e5), (1e6, 9.4e5), (1e6, 1.03e6)]:
        rows.append(row([x, 4, ncp], chi_squared_tails(x, 4, ncp)))
    return rows


def f_rows():
    rows = []
    for k in [1, 3, 20]:
        for df in [1, 3.5, 12, 100, 5000]:
            for ncp in [0.02, 3, 40, 600]:
                for factor in [1e-4, 0.05, 0.4, 1.5, 6]:
                    f = rounded((k + ncp) / mp.mpf(k) * factor)
                    if f * k / df > 30:
                        continue
                    rows.append(row([f, k, df, ncp], f_tails(f, k, df, ncp)))
    return rows


if __name__ == '__main__':
    tables = {'nonCentralT': t_rows, 'nonCentralChiSquared': chi_squared_rows, 'nonCentralF': f_rows}
    with multiprocessing.Pool() as pool:
        pending = {name: pool.apply_async(rows) for name, rows in tables.items()}
        reference = {name: rows.get() for name, rows in pending.items()}
    blocks = [f'    {json.dumps(name)}: [\n' + ',\n'.join(f'        {json.dumps(row)}' for row in rows) + '\n    ]' for name, rows in reference.items()]
    pathlib.Path(__file__).with_name('reference.json').write_text('{\n' + ',\n'.join(blocks) + '\n}\n')

"""The models whose leading constants are computed: every family, link, law and kind of term, and the places where digits are easily lost."""
import ast

from covariances import covariance_of_pairs

OPERATORS = {ast.Add: '+', ast.Sub: '-', ast.Mult: '*', ast.Div: '/', ast.Pow: '^'}
COMPARISONS = {ast.Lt: '<', ast.LtE: '<=', ast.Gt: '>', ast.GtE: '>=', ast.Eq: '==', ast.NotEq: '!='}


def term(text):
    """A term from an expression, where `site['b']` is a level and `**` a power."""

    def convert(node):
        if isinstance(node, ast.Constant):
            return {'op': 'number', 'value': node.value}
        if isinstance(node, ast.Name):
            return {'op': 'predictor', 'name': node.id}
        if isinstance(node, ast.Subscript):
            return {'op': 'level', 'predictor': node.value.id, 'level': node.slice.value}
        if isinstance(node, ast.UnaryOp):
            return {'op': 'negate', 'operand': convert(node.operand)}
        if isinstance(node, ast.Call):
            return {'op': 'call', 'function': node.func.id, 'argument': convert(node.args[0])}
        if isinstance(node, ast.Compare):
            return {'op': COMPARISONS[type(node.ops[0])], 'left': convert(node.left), 'right': convert(node.comparators[0])}
        return {'op': OPERATORS[type(node.op)], 'left': convert(node.left), 'right': convert(node.right)}

    return convert(ast.parse(text, mode='eval').body)


def drawn(names, law, per=None):
    return {'kind': 'random', 'names': names.split(), 'law': law, 'per': per}


def each(name, *points, per=None):
    return {'kind': 'each', 'name': name, 'points': list(points), 'per': per}


def derived(name, text):
    return {'kind': 'derived', 'name': name, 'term': term(text)}


def normal(mean=0, sd=1):
    return {'law': 'normal', 'mean': mean, 'sd': sd}


def uniform(low, high):
    return {'law': 'uniform', 'min': low, 'max': high}


def bernoulli(p):
    return {'law': 'bernoulli', 'p': p}


def binomial(size, p):
    return {'law': 'binomial', 'size': size, 'p': p}


def poisson(rate):
    return {'law': 'poisson', 'rate': rate}


def gamma(shape, rate):
    return {'law': 'gamma', 'shape': shape, 'rate': rate}


def exponential(rate):
    return {'law': 'exponential', 'rate': rate}


def beta(a, b):
    return {'law': 'beta', 'a': a, 'b': b}


def log_normal(meanlog, sdlog):
    return {'law': 'logNormal', 'meanlog': meanlog, 'sdlog': sdlog}


def student_t(df, location=0, scale=1):
    return {'law': 'studentT', 'df': df, 'location': location, 'scale': scale}


def discrete(*pairs):
    return {'law': 'discrete', 'values': [v for v, _ in pairs], 'probabilities': [p for _, p in pairs]}


def categorical(**levels):
    return {'law': 'categorical', 'levels': list(levels), 'probabilities': list(levels.values())}


def mixture(*parts):
    return {'law': 'mixture', 'components': [{'probability': p, 'law': law} for p, law in parts]}


def mv_normal(mean, covariance):
    return {'law': 'mvNormal', 'mean': mean, 'covariance': covariance}


CANONICAL = {
    'gaussian': 'identity',
    'bernoulli': 'logit',
    'binomial': 'logit',
    'poisson': 'log',
    'gamma': 'log',
    'inverseGaussian': 'log',
    'negativeBinomial': 'log',
}

cases = []


def model(
    family,
    predictors,
    A=(),
    B=(),
    sigma=None,
    effects=None,
    link=None,
    phi=1,
    size=None,
    trials=None,
    offset=None,
    free=None,
    m=50,
    n=20,
):
    """A model's data; A and B are lists of (name, term, value), n a number or the data of a law."""
    fixed = [
        {'name': name, 'block': block, 'term': term(t), 'value': v, 'marginal': None}
        for block, effects_ in (('A', A), ('B', B))
        for name, t, v in effects_
    ]
    random = []
    if sigma is not None:
        effects = list(effects or [name for name, _, _ in A])
        free = free or [[True for _ in sigma] for _ in sigma]
        random = [{'group': 'g', 'within': None, 'effects': effects, 'covariance': covariance_of_pairs(sigma, free)}]
    return {
        'name': 'model',
        'family': {
            'name': family,
            'link': link or CANONICAL[family],
            'phi': phi,
            'trials': term(trials) if trials else None,
            'size': size,
        },
        'predictors': predictors,
        'fixed': fixed,
        'offset': term(offset) if offset else None,
        'random': random,
        'design': {
            'counts': [{'group': 'g', 'count': m}] if random else [],
            'n': n if isinstance(n, dict) else {'kind': 'fixed', 'n': n},
            'attrition': 0,
        },
        'using': None,
        'tests': [],
        'precisions': [],
        'cost': None,
        'sweeps': [],
        'derived': [],
        'data': [],
        'simulation': None,
    }


def case(name, family, predictors, A=(), B=(), sigma=None, effects=None, cuts=None, cut=None, fineness=1.0, u_scale=1.0, wanted=1e-15, levels=4, **parts):
    """`cuts`: where the integrand jumps or has a kink along a predictor."""
    spec = model(family, predictors, A, B, sigma, effects, **parts)
    link = spec['family']['link']
    exponential_weight = (family, link) in [('poisson', 'log'), ('gaussian', 'log'), ('inverseGaussian', 'log')] or family == 'negativeBinomial'
    cases.append(
        {
            'name': f'{family}, {link}: {name}',
            'spec': spec,
            'cuts': cuts or {},
            'cut': cut or (110 if exponential_weight else 45),
            'fineness': fineness,
            'u_scale': u_scale,
            'wanted': wanted,
            'levels': levels,
        }
    )


ONE = ('b0', '1')
INTERCEPT = [('b0', '1', -0.4)]
X = drawn('x', normal())
UX = drawn('x', uniform(-1, 1))


def intercept_models():
    """A random intercept and a linear effect, for every family and link that lets η be any number."""
    for family, link, extra in [
        ('gaussian', 'identity', {'phi': 2.5}),
        ('gaussian', 'log', {'phi': 0.3}),
        ('bernoulli', 'logit', {}),
        ('bernoulli', 'probit', {}),
        ('bernoulli', 'cloglog', {}),
        ('binomial', 'logit', {'trials': '7'}),
        ('binomial', 'probit', {'trials': '3'}),
        ('binomial', 'cloglog', {'trials': '12'}),
        ('poisson', 'log', {}),
        ('gamma', 'log', {'phi': 0.7}),
        ('inverseGaussian', 'log', {'phi': 0.4}),
        ('negativeBinomial', 'log', {'size': 1.7}),
    ]:
        case('random intercept, uniform', family, [UX], INTERCEPT, [('b1', 'x', 0.8)], [[0.6]], link=link, **extra)
        case('random intercept, normal', family, [X], INTERCEPT, [('b1', 'x', -0.7)], [[1.3]], link=link, **extra)


def sizes_and_trials():
    for size in (0.3, 1, 5, 50):
        case(f'size {size}', 'negativeBinomial', [X], INTERCEPT, [('b1', 'x', 0.6)], [[0.8]], size=size)
    case('size 2, slopes', 'negativeBinomial', [UX], [('b0', '1', 0.5), ('b1', 'x', 0.9)], [('b2', 'x**2', -0.4)], [[0.5, 0.1], [0.1, 0.3]], size=2, wanted=1e-14)
    case('size 4, GLM', 'negativeBinomial', [drawn('x', gamma(2, 3))], (), [('b0', '1', 1), ('b1', 'x', 0.9)], size=4)
    case('size 0.3, mean 400', 'negativeBinomial', [X], [('b0', '1', 6)], [('b1', 'x', 0.6)], [[0.8]], size=0.3)
    case('trials drawn', 'binomial', [X, drawn('k', poisson(4))], INTERCEPT, [('b1', 'x', 0.6)], [[0.8]], trials='k + 1')
    case('trials that go with the effect', 'binomial', [drawn('k', binomial(6, 0.4))], INTERCEPT, [('b1', 'k', 0.3)], [[0.8]], trials='k + 2')
    case('trials in each', 'binomial', [each('k', 2, 5, 9), UX], INTERCEPT, [('b1', 'x', 1.6)], [[2.0]], trials='k', link='cloglog')
    case('trials of a group', 'binomial', [each('k', 2, 5, 9, per='g'), UX], INTERCEPT, [('b1', 'x', 1.6)], [[2.0]], trials='k')


def generalized_linear_models():
    """Links that a random effect would take out of their domain, and others without random effects."""
    positive = [('b0', '1', 1.2), ('b1', 'x', 0.7)]
    for name, law in [('uniform', uniform(0, 1)), ('exponential', exponential(1.5)), ('beta', beta(0.5, 2))]:
        for family, link in [
            ('gamma', 'inverse'),
            ('gamma', 'inverseSquare'),
            ('inverseGaussian', 'inverse'),
            ('inverseGaussian', 'inverseSquare'),
            ('poisson', 'identity'),
            ('poisson', 'sqrt'),
            ('gaussian', 'inverse'),
        ]:
            case(f'GLM, {name}', family, [drawn('x', law)], (), positive, link=link, phi=1 if family == 'poisson' else 0.6)
    case('GLM, log link below 0', 'binomial', [drawn('x', uniform(0, 1))], (), [('b0', '1', -2), ('b1', 'x', 1.1)], link='log', trials='4')
    case('GLM, log link below 0', 'bernoulli', [drawn('x', gamma(2, 1.5))], (), [('b0', '1', -0.3), ('b1', 'x', -0.8)], link='log')
    for family, link in [('bernoulli', 'logit'), ('bernoulli', 'probit'), ('bernoulli', 'cloglog'), ('poisson', 'log'), ('gaussian', 'identity'), ('gaussian', 'log'), ('gamma', 'log'), ('inverseGaussian', 'log')]:
        case('GLM, two predictors', family, [X, drawn('y', gamma(3, 2))], (), [('b0', '1', -0.5), ('b1', 'x', 0.6), ('b2', 'y', -0.4)], link=link, phi=1.3 if family in ('gaussian', 'gamma', 'inverseGaussian') else 1, cut=70)
    case('GLM without intercept', 'poisson', [X], (), [('b1', 'x', 0.9)])
    case('GLM, square of a normal', 'bernoulli', [X], (), [('b0', '1', -0.5), ('b1', 'x', 0.6), ('b2', 'x**2', 0.3)])
    case('GLM, square root and log', 'poisson', [drawn('x', uniform(0.5, 3))], (), [('b0', '1', -0.5), ('b1', 'sqrt(x)', 0.6), ('b2', 'log(x)', 0.3)])
    case('GLM, square in the exponent', 'poisson', [X], (), [('b0', '1', 0.1), ('b1', 'x', 0.6), ('b2', 'x**2', 0.2)], cut=200)


LAWS = {
    'uniform': (uniform(-2, 3), 0.7),
    'gamma': (gamma(2.5, 2), -0.6),
    'gamma of small shape': (gamma(0.7, 1.2), 0.4),
    'exponential': (exponential(2), -0.9),
    'beta with a < 1': (beta(0.3, 2), 1.4),
    'beta with b < 1': (beta(3, 0.6), -1.4),
    'log-normal': (log_normal(0.1, 0.5), -0.8),
    'Student t with df 3': (student_t(3), 0.7),
    'Student t with df 10': (student_t(10, 0.5, 2), 0.3),
    'Poisson': (poisson(2.3), 0.35),
    'binomial': (binomial(5, 0.3), -0.6),
    'discrete': (discrete((-1, 0.2), (0.5, 0.5), (3, 0.3)), 0.9),
    'mixture of normals': (mixture((0.3, normal(-1, 0.4)), (0.7, normal(1.2, 0.9))), 0.8),
    'mixture of a point and a uniform': (mixture((0.4, discrete((0, 1.0))), (0.6, uniform(1, 2))), 0.8),
}


def laws():
    for name, (law, value) in LAWS.items():
        fine = {'wanted': 1e-14, 'levels': 3} if 'Student' in name or 'small' in name or 'beta' in name or '2.5' in str(law) else {}
        case(name, 'bernoulli', [drawn('x', law)], INTERCEPT, [('b1', 'x', value)], [[1.1]], **fine)
        # t with df 3 has an infinite E w x^2 under a constant or unbounded weight.
        if 'Student' not in name:
            case(name, 'poisson', [drawn('x', law)], INTERCEPT, [('b1', 'x', value)], [[0.7]], cut=130, **fine)
        case(name, 'gaussian', [drawn('x', law)], INTERCEPT, [('b1', 'x', value)], [[0.7]], phi=1.5, **(fine | {'cut': 55}))
    site = drawn('site', categorical(a=0.5, b=0.3, c=0.2))
    case('categorical', 'bernoulli', [site], INTERCEPT, [('b1', "site['b']", 0.5), ('b2', "site['c']", -1.2)], [[1.1]])
    case('categorical and its interaction', 'poisson', [site, UX], INTERCEPT, [('b1', "site['b']", 0.5), ('b2', "site['c']", -1.2), ('b3', 'x', 0.4), ('b4', "x * site['b']", 0.3)], [[1.1]])
    case('each points', 'bernoulli', [each('x', 0, 1, 2, 4)], INTERCEPT, [('b1', 'x', 0.5), ('b2', 'x**2', -0.2)], [[1.1]])
    two = drawn('x y', mv_normal([0.5, -1], [[1.5, 0.8], [0.8, 2.0]]))
    case('jointly normal', 'bernoulli', [two], INTERCEPT, [('b1', 'x', 0.5), ('b2', 'y', -0.6)], [[1.1]], wanted=1e-14, levels=3)
    case('jointly normal', 'poisson', [two], INTERCEPT, [('b1', 'x', 0.5), ('b2', 'y', -0.6)], [[0.6]], wanted=1e-14, levels=3, cut=80)
    case('jointly normal, product', 'bernoulli', [two], (), [('b0', '1', 0.3), ('b1', 'x', 0.5), ('b2', 'y', -0.6), ('b3', 'x * y', 0.4)])
    case('three jointly normal, GLM', 'bernoulli', [drawn('x y z', mv_normal([0, 0, 1], [[1, 0.5, 0.2], [0.5, 1, 0.3], [0.2, 0.3, 1]]))], (), [('b0', '1', 0.3), ('b1', 'x', 0.5), ('b2', 'y', -0.6), ('b3', 'z', 0.4)], cut=34, wanted=1e-13, levels=2, fineness=0.45)


def variances():
    for value in (1e-4, 0.01, 0.25, 4, 25):
        case(f'variance {value}', 'bernoulli', [X], INTERCEPT, [('b1', 'x', 0.8)], [[value]])
        case(f'variance {value}', 'poisson', [X], INTERCEPT, [('b1', 'x', 0.8)], [[value]])
    case('variance 25', 'bernoulli', [UX], INTERCEPT, [('b1', 'x', 0.8)], [[25]], link='probit')
    case('variance 25', 'bernoulli', [UX], INTERCEPT, [('b1', 'x', 0.8)], [[25]], link='cloglog')
    case('variance 25', 'negativeBinomial', [UX], INTERCEPT, [('b1', 'x', 0.8)], [[25]], size=3)


def slopes():
    both = [('b0', '1', 0.3), ('b1', 'x', -0.6)]
    for family, link, extra in [('gaussian', 'identity', {'phi': 2}), ('bernoulli', 'logit', {}), ('bernoulli', 'probit', {}), ('bernoulli', 'cloglog', {}), ('poisson', 'log', {}), ('gamma', 'log', {'phi': 0.5}), ('inverseGaussian', 'log', {'phi': 0.5}), ('negativeBinomial', 'log', {'size': 2})]:
        case('slope without intercept', family, [UX, drawn('y', bernoulli(0.4))], [('b1', 'x', 0.9)], [('b0', '1', -0.2), ('b2', 'y', 0.5)], [[0.9]], link=link, **extra)
        case('intercept and slope', family, [UX, drawn('y', bernoulli(0.4))], both, [('b2', 'y', 0.5)], [[0.8, -0.3], [-0.3, 0.5]], link=link, wanted=2e-14, levels=3, **(extra | ({'cut': 60} if family != 'gaussian' else {})))
    case('slope of a normal without intercept', 'bernoulli', [X], [('b1', 'x', 0.9)], [('b0', '1', -0.2)], [[0.9]], u_scale=2, wanted=1e-14)
    case('slope of a normal without intercept', 'poisson', [X], [('b1', 'x', 0.4)], [('b0', '1', -0.2)], [[0.3]], cut=250, wanted=1e-14)
    case('square beside a random line', 'bernoulli', [drawn('x', uniform(0, 2))], both, [('b2', 'x**2', 0.4)], [[1.5, 0.4], [0.4, 0.6]], wanted=1e-14, levels=3)
    case('entries from 1e-4 to 25', 'bernoulli', [UX, drawn('y', bernoulli(0.4))], both, [('b2', 'y', 0.5)], [[25, 0.01], [0.01, 1e-4]], wanted=1e-13, levels=3)
    case('entries from 1e-4 to 25', 'poisson', [UX, drawn('y', bernoulli(0.4))], both, [('b2', 'y', 0.5)], [[1e-4, 0.01], [0.01, 25]], wanted=1e-13, levels=3, cut=80)
    case('correlation 0.99', 'bernoulli', [UX, drawn('y', bernoulli(0.4))], both, [('b2', 'y', 0.5)], [[1, 0.99], [0.99, 1]], wanted=1e-13, levels=3)
    case('slope of a normal', 'bernoulli', [X, drawn('y', bernoulli(0.4))], both, [('b2', 'y', 0.5)], [[0.5, 0.1], [0.1, 0.3]], wanted=1e-12, levels=2, u_scale=2, cut=36)
    case('slope of a binary predictor', 'poisson', [drawn('x', bernoulli(0.5)), X2], both, [('b2', 'y', 0.5)], [[0.5, 0.1], [0.1, 0.3]], wanted=1e-13, levels=3, cut=90)
    case('slope of a binary predictor', 'bernoulli', [drawn('x', bernoulli(0.5)), X2], both, [('b2', 'y', 0.5)], [[0.5, 0.1], [0.1, 0.3]], wanted=1e-13, levels=3)
    case('slope of a categorical level', 'bernoulli', [drawn('s', categorical(a=0.4, b=0.6)), UX], [('b0', '1', 0.3), ('b1', "s['b']", -0.6)], [('b2', 'x', 0.5)], [[0.5, 0.1], [0.1, 0.3]], wanted=1e-13, levels=3)
    case('three random effects', 'bernoulli', [each('x', 0, 1, 2), each('y', 0, 1)], [('b0', '1', 0.3), ('b1', 'x', -0.6), ('b2', 'y', 0.2)], [('b3', 'x * y', 0.5)], [[0.5, 0.1, 0], [0.1, 0.3, 0.05], [0, 0.05, 0.4]], cut=22, wanted=1e-9, levels=2, fineness=0.6)
    case('three random effects', 'poisson', [each('x', 0, 1, 2), each('y', 0, 1)], [('b0', '1', 0.3), ('b1', 'x', -0.6), ('b2', 'y', 0.2)], [('b3', 'x * y', 0.5)], [[0.5, 0.1, 0], [0.1, 0.3, 0.05], [0, 0.05, 0.4]], cut=32, wanted=1e-9, levels=2, fineness=0.6)


X2 = drawn('y', normal(0.5, 0.8))


def group_level():
    arm = each('arm', 0, 1, per='g')
    for family, link, extra in [('gaussian', 'identity', {'phi': 2}), ('bernoulli', 'logit', {}), ('bernoulli', 'cloglog', {}), ('poisson', 'log', {}), ('negativeBinomial', 'log', {'size': 2})]:
        case('arms', family, [arm, UX], [('b0', '1', 0.3), ('b1', 'arm', 0.7)], [('b2', 'x', 0.5)], [[0.6]], ['b0'], link=link, **extra)
        case('stepped wedge', family, [each('wave', 1, 2, 3, per='g'), each('period', 0, 1, 2, 3), derived('treated', 'period >= wave')], [('b0', '1', -0.3)], [('b1', 'treated', 0.7), ('b2', 'period', 0.1)], [[0.6]], link=link, **extra)
    case('normal of a group', 'bernoulli', [drawn('z', normal(0.3, 0.8), 'g'), UX], [('b0', '1', 0.3), ('b1', 'z', 0.7)], [('b2', 'x', 0.5)], [[0.6]], ['b0'], wanted=1e-14)
    case('normal of a group in both blocks', 'poisson', [drawn('z', normal(0.3, 0.8), 'g'), UX], [('b0', '1', 0.3), ('b1', 'z', 0.4)], [('b2', 'x', 0.5), ('b3', 'x * z', 0.2)], [[0.4]], ['b0'], wanted=1e-14, cut=90)
    case('uniform of a group, squared', 'bernoulli', [drawn('z', uniform(0, 2), 'g'), UX], [('b0', '1', 0.3), ('b1', 'z', 0.7), ('b2', 'z**2', -0.2)], [('b3', 'x', 0.5)], [[0.6]], ['b0'])
    case('arm times a random slope', 'bernoulli', [arm, UX, drawn('y', bernoulli(0.5))], [('b0', '1', 0.3), ('b1', 'x', 0.7), ('b2', 'arm', 0.4), ('b3', 'arm * x', -0.5)], [('b4', 'y', 0.5)], [[0.6, 0.2], [0.2, 0.4]], ['b0', 'b1'], wanted=1e-13, levels=3)
    case('arm times a fixed slope', 'bernoulli', [arm, UX], [('b0', '1', 0.3), ('b2', 'arm', 0.4)], [('b1', 'x', 0.7), ('b3', 'arm * x', -0.5)], [[0.6]], ['b0'])
    case('arm times a fixed slope', 'poisson', [arm, X], [('b0', '1', 0.3), ('b2', 'arm', 0.4)], [('b1', 'x', 0.7), ('b3', 'arm * x', -0.5)], [[0.6]], ['b0'])
    case('unbalanced arms', 'poisson', [drawn('arm', bernoulli(0.3), 'g'), UX], [('b0', '1', 0.3), ('b2', 'arm', 0.4)], [('b1', 'x', 0.7)], [[0.6]], ['b0'])
    case('jointly normal of a group', 'bernoulli', [drawn('z v', mv_normal([0, 1], [[1, 0.4], [0.4, 0.6]]), 'g'), drawn('y', bernoulli(0.5))], [('b0', '1', 0.3), ('b1', 'z', 0.5), ('b2', 'v', -0.3)], [('b3', 'y', 0.6)], [[0.6]], ['b0'], wanted=1e-12, levels=2, cut=30, fineness=0.5)
    case('log-normal of a group', 'bernoulli', [drawn('z', log_normal(0, 0.4), 'g'), UX], [('b0', '1', 0.3), ('b1', 'z', 0.5)], [('b2', 'x', 0.6)], [[0.6]], ['b0'])


def terms():
    two_normals = [X, X2]
    case('product of normals', 'bernoulli', two_normals, INTERCEPT, [('b1', 'x', 0.4), ('b2', 'y', -0.5), ('b3', 'x * y', 0.3)], [[0.7]], wanted=1e-13, levels=3)
    case('product of normals', 'gaussian', two_normals, INTERCEPT, [('b1', 'x', 0.4), ('b2', 'y', -0.5), ('b3', 'x * y', 0.3)], [[0.7]])
    case('product of normals', 'poisson', two_normals, INTERCEPT, [('b1', 'x', 0.2), ('b2', 'y', -0.3), ('b3', 'x * y', 0.2)], [[0.3]], wanted=1e-13, levels=3, cut=75)
    case('product of uniform and gamma', 'bernoulli', [UX, drawn('y', gamma(2, 2))], INTERCEPT, [('b1', 'x', 0.4), ('b2', 'y', -0.5), ('b3', 'x * y', 0.3)], [[0.7]], wanted=1e-13, levels=3)
    case('product of uniform and gamma', 'poisson', [UX, drawn('y', gamma(2, 2))], INTERCEPT, [('b1', 'x', 0.4), ('b2', 'y', -0.5), ('b3', 'x * y', 0.3)], [[0.7]], wanted=1e-13, levels=3, cut=100)
    for family in ('bernoulli', 'poisson', 'negativeBinomial'):
        size = 2 if family == 'negativeBinomial' else None
        case('square of a normal', family, [X], INTERCEPT, [('b1', 'x', 0.4), ('b2', 'x**2', -0.3)], [[0.7]], size=size)
        case('cubic of a uniform', family, [UX], INTERCEPT, [('b1', 'x', 0.4), ('b2', 'x**2', -0.3), ('b3', 'x**3', 0.8)], [[0.7]], size=size)
        case('comparison of a normal', family, [X], INTERCEPT, [('b1', 'x > 0.5', 0.9)], [[0.7]], size=size, cuts={'x': [0.5]})
        case('comparison of a gamma', family, [drawn('x', gamma(2, 2))], INTERCEPT, [('b1', 'x > 0.5', 0.9), ('b2', 'x', -0.3)], [[0.7]], size=size, cuts={'x': [0.5]})
        case('comparison of a log-normal', family, [drawn('x', log_normal(0, 0.6))], INTERCEPT, [('b1', 'x > 1.5', 0.9), ('b2', 'x', -0.3)], [[0.7]], size=size, cuts={'x': [1.5]})
        case('absolute value of a normal', family, [X], INTERCEPT, [('b1', 'abs(x - 0.3)', 0.5), ('b2', 'x', 0.2)], [[0.7]], size=size, cuts={'x': [0.3]})
        case('uniforms compared', family, [drawn('x', uniform(0, 1)), drawn('y', uniform(0, 1))], INTERCEPT, [('b1', 'x < y', 0.8), ('b2', 'x', 0.4)], [[0.7]], size=size, cuts={'y': lambda v: [v['x']]}, wanted=1e-14, levels=3)
    case('comparison of a t', 'bernoulli', [drawn('x', student_t(3))], INTERCEPT, [('b1', 'x > 0.5', 0.9)], [[0.7]], cuts={'x': [0.5]}, cut=40)
    case('comparison of a beta', 'bernoulli', [drawn('x', beta(0.5, 0.5))], INTERCEPT, [('b1', 'x > 0.25', 0.9)], [[0.7]], cuts={'x': [0.25]})
    case('comparison of a sum of normals', 'bernoulli', two_normals, INTERCEPT, [('b1', 'x + y > 1', 0.8)], [[0.7]], cuts={'y': lambda v: [1 - v['x']]}, wanted=1e-13, levels=2)
    case('derived predictors', 'bernoulli', [drawn('x', uniform(1, 3)), derived('l', 'log(x)'), derived('q', 'l * l - 1')], INTERCEPT, [('b1', 'l', 0.8), ('b2', 'q', 0.4)], [[0.7]])
    case('expit of a normal', 'bernoulli', [X], INTERCEPT, [('b1', 'expit(x)', 0.8)], [[0.7]])
    case('exponential of a normal', 'bernoulli', [X], INTERCEPT, [('b1', 'exp(x)', -0.8)], [[0.7]])
    case('square root of an exponential', 'poisson', [drawn('x', exponential(1))], INTERCEPT, [('b1', 'sqrt(x)', 0.8)], [[0.7]], cut=130)
    case('log of a gamma', 'poisson', [drawn('x', gamma(2.5, 1))], INTERCEPT, [('b1', 'log(x)', 0.8)], [[0.7]], wanted=1e-14, levels=3)
    case('offset', 'poisson', [X, drawn('t', uniform(1, 5))], INTERCEPT, [('b1', 'x', 0.4)], [[0.7]], offset='log(t)')
    case('offset that goes with the effect', 'poisson', [drawn('x', uniform(1, 5))], INTERCEPT, [('b1', 'x', 0.4)], [[0.7]], offset='log(x)')
    case('offset', 'bernoulli', [X, drawn('t', uniform(1, 5))], INTERCEPT, [('b1', 'x', 0.4)], [[0.7]], offset='0.5 * t - 1')
    case('offset of a group', 'negativeBinomial', [X, each('t', 1, 2, 5, per='g')], INTERCEPT, [('b1', 'x', 0.4)], [[0.7]], offset='log(t)', size=3)


def lost_digits():
    for family in ('gaussian', 'bernoulli', 'poisson'):
        case('uniform from 1000 to 1001', family, [drawn('x', uniform(1000, 1001))], [('b0', '1', -800)], [('b1', 'x', 0.8)], [[0.7]])
        case('normal around 1e4', family, [drawn('x', normal(1e4, 1))], [('b0', '1', -5000)], [('b1', 'x', 0.5)], [[0.7]])
        case('x and its square from 10 to 11', family, [drawn('x', uniform(10, 11))], [('b0', '1', -11)], [('b1', 'x', 0.5), ('b2', 'x**2', 0.05)], [[0.7]])
        case('x and its square from 10 to 11, GLM', family, [drawn('x', uniform(10, 11))], (), [('b0', '1', -11), ('b1', 'x', 0.5), ('b2', 'x**2', 0.05)])
    case('random slope from 100 to 101', 'bernoulli', [drawn('x', uniform(100, 101)), drawn('y', bernoulli(0.5))], [('b0', '1', -50), ('b1', 'x', 0.5)], [('b2', 'y', 0.7)], [[0.5, 0], [0, 1e-4]], wanted=1e-13, levels=3)
    case('rare events', 'bernoulli', [X], [('b0', '1', -6)], [('b1', 'x', 0.8)], [[0.7]], cut=60)
    case('rare events, variance 9', 'bernoulli', [UX], [('b0', '1', -6)], [('b1', 'x', 0.8)], [[9]], cut=60)
    case('rare events, probit', 'bernoulli', [X], [('b0', '1', -6)], [('b1', 'x', 0.8)], [[0.7]], link='probit', cut=80)
    case('rare events', 'bernoulli', [X], [('b0', '1', -6)], [('b1', 'x', 0.8)], [[0.7]], link='cloglog', cut=60)
    case('rare events', 'poisson', [X], [('b0', '1', -6)], [('b1', 'x', 0.8)], [[0.7]])
    case('very rare events', 'bernoulli', [X], [('b0', '1', -30)], [('b1', 'x', 0.8)], [[0.7]], cut=110)
    for value in (4, -4):
        case(f'effect {value}', 'bernoulli', [X], INTERCEPT, [('b1', 'x', value)], [[0.7]])
        case(f'effect {value}', 'bernoulli', [X], INTERCEPT, [('b1', 'x', value)], [[0.7]], link='probit')
        case(f'effect {value}', 'bernoulli', [X], INTERCEPT, [('b1', 'x', value)], [[0.7]], link='cloglog')
        case(f'effect {value}', 'poisson', [X], INTERCEPT, [('b1', 'x', value)], [[0.7]])
        case(f'effect {value}', 'negativeBinomial', [X], INTERCEPT, [('b1', 'x', value)], [[0.7]], size=2)
        case(f'effect {value}, uniform', 'bernoulli', [UX], INTERCEPT, [('b1', 'x', value)], [[0.7]])
    case('no effect', 'bernoulli', [X], INTERCEPT, [('b1', 'x', 0)], [[0.7]])
    case('an effect of 1e-6', 'poisson', [UX], INTERCEPT, [('b1', 'x', 1e-6)], [[0.7]])
    case('sd 1e-3', 'bernoulli', [drawn('x', normal(0, 1e-3))], INTERCEPT, [('b1', 'x', 5)], [[0.7]])
    case('sd 1e3', 'bernoulli', [drawn('x', normal(0, 1e3))], INTERCEPT, [('b1', 'x', 0.001)], [[0.7]])


def beside_a_slope():
    """Predictors that no random effect multiplies, beside one that a random slope does."""
    slope = [('b1', 'x', 0.9)]
    b0 = ('b0', '1', -0.2)
    for family, link, extra in [('bernoulli', 'logit', {}), ('bernoulli', 'probit', {}), ('poisson', 'log', {}), ('negativeBinomial', 'log', {'size': 1.5}), ('gaussian', 'identity', {})]:
        quick = {'link': link, 'wanted': 1e-14, 'levels': 3} | extra
        case('slope, gamma and its square', family, [UX, drawn('y', gamma(2, 3))], slope, [b0, ('b2', 'y', -0.5), ('b3', 'y**2', -0.1)], [[0.9]], **(quick | {'cut': 75}))
        case('slope, square of a normal', family, [UX, X2], slope, [b0, ('b2', 'y', -0.5), ('b3', 'y**2', -0.3)], [[0.9]], **(quick | {'cut': 75}))
        case('slope, interaction with it', family, [UX, drawn('y', poisson(1.5))], slope, [b0, ('b2', 'y', -0.2), ('b3', 'x * y', 0.3)], [[0.9]], **quick)
        case('slope, two others and their product', family, [UX, drawn('y', binomial(3, 0.4)), drawn('z', discrete((-1, 0.3), (0.5, 0.7)))], slope, [b0, ('b2', 'y', -0.2), ('b3', 'z', 0.4), ('b4', 'y * z', 0.3)], [[0.9]], **quick)
        case('slope, arm, offset', family, [each('arm', 0, 1, per='g'), UX, drawn('y', uniform(1, 3))], [*slope, ('b2', 'arm * x', 0.3)], [b0, ('b3', 'arm', 0.6), ('b4', 'y', 0.2)], [[0.9]], ['b1'], offset='log(y)', **quick)
    case('slope, trials that another effect goes with', 'binomial', [UX, drawn('k', binomial(5, 0.5))], slope, [b0, ('b2', 'k', 0.3)], [[0.9]], trials='k + 1')
    case('intercept and slope, gamma', 'bernoulli', [UX, drawn('y', gamma(2, 2))], [('b0', '1', 0.3), *slope], [('b2', 'y', -0.5)], [[0.8, -0.3], [-0.3, 0.5]], cut=30, fineness=0.6, wanted=1e-13, levels=2)
    case('intercept and slope, Poisson', 'bernoulli', [UX, drawn('y', poisson(2))], [('b0', '1', 0.3), *slope], [('b2', 'y', -0.5), ('b3', 'y**2', 0.05)], [[0.8, -0.3], [-0.3, 0.5]], cut=36, wanted=1e-12, levels=2)


intercept_models()
sizes_and_trials()
generalized_linear_models()
variances()
laws()
lost_digits()
group_level()
terms()
slopes()
beside_a_slope()

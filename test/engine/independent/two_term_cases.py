"""The models whose two-term and refined covariances are computed: families, laws, one to three random effects, group-level predictors, sizes of groups."""
from cases import (
    beta,
    bernoulli,
    binomial,
    categorical,
    derived,
    discrete,
    drawn,
    each,
    exponential,
    gamma,
    log_normal,
    mixture,
    model,
    mv_normal,
    normal,
    poisson,
    uniform,
)

cases = []


def case(name, family, *parts, cuts=None, cut=45, fineness=1.0, u_cut=50, u_fineness=1.0, u_scale=1.0, infinite=False, **keywords):
    """`cut`, `fineness`: window and panels in the predictors, `u_cut`, `u_fineness`, `u_scale` the same in the random effects; see `Level`.

    `infinite`: E{Omega_AA^-1} is. Where every point's weight falls off like exp(-e^eta) (cloglog) it always is, like exp(-eta^2/2) (probit) from a variance of 1 on.
    """
    spec = model(family, *parts, m=60, **keywords)
    cases.append(
        {
            'name': f'{family}, {spec["family"]["link"]}: {name}',
            'spec': spec,
            'cuts': cuts or {},
            'cut': cut,
            'fineness': fineness,
            'u_cut': u_cut,
            'u_fineness': u_fineness,
            'u_scale': u_scale,
            'infinite': infinite,
        }
    )


INTERCEPT = [('b0', '1', -0.4)]
BOTH = [('b0', '1', 0.3), ('b1', 'x', -0.6)]
X = drawn('x', normal())
Y = drawn('y', normal(0.5, 0.8))
UX = drawn('x', uniform(-1, 1))
COIN = drawn('y', bernoulli(0.4))
ARM = each('arm', 0, 1, per='g')
ARM_UNEQUAL = each('arm', 0, 1, 1, per='g')
FIRST_LARGER, LAST_LARGER = [[0.8, -0.3], [-0.3, 0.2]], [[0.15, 0.1], [0.1, 0.9]]

FAMILIES = [
    ('gaussian', 'identity', {'phi': 2.5}),
    ('bernoulli', 'logit', {}),
    ('bernoulli', 'probit', {}),
    ('bernoulli', 'cloglog', {}),
    ('binomial', 'logit', {'trials': '7'}),
    ('poisson', 'log', {}),
    ('gamma', 'log', {'phi': 0.7}),
    ('inverseGaussian', 'log', {'phi': 0.4}),
    ('negativeBinomial', 'log', {'size': 1.7}),
    ('gaussian', 'log', {'phi': 0.3}),
]


def one_random_effect():
    for family, link, extra in FAMILIES:
        tails = {'cloglog': {'infinite': True}, 'probit': {'u_cut': 400}}.get(link, {})
        case('intercept, uniform', family, [UX], INTERCEPT, [('b1', 'x', 0.8)], [[0.6]], link=link, **tails, **extra)
        case('intercept, two each', family, [each('x', 0, 1), each('t', -1, 0, 2)], INTERCEPT, [('b1', 'x', 0.5), ('b2', 't', -0.3)], [[0.8]], link=link, n=12, **tails, **extra)
        case('slope without intercept', family, [UX, COIN], [('b1', 'x', 0.9)], [('b0', '1', -0.2), ('b2', 'y', 0.5)], [[0.5]], link=link, n=40, u_cut=70, **extra)
    for family, link, extra in FAMILIES[1:7]:
        case('intercept, normal and a coin', family, [X, COIN], INTERCEPT, [('b1', 'x', 0.5), ('b2', 'y', -0.7)], [[0.6]], link=link, n=30, u_cut=120 if link == 'probit' else 50, infinite=link == 'cloglog', **extra)
    case('intercept of variance 1.2', 'bernoulli', [UX], INTERCEPT, [('b1', 'x', 0.8)], [[1.2]], link='probit', infinite=True)


def variances_and_sizes():
    for sigma2, n in [(1e-3, 20), (0.05, 200), (1, 2), (4, 10), (9, 50)]:
        case(f'variance {sigma2}, n {n}', 'bernoulli', [UX], INTERCEPT, [('b1', 'x', 0.8)], [[sigma2]], n=n, u_cut=50 + 12 * sigma2, u_scale=max(1.2, sigma2**0.5))
        case(f'variance {sigma2}, n {n}', 'poisson', [UX], INTERCEPT, [('b1', 'x', 0.8)], [[sigma2]], n=n, u_cut=50 + 12 * sigma2, u_scale=max(1.2, sigma2**0.5))
    for n in (4, 12, 200):
        case(f'each and uniform, n {n}', 'bernoulli', [each('t', 0, 1), UX], INTERCEPT, [('b1', 't', 0.8), ('b2', 'x', -0.5), ('b3', 't * x', 0.3)], [[1.2]], n=n)
        case(f'each and a coin, n {n}', 'poisson', [each('t', 0, 1), COIN], INTERCEPT, [('b1', 't', 0.8), ('b2', 'y', -0.5)], [[0.4]], n=n)
    case('a point twice', 'bernoulli', [each('t', 0, 0, 1), UX], INTERCEPT, [('b1', 't', 0.8), ('b2', 'x', -0.5)], [[1.2]], n=9)
    case('law of n', 'bernoulli', [UX], INTERCEPT, [('b1', 'x', 0.8)], [[0.6]], n={'kind': 'poisson', 'mean': 12})
    case('law of n, slope', 'poisson', [UX, COIN], BOTH, [('b2', 'y', 0.5)], [[0.3, 0.1], [0.1, 0.2]], n={'kind': 'poisson', 'mean': 3.5}, u_fineness=0.45, fineness=0.5)
    case('gamma sizes', 'bernoulli', [ARM, UX], [('b0', '1', 0.3), ('b1', 'arm', 0.7)], [('b2', 'x', 0.5)], [[0.6]], ['b0'], n={'kind': 'sizes', 'mean': 20, 'cv': 0.4})
    case('gamma sizes', 'gaussian', [UX], INTERCEPT, [('b1', 'x', 0.8)], [[0.6]], phi=1.5, n={'kind': 'sizes', 'mean': 8, 'cv': 0.9})


def laws():
    for name, law, value in [
        ('gamma', gamma(2.5, 2), -0.6),
        ('exponential', exponential(2), -0.9),
        ('beta', beta(2, 3), 1.4),
        ('log-normal', log_normal(0.1, 0.5), -0.8),
        ('Poisson', poisson(2.3), 0.35),
        ('binomial', binomial(5, 0.3), -0.6),
        ('discrete', discrete((-1, 0.2), (0.5, 0.5), (3, 0.3)), 0.9),
        ('mixture', mixture((0.3, normal(-1, 0.4)), (0.7, normal(1.2, 0.9))), 0.8),
    ]:
        case(name, 'bernoulli', [drawn('x', law)], INTERCEPT, [('b1', 'x', value)], [[1.1]], n=15)
    case('gamma', 'poisson', [drawn('x', gamma(2.5, 2))], INTERCEPT, [('b1', 'x', -0.6)], [[0.5]], n=15)
    site = drawn('site', categorical(a=0.5, b=0.3, c=0.2))
    case('categorical and its interaction', 'poisson', [site, UX], INTERCEPT, [('b1', "site['b']", 0.5), ('b2', "site['c']", -1.2), ('b3', 'x', 0.4), ('b4', "x * site['b']", 0.3)], [[0.7]], n=60)
    two = drawn('x y', mv_normal([0.5, -1], [[1.5, 0.8], [0.8, 2.0]]))
    case('jointly normal', 'bernoulli', [two], INTERCEPT, [('b1', 'x', 0.5), ('b2', 'y', -0.6)], [[1.1]], n=30, fineness=0.7)
    case('jointly normal and a coin', 'bernoulli', [two, drawn('c', bernoulli(0.4))], INTERCEPT, [('b1', 'x', 0.5), ('b2', 'y', -0.6), ('b3', 'c', 0.4)], [[0.6]], n=25, fineness=0.7)
    case('jointly normal', 'poisson', [two], INTERCEPT, [('b1', 'x', 0.2), ('b2', 'y', -0.25)], [[0.6]], n=80, fineness=0.7)
    case('three normals', 'bernoulli', [X, Y, drawn('v', normal(-1, 0.5))], INTERCEPT, [('b1', 'x', 0.5), ('b2', 'y', -0.6), ('b3', 'v', 0.4)], [[0.8]], n=40, cut=28, fineness=0.35, u_fineness=0.5)
    case('product of normals', 'bernoulli', [X, Y], INTERCEPT, [('b1', 'x', 0.4), ('b2', 'y', -0.5), ('b3', 'x * y', 0.3)], [[0.7]], n=50, fineness=0.7)
    case('square of a normal', 'bernoulli', [X], INTERCEPT, [('b1', 'x', 0.4), ('b2', 'x**2', -0.3)], [[0.7]], n=50)
    case('comparison of a normal', 'bernoulli', [X], INTERCEPT, [('b1', 'x > 0.5', 0.9)], [[0.7]], cuts={'x': [0.5]})
    case('offset', 'poisson', [UX, drawn('t', uniform(1, 5))], INTERCEPT, [('b1', 'x', 0.4)], [[0.7]], offset='log(t)')
    case('offset', 'bernoulli', [X, drawn('t', uniform(1, 5))], INTERCEPT, [('b1', 'x', 0.4)], [[0.7]], offset='0.5 * t - 1', fineness=0.7)
    case('trials drawn', 'binomial', [UX, drawn('k', poisson(4))], INTERCEPT, [('b1', 'x', 0.6)], [[0.8]], trials='k + 1')
    case('trials in each', 'binomial', [each('k', 2, 5, 9), UX], INTERCEPT, [('b1', 'x', 1.6)], [[2.0]], trials='k', link='cloglog', n=9, u_cut=70, u_scale=5, fineness=20, infinite=True)


def several_random_effects():
    quick = {'u_fineness': 0.6, 'fineness': 0.8}
    for family, link, extra in FAMILIES:
        if (family, link) == ('gaussian', 'log'):
            continue
        for order, sigma in [('first larger', FIRST_LARGER), ('last larger', LAST_LARGER)]:
            case(f'intercept and slope, {order}', family, [UX, COIN], BOTH, [('b2', 'y', 0.5)], sigma, link=link, n=40, infinite=link == 'cloglog', **quick, **extra)
    case('intercept and slope of a normal', 'bernoulli', [X, COIN], BOTH, [('b2', 'y', 0.5)], [[0.5, 0.1], [0.1, 0.3]], n=20, u_cut=45, u_fineness=0.6, u_scale=1.6, cut=40)
    case('intercept and slope of a normal, another normal', 'bernoulli', [X, Y], BOTH, [('b2', 'y', 0.5)], [[0.5, 0.1], [0.1, 0.3]], n=25, cut=30, fineness=0.5, u_cut=34, u_fineness=0.42, u_scale=1.3)
    case('two uniforms, the published design', 'bernoulli', [drawn('x', uniform(0, 1)), drawn('y', uniform(0, 1))], [('b0', '1', 1.004357687159343), ('b1', 'x', 0.4)], [('b2', 'y', -0.5)], [[1, 0], [0, 1]], fineness=0.5, u_fineness=0.6)
    case('uncorrelated intercept and slope', 'bernoulli', [drawn('x', uniform(0, 1)), COIN], BOTH, [('b2', 'y', 0.5)], [[0.7, 0], [0, 0.4]], free=[[True, False], [False, True]], **quick)
    case('intercept and slope, all effects random', 'bernoulli', [drawn('x', uniform(0, 1))], BOTH, [], [[0.7, 0.2], [0.2, 0.4]], **quick)
    case('each points, slope, two effects beside', 'bernoulli', [each('x', 0, 1, 2, 4), drawn('y', exponential(1.5))], BOTH, [('b2', 'x**2', -0.1), ('b3', 'y', 0.4)], LAST_LARGER, n=24, u_cut=70, **(quick | {'u_scale': 1.5}))
    case('slope of a coin', 'poisson', [drawn('x', bernoulli(0.5)), Y], BOTH, [('b2', 'y', 0.3)], [[0.5, 0.1], [0.1, 0.3]], n=30, **quick)
    case('two slopes', 'bernoulli', [UX, COIN], [('b1', 'x', 0.8), ('b2', 'y', -0.4)], [('b0', '1', 0.2)], FIRST_LARGER, n=35, **quick)
    few = {'u_fineness': 0.4, 'u_cut': 36, 'fineness': 0.8}
    sigma = [[0.5, 0.1, 0], [0.1, 0.3, 0.05], [0, 0.05, 0.4]]
    three = [('b0', '1', 0.3), ('b1', 'x', -0.6), ('b2', 'y', 0.2)]
    case('three', 'bernoulli', [each('x', 0, 1, 2), each('y', 0, 1)], three, [('b3', 'x * y', 0.5)], sigma, n=36, **few)
    case('three, a pair uncorrelated', 'bernoulli', [each('x', 0, 1), each('y', 0, 1)], three, [('b3', 'x * y', 0.5)], sigma, n=24, free=[[True, True, False], [True, True, True], [False, True, True]], **few)
    case('three, drawn', 'poisson', [drawn('x', bernoulli(0.5)), drawn('y', discrete((-1, 0.3), (0, 0.4), (1, 0.3)))], three, [], [[0.2, 0.05, 0], [0.05, 0.3, 0.1], [0, 0.1, 0.25]], n=60, **few)


def group_level():
    quick = {'u_fineness': 0.6, 'fineness': 0.8}
    for family, link, extra in FAMILIES[:-1]:
        case('arms', family, [ARM, UX], [('b0', '1', 0.3), ('b1', 'arm', 0.7)], [('b2', 'x', 0.5)], [[0.6]], ['b0'], link=link, infinite=link == 'cloglog', u_cut=400 if link == 'probit' else 50, **extra)
    case('arms alone', 'poisson', [ARM], [('b0', '1', 0.3), ('b1', 'arm', 0.5)], [], [[0.3]], ['b0'])
    case('arms alone, 1:2', 'bernoulli', [ARM_UNEQUAL], [('b0', '1', 0.3), ('b1', 'arm', 0.5)], [], [[0.3]], ['b0'], n=10)
    for family, link, extra in [FAMILIES[0], FAMILIES[1], FAMILIES[5], FAMILIES[8]]:
        wedge = [each('wave', 1, 2, 3, per='g'), each('period', 0, 1, 2, 3), derived('treated', 'period >= wave')]
        periods = [(f'p{k}', f'period == {k}', 0.1 * k) for k in (1, 2, 3)]
        case('stepped wedge', family, wedge, [('b0', '1', -0.3)], [*periods, ('effect', 'treated', 0.7)], [[0.6]], n=40, link=link, **extra)
        case('arm times a random slope', family, [ARM, UX, COIN], [('b0', '1', 0.3), ('b1', 'x', 0.7), ('b2', 'arm', 0.4), ('b3', 'arm * x', -0.5)], [('b4', 'y', 0.5)], [[0.6, 0.2], [0.2, 0.4]], ['b0', 'b1'], n=50, link=link, **quick, **extra)
    case('normal of a group', 'bernoulli', [drawn('z', normal(0.3, 0.8), 'g'), UX], [('b0', '1', 0.3), ('b1', 'z', 0.7)], [('b2', 'x', 0.5)], [[0.6]], ['b0'], n=12)
    case('normal of a group in both blocks', 'poisson', [drawn('z', normal(0.3, 0.5), 'g'), UX], [('b0', '1', 0.3), ('b1', 'z', 0.4)], [('b2', 'x', 0.5), ('b3', 'x * z', 0.2)], [[0.4]], ['b0'], n=25)
    case('arm times a fixed slope', 'bernoulli', [ARM, UX], [('b0', '1', 0.3), ('b2', 'arm', 0.4)], [('b1', 'x', 0.7), ('b3', 'arm * x', -0.5)], [[0.6]], ['b0'])
    case('slope by a normal of a group', 'bernoulli', [drawn('z', normal(0, 0.7), 'g'), UX], [('b1', 'x', 0.4), ('b3', 'z * x', 0.2)], [('b0', '1', 0.3), ('b4', 'z', 0.5)], [[0.5]], ['b1'], n=30, u_cut=70)
    case('offset of a group', 'negativeBinomial', [UX, each('t', 1, 2, 5, per='g')], INTERCEPT, [('b1', 'x', 0.4)], [[0.7]], offset='log(t)', size=3)
    case('trials of a group', 'binomial', [each('k', 2, 5, 9, per='g'), UX], INTERCEPT, [('b1', 'x', 1.6)], [[1.0]], trials='k', n=6)


def without_groups():
    for family, link, extra in [FAMILIES[0], FAMILIES[1], FAMILIES[5]]:
        case('no groups', family, [UX, COIN], (), [('b0', '1', -0.4), ('b1', 'x', 0.8), ('b2', 'y', 0.3)], link=link, n=100, **extra)


def outweighed():
    """Weights with heavy tails: so few observations carry a group's information that the refined form is no information at all."""
    case('effect 2 of a normal', 'poisson', [X], INTERCEPT, [('b1', 'x', 2.0)], [[0.7]], n=20, cut=90)
    case('normal around 0.5, n 4', 'poisson', [drawn('x', normal(0.5, 1))], INTERCEPT, [('b1', 'x', 1.1)], [[0.5]], n=4, cut=90)


def oblique():
    """What is integrated over the random effects has a narrow ridge that runs along neither of their axes."""
    x = drawn('x', uniform(0, 3))
    case('oblique ridge', 'bernoulli', [x, COIN], [('b0', '1', -1.4), ('b1', 'x', -0.1)], [('b2', 'y', 0.3)], [[1.5, 0.15], [0.15, 0.55]], link='cloglog', n=20, u_cut=70, u_fineness=2, fineness=4, infinite=True)
    case('oblique ridge, correlated', 'bernoulli', [x], [('b0', '1', -0.5), ('b1', 'x', -0.1)], [], [[0.7, -0.2], [-0.2, 0.6]], link='cloglog', n=50, u_cut=60, u_fineness=3.2, infinite=True)
    case('oblique ridge', 'bernoulli', [x, COIN], [('b0', '1', -1.0), ('b1', 'x', 0.4)], [('b2', 'y', 0.3)], [[0.8, 0.1], [0.1, 0.3]], link='probit', n=30, u_cut=350, u_fineness=1.5, fineness=4)


one_random_effect()
variances_and_sizes()
laws()
several_random_effects()
group_level()
without_groups()
outweighed()
oblique()

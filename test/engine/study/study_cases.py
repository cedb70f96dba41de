"""Models with their texts and, told apart from the texts, their dense designs."""
import re

import numpy as np

from study_designs import Study, negative_binomial

ONE = lambda v: np.ones(1)
term = lambda name: lambda v: v[name]
normal = lambda mean=0, sd=1: lambda g, shape: g.normal(mean, sd, shape)
uniform = lambda low, high: lambda g, shape: g.uniform(low, high, shape)


def poisson_sizes(mean):
    """Given n >= 1."""

    def draw(g, shape):
        n = g.poisson(mean, shape)
        while (n == 0).any():
            n = np.where(n == 0, g.poisson(mean, shape), n)
        return n

    return draw


def gamma_sizes(mean, cv):
    """Gamma, rounded, given n >= 1."""

    def draw(g, shape):
        one = lambda: np.floor(g.gamma(1 / cv**2, mean * cv**2, shape) + 0.5)
        n = one()
        while (n == 0).any():
            n = np.where(n == 0, one(), n)
        return n

    return draw


def flat(*factors):
    return [(name, count, None, effects, sigma) for name, count, effects, sigma in factors]


CASES = {}


def case(name, text, *study, within="", **more):
    """The text writes `fixed { ... }` for both blocks. `within`: the names of block B. CASES has the text, the names in the order of the terms, and the design."""
    before, effects, after = re.fullmatch(r"(.*)fixed \{ (.*?) \}(.*)", text).groups()
    entries = {entry.split(":")[0]: entry for entry in effects.split("; ")}
    names = within.split()
    blocks = {"A": [one for name, one in entries.items() if name not in names], "B": [entries[name] for name in names]}
    fixed = " ".join(f"fixed {block} {{ {'; '.join(own)} }}" for block, own in blocks.items() if own)
    CASES[name] = (f"{before}{fixed}{after}", list(entries), Study(*study, **more))


PERSON_ITEM = "random person { b0 sd 0.8 } random item { b0 sd 0.5 }"
COND = ("cond", "item", [0, 1])

case(
    "crossed logistic, between items",
    f"family bernoulli predictor cond each 0, 1 per item fixed {{ b0: 1 = 0.4; e: cond = 0.5 }} {PERSON_ITEM} design {{ person = 8, item = 6, n = 1 }}",
    "bernoulli", flat(("person", 8, [0], [[0.64]]), ("item", 6, [0], [[0.25]])), [COND], [ONE, term("cond")], [0.4, 0.5],
)
case(
    "crossed Poisson, drawn predictor and offset",
    "family poisson predictor z ~ Normal(0, 1) predictor t ~ Uniform(1, 5) offset log(t)"
    " fixed { b0: 1 = -0.7; bz: z = 0.3 } random person { b0 sd 0.5 } random item { b0 sd 0.4 } design { person = 6, item = 5, n = 2 }",
    "poisson", flat(("person", 6, [0], [[0.25]]), ("item", 5, [0], [[0.16]])), [("z", None, normal()), ("t", None, uniform(1, 5))],
    [ONE, term("z")], [-0.7, 0.3], n=2, offset=lambda v: np.log(v["t"]), within="bz",
)
case(
    "crossed probit, correlated slope of persons",
    "family bernoulli link probit predictor x each -0.5, 0.5 fixed { b0: 1 = 0.3; bx: x = 0.6 }"
    " random person { covariance (b0, bx) = [[0.5, -0.2], [-0.2, 0.4]] } random item { b0 sd 0.5 } design { person = 6, item = 5, n = 2 }",
    "probit", flat(("person", 6, [0, 1], [[0.5, -0.2], [-0.2, 0.4]]), ("item", 5, [0], [[0.25]])), [("x", None, [-0.5, 0.5])],
    [ONE, term("x")], [0.3, 0.6], n=2,
)
case(
    "crossed complementary log-log, between persons and between items",
    "family bernoulli link cloglog predictor arm each 0, 1 per person predictor cond each 0, 1 per item"
    f" fixed {{ b0: 1 = -0.8; a: arm = 0.6; e: cond = -0.4; ae: arm * cond = 0.3 }} {PERSON_ITEM} design {{ person = 8, item = 6, n = 1 }}",
    "cloglog", flat(("person", 8, [0], [[0.64]]), ("item", 6, [0], [[0.25]])), [("arm", "person", [0, 1]), COND],
    [ONE, term("arm"), term("cond"), lambda v: v["arm"] * v["cond"]], [-0.8, 0.6, -0.4, 0.3], within="ae",
)
case(
    "crossed gamma with log link, drawn predictors",
    "family gamma(phi = 0.5) predictor z ~ Normal(0, 1) predictor g ~ Gamma(2, 2) per item"
    " fixed { b0: 1 = 1; bz: z = 0.3; bg: g = 0.2 } random person { b0 sd 0.7 } random item { b0 sd 0.6 } design { person = 6, item = 8, n = 1 }",
    "constant", flat(("person", 6, [0], [[0.49]]), ("item", 8, [0], [[0.36]])),
    [("z", None, normal()), ("g", "item", lambda g, shape: g.gamma(2, 0.5, shape))],
    [ONE, term("z"), term("g")], [1, 0.3, 0.2], phi=0.5, within="bz",
)
case(
    "three crossed factors, logistic",
    "family bernoulli predictor cond each 0, 1 per item predictor x each 0, 1 fixed { b0: 1 = -0.3; e: cond = 0.7; bx: x = 0.5 }"
    " random person { b0 sd 0.9 } random item { b0 sd 0.6 } random rater { b0 sd 0.4 } design { person = 5, item = 4, rater = 3, n = 2 }",
    "bernoulli", flat(("person", 5, [0], [[0.81]]), ("item", 4, [0], [[0.36]]), ("rater", 3, [0], [[0.16]])), [COND, ("x", None, [0, 1])],
    [ONE, term("cond"), term("x")], [-0.3, 0.7, 0.5], n=2, within="bx",
)
case(
    "pupils in schools, crossed with items, logistic",
    "family bernoulli predictor arm each 0, 1 per school predictor cond each 0, 1 per item predictor z ~ Normal(0, 1) per pupil"
    " fixed { b0: 1 = 0.2; a: arm = 0.4; e: cond = -0.5; bz: z = 0.4 }"
    " random school { b0 sd 0.4 } random pupil in school { b0 sd 0.8 } random item { b0 sd 0.5 } design { school = 4, pupil = 4, item = 4, n = 1 }",
    "bernoulli", [("school", 4, None, [0], [[0.16]]), ("pupil", 4, "school", [0], [[0.64]]), ("item", 4, None, [0], [[0.25]])],
    [("arm", "school", [0, 1]), COND, ("z", "pupil", normal())], [ONE, term("arm"), term("cond"), term("z")], [0.2, 0.4, -0.5, 0.4],
)
case(
    "three levels, logistic, arm per class and drawn predictors of each level",
    "family bernoulli predictor arm each 0, 1 per class predictor z ~ Normal(0, 1) predictor s ~ Uniform(-1, 1) per school predictor c ~ Bernoulli(0.3) per class"
    " fixed { b0: 1 = -0.5; a: arm = 0.5; bz: z = 0.4; bs: s = 0.3; bc: c = -0.6 }"
    " random school { b0 variance 0.3 } random class in school { b0 variance 0.2 } design { school = 6, class = 4, n = 5 }",
    "bernoulli", [("school", 6, None, [0], [[0.3]]), ("class", 4, "school", [0], [[0.2]])],
    [("arm", "class", [0, 1]), ("z", None, normal()), ("s", "school", uniform(-1, 1)), ("c", "class", lambda g, shape: g.binomial(1, 0.3, shape))],
    [ONE, term("arm"), term("z"), term("s"), term("c")], [-0.5, 0.5, 0.4, 0.3, -0.6], n=5, within="bz",
)
case(
    "four levels, counts, arm in the third",
    "family poisson predictor arm each 0, 1 per class predictor x each 0, 1, 2 fixed { b0: 1 = 0.1; a: arm = 0.4; bx: x = -0.3 }"
    " random region { b0 variance 0.1 } random school in region { b0 variance 0.15 } random class in school { b0 variance 0.2 } random pupil in class { b0 variance 0.3 }"
    " design { region = 1, school = 2, class = 2, pupil = 3, n = 3 }",
    "poisson",
    [("region", 1, None, [0], [[0.1]]), ("school", 2, "region", [0], [[0.15]]), ("class", 2, "school", [0], [[0.2]]), ("pupil", 3, "class", [0], [[0.3]])],
    [("arm", "class", [0, 1]), ("x", None, [0, 1, 2])], [ONE, term("arm"), term("x")], [0.1, 0.4, -0.3], n=3, within="bx",
)
case(
    "crossed logistic, n with a Poisson law",
    f"family bernoulli predictor z ~ Normal(0, 1) fixed {{ b0: 1 = 0.4; bz: z = 0.5 }} {PERSON_ITEM} design {{ person = 5, item = 4, n ~ Poisson(3) }}",
    "bernoulli", flat(("person", 5, [0], [[0.64]]), ("item", 4, [0], [[0.25]])), [("z", None, normal())], [ONE, term("z")], [0.4, 0.5],
    n=poisson_sizes(3), most=22, within="bz",
)
case(
    "three levels, probit, unequal sizes",
    "family bernoulli link probit predictor arm each 0, 1 per class predictor z ~ Normal(0, 1) fixed { b0: 1 = 0.1; a: arm = 0.4; bz: z = 0.3 }"
    " random school { b0 variance 0.2 } random class in school { b0 variance 0.1 } design { school = 1, class = 2, n ~ Sizes(mean = 6, cv = 0.5) }",
    "probit", [("school", 1, None, [0], [[0.2]]), ("class", 2, "school", [0], [[0.1]])], [("arm", "class", [0, 1]), ("z", None, normal())],
    [ONE, term("arm"), term("z")], [0.1, 0.4, 0.3], n=gamma_sizes(6, 0.5), most=60, within="bz",
)
case(
    "crossed binomial, trials that are drawn and may be 0",
    f"family binomial(trials = k) predictor k ~ Binomial(5, 0.4) predictor cond each 0, 1 per item fixed {{ b0: 1 = 0.4; e: cond = 0.5 }} {PERSON_ITEM} design {{ person = 8, item = 6, n = 1 }}",
    "bernoulli", flat(("person", 8, [0], [[0.64]]), ("item", 6, [0], [[0.25]])), [COND, ("k", None, lambda g, shape: g.binomial(5, 0.4, shape))],
    [ONE, term("cond")], [0.4, 0.5], trials=lambda v: v["k"],
)
case(
    "crossed negative binomial with log link, within",
    f"family negativeBinomial(size = 1.5) predictor x each 0, 1 fixed {{ b0: 1 = 0.7; bx: x = 0.5 }} {PERSON_ITEM} design {{ person = 6, item = 5, n = 2 }}",
    negative_binomial(1.5), flat(("person", 6, [0], [[0.64]]), ("item", 5, [0], [[0.25]])), [("x", None, [0, 1])], [ONE, term("x")], [0.7, 0.5], n=2, within="bx",
)
case(
    "crossed logistic, correlated slopes in both factors",
    "family bernoulli predictor x each -1, 1 fixed { b0: 1 = 0.5; bx: x = 0.4 } random person { b0 sd 0.9; bx sd 0.5; correlation(b0, bx) = 0.6 }"
    " random item { b0 sd 0.6; bx sd 0.3; correlation(b0, bx) = -0.5 } design { person = 6, item = 5, n = 2 }",
    "bernoulli", flat(("person", 6, [0, 1], [[0.81, 0.27], [0.27, 0.25]]), ("item", 5, [0, 1], [[0.36, -0.09], [-0.09, 0.09]])),
    [("x", None, [-1, 1])], [ONE, term("x")], [0.5, 0.4], n=2,
)
case(
    "crossed logistic, predictors of very different scales",
    f"family bernoulli predictor x ~ Normal(1000, 1) predictor y ~ Normal(0, 0.001) predictor t each 0, 1000 fixed {{ b0: 1 = -500; bx: x = 0.5; by: y = 300; bt: t = 0.0004 }} {PERSON_ITEM} design {{ person = 6, item = 5, n = 2 }}",
    "bernoulli", flat(("person", 6, [0], [[0.64]]), ("item", 5, [0], [[0.25]])),
    [("x", None, normal(1000, 1)), ("y", None, normal(0, 0.001)), ("t", None, [0, 1000])], [ONE, term("x"), term("y"), term("t")], [-500, 0.5, 300, 0.0004], n=2, within="bx by bt",
)
case(
    "crossed logistic, predictors drawn per person and per item, and their product",
    f"family bernoulli predictor p ~ Normal(0, 1) per person predictor q ~ Exponential(1) per item fixed {{ b0: 1 = -0.2; bp: p = 0.5; bq: q = 0.3; bpq: p * q = 0.2 }} {PERSON_ITEM} design {{ person = 8, item = 6, n = 1 }}",
    "bernoulli", flat(("person", 8, [0], [[0.64]]), ("item", 6, [0], [[0.25]])), [("p", "person", normal()), ("q", "item", lambda g, shape: g.exponential(1, shape))],
    [ONE, term("p"), term("q"), lambda v: v["p"] * v["q"]], [-0.2, 0.5, 0.3, 0.2], within="bpq",
)
case(
    "three levels, complementary log-log, slope that depends on a drawn predictor of the class",
    "family bernoulli link cloglog predictor x each 0, 1 predictor c ~ Normal(0, 1) per class fixed { b0: 1 = -0.4; bx: x = 0.5; bcx: c * x = 0.3 }"
    " random school { b0 variance 0.2 } random class in school { covariance (b0, bx) = [[0.3, 0.1], [0.1, 0.2]] } design { school = 4, class = 3, n = 4 }",
    "cloglog", [("school", 4, None, [0], [[0.2]]), ("class", 3, "school", [0, 1], [[0.3, 0.1], [0.1, 0.2]])],
    [("x", None, [0, 1]), ("c", "class", normal())], [ONE, term("x"), lambda v: v["c"] * v["x"]], [-0.4, 0.5, 0.3], n=4,
)
case(
    "three levels, inverse Gaussian with log link",
    "family inverseGaussian(phi = 0.3) predictor arm each 0, 1 per school predictor x each 0, 1 fixed { b0: 1 = 0.5; a: arm = 0.4; bx: x = -0.6 }"
    " random school { b0 variance 0.2 } random class in school { b0 variance 0.3 } design { school = 4, class = 3, n = 2 }",
    "inverse gaussian", [("school", 4, None, [0], [[0.2]]), ("class", 3, "school", [0], [[0.3]])], [("arm", "school", [0, 1]), ("x", None, [0, 1])],
    [ONE, term("arm"), term("x")], [0.5, 0.4, -0.6], n=2, phi=0.3, within="bx",
)
case(
    "crossed logistic, arms 2:1 and two predictors of the same group",
    f"family bernoulli predictor arm each 0, 0, 1 per person predictor sex each 0, 1 per person fixed {{ b0: 1 = 0.2; a: arm = 0.7; s: sex = -0.4 }} {PERSON_ITEM} design {{ person = 12, item = 4, n = 1 }}",
    "bernoulli", flat(("person", 12, [0], [[0.64]]), ("item", 4, [0], [[0.25]])), [("arm", "person", [0, 0, 1]), ("sex", "person", [0, 1])],
    [ONE, term("arm"), term("sex")], [0.2, 0.7, -0.4],
)
case(
    "crossed logistic, a categorical predictor of the person",
    f'family bernoulli predictor site ~ Categorical(a: 0.5, b: 0.3, c: 0.2) per person fixed {{ b0: 1 = 0.2; sb: site[b] = 0.7; sc: site[c] = -0.4 }} {PERSON_ITEM} design {{ person = 12, item = 4, n = 1 }}',
    "bernoulli", flat(("person", 12, [0], [[0.64]]), ("item", 4, [0], [[0.25]])),
    [("site", "person", lambda g, shape: g.choice(3, size=shape, p=[0.5, 0.3, 0.2]))],
    [ONE, lambda v: v["site"] == 1, lambda v: v["site"] == 2], [0.2, 0.7, -0.4],
)
case(
    "crossed logistic, a factor without effects",
    f"family bernoulli predictor x each 0, 1 per rater predictor cond each 0, 1 per item fixed {{ b0: 1 = 0.2; bx: x = 0.7; e: cond = 0.3 }} {PERSON_ITEM} random rater {{ }} design {{ person = 5, item = 4, rater = 2, n = 1 }}",
    "bernoulli", flat(("person", 5, [0], [[0.64]]), ("item", 4, [0], [[0.25]]), ("rater", 2, [], [])), [("x", "rater", [0, 1]), COND],
    [ONE, term("x"), term("cond")], [0.2, 0.7, 0.3], within="bx",
)
case(
    "crossed logistic, large variances and effects",
    "family bernoulli predictor x each 0, 1 predictor cond each 0, 1 per item fixed { b0: 1 = -1; bx: x = 3; e: cond = 2 }"
    " random person { b0 sd 3 } random item { b0 sd 2 } design { person = 6, item = 6, n = 2 }",
    "bernoulli", flat(("person", 6, [0], [[9]]), ("item", 6, [0], [[4]])), [("x", None, [0, 1]), COND], [ONE, term("x"), term("cond")], [-1, 3, 2], n=2, within="bx",
)
case(
    "crossed logistic, rare events",
    f"family bernoulli predictor arm each 0, 1 per person fixed {{ b0: 1 = -5; a: arm = 0.7 }} {PERSON_ITEM} design {{ person = 10, item = 4, n = 3 }}",
    "bernoulli", flat(("person", 10, [0], [[0.64]]), ("item", 4, [0], [[0.25]])), [("arm", "person", [0, 1])], [ONE, term("arm")], [-5, 0.7], n=3,
)
case(
    "crossed counts, large variances",
    "family poisson predictor x each 0, 1 predictor arm each 0, 1 per person fixed { b0: 1 = 0.5; bx: x = 0.5; a: arm = 0.5 }"
    " random person { b0 variance 2 } random item { b0 variance 1 } design { person = 6, item = 4, n = 2 }",
    "poisson", flat(("person", 6, [0], [[2]]), ("item", 4, [0], [[1]])), [("x", None, [0, 1]), ("arm", "person", [0, 1])], [ONE, term("x"), term("arm")], [0.5, 0.5, 0.5], n=2, within="bx",
)
case(
    "crossed logistic, one unit of a factor",
    f"family bernoulli predictor cond each 0, 1 fixed {{ b0: 1 = 0.4; e: cond = 0.5 }} {PERSON_ITEM} design {{ person = 10, item = 1, n = 2 }}",
    "bernoulli", flat(("person", 10, [0], [[0.64]]), ("item", 1, [0], [[0.25]])), [("cond", None, [0, 1])], [ONE, term("cond")], [0.4, 0.5], n=2, within="e",
)
case(
    "items and their raters, in persons, logistic",
    "family bernoulli predictor occasion each 0, 1 per visit predictor cond each 0, 1 per item fixed { b0: 1 = 0.1; o: occasion = 0.5; e: cond = 0.6 }"
    " random person { b0 sd 0.7 } random visit in person { b0 sd 0.5 } random item in person { b0 sd 0.6 } design { person = 3, visit = 2, item = 4, n = 2 }",
    "bernoulli", [("person", 3, None, [0], [[0.49]]), ("visit", 2, "person", [0], [[0.25]]), ("item", 4, "person", [0], [[0.36]])],
    [("occasion", "visit", [0, 1]), COND], [ONE, term("occasion"), term("cond")], [0.1, 0.5, 0.6], n=2,
)
case(
    "pupils in schools, crossed with items, counts",
    "family poisson predictor arm each 0, 1 per school predictor cond each 0, 1 per item fixed { b0: 1 = 0.8; a: arm = 0.4; e: cond = -0.5 }"
    " random school { b0 sd 0.3 } random pupil in school { b0 sd 0.5 } random item { b0 sd 0.4 } design { school = 4, pupil = 3, item = 4, n = 1 }",
    "poisson", [("school", 4, None, [0], [[0.09]]), ("pupil", 3, "school", [0], [[0.25]]), ("item", 4, None, [0], [[0.16]])],
    [("arm", "school", [0, 1]), COND], [ONE, term("arm"), term("cond")], [0.8, 0.4, -0.5],
)

/** Models that are chosen because chance seldom meets what they say: every claim about them is checked against their numbers. */

/** A model whose sentences are checked. */
export interface StatedModel {
    /** What is special about it. */
    name: string;
    text: string;
    /** Whether its report is read, too. Of the random models every fifth is. */
    hasReport?: boolean;
}

/** Models whose sentences are too rare for chance. */
export const chosenModels: readonly StatedModel[] = [
    {
        name: 'refined numbers far from exact ones',
        text: `model m { family bernoulli link cloglog predictor t each 0, 1 predictor arm each 0, 1 per clinic fixed A { b0: 1 = 0.5; e: arm = 0.8 } fixed B { bx: t = 0.5 }
  random clinic { b0 variance 0.1 } design { clinic = 60, n = 4 } test e = 0 power 0.8 precision e halfwidth 0.4 using refined }`
    },
    {
        name: 'too few events for a variance',
        text: `model m { family bernoulli predictor x ~ Normal(0, 1) fixed A { b0: 1 = 0 } fixed B { bx: x = 0.2 } random clinic { b0 variance 0.5 }
  design { clinic = ?, n = 2 } precision var(b0 | clinic) factor 1.5 }`
    },
    {
        name: 'an interval that tells nothing',
        text: `model m { family bernoulli predictor x ~ Normal(0, 1) fixed A { b0: 1 = 0 } fixed B { bx: x = 0.5 } random clinic { b0 sd 0.2 }
  design { clinic = 10, n = 2 } precision var(b0 | clinic) factor 2 using exact }`
    },
    {
        name: 'too few events for an intercept',
        text: `model m { family bernoulli predictor x ~ Normal(0, 1) predictor arm each 0, 1 per clinic fixed A { b0: 1 = -2.5; e: arm = 0.8 } fixed B { bx: x = 0.7 }
  random clinic { b0 variance 1 } design { clinic = 150, n = ? } test e = 0 power 0.8 }`
    },
    {
        name: 'a variance that studies do not show',
        text: `model m { family bernoulli predictor condition each -0.5, 0.5 fixed A { b0: 1 = 0.5; e: condition = 0.5 }
  random subject { b0 sd 0.8; e sd 0.05 } random item { b0 sd 0.4 } design { subject = 20, item = 10, n = 2 } precision var(e | subject) factor 2 }`
    },
    {
        name: 'no effect on the other side',
        text: `model m { family bernoulli predictor arm each 0, 1 per clinic fixed A { b0: 1 = logit(0.03); e: arm = ? } random clinic { b0 sd 0.5 }
  design { clinic = 60, n = 5 } test e = 0 power 0.9 }`
    },
    ...[2, 1.2].map(sd => ({
        name: `uneven groups, sd ${sd}`,
        text: `model m { family poisson predictor x each 0, 1 fixed A { b0: 1 = 0 } fixed B { e: x = 0.4 }
            random g { b0 sd ${sd} } design { g = ${sd === 2 ? 18 : 8}, n = 10 } }`
    })),
    {
        name: 'uneven groups that cross',
        text: `model m { family poisson predictor x each 0, 1 fixed A { b0: 1 = 0 } fixed B { e: x = 0.4 }
            random g { b0 sd 1.5 } random h { b0 sd 1 } design { g = 10, h = 5, n = 2 } }`
    },
    {
        name: 'few events that count in a wedge',
        text: `model m { family poisson predictor wave each 1, 2 per g predictor period each 0, 1, 2 predictor treated = period >= wave fixed A { b0: 1 = log(0.2) }
            fixed B { p1: period == 1 = 0; p2: period == 2 = 0; e: treated = log(0.5) } random g { b0 sd 0.4 } design { g = 6, n = 30 } test e = 0 }`
    },
    ...['clinic = ?', 'clinic = 2', 'clinic = 12'].map(count => ({
        name: `intervals from few units, ${count}`,
        text: `model m { family gaussian(phi = 1) predictor arm each 0, 1 per clinic predictor x each 0, 1 fixed { b0: 1 = 2; e: arm = 0.5; f: x = 1 }
            random clinic { b0 sd 0.5 } design { ${count}, n = ${count === 'clinic = 12' ? 2 : 20} } precision e halfwidth 0.8 precision e / b0 halfwidth 0.2 precision f factor 2 precision b0 halfwidth 0.5 }`,
        hasReport: true
    })),
    ...[
        { what: 'a count', design: 'clinic = ?, n = 20', e: '0.6' },
        { what: 'n', design: 'clinic = 200, n = ?', e: '0.6' },
        { what: 'an effect', design: 'clinic = 60, n = 20', e: '?' }
    ].map(({ what, design, e }) => ({
        name: `goals with answers of their own, ${what}`,
        text: `model m { family bernoulli predictor arm each 0, 1 per clinic predictor x ~ Normal(0, 1) fixed A { b0: 1 = -3; e: arm = ${e} } fixed B { bx: x = 1.5 }
            random clinic { b0 sd 0.4 } design { ${design} } test e = 0 power 0.8 test main: ${e === '?' ? 'e = 0 greater' : 'bx = 0'} power 0.95 ${e === '?' ? '' : 'precision bx halfwidth 1'} }`,
        hasReport: true
    })),
    {
        name: 'several effects of few draws',
        text: `model m { family gaussian(phi = 1) predictor x ~ Normal(0, 1) per g predictor arm each 0, 1 per g fixed { b0: 1 = 0; e: x = 0.5; q: x^2 = 0.1; i: arm * x = 0.4 }
            random g { b0 sd 0.5 } design { g = 16, n = 5 } test e = 0 test i = 0 }`
    },
    {
        name: 'levels that some studies miss',
        text: `model m { family gaussian(phi = 1) predictor site ~ Categorical(a: 0.6, b: 0.2, c: 0.2) fixed { b0: 1 = 0; b: site[b] = 0.5; c: site[c] = 0.5 } design { n = 14 } }`
    },
    {
        name: 'as many observations as effects',
        text: 'model m { family gaussian(phi = 1) predictor x each 0, 1 fixed B { b0: 1 = 5; e: x = 20 } design { n = 2 } precision phi factor 3 }'
    },
    {
        name: 'the least size that shows the variance between units',
        text: 'model m { family gaussian(phi = 1) predictor x each 0, 1 fixed A { b0: 1 = 5 } fixed B { e: x = 2 } random g { b0 sd 0.5 } design { g = ?, n = 20 } test e = 0 power 0.8 }'
    },
    {
        name: 'few drawn values',
        text: `model m { family gaussian(phi = 1) predictor z ~ Normal(0, 1) per g fixed A { b0: 1 = 5; a: z = 0.8 } random g { b0 sd 1 } design { g = 12, n = 3 } test a = 0 power 0.8 }`
    },
    {
        name: 'one clinic in each arm',
        text: `model m { family gaussian(phi = 1) predictor arm each 0, 1 per clinic fixed A { b0: 1 = 0; e: arm = 0.5 } random clinic { b0 sd 0.3 }
  design { clinic = 2, n = 50 } test e = 0 }`
    },
    {
        name: 'few events in a cell of an interaction, no test',
        text: `model m { family bernoulli predictor arm each 0, 1 predictor old each 0, 1 fixed B { b0: 1 = logit(0.02); a: arm = 0; o: old = -0.7; both: arm * old = 1 }
  design { n = 400 } }`
    },
    {
        name: 'two arms without groups',
        text: `model m { family bernoulli predictor arm each 0, 1 fixed B { b0: 1 = logit(0.05); e: arm = 3.66 } design { n = 30 } test e = 0 power 0.8 }`
    },
    {
        name: 'two arms without groups, of many observations',
        text: `model m { family bernoulli predictor arm each 0, 1 fixed B { b0: 1 = logit(0.05); e: arm = 3.66 } design { n = 30 } test e = 0 power 0.8 using refined }`
    },
    {
        name: 'the size of two arms without groups',
        text: `model m { family bernoulli predictor arm each 0, 1 fixed B { b0: 1 = logit(0.05); e: arm = 3.66 } design { n = ? } test e = 0 power 0.8 }`
    },
    {
        name: 'a size by the formula without groups, which the sum contradicts',
        text: `model m { family bernoulli predictor exposed ~ Bernoulli(0.01) fixed B { b0: 1 = logit(0.05); e: exposed = 1.386 } design { n = ? } test e = 0 power 0.8 }`
    },
    {
        name: 'many cells without groups',
        text: `model m { family bernoulli predictor arm each 0, 1 predictor s each 0, 1, 2, 3 fixed B { b0: 1 = 0; e: arm = 0.3; es: s = 0.1 } design { n = 800 } test e = 0 power 0.8 }`
    },
    {
        name: 'hardly an event in an arm',
        text: `model m { family bernoulli predictor arm each 0, 1 per clinic fixed A { b0: 1 = logit(0.01); e: arm = 2 } random clinic { b0 sd 0.3 }
  design { clinic = 12, n = 20 } test e = 0 power 0.8 }`
    },
    {
        name: 'one answer in each unit',
        hasReport: true,
        text: `model m { family bernoulli predictor arm each 0, 1 per clinic fixed A { b0: 1 = -0.5; e: arm = 0.8 } random clinic { b0 sd 0.7 }
  design { clinic = 60, n = 1 } test e = 0 power 0.8 }`
    },
    {
        name: 'one measurement in each unit',
        hasReport: true,
        text: `model m { family gaussian(phi = 1) predictor arm each 0, 1 per clinic fixed A { b0: 1 = -0.5; e: arm = 0.8 } random clinic { b0 sd 0.7 }
  design { clinic = 60, n = 1 } test e = 0 power 0.8 precision var(b0 | clinic) factor 2 }`
    },
    {
        name: 'one inner unit in each outer one',
        hasReport: true,
        text: `model m { family gaussian(phi = 1) predictor arm each 0, 1 per school fixed A { b0: 1 = 0; e: arm = 0.5 }
  random school { b0 sd 0.3 } random class in school { b0 sd 0.6 } design { school = 12, class = 1, n = 10 } test e = 0 precision var(b0 | class) factor 2 }`
    },
    {
        name: 'groups that are known for certain',
        text: `model m { family poisson fixed A { b0: 1 = 8 } random clinic { b0 sd 1 } design { clinic = 40, n = 5000 } }`
    },
    {
        name: 'few units for a normal reference',
        text: `model m { family gaussian(phi = 1) predictor arm each 0, 1 per clinic fixed A { b0: 1 = 0; e: arm = 0.8 }
  random clinic { b0 sd 0.4 } design { clinic = ?, n = 8 } test e = 0 power 0.8 }`
    },
    {
        name: 'few units with each reference',
        text: `model m { family gaussian(phi = 1) predictor arm each 0, 1 per class predictor t each 0, 1, 2 fixed A { b0: 1 = 0; e: arm = 0.8; s: t = 0.3 }
  random school { b0 sd 0.4; s sd 0.2 } random class in school { b0 sd 0.3 } design { school = 8, class = 2, n = 6 }
  test first: e = 0  test e = 0 reference t  test e = 0 reference satterthwaite power 0.8  test e = 0 reference kr
  test e = 0 and s = 0 reference satterthwaite  test e = 0 and s = 0 alpha 0.01 reference kr }`
    },
    {
        name: 'few units, crossed, Satterthwaite',
        text: `model m { family gaussian(phi = 1) predictor c each -0.5, 0.5 fixed A { b0: 1 = 0; e: c = 0.8 }
  random subject { b0 sd 0.6; e sd 0.7 } random item { b0 sd 0.5; e sd 0.4 } design { subject = ?, item = 8, n = 2 } test e = 0 reference satterthwaite power 0.8 }`
    },
    {
        name: 'counts, Satterthwaite',
        text: `model m { family poisson predictor arm each 0, 1 per clinic fixed A { b0: 1 = 1; e: arm = 0.6 }
  random clinic { b0 sd 0.4 } design { clinic = 14, n = 8 } test e = 0 reference satterthwaite power 0.8  test e = 0 reference t }`
    },
    {
        name: 'no degrees of freedom for Satterthwaite',
        text: `model m { family gaussian(phi = 1) predictor x ~ Normal(0, 1) fixed B { b0: 1 = 0; e: x = 0.5 } design { n = 1 } test e = 0 reference satterthwaite power 0.8 }`
    },
    {
        name: 'a variance that the design tells nothing about',
        text: `model m { family gaussian(phi = 1) predictor x ~ Normal(0, 1) fixed A { b0: 1 = 0 } fixed B { e: x = 0.5 } random g { b0 variance 0.01 } design { g = 12, n = 3 } precision var(b0 | g) factor 2 }`
    },
    {
        name: 'no degrees of freedom',
        text: `model m { family gaussian(phi = 1) predictor x ~ Normal(0, 1) fixed B { b0: 1 = 0; e: x = 0.5 } design { n = 1 } test e = 0 reference t power 0.8 }`
    },
    {
        name: 'a solved intercept on the other side',
        text: `model m { family bernoulli fixed A { b0: 1 = marginal(0.3) } random clinic { b0 sd 0.5 } design { clinic = 40, n = 10 } test b0 = 0 greater power 0.8 }`
    },
    {
        name: 'prices, and units that are lost',
        text: `model m { family gaussian(phi = 1) predictor arm each 0, 1 per clinic fixed A { b0: 1 = 0; e: arm = 0.5 } random clinic { b0 sd 0.4 }
  design { clinic = 20, n = 8, attrition 0.1 } test e = 0 power 0.8 cost { per clinic 20, per observation 1 } }`
    },
    {
        name: 'a best design with hardly an event in an arm',
        text: `model m { family bernoulli predictor arm each 0, 1 per g fixed A { b0: 1 = -5; e: arm = 2.5 } random g { b0 sd 0.3 }
  design { g = 100, n = 20 } test e = 0 power 0.8 cost { per g 100, per observation 1 } }`
    },
    {
        name: 'prices without an effect',
        text: `model m { family gaussian(phi = 1) predictor arm each 0, 1 per clinic fixed A { b0: 1 = 0; e: arm = ? } random clinic { b0 sd 0.4 }
  design { clinic = 20, n = 8 } test e = 0 power 0.8 cost { per clinic 20, per observation 1 } }`
    },
    {
        // What remains is the variance between items, not between the first group's units.
        name: 'more observations in crossed cells',
        text: `model m { family gaussian(phi = 1) predictor condition each 0, 1 per item fixed A { b0: 1 = 0; e: condition = 0.3 }
  random subject { b0 sd 0.5 } random item { b0 sd 0.8 } design { subject = 20, item = 8, n = ? } test e = 0 power 0.9 }`
    },
    {
        name: 'an accuracy that the dispersion does not have',
        text: `model m { family gaussian(phi = 1) fixed A { b0: 1 = 0 } random clinic { b0 sd 1 } design { clinic = 20, n = 4 } using refined }`
    },
    {
        name: 'drawn predictors of a linear model',
        text: `model m {
  family gaussian(phi = 1.4)
  predictor x ~ Exponential(1) predictor arm ~ Bernoulli(0.5)
  fixed B { b0: 1 = 1; e: x = 0.5; b2: arm = 0.3; b3: arm * x = 0.6 }
  design { n = 44 }
  test main: e = 0 power 0.8 reference t
  test other: b3 = 0 power 0.9
  precision e / b3 halfwidth 2
}`
    },
    {
        name: 'a normal predictor of a linear model',
        text: `model m {
  family gaussian(phi = 0.64)
  predictor x ~ Normal(0, 1)
  fixed B { b0: 1 = 0; e: x = 0.6 }
  design { n = ? }
  test main: e = 0 power 0.8 reference t
}`
    },
    {
        name: 'few observations of a linear model',
        text: `model m {
  family gaussian(phi = 0.64)
  predictor x ~ Normal(0, 1)
  fixed B { b0: 1 = 0; e: x = 0.6 }
  design { n = 3 }
  test main: e = 0 power 0.8
}`
    },
    {
        name: 'an interval that no size makes narrow',
        hasReport: true,
        text: `model m { family gaussian(phi = 1) fixed A { b0: 1 = 0 } random clinic { b0 sd 1 } design { clinic = 20, n = ? } precision b0 halfwidth 0.01 }`
    },
    {
        name: 'inner levels stay',
        text: `model m { family gaussian(phi = 1) predictor arm each 0, 1 per school fixed A { b0: 1 = 0; e: arm = 0.5 }
  random school { b0 sd 0.3 } random class in school { b0 sd 0.6 } design { school = 12, class = 2, n = 10 } test e = 0 }`
    },
    {
        name: 'a linear model over samples of its predictor',
        text: `model m { family gaussian(phi = 1) predictor x ~ Normal(0, 1) fixed B { b0: 1 = 0; e: x = 0.5 } design { n = 30 } test e = 0 }`,
        hasReport: true
    },
    {
        name: 'few residual degrees of freedom',
        hasReport: true,
        text: `model m { family gaussian(phi = 1) predictor x each 0, 1 fixed B { b0: 1 = 0; e: x = 1.98 } design { n = 8 } test e = 0 power 0.8 }`
    },
    {
        name: 'few residual degrees of freedom at the answer',
        text: `model m { family gamma(phi = 0.5) predictor x each 0, 1 fixed B { b0: 1 = 0; e: x = 0.9 } design { n = ? } test e = 0 power 0.8 }`
    },
    {
        name: 'a size that leaves a variance open',
        hasReport: true,
        text: `model m { family gaussian(phi = 1) predictor arm each 0, 1 per g fixed A { b0: 1 = 0; e: arm = 0.5 } random g { b0 sd 0.5 } design { g = ?, n = 1 } test e = 0 power 0.8 }`
    },
    {
        name: 'few draws of two predictors, one of them rare',
        hasReport: true,
        text: `model m { family gaussian(phi = 1) predictor x ~ Bernoulli(0.2) per g predictor z ~ Normal(0, 1) per g
  fixed A { b0: 1 = 0; e: x = 1; bz: z = 0.5 } random g { b0 sd 0.5 } design { g = 12, n = 10 } test e = 0  test bz = 0 }`
    },
    {
        name: 'few answers of no',
        text: `model m { family bernoulli predictor arm each 0, 1 per g fixed A { b0: 1 = logit(0.99); e: arm = 1 } random g { b0 sd 0.3 } design { g = 20, n = 10 } test e = 0 }`
    },
    {
        name: 'few clinics of a wedge',
        text: `model m { family gaussian(phi = 1) predictor wave each 1, 2, 3 per clinic predictor period each 0, 1, 2, 3 predictor treated = period >= wave
  fixed A { b0: 1 = 0 } fixed B { e: treated = 0.8; s: period = 0.1 } random clinic { b0 sd 0.4 } design { clinic = 6, n = 8 } test e = 0 power 0.8 }`
    },
    {
        name: 'factors with named levels in plain fixed',
        hasReport: true,
        text: `model m { family bernoulli predictor arm each control, drug, "both drugs" per clinic predictor visit each 0, 1, 2
  fixed { b0: 1 = 0; dose: levels(arm) = [0.4, 0.8]; time: levels(visit) = [0.1, 0.2] contrasts sum; drift: levels(arm) * visit = 0.1 }
  random clinic { b0 sd 0.4 } design { clinic = 30, n = 30 } test dose = 0 power 0.9 test last: dose["both drugs"] - dose[drug] = 0 }`
    },
    {
        name: 'deviations, differences, their interactions and slopes',
        hasReport: true,
        text: `model m { family bernoulli predictor season each winter, spring, summer predictor arm each control, low, high per clinic predictor visit each 0, 1 predictor x ~ Normal(0, 1)
  fixed { b0: 1 = 0; s: levels(season) = [0.2, 0.1] contrasts sum; a: levels(arm) = [0.2, OR(1.5)]; both: levels(arm) * levels(season) = 0.1 contrasts sum
    v: levels(visit) = 0.1; change: levels(arm) * levels(visit) = 0.2; x: x = 0.1; slope: levels(arm) * x = 0.1 }
  random clinic { b0 sd 0.4 } design { clinic = 30, n = 12 } test both = 0 test s[spring] = 0 power 0.8 test change[low, 1] = 0 }`
    },
    {
        name: 'a deviation that is asked for',
        text: `model m { family poisson predictor season each winter, spring, summer predictor late = period >= wave predictor wave each 1, 2 per clinic predictor period each 0, 1, 2
  fixed { b0: 1 = 0; s: levels(season) = [?, 0.1] contrasts sum; p: levels(period) = 0; late: late = 0.2 }
  random clinic { b0 sd 0.4 } design { clinic = 30, n = 18 } test s[spring] = 0 power 0.8 }`
    },
    {
        name: 'levels that are not all named',
        text: `model m { family gaussian(phi = 1) predictor site ~ Categorical(a: 0.4, b: 0.3, c: 0.3) predictor arm each 0, 1
  fixed { b0: 1 = 0; b: site[b] = 0.3; arm: arm = 0.2; more: site[b] * arm = 0.1 } random clinic { b0 sd 0.4 } design { clinic = 30, n = 18 } test b = 0 power 0.8 }`
    },
    {
        name: 'few drawn values of a level, without groups',
        text: 'model m { family gaussian(phi = 1) predictor s ~ Categorical(a: 0.02, b: 0.5, c: 0.48) fixed { b0: 1 = 3; e: levels(s) = [0.3, 0.5] } design { n = 60 } test e[c] = 0 }'
    },
    {
        name: 'few drawn values of a level, in groups',
        text: `model m { family gaussian(phi = 1) predictor s ~ Categorical(a: 0.02, b: 0.5, c: 0.48) per clinic fixed { b0: 1 = 3; e: levels(s) = [0.3, 0.5] contrasts sum }
  random clinic { b0 sd 0.3 } design { clinic = 40, n = 10 } test e[c] = 0 }`
    },
    {
        name: 'a best design of two open sizes, levels',
        hasReport: true,
        text: `model m { family bernoulli predictor arm each 0, 1 per clinic fixed { b0: 1 = logit(0.2); e: arm = log(1.6) } random clinic { b0 sd 0.4 }
  design { clinic = ? } test e = 0 cost { per clinic 300, per observation 10, budget 20000 } }`
    },
    {
        name: 'tests that ask for nothing beside a goal that does, levels',
        hasReport: true,
        text: `model m { family bernoulli predictor arm each 0, 1 per clinic predictor x ~ Normal(0, 1) fixed { b0: 1 = 0; e: arm = OR(1.8); s: x = 0.2; i: arm * x = 0.1 }
  random clinic { b0 sd 0.4 } design { clinic = ?, n = 12 } test s = 0 test e = 0 power 0.8 test both: e = 0 and s = 0 test i = 0 reference t }`
    },
    {
        name: 'tests beside an effect that is asked for, levels',
        hasReport: true,
        text: `model m { family poisson predictor arm each a, b, c per clinic predictor x ~ Normal(0, 1) fixed { b0: 1 = 0; e: levels(arm) = [?, 0.3]; s: x = 0.2 }
  random clinic { b0 sd 0.4 } design { clinic = 30, n = 12 } test s = 0 test e[b] = 0 power 0.8 test e = 0 test e[b] - e[c] = 0 reference t }`
    },
    {
        name: 'tests beside a question without an answer, levels',
        text: `model m { family poisson predictor arm each 0, 1 per clinic predictor x ~ Normal(0, 1) fixed { b0: 1 = 0; e: arm = 0.2; s: x = 0.2 }
  random clinic { b0 sd 0.4 } design { clinic = 10, n = ? } test s = 0 test e = 0 power 0.9 }`
    },
    {
        name: 'a factor of two levels',
        text: `model m { family poisson predictor arm each control, drug per clinic fixed { b0: 1 = 0; dose: levels(arm) = 0.4 }
  random clinic { b0 sd 0.4 } design { clinic = ?, n = 10 } test dose = 0 power 0.8 }`
    }
];

/** Effects in the block where they do not belong: an error, and numbers that the hover must not contradict. */
export const misplaced = `model m { family gaussian(phi = 1) predictor arm each 0, 1 per clinic predictor x ~ Normal(0, 1)
  fixed A { b0: 1 = 0; bx: x = 0.5 } fixed B { e: arm = 0.8 } random clinic { b0 sd 0.4 } design { clinic = 20, n = 8 } }`;

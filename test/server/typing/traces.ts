/** Ten models as people type them: from top to bottom, back and forth, with slips of the finger and wrong turns. */
import { Typist } from './typist.js';

const slopes = `model slopes {
  family bernoulli
  predictor (x1, x2) ~ MvNormal([0, 0], [[1, 0.3], [0.3, 1]])
  fixed A {
    beta0: 1 = logit(0.30)
    beta1: x1 = log(1.5)
  }
  fixed B { beta2: x2 = 0.45 }
  random clinic {
    beta0 sd 0.8
    beta1 sd 0.5
    correlation(beta0, beta1) = -0.2
  }
  design { clinic = 60, n = 20 }
  test main: beta1 = 0 two-sided alpha 0.05 power 0.90
}
`;

const trial = `model trial {
  family gaussian(phi = 1)
  predictor arm each 0, 1 per site
  fixed A {
    b0: 1 = 0
    effect: arm = 0.5
  }
  random site { b0 sd 0.3 }
  design { site = ?, n = 20 }
  test effect = 0 power 0.8
}
`;

export const traces: Record<string, Typist> = {
    'a Poisson model from top to bottom': new Typist().type(
        'model counts {\nfamily poisson\npredictor x ~ Uniform(-1, 1)\nfixed A { b0: 1 = 0.5 }\nfixed B { b1: x = 0.4 }\nrandom subject { b0 sd 0.7 }\ndesign { subject = 40, n = 10 }\ntest b1 = 0 power 0.9\n}'
    ),
    'a trial whose sizes come first': new Typist()
        .type('model trial {\n\n}')
        .after('model trial {\n')
        .type('design { site = 20, n = 15 }\nfamily bernoulli\npredictor arm each 0, 1 per site\nfixed A {\nb0: 1 = logit(0.3)\n')
        .type('effect: arm = log(1.6)\n}\nrandom site { b0 sd 0.3 }\ntest effect = 0 power 0.8\n'),
    'an effect in the wrong block, then in the right one': new Typist(slopes)
        .after('beta1: x1 = log(1.5)\n')
        .type('    beta3: x1 * x2 = 0.2\n')
        .erase('    beta3: x1 * x2 = 0.2\n'.length)
        .replace('beta2: x2 = 0.45', 'beta2: x2 = 0.45\n    beta3: x1 * x2 = 0.2'),
    'numbers that are changed': new Typist(slopes)
        .replace('0.8', '1.1')
        .replace('logit(0.30)', 'logit(0.10)')
        .replace('-0.2', '0.4')
        .replace('60', '80'),
    'a name that is changed': new Typist(trial).replace('effect: arm', 'treatment: arm').replace('effect', 'treatment'),
    'another family': new Typist(trial).replace('gaussian(phi = 1)', 'negativeBinomial(size = 2)').replace('0.5', 'log(1.4)'),
    'a question and a goal that are added': new Typist(slopes)
        .replace('60', '?')
        .after('power 0.90\n')
        .type('  precision beta2 halfwidth 0.1\n  cost { per clinic 500, per observation 10, budget 60000 }\n'),
    'a second model under the first': new Typist(trial)
        .type('\n')
        .type(
            'model reliability {\nfamily gaussian(phi = 0.4)\nfixed A { mean: 1 = 10 }\nrandom rater { mean sd 0.5 }\nrandom item { mean sd 1 }\ndesign { rater = 12, item = 30, n = 1 }\nderive icc = var(mean | item) / (var(mean | item) + var(mean | rater) + phi)\nprecision icc halfwidth 0.1\n}'
        ),
    'levels, with braces taken away and put back': new Typist(`model schools {
  family gaussian(phi = 1)
  predictor arm each 0, 1 per class
  fixed A {
    b0: 1 = 0
    effect: arm = 0.4
  }
  random school { b0 sd 0.3 }
  random class in school { b0 sd 0.2 }
  design { school = 20, class = 4, n = 20 }
}
`)
        .after('effect: arm = 0.4\n  }')
        .erase(1)
        .type('}')
        .after('random class in school {')
        .erase(1)
        .type('{')
        .after('n = 20 }')
        .type('\n  test effect = 0 greater power 0.9'),
    'slips of the finger': new Typist(slopes)
        .replace('family bernoulli', 'familly bernouli')
        .replace('familly bernouli', 'family bernoulli')
        .replace('random clinic {', 'random clnic [')
        .replace('random clnic [', 'random clinic {')
        .replace('beta1 sd 0.5', 'beta1 sd -0.5')
        .replace('sd -0.5', 'sd 0.5')
};

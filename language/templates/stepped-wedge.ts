import { template } from './template.js';

export const steppedWedge = template(
    'Stepped wedge',
    'All clinics get the treatment, in waves: first nobody is treated, at the end everybody.',
    [
        '/** How many clusters are needed to detect the effect of a treatment that starts in waves? */',
        'model ${1:steppedWedge} {',
        '  family bernoulli',
        '  predictor wave   each ${2:1, 2, 3} per ${3:clinic}  // the first period with the treatment',
        '  predictor period each ${4:0, 1, 2, 3}',
        '  predictor treated = period >= wave',
        '  fixed {',
        '    ${5:beta0}:   1              = logit(${6:0.20})  // the probability in the first period, untreated',
        '    periods: levels(period) = ${7:0}            // changes from the first period',
        '    ${8:effect}:  treated        = OR(${9:0.7})      // the odds ratio',
        '  }',
        '  random ${3:clinic} { ${5:beta0} sd ${10:0.3} }',
        '  design { ${3:clinic} = ?, n = ${11:120} }  // n: over all periods',
        '  test ${8:effect} = 0 alpha ${12:0.05} power ${13:0.80} reference t',
        '}'
    ]
);

import { template } from './template.js';

export const steppedWedge = template(
    'Stepped wedge',
    'All clinics get the treatment, in waves: first nobody is treated, at the end everybody.',
    [
        '/** How many ${1:clinic}s in three waves detect an odds ratio of ${5:0.7}, over four periods? */',
        'model ${2:steppedWedge} {',
        '  family bernoulli',
        '  predictor wave   each 1, 2, 3 per ${1:clinic}  // when a unit begins with the treatment',
        '  predictor period each 0, 1, 2, 3',
        '  predictor treated = period >= wave',
        '  fixed {',
        '    ${3:beta0}:   1              = logit(${4:0.20})',
        '    periods: levels(period) = ${6:0}  // changes from the first period',
        '    ${7:effect}:  treated        = OR(${5:0.7})',
        '  }',
        '  random ${1:clinic} { ${3:beta0} sd ${8:0.3} }',
        '  design { ${1:clinic} = ?, n = ${9:120} }  // n over all periods',
        '  test ${7:effect} = 0 alpha ${10:0.05} power ${11:0.80}',
        '}'
    ]
);

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
        '  fixed A { ${3:beta0}: 1 = logit(${4:0.20}) }',
        '  fixed B {',
        '    p1:     period == 1 = ${6:0}',
        '    p2:     period == 2 = ${7:0}',
        '    p3:     period == 3 = ${8:0}',
        '    ${9:effect}: treated     = OR(${5:0.7})',
        '  }',
        '  random ${1:clinic} { ${3:beta0} sd ${10:0.3} }',
        '  design { ${1:clinic} = ?, n = ${11:120} }  // n over all periods',
        '  test ${9:effect} = 0 alpha ${12:0.05} power ${13:0.80}',
        '}'
    ]
);

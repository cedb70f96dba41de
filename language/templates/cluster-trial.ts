import { template } from './template.js';

export const clusterTrial = template('Cluster trial', 'Whole clinics or schools are randomised to two arms; the outcome is yes or no.', [
    '/** How many ${1:clinic}s detect an odds ratio of ${6:1.5}, if half of them are treated? */',
    'model ${2:clusterTrial} {',
    '  family bernoulli',
    '  predictor ${3:treated} each 0, 1 per ${1:clinic}  // half of the units',
    '  fixed {',
    '    ${4:beta0}:  1       = logit(${5:0.30})  // the probability in the control arm',
    '    ${7:effect}: ${3:treated} = OR(${6:1.5})',
    '  }',
    '  random ${1:clinic} { ${4:beta0} icc ${8:0.05} }',
    '  design { ${1:clinic} = ?, n = ${9:30} }',
    '  test ${7:effect} = 0 alpha ${10:0.05} power ${11:0.80} reference t',
    '}'
]);

import { template } from './template.js';

export const clusterTrial = template('Cluster trial', 'Whole clinics or schools are randomised to two arms; the outcome is yes or no.', [
    '/** How many clusters are needed to detect the effect of the treatment? */',
    'model ${1:clusterTrial} {',
    '  family bernoulli',
    '  predictor ${2:treated} each 0, 1 per ${3:clinic}  // balanced; 0, 0, 1 would be 2:1',
    '  fixed {',
    '    ${4:beta0}:  1       = logit(${5:0.30})  // the probability in the control arm',
    '    ${6:effect}: ${2:treated} = OR(${7:1.5})      // the odds ratio',
    '  }',
    '  random ${3:clinic} { ${4:beta0} icc ${8:0.05} }',
    '  design { ${3:clinic} = ?, n = ${9:30} }',
    '  test ${6:effect} = 0 alpha ${10:0.05} power ${11:0.80} reference t',
    '}'
]);

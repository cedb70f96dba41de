import { template } from './template.js';

export const rates = template('Poisson rates', 'Events are counted over different times at risk, in practices with rates of their own.', [
    '/** How many clusters are needed to detect the effect of the treatment on the rate? */',
    'model ${1:rates} {',
    '  family poisson',
    '  predictor ${2:treated} each 0, 1 per ${3:practice}  // balanced; 0, 0, 1 would be 2:1',
    '  predictor ${4:years} ~ Uniform(${5:0.5}, ${6:2})         // the time at risk',
    '  offset log(${4:years})',
    '  fixed {',
    '    ${7:beta0}:  1       = log(${8:0.8})  // events per unit of time in the control arm',
    '    ${9:effect}: ${2:treated} = RR(${10:0.75})  // the rate ratio',
    '  }',
    '  random ${3:practice} { ${7:beta0} sd ${11:0.3} }',
    '  design { ${3:practice} = ?, n = ${12:25} }',
    '  test ${9:effect} = 0 alpha ${13:0.05} power ${14:0.80} reference t',
    '}'
]);

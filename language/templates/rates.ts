import { template } from './template.js';

export const rates = template('Poisson rates', 'Events are counted over different times at risk, in practices with rates of their own.', [
    '/** How many ${1:practice}s detect a rate ratio of ${7:0.75}? */',
    'model ${2:rates} {',
    '  family poisson',
    '  predictor ${3:treated} each 0, 1 per ${1:practice}  // half of the units',
    '  predictor ${4:years} ~ Uniform(${5:0.5}, ${6:2})         // the time at risk',
    '  offset log(${4:years})',
    '  fixed {',
    '    ${8:beta0}:  1       = log(${9:0.8})  // events per year in the control arm',
    '    ${10:effect}: ${3:treated} = RR(${7:0.75})',
    '  }',
    '  random ${1:practice} { ${8:beta0} sd ${11:0.3} }',
    '  design { ${1:practice} = ?, n = ${12:25} }',
    '  test ${10:effect} = 0 alpha ${13:0.05} power ${14:0.80} reference t',
    '}'
]);

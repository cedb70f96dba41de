import { template } from './template.js';

export const threeLevels = template('Three levels', 'Pupils in classes in schools; half of the schools get the programme.', [
    '/** How many clusters of the highest level are needed to detect the effect of the programme? */',
    'model ${1:threeLevels} {',
    '  family gaussian(phi = ${2:0.8})              // the residual variance',
    '  predictor ${3:treated} each 0, 1 per ${4:school}  // balanced; 0, 0, 1 would be 2:1',
    '  fixed {',
    '    ${5:beta0}:  1       = ${6:0}',
    '    ${7:effect}: ${3:treated} = ${8:0.3}',
    '  }',
    '  random ${4:school}          { ${5:beta0} variance ${9:0.1} }',
    '  random ${10:class} in ${4:school} { ${5:beta0} variance ${11:0.1} }',
    '  design { ${4:school} = ?, ${10:class} = ${12:3}, n = ${13:20} }',
    '  test ${7:effect} = 0 alpha ${14:0.05} power ${15:0.80} reference t',
    '}'
]);

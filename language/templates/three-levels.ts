import { template } from './template.js';

export const threeLevels = template('Three levels', 'Pupils in classes in schools; half of the schools get the programme.', [
    '/** How many ${1:school}s detect a difference of ${8:0.3}, with ${10:3} ${2:class}es of ${11:20} in each? */',
    'model ${3:threeLevels} {',
    '  family gaussian(phi = ${4:0.8})              // the residual variance',
    '  predictor ${5:treated} each 0, 1 per ${1:school}  // half of the units',
    '  fixed {',
    '    ${6:beta0}:  1       = ${9:0}',
    '    ${7:effect}: ${5:treated} = ${8:0.3}',
    '  }',
    '  random ${1:school}          { ${6:beta0} variance ${12:0.1} }',
    '  random ${2:class} in ${1:school} { ${6:beta0} variance ${13:0.1} }',
    '  design { ${1:school} = ?, ${2:class} = ${10:3}, n = ${11:20} }',
    '  test ${7:effect} = 0 alpha ${14:0.05} power ${15:0.80} reference t',
    '}'
]);

import { template } from './template.js';

export const crossed = template('Crossed subjects and items', 'Every subject answers every item, and half of the items are of each kind.', [
    '/** How many ${1:item}s detect an effect of ${7:-0.08}, with ${9:40} ${2:subject}s? */',
    'model ${3:crossed} {',
    '  family gaussian(phi = ${4:0.09})  // the residual variance',
    '  predictor ${5:condition} each -0.5, 0.5 per ${1:item}',
    '  fixed {',
    '    ${6:beta0}:  1         = ${10:6}',
    '    ${8:effect}: ${5:condition} = ${7:-0.08}',
    '  }',
    '  random ${2:subject} {',
    '    ${6:beta0}  sd ${11:0.25}',
    '    ${8:effect} sd ${12:0.04}',
    '    correlation(${6:beta0}, ${8:effect}) = ${13:-0.2}',
    '  }',
    '  random ${1:item} { ${6:beta0} sd ${14:0.12} }',
    '  design { ${1:item} = ?, ${2:subject} = ${9:40}, n = 1 }',
    '  test ${8:effect} = 0 alpha ${15:0.05} power ${16:0.80} reference t',
    '}'
]);

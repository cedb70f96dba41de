import { template } from './template.js';

export const crossed = template('Crossed subjects and items', 'Every subject answers every item, and half of the items are of each kind.', [
    '/** How many items are needed to detect the effect of the condition? */',
    'model ${1:crossed} {',
    '  family gaussian(phi = ${2:0.09})  // the residual variance',
    '  predictor ${3:condition} each -0.5, 0.5 per ${4:item}',
    '  fixed {',
    '    ${5:beta0}:  1         = ${6:6}',
    '    ${7:effect}: ${3:condition} = ${8:-0.08}',
    '  }',
    '  random ${9:subject} {',
    '    ${5:beta0}  sd ${10:0.25}',
    '    ${7:effect} sd ${11:0.04}',
    '    correlation(${5:beta0}, ${7:effect}) = ${12:-0.2}',
    '  }',
    '  random ${4:item} { ${5:beta0} sd ${13:0.12} }',
    '  design { ${4:item} = ?, ${9:subject} = ${14:40}, n = ${15:1} }  // n: how often a subject answers an item',
    '  test ${7:effect} = 0 alpha ${16:0.05} power ${17:0.80} reference t',
    '}'
]);

import { template } from './template.js';

export const longitudinal = template(
    'Longitudinal study with random slopes',
    'Patients are measured several times; does the treatment alter their change?',
    [
        '/** How many ${1:patient}s detect a difference of ${9:0.5} in the change per visit? */',
        'model ${2:growth} {',
        '  family gaussian(phi = ${3:4})  // the residual variance',
        '  predictor ${4:time}    each ${5:0, 1, 2, 3}',
        '  predictor ${6:treated} each 0, 1 per ${1:patient}  // half of the units',
        '  fixed {',
        '    ${7:beta0}:      1              = ${10:20}',
        '    ${8:slope}:      ${4:time}           = ${11:-1}',
        '    ${12:difference}: ${6:treated} * ${4:time} = ${9:0.5}',
        '  }',
        '  random ${1:patient} {',
        '    ${7:beta0} sd ${13:3}',
        '    ${8:slope} sd ${14:1}',
        '    correlation(${7:beta0}, ${8:slope}) = ${15:-0.2}',
        '  }',
        '  design { ${1:patient} = ?, n = ${16:4} }',
        '  test ${12:difference} = 0 alpha ${17:0.05} power ${18:0.80}',
        '}'
    ]
);

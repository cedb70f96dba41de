import { template } from './template.js';

export const longitudinal = template(
    'Longitudinal study with random slopes',
    'Patients are measured several times; does the treatment alter their change?',
    [
        '/** How many participants are needed to detect that the treatment alters the change over time? */',
        'model ${1:growth} {',
        '  family gaussian(phi = ${2:4})  // the residual variance',
        '  predictor ${3:time}    each ${4:0, 1, 2, 3}',
        '  predictor ${5:treated} each 0, 1 per ${6:patient}  // balanced; 0, 0, 1 would be 2:1',
        '  fixed {',
        '    ${7:beta0}:      1              = ${8:20}',
        '    ${9:baseline}:   ${5:treated}        = ${10:0}  // the difference at time 0; leave this line out to assume none',
        '    ${11:slope}:      ${3:time}           = ${12:-1}',
        '    ${13:difference}: ${5:treated} * ${3:time} = ${14:0.5}',
        '  }',
        '  random ${6:patient} {',
        '    ${7:beta0} sd ${15:3}',
        '    ${11:slope} sd ${16:1}',
        '    correlation(${7:beta0}, ${11:slope}) = ${17:-0.2}',
        '  }',
        '  design { ${6:patient} = ?, n = ${18:4} }  // n: one observation at each time',
        '  test ${13:difference} = 0 alpha ${19:0.05} power ${20:0.80} reference t',
        '}'
    ]
);

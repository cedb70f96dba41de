import { template } from './template.js';

export const reliability = template('Reliability (ICC)', 'Subjects are rated several times; how precise is the intraclass correlation?', [
    '/** How many ${1:subject}s with ${8:3} ratings each give the ICC to ± ${7:0.1}? */',
    'model ${2:reliability} {',
    '  family gaussian(phi = ${3:0.3})  // the variance within ${1:subject}s',
    '  fixed { ${4:beta0}: 1 = ${5:0} }',
    '  random ${1:subject} { ${4:beta0} variance ${6:0.7} }',
    '  design { ${1:subject} = ?, n = ${8:3} }',
    '  derive icc = var(${4:beta0} | ${1:subject}) / (var(${4:beta0} | ${1:subject}) + phi)',
    '  precision icc halfwidth ${7:0.1} level ${9:0.95}',
    '}'
]);

import { template } from './template.js';

export const reliability = template('Reliability (ICC)', 'Subjects are rated several times; how precise is the intraclass correlation?', [
    '/** How many subjects are needed for a narrow confidence interval of the ICC? */',
    'model ${1:reliability} {',
    '  family gaussian(phi = ${2:0.3})  // the variance of ratings of the same subject',
    '  fixed { ${3:beta0}: 1 = ${4:0} }',
    '  random ${5:subject} { ${3:beta0} variance ${6:0.7} }',
    '  design { ${5:subject} = ?, n = ${7:3} }  // n: the ratings of a subject',
    '  derive icc = var(${3:beta0} | ${5:subject}) / (var(${3:beta0} | ${5:subject}) + phi)',
    '  precision icc halfwidth ${8:0.1} level ${9:0.95}',
    '}'
]);

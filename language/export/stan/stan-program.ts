/** A Stan program without data: it draws a data set from the true values in `transformed data`, and fits the model to it. */
import { sigmaOf } from '../../../src-engine/structure/covariance/structures.js';
import { weightOf, hasDispersion } from '../../../src-engine/family/families.js';
import { isBounded } from '../../../src-engine/family/weight.js';
import { families } from '../../knowledge/families.js';
import { links } from '../../knowledge/links.js';
import { correlatedSets } from '../../presentation/notation/random-effect.js';
import { headerLines } from '../header-lines.js';
import { sizeLaw } from '../readable-numbers.js';
import { impliedCovariances, type Study } from '../study.js';
import { wrappedList } from '../wrapped-list.js';
import { transformedData } from './stan-data.js';
import { stanNames, type StanNames } from './stan-program-names.js';
import { indented, stanMatrix, stanReal } from './stan-text.js';

export function stanProgram(study: Study): string[] {
    const names = stanNames(study);
    const body = [
        ...functionsBlock(study),
        'transformed data {',
        ...indented(transformedData(study, names)),
        '}',
        'parameters {',
        ...indented(parameters(study, names)),
        '}',
        ...transformedParameters(names),
        'model {',
        ...indented(model(study, names)),
        '}',
        ...generatedQuantities(names)
    ];
    const purpose = [
        'The data are drawn from the true values in `transformed data`, anew for every seed, and then fitted; priors are flat.',
        ...study.varying.flatMap(({ group }) =>
            correlatedSets(group.block)
                .flatMap(set => impliedCovariances(group, set))
                .map(([a, b]) => `The fit also estimates the covariance of ${a} and ${b} over ${group.name}, which the model holds at 0.`)
        ),
        ...(needsStart(study) ? ['Start the chains at the true values: this link does not take every linear predictor.'] : [])
    ];
    return [...[...headerLines(study), ...purpose].map(line => `// ${line}`.trimEnd()), ...body];
}

/** Whether some values of the linear predictor are outside the domain of the link. */
function needsStart({ spec: { family } }: Study): boolean {
    const weight = weightOf(family);
    return weight !== undefined && isBounded(weight.domain);
}

function functionsBlock({ spec, n }: Study): string[] {
    const sizes =
        n.kind === 'fixed'
            ? []
            : [
                  '// Sizes of the cells, given that they are at least 1.',
                  'array[] int sizes_rng(int cells) {',
                  '  array[cells] int sizes = rep_array(0, cells);',
                  '  for (c in 1:cells) {',
                  '    while (sizes[c] == 0) {',
                  ...(n.kind === 'poisson'
                      ? [`      sizes[c] = poisson_rng(${stanReal(n.mean)});`]
                      : [
                            `      real drawn = gamma_rng(${stanReal(sizeLaw(n).shape)}, ${stanReal(sizeLaw(n).rate)});`,
                            '      while (sizes[c] + 0.5 < drawn) {',
                            '        sizes[c] += 1;',
                            '      }'
                        ]),
                  '    }',
                  '  }',
                  '  return sizes;',
                  '}'
              ];
    const lines = [...sizes, ...families[spec.family.name].code.stan.functions];
    return lines.length === 0 ? [] : ['functions {', ...indented(lines), '}'];
}

function parameters(study: Study, names: StanNames): string[] {
    return [
        ...study.effects.map(({ effect, value }) => `real ${names.coefficients.get(effect.name)}; // true value ${value}`),
        ...names.sets.flatMap(({ group, effects: { length }, positions, sd, factor, standard }) => {
            const truth = positions.map(at => sigmaOf(group.block)[at]?.[at] ?? 0).map(variance => String(Math.sqrt(variance)));
            return [
                `vector<lower=0>[${length}] ${sd}; // true values ${truth.join(', ')}`,
                ...(length > 1 ? [`cholesky_factor_corr[${length}] ${factor};`] : []),
                `matrix[${length}, ${group.units}] ${standard};`
            ];
        }),
        ...(hasDispersion(study.spec.family) ? [`real<lower=0> ${names.phi}; // true value ${study.spec.family.phi}`] : [])
    ];
}

/** Random effects of each unit, units × effects. */
function transformedParameters({ sets }: StanNames): string[] {
    if (sets.length === 0) {
        return [];
    }
    const lines = sets.map(({ group, effects: { length }, sd, factor, standard, drawn }) => {
        const scaled = length > 1 ? `diag_pre_multiply(${sd}, ${factor})` : `diag_matrix(${sd})`;
        return `matrix[${group.units}, ${length}] ${drawn} = (${scaled} * ${standard})';`;
    });
    return ['transformed parameters {', ...indented(lines), '}'];
}

function model(study: Study, names: StanNames): string[] {
    const { effects, columns } = study;
    const summands = effects.map(({ effect, column }) => {
        const parts = names.sets.flatMap(({ group, effects: members, drawn }) => {
            const at = members.findIndex(member => member.effect === effect);
            return at < 0 ? [] : [`${drawn}[${group.column}, ${at + 1}]`];
        });
        const coefficient = [names.coefficients.get(effect.name), ...parts].join(' + ');
        return column === null ? coefficient : `${parts.length > 0 ? `(${coefficient}) .*` : `${coefficient} *`} ${column}`;
    });
    const offset = columns.offset === null ? [] : [columns.offset];
    return [
        wrappedList(`vector[${names.n}] ${names.eta} = `, [`rep_vector(0, ${names.n})`, ...summands, ...offset], ';', ' +'),
        ...names.sets.map(({ standard }) => `to_vector(${standard}) ~ normal(0, 1);`),
        `${columns.response} ~ ${likelihood(study, names)};`
    ];
}

function likelihood({ spec: { family }, columns }: Study, { eta, phi }: StanNames): string {
    return families[family.name].code.stan.likelihood({
        mu: links[family.link].code.stan.mean(eta),
        eta,
        link: family.link,
        phi,
        trials: String(columns.trials),
        size: stanReal(family.size ?? 1),
        plainSize: String(family.size)
    });
}

/** The covariance matrices, with their true values. */
function generatedQuantities({ sets }: StanNames): string[] {
    const lines = sets.map(({ group, effects: { length }, positions, sd, factor, covariance }) => {
        const truth = positions.map(row => positions.map(column => sigmaOf(group.block)[row]?.[column] ?? 0));
        const matrix = length > 1 ? `multiply_lower_tri_self_transpose(diag_pre_multiply(${sd}, ${factor}))` : `diag_matrix(square(${sd}))`;
        return `matrix[${length}, ${length}] ${covariance} = ${matrix}; // true value ${stanMatrix(truth)}`;
    });
    return lines.length === 0 ? [] : ['generated quantities {', ...indented(lines), '}'];
}

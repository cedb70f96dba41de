/** A Julia script that draws a data set and fits it by MixedModels; without random effects by GLM. */
import { hasDispersion, isLinear } from '../../../src-engine/family/families.js';
import { sigmaOf } from '../../../src-engine/structure/covariance/structures.js';
import { families } from '../../knowledge/families.js';
import { links } from '../../knowledge/links.js';
import { correlatedSets } from '../../presentation/notation/random-effect.js';
import { headerLines } from '../header-lines.js';
import { sizeLaw } from '../readable-numbers.js';
import { impliedCovariances, namesOfPoints, type Study, type StudyEffect } from '../study.js';
import { mayBeWithoutTrials } from '../trials.js';
import { wrappedList } from '../wrapped-list.js';
import { juliaDraws } from './julia-law.js';
import { juliaColumn, juliaDefinitions, juliaMatrix, juliaReal, juliaString, juliaVector } from './julia-text.js';

export function juliaScript(study: Study, seed: number): string[] {
    const isMixed = study.varying.length > 0;
    const { spec, computed } = study;
    const definitions = juliaDefinitions([
        ...computed.map(({ term }) => term),
        ...[spec.offset, spec.family.trials].filter(term => term !== null)
    ]);
    return [
        ...headerLines(study).map(line => `# ${line}`.trimEnd()),
        `using DataFrames, Distributions, GLM, ${isMixed ? 'MixedModels, ' : ''}Random`,
        '',
        `rng = Xoshiro(${seed})`,
        ...definitions,
        '',
        ...design(study),
        '',
        ...response(study),
        '',
        ...fit(study)
    ];
}

function design(study: Study): string[] {
    const { groups, n, columns, predictors, computed } = study;
    const loops = [
        ...groups.map(({ column, count }) => `for ${column} in 1:${count}`),
        `for ${columns.observation} in 1:${n.kind === 'fixed' ? n.n : 'cell_size()'}`
    ];
    return [
        '# The design: one row for each observation.',
        ...(n.kind === 'fixed' ? [] : ['# Given that it is at least 1.', `cell_size() = ${cellSize(n)}`]),
        `d = DataFrame([(; ${[...groups.map(({ column }) => column), columns.observation].join(', ')}) ${loops.join(' ')}])`,
        ...groups.flatMap(({ column, count, within }) =>
            within === null ? [] : [`d.${column} .+= ${count} .* (d.${within.column} .- 1)   # numbered across all units`]
        ),
        '',
        ...(predictors.length > 0 ? ['# Predictors.'] : []),
        ...predictors.flatMap(predictor => {
            if (predictor.kind === 'points') {
                const { column, points, stride, per } = predictor;
                const number = `d.${per?.column ?? columns.observation} .- 1`;
                const turn = stride === 1 ? number : `div.(${number}, ${stride})`;
                const names = namesOfPoints(predictor);
                const listed = names ? `[${names.map(juliaString).join(', ')}]` : juliaVector(points);
                return [`d.${column} = ${listed}[mod.(${turn}, ${points.length}) .+ 1]`];
            }
            const size = predictor.per === null ? 'nrow(d)' : String(predictor.per.units);
            const units = predictor.per === null ? '' : `[d.${predictor.per.column}]`;
            const { law } = predictor;
            if (law.law !== 'mvNormal') {
                return predictor.columns.map(column => `d.${column} = ${juliaDraws(law, size)}${units}`);
            }
            return [
                `normals = rand(rng, MvNormal(${juliaVector(law.mean)}, ${juliaMatrix(law.covariance)}), ${size})`,
                ...predictor.columns.map((column, at) => `d.${column} = normals[${at + 1}, :]${units}`)
            ];
        }),
        ...computed.map(({ column, term }) => `d.${column} = ${juliaColumn(study, term)}`)
    ];
}

function cellSize(n: Exclude<Study['n'], { kind: 'fixed' }>): string {
    return n.kind === 'poisson'
        ? `rand(rng, truncated(Poisson(${juliaReal(n.mean)}); lower = 1))`
        : `round(Int, rand(rng, truncated(Gamma(${juliaReal(sizeLaw(n).shape)}, 1 / ${juliaReal(sizeLaw(n).rate)}); lower = 0.5)))`;
}

function response(study: Study): string[] {
    const { spec, effects, varying, columns } = study;
    const summands = effects.map(({ effect, value, column }) => {
        const own = varying.flatMap(({ group, effects: members }) => {
            const at = members.findIndex(member => member.effect === effect);
            return at < 0 ? [] : [`u_${group.column}[${at + 1}, d.${group.column}]`];
        });
        const coefficient = [juliaReal(value), ...own].join(' .+ ');
        return column === null ? coefficient : `${own.length > 0 ? `(${coefficient})` : coefficient} .* d.${column}`;
    });
    const offset = columns.offset === null ? [] : [`d.${columns.offset}`];
    const { family } = spec;
    return [
        '# Random effects, linear predictor, mean and response.',
        ...varying.map(({ group, effects: { length } }) => {
            const sigma = sigmaOf(group.block);
            return `u_${group.column} = rand(rng, MvNormal(zeros(${length}), ${juliaMatrix(sigma)}), ${group.units})`;
        }),
        ...(family.trials ? [`d.${columns.trials} = round.(Int, ${juliaColumn(study, family.trials)})`] : []),
        ...(columns.trials !== null && mayBeWithoutTrials(spec)
            ? [`filter!(:${columns.trials} => >(0), d)   # rows without trials contain no information`]
            : []),
        ...(spec.offset ? [`d.${columns.offset} = ${juliaColumn(study, spec.offset)}`] : []),
        wrappedList('eta = ', ['zeros(nrow(d))', ...summands, ...offset], '', ' .+'),
        `mu = ${links[family.link].code.julia.mean}`,
        `d.${columns.response} = ${drawnResponse(study)}`,
        `true_values = [${[
            ...effects.map(({ effect, value }) => `${juliaString(effect.name)} => ${value}`),
            ...(hasDispersion(study.spec.family) ? [`"phi" => ${family.phi}`] : [])
        ].join(', ')}]`
    ];
}

function drawnResponse({ spec: { family }, columns }: Study): string {
    return families[family.name].code.julia.draw({
        mu: 'mu',
        phi: juliaReal(family.phi),
        trials: `d.${columns.trials}`,
        size: juliaReal(family.size ?? 1),
        plainSize: String(family.size)
    });
}

function sum(effects: readonly StudyEffect[]): string {
    return [effects.some(({ column }) => column === null) ? '1' : '0', ...effects.flatMap(({ column }) => column ?? [])].join(' + ');
}

function fit(study: Study): string[] {
    const { spec, effects, varying, columns } = study;
    const isMixed = varying.length > 0;
    const linear = isLinear(spec.family);
    const bars = varying.flatMap(({ group, effects: own }) => {
        const sets = correlatedSets(group.block);
        return sets.length > 1 && sets.every(set => set.length === 1)
            ? [`zerocorr(${sum(own)} | ${group.column})`]
            : sets.map(set => `(${sum(set.flatMap(at => own[at] ?? []))} | ${group.column})`);
    });
    const notes = varying.flatMap(({ group }) =>
        correlatedSets(group.block)
            .flatMap(set => impliedCovariances(group, set))
            .map(([a, b]) => `# The fit also estimates the covariance of ${a} and ${b} over ${group.name}, which the model holds at 0.`)
    );
    const summands = sum(effects).split(' + ');
    const options = [
        ...(columns.offset === null || linear ? [] : [`offset = d.${columns.offset}`]),
        ...(columns.trials === null ? [] : [`wts = Float64.(d.${columns.trials})`])
    ];
    const law = linear
        ? ''
        : `, ${families[spec.family.name].code.julia.distribution(juliaReal(spec.family.size ?? 1))}, ${links[spec.family.link].code.julia.name}`;
    const call = isMixed ? 'fit(MixedModel, formula, d' : linear ? 'lm(formula, d' : 'glm(formula, d';
    return [
        ...(columns.offset !== null && linear ? [`d.${columns.response} .-= d.${columns.offset}   # without the known offset`] : []),
        ...notes,
        ...varying.map(({ group }) => `d.${group.column} = string.(d.${group.column})`),
        wrappedList(`formula = @formula(${columns.response} ~ `, [...summands, ...bars], ')', ' +'),
        `model = ${call}${law}${options.length > 0 ? `; ${options.join(', ')}` : ''})`,
        'println(model)',
        ...varying.map(({ group, effects: own }) => {
            const sigma = sigmaOf(group.block);
            const sds = own.map(({ effect }, at) => `${effect.name} ${Math.sqrt(sigma[at]?.[at] ?? 0)}`).join(', ');
            return `println(${juliaString(`True standard deviations over ${group.name}: ${sds}`)})`;
        }),
        'println("True values: ", true_values)'
    ];
}

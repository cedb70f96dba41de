/** A Python script that draws a data set and fits it by statsmodels. */
import { hasDispersion, isLinear } from '../../../src-engine/family/families.js';
import { sigmaOf } from '../../../src-engine/structure/covariance/structures.js';
import type { FamilySpec } from '../../../src-engine/spec/model-spec.js';
import { families } from '../../knowledge/families.js';
import { links } from '../../knowledge/links.js';
import { correlatedSets } from '../../presentation/notation/random-effect.js';
import { headerLines } from '../header-lines.js';
import { sizeLaw } from '../readable-numbers.js';
import { impliedCovariances, namesOfPoints, type Study, type StudyEffect, type StudyGroup } from '../study.js';
import { needsStartValues } from '../start-values.js';
import { wrappedList } from '../wrapped-list.js';
import { pythonDraws } from './python-law.js';
import { pythonTests } from './python-tests.js';
import { pythonColumn, pythonList, pythonMatrix, pythonReal, pythonString, pythonValue } from './python-text.js';
import { mayBeWithoutTrials } from '../trials.js';

export function pythonScript(study: Study, seed: number): string[] {
    const { spec, varying } = study;
    const body = [...design(study), '', ...response(study), '', ...fit(study)];
    const imported = ['special', 'stats'].filter(name => body.some(line => line.includes(`${name}.`)));
    const usesFamilies = varying.length === 0 && !isLinear(spec.family);
    return [
        ...headerLines(study).map(line => `# ${line}`.trimEnd()),
        'import numpy as np',
        'import pandas as pd',
        ...(usesFamilies ? ['import statsmodels.api as sm'] : []),
        'import statsmodels.formula.api as smf',
        ...(imported.length > 0 ? [`from scipy import ${imported.join(', ')}`] : []),
        '',
        `rng = np.random.default_rng(${seed})`,
        '',
        ...body
    ];
}

const column = (name: string): string => `d[${pythonString(name)}]`;

function design(study: Study): string[] {
    const { groups, n, columns, predictors, computed } = study;
    const names = [...groups.map(group => group.column), columns.observation];
    const loops = [
        ...groups.map(group => `for ${group.column} in range(${group.count})`),
        `for ${columns.observation} in range(${n.kind === 'fixed' ? n.n : 'cell_size()'})`
    ];
    return [
        ...(n.kind === 'fixed' ? [] : cellSize(n)),
        '# The design: one row for each observation. Units are numbered from 0.',
        'd = pd.DataFrame(',
        `    [(${names.join(', ')}${names.length === 1 ? ',' : ''}) ${loops.join(' ')}],`,
        `    columns=[${names.map(pythonString).join(', ')}],`,
        ')',
        ...groups.flatMap(group =>
            group.within === null
                ? []
                : [`${column(group.column)} += ${group.count} * ${column(group.within.column)}  # numbered across all units`]
        ),
        '',
        ...(predictors.length > 0 ? ['# Predictors.'] : []),
        ...predictors.flatMap(predictor => {
            if (predictor.kind === 'points') {
                const { points, stride, per } = predictor;
                const number = column(per?.column ?? columns.observation);
                const names = namesOfPoints(predictor);
                const listed = names ? `[${names.map(pythonString).join(', ')}]` : pythonList(points);
                return [`${column(predictor.column)} = np.array(${listed})[${number} // ${stride} % ${points.length}]`];
            }
            const { law, per } = predictor;
            const size = per === null ? 'len(d)' : String(per.units);
            const units = per === null ? '' : `[${column(per.column)}]`;
            if (law.law !== 'mvNormal') {
                const draws = pythonDraws(law, size);
                return predictor.columns.map(name => `${column(name)} = ${units === '' ? draws : `(${draws})${units}`}`);
            }
            return [
                `normals = rng.multivariate_normal(${pythonList(law.mean)}, ${pythonMatrix(law.covariance)}, ${size})${units}`,
                ...predictor.columns.map((name, at) => `${column(name)} = normals[:, ${at}]`)
            ];
        }),
        ...computed.map(({ column: name, term }) => `${column(name)} = ${pythonColumn(study, term)}`)
    ];
}

function cellSize(n: Exclude<Study['n'], { kind: 'fixed' }>): string[] {
    const draw =
        n.kind === 'poisson'
            ? `int(rng.poisson(${pythonReal(n.mean)}))`
            : `int(np.rint(rng.gamma(${pythonReal(sizeLaw(n).shape)}, 1 / ${pythonReal(sizeLaw(n).rate)})))`;
    return ['def cell_size():', '    """The size of a cell, given that it is at least 1."""', `    while (size := ${draw}) == 0:`, '        pass', '    return size', '', '']; // prettier-ignore
}

function response(study: Study): string[] {
    const { spec, effects, varying, columns } = study;
    const { family, offset } = spec;
    const summands = effects.map(({ effect, column: name }) => {
        const own = varying.flatMap(({ group, effects: members }) => {
            const at = members.findIndex(member => member.effect === effect);
            return at < 0 ? [] : [`u_${group.column}[${column(group.column)}, ${at}]`];
        });
        const coefficient = [`true_values[${pythonString(effect.name)}]`, ...own].join(' + ');
        return name === null ? coefficient : `${own.length > 0 ? `(${coefficient})` : coefficient} * ${column(name)}`;
    });
    const eta = ['np.zeros(len(d))', ...summands, ...(columns.offset === null ? [] : [column(columns.offset)])];
    const truth = [
        ...effects.map(one => `${pythonString(one.effect.name)}: ${pythonValue(one)}`),
        ...(hasDispersion(study.spec.family) ? [`"phi": ${family.phi}`] : [])
    ];
    return [
        wrappedList('true_values = {', truth, '}'),
        '',
        '# Random effects, linear predictor, mean and response.',
        ...varying.map(({ group, effects: { length } }) => {
            const sigma = sigmaOf(group.block);
            return `u_${group.column} = rng.multivariate_normal(np.zeros(${length}), ${pythonMatrix(sigma)}, ${group.units})`;
        }),
        ...(family.trials && columns.trials
            ? [`${column(columns.trials)} = np.rint(${pythonColumn(study, family.trials)}).astype(int)`]
            : []),
        ...(columns.trials !== null && mayBeWithoutTrials(spec)
            ? [`d = d[${column(columns.trials)} > 0].copy()  # rows without trials contain no information`]
            : []),
        ...(offset && columns.offset ? [`${column(columns.offset)} = ${pythonColumn(study, offset)}`] : []),
        wrappedList('eta = (', eta, ')', ' +'),
        `mu = ${links[family.link].code.python.mean}`,
        `${column(columns.response)} = ${drawnResponse(study)}`
    ];
}

function drawnResponse({ spec: { family }, columns }: Study): string {
    return families[family.name].code.python.draw({
        mu: 'mu',
        phi: pythonReal(family.phi),
        trials: column(columns.trials ?? ''),
        size: pythonReal(family.size ?? 1),
        plainSize: String(family.size)
    });
}

function sum(effects: readonly StudyEffect[]): string {
    return [effects.some(effect => effect.column === null) ? '1' : '0', ...effects.flatMap(effect => effect.column ?? [])].join(' + ');
}

function fit(study: Study): string[] {
    const { spec, effects, varying, columns, identifiers } = study;
    const lines: string[] = [];
    const linear = isLinear(spec.family);
    if (linear && columns.offset !== null) {
        lines.push(`${column(columns.response)} -= ${column(columns.offset)}  # without the known offset`);
    }
    let left = columns.response;
    if (columns.trials !== null) {
        const failures = identifiers.take('failures');
        lines.push(`${column(failures)} = ${column(columns.trials)} - ${column(columns.response)}`);
        left = `${columns.response} + ${failures}`;
    }
    const formula = pythonString(`${left} ~ ${sum(effects)}`);
    if (varying.length > 0) {
        lines.push(...mixedFit(study, formula));
    } else if (linear) {
        lines.push(`fit = smf.ols(${formula}, d).fit()`);
    } else {
        const offset = columns.offset === null ? '' : `, offset=${column(columns.offset)}`;
        lines.push(...linkClass(links[spec.family.link].code.python.name).definition);
        lines.push(`fit = smf.glm(${formula}, d, family=sm.families.${familyText(spec.family)}${offset}).fit(${startParameters(study)})`);
    }
    return [...lines, 'print(fit.summary())', 'print("True values:", true_values)', ...pythonTests(study)];
}

/** The true values as a start, if the link is not defined for every mean or every response: the intercept first. */
function startParameters({ spec: { family }, effects }: Study): string {
    const ordered = [...effects].sort((a, b) => Number(b.column === null) - Number(a.column === null));
    const values = ordered.map(({ effect }) => `true_values[${pythonString(effect.name)}]`);
    return needsStartValues(family) ? `start_params=[${values.join(', ')}]` : '';
}

/** The groups, random effects of groups and variance components of a statsmodels model. */
interface MixedForm {
    groups: StudyGroup | null;
    correlated: StudyEffect[];
    components: { group: StudyGroup; effect: StudyEffect }[];
}

/**
 * Null where statsmodels has no form: random effects that are correlated inside an inner or a crossed group, or in more than one set. Variance
 * components are independent and represent single random effects of any group; crossed groups are components of one group with all observations.
 */
export function mixedForm({ groups, varying }: Pick<Study, 'groups' | 'varying'>): MixedForm | null {
    const outermost = groups.filter(({ within }) => within === null);
    const around = outermost.length === 1 ? (outermost[0] ?? null) : null;
    const form: MixedForm = { groups: around, correlated: [], components: [] };
    for (const { group, effects } of varying) {
        for (const set of correlatedSets(group.block)) {
            const own = set.flatMap(at => effects[at] ?? []);
            if (group === around && form.correlated.length === 0) {
                form.correlated = own;
            } else if (own.length === 1) {
                form.components.push(...own.map(effect => ({ group, effect })));
            } else if (group === around && form.correlated.length === 1) {
                // The correlated set takes the place of a single effect, which is a component as well.
                form.components.push(...form.correlated.map(effect => ({ group, effect })));
                form.correlated = own;
            } else {
                return null;
            }
        }
    }
    return form;
}

function mixedFit(study: Study, formula: string): string[] {
    const form = mixedForm(study);
    const { groups, correlated, components } = form ?? { groups: null, correlated: [], components: [] };
    const notes = study.varying.flatMap(({ group }) =>
        correlatedSets(group.block)
            .flatMap(set => impliedCovariances(group, set))
            .map(([a, b]) => `# The fit also estimates the covariance of ${a} and ${b} over ${group.name}, which the model holds at 0.`)
    );
    const component = ({ group, effect }: MixedForm['components'][number]) => {
        const ofUnit = group === groups ? (effect.column ?? '1') : `C(${group.column})${effect.column === null ? '' : `:${effect.column}`}`;
        return `${pythonString(`${group.column}_${effect.column ?? 'intercept'}`)}: ${pythonString(`0 + ${ofUnit}`)}`;
    };
    return [
        ...notes,
        ...(groups === null ? ['# Crossed groups are variance components of one group of all.'] : []),
        'fit = smf.mixedlm(',
        `    ${formula}, d,`,
        `    groups=${groups === null ? 'np.zeros(len(d))' : column(groups.column)},`,
        ...(correlated.length > 0 ? [`    re_formula=${pythonString(sum(correlated))},`] : []),
        ...(components.length > 0 ? [`    vc_formula={${components.map(component).join(', ')}},`] : []),
        ').fit(reml=False)',
        ...study.varying.map(
            ({ group, effects }) =>
                `print(${pythonString(`True covariance over ${group.name} of ${effects.map(({ effect }) => effect.name).join(', ')}: ${JSON.stringify(sigmaOf(group.block))}`)})`
        )
    ];
}

function familyText({ name, link, size }: FamilySpec): string {
    return families[name].code.python.family(`${linkClass(links[link].code.python.name).text}()`, String(size));
}

/** A class of links. All except the oldest three had another name before statsmodels 0.14. */
function linkClass(name: string): { text: string; definition: string[] } {
    if (['Log', 'Logit', 'CLogLog'].includes(name)) {
        return { text: `sm.families.links.${name}`, definition: [] };
    }
    const older = name.replace(/(?!^)[A-Z]/g, '_$&').toLowerCase();
    return {
        text: 'Link',
        definition: [
            '# The name has changed in statsmodels 0.14.',
            `Link = getattr(sm.families.links, ${pythonString(name)}, None) or sm.families.links.${older}`
        ]
    };
}

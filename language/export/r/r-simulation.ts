/** R code that draws a data set `d`: design, predictors, random effects and responses with their true values. */
import { isCovarianceParameter, sigmaOf as covarianceMatrix } from '../../../src-engine/structure/covariance/structures.js';
import { families } from '../../knowledge/families.js';
import { links } from '../../knowledge/links.js';
import { hasDispersion, headerLines, sizeLaw, type PointsColumn, type Study, type StudyEffect, type StudyGroup } from '../study.js';
import { wrappedList } from '../wrapped-list.js';
import { rDraws, rMatrix, rNormalRows } from './r-law.js';
import { rNumbers, rString, rColumn, rVector } from './r-text.js';

const line = (text: string): string => `# ${text}`.trimEnd();

/** The title, the design, and what the code needs. */
export function rHeader(study: Study, purpose: string): string[] {
    return [...headerLines(study), purpose].map(line);
}

/** What a coefficient is called by R's model functions. */
export function coefficientName({ column }: StudyEffect): string {
    return column ?? '(Intercept)';
}

/** Design and predictors: the data frame `d` without responses. */
export function rDesign(study: Study): string[] {
    const { predictors, computed } = study;
    return [
        '# The design: one row for each observation.',
        ...rows(study),
        ...unitNumbers(study),
        '',
        ...(predictors.length > 0 ? ['# Predictors.'] : []),
        ...predictors.flatMap(predictor => {
            if (predictor.kind === 'points') {
                return [`d$${predictor.column} <- ${points(study, predictor)}`];
            }
            const { columns, law, per } = predictor;
            const size = per === null ? 'nrow(d)' : String(per.units);
            const units = per === null ? '' : `[d$${per.column}]`;
            if (law.law !== 'mvNormal') {
                const draws = rDraws(law, size);
                return columns.map(column => `d$${column} <- ${units === '' ? draws : `(${draws})${units}`}`);
            }
            const rowsOfUnits = per === null ? '' : `[d$${per.column}, , drop = FALSE]`;
            return [
                `normals <- ${rNormalRows(law.mean, law.covariance, size)}`,
                ...columns.map((column, at) => `d$${column} <- normals${rowsOfUnits}[, ${at + 1}]`)
            ];
        }),
        ...computed.map(({ column, term }) => `d$${column} <- ${rColumn(study, term)}`)
    ];
}

function rows({ groups, n, columns }: Study): string[] {
    const units = [...groups].reverse().map(({ column, count }) => `${column} = seq_len(${count})`);
    if (n.kind === 'fixed') {
        return [`d <- ${wrappedList('expand.grid(', [`${columns.observation} = seq_len(${n.n})`, ...units], ')')}`];
    }
    const cells = units.length === 0 ? 'data.frame(row.names = 1)' : wrappedList('expand.grid(', units, ')');
    const size =
        n.kind === 'poisson'
            ? `qpois(runif(nrow(d), ppois(0, ${n.mean}), 1), ${n.mean})`
            : `round(qgamma(runif(nrow(d), pgamma(0.5, ${gammaArguments(n)}), 1), ${gammaArguments(n)}))`;
    return [
        `d <- ${cells}`,
        `size <- ${size}   # given that it is at least 1`,
        'd <- d[rep(seq_len(nrow(d)), size), , drop = FALSE]',
        `d$${columns.observation} <- sequence(size)`
    ];
}

function gammaArguments(n: Extract<Study['n'], { kind: 'sizes' }>): string {
    const { shape, rate } = sizeLaw(n);
    return `shape = ${shape}, rate = ${rate}`;
}

function unitNumbers({ groups }: Study): string[] {
    return groups.flatMap(({ column, count, within }) =>
        within === null ? [] : [`d$${column} <- d$${column} + ${count} * (d$${within.column} - 1)   # numbered through all of them`]
    );
}

function points(study: Study, { points, stride, per }: PointsColumn): string {
    const number = `(d$${per?.column ?? study.columns.observation} - 1)`;
    const turn = stride === 1 ? number : `(${number} %/% ${stride})`;
    return points.length === 1 ? `rep(${rNumbers(points)}, nrow(d))` : `${rNumbers(points)}[${turn} %% ${points.length} + 1]`;
}

export const sigmaOf = ({ column }: StudyGroup): string => `Sigma_${column}`;

/** The true values: `truth`, a covariance matrix for each group, and `phi`. */
export function rTruth(study: Study): string[] {
    const { spec, effects, varying } = study;
    return [
        '# True values.',
        `truth <- ${wrappedList(
            'c(',
            effects.map(({ effect, value }) => `${rString(effect.name)} = ${value}`),
            ')'
        )}`,
        ...varying.map(
            ({ group, effects: own }) => `${sigmaOf(group)} <- ${rMatrix(covarianceMatrix(group.block), own.map(coefficientName))}`
        ),
        ...(hasDispersion(study) ? [`phi <- ${spec.family.phi}   # ${families[spec.family.name].code.r.phi}`] : []),
        ...(spec.family.size === null ? [] : [`k <- ${spec.family.size}   # size: the variance is mu + mu^2/k`])
    ];
}

/** Random effects, linear predictor, mean and response. */
export function rResponse(study: Study): string[] {
    const { spec, effects, varying, columns } = study;
    const { trials } = spec.family;
    const { offset } = spec;
    const summands = effects.map(({ effect, column }) => {
        const own = varying.flatMap(({ group, effects: members }) => {
            const at = members.findIndex(member => member.effect === effect);
            return at < 0 ? [] : [`u_${group.column}[d$${group.column}, ${at + 1}]`];
        });
        const coefficient = [`truth[[${rString(effect.name)}]]`, ...own].join(' + ');
        return column === null ? coefficient : `${own.length > 0 ? `(${coefficient})` : coefficient} * d$${column}`;
    });
    return [
        '# Random effects, linear predictor, mean and response.',
        ...varying.map(
            ({ group, effects: { length } }) =>
                `u_${group.column} <- matrix(rnorm(${group.units} * ${length}), ${group.units}) %*% chol(${sigmaOf(group)})`
        ),
        ...(trials ? [`d$${columns.trials} <- ${rColumn(study, trials)}`] : []),
        ...(offset ? [`d$${columns.offset} <- ${rColumn(study, offset)}`] : []),
        wrappedList(
            'eta <- ',
            [...summands, ...(offset ? [`d$${columns.offset}`] : []), ...(summands.length === 0 ? ['rep(0, nrow(d))'] : [])],
            '',
            ' +'
        ),
        `mu <- ${links[spec.family.link].code.r.mean}`,
        ...families[spec.family.name].code.r.draw(`d$${columns.response}`, `d$${columns.trials}`)
    ];
}

/** The whole script up to the data. */
export function rSimulation(study: Study, seed: number): string[] {
    return [`set.seed(${seed})`, '', ...rDesign(study), '', ...rTruth(study), '', ...rResponse(study)];
}

/** Parameters that are estimated, with the R code of their true values and estimates, as a data frame. */
export function rEstimates(
    study: Study,
    estimate: { fixed: string; entry: (group: StudyGroup, row: string, column: string) => string; phi: string | null }
): string[] {
    const { effects, varying, spec } = study;
    const entries = varying.flatMap(({ group, effects: own }) =>
        own.flatMap((first, row) =>
            own.slice(0, row + 1).flatMap((second, column) => {
                if (!isCovarianceParameter(group.block, row, column)) {
                    return [];
                }
                const [a, b] = [first.effect.name, second.effect.name];
                return [
                    {
                        name: row === column ? `var(${a} | ${group.name})` : `cov(${b}, ${a} | ${group.name})`,
                        truth: `${sigmaOf(group)}[${row + 1}, ${column + 1}]`,
                        estimate: estimate.entry(group, coefficientName(first), coefficientName(second))
                    }
                ];
            })
        )
    );
    const phi = estimate.phi === null ? [] : [{ name: 'phi', truth: 'phi', estimate: estimate.phi }];
    const rest = [...entries, ...phi];
    const ownNames = rVector(effects.map(effect => rString(coefficientName(effect))), '        '); // prettier-ignore
    const list = (items: string[]) => wrappedList('c(', items, ')', ',', '        ');
    return [
        `# ${spec.name}: estimates beside the true values.`,
        'estimates <- data.frame(',
        `    parameter = ${list(['names(truth)', ...rest.map(({ name }) => rString(name))])},`,
        `    truth = ${list(['truth', ...rest.map(({ truth }) => truth)])},`,
        `    estimate = ${list([...(effects.length === 0 ? [] : [`${estimate.fixed}[${ownNames}]`]), ...rest.map(row => row.estimate)])},`,
        '    row.names = NULL',
        ')',
        'print(estimates, digits = 4)'
    ];
}

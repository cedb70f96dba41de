/** R code that draws a data set `d`: design, predictors, random effects and responses with their true values. */
import { hasDispersion } from '../../../src-engine/family/families.js';
import { isCovarianceParameter, sigmaOf as covarianceMatrix } from '../../../src-engine/structure/covariance/structures.js';
import { families } from '../../knowledge/families.js';
import { links } from '../../knowledge/links.js';
import { headerLines } from '../header-lines.js';
import { sizeLaw } from '../readable-numbers.js';
import { namesOfPoints, type PointsColumn, type Study, type StudyEffect, type StudyGroup } from '../study.js';
import { wrappedList } from '../wrapped-list.js';
import { rDraws, rMatrix, rNormalRows } from './r-law.js';
import { rColumn, rData, rName, rNumbers, rString, rValue, rVector } from './r-text.js';
import { mayBeWithoutTrials } from '../trials.js';

const line = (text: string): string => `# ${text}`.trimEnd();

/** The title, the design, and the packages that the code needs. */
export function rHeader(study: Study, purpose: string): string[] {
    return [...headerLines(study), purpose].map(line);
}

/** The name of a coefficient in R's model functions, without their backticks. */
export function coefficientName({ column, level }: StudyEffect): string {
    return column === null ? '(Intercept)' : `${column}${level ?? ''}`.replaceAll('`', '');
}

/** Design and predictors: the data frame `d` without responses. */
export function rDesign(study: Study): string[] {
    const { predictors, computed, groups, factors } = study;
    return [
        '# The design: one row for each observation.',
        ...rows(study),
        ...unitNumbers(study),
        '',
        ...(predictors.length > 0 ? ['# Predictors.'] : []),
        ...predictors.flatMap(predictor => {
            if (predictor.kind === 'points') {
                return [`${rData(predictor.column)} <- ${points(study, predictor)}`];
            }
            const { columns, law, per } = predictor;
            const size = per === null ? 'nrow(d)' : String(per.units);
            const units = per === null ? '' : `[${rData(per.column)}]`;
            if (law.law !== 'mvNormal') {
                const draws = rDraws(law, size);
                const inRows = units === '' ? draws : `(${draws})${units}`;
                const levels = factors.find(({ column }) => columns.includes(column))?.levels;
                const values = levels ? `factor(${inRows}, levels = ${rVector(levels.map(rString))})` : inRows;
                return columns.map(column => `${rData(column)} <- ${values}`);
            }
            const rowsOfUnits = per === null ? '' : `[${rData(per.column)}, , drop = FALSE]`;
            return [
                `normals <- ${rNormalRows(law.mean, law.covariance, size)}`,
                ...columns.map((column, at) => `${rData(column)} <- normals${rowsOfUnits}[, ${at + 1}]`)
            ];
        }),
        ...computed.map(({ column, term }) => `${rData(column)} <- ${rColumn(study, term)}`),
        ...groups.map(({ column }) => `${rData(column)} <- factor(${rData(column)})`)
    ];
}

function rows({ groups, n, columns }: Study): string[] {
    const units = [...groups].reverse().map(({ column, count }) => `${rName(column)} = seq_len(${count})`);
    if (n.kind === 'fixed') {
        return [`d <- ${wrappedList('expand.grid(', [`${rName(columns.observation)} = seq_len(${n.n})`, ...units], ')')}`];
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
        `${rData(columns.observation)} <- sequence(size)`
    ];
}

function gammaArguments(n: Extract<Study['n'], { kind: 'sizes' }>): string {
    const { shape, rate } = sizeLaw(n);
    return `shape = ${shape}, rate = ${rate}`;
}

function unitNumbers({ groups }: Study): string[] {
    return groups.flatMap(({ column, count, within }) =>
        within === null
            ? []
            : [`${rData(column)} <- ${rData(column)} + ${count} * (${rData(within.column)} - 1)   # numbered across all units`]
    );
}

function points(study: Study, column: PointsColumn): string {
    const { points, stride, per } = column;
    const number = `(${rData(per?.column ?? study.columns.observation)} - 1)`;
    const turn = stride === 1 ? number : `(${number} %/% ${stride})`;
    const names = namesOfPoints(column);
    const listed = names ? rVector(names.map(rString)) : rNumbers(points);
    const inRows = points.length === 1 ? `rep(${listed}, nrow(d))` : `${listed}[${turn} %% ${points.length} + 1]`;
    const levels = study.factors.find(factor => factor.column === column.column)?.levels;
    return levels ? `factor(${inRows}, levels = ${rVector(levels.map(rString))})` : inRows;
}

export const sigmaName = ({ column }: StudyGroup): string => rName(`Sigma_${column}`);

const effectsOf = ({ column }: StudyGroup): string => rName(`u_${column}`);

/** The true values: `truth`, a covariance matrix for each group, and `phi`. */
export function rTruth(study: Study): string[] {
    const { spec, effects, varying } = study;
    return [
        '# True values.',
        `truth <- ${wrappedList(
            'c(',
            effects.map(one => `${rString(one.effect.name)} = ${rValue(one)}`),
            ')'
        )}`,
        ...varying.map(
            ({ group, effects: own }) => `${sigmaName(group)} <- ${rMatrix(covarianceMatrix(group.block), own.map(coefficientName))}`
        ),
        ...(hasDispersion(study.spec.family) ? [`phi <- ${spec.family.phi}   # ${families[spec.family.name].code.r.phi}`] : []),
        ...(spec.family.size === null ? [] : [`k <- ${spec.family.size}   # size: the variance is mu + mu^2/k`])
    ];
}

/** Trials and offset. Rows without trials are dropped: they contain no information, and R's functions do not take them. */
export function rKnown(study: Study): string[] {
    const { spec, columns } = study;
    const { trials } = spec.family;
    return [
        ...(trials && columns.trials !== null ? [`${rData(columns.trials)} <- ${rColumn(study, trials)}`] : []),
        ...(trials && columns.trials !== null && mayBeWithoutTrials(spec)
            ? [`d <- d[${rData(columns.trials)} > 0, ]   # rows without trials contain no information`]
            : []),
        ...(spec.offset && columns.offset !== null ? [`${rData(columns.offset)} <- ${rColumn(study, spec.offset)}`] : [])
    ];
}

/** Random effects, linear predictor, mean and response. */
export function rResponse(study: Study): string[] {
    const { spec, effects, varying, columns } = study;
    const { offset } = spec;
    const summands = effects.map(({ effect, column, level }) => {
        const own = varying.flatMap(({ group, effects: members }) => {
            const at = members.findIndex(member => member.effect === effect);
            return at < 0 ? [] : [`${effectsOf(group)}[${rData(group.column)}, ${at + 1}]`];
        });
        const coefficient = [`truth[[${rString(effect.name)}]]`, ...own].join(' + ');
        const variable = column === null ? null : level === null ? rData(column) : `(${rData(column)} == ${rString(level)})`;
        return variable === null ? coefficient : `${own.length > 0 ? `(${coefficient})` : coefficient} * ${variable}`;
    });
    return [
        '# Random effects, linear predictor, mean and response.',
        ...varying.map(
            ({ group, effects: { length } }) =>
                `${effectsOf(group)} <- matrix(rnorm(${group.units} * ${length}), ${group.units}) %*% chol(${sigmaName(group)})`
        ),
        ...rKnown(study),
        wrappedList(
            'eta <- ',
            [...summands, ...(offset ? [rData(columns.offset ?? '')] : []), ...(summands.length === 0 ? ['rep(0, nrow(d))'] : [])],
            '',
            ' +'
        ),
        `mu <- ${links[spec.family.link].code.r.mean}`,
        ...families[spec.family.name].code.r.draw(rData(columns.response), rData(columns.trials ?? ''))
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
                        truth: `${sigmaName(group)}[${row + 1}, ${column + 1}]`,
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

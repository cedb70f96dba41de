/** The data of a Stan program, drawn in `transformed data`. */
import { sigmaOf } from '../../../src-engine/structure/covariance/structures.js';
import { families } from '../../knowledge/families.js';
import { links } from '../../knowledge/links.js';
import type { Study, StudyGroup } from '../study.js';
import { stanDraw } from './stan-law.js';
import type { StanNames } from './stan-program-names.js';
import { indented, stanMatrix, stanReal, stanTerm, stanVector } from './stan-text.js';

/** Declarations of all columns, and the block that fills them in. */
export function transformedData(study: Study, names: StanNames): string[] {
    const { groups, n, columns, predictors, computed, identifiers } = study;
    const cells = groups.reduce((product, { count }) => product * count, 1);
    const sizes = n.kind === 'fixed' ? null : identifiers.take('sizes');
    const vectors = [
        ...predictors.flatMap(predictor => (predictor.kind === 'points' ? [predictor.column] : predictor.columns)),
        ...computed.map(({ column }) => column),
        ...(columns.offset === null ? [] : [columns.offset])
    ];
    return [
        ...(sizes === null ? [] : [`array[${cells}] int ${sizes} = sizes_rng(${cells});`]),
        `int ${names.n} = ${n.kind === 'fixed' ? cells * n.n : `sum(${sizes})`};`,
        ...groups.map(({ column }) => `array[${names.n}] int ${column};`),
        ...vectors.map(column => `vector[${names.n}] ${column};`),
        ...(columns.trials === null ? [] : [`array[${names.n}] int ${columns.trials};`]),
        families[study.spec.family.name].code.stan.isWhole
            ? `array[${names.n}] int ${columns.response};`
            : `vector[${names.n}] ${columns.response};`,
        '{',
        ...indented(drawnBlock(study, names, sizes)),
        '}'
    ];
}

/** The local block that fills the data in. */
function drawnBlock(study: Study, names: StanNames, sizes: string | null): string[] {
    const { groups, n, columns, predictors, varying, identifiers } = study;
    const { row } = names;
    const cell = identifiers.take('cell');
    const units = groups.map(group => ({ group, index: identifiers.take(`${group.column}_number`) }));
    const indexOf = (group: StudyGroup) => units.find(unit => unit.group === group)?.index ?? '1';
    const perUnit = predictors.flatMap(predictor =>
        predictor.kind === 'drawn' && predictor.per !== null
            ? [{ per: predictor.per, law: predictor.law, columns: predictor.columns.map(column => ({ column, own: identifiers.take(`${column}_of_${predictor.per?.column}`) })) }] // prettier-ignore
            : []
    );
    const loops: string[] = [];
    const ends: string[] = [];
    const open = (line: string) => {
        loops.push(`${'  '.repeat(ends.length)}${line}`);
        ends.unshift(`${'  '.repeat(ends.length)}}`);
    };
    const inside = (line: string) => loops.push(`${'  '.repeat(ends.length)}${line}`);
    for (const group of groups) {
        const number = identifiers.take(`${group.column}_index`);
        open(`for (${number} in 1:${group.count}) {`);
        inside(`int ${indexOf(group)} = ${group.within ? `${number} + ${group.count} * (${indexOf(group.within)} - 1)` : number};`);
    }
    const count = sizes === null ? String(n.kind === 'fixed' ? n.n : 1) : `${sizes}[${cell}]`;
    if (sizes !== null) {
        inside(`${cell} += 1;`);
    }
    open(`for (${columns.observation} in 1:${count}) {`);
    inside(`${row} += 1;`);
    units.forEach(({ group, index }) => inside(`${group.column}[${row}] = ${index};`));
    rowStatements(study, names, perUnit, indexOf).forEach(inside);
    return [
        `int ${row} = 0;`,
        ...(sizes === null ? [] : [`int ${cell} = 0;`]),
        ...varying.map(({ group, effects: { length } }) => `array[${group.units}] vector[${length}] ${names.truth.get(group.name)};`),
        ...perUnit.flatMap(({ per, columns }) => columns.map(({ own }) => `vector[${per.units}] ${own};`)),
        ...varying.flatMap(({ group, effects: { length } }) => [
            `for (i in 1:${group.units}) {`,
            `  ${names.truth.get(group.name)}[i] = multi_normal_rng(rep_vector(0, ${length}), ${stanMatrix(sigmaOf(group.block))});`,
            '}'
        ]),
        ...perUnit.flatMap(({ per, law, columns }) => [
            `for (i in 1:${per.units}) {`,
            ...indented(drawnInto(law, columns.map(({ own }) => `${own}[i]`))), // prettier-ignore
            '}'
        ]),
        ...loops,
        ...ends
    ];
}

function drawnInto(law: Parameters<typeof stanDraw>[0], targets: string[]): string[] {
    if (law.law !== 'mvNormal') {
        return targets.flatMap(target => stanDraw(law, target));
    }
    return [
        '{',
        `  vector[${law.mean.length}] drawn = multi_normal_rng(${stanVector(law.mean)}, ${stanMatrix(law.covariance)});`,
        ...targets.map((target, at) => `  ${target} = drawn[${at + 1}];`),
        '}'
    ];
}

interface PerUnit {
    per: StudyGroup;
    columns: { column: string; own: string }[];
}

/** What fills one row: predictors, linear predictor, response. */
function rowStatements(study: Study, names: StanNames, perUnit: PerUnit[], indexOf: (group: StudyGroup) => string): string[] {
    const { spec, predictors, computed, effects, varying, columns } = study;
    const { row } = names;
    const own = new Map(perUnit.flatMap(({ per, columns }) => columns.map(({ column, own }) => [column, `${own}[${indexOf(per)}]`])));
    const summands = effects.map(({ effect, value, column }) => {
        const parts = varying.flatMap(({ group, effects: members }) => {
            const at = members.findIndex(member => member.effect === effect);
            return at < 0 ? [] : [`${names.truth.get(group.name)}[${indexOf(group)}, ${at + 1}]`];
        });
        const coefficient = [stanReal(value), ...parts].join(' + ');
        return column === null ? coefficient : `${parts.length > 0 || value < 0 ? `(${coefficient})` : coefficient} * ${column}[${row}]`;
    });
    const offset = columns.offset === null ? [] : [`${columns.offset}[${row}]`];
    return [
        ...predictors.flatMap(predictor => {
            if (predictor.kind === 'drawn') {
                return predictor.per === null
                    ? drawnInto(predictor.law, predictor.columns.map(column => `${column}[${row}]`)) // prettier-ignore
                    : predictor.columns.map(column => `${column}[${row}] = ${own.get(column)};`);
            }
            const { column, stride, per, levels } = predictor;
            const points = levels ? predictor.points.map(point => point + 1) : predictor.points;
            const number = `(${per ? indexOf(per) : columns.observation} - 1)`;
            const turn = stride === 1 ? number : `(${number} %/% ${stride})`;
            return ['{', `  vector[${points.length}] points = ${stanVector(points)};`, `  ${column}[${row}] = points[${turn} % ${points.length} + 1];`, '}']; // prettier-ignore
        }),
        ...computed.map(({ column, term }) => `${column}[${row}] = ${stanTerm(study, term, row)};`),
        ...(spec.offset ? [`${columns.offset}[${row}] = ${stanTerm(study, spec.offset, row)};`] : []),
        ...(spec.family.trials ? trialsStatements(study, names, spec.family.trials) : []),
        '{',
        `  real ${names.eta} = ${[...summands, ...offset].join(' + ') || '0'};`,
        `  ${columns.response}[${row}] = ${drawnResponse(study, links[spec.family.link].code.stan.mean(names.eta), row)};`,
        '}'
    ];
}

/** Trials are whole numbers; a term is a real one. */
function trialsStatements(study: Study, { row }: StanNames, term: NonNullable<Study['spec']['family']['trials']>): string[] {
    const trials = `${study.columns.trials}[${row}]`;
    if (term.op === 'number') {
        return [`${trials} = ${term.value};`];
    }
    return [`${trials} = 0;`, `while (${trials} + 0.5 < ${stanTerm(study, term, row)}) {`, `  ${trials} += 1;`, '}'];
}

function drawnResponse({ spec: { family }, columns }: Study, mu: string, row: string): string {
    return families[family.name].code.stan.draw({
        mu,
        phi: stanReal(family.phi),
        trials: `${columns.trials}[${row}]`,
        size: stanReal(family.size ?? 1),
        plainSize: String(family.size)
    });
}

/**
 * A model as all exports need it: every number known, groups outside in, one column for each term, and identifiers that are valid in the
 * target.
 *
 * Units of an inner group are numbered through all outer units, so that its own column identifies a unit.
 */
import { isCovarianceParameter } from '../../src-engine/structure/covariance/structures.js';
import type {
    FixedEffectSpec,
    GroupSize,
    Law,
    ModelSpec,
    PredictorSpec,
    RandomEffectsSpec,
    Term
} from '../../src-engine/spec/model-spec.js';
import { derivedInOrder } from '../../src-engine/spec/term.js';
import { attritionText, countOf, groupsOutsideIn } from '../presentation/prose/design-text.js';
import { isConstantOne } from '../presentation/notation/term-text.js';
import { categoricalLevels, codedFactors } from './coded-factors.js';
import { ExportProblem } from './export-problem.js';
import { Identifiers } from './identifiers.js';
import { writtenValue } from './author-expression.js';

export interface StudyGroup {
    /** The author's name. */
    name: string;
    /** The column with the numbers of its units, from 1. */
    column: string;
    /** Units in each unit of `within`, or in all. */
    count: number;
    /** Units in all. */
    units: number;
    within: StudyGroup | null;
    block: RandomEffectsSpec;
}

/** Drawn from a law, for every observation or (`per`) for every unit of a group. */
export interface DrawnColumns {
    kind: 'drawn';
    columns: string[];
    law: Law;
    per: StudyGroup | null;
}

/** Points in turn, each `stride` times: balanced over the units of `per`, or over the observations of a cell. */
export interface PointsColumn {
    kind: 'points';
    column: string;
    points: number[];
    /** The names of the points, which are then indices; null for numbers. */
    levels: string[] | null;
    stride: number;
    per: StudyGroup | null;
}

/** A column that is computed from others. */
export interface TermColumn {
    column: string;
    term: Term;
}

export interface StudyEffect {
    effect: FixedEffectSpec;
    value: number;
    /** The column that it multiplies; null for the intercept. */
    column: string | null;
    /** The factor whose level it is the effect of, against the first level; its column is then the factor's. Null for all others. */
    level: string | null;
    /** The value as the author wrote it; null where it is a number. */
    written: Term | null;
}

/** A column of levels. */
export interface CategoricalColumn {
    column: string;
    levels: string[];
}

export interface Study {
    spec: ModelSpec;
    title: string | null;
    /** Remarks about the code, a sentence each. */
    remarks: string[];
    /** Outside in; each comes after the one that it is nested in. */
    groups: StudyGroup[];
    n: Exclude<GroupSize, { kind: 'unknown' }>;
    predictors: (DrawnColumns | PointsColumn)[];
    /** Derived predictors, then terms of effects that are no predictor, in an order in which each can be computed. */
    computed: TermColumn[];
    effects: StudyEffect[];
    /** The categorical predictors; the first level of a factor is the one that effects compare with. */
    factors: CategoricalColumn[];
    /** For each group with random effects: the effects that vary. */
    varying: { group: StudyGroup; effects: StudyEffect[] }[];
    columns: {
        response: string;
        /** The number of an observation in its cell. */
        observation: string;
        /** Null where the model has none. */
        trials: string | null;
        offset: string | null;
    };
    /** For each test: the degrees of freedom of its reference; null for a normal one. */
    degreesOfFreedom: (number | null)[];
    /** The column of a predictor of the file. */
    columnOf(predictor: string): string;
    /** The identifiers of the columns, for more names in the same scope. */
    identifiers: Identifiers;
}

export interface ExportedStudyOptions {
    title: string | null;
    /** Words that cannot be names of columns in the target. */
    reserved: Iterable<string>;
    /** How the target spells names of the file. Default: ASCII. */
    spelling?: (name: string) => string;
    /** Whether effects of levels may be those of a factor, so that they need no columns. */
    hasFactors?: boolean;
    /** Sentences about the model, such as where a number is from. */
    remarks?: string[];
    /** The value of each effect as written in the file. */
    written?: Readonly<Record<string, Term>>;
    /** For each test: the degrees of freedom of its reference; null for a normal one. */
    degreesOfFreedom?: (number | null)[];
}

/** @throws ExportProblem where a number is not known */
export function studyOf(spec: ModelSpec, options: ExportedStudyOptions): Study {
    const { title, reserved, spelling, remarks = [], written = {} } = options;
    const identifiers = new Identifiers(reserved, spelling);
    const predictorColumns = new Map<string, string>();
    for (const name of spec.predictors.flatMap(namesOf)) {
        predictorColumns.set(name, identifiers.named(name, 'predictor'));
    }
    const columnOf = (name: string): string => {
        const column = predictorColumns.get(name);
        if (column === undefined) {
            throw new ExportProblem(`The model ${spec.name} has no predictor ${name}.`);
        }
        return column;
    };
    const groups = studyGroups(spec, identifiers);
    const groupNamed = (name: string | null) => groups.find(group => group.name === name) ?? null;
    const computed = derivedInOrder(spec.predictors).map(({ name, term }): TermColumn => ({ column: columnOf(name), term }));
    const levels = categoricalLevels(spec);
    const factors = options.hasFactors ? codedFactors(spec, levels) : new Map<string, string[]>();
    const effects = spec.fixed.map((effect): StudyEffect => {
        const { name, term, value } = effect;
        if (value === null) {
            throw new ExportProblem(`The value of ${name} in the model ${spec.name} is not known. Write a number there.`);
        }
        const own = { effect, value, level: null, written: writtenValue(Object.hasOwn(written, name) ? written[name] : undefined, value) };
        if (isConstantOne(term)) {
            return { ...own, column: null };
        }
        if (term.op === 'predictor' && !levels.has(term.name)) {
            return { ...own, column: columnOf(term.name) };
        }
        if (term.op === 'level' && factors.has(term.predictor)) {
            return { ...own, column: columnOf(term.predictor), level: term.level };
        }
        const column = identifiers.named(name, 'term multiplied by');
        computed.push({ column, term });
        return { ...own, column };
    });
    const { n } = spec.design;
    if (n === null || n.kind === 'unknown') {
        throw new ExportProblem(`The design of the model ${spec.name} does not say n. Write design { n = 20 }, with your number.`);
    }
    return {
        spec,
        title,
        remarks: [...remarks, ...attritionRemark(spec)],
        groups,
        n,
        predictors: sampledColumns(spec.predictors, columnOf, groupNamed),
        computed,
        effects,
        factors: [...levels].map(([name, own]) => ({ column: columnOf(name), levels: factors.get(name) ?? own })),
        degreesOfFreedom: options.degreesOfFreedom ?? spec.tests.map(() => null),
        varying: groups
            .filter(({ block }) => block.effects.length > 0)
            .map(group => ({
                group,
                effects: group.block.effects.flatMap(name => effects.find(({ effect }) => effect.name === name) ?? [])
            })),
        columns: {
            response: identifiers.take('y', 'response'),
            observation: identifiers.take('observation'),
            trials: spec.family.trials && identifiers.take('trials'),
            offset: spec.offset && identifiers.take('known', 'offset_term')
        },
        columnOf,
        identifiers
    };
}

function namesOf(predictor: PredictorSpec): string[] {
    return predictor.kind === 'random' ? predictor.names : [predictor.name];
}

function studyGroups(spec: ModelSpec, identifiers: Identifiers): StudyGroup[] {
    const groups: StudyGroup[] = [];
    for (const { group: name, within } of groupsOutsideIn(spec)) {
        const block = spec.random.find(({ group }) => group === name);
        const count = countOf(spec.design, name);
        if (!block || count === null) {
            throw new ExportProblem(`The number of units of ${name} in the model ${spec.name} is not known. Write it into design { … }.`);
        }
        const outer = groups.find(group => group.name === within) ?? null;
        groups.push({ name, column: identifiers.named(name, 'group'), count, units: count * (outer?.units ?? 1), within: outer, block });
    }
    return groups;
}

function sampledColumns(
    predictors: PredictorSpec[],
    columnOf: (name: string) => string,
    groupNamed: (name: string | null) => StudyGroup | null
): Study['predictors'] {
    const strides = new Map<string | null, number>();
    return predictors.flatMap((predictor): Study['predictors'] => {
        switch (predictor.kind) {
            case 'derived':
                return [];
            case 'each': {
                const { per, points, levels = null, name } = predictor;
                const stride = strides.get(per) ?? 1;
                strides.set(per, stride * points.length);
                return [{ kind: 'points', column: columnOf(name), points, levels, stride, per: groupNamed(per) }];
            }
            case 'random': {
                const { law, names, per } = predictor;
                mustBeKnown(law, names);
                return [{ kind: 'drawn', columns: names.map(columnOf), law, per: groupNamed(per) }];
            }
        }
    });
}

/** The names of the points of a factor, one for each point; null for points that are numbers. */
export function namesOfPoints({ points, levels }: PointsColumn): string[] | null {
    return levels && points.map(point => levels[point] ?? '');
}

function mustBeKnown(law: Law, names: string[]): void {
    if (law.law === 'empirical') {
        throw new ExportProblem(
            `The data of ${names.join(', ')} were not read. Put the file beside the model, or write a law with numbers, such as Normal(mean, sd).`
        );
    }
    if (law.law === 'mixture') {
        law.components.forEach(component => mustBeKnown(component.law, names));
    }
}

function attritionRemark(spec: ModelSpec): string[] {
    const text = attritionText(spec.design);
    return text === null ? [] : [`The data are those that are analysed, after ${text} of the outermost groups: recruit more.`];
}

/** Pairs in a set of correlated random effects whose covariance the model fixes at 0, which no tool's formula can express. */
export function impliedCovariances({ block }: StudyGroup, set: number[]): [string, string][] {
    return set.flatMap((i, at) =>
        set
            .slice(at + 1)
            .flatMap((j): [string, string][] =>
                isCovarianceParameter(block, i, j) ? [] : [[block.effects[i] ?? '', block.effects[j] ?? '']]
            )
    );
}

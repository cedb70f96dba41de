import type { Reference as CrossReference, AstNode } from 'langium';
import {
    isConstants,
    isData,
    isDerived,
    isExpression,
    isFixedEffects,
    isPredictor,
    isRandomEffects,
    isTest,
    type Constant,
    type Data,
    type Derived,
    type File,
    type FixedEffect,
    type Model,
    type PredictorName,
    type RandomEffects,
    type Sweep,
    type Test
} from '../generated/ast.js';

/** Everything that a name can refer to. */
export type Named = Model | Constant | PredictorName | FixedEffect | Derived | RandomEffects | Test | Data;

export interface Duplicate {
    node: Named;
    first: Named;
}

/** The names of one model, by name space. A name that is given twice refers to the first element. */
export interface ModelNames {
    constants: ReadonlyMap<string, Constant>;
    predictors: ReadonlyMap<string, PredictorName>;
    effects: ReadonlyMap<string, FixedEffect>;
    derived: ReadonlyMap<string, Derived>;
    groups: ReadonlyMap<string, RandomEffects>;
    data: ReadonlyMap<string, Data>;
    duplicates: readonly Duplicate[];
}

const namesOfModel = new WeakMap<Model, ModelNames>();

export function namesOf(model: Model): ModelNames {
    let names = namesOfModel.get(model);
    if (!names) {
        names = collectNames(model);
        namesOfModel.set(model, names);
    }
    return names;
}

function collectNames(model: Model): ModelNames {
    const duplicates: Duplicate[] = [];
    const constants = new Map<string, Constant>();
    const predictors = new Map<string, PredictorName>();
    const effects = new Map<string, FixedEffect>();
    const derived = new Map<string, Derived>();
    const groups = new Map<string, RandomEffects>();
    const data = new Map<string, Data>();
    const values = new Map<string, Named>();
    const parameters = new Map<string, Named>();
    const groupSpace = new Map<string, Named>();
    const tests = new Map<string, Named>();
    const dataSpace = new Map<string, Named>();

    function declare<T extends Named>(node: T, space: Map<string, Named>, table?: Map<string, T>): void {
        if (!node.name) {
            return;
        }
        const first = space.get(node.name);
        if (first) {
            duplicates.push({ node, first });
        } else {
            space.set(node.name, node);
            table?.set(node.name, node);
        }
    }

    for (const element of model.elements) {
        if (isConstants(element)) {
            element.constants.forEach(constant => declare(constant, values, constants));
        } else if (isPredictor(element)) {
            element.names.forEach(name => declare(name, values, predictors));
        } else if (isFixedEffects(element)) {
            element.effects.forEach(effect => declare(effect, parameters, effects));
        } else if (isDerived(element)) {
            declare(element, parameters, derived);
        } else if (isRandomEffects(element)) {
            declare(element, groupSpace, groups);
        } else if (isTest(element)) {
            declare(element, tests);
        } else if (isData(element)) {
            declare(element, dataSpace, data);
        }
    }
    return { constants, predictors, effects, derived, groups, data, duplicates };
}

const constantsOfFile = new WeakMap<File, ReadonlyMap<string, Constant>>();

/** The constants at the top of a file, for all its models. */
export function fileConstants(file: File | undefined): ReadonlyMap<string, Constant> {
    if (!file) {
        return new Map();
    }
    let constants = constantsOfFile.get(file);
    if (!constants) {
        const found = new Map<string, Constant>();
        for (const constant of file.constants.flatMap(block => block.constants)) {
            if (constant.name && !found.has(constant.name)) {
                found.set(constant.name, constant);
            }
        }
        constants = found;
        constantsOfFile.set(file, constants);
    }
    return constants;
}

export function modelOf(node: AstNode): Model | undefined {
    let current: AstNode | undefined = node;
    while (current && current.$type !== 'Model') {
        current = current.$container;
    }
    return current as Model | undefined;
}

export function fileOf(node: AstNode): File | undefined {
    let current: AstNode = node;
    while (current.$container) {
        current = current.$container;
    }
    return current.$type === 'File' ? (current as File) : undefined;
}

/** What the names in an expression refer to: in a `term` predictors and constants, in a `quantity` parameters, then constants, in a `number` constants. */
export type ExpressionRole = 'term' | 'quantity' | 'number';

/** The role of the expression that a node is part of. It follows from the place of the whole expression. */
export function roleOf(node: AstNode): ExpressionRole {
    let expression = node;
    while (expression.$container && isExpression(expression.$container)) {
        expression = expression.$container;
    }
    switch (expression.$container?.$type) {
        case 'Hypothesis':
        case 'Precision':
        case 'Derived':
            return 'quantity';
        case 'Offset':
        case 'Predictor':
            return expression.$containerProperty === 'term' ? 'term' : 'number';
        case 'FixedEffect':
            return expression.$containerProperty === 'term' ? 'term' : 'number';
        case 'Argument':
            return expression.$container.$container?.$type === 'Family' ? 'term' : 'number';
        default:
            return 'number';
    }
}

/** The tables in which a cross reference looks up its name, in order. */
export function tablesFor(container: AstNode, property: string): ReadonlyMap<string, Named>[] {
    const model = modelOf(container);
    if (!model) {
        return [fileConstants(fileOf(container))];
    }
    const names = namesOf(model);
    switch (property) {
        case 'effect':
            return [names.effects];
        case 'data':
            return [names.data];
        case 'target':
            return tablesOfTarget(container, model, names);
        default:
            return [names.groups];
    }
}

function tablesOfTarget(container: AstNode, model: Model, names: ModelNames): ReadonlyMap<string, Named>[] {
    if (container.$type === 'Column') {
        return [names.groups, names.predictors];
    }
    const file = fileConstants(fileOf(model));
    if (container.$type === 'Sweep') {
        return [names.constants, names.effects, names.groups, file];
    }
    switch (roleOf(container)) {
        case 'term':
            return [names.constants, names.predictors, file];
        case 'quantity':
            return [names.effects, names.derived, names.constants, file];
        case 'number':
            return [names.constants, file];
    }
}

/** What a name refers to at a place. Undefined where it is unknown. */
export function resolve(reference: CrossReference | undefined, container: AstNode, property: string): Named | undefined {
    const name = reference?.$refText;
    if (!name) {
        return undefined;
    }
    for (const table of tablesFor(container, property)) {
        const found = table.get(name);
        if (found) {
            return found;
        }
    }
    return undefined;
}

/** The group that a reference names. */
export function resolveGroup(
    reference: CrossReference | undefined,
    container: AstNode,
    property: 'group' | 'outer'
): RandomEffects | undefined {
    const found = resolve(reference, container, property);
    return isRandomEffects(found) ? found : undefined;
}

/** Everything in the model that a sweep's name could mean. */
export function sweepCandidates(sweep: Sweep): Named[] {
    const name = sweep.target?.$refText;
    const [constants, effects, groups, file] = tablesFor(sweep, 'target');
    const constant = name === undefined ? undefined : (constants?.get(name) ?? file?.get(name));
    const effect = name === undefined ? undefined : effects?.get(name);
    if (name === undefined || sweep.indexed) {
        // Only effects have levels.
        return effect ? [effect] : [];
    }
    return [constant, effect, groups?.get(name)].filter(found => found !== undefined);
}

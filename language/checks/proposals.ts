/** What a correction could name: the main effect, the intercept, a name that is free. */
import type { DeclaringLine } from '../diagnostics/names.js';
import { isCall, isFixedEffects, isPredictor, isReference, type Expression, type FixedEffect, type Model } from '../generated/ast.js';
import type { ModelContext } from '../lowering/context.js';
import { isIntercept } from '../lowering/fixed-effects.js';
import { walk } from '../parsing/walk.js';
import { modelOf, namesOf, type Named } from '../scoping/names.js';

function effectsOf(context: ModelContext): FixedEffect[] {
    return context.elements(isFixedEffects).flatMap(({ effects }) => effects);
}

/** The effect that a study is most likely about: the last one that multiplies a predictor. */
export function mainEffect(context: ModelContext): FixedEffect | undefined {
    const effects = effectsOf(context);
    return effects.findLast(effect => effect.name && !isIntercept(effect, context)) ?? effects.findLast(({ name }) => name);
}

/** The effect whose term is 1. */
export function interceptOf(context: ModelContext): FixedEffect | undefined {
    return effectsOf(context).find(effect => effect.name && isIntercept(effect, context));
}

/** The effect whose term is this predictor alone, or its levels. */
export function effectOfPredictor(name: string, context: ModelContext): FixedEffect | undefined {
    const isName = (term: Expression | undefined): boolean => isReference(term) && !term.indexed && term.target?.$refText === name;
    return effectsOf(context).find(({ term }) => isName(term) || (isCall(term) && term.function === 'levels' && isName(term.args[0])));
}

/** Predictors that no term names, in text order. */
export function unusedPredictors(context: ModelContext): string[] {
    const used = new Set(walk(context.model).references.map(({ reference }) => reference.$refText));
    return context
        .elements(isPredictor)
        .flatMap(({ names }) => names.flatMap(({ name }) => name ?? []))
        .filter(name => !used.has(name));
}

/** The name with the next number that is free: `beta2` for a second `beta1`. */
export function freeName(name: string, taken: (name: string) => boolean): string {
    const [, stem = name, digits] = /^(.*?)(\d*)$/.exec(name) ?? [];
    for (let i = digits === '' || digits === undefined ? 2 : Number(digits) + 1; ; i++) {
        const candidate = `${stem}${i}`;
        if (!taken(candidate)) {
            return candidate;
        }
    }
}

/** Whether any name space of the model of a node has a name. */
export function isTaken(node: Named): (name: string) => boolean {
    const model = modelOf(node);
    const names = model && namesOf(model);
    const tables = names ? [names.constants, names.predictors, names.effects, names.derived, names.groups, names.data] : [];
    return name => name === 'n' || tables.some(table => table.has(name)) || hasTest(model, name);
}

function hasTest(model: Model | undefined, name: string): boolean {
    return model?.elements.some(element => element.$type === 'Test' && element.name === name) ?? false;
}

/** A line that declares a random effect's group: with the intercept, if the model has one. */
export function groupDeclaration(name: string, context: ModelContext): DeclaringLine {
    const intercept = interceptOf(context)?.name;
    return intercept === undefined
        ? { text: `random ${name} { }`, stops: [] }
        : { text: `random ${name} { ${intercept} sd 0.5 }`, stops: ['0.5'] };
}

/** A line that declares a fixed effect, of a predictor that no other effect has. Null where there is none. */
export function effectDeclaration(name: string, block: 'A' | 'B', context: ModelContext): DeclaringLine | null {
    const predictors = context.elements(isPredictor).flatMap(({ names }) => names.flatMap(one => one.name ?? []));
    const [unused] = unusedPredictors(context);
    const term = predictors.find(predictor => predictor === name) ?? unused ?? (interceptOf(context) ? undefined : '1');
    // Plain `fixed` needs no block, and is usual where the model has no named one.
    const isNamed = context.elements(isFixedEffects).some(one => one.block !== undefined);
    return term === undefined ? null : { text: `fixed ${isNamed ? `${block} ` : ''}{ ${name}: ${term} = 0.3 }`, stops: [term, '0.3'] };
}

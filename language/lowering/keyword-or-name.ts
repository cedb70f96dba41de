import type { Column, PredictorName, Price, RandomEffects } from '../generated/ast.js';
import { modelOf, namesOf, resolve, resolveGroup, type Named } from '../scoping/names.js';

/*
 * `response` in data and `observation` in costs are keywords, but may also be names. Where such a name is declared and a block has
 * the word twice, the second one is the name.
 */

/** What a column holds; undefined where its name is unknown. */
export function columnMeaning(column: Column): 'response' | Named | undefined {
    if (!column.response) {
        return resolve(column.target, column, 'target');
    }
    return isFirst(
        column,
        column.$container.columns.filter(({ response }) => response)
    )
        ? 'response'
        : (named('response', column) ?? 'response');
}

/** What a price is for; undefined where its name is unknown. */
export function pricedUnit(price: Price): 'observation' | RandomEffects | undefined {
    if (!price.observation) {
        return resolveGroup(price.group, price, 'group');
    }
    const prices = price.$container.entries.filter(entry => entry.$type === 'Price' && entry.observation);
    const model = modelOf(price);
    return isFirst(price, prices) ? 'observation' : ((model && namesOf(model).groups.get('observation')) ?? 'observation');
}

function isFirst<T>(one: T, all: readonly T[]): boolean {
    return all[0] === one;
}

function named(name: string, node: Column): RandomEffects | PredictorName | undefined {
    const model = modelOf(node);
    const names = model && namesOf(model);
    return names && (names.groups.get(name) ?? names.predictors.get(name));
}

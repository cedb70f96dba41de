/** The sizes and prices of an input, and the parts that the engine only passes on: data and simulation. */
import type { CostSpec, DataSpec, DesignSpec, GroupSize, SimulationSpec, SweepSpec } from '../spec/model-spec.js';
import { mustDiffer } from './checked-effects.js';
import type { KnownNames } from './checked-term.js';
import { InvalidInput, type CheckedValue } from './checked-value.js';
import { mostSweepValues } from './limits.js';

/** A group that is left out has an unknown count. */
export function checkedDesign(input: CheckedValue, groups: ReadonlySet<string>): DesignSpec {
    const at = input.isAbsent ? null : input.fields(['counts', 'n', 'attrition']);
    const given = at ? at('counts').or([], list => list.list().map(item => checkedCount(item, groups))) : [];
    if (at) {
        mustDiffer(at('counts'), given.map(({ group }) => group)); // prettier-ignore
    }
    const missing = [...groups].filter(group => given.every(count => count.group !== group));
    return {
        counts: [...given, ...missing.map(group => ({ group, count: null }))],
        n: at ? at('n').or(null, n => n.orNull(checkedSize)) : null,
        attrition: at ? at('attrition').or(0, share => share.number(value => value >= 0 && value < 1, 'a share from 0 to below 1')) : 0
    };
}

function checkedCount(item: CheckedValue, groups: ReadonlySet<string>): DesignSpec['counts'][number] {
    const at = item.fields(['group', 'count']);
    return { group: at('group').nameOf(groups, 'a group'), count: at('count').orNull(count => count.count()) };
}

function checkedSize(input: CheckedValue): GroupSize {
    const kind = input.fields(['kind', 'n', 'mean', 'cv'])('kind').oneOf(['fixed', 'unknown', 'poisson', 'sizes']);
    switch (kind) {
        case 'fixed':
            return { kind, n: input.fields(['kind', 'n'])('n').count() };
        case 'unknown':
            input.fields(['kind']);
            return { kind };
        case 'poisson':
            return { kind, mean: input.fields(['kind', 'mean'])('mean').positive() };
        case 'sizes': {
            const at = input.fields(['kind', 'mean', 'cv']);
            return { kind, mean: at('mean').positive(), cv: at('cv').positive() };
        }
    }
}

export function checkedCost(input: CheckedValue, groups: ReadonlySet<string>): CostSpec {
    const at = input.fields(['prices', 'budget']);
    const prices = at('prices').list().map(item => checkedPrice(item, groups)); // prettier-ignore
    if (new Set(prices.map(({ unit }) => unit)).size < prices.length) {
        throw new InvalidInput(at('prices').path, 'must have one price for each unit; one of them has two');
    }
    return { prices, budget: at('budget').or(null, budget => budget.orNull(value => value.positive())) };
}

function checkedPrice(item: CheckedValue, groups: ReadonlySet<string>): CostSpec['prices'][number] {
    const at = item.fields(['unit', 'price']);
    return {
        unit: at('unit').orNull(unit => unit.nameOf(groups, 'a group')),
        price: at('price').number(value => value >= 0, 'a number, 0 or more')
    };
}

export function checkedSweep(item: CheckedValue, names: KnownNames): SweepSpec {
    const at = item.fields(['quantity', 'name', 'values']);
    const quantity = at('quantity').oneOf(['count', 'n', 'constant', 'effect']);
    const isSize = quantity === 'count' || quantity === 'n';
    const values = at('values').someItems();
    if (values.length > mostSweepValues) {
        throw new InvalidInput(at('values').path, `must have at most ${mostSweepValues} values; it has ${values.length}`);
    }
    const name = at('name');
    return {
        quantity,
        name: quantity === 'count' ? name.nameOf(names.groups, 'a group') : quantity === 'effect' ? name.nameOf(names.effects, 'a fixed effect') : name.name(), // prettier-ignore
        values: values.map(value => (isSize ? value.count() : value.number()))
    };
}

export function checkedData(item: CheckedValue): DataSpec {
    const at = item.fields(['name', 'file', 'response', 'columns']);
    return {
        name: at('name').name(),
        file: at('file').text(),
        response: at('response').or(null, value => value.orNull(column => column.name())),
        columns: at('columns').or([], list =>
            list.list().map(column => {
                const of = column.fields(['name', 'column', 'role']);
                return { name: of('name').name(), column: of('column').name(), role: of('role').oneOf(['group', 'predictor']) };
            })
        )
    };
}

export function checkedSimulation(input: CheckedValue): SimulationSpec {
    const at = input.fields(['replicates', 'seed', 'method']);
    return {
        replicates: at('replicates').count(),
        seed: at('seed').number(Number.isSafeInteger, 'a whole number'),
        method: at('method').text()
    };
}

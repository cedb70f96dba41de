import type { AstNode } from 'langium';
import type { GivenTwice } from '../diagnostics/names.js';
import {
    isAlternative,
    isGroupSize,
    isAttrition,
    isBudget,
    isReferenceLaw,
    type Cost,
    type Design,
    type Element,
    type Model,
    type Precision,
    type Simulation,
    type Test
} from '../generated/ast.js';
import type { ModelContext } from '../lowering/context.js';
import { pricedUnit } from '../lowering/keyword-or-name.js';
import { rangeOf } from '../parsing/text-range.js';
import type { Check } from './check.js';

const elementKeywords: Partial<Record<Element['$type'], string>> = {
    Family: 'family',
    Offset: 'offset',
    Design: 'design',
    Cost: 'cost',
    Simulation: 'simulate',
    Using: 'using'
};

function onlyOne(nodes: readonly AstNode[], facts: GivenTwice, { report }: ModelContext): void {
    const [first, ...others] = nodes;
    for (const node of others) {
        report.add('stands-twice', node, facts, first && [rangeOf(first)]);
    }
}

/** A model has one family, one offset, one design, and so on. */
export const elementsMustStandOnce: Check<Model> = (model, context) => {
    for (const [type, keyword] of Object.entries(elementKeywords)) {
        onlyOne(
            model.elements.filter(element => element.$type === type),
            { what: 'keyword', keyword },
            context
        );
    }
};

/** A table has two directions, so a model has at most two sweeps. */
export const sweepsMustBeTwoAtMost: Check<Model> = (model, { report }) => {
    for (const sweep of model.elements.filter(element => element.$type === 'Sweep').slice(2)) {
        report.add('too-many-sweeps', sweep);
    }
};

export const designEntriesMustStandOnce: Check<Design> = (design, context) => {
    onlyOne(design.entries.filter(isGroupSize), { what: 'keyword', keyword: 'n' }, context);
    onlyOne(design.entries.filter(isAttrition), { what: 'keyword', keyword: 'attrition' }, context);
};

export const testOptionsMustStandOnce: Check<Test> = (test, context) => {
    onlyOne(test.options.filter(isAlternative), { what: 'alternative' }, context);
    onlyOne(test.options.filter(isReferenceLaw), { what: 'keyword', keyword: 'reference' }, context);
    optionsMustStandOnce(test.options, context);
};

export const precisionOptionsMustStandOnce: Check<Precision> = (precision, context) => optionsMustStandOnce(precision.options, context);

export const costsMustStandOnce: Check<Cost> = (cost, context) => {
    onlyOne(cost.entries.filter(isBudget), { what: 'keyword', keyword: 'budget' }, context);
    /** By the group; null for an observation. */
    const units = new Map<string | null, AstNode[]>();
    for (const entry of cost.entries) {
        if (entry.$type === 'Price') {
            const priced = pricedUnit(entry);
            const unit = priced === 'observation' ? null : priced?.name;
            if (unit !== undefined) {
                units.set(unit, [...(units.get(unit) ?? []), entry]);
            }
        }
    }
    units.forEach((entries, unit) => onlyOne(entries, { what: 'price', of: unit }, context));
};

export const simulationEntriesMustStandOnce: Check<Simulation> = (simulation, context) => {
    onlyOne(
        simulation.entries.filter(({ $type }) => $type === 'SimulationMethod'),
        { what: 'keyword', keyword: 'method' },
        context
    );
    optionsMustStandOnce(simulation.entries, context);
};

/** Options that are identified by a keyword: `alpha`, `power`, `level`, … */
function optionsMustStandOnce(options: readonly AstNode[], context: ModelContext): void {
    const named = new Map<string, AstNode[]>();
    for (const option of options) {
        const { name } = option as { name?: string };
        if (name !== undefined) {
            named.set(name, [...(named.get(name) ?? []), option]);
        }
    }
    named.forEach((nodes, name) => onlyOne(nodes, { what: 'keyword', keyword: name }, context));
}

import type { AstNode } from 'langium';
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

function onlyOne(nodes: readonly AstNode[], what: string, { report }: ModelContext): void {
    const [first, ...others] = nodes;
    for (const node of others) {
        report.add('stands-twice', node, `${what} stands here a second time. Leave one of them out.`, {
            related: first && [{ message: 'The first one', range: rangeOf(first) }]
        });
    }
}

/** A model has one family, one offset, one design, and so on. */
export const elementsMustStandOnce: Check<Model> = (model, context) => {
    for (const [type, keyword] of Object.entries(elementKeywords)) {
        onlyOne(
            model.elements.filter(element => element.$type === type),
            `\`${keyword}\``,
            context
        );
    }
};

/** More than two sweeps fill no table. */
export const sweepsMustBeTwoAtMost: Check<Model> = (model, { report }) => {
    for (const sweep of model.elements.filter(element => element.$type === 'Sweep').slice(2)) {
        report.add('too-many-sweeps', sweep, 'A model has one or two sweeps: rows and columns of a table. Leave this one out.');
    }
};

export const designEntriesMustStandOnce: Check<Design> = (design, context) => {
    onlyOne(design.entries.filter(isGroupSize), '`n`', context);
    onlyOne(design.entries.filter(isAttrition), '`attrition`', context);
};

export const testOptionsMustStandOnce: Check<Test> = (test, context) => {
    onlyOne(test.options.filter(isAlternative), 'The alternative', context);
    onlyOne(test.options.filter(isReferenceLaw), '`reference`', context);
    optionsMustStandOnce(test.options, context);
};

export const precisionOptionsMustStandOnce: Check<Precision> = (precision, context) => optionsMustStandOnce(precision.options, context);

export const costsMustStandOnce: Check<Cost> = (cost, context) => {
    onlyOne(cost.entries.filter(isBudget), '`budget`', context);
    const units = new Map<string, AstNode[]>();
    for (const entry of cost.entries) {
        if (entry.$type === 'Price') {
            const priced = pricedUnit(entry);
            const unit = priced === 'observation' ? 'an observation' : priced && `a unit of \`${priced.name}\``;
            if (unit) {
                units.set(unit, [...(units.get(unit) ?? []), entry]);
            }
        }
    }
    units.forEach((entries, unit) => onlyOne(entries, `The price of ${unit}`, context));
};

export const simulationEntriesMustStandOnce: Check<Simulation> = (simulation, context) => {
    onlyOne(
        simulation.entries.filter(({ $type }) => $type === 'SimulationMethod'),
        '`method`',
        context
    );
    optionsMustStandOnce(simulation.entries, context);
};

/** Options with a name of their own: `alpha`, `power`, `level`, … */
function optionsMustStandOnce(options: readonly AstNode[], context: ModelContext): void {
    const named = new Map<string, AstNode[]>();
    for (const option of options) {
        const { name } = option as { name?: string };
        if (name !== undefined) {
            named.set(name, [...(named.get(name) ?? []), option]);
        }
    }
    named.forEach((nodes, name) => onlyOne(nodes, `\`${name}\``, context));
}

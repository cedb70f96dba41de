import { isConstants, isData, isPredictor } from '../generated/ast.js';
import type { ModelContext } from '../lowering/context.js';
import type { IssueReport } from '../lowering/issue-report.js';
import type { Named } from '../scoping/names.js';
import { kindOf } from './names.js';

/** A declared name should be used. */
export function nameShouldBeUsed(node: Named, report: IssueReport): void {
    if (node.name) {
        report.add('unused', { node, part: { property: 'name' } }, { name: node.name, kind: kindOf(node) });
    }
}

/**
 * Declared names should be used. `used`: everything that the names in the model refer to. A derived quantity is itself a result, so it needs no
 * other use.
 */
export function namesShouldBeUsed(used: ReadonlySet<Named>, context: ModelContext): void {
    // A name that is given twice or reserved has another message, and its uses refer to the first one.
    const second = new Set(context.names.duplicates.map(({ node }) => node));
    for (const element of context.model.elements) {
        const declared: Named[] = isConstants(element)
            ? element.constants
            : isPredictor(element)
              ? element.names
              : isData(element) && !element.columns.some(({ response }) => response)
                ? [element]
                : [];
        declared
            .filter(node => !used.has(node) && !second.has(node) && node.name !== 'n')
            .forEach(node => nameShouldBeUsed(node, context.report));
    }
}

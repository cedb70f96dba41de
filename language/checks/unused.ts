import { isConstants, isData, isDerived, isPredictor } from '../generated/ast.js';
import type { ModelContext } from '../lowering/context.js';
import type { Report } from '../lowering/report.js';
import type { Named } from '../scoping/names.js';
import { kindInWords } from './names.js';

/** What a name is given to should be used. */
export function nameShouldBeUsed(node: Named, report: Report): void {
    if (node.name) {
        report.add('unused', { node, part: { property: 'name' } }, `Nothing uses \`${node.name}\`, ${kindInWords(node)}.`, {
            tag: 'unnecessary'
        });
    }
}

/** What is declared should be used. `used`: everything that a name in the model stands for. */
export function namesShouldBeUsed(used: ReadonlySet<Named>, context: ModelContext): void {
    // A name given twice or reserved has a message of its own, and its uses mean the first one.
    const second = new Set(context.names.duplicates.map(({ node }) => node));
    for (const element of context.model.elements) {
        const declared: Named[] = isConstants(element)
            ? element.constants
            : isPredictor(element)
              ? element.names
              : isDerived(element) || (isData(element) && !element.columns.some(({ response }) => response))
                ? [element]
                : [];
        declared
            .filter(node => !used.has(node) && !second.has(node) && node.name !== 'n')
            .forEach(node => nameShouldBeUsed(node, context.report));
    }
}

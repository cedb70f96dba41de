import { AstUtils, type AstNode, type Reference as CrossReference } from 'langium';
import type { ModelContext } from '../lowering/context.js';
import { nearestName } from '../scoping/nearest-name.js';
import { resolve, roleOf, tablesFor } from '../scoping/names.js';

/** Every name must stand for something where it is used. */
export function namesMustBeKnown(context: ModelContext): void {
    for (const node of AstUtils.streamAst(context.model)) {
        for (const { reference, property, index } of AstUtils.streamReferences(node)) {
            nameMustBeKnown(reference as CrossReference, node, property, index, context);
        }
    }
}

function nameMustBeKnown(
    reference: CrossReference,
    node: AstNode,
    property: string,
    index: number | undefined,
    context: ModelContext
): void {
    const name = reference.$refText;
    if (!name || resolve(reference, node, property)) {
        return;
    }
    if (node.$type === 'Reference' && (name === 'pi' || (name === 'phi' && roleOf(node) === 'quantity' && context.family?.hasDispersion))) {
        return;
    }
    const near = nearestName(
        name,
        tablesFor(node, property).flatMap(table => [...table.keys()])
    );
    context.report.add(
        'unknown-name',
        { node, part: { property, index } },
        near ? `\`${name}\` is not known here. Did you mean \`${near}\`?` : `\`${name}\` is not known here.`,
        near ? { replace: near } : undefined
    );
}

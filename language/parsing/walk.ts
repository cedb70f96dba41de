import { isAstNode, isReference, type AstNode, type Reference } from 'langium';

/** A reference with the place that it stands in. */
export interface PlacedReference {
    reference: Reference;
    node: AstNode;
    property: string;
    index: number | undefined;
}

/** What a walk through a part of the tree meets, parents before their children, in text order. */
export interface Walked {
    nodes: AstNode[];
    references: PlacedReference[];
}

/** Walks through a node and all below it once; plain arrays, since a keystroke should not pay for streams of all nodes. */
export function walk(root: AstNode): Walked {
    const walked: Walked = { nodes: [], references: [] };
    visit(root, walked);
    return walked;
}

function visit(node: AstNode, walked: Walked): void {
    walked.nodes.push(node);
    for (const property in node) {
        if (property.startsWith('$')) {
            continue;
        }
        const value = (node as unknown as Record<string, unknown>)[property];
        if (Array.isArray(value)) {
            value.forEach((item, index) => {
                take(item, node, property, index, walked);
            });
        } else {
            take(value, node, property, undefined, walked);
        }
    }
}

function take(value: unknown, node: AstNode, property: string, index: number | undefined, walked: Walked): void {
    if (isAstNode(value)) {
        visit(value, walked);
    } else if (isReference(value)) {
        walked.references.push({ reference: value, node, property, index });
    }
}

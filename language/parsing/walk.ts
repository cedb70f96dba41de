import { isAstNode, isReference, type AstNode, type Reference } from 'langium';

/** A reference with its place. */
export interface PlacedReference {
    reference: Reference;
    node: AstNode;
    property: string;
    index: number | undefined;
}

/** The nodes and references of a part of the tree in text order, parents before their children. */
export interface Walked {
    nodes: AstNode[];
    references: PlacedReference[];
}

/** Walks once through a node and everything below it. Plain arrays are much faster than Langium's streams, for every keystroke. */
export function walk(root: AstNode): Walked {
    const walked: Walked = { nodes: [], references: [] };
    visit(root, walked);
    return walked;
}

const dollar = '$'.charCodeAt(0);

function visit(node: AstNode, walked: Walked): void {
    walked.nodes.push(node);
    for (const property in node) {
        if (property.charCodeAt(0) === dollar) {
            continue;
        }
        const value = (node as unknown as Record<string, unknown>)[property];
        if (typeof value !== 'object') {
            continue;
        }
        if (Array.isArray(value)) {
            for (let index = 0; index < value.length; index++) {
                take(value[index], node, property, index, walked);
            }
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

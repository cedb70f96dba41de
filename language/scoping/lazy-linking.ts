import {
    AstUtils,
    DefaultLinker,
    DefaultReferences,
    DefaultScopeComputation,
    EMPTY_STREAM,
    isReference,
    stream,
    type AstNode,
    type FindReferencesOptions,
    type LocalSymbols,
    type ReferenceDescription,
    type ReferenceDescriptionProvider,
    type Stream
} from 'langium';
import { modelOf } from './names.js';

/*
 * Names never leave their file, and the rules resolve them by the tables in names.ts. So nothing is linked or indexed ahead: a
 * reference is resolved when an editor's feature asks for it, and an edit costs nothing for the names that it does not touch.
 */

export class LazyLinker extends DefaultLinker {
    override async link(): Promise<void> {
        // References are resolved where they are asked for.
    }
}

export class ExportedModels extends DefaultScopeComputation {
    override async collectLocalSymbols(): Promise<LocalSymbols> {
        return { has: () => false, getStream: () => EMPTY_STREAM };
    }
}

export class NoReferenceIndex implements ReferenceDescriptionProvider {
    async createDescriptions(): Promise<ReferenceDescription[]> {
        return [];
    }
}

/** Finds references by a walk through the model, or the file for a constant at its top, in which the name can be used. */
export class ReferencesInFile extends DefaultReferences {
    override findReferences(target: AstNode, options: FindReferencesOptions): Stream<ReferenceDescription> {
        const found: ReferenceDescription[] = options.includeDeclaration ? this.getSelfReferences(target) : [];
        const { uri } = AstUtils.getDocument(target);
        const targetPath = this.nodeLocator.getAstNodePath(target);
        const name = this.nameProvider.getName(target);
        for (const node of AstUtils.streamAst(modelOf(target) ?? AstUtils.findRootNode(target))) {
            for (const { reference } of AstUtils.streamReferences(node)) {
                if (isReference(reference) && reference.$refText === name && reference.$refNode && reference.ref === target) {
                    const { offset, length, end, range } = reference.$refNode;
                    const sourcePath = this.nodeLocator.getAstNodePath(node);
                    const segment = { offset, length, end, range };
                    found.push({ sourceUri: uri, sourcePath, targetUri: uri, targetPath, segment, local: true });
                }
            }
        }
        return stream(found);
    }
}

import {
    AstUtils,
    DefaultLinker,
    DefaultReferences,
    DefaultScopeComputation,
    EMPTY_STREAM,
    stream,
    type AstNode,
    type CstNode,
    type FindReferencesOptions,
    type LocalSymbols,
    type ReferenceDescription,
    type ReferenceDescriptionProvider,
    type Stream
} from 'langium';
import { walk } from '../parsing/walk.js';
import { levelAt, placesOfLevel, predictorOfLevel, type LevelNode, type LevelPlace } from './level-names.js';
import { modelOf } from './names.js';

/*
 * Names never leave their file, and the rules resolve them with the tables in names.ts. So nothing is linked or indexed in advance.
 * A reference is resolved when a feature of the editor needs it, and an edit costs nothing for names that it does not touch.
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

/**
 * Finds references by walking through the model, or through the file for a constant at its top. Also finds the levels of a
 * predictor, which are plain texts because their name space is the predictor.
 */
export class ReferencesInFile extends DefaultReferences {
    override findDeclarations(source: CstNode): AstNode[] {
        const level = levelAt(source);
        return level ? [level] : super.findDeclarations(source);
    }

    override findReferences(target: AstNode, options: FindReferencesOptions): Stream<ReferenceDescription> {
        if (predictorOfLevel(target)) {
            const { declarations, uses } = placesOfLevel(target as LevelNode);
            return stream(this.described(target, options.includeDeclaration ? [...declarations, ...uses] : uses));
        }
        const { references } = walk(modelOf(target) ?? AstUtils.findRootNode(target));
        const uses = references
            .filter(({ reference }) => reference.$refText === this.nameProvider.getName(target) && reference.ref === target)
            .flatMap(({ reference, node }) => (reference.$refNode ? [{ node, place: reference.$refNode }] : []));
        const found = this.described(target, uses);
        return stream(options.includeDeclaration ? [...this.getSelfReferences(target), ...found] : found);
    }

    private described(target: AstNode, places: readonly LevelPlace[]): ReferenceDescription[] {
        const { uri } = AstUtils.getDocument(target);
        const targetPath = this.nodeLocator.getAstNodePath(target);
        return places.map(({ node, place: { offset, length, end, range } }) => {
            const sourcePath = this.nodeLocator.getAstNodePath(node);
            return { sourceUri: uri, sourcePath, targetUri: uri, targetPath, segment: { offset, length, end, range }, local: true };
        });
    }
}

import {
    AstUtils,
    DefaultLinker,
    DefaultReferences,
    DefaultScopeComputation,
    EMPTY_STREAM,
    GrammarUtils,
    stream,
    type AstNode,
    type CstNode,
    type FindReferencesOptions,
    type LocalSymbols,
    type ReferenceDescription,
    type ReferenceDescriptionProvider,
    type Stream
} from 'langium';
import {
    isCategorical,
    isLevel,
    isPredictorName,
    isReference as isNameReference,
    type Level,
    type Reference as NameReference
} from '../generated/ast.js';
import { walk } from '../parsing/walk.js';
import { modelOf, resolve } from './names.js';

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
 * categorical predictor, which are plain texts because their name space is the predictor.
 */
export class ReferencesInFile extends DefaultReferences {
    override findDeclarations(source: CstNode): AstNode[] {
        const node = source.astNode;
        const level = isPlaceOfLevel(source) && isNameReference(node) ? levelOf(node) : undefined;
        return level ? [level] : super.findDeclarations(source);
    }

    override findReferences(target: AstNode, options: FindReferencesOptions): Stream<ReferenceDescription> {
        const { nodes, references } = walk(modelOf(target) ?? AstUtils.findRootNode(target));
        const uses: { node: AstNode; place: CstNode | undefined }[] = isLevel(target)
            ? nodes
                  .filter(isNameReference)
                  .filter(node => levelOf(node) === target)
                  .map(node => ({ node, place: GrammarUtils.findNodeForProperty(node.$cstNode, 'levels') }))
            : references
                  .filter(({ reference }) => reference.$refText === this.nameProvider.getName(target) && reference.ref === target)
                  .map(({ reference, node }) => ({ node, place: reference.$refNode }));
        const { uri } = AstUtils.getDocument(target);
        const targetPath = this.nodeLocator.getAstNodePath(target);
        const found = uses.flatMap(({ node, place }): ReferenceDescription[] => {
            if (!place) {
                return [];
            }
            const { offset, length, end, range } = place;
            const sourcePath = this.nodeLocator.getAstNodePath(node);
            return [{ sourceUri: uri, sourcePath, targetUri: uri, targetPath, segment: { offset, length, end, range }, local: true }];
        });
        return stream(options.includeDeclaration ? [...this.getSelfReferences(target), ...found] : found);
    }
}

function isPlaceOfLevel(source: CstNode): boolean {
    return GrammarUtils.findAssignment(source)?.feature === 'levels';
}

/** The level that `site[b]` names. */
function levelOf(reference: NameReference): Level | undefined {
    const predictor = resolve(reference.target, reference, 'target');
    const law = isPredictorName(predictor) ? predictor.$container.law : undefined;
    return isCategorical(law) && reference.indexed ? law.levels.find(({ name }) => name === reference.levels[0]) : undefined;
}

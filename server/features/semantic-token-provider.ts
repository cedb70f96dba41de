import { type AstNode, AstUtils, isReference } from 'langium';
import { AbstractSemanticTokenProvider, type SemanticTokenAcceptor } from 'langium/lsp';
import { SemanticTokenModifiers, SemanticTokenTypes } from 'vscode-languageserver';
import type { GlmmAstType } from '../../language/generated/ast.js';
import { isLevelName } from '../../language/scoping/named-points.js';
import { type Declaration, isDeclaration } from './declarations.js';

/** By the kind of the named element: the same colour at its declaration and at its uses. */
const tokenTypes: Record<Declaration['$type'], SemanticTokenTypes> = {
    Model: SemanticTokenTypes.class,
    Constant: SemanticTokenTypes.variable,
    PredictorName: SemanticTokenTypes.variable,
    FixedEffect: SemanticTokenTypes.parameter,
    Derived: SemanticTokenTypes.property,
    RandomEffects: SemanticTokenTypes.type,
    Test: SemanticTokenTypes.event,
    Data: SemanticTokenTypes.struct
};

/** Colours names by their meaning where syntax does not decide it, because a name may be spelt like a keyword. */
export class GlmmSemanticTokenProvider extends AbstractSemanticTokenProvider {
    protected override highlightElement(node: AstNode, accept: SemanticTokenAcceptor): void {
        if (isDeclaration(node)) {
            highlightDeclaration(node, accept);
            highlightText(node, accept);
        } else {
            highlightPart(node as GlmmAstType[keyof GlmmAstType], accept);
        }
        this.highlightReferences(node, accept);
    }

    private highlightReferences(node: AstNode, accept: SemanticTokenAcceptor): void {
        for (const { reference } of AstUtils.streamReferences(node)) {
            if (isReference(reference) && reference.$refNode && isDeclaration(reference.ref)) {
                const { $type } = reference.ref;
                const modifier = $type === 'Constant' ? SemanticTokenModifiers.readonly : undefined;
                accept({ cst: reference.$refNode, type: tokenTypes[$type], modifier });
            }
        }
    }
}

function highlightDeclaration(element: Declaration, accept: SemanticTokenAcceptor): void {
    if (element.name) {
        const modifier = [SemanticTokenModifiers.declaration, ...(element.$type === 'Constant' ? [SemanticTokenModifiers.readonly] : [])];
        accept({ node: element as AstNode & { name: string }, property: 'name', type: tokenTypes[element.$type], modifier });
    }
}

/** Texts in quotes. `package.json` gives them a colour, because that of strings reads as an error in light themes. */
function highlightText(element: Declaration, accept: SemanticTokenAcceptor): void {
    if (element.$type === 'Model' && element.title !== undefined) {
        accept({ node: element, property: 'title', type: SemanticTokenTypes.string });
    } else if (element.$type === 'Data') {
        accept({ node: element, property: 'file', type: SemanticTokenTypes.string });
    }
}

/** Names that the language defines, and names that are local to their element. */
function highlightPart(element: GlmmAstType[keyof GlmmAstType], accept: SemanticTokenAcceptor): void {
    const { defaultLibrary, declaration } = SemanticTokenModifiers;
    switch (element.$type) {
        case 'Family':
            accept({ node: element, property: 'name', type: SemanticTokenTypes.function, modifier: defaultLibrary });
            if (element.link) {
                accept({ node: element, property: 'link', type: SemanticTokenTypes.enumMember, modifier: defaultLibrary });
            }
            break;
        case 'Call':
            accept({ node: element, property: 'function', type: SemanticTokenTypes.function, modifier: defaultLibrary });
            break;
        case 'NamedLaw':
        case 'Discrete':
        case 'Categorical':
        case 'Mixture':
        case 'Empirical':
            accept({ node: element, property: 'name', type: SemanticTokenTypes.function, modifier: defaultLibrary });
            if (element.$type === 'Empirical') {
                accept({ node: element, property: 'column', type: SemanticTokenTypes.property });
            }
            break;
        case 'Column':
            accept({ node: element, property: 'column', type: SemanticTokenTypes.property });
            break;
        case 'QuotedLevel':
        case 'Level':
            accept({ node: element, property: 'name', type: SemanticTokenTypes.enumMember, modifier: declaration });
            break;
        case 'Argument':
            if (element.name) {
                accept({ node: element, property: 'name', type: SemanticTokenTypes.property });
            }
            break;
        case 'Reference':
        case 'RandomEffect':
        case 'EffectName':
        case 'Sweep':
            if (element.indexed) {
                accept({ node: element, property: 'levels', type: SemanticTokenTypes.enumMember });
            } else if (element.$type === 'Reference' && element.$cstNode && isLevelName(element)) {
                accept({ cst: element.$cstNode, type: SemanticTokenTypes.enumMember, modifier: declaration });
            }
            break;
        default:
    }
}

import { type AstNode, type Cancellation, type LangiumDocument, interruptAndCheck } from 'langium';
import { AbstractSemanticTokenProvider, type SemanticTokenAcceptor, type SemanticTokenRangeOptions } from 'langium/lsp';
import { SemanticTokenModifiers, SemanticTokenTypes } from 'vscode-languageserver';
import type { GlmmAstType } from '../../language/generated/ast.js';
import { constantsText, segmentsOf } from '../../language/parsing/parser.js';
import type { ParsedSegment } from '../../language/parsing/parsed-segment.js';
import { type PlacedReference, walk } from '../../language/parsing/walk.js';
import { isLevelName } from '../../language/scoping/named-points.js';
import { resolve } from '../../language/scoping/names.js';
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

/** The tokens of a segment in text order. They hold while its text and the constants at the top of the file are the same. */
interface KnownTokens {
    constants: string;
    /** Where the segment was. */
    line: number;
    character: number;
    tokens: SemanticTokenRangeOptions[];
}

/** Colours names by their meaning where syntax does not decide it, because a name may be spelt like a keyword. */
export class GlmmSemanticTokenProvider extends AbstractSemanticTokenProvider {
    private readonly known = new WeakMap<ParsedSegment, KnownTokens>();
    /** The tokens found so far; undefined while tokens are sent. */
    private found: SemanticTokenRangeOptions[] | undefined;

    /** The tokens of unchanged segments are kept. */
    protected override async computeHighlighting(
        document: LangiumDocument,
        accept: SemanticTokenAcceptor,
        token: Cancellation.CancellationToken
    ): Promise<void> {
        const segments = segmentsOf(document.parseResult);
        const constants = constantsText(segments);
        for (const segment of segments) {
            await interruptAndCheck(token);
            for (const found of this.tokensOf(segment, constants, accept)) {
                this.highlightToken(found);
            }
        }
    }

    private tokensOf(segment: ParsedSegment, constants: string, accept: SemanticTokenAcceptor): SemanticTokenRangeOptions[] {
        const { line, character } = segment;
        let known = this.known.get(segment);
        if (known?.constants !== constants || known.character !== character) {
            known = { constants, line, character, tokens: this.tokensIn(segment, accept) };
            this.known.set(segment, known);
        } else if (known.line !== line) {
            known.tokens = known.tokens.map(token => shifted(token, line - known!.line));
            known.line = line;
        }
        return known.tokens;
    }

    private tokensIn({ content }: ParsedSegment, accept: SemanticTokenAcceptor): SemanticTokenRangeOptions[] {
        const found: SemanticTokenRangeOptions[] = [];
        this.found = found;
        try {
            for (const root of [...content.models, ...content.constants]) {
                const { nodes, references } = walk(root);
                nodes.forEach(node => {
                    this.highlightElement(node, accept);
                });
                references.forEach(reference => {
                    highlightReference(reference, accept);
                });
            }
        } finally {
            this.found = undefined;
        }
        return found.sort(({ range: { start: a } }, { range: { start: b } }) => a.line - b.line || a.character - b.character);
    }

    protected override highlightToken(options: SemanticTokenRangeOptions): void {
        if (this.found) {
            this.found.push(options);
        } else {
            super.highlightToken(options);
        }
    }

    protected override highlightElement(node: AstNode, accept: SemanticTokenAcceptor): void {
        if (isDeclaration(node)) {
            highlightDeclaration(node, accept);
            highlightText(node, accept);
        } else {
            highlightPart(node as GlmmAstType[keyof GlmmAstType], accept);
        }
    }
}

function shifted({ range: { start, end }, ...look }: SemanticTokenRangeOptions, lines: number): SemanticTokenRangeOptions {
    return {
        range: {
            start: { line: start.line + lines, character: start.character },
            end: { line: end.line + lines, character: end.character }
        },
        ...look
    };
}

function highlightReference({ reference, node, property }: PlacedReference, accept: SemanticTokenAcceptor): void {
    const target = resolve(reference, node, property);
    if (target && reference.$refNode) {
        const modifier = target.$type === 'Constant' ? SemanticTokenModifiers.readonly : undefined;
        accept({ cst: reference.$refNode, type: tokenTypes[target.$type], modifier });
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

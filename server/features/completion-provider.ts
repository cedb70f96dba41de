import {
    type AstNode,
    type AstNodeDescription,
    AstUtils,
    GrammarAST,
    GrammarUtils,
    type LangiumDocument,
    type MaybePromise,
    type ReferenceInfo,
    type Stream
} from 'langium';
import {
    type CompletionAcceptor,
    type CompletionContext,
    DefaultCompletionProvider,
    type LangiumServices,
    type NextFeature
} from 'langium/lsp';
import {
    CompletionItemKind,
    CompletionList,
    type CompletionParams,
    CompletionTriggerKind,
    InsertTextFormat,
    type MarkupContent,
    type Position
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
    FixedEffect,
    isFixedEffects,
    Hypothesis,
    isDesign,
    isExpression,
    isReference,
    isTest,
    Offset,
    Predictor,
    Reference,
    Test
} from '../../language/generated/ast.js';
import { kindOf } from '../../language/checks/names.js';
import { type Cursor, cursorAt } from '../../language/completion/cursor.js';
import { suggestionsAt } from '../../language/completion/suggestions-at-cursor.js';
import type { DocumentWithData } from '../../language/data/data-files.js';
import { families } from '../../language/knowledge/families.js';
import { functions, type FunctionKnowledge } from '../../language/knowledge/functions.js';
import { keywords } from '../../language/knowledge/keywords.js';
import { laws } from '../../language/knowledge/laws.js';
import { links } from '../../language/knowledge/links.js';
import { segmentsOf } from '../../language/parsing/parser.js';
import { roleOf } from '../../language/scoping/names.js';
import type { CompletionData } from '../protocol.js';
import { isDeclaration } from './declarations.js';
import { suggestionItems } from './suggestion-items.js';

/** The methods by which a simulation fits its data sets. */
const simulationMethods = ['laplace', 'aghq', 'gva'];

/** Offers what people usually write next, and after it all names, keywords, families, links, laws and functions that the grammar allows, each with its meaning. */
export class GlmmCompletionProvider extends DefaultCompletionProvider {
    override readonly completionOptions = { triggerCharacters: [' ', '(', '[', '|', '.'] };
    private readonly services: LangiumServices;

    constructor(services: LangiumServices) {
        super(services);
        this.services = services;
    }

    /** After a sign or a space only what the text needs, so that no list opens where a person types a name, a number or nothing. */
    override async getCompletion(document: LangiumDocument, params: CompletionParams): Promise<CompletionList> {
        const cursor = this.cursorIn(document, params.position);
        if (!cursor || isNumber(cursor.word)) {
            return CompletionList.create([], true);
        }
        const { items, isNeeded } = suggestionsAt(cursor);
        const wasTriggered = params.context?.triggerKind === CompletionTriggerKind.TriggerCharacter;
        const usual = wasTriggered && !isNeeded ? [] : suggestionItems(items, cursor, document.textDocument, this.clientCapabilities);
        if (wasTriggered) {
            return CompletionList.create(usual, true);
        }
        const known = new Set(items.flatMap(({ label, insteadOf }) => (insteadOf === undefined ? [label] : [label, insteadOf])));
        const possible = (await super.getCompletion(document, params))?.items ?? [];
        return CompletionList.create([...usual, ...possible.filter(({ label }) => !known.has(label))], true);
    }

    /** Null in a comment or a string. The offsets count from the start of the text. */
    private cursorIn(document: DocumentWithData & LangiumDocument, position: Position): Cursor | null {
        const text = document.textDocument.getText();
        const offset = document.textDocument.offsetAt(position);
        const segment = segmentsOf(document.parseResult).findLast(candidate => candidate.offset <= offset);
        const start = segment?.offset ?? 0;
        const cursor = cursorAt(segment?.text ?? text, offset - start, this.lexer, path => {
            const file = document.dataFiles?.file(document.uri, path);
            return file?.kind === 'table' ? file.table.header : [];
        });
        return cursor && { ...cursor, wordStart: cursor.wordStart + start, wordEnd: cursor.wordEnd + start };
    }

    protected override completionFor(context: CompletionContext, next: NextFeature, accept: CompletionAcceptor): MaybePromise<void> {
        const { feature } = next;
        if (!GrammarAST.isRuleCall(feature)) {
            return super.completionFor(context, next, accept);
        }
        const rule = AstUtils.getContainerOfType(feature, GrammarAST.isParserRule)?.name;
        const property = AstUtils.getContainerOfType(feature, GrammarAST.isAssignment)?.feature;
        switch (property === 'name' ? `${rule}.name` : property) {
            case 'Family.name':
                for (const family of Object.values(families)) {
                    const names = family.arguments.map(argument => argument.name);
                    this.offer(context, accept, family.name, CompletionItemKind.EnumMember, family.documentation, names);
                }
                break;
            case 'link':
                for (const link of Object.values(links)) {
                    this.offer(context, accept, link.name, CompletionItemKind.EnumMember, `${link.definition}. ${link.documentation}`);
                }
                break;
            case 'NamedLaw.name':
                for (const law of isSizeOfGroups(context) ? [] : laws.values()) {
                    const names = law.arguments.map(argument => argument.name);
                    this.offer(context, accept, law.name, CompletionItemKind.Function, law.documentation, names);
                }
                break;
            case 'function':
                this.offerFunctions(context, accept);
                break;
            case 'method':
                for (const method of simulationMethods) {
                    this.offer(context, accept, method, CompletionItemKind.EnumMember, keywords.get(method)?.documentation ?? '');
                }
                break;
            default:
        }
    }

    protected override completionForKeyword(context: CompletionContext, keyword: GrammarAST.Keyword, accept: CompletionAcceptor): void {
        const law = laws.get(keyword.value);
        if (law) {
            this.offer(context, accept, law.name, CompletionItemKind.Function, law.documentation, ['']);
        } else if (this.filterKeyword(context, keyword)) {
            const known = keywords.get(keyword.value);
            const documentation = known && markdown(`${known.documentation}\n\n\`\`\`glmm\n${known.example}\n\`\`\``);
            accept(context, { label: keyword.value, kind: CompletionItemKind.Keyword, documentation, sortText: '8' });
        }
    }

    protected override getReferenceCandidates(reference: ReferenceInfo, context: CompletionContext): Stream<AstNodeDescription> {
        const { container } = reference;
        return super.getReferenceCandidates(
            isReference(container) ? { ...reference, container: expressionAt(context) } : reference,
            context
        );
    }

    protected override createReferenceCompletionItem(
        description: AstNodeDescription,
        reference: ReferenceInfo,
        context: CompletionContext
    ) {
        const { node } = description;
        return {
            ...super.createReferenceCompletionItem(description, reference, context),
            detail: isDeclaration(node) ? kindOf(node) : undefined,
            sortText: '7'
        };
    }

    private offerFunctions(context: CompletionContext, accept: CompletionAcceptor): void {
        const role = roleOf(expressionAt(context));
        // A hypothesis is linear in fixed effects.
        const isQuantity = role === 'quantity' && !AstUtils.hasContainerOfType(context.node, isTest);
        const usable: Record<FunctionKnowledge['where'], boolean> = {
            term: true,
            constant: role === 'number',
            parameter: role === 'quantity',
            factor: AstUtils.hasContainerOfType(context.node, isFixedEffects) && role === 'term'
        };
        for (const known of functions.values()) {
            if (usable[known.where]) {
                this.offer(context, accept, known.name, CompletionItemKind.Function, documentationOf(known), ['']);
            }
        }
        for (const name of isQuantity ? ['pi', 'phi'] : ['pi']) {
            this.offer(context, accept, name, CompletionItemKind.Constant, keywords.get(name)?.documentation ?? '');
        }
    }

    /** The proposals depend on this model only, so the models before it need not be parsed again. */
    protected override findFeaturesAt(text: TextDocument, offset: number): NextFeature[] {
        const document = this.services.shared.workspace.LangiumDocuments.all.find(candidate => candidate.textDocument === text);
        const segment = document && segmentsOf(document.parseResult).findLast(candidate => candidate.offset <= offset);
        return super.findFeaturesAt(segment ? partOf(text, segment.offset, offset) : text, offset - (segment?.offset ?? 0));
    }

    /** `parameters`: undefined if no parentheses follow. Clients with snippets get placeholders. */
    private offer(
        context: CompletionContext,
        accept: CompletionAcceptor,
        label: string,
        kind: CompletionItemKind,
        documentation: string,
        parameters: readonly string[] = []
    ): void {
        const snippets = this.clientCapabilities?.completionItem?.snippetSupport === true;
        const isCalled = context.textDocument.getText().startsWith('(', context.tokenEndOffset);
        const places = parameters.map((name, index) => `\${${index + 1}${name && `:${name}`}}`).join(', ');
        accept(context, {
            label,
            kind,
            documentation: markdown(documentation),
            sortText: '9',
            ...(snippets && parameters.length > 0 && !isCalled
                ? {
                      insertText: `${label}(${places})`,
                      insertTextFormat: InsertTextFormat.Snippet,
                      data: { next: 'arguments' } satisfies CompletionData
                  }
                : {})
        });
    }
}

/** A number that is being typed is not a beginning of another one. */
function isNumber(word: string): boolean {
    return /^[\d.]/.test(word);
}

function isSizeOfGroups({ node }: CompletionContext): boolean {
    return AstUtils.hasContainerOfType(node, isDesign);
}

/** A reference as it would be at the cursor. If an expression has not begun, the parser does not say which part of its element it will be. */
function expressionAt({ node, tokenOffset }: CompletionContext): AstNode {
    const reference = ($container: AstNode | undefined, $containerProperty: string): AstNode => ({
        $type: Reference.$type,
        $container,
        $containerProperty
    });
    if (!node || isExpression(node)) {
        return reference(node, 'left');
    }
    switch (node.$type) {
        case Test.$type:
            return reference({ $type: Hypothesis.$type, $container: node, $containerProperty: 'hypotheses' }, 'contrast');
        case FixedEffect.$type:
        case Predictor.$type: {
            const equals = GrammarUtils.findNodeForKeyword(node.$cstNode, '=');
            const isAfter = equals !== undefined && equals.offset < tokenOffset;
            return reference(node, isAfter === (node.$type === Predictor.$type) ? 'term' : 'value');
        }
        case Offset.$type:
            return reference(node, 'term');
        default:
            return reference(node, 'value');
    }
}

function documentationOf(known: FunctionKnowledge): string {
    return `\`${known.signature}\`: ${known.formula}. ${known.documentation}${known.domain ? ` Defined for ${known.domain}.` : ''}`;
}

function markdown(value: string): MarkupContent {
    return { kind: 'markdown', value };
}

/** The text from `start` to `end` as a separate document, for completion. */
function partOf(text: TextDocument, start: number, end: number): TextDocument {
    const part = text.getText({ start: text.positionAt(start), end: text.positionAt(end) });
    return TextDocument.create(text.uri, text.languageId, text.version, part);
}

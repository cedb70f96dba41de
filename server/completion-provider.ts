import { type AstNodeDescription, AstUtils, GrammarAST, type MaybePromise, type ReferenceInfo } from 'langium';
import {
    type CompletionAcceptor,
    type CompletionContext,
    DefaultCompletionProvider,
    type LangiumServices,
    type NextFeature
} from 'langium/lsp';
import { CompletionItemKind, InsertTextFormat, type MarkupContent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { isDerived, isPrecision } from '../language/generated/ast.js';
import { families } from '../language/knowledge/families.js';
import { functions, type FunctionKnowledge } from '../language/knowledge/functions.js';
import { keywords } from '../language/knowledge/keywords.js';
import { laws } from '../language/knowledge/laws.js';
import { links } from '../language/knowledge/links.js';
import { segmentsOf } from '../language/parsing/parser.js';
import { isDeclaration, kindOf } from './declarations.js';

/** How a simulation fits its data sets. */
const simulationMethods = ['laplace', 'aghq', 'gva'];

/** Names, keywords, families, links, laws and functions where they may stand, each with what it means. */
export class GlmmCompletionProvider extends DefaultCompletionProvider {
    private readonly services: LangiumServices;

    constructor(services: LangiumServices) {
        super(services);
        this.services = services;
    }

    protected override completionFor(context: CompletionContext, next: NextFeature, accept: CompletionAcceptor): MaybePromise<void> {
        const { feature } = next;
        if (!GrammarAST.isRuleCall(feature)) {
            return super.completionFor(context, next, accept);
        }
        const rule = AstUtils.getContainerOfType(feature, GrammarAST.isParserRule)?.name;
        const property = AstUtils.getContainerOfType(feature, GrammarAST.isAssignment)?.feature;
        switch (`${rule}.${property}`) {
            case 'Family.name':
                for (const family of Object.values(families)) {
                    const names = family.arguments.map(argument => argument.name);
                    this.offer(context, accept, family.name, CompletionItemKind.EnumMember, family.documentation, names);
                }
                break;
            case 'Family.link':
                for (const link of Object.values(links)) {
                    this.offer(context, accept, link.name, CompletionItemKind.EnumMember, `${link.definition}. ${link.documentation}`);
                }
                break;
            case 'NamedLaw.name':
                for (const law of laws.values()) {
                    this.offer(
                        context,
                        accept,
                        law.name,
                        CompletionItemKind.Function,
                        law.documentation,
                        law.arguments.map(argument => argument.name)
                    );
                }
                break;
            case 'Call.function':
                for (const known of functions.values()) {
                    if (isUsableAt(known, context)) {
                        this.offer(context, accept, known.name, CompletionItemKind.Function, documentationOf(known), ['']);
                    }
                }
                break;
            case 'SimulationMethod.method':
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
            accept(context, { label: keyword.value, kind: CompletionItemKind.Keyword, documentation, sortText: '1' });
        }
    }

    protected override createReferenceCompletionItem(
        description: AstNodeDescription,
        reference: ReferenceInfo,
        context: CompletionContext
    ) {
        const { node } = description;
        return {
            ...super.createReferenceCompletionItem(description, reference, context),
            detail: isDeclaration(node) ? kindOf(node) : undefined
        };
    }

    /** What may follow depends on the model alone: the models before it need not be parsed again. */
    protected override findFeaturesAt(text: TextDocument, offset: number): NextFeature[] {
        const document = this.services.shared.workspace.LangiumDocuments.all.find(candidate => candidate.textDocument === text);
        const segment = document && segmentsOf(document.parseResult).findLast(candidate => candidate.offset <= offset);
        return super.findFeaturesAt(segment ? partOf(text, segment.offset, offset) : text, offset - (segment?.offset ?? 0));
    }

    /** `parameters`: undefined where no parentheses follow. Clients that know snippets get places to fill in. */
    private offer(
        context: CompletionContext,
        accept: CompletionAcceptor,
        label: string,
        kind: CompletionItemKind,
        documentation: string,
        parameters: readonly string[] = []
    ): void {
        const snippets = this.clientCapabilities?.completionItem?.snippetSupport === true;
        const places = parameters.map((name, index) => `\${${index + 1}${name && `:${name}`}}`).join(', ');
        accept(context, {
            label,
            kind,
            documentation: markdown(documentation),
            sortText: '2',
            ...(snippets && parameters.length > 0 ? { insertText: `${label}(${places})`, insertTextFormat: InsertTextFormat.Snippet } : {})
        });
    }
}

/** `var`, `sd`, … name parameters, which only quantities may. */
function isUsableAt(known: FunctionKnowledge, { node }: CompletionContext): boolean {
    return known.where !== 'parameter' || AstUtils.hasContainerOfType(node, container => isDerived(container) || isPrecision(container));
}

function documentationOf(known: FunctionKnowledge): string {
    return `\`${known.signature}\`: ${known.formula}. ${known.documentation}${known.domain ? ` Defined for ${known.domain}.` : ''}`;
}

function markdown(value: string): MarkupContent {
    return { kind: 'markdown', value };
}

/** The text from `start` to `end` as a document of its own, as far as completion reads it. */
function partOf(text: TextDocument, start: number, end: number): TextDocument {
    const part = text.getText({ start: text.positionAt(start), end: text.positionAt(end) });
    return TextDocument.create(text.uri, text.languageId, text.version, part);
}

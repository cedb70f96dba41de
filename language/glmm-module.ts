import { inject, type DeepPartial, type Module, type PartialLangiumCoreServices } from 'langium';
import {
    createDefaultModule,
    createDefaultSharedModule,
    type DefaultSharedModuleContext,
    type LangiumServices,
    type LangiumSharedServices,
    type PartialLangiumSharedServices
} from 'langium/lsp';
import type { DataFiles } from './data/data-files.js';
import { LoweringValidator } from './document-validator.js';
import { GlmmGeneratedModule, GlmmGeneratedSharedModule } from './generated/module.js';
import { GlmmDocumentFactory } from './parsing/document-factory.js';
import { GlmmLexer } from './parsing/lexer.js';
import { createGlmmParser } from './parsing/parser.js';
import { ExpectedTokenNames } from './parsing/parser-messages.js';
import { GlmmTokenBuilder } from './parsing/token-builder.js';
import { GlmmValueConverter } from './parsing/value-converter.js';
import { ExportedModels, LazyLinker, NoReferenceIndex, ReferencesInFile } from './scoping/lazy-linking.js';
import { GlmmScopeProvider } from './scoping/scope-provider.js';

export type GlmmServices = LangiumServices;

const glmmModule: Module<GlmmServices, PartialLangiumCoreServices> = {
    parser: {
        LangiumParser: services => createGlmmParser(services),
        Lexer: services => new GlmmLexer(services),
        ParserErrorMessageProvider: () => new ExpectedTokenNames(),
        TokenBuilder: () => new GlmmTokenBuilder(),
        ValueConverter: () => new GlmmValueConverter()
    },
    references: {
        ScopeProvider: services => new GlmmScopeProvider(services),
        ScopeComputation: services => new ExportedModels(services),
        Linker: services => new LazyLinker(services),
        References: services => new ReferencesInFile(services)
    },
    workspace: {
        ReferenceDescriptionProvider: () => new NoReferenceIndex()
    },
    validation: {
        DocumentValidator: () => new LoweringValidator()
    }
};

/** What the program around the language adds or replaces: an editor's features. */
export interface GlmmExtension {
    /** Where data sets are read from. Without it, empirical laws have no values. */
    dataFiles?: DataFiles;
    shared?: Module<LangiumSharedServices, DeepPartial<LangiumSharedServices>>;
    language?: Module<GlmmServices, DeepPartial<GlmmServices>>;
}

function glmmSharedModule(dataFiles: DataFiles | undefined): Module<LangiumSharedServices, PartialLangiumSharedServices> {
    return { workspace: { LangiumDocumentFactory: services => new GlmmDocumentFactory(services, dataFiles) } };
}

/** The services of the language. `context` provides the file system and, in a language server, the connection. */
export function createGlmmServices(
    context: DefaultSharedModuleContext,
    extension: GlmmExtension = {}
): { shared: LangiumSharedServices; Glmm: GlmmServices } {
    const shared = inject(
        createDefaultSharedModule(context),
        GlmmGeneratedSharedModule,
        glmmSharedModule(extension.dataFiles),
        extension.shared
    );
    const Glmm = inject(createDefaultModule({ shared }), GlmmGeneratedModule, glmmModule, extension.language);
    shared.ServiceRegistry.register(Glmm);
    return { shared, Glmm };
}

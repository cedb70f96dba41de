import {
    stream,
    type AstNodeDescription,
    type AstNodeDescriptionProvider,
    type LangiumCoreServices,
    type ReferenceInfo,
    type Scope,
    type ScopeProvider,
    type Stream
} from 'langium';
import { tablesFor, type Named } from './names.js';

/** The names that a place of the text sees; an earlier table hides what a later one has under the same name. */
class TableScope implements Scope {
    constructor(
        private readonly tables: ReadonlyMap<string, Named>[],
        private readonly describe: (node: Named, name: string) => AstNodeDescription
    ) {}

    getElement(name: string): AstNodeDescription | undefined {
        const found = this.tables.find(table => table.has(name))?.get(name);
        return found && this.describe(found, name);
    }

    getElements(name: string): Stream<AstNodeDescription> {
        return stream([this.getElement(name) ?? []].flat());
    }

    getAllElements(): Stream<AstNodeDescription> {
        const names = new Set(this.tables.flatMap(table => [...table.keys()]));
        const elements: AstNodeDescription[] = [...names].flatMap(name => this.getElement(name) ?? []);
        return stream(elements);
    }
}

/** Gives Langium's services (definition, references, completion) the names that lowering uses. */
export class GlmmScopeProvider implements ScopeProvider {
    private readonly descriptions: AstNodeDescriptionProvider;

    constructor(services: LangiumCoreServices) {
        this.descriptions = services.workspace.AstNodeDescriptionProvider;
    }

    getScope(reference: ReferenceInfo): Scope {
        return new TableScope(tablesFor(reference.container, reference.property), (node, name) =>
            this.descriptions.createDescription(node, name)
        );
    }
}

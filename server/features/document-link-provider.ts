import { stat } from 'node:fs/promises';
import path from 'node:path';
import { GrammarUtils, type LangiumDocument, URI } from 'langium';
import type { DocumentLinkProvider } from 'langium/lsp';
import type { DocumentLink } from 'vscode-languageserver';
import { isRelativePath } from '../../language/data/data-path.js';
import { isData, isFile, type Data } from '../../language/generated/ast.js';
import type { DataPlace } from '../documents/data-file-reader.js';

/** Links the data files that a text names, where they exist. Editors find web addresses in comments by themselves. */
export class GlmmDocumentLinkProvider implements DocumentLinkProvider {
    /** @param placeOf where the data of a document are; null for a document that is not on a disk */
    constructor(private readonly placeOf: (document: URI) => DataPlace | null) {}

    async getDocumentLinks({ uri, parseResult }: LangiumDocument): Promise<DocumentLink[]> {
        const place = this.placeOf(uri);
        const file = parseResult.value;
        if (!place || !isFile(file)) {
            return [];
        }
        const data = file.models.flatMap(({ elements }) => elements.filter(isData));
        const links = await Promise.all(data.map(element => linkOf(element, place)));
        return links.filter(link => link !== null);
    }
}

async function linkOf(element: Data, { folder }: DataPlace): Promise<DocumentLink | null> {
    const node = GrammarUtils.findNodeForProperty(element.$cstNode, 'file');
    if (!node || !element.file || !isRelativePath(element.file)) {
        return null;
    }
    const target = path.resolve(folder, element.file);
    try {
        if (!(await stat(target)).isFile()) {
            return null;
        }
    } catch {
        return null;
    }
    const { start, end } = node.range;
    const quote = node.text.length > 1 && node.text.endsWith('"') ? 1 : 0;
    return {
        range: { start: { ...start, character: start.character + 1 }, end: { ...end, character: end.character - quote } },
        target: URI.file(target).toString()
    };
}
